"""Numbers, lists and lengths of time as sentences have them. Pure: values in, words out."""

from collections.abc import Sequence
from datetime import date

from cases.dates import MONTHS, WEEKDAYS

_SPELLED = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_DAYS_A_WEEK = 7
_WEEKS_WORTH_SAYING = 4
_DAYS_A_MONTH = 30.44
_MONTHS_WORTH_SAYING = 24


def spelled(number: int) -> str:
    """One to ten in words, the rest in figures: nine, 1,204."""
    return _SPELLED[number] if 0 <= number < len(_SPELLED) else f"{number:,}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """“one source”, “three sources”, “no entries” (with the plural given)."""
    return f"{spelled(number)} {singular if number == 1 else plural or singular + 's'}"


def figured(number: int, singular: str, plural: str = "") -> str:
    """As `counted`, in figures: “1 source”, “12 sources”."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalised(words: str) -> str:
    """The first letter capital, the others as they are: names keep theirs."""
    return words[:1].upper() + words[1:]


def shortened(words: str, length: int = 80) -> str:
    """On one line, and cut after so many characters: for a message."""
    words = " ".join(words.split())
    return words if len(words) <= length else f"{words[:length]}…"


def unbroken(citation: str) -> str:
    """A citation of which no line ends with the section sign."""
    return citation.replace("§ ", "§\u00a0")


def full_stop_after(words: str) -> str:
    """The full stop that ends a sentence after these words; none after “Acme, Inc.”."""
    return "" if words.endswith(".") else "."


def long_day(day: date) -> str:
    """Tuesday 21 January 2025."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"


def plain_day(day: date) -> str:
    """21 January 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """21 Jan 2025, for the columns of tables."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def apart(days: int) -> str:
    """How long a number of days is, as one would say it: nine days, 16 weeks, 14 months."""
    if days <= _DAYS_A_WEEK * _WEEKS_WORTH_SAYING:
        return counted(days, "day")
    months = round(days / _DAYS_A_MONTH)
    if months < 1 + 2 * 2:
        return counted(round(days / _DAYS_A_WEEK), "week")
    if months < _MONTHS_WORTH_SAYING:
        return counted(months, "month")
    return counted(round(months / 12), "year")
