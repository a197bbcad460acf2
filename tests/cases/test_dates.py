"""Dates as precise as the sources state them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import PartialDate, Precision

precisions = st.sampled_from(["day", "month", "year"])


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day, precision = draw(st.dates()), draw(precisions)
    length = {"day": 10, "month": 7, "year": 4}[precision]
    return PartialDate.parse(day.isoformat()[:length])


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2025-01-21", date(2025, 1, 21), date(2025, 1, 21), "21 January 2025"),
        ("2024-08", date(2024, 8, 1), date(2024, 8, 31), "August 2024"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "February 2023"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "29 February 2024"),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31), "December 2024"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), "31 December 9999"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "0001"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, first: date, last: date, words: str) -> None:
    stated = PartialDate.parse(text)
    assert (stated.first_day, stated.last_day, str(stated)) == (first, last, words)
    assert stated.describe() == words
    assert stated.isoformat() == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-02-30", "2025-02-30: there is no 30 February 2025"),
        ("2023-02-29", "2023-02-29: there is no 29 February 2023"),
        ("2025-04-00", "there is no 0 April 2025"),
        ("2025-13", "2025-13: there is no month 13"),
        ("2025-00-10", "there is no month 0"),
        ("0000", "there is no year 0"),
        ("2025-1-21", "2025-1-21: not a date"),
        ("20250121", "not a date"),
        ("2025-01-21T00:00", "not a date"),
        (" 2025", "not a date"),
        ("2025\n", r"'2025\n': not a date"),
        ("January 2025", "not a date"),
        ("٢٠٢٥", "not a date"),
        ("-2025", "not a date"),
        ("2025-01-", "not a date"),
        ("", "'': not a date"),
        ("9" * 5_000, "9...: not a date"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="write a day as 2025-01-21, a month as 2025-01") as caught:
        PartialDate.parse(text)
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 200


@given(st.text())
def test_any_text_is_read_or_refused_with_a_value_error(text: str) -> None:
    try:
        assert PartialDate.parse(text).isoformat() == text
    except ValueError as error:
        assert "write a day as" in str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("first", "precision"), [(date(2024, 8, 15), "month"), (date(2024, 8, 1), "year")]
)
def test_a_month_or_year_is_held_by_its_first_day_only(first: date, precision: Precision) -> None:
    with pytest.raises(ValueError, match=f"does not begin a {precision}"):
        PartialDate(first, precision)


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(ValueError, match="'week' is no precision"):
        PartialDate(date(2024, 8, 1), "week")  # type: ignore[arg-type]


def test_a_month_contains_its_days_and_no_others() -> None:
    august = PartialDate.parse("2024-08")
    assert august.contains(PartialDate.parse("2024-08-15"))
    assert august.contains(august)
    assert PartialDate.parse("2024").contains(august)
    assert not august.contains(PartialDate.parse("2024-09-01"))
    assert not august.contains(PartialDate.parse("2024"))
    assert not PartialDate.parse("2024-08-15").contains(august)


def test_dates_sort_by_first_day_and_then_the_coarser_first() -> None:
    in_order = ["2023-12-31", "2024", "2024-01", "2024-01-01", "2024-01-02", "2024-02", "2025"]
    assert [d.isoformat() for d in sorted(map(PartialDate.parse, reversed(in_order)))] == in_order


def test_a_date_does_not_compare_with_a_day_of_the_calendar() -> None:
    with pytest.raises(TypeError):
        assert PartialDate.parse("2024") < date(2025, 1, 1)


def test_the_weekday_is_known_for_a_day_only() -> None:
    assert PartialDate.parse("2025-01-21").weekday_name == "Tuesday"
    assert PartialDate.parse("2025-01-30").weekday_name == "Thursday"
    with pytest.raises(ValueError, match="January 2025 has no day of the week"):
        _ = PartialDate.parse("2025-01").weekday_name


@given(partial_dates())
def test_a_date_reads_back_from_its_iso_form(stated: PartialDate) -> None:
    assert PartialDate.parse(stated.isoformat()) == stated


@given(partial_dates(), partial_dates())
def test_containing_is_holding_first_and_last_day(one: PartialDate, other: PartialDate) -> None:
    holds = one.first_day <= other.first_day and one.last_day >= other.last_day
    assert one.contains(other) is holds
    if one.contains(other) and other.contains(one):
        assert (one.first_day, one.last_day) == (other.first_day, other.last_day)


@given(st.lists(partial_dates(), max_size=8))
def test_order_is_total_and_agrees_with_equality(dates: list[PartialDate]) -> None:
    ordered = sorted(dates)
    for earlier, later in pairwise(ordered):
        assert earlier <= later
        assert earlier.first_day <= later.first_day
        assert (earlier < later) is (earlier != later)
