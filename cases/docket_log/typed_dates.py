"""A day as people type it into a docket: 1/30, Jan 30 2025, yesterday, last Friday, -3. Pure.

Months come first in figures, as American courts write them. A day without a year is the last such
day that is not after today, because what is logged has happened.
"""

import re
from datetime import date, timedelta

from cases.dates import MONTHS, WEEKDAYS
from cases.wording import shortened

HELP = "write 1/30, 1/30/25, Jan 30 2025, 2025-01-30, yesterday, last Friday or -3"
_AHEAD = 20  # years: 1/5/27 is of 2027 and refused as not yet come, not taken for 1927
_LAST_YEARS = 8  # a 29 February may be so far back, over the turn of a century
_LETTERS_OF_A_NAME = 3
_DAYS_A_WEEK = 7
_WORDS = {"today": 0, "t": 0, "yesterday": 1, "y": 1}
_ISO = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")
_FIGURES = re.compile(
    r"(?P<month>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<day>\d{1,2})"
    r"(?:\s?(?P=mark)\s?(?P<year>\d{4}|\d{2}))?"
)
_YEAR = r"(?:,?\s*(?P<year>\d{4}|(?<=[\s,])\d{2}|’\d{2}|'\d{2}))?"
_MONTH_FIRST = re.compile(rf"(?P<name>[a-z]+)\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}")
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<name>[a-z]+)\.?{_YEAR}"
)
_WEEKDAY = re.compile(r"(?P<last>last\s+)?(?P<name>[a-z]+)\.?")
_BACK = re.compile(
    r"(?:[-–]\s?(?P<minus>\d{1,4})\s?(?P<unit>d|days?|w|weeks?)?"
    r"|(?P<ago>\d{1,4}|an?|one)\s?(?P<ago_unit>d|days?|w|weeks?)\s+ago)"
)


class TypedDateError(ValueError):
    """What was typed is no day; the message says what was found and what is understood."""


def parse(typed: str, today: date) -> date:
    """The day that was typed, seen from today. Raises TypedDateError in words.

    A day typed with its year may be after today: whether that makes sense, the caller knows.
    """
    text = " ".join(typed.split()).lower()
    if text in _WORDS:
        return today - timedelta(days=_WORDS[text])
    if match := _ISO.fullmatch(text):
        return _day(typed, int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _BACK.fullmatch(text):
        return _back(typed, match, today)
    if match := _FIGURES.fullmatch(text):
        month = int(match["month"])
        if month > len(MONTHS) >= int(match["day"]):
            raise TypedDateError(
                f"{_shown(typed)}: there is no month {month}. Write the month first: "
                f"{match['day']}/{match['month']}."
            )
        return _dated(typed, match["year"], month, int(match["day"]), today)
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        if match := pattern.fullmatch(text):
            named = _of_name(match["name"], MONTHS)
            if named is not None:
                return _dated(typed, match["year"], named + 1, int(match["day"]), today)
    if match := _WEEKDAY.fullmatch(text):
        named = _of_name(match["name"], WEEKDAYS)
        if named is not None:
            days = (today.weekday() - named) % _DAYS_A_WEEK
            if match["last"] and days == 0:
                days = _DAYS_A_WEEK
            return _so_far_back(typed, today, days)
    raise TypedDateError(f"{_shown(typed)} is no day: {HELP}.")


def _dated(typed: str, year: str | None, month: int, day: int, today: date) -> date:
    if year is None:
        return _last_such_day(typed, month, day, today)
    figures = year.lstrip("'’")
    number = int(figures)
    if len(figures) <= 2:  # noqa: PLR2004 - of a year
        century = today.year // 100 * 100
        number += century if century + number <= today.year + _AHEAD else century - 100
    return _day(typed, number, month, day)


def _last_such_day(typed: str, month: int, day: int, today: date) -> date:
    """The last such day that is not after today; 29 February needs up to eight years."""
    for year in range(today.year, max(today.year - _LAST_YEARS, 1) - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return _day(typed, today.year, month, day)


def _day(typed: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        if not 1 <= month <= len(MONTHS):
            raise TypedDateError(f"{_shown(typed)}: there is no month {month}; {HELP}.") from error
        if year == 0:
            raise TypedDateError(f"{_shown(typed)}: there is no year 0; {HELP}.") from error
        raise TypedDateError(
            f"{_shown(typed)}: there is no {day} {MONTHS[month - 1]} {year}; {HELP}."
        ) from error


def _back(typed: str, match: re.Match[str], today: date) -> date:
    given = match["minus"] or match["ago"]
    number = int(given) if given.isdecimal() else 1
    unit = match["unit"] or match["ago_unit"] or "d"
    return _so_far_back(typed, today, number * (_DAYS_A_WEEK if unit.startswith("w") else 1))


def _so_far_back(typed: str, today: date, days: int) -> date:
    try:
        return today - timedelta(days=days)
    except OverflowError as error:
        raise TypedDateError(f"{_shown(typed)} is before the first year; {HELP}.") from error


def _of_name(typed: str, names: tuple[str, ...]) -> int | None:
    """The place of a name in the list, written out or cut: Jan, sept, thurs. None if of none."""
    if len(typed) < _LETTERS_OF_A_NAME:
        return None
    return next((n for n, name in enumerate(names) if name.lower().startswith(typed)), None)


def _shown(typed: str) -> str:
    return f"“{shortened(typed, 40)}”"
