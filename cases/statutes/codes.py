"""The codes: how each is called, how its sections are numbered, how one writes them.

Names and forms of citation follow the Bluebook's table T1; `cases/codes.csv` has a line for each.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from cases import sections
from cases.sections import CFR, USC

_DATA = Path(__file__).parents[1] / "codes.csv"
# What stands between the title or chapter and the section, in a code that counts its sections
# anew in each: Mass. Gen. Laws ch. 93A, § 2 is 93A:2.
WITHIN = ":"
DIVISION = re.compile(r"[1-9][0-9]{0,3}[A-Z]{0,2}")


class Form(StrEnum):
    """How a code's sections are cited."""

    SECTION = ""  # Fla. Stat. § 501.204
    TITLE = "title"  # 73 Pa. Stat. Ann. § 201-2
    TITLE_PLAIN = "title plain"  # 740 Ill. Comp. Stat. 14/15
    TIT = "tit"  # Del. Code Ann. tit. 6, § 2513
    CH = "ch"  # Mass. Gen. Laws ch. 93A, § 2
    ART = "art"  # La. Civ. Code Ann. art. 2315
    RULE = "rule"  # Fla. Admin. Code Ann. r. 64-1.001
    PLAIN = "plain"  # N.Y. C.P.L.R. 3211


@dataclass(frozen=True)
class Code:
    """A code of statutes or regulations.

    `section` and `chapter` are shapes as `cases.sections` reads them, the chapter's with the mark
    that follows it in a section's number; a code without is cited by sections only. `reach` says
    that a chapter is no larger than an act, so that "et seq." ends with it. `decimal` says that
    sections are counted in decimals; `subsections` how they are written where not in brackets.
    """

    name: str
    form: Form = Form.SECTION
    section: str = ""
    chapter: str = ""
    reach: bool = False
    decimal: bool = False
    subsections: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Tell whether a title's number goes before the name: 18 U.S.C., 740 Ill. Comp. Stat."""
        return self.name in {USC, CFR} or self.form in {Form.TITLE, Form.TITLE_PLAIN}

    @property
    def is_divided(self) -> bool:
        """Tell whether a title or chapter belongs to each section: 93A:2."""
        return self.form in {Form.TIT, Form.CH}

    @property
    def last_title(self) -> int:
        """The highest number that a title may have."""
        return sections.LAST_TITLE.get(self.name, 999)

    def key(self, section: str) -> str:
        """Return the sort key of a section or chapter of this code."""
        is_decimal = self.decimal and not self.is_chapter(section)
        return sections.section_key(section, decimal=is_decimal)

    def is_section(self, text: str) -> bool:
        """Tell whether the text is one section, as a StatuteRef holds it."""
        if not self.is_divided:
            return sections.is_section(text, self.section)
        division, _, section = text.partition(WITHIN)
        is_division = DIVISION.fullmatch(division) is not None
        return is_division and sections.is_section(section, self.section)

    def is_chapter(self, text: str) -> bool:
        """Tell whether the text is a whole chapter (93A, 19.86), or a part of the C.F.R."""
        if self.name == CFR:
            return "." not in text and self.is_section(text)
        if self.is_divided:
            return bool(self.chapter) and DIVISION.fullmatch(text) is not None
        shape = self.chapter[:-1]
        return bool(shape) and sections.pattern_of(shape).fullmatch(text) is not None

    def chapter_of(self, section: str) -> str | None:
        """Return the chapter that a section's own number names, with the mark after it."""
        if self.name == CFR:
            return section.partition(".")[0] + "."
        if not self.chapter:
            return None
        match = sections.beginning_of(self.chapter).match(f"{section}{self.chapter[-1]}")
        return match[0] if match else None


@cache
def codes() -> dict[str, Code]:
    """Return every code by its name; the federal ones first."""
    known = {USC: Code(USC, section=USC), CFR: Code(CFR, section=CFR)}
    with _DATA.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            known[row["code"]] = Code(
                row["code"],
                Form(row["form"]),
                row["section"],
                row["chapter"],
                row["reach"] == "y",
                row["order"] == "decimal",
                row["subsections"],
                tuple(filter(None, row["names"].split("|"))),
            )
    return known


# The codes of California that are cited by plain section.
CALIFORNIA_CODES = tuple(
    name for name, code in codes().items() if name.startswith("Cal. ") and code.form is Form.SECTION
)
