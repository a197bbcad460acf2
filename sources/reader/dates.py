"""Dates of a text, resolved as far as the text and its day of publication allow.

A report leaves out the year of its own time (the Associated Press's rule) and names the days of
its own week by the weekday alone. What a value adds to the words stands in `inferred`; a date
that nothing settles the year of is left out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from cases.dates import MONTHS, WEEKDAYS, PartialDate
from sources.reader.dated import about_date
from sources.reader.finding import Finding, FindingKind
from sources.reader.prose import Prose
from sources.reader.written_dates import WrittenDate, weekday_number, written_dates

_AHEAD = re.compile(
    r"\b(?:will|shall|scheduled|set for|slated|due|expected|expects?|deadline|must|upcoming|next)\b"
    r"[^.;]{0,60}$"
)
_DOCKET_YEAR = re.compile(r"(?<![\w-])(?:[0-9]{1,2}:)?([0-9]{2})-(?:cv|cr|md|mc|bk)-[0-9]+")
_PUBLISHED_LINE = re.compile(
    r"(?:(?i:published|posted|updated|last updated|date|by [^\n|]{3,60}?)[:|, -]*){0,3}"
)
_TIME_OF_DAY = 30  # characters, at most
_HEAD = 400  # characters in which a report tells its own day
_WEEK = 7
# An editor's note is younger than its report, and a date of another year is written with it.
_LATE = timedelta(days=31)
_AS_PUBLISHED = "from the day of publication"


def read_dates(prose: Prose, published: date | None) -> list[Finding]:
    """Find dates, in text order. `published` is the day of publication, where it is known."""
    written = written_dates(prose)
    resolver = _Resolver(prose, published or _own_day(prose, written), written)
    return [finding for found in written if (finding := resolver.finding(found))]


def _own_day(prose: Prose, written: list[WrittenDate]) -> date | None:
    """Return the day that a line near the top gives by itself, as a report's own."""
    for found in written:
        if found.start >= _HEAD:
            break
        line = prose.paragraph(found.start)
        before = prose.plain[line.start : found.start].strip()
        after = prose.plain[found.end : line.end].strip()
        if found.day and _PUBLISHED_LINE.fullmatch(before) and len(after) < _TIME_OF_DAY:
            return _day(found.year or 0, found.month or 0, found.day) if found.has_year else None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


class _Resolver:
    """Settles what the words of dates leave open, one text at a time."""

    def __init__(self, prose: Prose, published: date | None, written: list[WrittenDate]) -> None:
        self.prose = prose
        self.published = published
        # Whole dates, as they come: what an unfinished one leans on where no day is known.
        self.whole = [found for found in written if found.has_year and found.month]
        self.docket_years = sorted(
            2000 + int(match[1]) for match in _DOCKET_YEAR.finditer(prose.plain)
        )
        self.passed = 0  # whole dates before the one being read
        self.last_day: tuple[int, date] | None = None  # where the text last gave a day, and which

    def finding(self, written: WrittenDate) -> Finding | None:
        while self.passed < len(self.whole) and self.whole[self.passed].start < written.start:
            self.passed += 1
        try:
            resolved = self._resolve(written)
            when = PartialDate.parse(resolved[0]) if resolved else None
        except (OverflowError, ValueError):  # a day beyond the calendar's ends
            return None
        if resolved is None or when is None:
            return None
        value, inferred, doubt = resolved
        if when.precision == "day" and not self.prose.is_quoted(written.start):
            self.last_day = (written.start, when.first_day)
        return Finding(
            FindingKind.DATE,
            written.start,
            written.end,
            value,
            about_date(self.prose, written.start, written.end),
            inferred,
            "; ".join(filter(None, [written.doubt, doubt, _weekday_doubt(written, when)])),
        )

    def _resolve(self, written: WrittenDate) -> tuple[str, str, str] | None:
        """Return the value, what it adds to the words, and what to doubt of it."""
        if written.has_year:
            return _iso(written.year, written.month, written.day, "", "")
        if written.month is None:
            return self._from_day_of_writing(written)
        if self.published:
            year, doubt = self._year_by_publication(written, self.published)
            return _iso(year, written.month, written.day, "the year", doubt)
        return self._by_other_dates(written)

    def _year_by_publication(self, written: WrittenDate, published: date) -> tuple[int, str]:
        """Return the year of a date near the day of publication, and what to doubt of it."""
        month, year = written.month or 1, published.year
        first = _first(year, month, written.day or 1)
        if written.relative == "this":
            return year, ""
        if written.relative == "last":
            if month >= published.month:
                return year - 1, ""
            return year, f"“last {MONTHS[month - 1]}” may also be that of {year - 1}"
        if written.relative == "next" or self._looks_ahead(written):
            is_over = (first if written.day else _month_end(first)) < published
            return year + is_over, ""
        if first > published + _LATE * (written.day is not None):
            year -= 1
        elif first > published:
            return year, f"it is after the day of publication, {_words(published)}"
        return self._year_by_weekday(written, year, published), ""

    def _year_by_weekday(self, written: WrittenDate, year: int, published: date) -> int:
        """Return a year beside the given one, if the weekday fits only there."""
        month, day, weekday = written.month or 1, written.day or 1, written.weekday
        if not weekday or _fits(year, month, day, weekday):
            return year
        beside = [
            other
            for other in (year - 1, year + 1)
            if _fits(other, month, day, weekday) and _first(other, month, day) <= published
        ]
        return beside[0] if beside else year

    def _by_other_dates(self, written: WrittenDate) -> tuple[str, str, str] | None:
        """Take the year from the whole dates of the text: the next one before, or the latest."""
        if not self.whole and not self.docket_years:
            return None
        month, day = written.month or 1, written.day
        if self.passed:
            anchor = self.whole[self.passed - 1]
        else:
            anchor = max(
                self.whole,
                key=lambda found: (found.year or 0, found.month or 0),
                default=WrittenDate(0, 0, self.docket_years[-1] if self.docket_years else 0, 1),
            )
        year = anchor.year or 0
        if month < (anchor.month or 1) and written.relative != "last":
            year += 1
        elif written.relative == "last":
            year -= month >= (anchor.month or 1)
        said = self.prose.words(anchor.start, anchor.end) or "the docket number"
        doubt = f"the year is not said; {year} is what fits best with “{said}”"
        if written.weekday and day:
            fitting = [
                y for y in (year, year + 1, year - 1) if _fits(y, month, day, written.weekday)
            ]
            if fitting:
                year, doubt = fitting[0], ""
        return _iso(year, month, day, "the year", doubt)

    def _from_day_of_writing(self, written: WrittenDate) -> tuple[str, str, str] | None:
        """Resolve "Tuesday", "yesterday" and "last month"; within a quotation, from its own day."""
        base, source, doubt = self.published, _AS_PUBLISHED, ""
        if self.prose.is_quoted(written.start):
            paragraph = self.prose.paragraph(written.start)
            if self.last_day and self.last_day[0] >= paragraph.start:
                base = self.last_day[1]
                source = "from the day that the paragraph gives for the quoted words"
            else:
                doubt = "the words are quoted, and may have been said on another day"
        if base is None:
            return None
        if written.unit:
            return self._period(written, base)
        if not written.weekday:
            days = {"today": 0, "yesterday": -1, "tomorrow": 1}[written.relative]
            found = base + timedelta(days=days)
        else:
            back = (base.weekday() - weekday_number(written.weekday)) % _WEEK
            ahead = -back % _WEEK
            if written.relative in {"next", "coming"}:
                found = base + timedelta(days=ahead or _WEEK)
            elif self._looks_ahead(written):
                found = base + timedelta(days=ahead)
            elif written.relative == "last":
                found = base - timedelta(days=back or _WEEK)
                doubt = doubt or "“last” may also mean the week before" * (0 < back <= 2)  # noqa: PLR2004
            else:
                found = base - timedelta(days=back)
        return found.isoformat(), f"the date, {source}", doubt

    def _period(self, written: WrittenDate, base: date) -> tuple[str, str, str]:
        step = {"last": -1, "this": 0, "next": 1}[written.relative]
        if written.unit == "year":
            return str(base.year + step), f"the year, {_AS_PUBLISHED}", ""
        months = base.year * 12 + base.month - 1 + step
        return f"{months // 12:04d}-{months % 12 + 1:02d}", f"the month, {_AS_PUBLISHED}", ""

    def _looks_ahead(self, written: WrittenDate) -> bool:
        return bool(_AHEAD.search(self.prose.before(written.start, 80)))


def _iso(
    year: int | None, month: int | None, day: int | None, inferred: str, doubt: str
) -> tuple[str, str, str] | None:
    """Write the date as far as it is known; None for a day that its month has not."""
    parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)]
    try:
        return PartialDate.parse("-".join(parts)).isoformat(), inferred, doubt
    except ValueError:
        return None


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _words(day: date) -> str:
    return PartialDate(day, "day").describe()


def _first(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _fits(year: int, month: int, day: int, weekday: str) -> bool:
    on = _day(year, month, day)
    return on is not None and WEEKDAYS[on.weekday()] == weekday


def _weekday_doubt(written: WrittenDate, when: PartialDate) -> str:
    if not written.weekday or when.precision != "day" or when.weekday_name == written.weekday:
        return ""
    return f"{when} was a {when.weekday_name}, the text says {written.weekday}"
