"""Dates as precise as the sources state them: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal, get_args

Precision = Literal["day", "month", "year"]

# Written out, because the calendar module's names follow the machine's locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_HELP = "write a day as 2025-01-21, a month as 2025-01, a year as 2025"
_COARSENESS: dict[Precision, int] = {"year": 0, "month": 1, "day": 2}


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, held as its first day and its precision.

    Orders by the first day, then the coarser first: 2024, 2024-01, 2024-01-01, 2024-01-02.
    """

    first_day: date
    precision: Precision

    def __post_init__(self) -> None:
        """Raise ValueError where the first day is not the first of its month or year."""
        if self.precision not in get_args(Precision):
            raise ValueError(
                f"{self.precision!r} is no precision; a date is known to the day, month or year"
            )
        if self.first_day != self._first_of(self.precision, self.first_day):
            raise ValueError(
                f"{self.first_day.isoformat()} does not begin a {self.precision}; "
                f"give the first day of the {self.precision}, or the precision 'day'"
            )

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read an ISO 8601 day, month or year (2025-01-21, 2025-01, 2025) and nothing looser.

        Raises ValueError, in words, on anything else, and on a day that no calendar has.
        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"{_shown(text)}: not a date; {_HELP}")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern requires it
        if year == 0:
            raise ValueError(f"{text}: there is no year 0; {_HELP}")
        if month is None:
            return cls(date(year, 1, 1), "year")
        if not 1 <= month <= len(MONTHS):
            raise ValueError(f"{text}: there is no month {month}; {_HELP}")
        if day is None:
            return cls(date(year, month, 1), "month")
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            raise ValueError(
                f"{text}: there is no {day} {MONTHS[month - 1]} {_year(year)}; {_HELP}"
            )
        return cls(date(year, month, day), "day")

    @property
    def last_day(self) -> date:
        """The last day that the date may mean: the day itself, or its month's or year's last."""
        if self.precision == "year":
            return self.first_day.replace(month=12, day=31)
        if self.precision == "month":
            _, days = calendar.monthrange(self.first_day.year, self.first_day.month)
            return self.first_day.replace(day=days)
        return self.first_day

    @property
    def weekday_name(self) -> str:
        """The day of the week (Tuesday); raises ValueError unless the day is known."""
        if self.precision != "day":
            raise ValueError(f"{self} has no day of the week: only its {self.precision} is known")
        return WEEKDAYS[self.first_day.weekday()]

    def contains(self, other: PartialDate) -> bool:
        """Tell whether every day that the other may mean is one that this may mean."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def isoformat(self) -> str:
        """Return 2025-01-21, 2025-01 or 2025: the precision kept."""
        length = {"day": 10, "month": 7, "year": 4}[self.precision]
        return self.first_day.isoformat()[:length]

    def describe(self) -> str:
        """Return the date in words: 21 January 2025, August 2024, or 2024."""
        year, month = _year(self.first_day.year), MONTHS[self.first_day.month - 1]
        if self.precision == "year":
            return year
        day = "" if self.precision == "month" else f"{self.first_day.day} "
        return f"{day}{month} {year}"

    __str__ = describe

    def __lt__(self, other: object) -> bool:
        """Order by first day, then the coarser first."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int]:
        return self.first_day, _COARSENESS[self.precision]

    @staticmethod
    def _first_of(precision: Precision, day: date) -> date:
        if precision == "year":
            return day.replace(month=1, day=1)
        return day.replace(day=1) if precision == "month" else day


def _year(year: int) -> str:
    return f"{year:04d}"


def _shown(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:40]}..."  # noqa: PLR2004
    return short if short.isprintable() and short.strip() else repr(short)
