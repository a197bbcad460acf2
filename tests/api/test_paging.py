"""Cursors: every row once, whatever the order, with ties and rows without a value."""

import base64
import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from tests.api.asking import Program, walked
from tests.factories import CaseFactory, CourtFactory

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
