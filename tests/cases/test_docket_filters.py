"""The filters of a docket, by what each leaves of it and what it says of nonsense."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from cases.docket_page import DocketPage
from cases.models import Case
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DocumentFactory,
    FilingFactory,
    PartyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    case = CaseFactory(slug="roe-v-doe")
    mill = PartyFactory(case=case, key="mill", name="Imaginary Mills")
    rows: list[dict[str, Any]] = [
        {"key": "one", "number": 1, "kind": "complaint", "text": "Complaint about red water"},
        {"key": "two", "number": 2, "kind": "motion", "text": "Motion to compel", "filed_by": mill},
        {"key": "clerk", "number": None, "kind": "minute_entry", "text": "Hearing held"},
        {"key": "ten", "number": 10, "kind": "order", "text": "Order denying motion to compel"},
        {
            "key": "last",
            "number": 12,
            "kind": "",
            "text": None,
            "description": "A paper, 50% of it",
        },
    ]
    for day, row in enumerate(rows, start=1):
        FilingFactory(**{"case": case, "filed_on": date(2025, 3, day), "description": ""} | row)
    DocumentFactory(filing=case.filings.get(key="two"), description="Declaration of Ann Roe")
    elsewhere = FilingFactory(key="elsewhere", number=10, text="Motion to compel")
    DocumentFactory(filing=elsewhere, description="Declaration of Ann Roe")
    return case


def docket(case: Case, **given: str) -> DocketPage:
    query = QueryDict(mutable=True)
    query.update(given)
    return DocketPage(case, query, for_colleagues=True)


def left(case: Case, **given: str) -> list[str]:
    page = docket(case, **given)
    assert not page.filter.form.errors
    assert page.count == len(page.rows)
    return [filing.key for filing in page.rows]


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({}, ["last", "ten", "clerk", "two", "one"]),
        ({"sort": "oldest"}, ["one", "two", "clerk", "ten", "last"]),
        ({"number": "2-10"}, ["ten", "two"]),
        ({"number": "2 to 10"}, ["ten", "two"]),
        ({"number": "10-"}, ["last", "ten"]),
        ({"number": "-2"}, ["two", "one"]),
        ({"number": "12"}, ["last"]),
        ({"number": "99999999999999999999-"}, []),
        ({"filed_after": "2025-03-04"}, ["last", "ten"]),
        ({"filed_before": "2025-03-02"}, ["two", "one"]),
        ({"kind": "order"}, ["ten"]),
        ({"kind": "none"}, ["last"]),
        ({"party": "mill"}, ["two"]),
        ({"documents": "on"}, ["two"]),
        ({"orders": "on"}, ["ten"]),
        ({"q": "motion compel"}, ["ten", "two"]),
        ({"q": '"compel motion"'}, []),
        ({"q": '"motion to compel"'}, ["ten", "two"]),
        ({"q": "“motion to compel”"}, ["ten", "two"]),
        ({"q": "motion -order"}, ["two"]),
        ({"q": 'motion -"order denying"'}, ["two"]),
        ({"q": "-motion"}, ["last", "clerk", "one"]),
        ({"q": "50%"}, ["last"]),
        ({"q": "otion"}, ["ten", "two"]),  # a part of a word
        ({"q": "declaration"}, ["two"]),  # of an attachment
        ({"q": '"ann roe" motion'}, ["two"]),
        ({"q": "motion -declaration"}, ["ten"]),
        ({"q": '"'}, ["last", "ten", "clerk", "two", "one"]),
        ({"q": "motion", "number": "1-5", "kind": "motion"}, ["two"]),
    ],
    ids=str,
)
def test_a_filter_leaves(case: Case, given: dict[str, str], keys: list[str]) -> None:
    assert left(case, **given) == keys


def test_hand_logged_are_those_a_person_made_and_no_court_file_confirms(case: Case) -> None:
    from tests.people import signed_in

    client = signed_in("paralegal")
    client.post(
        f"/cases/{case.slug}/log/",
        {"token": "a" * 16, "filed": "3/9/2025", "text": "Notice of something", "number": "13"},
    )
    logged = case.filings.get(number=13)
    assert left(case, by_hand="on") == [logged.key]
    CitationFactory(about=logged, passage__snapshot__source__kind="docket_report")
    assert left(case, by_hand="on") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"number": "abc"}, "“abc” is no range of entry numbers. Write 12-45, 100- for 100"),
        ({"number": "45-12"}, "The range runs backwards, from 45 to 12. Write 12-45."),
        ({"number": "-"}, "“-” is no range of entry numbers."),
        ({"filed_after": "2025-02-30"}, "This is not a date. Write the day as year, month and day"),
        ({"kind": "poem"}, "“poem” is none of the choices; choose a kind of the list."),
        ({"party": "nobody"}, "“nobody” is none of the choices; choose a party of the list."),
        ({"tag": "hot"}, "No entry of this docket has the tag “hot”."),
        ({"sort": "best"}, "choose newest or oldest."),
    ],
    ids=str,
)
def test_nonsense_is_said_and_the_other_filters_hold(
    case: Case, given: dict[str, str], said: str
) -> None:
    page = docket(case, **given, q="motion")
    [[error]] = page.filter.form.errors.values()
    assert said in error
    assert [filing.key for filing in page.rows] == ["ten", "two"]


def test_what_is_not_understood_is_said_on_the_page_with_what_was_typed(
    client: Client, case: Case
) -> None:
    html = client.get("/cases/roe-v-doe/docket/?filed_after=soon&q=motion").content.decode()
    assert "Not filtered by “Filed on or after”" in html
    assert "The other filters hold." in html
    assert 'value="soon"' in html
    assert "<strong>2 of 5 entries</strong>" in html


def test_kinds_and_parties_are_those_of_this_docket_with_how_many_entries(case: Case) -> None:
    form = docket(case).filter.form
    kinds = [label for _, label in form.fields["kind"].choices if label != "any"]
    assert sorted(kinds) == [
        "complaint (1)",
        "minute entry (1)",
        "motion (1)",
        "not stated (1)",
        "order or opinion (1)",
    ]
    assert [label for _, label in form.fields["party"].choices][1:] == ["Imaginary Mills (1)"]


def test_the_address_carries_the_filter_in_its_shortest_form(case: Case) -> None:
    page = docket(case, q="motion", number="1-5", kind="", sort="newest", page="3", rubbish="x")
    assert page.address() == "?q=motion&number=1-5"
    assert page.address("q") == "?number=1-5"


def test_the_filter_is_said_in_words(case: Case) -> None:
    page = docket(case, q="motion", number="10-", kind="order", orders="on")
    assert page.in_words == (
        "words: motion; numbers: 10 and above; kind: order or opinion; orders and judgments"
    )
    assert page.counted == "1 of 5 entries"
    assert docket(case).in_words == ""
    assert docket(case).counted == "5 entries"
