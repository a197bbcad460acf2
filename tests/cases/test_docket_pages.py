"""The page of a docket, its print and its file, and the parties, as the server gives them."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.docket_page import AT_ONCE
from cases.models import Case, Counsel, Filing, Party
from tests.factories import (
    CaseFactory,
    CitationFactory,
    CounselFactory,
    CourtFactory,
    FilingFactory,
    PartyFactory,
)
from tests.people import signed_in

pytestmark = pytest.mark.django_db

DOCKET = "/cases/roe-v-doe/docket/"


@pytest.fixture
def case() -> Case:
    return CaseFactory(
        slug="roe-v-doe", caption="Roe v. Doe", court=CourtFactory(name="Court of Somewhere")
    )


def fill(case: Case, number: int, **values: Any) -> None:
    start = case.filings.count()
    Filing.objects.bulk_create(
        Filing(
            case=case,
            key=f"entry-{n}",
            number=n,
            filed_on=date(2025, 1, 1) + timedelta(days=n),
            **{"text": f"Paper {n} of the mill", "kind": "motion" if n % 2 else "order"} | values,
        )
        for n in range(start + 1, start + number + 1)
    )


def html(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="filing-entry-(\d+)"', page)]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        html(client, address)
    return len(captured)


# --- Pages of rows


def test_a_hundred_rows_come_at_once_and_the_next_are_one_link_away(
    client: Client, case: Case
) -> None:
    fill(case, 230)
    first = html(client, DOCKET)
    assert listed(first) == list(range(230, 130, -1))
    assert "<strong>230 entries</strong>" in first
    assert f'<a href="{DOCKET}?page=2">Next 100</a>' in first
    assert listed(html(client, f"{DOCKET}?page=2")) == list(range(130, 30, -1))
    last = html(client, f"{DOCKET}?page=3")
    assert listed(last) == list(range(30, 0, -1))
    assert "docket-more" not in last


def test_to_the_row_that_asks_for_more_go_rows_alone(client: Client, case: Case) -> None:
    fill(case, 130)
    headers = {"HX-Request": "true", "HX-Target": "docket-more"}
    response = client.get(f"{DOCKET}?page=2&q=paper", headers=headers)
    rows = response.content.decode()
    assert listed(rows) == list(range(30, 0, -1))
    assert "<table" not in rows
    assert "HX-Push-Url" not in response


def test_to_the_filters_go_the_results_with_the_address_that_carries_them(
    client: Client, case: Case
) -> None:
    fill(case, 10)
    response = client.get(f"{DOCKET}?kind=order&q=&number=", headers={"HX-Request": "true"})
    part = response.content.decode()
    assert "<html" not in part
    assert "<strong>5 of 10 entries</strong>" in part
    assert response["HX-Push-Url"] == f"{DOCKET}?kind=order"
    assert 'id="error-number" hx-swap-oob="true"' in part


def test_a_link_to_an_entry_lands_on_the_page_of_rows_that_holds_it(
    client: Client, case: Case
) -> None:
    fill(case, 230)
    assert 77 in listed(html(client, f"{DOCKET}?entry=entry-77"))
    assert 77 in listed(html(client, f"{DOCKET}?entry=entry-77&sort=oldest"))
    assert listed(html(client, f"{DOCKET}?entry=nothing"))[0] == 230


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_that_is_not_there_is_one_that_is(client: Client, case: Case, page: str) -> None:
    fill(case, 130)
    assert len(listed(html(client, f"{DOCKET}?page={page}"))) in {30, AT_ONCE}


def test_an_empty_docket_and_an_empty_filter_say_so(client: Client, case: Case) -> None:
    assert "This docket has no entries yet" in html(client, DOCKET)
    fill(case, 3)
    page = html(client, f"{DOCKET}?q=zebra")
    assert "No entry fits this filter" in page
    assert "<strong>0 of 3 entries</strong>" in page


def test_each_fact_shown_leads_to_its_passages(client: Client, case: Case) -> None:
    fill(case, 3)
    second = case.filings.get(number=2)
    CitationFactory(about=second, field="number", stated_value="2")
    page = html(client, DOCKET)
    address = "/cases/roe-v-doe/evidence/evidence-filing-entry-2-number/"
    assert f'href="{address}" hx-get="{address}"' in page
    assert "1 source states it" in page


def test_the_docket_takes_as_many_queries_for_2000_entries_as_for_150(
    client: Client, case: Case
) -> None:
    party = PartyFactory(case=case)
    fill(case, 150, filed_by=party)
    for filing in case.filings.all()[:5]:
        CitationFactory(about=filing, field="text", stated_value=filing.text)
    readers = (client, signed_in("paralegal"))
    for one in readers:
        one.get(DOCKET)
    kinds = ("", "?q=paper&kind=order", "?entry=entry-3", "?print=all")
    asked = [(one, DOCKET + query) for one in readers for query in kinds]
    few = [queries(*it) for it in asked]
    assert max(few) <= 25
    fill(case, 1850, filed_by=party)
    assert [queries(*it) for it in asked] == few


# --- The page of the case


def test_of_a_long_docket_the_case_page_shows_the_newest_and_leads_to_the_rest(
    client: Client, case: Case
) -> None:
    fill(case, 30)
    assert len(re.findall(r'<tr id="filing-', html(client, "/cases/roe-v-doe/"))) == 30
    fill(case, 1)
    page = html(client, "/cases/roe-v-doe/")
    assert re.findall(r'<tr id="filing-entry-(\d+)"', page) == [str(n) for n in range(31, 11, -1)]
    assert f'<a href="{DOCKET}">All 31 entries</a>' in page


def test_the_entry_that_ended_the_case_is_shown_however_old_it_is(
    client: Client, case: Case
) -> None:
    fill(case, 40)
    case.filings.filter(number=3).update(disposition="dismissal", disposes="case")
    page = html(client, "/cases/roe-v-doe/")
    assert 'id="filing-entry-3"' in page
    assert "Dismissed by the court" in page


def test_figures_are_of_the_whole_case_whatever_the_page_shows(client: Client, case: Case) -> None:
    from sources.facts import facts_of
    from sources.page_facts import facts_counted, facts_on_case_page

    fill(case, 60)
    for filing in case.filings.filter(number__lte=12):
        CitationFactory(about=filing, field="text", stated_value=filing.text)
        CitationFactory(about=filing, field="filed_on", stated_value="2024-01-01")
    for party in PartyFactory.create_batch(30, case=case):
        CounselFactory(case=case, represents=party)
        CitationFactory(about=party, field="name", stated_value="Another name")
    whole = facts_of(case)
    for part in (facts_on_case_page(case), facts_counted(case)):
        assert len(part) == len(whole)
        assert len(part.facts) < len(whole.facts)
        for figure in ("sourced", "sources"):
            assert getattr(part, figure) == getattr(whole, figure)
        for figure in ("disputed", "undecided", "unrecorded", "flagged"):
            assert {f.id for f in getattr(part, figure)} == {f.id for f in getattr(whole, figure)}
    page = html(client, "/cases/roe-v-doe/")
    assert f"{whole.sourced} of {len(whole)} facts" in page
    assert f"{len(whole.disputed)} disagreements" in page


def test_a_fact_that_the_case_page_does_not_show_has_a_page_of_its_own(
    client: Client, case: Case
) -> None:
    fill(case, 60)
    old, new = case.filings.get(number=2), case.filings.get(number=60)
    for filing in (old, new):
        CitationFactory(about=filing, field="number", stated_value=str(filing.number))
    own = html(client, "/cases/roe-v-doe/evidence/evidence-filing-entry-2-number/")
    assert "filed on Tuesday" in own
    assert f"{DOCKET}?entry=entry-2#filing-entry-2" in own
    shown = client.get("/cases/roe-v-doe/evidence/evidence-filing-entry-60-number/")
    assert shown["Location"] == "/cases/roe-v-doe/#evidence-filing-entry-60-number"


# --- Paper and file


def test_the_print_has_all_that_is_filtered_and_says_what_it_is(client: Client, case: Case) -> None:
    fill(case, 250)
    page = " ".join(html(client, f"{DOCKET}?print=all&kind=order").split())
    assert page.count('<td class="no">') == 125
    for said in ("Roe v. Doe", "Court of Somewhere", "125 of 250 entries", "kind: order or"):
        assert said in page
    assert re.search(r"<dt>Printed</dt><dd>\d+ \w+ 20\d\d", page)


def lines(client: Client, query: str = "") -> list[list[str]]:
    response: Any = client.get(f"/cases/roe-v-doe/docket.csv{query}")
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content)
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))


def test_the_file_has_all_that_is_filtered_and_nothing_but_entries(
    client: Client, case: Case
) -> None:
    fill(case, 250)
    head, *rows = lines(client, "?kind=order&sort=oldest")
    assert head[:3] == ["Number", "Filed", "Entered"]
    assert [row[0] for row in rows] == [str(n) for n in range(2, 251, 2)]
    assert rows[0][1] == "2025-01-03"
    assert {len(row) for row in rows} == {len(head)}


@time_machine.travel("2026-11-22T17:35:00Z", tick=False)
def test_each_line_of_the_file_says_of_what_when_and_from_which_text_it_is(
    client: Client, case: Case
) -> None:
    entry = FilingFactory(case=case, number=1)
    FilingFactory(case=case, number=2)
    cited = CitationFactory(about=entry, field="number", stated_value="1")
    text = cited.passage.snapshot
    head, *rows = lines(client, "?filed_after=&sort=oldest")
    first, second = (dict(zip(head, row, strict=True)) for row in rows)
    assert first["Case"] == "Roe v. Doe"
    assert first["Court"] == "Court of Somewhere"
    assert first["Written"] == "2026-11-22T09:35-08:00"
    assert first["Read from"].endswith(f", SHA-256 {text.sha256[:12]}")
    assert f"text of {text.taken_at:%Y-%m-%dT%H:%M}Z" in first["Read from"]
    assert second["Read from"] == "no source cited"


def test_a_filtered_file_says_by_what(client: Client, case: Case) -> None:
    fill(case, 4)
    head, row, *_ = lines(client, "?kind=order")
    assert row[head.index("Filter")] == "kind: order or opinion"


@time_machine.travel("2026-11-22T17:35:00Z", tick=False)
def test_the_name_of_the_file_says_when(client: Client, case: Case) -> None:
    response = client.get("/cases/roe-v-doe/docket.csv")
    name = 'attachment; filename="roe-v-doe-docket-2026-11-22-0935.csv"'
    assert response["Content-Disposition"] == name


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\N{FULLWIDTH EQUALS SIGN}1"]
)
def test_no_cell_is_a_formula(client: Client, case: Case, text: str) -> None:
    FilingFactory(case=case, text=text, description="plain - not a formula")
    [row] = lines(client)[-1:]
    assert text not in row
    assert any(cell.replace("'", "") == text for cell in row)
    assert "plain - not a formula" in row


# --- Parties


def furnish(case: Case, number: int) -> None:
    start = case.parties.count()
    parties = Party.objects.bulk_create(
        Party(case=case, key=f"p{n}", name=f"Party {n}", role="defendant")
        for n in range(start, start + number)
    )
    Counsel.objects.bulk_create(
        Counsel(
            case=case,
            key=f"c{party.key}{n}",
            attorney=f"Attorney {n}",
            firm="A & B",
            represents=party,
        )
        for party in parties
        for n in range(5)
    )


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_counsel_of_many_parties_are_said_once(client: Client, case: Case) -> None:
    furnish(case, 105)
    page = html(client, "/cases/roe-v-doe/parties/")
    assert "Defendants 105" in words(page)
    assert page.count("Attorney 3</span>") == 1
    assert "for Party 0 and 104 others" in words(page)


def test_who_has_left_is_said_to_have(client: Client, case: Case) -> None:
    here = PartyFactory(case=case, name="Acme Corp.")
    PartyFactory(case=case, name="Gone Inc.", terminated_on=date(2025, 3, 1))
    CounselFactory(case=case, represents=here, attorney="Ann Here")
    CounselFactory(case=case, represents=here, attorney="Bob Away", withdrew_on=date(2025, 4, 2))
    text = words(html(client, "/cases/roe-v-doe/parties/"))
    assert "Defendants 2, 1 of them ended" in text
    assert re.search(r"Gone Inc\..* ended 1 Mar 2025", text)
    assert re.search(r"Withdrawn Bob Away.* withdrew 2 Apr 2025", text)
    assert not re.search(r"Ann Here[^A-Z]*withdrew", text)


def test_many_who_left_are_folded(client: Client, case: Case) -> None:
    for _ in range(13):
        PartyFactory(case=case, terminated_on=date(2025, 3, 1))
    assert "<summary>13 parties no longer in the case</summary>" in html(
        client, "/cases/roe-v-doe/parties/"
    )


def test_the_parties_take_as_many_queries_for_300_as_for_3(client: Client, case: Case) -> None:
    furnish(case, 3)
    few = queries(client, "/cases/roe-v-doe/parties/")
    furnish(case, 297)
    assert queries(client, "/cases/roe-v-doe/parties/") == few <= 8


def test_the_case_page_shows_the_first_of_many_parties_and_leads_to_the_rest(
    client: Client, case: Case
) -> None:
    furnish(case, 40)
    page = html(client, "/cases/roe-v-doe/")
    assert len(re.findall(r'<li id="party-p\d+"', page)) == 10
    assert "All 40 parties and 200 appearances of counsel, by role" in page
