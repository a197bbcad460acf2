"""The pages of the record: the case page and the list of cases, as the server gives them."""

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
from sources import record_file
from sources.actions import load_record
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    DecisionFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db

RECORD = settings.BASE_DIR / "sources/records/de-la-torre-v-linkedin.yaml"
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
    load_record(file=record_file.read(RECORD))
    return Case.objects.get(slug="de-la-torre-v-linkedin")


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
    assert queries(client, linkedin.get_absolute_url()) <= 16
    add(150)
    few = queries(client, linkedin.get_absolute_url())
    add(500)
    assert queries(client, linkedin.get_absolute_url()) == few
    assert few <= 22


def test_a_case_that_is_not_there_is_a_page_in_words(client: Client) -> None:
    response = client.get("/cases/no-such-case/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


# --- The list ---------------------------------------------------------------------------------


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_statute_is_found_in_every_spelling(client: Client, spelling: str) -> None:
    claim = ClaimFactory(case__caption="Wanted v. Found")
    ClaimStatuteFactory(claim=claim)
    CaseFactory(caption="Other v. Another")
    response = client.get("/cases/", {"statute": spelling})
    text = words(response.content.decode())
    assert "Wanted v. Found" in text
    assert "Other v. Another" not in text


def test_a_line_of_the_list_says_what_matters(client: Client) -> None:
    court = CourtFactory(citation="N.D. Cal.")
    case = closed_case(caption="A v. B", court=court, docket_number="5:25-cv-00709")
    ClaimStatuteFactory(claim=ClaimFactory(case=case, title="Snooping"))
    text = words(page(client, "/cases/"))
    for said in (
        "A v. B N.D. Cal. · No. 5:25-cv-00709",
        "Snooping 18 U.S.C. § 2701",
        "Closed Voluntarily dismissed without prejudice 30 January 2025",
        "Filed 21 January 2025",
    ):
        assert said in text


def test_the_list_asks_the_database_as_often_for_1000_cases_as_for_10(client: Client) -> None:
    def add(number: int) -> None:
        made = Case.objects.bulk_create(
            Case(slug=f"c-{number}-{n}", caption=f"Case {n}") for n in range(number)
        )
        for case in made[:5]:
            ClaimStatuteFactory(claim=ClaimFactory(case=case))
            PartyFactory(case=case)

    CourtFactory()
    add(10)
    few = queries(client, "/cases/")
    add(1000)
    assert queries(client, "/cases/") == few
    assert few <= 8


def test_an_empty_answer_asks_the_database_no_more_than_8_times(client: Client) -> None:
    CaseFactory(court=CourtFactory(id="cand"))
    filters = "statute=18:2701&status=open&disposition=dismissal&court=cand&claim=a&party=b"
    more = "counsel=c&judge=d&nature_of_suit=e&filed_after=2025-01-01&filed_before=2025-02-01&q=f"
    assert queries(client, f"/cases/?{filters}&{more}") <= 8


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("statute=banana", "is not understood as a statute"),
        ("filed_after=soon", "This is not a date."),
        ("filed_before=2025-02-30", "This is not a date."),
        ("status=asleep", "“asleep” is none of the choices; choose open, closed or unknown."),
        ("disposition=x", "“x” is none of the choices"),
        ("court=nowhere", "No case here is before a court of that name or id."),
        ("sort=colour", "“colour” is none of the choices"),
        ("q=%00", "Null characters are not allowed."),
        ("q=" + "x" * 201, "at most 200 characters"),
    ],
)
def test_nonsense_is_said_beside_its_field_and_filters_nothing(
    client: Client, given: str, error: str
) -> None:
    CaseFactory(caption="Still v. Here")
    name = given.partition("=")[0]
    html = page(client, f"/cases/?{given}")
    beside = re.search(rf'<p class="error" id="error-{name}">(.*?)</p>', html, re.DOTALL)
    assert beside
    assert error in words(beside[1])
    assert "Not filtered by" in html
    assert "Still v. Here" in html


def test_the_other_filters_hold_beside_nonsense(client: Client) -> None:
    CaseFactory(caption="Wanted v. Found")
    CaseFactory(caption="Other v. Another")
    text = words(page(client, "/cases/?q=wanted&statute=banana"))
    assert "The other filters hold." in text
    assert "Other v. Another" not in text


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "two", ""])
def test_a_page_that_does_not_exist_is_the_nearest_one(client: Client, number: str) -> None:
    CaseFactory(caption="A v. B")
    assert "A v. B" in page(client, f"/cases/?page={number}")


def test_an_empty_answer_says_which_filter_to_loosen_and_what_that_gives(client: Client) -> None:
    for name in "abc":
        CaseFactory(caption=f"Wanted {name}")
    text = words(page(client, "/cases/?q=wanted&status=closed"))
    assert "Without “Status: closed” there would be three cases" in text
    assert "Without “Words" not in text


def test_an_empty_answer_that_no_one_filter_explains_says_so(client: Client) -> None:
    CaseFactory()
    text = words(page(client, "/cases/?q=zzz&party=yyy"))
    assert "Loosening one would not be enough. Clear them all to see one case." in text


def test_an_empty_tracker_says_how_to_load_the_first_record(client: Client) -> None:
    text = words(page(client, "/cases/"))
    assert "The tracker has no cases yet" in text
    assert "manage.py load_record sources/records/de-la-torre-v-linkedin.yaml" in text


def test_a_filter_that_holds_is_a_chip_that_takes_it_away(client: Client) -> None:
    CaseFactory(caption="Wanted v. Found", filed_on=date(2025, 1, 21))
    html = page(client, "/cases/?q=wanted&status=open&party=")
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', html)
    assert [(href, words(text)) for href, text in chips] == [
        ("/cases/?q=wanted", "Status open × , remove this filter"),
        ("/cases/?status=open", "Words wanted × , remove this filter"),
    ]


def test_the_pages_of_the_list_keep_the_filter(client: Client) -> None:
    for number in range(60):
        CaseFactory(caption=f"Wanted {number}")
    html = page(client, "/cases/?q=wanted")
    assert "Page 1 of 2" in html
    link = re.search(r'rel="next" href="([^"]+)"', html)
    assert link
    assert link[1].replace("&amp;", "&") == "?q=wanted&page=2"
    assert "Page 2 of 2" in page(client, "/cases/" + link[1].replace("&amp;", "&"))


def test_htmx_gets_the_results_alone_with_the_errors_and_the_short_address(client: Client) -> None:
    CaseFactory(caption="A v. B")
    address = "/cases/?q=&statute=banana&status="
    response = client.get(address, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert "A v. B" in html
    assert 'id="error-statute" hx-swap-oob="true">' in html
    assert response["HX-Push-Url"] == "/cases/?statute=banana"
    assert "HX-Request" in response["Vary"]
    assert "<html" in page(client, address)


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
