"""Days as people type them, seen from Wednesday 15 July 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import MONTHS, WEEKDAYS
from cases.docket_log.typed_dates import TypedDateError, parse

TODAY = date(2026, 7, 15)
# Those of whose year a date of two figures leaves no doubt.
DAYS = st.dates(date(1960, 1, 1), date(2026, 7, 15))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/30", date(2026, 1, 30)),
        ("1/30/25", date(2025, 1, 30)),
        ("01/30/2025", date(2025, 1, 30)),
        ("1-30-25", date(2025, 1, 30)),
        ("Jan 30 2025", date(2025, 1, 30)),
        ("Jan. 30, 2025", date(2025, 1, 30)),
        ("sept 5 24", date(2024, 9, 5)),
        ("30 January", date(2026, 1, 30)),
        ("30th of January ’25", date(2025, 1, 30)),
        ("today", TODAY),
        ("t", TODAY),
        ("yesterday", date(2026, 7, 14)),
        ("last Friday", date(2026, 7, 10)),
        ("fri", date(2026, 7, 10)),
        ("2025-01-30", date(2025, 1, 30)),
        ("20250130", date(2025, 1, 30)),
        ("-3", date(2026, 7, 12)),
        ("-3 days", date(2026, 7, 12)),
        ("2 weeks ago", date(2026, 7, 1)),
        ("  Jan   30  ", date(2026, 1, 30)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date) -> None:
    assert parse(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("7/15", TODAY),
        ("7/16", date(2025, 7, 16)),
        ("12/31", date(2025, 12, 31)),
        ("2/29", date(2024, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_last_such_day_that_is_not_after_today(
    typed: str, day: date
) -> None:
    assert parse(typed, TODAY) == day


def test_a_weekday_may_be_today_and_the_last_one_is_not() -> None:
    assert parse("Wednesday", TODAY) == TODAY
    assert parse("last Wednesday", TODAY) == date(2026, 7, 8)


def test_a_year_of_two_figures_is_never_far_ahead() -> None:
    assert parse("1/5/27", TODAY) == date(2027, 1, 5)
    assert parse("1/5/99", TODAY) == date(1999, 1, 5)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("banana", "“banana” is no day: write 1/30, 1/30/25"),
        ("", "is no day"),
        ("30/1", "there is no month 30. Write the month first: 1/30."),
        ("13/13", "there is no month 13"),
        ("2/30", "there is no 30 February"),
        ("2/29/25", "there is no 29 February 2025"),
        ("June", "is no day"),
        ("ju 5", "is no day"),
        ("0000-01-01", "there is no year 0"),
        ("-9999 weeks 5", "is no day"),
        ("1/30/25 and more", "is no day"),
    ],
)
def test_what_is_no_day_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(TypedDateError, match=r"^“") as refused:
        parse(typed, TODAY)
    assert words in str(refused.value)


@given(DAYS)
def test_a_day_written_out_in_any_way_is_that_day(day: date) -> None:
    month = MONTHS[day.month - 1]
    for typed in (
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month}/{day.day}/{day.year % 100:02d}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{month[:3].upper()}. {day.day} {day.year}",
    ):
        assert parse(typed, TODAY) == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(1910, 1, 1)))
def test_without_a_year_it_is_never_after_today_and_at_most_eight_years_back(
    day: date, today: date
) -> None:
    found = parse(f"{day.month}/{day.day}", today)
    assert found <= today
    assert (found.month, found.day) == (day.month, day.day)
    assert today - found <= timedelta(days=8 * 366)


@given(st.sampled_from(WEEKDAYS), DAYS)
def test_a_weekday_is_at_most_a_week_back(name: str, today: date) -> None:
    assert 0 <= (today - parse(name, today)).days < 7
    assert 0 < (today - parse(f"last {name}", today)).days <= 7


@given(st.text(max_size=30))
def test_anything_else_is_a_day_or_a_sentence(typed: str) -> None:
    try:
        said: date | str = parse(typed, TODAY)
    except TypedDateError as error:
        said = str(error)
    assert isinstance(said, date) or said.endswith(".")
