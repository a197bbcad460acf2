"""Cursors: every row once, whatever the order, with ties and rows without a value."""

import base64
import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.list_order import COLUMNS
from cases.models import Case
from tests.api.asking import Program, walked
from tests.factories import CaseFactory, CitationFactory, CourtFactory

pytestmark = pytest.mark.django_db

DAYS = [date(2025, 3, 1), None, date(2025, 3, 1), date(2024, 1, 1), None, date(2025, 3, 1), None]


@pytest.fixture
def cases() -> list[Case]:
    court = CourtFactory(name="A court")
    return [
        CaseFactory(
            caption="Same v. Same" if number % 2 else f"Roe {number} v. Doe",
            filed_on=day,
            court=court if number % 3 else None,
        )
        for number, day in enumerate(DAYS)
    ]


def slugs(rows: list[dict[str, Any]]) -> list[str]:
    return [row["slug"] for row in rows]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("sort", ["-filed", "filed", "caption", "court"])
def test_pages_give_every_case_once_in_the_order_of_the_page(
    cases: list[Case], sort: str, size: int
) -> None:
    whole = slugs(Program().rows(f"/cases/?sort={sort}"))
    assert sorted(whole) == sorted(case.slug for case in cases)
    assert slugs(walked(Program(), f"/cases/?sort={sort}&page_size={size}")) == whole


@pytest.mark.parametrize("sort", ["-filed", "filed", "caption", "court"])
def test_previous_leads_back_the_same_way(cases: list[Case], sort: str) -> None:
    there: list[dict[str, Any]] = []
    following = f"/cases/?sort={sort}&page_size=2"
    while following:
        answer = Program().get(following).json()
        there.append(answer)
        following = answer["next"]
    back = there[-1]
    for expected in reversed(there[:-1]):
        back = Program().get(back["previous"]).json()
        assert slugs(back["results"]) == slugs(expected["results"])
    assert back["previous"] is None
    assert slugs(Program().get(back["next"]).json()["results"]) == slugs(there[1]["results"])


def test_cases_of_an_unknown_day_come_last_in_both_orders(cases: list[Case]) -> None:
    for sort in ("filed", "-filed"):
        days = [row["filed_on"] for row in walked(Program(), f"/cases/?sort={sort}&page_size=2")]
        assert days[-3:] == [None, None, None]
        assert None not in days[:-3]


def test_a_case_that_comes_meanwhile_shifts_no_other(cases: list[Case]) -> None:
    first = Program().get("/cases/?page_size=3").json()
    CaseFactory(filed_on=date(2026, 1, 1))
    rest = walked(Program(), first["next"])
    assert len(set(slugs(first["results"] + rest))) == len(DAYS)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("sort", [f"{way}{it.name}" for it in COLUMNS for way in ("", "-")])
def test_cases_that_come_and_go_meanwhile_neither_repeat_nor_hide_others(
    cases: list[Case], sort: str, size: int
) -> None:
    """Each page loses its last case, by which the cursor stands, and gains one of no values."""
    seen: list[str] = []
    following = f"/cases/?sort={sort}&page_size={size}"
    while following:
        answer = Program().get(following).json()
        seen += slugs(answer["results"])
        Case.objects.filter(slug=seen[-1]).delete()
        if len(seen) < len(DAYS):
            CaseFactory(slug=f"new-{len(seen)}", caption="-", filed_on=None)
        following = answer["next"]
    there_all_along = [slug for slug in seen if not slug.startswith("new-")]
    assert sorted(there_all_along) == sorted(case.slug for case in cases)
    assert len(set(seen)) == len(seen)


def test_the_first_key_is_a_range_that_an_index_begins_at(cases: list[Case]) -> None:
    following = Program().get("/cases/?page_size=3").json()["next"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        Program().get(following)
    [page] = [it["sql"] for it in queries if "LIMIT 4" in it["sql"]]
    assert '."filed_on" <= ' in page


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "1",
        "%00",
        base64.urlsafe_b64encode(b"[]").decode(),
        base64.urlsafe_b64encode(b"\xff").decode(),
        base64.urlsafe_b64encode(b'{"back": 0, "order": [], "values": []}').decode(),
    ],
)
def test_what_is_no_cursor_is_refused_by_its_name(cursor: str) -> None:
    response = Program().get(f"/cases/?cursor={cursor}")
    assert response.status_code == 400
    assert "Take “next”" in response.json()["errors"]["cursor"][0]


@pytest.mark.parametrize(
    "value", ["2025-13-45", "\0", "\ud800", 10**400, 1.5, [], {}, "x" * 9000, True]
)
def test_a_cursor_made_up_breaks_nothing(cases: list[Case], value: Any) -> None:
    following = Program().get("/cases/?page_size=1").json()["next"]
    real = json.loads(
        base64.urlsafe_b64decode(
            following.partition("cursor=")[2].split("&")[0].replace("%3D", "=")
        )
    )
    for place in range(len(real["values"])):
        values = [value if place == number else it for number, it in enumerate(real["values"])]
        forged = json.dumps(real | {"values": values}).encode()
        address = f"/cases/?cursor={base64.urlsafe_b64encode(forged).decode()}"
        assert Program().get(address).status_code in {200, 400}


def test_a_cursor_of_another_order_is_refused(cases: list[Case]) -> None:
    following = Program().get("/cases/?page_size=1&sort=caption").json()["next"]
    assert Program().get(following.replace("sort=caption", "sort=filed")).status_code == 400


@pytest.mark.parametrize("size", ["0", "101", "-1", "many", "1e2", "٣"])
def test_a_size_that_makes_no_sense_is_refused(size: str) -> None:
    response = Program().get(f"/cases/?page_size={size}")
    assert response.json()["errors"] == {"page_size": ["Ask for 1 to 100 rows."]}


# --- Facts ----------------------------------------------------------------------------------------

FACTS = "/cases/roe-v-doe/facts/"


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_facts_are_given_once_there_and_back(case: Case, size: int) -> None:
    program = Program()
    whole = ids(program.rows(FACTS))
    assert ids(walked(program, f"{FACTS}?page_size={size}")) == whole
    pages = [program.get(f"{FACTS}?page_size={size}").json()]
    while pages[-1]["next"]:
        pages.append(program.get(pages[-1]["next"]).json())
    back = pages[-1]
    for expected in reversed(pages[:-1]):
        back = program.get(back["previous"]).json()
        assert back["results"] == expected["results"]
    assert back["previous"] is None


def test_facts_that_come_meanwhile_shift_no_other(case: Case) -> None:
    program = Program()
    first = program.get(f"{FACTS}?page_size=4").json()
    before = ids(program.rows(FACTS))
    Case.objects.filter(pk=case.pk).update(summary="Now there is one.", nature_of_suit="Torts")
    assert ids(program.rows(FACTS)) != before
    assert set(before) <= {*ids(first["results"]), *ids(walked(program, first["next"]))}
    assert not {*ids(first["results"])} & {*ids(walked(program, first["next"]))}


def test_facts_that_a_filter_leaves_no_more_still_say_where_to_go_on(case: Case) -> None:
    """As for a program that settles each page of what is open before it reads the next."""
    CitationFactory(about=case, field="caption", stated_value="Roe v. Poe")
    for citation in case.citations.filter(field="name"):
        CitationFactory(about=citation.row, field="name", stated_value="Beta")
    program = Program()
    first = program.get(f"{FACTS}?show=differ&page_size=1").json()
    assert len(first["results"]) == 1
    case.citations.filter(target="case").delete()
    following = program.get(first["next"]).json()
    assert ids(following["results"]) == ["roe-v-doe/party:acme/name"]


def test_a_fact_that_is_gone_is_no_place_to_go_on_from(case: Case) -> None:
    program = Program()
    Case.objects.filter(pk=case.pk).update(summary="Soon gone.")
    rows = ids(program.rows(FACTS))
    place = rows.index("roe-v-doe/case/summary") + 1
    following = program.get(f"{FACTS}?page_size={place}").json()["next"]
    Case.objects.filter(pk=case.pk).update(summary="")
    response = program.get(following)
    assert response.status_code == 400
    assert "Begin again" in response.json()["errors"]["cursor"][0]
