"""The acts that go by a name: what they are called, and which sections they fill (acts.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from cases.sections import CFR, USC
from cases.statutes import reach
from cases.statutes.naming import STATES, state_of
from cases.statutes.reference import StatuteRef


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its popular names, the ranges of sections it fills, and who says so."""

    names: tuple[str, ...]
    ranges: tuple[StatuteRef, ...]
    sources: tuple[str, ...]

    def holds(self, other: Act) -> bool:
        """Tell whether all of another act is within this one."""
        return all(any(span.holds(part) for span in self.ranges) for part in other.ranges)


@cache
def acts() -> tuple[Act, ...]:
    """Return the acts of acts.csv, in its order."""
    with reach.ACTS.open(encoding="utf-8", newline="") as lines:
        return read_acts(lines)


def read_acts(lines: Iterable[str]) -> tuple[Act, ...]:
    """Read acts from lines of CSV: names (divided by |), code, title, first, last, source.

    An act of several ranges has a line for each, with the same names. A single section may name
    its subsection, 1332(d), where the act fills no more of it. Raises ValueError naming the line
    on a range that is none, a missing source, or a name that two acts bear.
    """
    found: dict[tuple[str, ...], Act] = {}
    owner: dict[str, tuple[str, ...]] = {}
    for row in reach.rows(lines):
        where = f"acts, line {row.line}"
        if not all(row.names) or not row.source:
            raise ValueError(f"{where}: an act needs its names and the source of its range")
        try:
            title = int(row.title) if row.title else None
            span = StatuteRef(
                row.code, title, row.first, row.last or None, subsection=row.subsection
            )
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        for name in row.names:
            bearer = owner.setdefault(plain_name(name), row.names)
            if bearer != row.names:
                raise ValueError(f"{where}: {name!r} is also a name of {bearer[0]}")
        known = found.get(row.names, Act(row.names, (), ()))
        found[row.names] = replace(
            known, ranges=(*known.ranges, span), sources=(*known.sources, row.source)
        )
    return tuple(found.values())


def popular_name(ref: StatuteRef) -> str | None:
    """Return the name of the narrowest act that holds the whole reference, or None."""
    lower, upper = ref.lower_key, ref.upper_key
    holding = [span for span in _spans() if span.begin <= lower and upper <= span.end]
    if not holding:
        return None
    begin = max(span.begin for span in holding)
    # The first of several is the one that the file names first.
    return min((span for span in holding if span.begin == begin), key=lambda span: span.end).name


class _Span(NamedTuple):
    """The keys that a range of an act lies between."""

    begin: str
    end: str
    name: str


@cache
def _spans() -> tuple[_Span, ...]:
    return tuple(
        _Span(span.lower_key, span.upper_key + reach.DEEPER, act.names[0])
        for act in acts()
        for span in act.ranges
    )


def act_named(text: str) -> Act | None:
    """Return the act of that name, which its short name or its year may follow in brackets."""
    if bracketed := _BRACKETED.fullmatch(text):
        act, aside = act_named(bracketed[1]), bracketed[2]
        if _TITLE.fullmatch(aside):
            return act_named(f"{aside} of the {bracketed[1]}")
        if act is None or YEAR.fullmatch(aside):
            return act
        # 'Title III of the Americans with Disabilities Act ("ADA")' says what it is a part of.
        other = act_named(aside)
        return act if other and other.holds(act) else None
    plain = plain_name(text)
    names = _acts_by_name()
    # The year tells acts apart that share a name, so it is tried with, then without.
    if act := names.get(plain) or names.get(re.sub(r" of [0-9]{4}$", "", plain)):
        return act
    title_last = _TITLE_LAST.fullmatch(plain)
    return names.get(f"{title_last[2]} of the {title_last[1]}") if title_last else None


_PUBLISHERS = r"(?:West|LexisNexis|Lexis|McKinney|Purdon|Vernon|Deering|Thomson Reuters)"
# What may stand in brackets after a citation: the code's year, its publisher, or both.
YEAR = re.compile(
    rf"(?:{_PUBLISHERS},? ?)?(?:(?:[A-Z][a-z]+ )?(?:1[89]|20)[0-9]{{2}}"
    r"(?: ?& ?(?:West )?Supp\.(?: [IVX0-9]+)?(?: [0-9]{4})?)?)"
    rf"|{_PUBLISHERS}(?: Supp\. (?:1[89]|20)[0-9]{{2}})?"
)
_TITLE = re.compile("[Tt]itle [IVX]+")
_TITLE_LAST = re.compile("(.+) (title [ivx]+)")
_DOUBLE_NAME = re.compile("(?!Anti-)([A-Z][a-z]+(?:-[A-Z][A-Za-z]+)+) Act")
_BRACKETED = re.compile(r"([^()]+) \(([^()]+)\)")
_INITIALS = re.compile(r"(?<![a-z'])([a-z])\.(?: ?(?=[a-z]\.|[a-z](?![a-z'])))?")


def plain_name(name: str) -> str:
    """Return a name as it is compared: without case, "the", plurals and punctuation."""
    plain = _INITIALS.sub(r"\1", re.sub(r"'s? ", " ", name.lower()).replace("&", " and "))
    words = re.findall(r"[^\s.,\"\u201c\u201d\u2018()\[\]\u2013-]+", plain)
    words = [_SPELLED.get(word) or _singular(word) for word in words]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _singular(word: str) -> str:
    """Return a word without the s that one writer has and another has not: Drivers, Consumers."""
    if len(word) < len("laws") or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


_SPELLED = {
    **dict.fromkeys(["§", "§§", "sec", "secs", "sect"], "section"),
    "chapter": "ch",
    "calif": "cal",
}


@cache
def _acts_by_name() -> dict[str, Act]:
    names: dict[str, Act] = {}
    for act in acts():
        for name in act.names:
            names[plain_name(name)] = act
    for act in acts():
        for name in act.names:
            if of_two := _DOUBLE_NAME.fullmatch(name):
                names.setdefault(plain_name(of_two[1]), act)
            for other in _also(plain_name(name), act.ranges[0].code):
                # setdefault: "California Privacy Act" must not take a name that an act bears.
                names.setdefault(other, act)
        # "18 U.S.C. ch. 121" is the Stored Communications Act.
        if len(act.ranges) == 1 and _CHAPTER.fullmatch(act.sources[0]):
            names.setdefault(plain_name(act.sources[0]), act)
    return names


def _also(plain: str, code: str) -> set[str]:
    """Return a name with its government's before it, and with that abbreviated: Ill. BIPA."""
    if code in {USC, CFR}:
        return {f"{place} {plain}" for place in ("federal", "us", "united states")}
    state = state_of(code)
    if state is None:
        return set()
    full, short = plain_name(STATES[state]), plain_name(state)
    bare = plain.removeprefix(f"{full} ").removeprefix(f"{short} ")
    return {f"{place} {bare}" for place in {full, short, f"{full} state"}}


_CHAPTER = re.compile(r"[0-9]{1,2} U\.S\.C\. ch\. [0-9A-Z-]+")
