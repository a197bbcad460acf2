"""What a filter of the list asks for, as a sentence has it, and as its chips have it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.kinds import Disposition, Status
from cases.wording import joined, plain_day

LONGEST_SAID = 60  # characters of one value; the box and the chip hold all of it

_STATUS_FIRST = {Status.OPEN: "open", Status.CLOSED: "closed"}


def cases_in_words(
    total: int, holding: Mapping[str, Any], given: Mapping[str, Sequence[str]]
) -> str:
    """“1,284 open cases under 18 U.S.C. § 2701, filed since 2024”; “no open case under …”.

    `holding` has the filters that make sense with their cleaned values, `given` their texts.
    """
    number = f"{total:,}" if total else "no"
    return f"{number} {what_cases(holding, given, one=total <= 1)}"


def what_cases(
    holding: Mapping[str, Any], given: Mapping[str, Sequence[str]], *, one: bool = False
) -> str:
    """“open cases under 18 U.S.C. § 2701, filed since 2024”; “cases” where nothing filters."""
    statuses = [Status(value) for value in holding.get("status", ())]
    before = [_STATUS_FIRST[status] for status in statuses if status in _STATUS_FIRST]
    is_unknown = Status.UNKNOWN in statuses
    noun = "case" if one else "cases"
    first = noun if is_unknown or not before else f"{joined(before, 'or')} {noun}"
    parts = [_status_after(before, one=one)] if is_unknown else []
    for name in ("disposition", "statute", "claim", "court", "nature_of_suit"):
        if name in holding:
            parts.append(_PART[name](holding[name], given.get(name, ())))
    for name, words in (
        ("party", "with a party named"),
        ("counsel", "with counsel named"),
        ("judge", "before a judge named"),
    ):
        if name in holding:
            parts.append(f"{words} {_quoted(holding[name])}")
    if filed := filed_in_words(holding.get("filed_after"), holding.get("filed_before")):
        parts.append(filed)
    if "q" in holding:
        parts.append(f"that mention{'s' if one else ''} {_quoted(holding['q'])}")
    return f"{first} {', '.join(parts)}".strip()


def filed_in_words(after: date | None, before: date | None) -> str:
    """“filed in 2024”, “filed since 2024”, “filed from 2 May 2024 to 3 June 2025”; "" for none."""
    if after and before:
        if year_of(after, before):
            return f"filed in {after.year}"
        return f"filed from {plain_day(after)} to {plain_day(before)}"
    if after:
        begins = (after.month, after.day) == (1, 1)
        return f"filed since {after.year if begins else plain_day(after)}"
    if before:
        return f"filed by {plain_day(before)}"
    return ""


def year_of(after: date | None, before: date | None) -> int | None:
    """The year that two days begin and end."""
    if after and before and after == date(before.year, 1, 1) and before == date(after.year, 12, 31):
        return after.year
    return None


def _status_after(others: Sequence[str], *, one: bool) -> str:
    """For the status that is no adjective: “whose status is not known or open”."""
    return f"whose status is {joined(['not known', *others], 'or')}"


def _quoted(words: str) -> str:
    said = words if len(words) <= LONGEST_SAID else f"{words[:LONGEST_SAID]}…"
    return f"“{said}”"


def _disposition(values: Any, _: Sequence[str]) -> str:
    return joined([str(Disposition(value).label) for value in values], "or")


def _statute(values: Any, _: Sequence[str]) -> str:
    return " and ".join(f"under {joined([str(ref) for ref in refs], 'or')}" for refs in values)


def _claim(words: Any, _: Sequence[str]) -> str:
    return f"with a cause of action named {_quoted(words)}"


def _court(courts: Any, _: Sequence[str]) -> str:
    return f"in {joined([court.short for court in courts], 'or')}"


def _nature(values: Any, _: Sequence[str]) -> str:
    return f"of nature of suit {joined([_quoted(value) for value in values], 'or')}"


_PART = {
    "disposition": _disposition,
    "statute": _statute,
    "claim": _claim,
    "court": _court,
    "nature_of_suit": _nature,
}
