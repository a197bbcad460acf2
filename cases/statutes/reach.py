"""How far references reach: the sort keys of sections, and the ends of acts and chapters."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cases.sections import CFR, USC
from cases.statutes.codes import codes

ACTS = Path(__file__).parents[1] / "acts.csv"
_PAST_ALL = "~"  # sorts after every digit, letter and mark of a section
DEEPER = f" {_PAST_ALL}"  # after a key: past all its subsections, and before the next section


class Row(NamedTuple):
    """A line of acts.csv: a range of sections that an act fills, and who says so."""

    line: int
    names: tuple[str, ...]
    code: str
    title: str
    first: str
    last: str
    subsection: str
    source: str


def rows(lines: Iterable[str]) -> Iterator[Row]:
    """Read lines of CSV: names (divided by |), code, title, first, last, source."""
    reader = csv.DictReader(lines)
    for row in reader:
        names = tuple(name.strip() for name in row["names"].split("|"))
        first, bracket, rest = row["first"].partition("(")
        yield Row(
            reader.line_num,
            names,
            row["code"],
            row["title"],
            first,
            row["last"],
            bracket + rest,
            row["source"],
        )


def key(code: str, title: int | None, section: str) -> str:
    """Return the sort key of a section or chapter."""
    return prefix(code, title) + codes()[code].key(section)


def prefix(code: str, title: int | None) -> str:
    """Return what the keys of a code's title begin with."""
    # Two digits are enough for federal titles; keys of states without titles have always had 00.
    width = 2 if title is None or code in {USC, CFR} else 3
    return f"{code} {title or 0:0{width}d} "


def end(code: str, title: int | None, section: str) -> str:
    """Return the key that no section within this one (a chapter: all of its sections) exceeds."""
    known = codes()[code]
    if not known.is_chapter(section):
        return key(code, title, section)
    chapter = known.chapter_of(section)
    return f"{prefix(code, title)}{known.key(chapter or section)}{_PAST_ALL}"


def overlap(lower: str, upper: str, other_lower: str, other_upper: str) -> bool:
    """Tell whether the ranges between two pairs of keys share a section or subsection."""
    return lower <= other_upper + DEEPER and other_lower <= upper + DEEPER


def of_et_seq(code: str, title: int | None, first: str) -> str:
    """Return the key up to which "et seq." reaches from a section (or chapter) on.

    An act that begins there tells (the longest of several), else the innermost act that holds
    the section, else its chapter in a code whose chapters are no larger than acts.
    """
    starts, spans = _ranges()
    lower, itself = key(code, title, first), end(code, title, first)
    if lower in starts:
        return max(itself, starts[lower])
    known = spans[: bisect_right(spans, (lower, _PAST_ALL))]
    holding = [(begin, upper) for begin, upper in known if upper >= lower]
    if holding:
        innermost = max(begin for begin, _ in holding)
        return max(itself, min(upper for begin, upper in holding if begin == innermost))
    chapter = codes()[code].chapter_of(first)
    if chapter and (codes()[code].reach or code == CFR):
        return end(code, title, chapter[:-1])
    return itself


@cache
def _ranges() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the end of the longest act that begins at a key, and the ranges of all in order.

    Those of a subsection are left out: who writes 29 U.S.C. 206 et seq. means no part of 206.
    """
    starts: dict[str, str] = {}
    spans = []
    with ACTS.open(encoding="utf-8", newline="") as lines:
        for row in rows(lines):
            if row.subsection:
                continue
            title = int(row.title) if row.title else None
            lower = key(row.code, title, row.first)
            upper = end(row.code, title, row.last or row.first)
            starts[lower] = max(upper, starts.get(lower, ""))
            spans.append((lower, upper))
    return starts, sorted(spans)
