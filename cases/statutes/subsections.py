"""Subsections: their shape, their order, and which follows from one that stands before it."""

from __future__ import annotations

import re
from string import ascii_letters

from cases.sections import EN_DASH, section_key

# One level of a subsection: (1), (4A), (a), (iv), (bb).
_LEVEL = "|".join(
    ["[0-9]{1,3}[A-Za-z]?", "[A-Za-z]", "[ivxl]{2,7}|[IVXL]{2,7}", "[0-9a-z]-[0-9a-z]"]
) + "".join(f"|{letter * 2}" for letter in ascii_letters)
SUBSECTION = rf"(?:\((?:{_LEVEL})\)){{1,7}}"
_SUBSECTIONS = re.compile(rf"{SUBSECTION}(?:{EN_DASH}{SUBSECTION})?")
_LEVELS = re.compile(r"\(([^()]*)\)")
_ROMAN = re.compile("[ivx]+|[IVX]+")
# Goes before each level in a key. It sorts before all that goes on within a section's number, so
# that a section, its subsections and the next section stand in this order.
_MARK = " ("


def is_subsection(text: str) -> bool:
    """Tell whether the text is a subsection, or a range of them, in brackets: (a)(1)–(3)."""
    return _SUBSECTIONS.fullmatch(text) is not None


def levels_of(subsection: str) -> list[str]:
    """Return what stands in each pair of brackets."""
    return _LEVELS.findall(subsection)


def keys(subsection: str) -> tuple[str, str]:
    """Return what the first and last of a subsection add to the key of their section.

    Both are the same for a single one, and nothing for none. A range whose ends do not sort as
    they are counted ((ii)–(v)) is taken for all that the subsection above both of them holds.
    """
    if not subsection:
        return "", ""
    first, _, last = subsection.partition(EN_DASH)
    lower = _key(levels_of(first))
    upper = _key(levels_of(after_sibling(first, last))) if last else lower
    while upper < lower:
        lower = upper = lower.rpartition(_MARK)[0]
    return lower, upper


def _key(levels: list[str]) -> str:
    return "".join(_MARK + section_key(level) for level in levels)


def above(key: str) -> list[str]:
    """Return the keys of the section and of all subsections that this key's subsection is in."""
    section, *levels = key.split(_MARK)
    return [_MARK.join([section, *levels[:count]]) for count in range(len(levels))]


def after_sibling(before: str, listed: str) -> str:
    """Return a subsection that follows another in a list: (a)(2), then (3), is (a)(3)."""
    levels, first = levels_of(before.partition(EN_DASH)[0]), levels_of(listed)[0]
    kinds, kind = [_kind(level) for level in levels], _kind(first)
    if len(levels) > 1 and _ROMAN.fullmatch(first) and _ROMAN.fullmatch(levels[-1]):
        at = len(levels) - 1  # (b)(2)(A)(ii), then (iii)
    elif kind in kinds[1:] and kind != kinds[0]:
        at = len(kinds) - 1 - kinds[::-1].index(kind)
    else:
        return listed
    return "".join(f"({level})" for level in levels[:at]) + listed


def _kind(level: str) -> str:
    return "digit" if level[0].isdigit() else "upper" if level.isupper() else "lower"
