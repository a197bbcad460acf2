"""Sections by an act's own numbers: section 10(b) of the Exchange Act is 15 U.S.C. § 78j(b).

`cases/act_sections.csv` has the sections that courts cite so, after the source credits of the
United States Code.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from cases.sections import EN_DASH, USC
from cases.statutes.acts import Act, act_named
from cases.statutes.codes import Form, codes
from cases.statutes.reference import StatuteError, StatuteRef
from cases.statutes.subsections import SUBSECTION, after_sibling

_DATA = Path(__file__).parents[1] / "act_sections.csv"
_SIGN = r"(?:(?:§ ?){1,2}|sections? |secs?\. ?)"
_SUBS = rf"{SUBSECTION}(?:[-{EN_DASH}]{SUBSECTION})?"
_ITEM = rf"[0-9][0-9A-Za-z.{EN_DASH}-]{{0,18}}(?:{_SUBS})?|{_SUBS}"
_LIST = rf"(?:{_ITEM})(?:(?:,? (?:and|or|&) |, )(?:§ ?)?(?:{_ITEM})){{0,9}}"
_OF_ACT = re.compile(rf"{_SIGN}({_LIST}),? (?:of|under) (.{{2,120}})", re.IGNORECASE)
_AFTER_ACT = re.compile(rf"(.{{2,120}}?),? ({_SIGN})?({_LIST})", re.IGNORECASE)
# Without a sign, what follows an act's name may be its year; after its initials it is a section.
_YEAR = re.compile("(?:18|19|20)[0-9]{2}")
_ONE_ITEM = re.compile(rf"([0-9][0-9A-Za-z.{EN_DASH}-]*)?({_SUBS})?")
_PARTS = re.compile(
    rf"(.{{2,120}}?) ?({SUBSECTION})((?:(?:,? (?:and|or|&) |, ){SUBSECTION}){{0,9}})"
)
_BETWEEN = re.compile(r"(?:,? (?:and|or|&) |, )(?:§ ?)?", re.IGNORECASE)


def sections_of_act(text: str) -> tuple[StatuteRef, ...]:
    """Return what "sections 10(b) and 20(a) of the Exchange Act" names; nothing where it is none.

    A number that the act does not have known here is taken for its section of the code, where
    the act fills that: section 1030 of the CFAA.
    """
    name, listed = _name_and_list(text)
    act = act_named(name)
    if act is None:
        return _subsections_of(text)
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
            sub = (one[2] or "").replace(")-(", f"){EN_DASH}(")
            if not number and refs[-1].subsection:
                sub = after_sibling(refs[-1].subsection, sub)
            refs.append(replace(base, subsection=sub))
        except StatuteError:
            return ()
    return tuple(refs)


def _name_and_list(text: str) -> tuple[str, str]:
    """Return the name of an act, and the sections before or after it; else nothing."""
    if of_act := _OF_ACT.fullmatch(text):
        return of_act[2], of_act[1]
    after = _AFTER_ACT.fullmatch(text)
    if after and (after[2] or after[1].isupper() or not _YEAR.match(after[3])):
        return after[1], after[3]
    return "", ""


def _subsections_of(text: str) -> tuple[StatuteRef, ...]:
    """Return what "Rule 10b-5(a) and (c)" names, after an act that is one section."""
    parts = _PARTS.fullmatch(text)
    act = act_named(parts[1]) if parts else None
    if parts is None or act is None or len(act.ranges) > 1:
        return ()
    [section] = act.ranges
    if section.last is not None or section.subsection:
        return ()
    subs = [parts[2]]
    for listed in filter(None, _BETWEEN.split(parts[3])):
        subs.append(after_sibling(subs[-1], listed))
    return tuple(replace(section, subsection=sub) for sub in subs)


def _section(act: Act, number: str) -> StatuteRef | None:
    if known := _known().get((act.names, number.upper())):
        return known
    for span in act.ranges:
        for section in (number, _within_chapter(span, number), number.replace("-", EN_DASH)):
            first, _, last = section.partition(EN_DASH)
            try:
                ref = StatuteRef(span.code, span.title, first, last or None)
            except StatuteError:
                continue
            if span.holds(ref):
                return ref
    return None


def _within_chapter(span: StatuteRef, number: str) -> str:
    """Return a section as its code counts it where that counts anew: BIPA § 15 is 14/15."""
    code = codes()[span.code]
    counts_anew = code.is_divided or code.form is Form.TITLE_PLAIN
    return f"{(code.chapter_of(span.first) or '') if counts_anew else ''}{number}"


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
