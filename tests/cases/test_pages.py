"""The page of a case, as the server gives it; the list of cases is in test_list_page.py."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Disposition, Filing, Prejudice, Scope
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    DecisionFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
)
from tests.the_record import the_record

pytestmark = pytest.mark.django_db

SPELLINGS = ["18 U.S.C. § 2701", "18:2701", "18 USC 2701", "Stored Communications Act"]


class Names(HTMLParser):
    """The ids of a page, and the places in it that its links lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                self.targets.add(value.removeprefix("#"))


def words(html: str) -> str:
    """The text of a page, without its tags, each run of white space one space."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def linkedin() -> Case:
    return the_record()


def closed_case(**values: Any) -> Case:
    case = CaseFactory(filed_on=date(2025, 1, 21), **values)
    FilingFactory(
        case=case,
        filed_on=date(2025, 1, 30),
        disposition=Disposition.VOLUNTARY_DISMISSAL,
        prejudice=Prejudice.WITHOUT,
        disposes=Scope.CASE,
    )
    return case


# --- The case page ----------------------------------------------------------------------------


def test_a_dismissed_case_says_how_it_ended_when_and_how_soon(client: Client) -> None:
    text = words(page(client, closed_case().get_absolute_url()))
    assert "Closed Voluntarily dismissed without prejudice" in text
    assert "on Thursday 30 January 2025" in text
    assert ", nine days after it was filed" in text
    assert "The record has no order and no judgment of the court." in text


def test_how_soon_is_counted_and_not_written_down(client: Client) -> None:
    case = closed_case()
    Case.objects.filter(pk=case.pk).update(filed_on=date(2025, 1, 30))
    text = words(page(client, case.get_absolute_url()))
    assert "the day it was filed" in text
    assert "nine days" not in text


def test_a_case_with_an_order_is_not_said_to_have_none(client: Client) -> None:
    case = closed_case()
    FilingFactory(case=case, kind="order")
    assert "no order and no judgment" not in page(client, case.get_absolute_url())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"filed_on": date(2025, 1, 21)}, "Open Filed on Tuesday 21 January 2025"),
        ({"terminated_on": date(2025, 1, 30)}, "Closed Ended on Thursday 30 January 2025"),
        ({}, "Status not known"),
    ],
)
def test_a_case_that_no_filing_ended_says_what_is_known(
    client: Client, values: dict[str, Any], said: str
) -> None:
    assert said in words(page(client, CaseFactory(**values).get_absolute_url()))


def test_a_docket_number_that_no_source_states_is_said_to_be_so(client: Client) -> None:
    case = CaseFactory()
    DecisionFactory(about=case, field="docket_number", basis="unsourced", reason="Looked in vain.")
    text = words(page(client, case.get_absolute_url()))
    assert "Docket number no source states it" in text
    assert "No source states the docket number." in text


def test_a_party_without_counsel_is_said_to_have_none_named(client: Client) -> None:
    case = CaseFactory()
    represented, alone = PartyFactory(case=case, name="Ann"), PartyFactory(case=case, name="Bob")
    CounselFactory(case=case, represents=represented, attorney="Eli Advocate")
    html = page(client, case.get_absolute_url())
    of_ann = html[html.index(f'id="party-{represented.key}"') : html.index(f"party-{alone.key}")]
    assert "Eli Advocate" in of_ann
    assert "No source names counsel" not in of_ann
    assert "No source names counsel" in html[html.index(f'id="party-{alone.key}"') :]


def test_a_statute_leads_to_the_cases_under_it(client: Client) -> None:
    claim = ClaimFactory()
    ClaimStatuteFactory(claim=claim)
    html = page(client, claim.case.get_absolute_url())
    address = re.search(r'href="(/cases/\?statute=[^"]+)"', html)
    assert address
    assert claim.case.caption in page(client, address[1])


def test_what_is_alleged_is_labelled_as_alleged(client: Client) -> None:
    case = CaseFactory()
    EventFactory(case=case, summary="Messages were disclosed", stance="alleged")
    text = words(page(client, case.get_absolute_url()))
    assert re.search(r"Alleged \S+ Messages were disclosed", text)


def test_an_undisputed_event_is_not_labelled_so(client: Client) -> None:
    case = CaseFactory()
    EventFactory(case=case, summary="A policy changed")
    assert "Alleged" not in page(client, case.get_absolute_url())


def test_markup_in_the_record_stays_text(client: Client) -> None:
    nasty = "<script>alert(1)</script> & <b>bold</b>"
    case = CaseFactory(caption=nasty, filed_on=date(2025, 1, 21))
    snapshot = SnapshotFactory(text=f"Then {nasty} was filed")
    passage = PassageFactory(snapshot=snapshot, exact=nasty)
    CitationFactory(about=case, field="caption", passage=passage, stated_value=nasty)
    EventFactory(case=case, summary=nasty, words=nasty, kind="statement", first_day=None)
    for address in (
        case.get_absolute_url(),
        "/cases/",
        f"/cases/?q={nasty}",
        snapshot.source.get_absolute_url(),
        f"/cases/{case.slug}/evidence/evidence-case-caption/",
    ):
        html = page(client, address, **{"HX-Request": "true"})
        assert "<script>alert" not in html
        assert "<b>bold" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_every_fact_of_the_record_has_a_marker_and_its_evidence(
    client: Client, linkedin: Case
) -> None:
    from sources.facts import facts_of

    names = Names(page(client, linkedin.get_absolute_url()))
    facts = list(facts_of(linkedin))
    assert len(facts) > 100
    shown = [
        fact.id for fact in facts if fact.anchor.replace("evidence-", "shown-", 1) in names.ids
    ]
    assert shown == [fact.id for fact in facts]
    assert {fact.anchor for fact in facts} <= set(names.ids)


def test_no_id_is_given_twice_and_no_link_leads_nowhere(client: Client, linkedin: Case) -> None:
    for case in Case.objects.all():
        names = Names(page(client, case.get_absolute_url()))
        assert sorted(names.ids) == sorted(set(names.ids))
        assert names.targets <= set(names.ids)


def test_the_page_says_how_much_of_it_is_sourced(client: Client, linkedin: Case) -> None:
    from sources.facts import facts_of

    record = facts_of(linkedin)
    text = words(page(client, linkedin.get_absolute_url()))
    assert f"{record.sourced} of {len(record)} facts sourced" in text
    assert f"{len(record.disputed)} disagreements, all decided" in text


def test_the_case_page_asks_the_database_as_often_for_500_filings_as_for_5(
    client: Client, linkedin: Case
) -> None:
    def add(number: int) -> None:
        party = linkedin.parties.first()
        Filing.objects.bulk_create(
            Filing(
                case=linkedin,
                key=f"more-{number}-{n}",
                number=number + n,
                filed_on=date(2025, 1, 1 + n % 28),
                description=f"Paper {n}",
                filed_by=party,
            )
            for n in range(number)
        )

    add(5)
    assert queries(client, linkedin.get_absolute_url()) <= 18
    add(150)
    few = queries(client, linkedin.get_absolute_url())
    add(500)
    assert queries(client, linkedin.get_absolute_url()) == few
    assert few <= 24


def test_a_case_that_is_not_there_is_a_page_in_words(client: Client) -> None:
    response = client.get("/cases/no-such-case/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


# --- Every page -------------------------------------------------------------------------------


def templates() -> Iterator[Path]:
    return (settings.BASE_DIR / "templates").rglob("*.html")


@pytest.mark.parametrize("path", sorted(templates()), ids=lambda path: path.name)
def test_no_template_holds_a_script_or_a_style(path: Path) -> None:
    html = path.read_text()
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|\shx-on", html)


@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html"])
def test_an_error_page_needs_neither_database_nor_request(name: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        html = get_template(name).render({})
    assert "Case Tracker" in html
    assert not captured.captured_queries
