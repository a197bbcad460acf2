"""The spellings of dates, as the press and the courts write them, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cases.dates import MONTHS, WEEKDAYS
from sources.reader.prose import Prose


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The parts of a date that the words give; None and "" for those that they leave out.

    `relative` is a word that points from the day of writing: last, this, next, today, yesterday,
    tomorrow; with "month" or "year" in `unit` where it counts these.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: str = ""
    relative: str = ""
    unit: str = ""
    doubt: str = ""

    @property
    def has_year(self) -> bool:
        return self.year is not None


_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\b\.?|July?\b\.?"
    r"|Aug(?:ust|\.)?|Sep(?:tember|t\.|t|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
    r"(?![a-z])"
)
_MONTH_CAPITALS = "|".join(month.upper() for month in MONTHS)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIME_OF_DAY = r"(?: (?:night|morning|evening|afternoon))?"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89][0-9]{2}|20[0-9]{2})(?![\w-])"
_WITH_WEEKDAY = rf"(?<![\w-])(?:(?P<weekday>{_WEEKDAY}){_TIME_OF_DAY},? ?\(?(?:the )?)?"
_MONTH_FIRST = re.compile(
    rf"{_WITH_WEEKDAY}(?P<month>{_MONTH}|{_MONTH_CAPITALS}) {_DAY}"
    r"(?![\w%-]|:[0-9]|,[0-9]{3}|\.[0-9])"
    rf"(?:,? {_YEAR})?\)?"
)
_DAY_FIRST = re.compile(
    rf"{_WITH_WEEKDAY}(?<![$£€,.:-]){_DAY}(?: day)? (?:of )?(?P<month>{_MONTH})(?![\w'])"
    rf"(?! [0-9]{{1,2}}\b)(?:,? {_YEAR})?\)?"
)
_ISO = re.compile(
    r"(?<![\w/-])(?P<year>(?:1[89]|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w/-])"
)
_NUMERIC = re.compile(
    r"(?<![\w/.$-])(?P<first>[0-3]?[0-9])([/.])(?P<second>[0-3]?[0-9])\2"
    r"(?P<year>(?:19|20)?[0-9]{2})(?![\w/-]|\.[0-9])"
)
_MONTH_AND_YEAR = re.compile(rf"(?<![\w-])(?P<month>{_MONTH}),? (?:of )?{_YEAR}")
_TIME_WORD = (
    r"(?:in|since|until|till|by|during|from|through|after|before|of|to|a|between|early|late|earlier"
    r"|mid)"
)
# May and March are verbs as often, so a month by itself needs a word of time before it.
_MONTH_ALONE = re.compile(
    rf"(?<![\w-])(?:(?i:{_TIME_WORD})[ -]{{1,2}}(?:early |late |mid-)?)?"
    rf"(?P<relative>(?i:this|last|next|this past|the following) )?(?P<month>{_MONTH})"
    r"(?![\w-]| ?[0-9])"
)
_YEAR_ALONE = re.compile(
    r"(?<![\w-])(?i:in|since|until|by|during|from|through|before|after|between|early|late|mid|to"
    r"|and)[ -](?:(?:early|late|mid)[ -])?(?P<year>(?:19|20)[0-9]{2})"
    r"(?![\w%]|[-,.][0-9]| (?:million|billion|people|users|customers|employees|workers|pages))"
)
_RELATIVE_DAY = re.compile(
    rf"(?<![\w-])(?:(?P<relative>(?i:last|next|this|coming)) )?(?P<weekday>{_WEEKDAY})"
    rf"{_TIME_OF_DAY}(?![\w'-])"
)
_NEAR_DAY = re.compile(r"(?<![\w-])(?i:earlier today|today|yesterday|tomorrow)(?![\w'-])")
_NEAR_PERIOD = re.compile(
    r"(?<![\w-])(?i:(?P<relative>last)|earlier (?P<this>this)|(?P<next>next)) "
    r"(?P<unit>month|year)(?![\w'-])"
)
_NUMBER_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_LAST_MONTH = len(MONTHS)
_PIVOT = 69  # of two-digit years, as POSIX has it: 69 is 1969, 68 is 2068
_CENTURY = 100


def written_dates(prose: Prose) -> list[WrittenDate]:
    """Return the dates of a text from left to right; of two that overlap, the longer."""
    found = sorted(_all(prose.plain), key=lambda date: (date.start, -date.end))
    kept: list[WrittenDate] = []
    for date in found:
        if kept and date.start < kept[-1].end:
            if date.end - date.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(date)
    return kept


def _all(plain: str) -> Iterator[WrittenDate]:
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _ISO, _MONTH_AND_YEAR, _YEAR_ALONE):
        for match in pattern.finditer(plain):
            yield from _by_parts(match)
    yield from _numeric(plain)
    yield from _months(plain)
    for match in _RELATIVE_DAY.finditer(plain):
        relative = (match["relative"] or "").lower()
        yield WrittenDate(*match.span(), weekday=match["weekday"], relative=relative)
    for match in _NEAR_DAY.finditer(plain):
        yield WrittenDate(*match.span(), relative=match[0].lower().removeprefix("earlier "))
    for match in _NEAR_PERIOD.finditer(plain):
        relative = match["relative"] or match["this"] or match["next"]
        yield WrittenDate(*match.span(), relative=relative.lower(), unit=match["unit"])


def _by_parts(match: re.Match[str]) -> Iterable[WrittenDate]:
    parts = match.groupdict()
    day = int(parts["day"]) if parts.get("day") else None
    month = parts.get("month")
    start = match.start("year") if month is None else match.start()
    end = match.end()
    # "(Jan. 21)" closes a bracket that "Tuesday (" opened, or one that is not of the date.
    if match[0].endswith(")") and "(" not in match[0]:
        end -= 1
    written = WrittenDate(
        start,
        end,
        year=int(parts["year"]) if parts.get("year") else None,
        month=_month(month),
        day=day,
        weekday=parts.get("weekday") or "",
    )
    return [written] if day != 0 and written.month != 0 else []


def _month(name: str | None) -> int | None:
    """The number of a month; 0 for one that no calendar has."""
    if name is None:
        return None
    if name.isdigit():
        return int(name) if 1 <= int(name) <= _LAST_MONTH else 0
    return _NUMBER_OF[name[:3].lower()]


def _numeric(plain: str) -> Iterator[WrittenDate]:
    for match in _NUMERIC.finditer(plain):
        first, second, year = (int(match[name]) for name in ("first", "second", "year"))
        if year < _CENTURY:
            year += 1900 if year >= _PIVOT else 2000
        written = WrittenDate(*match.span(), year=year, month=first, day=second)
        if first > _LAST_MONTH or match[2] == ".":
            written = replace(written, month=second, day=first)
        elif second <= _LAST_MONTH and first != second:
            written = replace(
                written,
                doubt=f"read as month/day ({MONTHS[first - 1]} {second}), as in the United States; "
                f"elsewhere it is {first} {MONTHS[second - 1]}",
            )
        if 1 <= (written.month or 0) <= _LAST_MONTH and written.day:
            yield written


def _months(plain: str) -> Iterator[WrittenDate]:
    for match in _MONTH_ALONE.finditer(plain):
        relative = (match["relative"] or "").strip().lower()
        if not relative and match.start() == match.start("month"):
            continue
        start = match.start("relative") if relative else match.start("month")
        yield WrittenDate(
            start, match.end(), month=_month(match["month"]), relative=relative.split(" ")[0]
        )


def weekday_number(name: str) -> int:
    """Monday is 0, as in datetime."""
    return WEEKDAYS.index(name)
