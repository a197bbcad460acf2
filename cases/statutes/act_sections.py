"""Sections by an act's own numbers: section 10(b) of the Exchange Act is 15 U.S.C. § 78j(b).

`cases/act_sections.csv` has the sections that courts cite so, after the source credits of the
United States Code.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from cases.sections import USC
from cases.statutes.acts import Act, act_named
from cases.statutes.reference import SUBSECTION, StatuteError, StatuteRef

_DATA = Path(__file__).parents[1] / "act_sections.csv"
_SIGN = r"(?:(?:§ ?){1,2}|sections? |secs?\. ?)"
_ITEM = rf"[0-9]{{1,6}}[0-9A-Za-z.-]{{0,8}}(?:{SUBSECTION})?|{SUBSECTION}"
_LIST = rf"(?:{_ITEM})(?:(?:,? (?:and|or|&) |, )(?:§ ?)?(?:{_ITEM})){{0,9}}"
_OF_ACT = re.compile(rf"{_SIGN}({_LIST}),? (?:of|under) (.{{2,120}})", re.IGNORECASE)
_AFTER_ACT = re.compile(rf"(.{{2,120}}?),? {_SIGN}({_LIST})", re.IGNORECASE)
_ONE_ITEM = re.compile(rf"([0-9][0-9A-Za-z.-]*)?({SUBSECTION})?")
_BETWEEN = re.compile(r"(?:,? (?:and|or|&) |, )(?:§ ?)?", re.IGNORECASE)


def sections_of_act(text: str) -> tuple[StatuteRef, ...]:
    """Return what "sections 10(b) and 20(a) of the Exchange Act" names; nothing where it is none.

    A number that the act does not have known here is taken for its section of the code, where
    the act fills that: section 1030 of the CFAA.
    """
    if of_act := _OF_ACT.fullmatch(text):
        listed, name = of_act[1], of_act[2]
    elif after := _AFTER_ACT.fullmatch(text):
        name, listed = after[1], after[2]
    else:
        return ()
    act = act_named(name.rstrip(","))
    if act is None:
        return ()
    refs: list[StatuteRef] = []
    for item in _BETWEEN.split(listed):
        one = _ONE_ITEM.fullmatch(item)
        number = one and one[1]
        if one is None or not (number or refs):
            return ()
        base = _section(act, number) if number else refs[-1]
        if base is None:
            return ()
        try:
            refs.append(StatuteRef(base.code, base.title, base.first, subsection=one[2] or ""))
        except StatuteError:
            return ()
    return tuple(refs)


def _section(act: Act, number: str) -> StatuteRef | None:
    if known := _known().get((act.names, number.upper())):
        return known
    for span in act.ranges:
        try:
            ref = StatuteRef(span.code, span.title, number)
        except StatuteError:
            continue
        if span.holds(ref):
            return ref
    return None


@cache
def _known() -> dict[tuple[tuple[str, ...], str], StatuteRef]:
    known = {}
    with _DATA.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            act = act_named(row["act"])
            if act is None:
                raise ValueError(f"act_sections.csv: {row['act']!r} is no act of acts.csv")
            ref = StatuteRef(USC, int(row["title"]), row["first"])
            known[act.names, row["section"]] = ref
    return known
