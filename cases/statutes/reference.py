"""One reference to a statute: its parts, its standard form, and what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cases.sections import CFR, EN_DASH, USC
from cases.statutes import reach, subsections
from cases.statutes.codes import WITHIN, Code, Form, codes

LONGEST_CITATION = 200  # characters: what the database keeps
_LONGEST_KEY = 198  # what the database keeps, less the mark of a chapter's or section's end

_NUMBER = re.compile("[0-9]{1,2}[a-z]?")
_ROMAN = re.compile("[IVX]{1,5}")
_WIS_BARE = 2  # the third level of Wisconsin's subsections has no brackets: (11)(b)2.


class StatuteError(ValueError):
    """A text that is no reference to a statute: what was found, why, and what would be read."""

    def __init__(self, text: str, why: str) -> None:
        """Take the text as it was given, and what is wrong with it."""
        shown = text if len(text) <= 80 else f"{text[:80]}..."  # noqa: PLR2004
        super().__init__(
            f"{shown!r} is not understood as a statute: {why}. Write it for example as "
            "'18 U.S.C. § 2701 et seq.', '42:1983', '17 C.F.R. § 240.10b-5', "
            "'Cal. Bus. & Prof. Code § 17200', '740 ILCS 14/15' or 'Stored Communications Act'"
        )
        self.why = why


@dataclass(frozen=True, slots=True)
class StatuteRef:
    """One section, or a range of sections, of one code; or a whole chapter, where a code has them.

    `code` is the Bluebook's name (U.S.C., C.F.R., N.Y. Gen. Bus. Law); the federal codes and a
    few others number their titles before it (`title`). `last` is None for a single section. In
    a code that counts its sections anew in each title or chapter, that goes before a colon:
    "93A:2" is Mass. Gen. Laws ch. 93A, § 2. `subsection` is held with its brackets, "(a)(1)",
    however the code has it written, and belongs to a single section only. Raises StatuteError on
    parts that do not make a reference that could be written and read again.
    """

    code: str
    title: int | None
    first: str
    last: str | None = None
    et_seq: bool = False
    subsection: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be written in the standard form and read again."""
        shown = f"{self.title or ''} {self.code} {self.first}".strip()
        if why := self._wrong():
            raise StatuteError(shown, why)
        keys = [self.lower_key, *([self._key_of(self.last)] if self.last else [])]
        if len(str(self)) > LONGEST_CITATION or any(len(it) > _LONGEST_KEY for it in keys):
            raise StatuteError(shown, f"it is longer than {LONGEST_CITATION} characters")

    def _wrong(self) -> str | None:  # noqa: PLR0911 - one for each thing that may be wrong
        code = codes().get(self.code)
        if code is None:
            return f"{self.code!r} is no code known here"
        if not code.is_numbered and self.title is not None:
            return f"{self.code} has no titles before its name"
        if code.is_numbered and (self.title is None or not 1 <= self.title <= code.last_title):
            return f"{self.code} has titles 1 to {code.last_title}"
        for section in (self.first, *([self.last] if self.last is not None else [])):
            if not (code.is_section(section) or code.is_chapter(section)):
                return f"{section!r} is no section of {self.code}"
        if self.last is not None:
            return self._wrong_range(code, self.last)
        if self.subsection and not subsections.is_subsection(self.subsection):
            return f"{self.subsection!r} is no subsection such as (a)(1)"
        if self.subsection and code.is_chapter(self.first) and self.code != CFR:
            return "a chapter has no subsections"
        return None

    def _wrong_range(self, code: Code, last: str) -> str | None:
        if code.key(last) <= code.key(self.first):
            return f"a range from {self.first} to {last} has no end"
        if self.et_seq or self.subsection:
            return "a range takes no 'et seq.' and no subsection"
        if self.code != CFR and code.is_chapter(self.first) is not code.is_chapter(last):
            return "a range is of sections or of chapters, not of both"
        if code.is_divided and not code.is_chapter(last):
            first_division, last_division = (it.partition(WITHIN)[0] for it in (self.first, last))
            if first_division != last_division:
                return f"a range of {self.code} stays within one title or chapter"
        return None

    def __str__(self) -> str:
        """Return the standard form, such as 18 U.S.C. §§ 2701-2713 (with an en dash)."""
        code = codes()[self.code]
        name = self.code if self.title is None else f"{self.title} {self.code}"
        first, last, is_part = self.first, self.last, code.is_chapter(self.last or self.first)
        if code.is_divided and not is_part:
            division, _, first = first.partition(WITHIN)
            last = last and last.partition(WITHIN)[2]
            name += f" {code.form}. {division},"
        if code.form is Form.TITLE_PLAIN and is_part:
            first, last = f"{first}{code.chapter[-1]}", last and f"{last}{code.chapter[-1]}"
        sign = _sign(code, is_part=is_part, is_plural=last is not None)
        if last is not None:
            return f"{name} {sign}{first}{self._to}{last}"
        et_seq = " et seq." if self.et_seq else ""
        return f"{name} {sign}{first}{self._written_subsection(code)}{et_seq}"

    @property
    def _to(self) -> str:
        """What stands between the ends of a range: words where a hyphen could mislead."""
        has_hyphen = "-" in f"{self.first}{self.last}" and self.code not in {USC, CFR}
        return " to " if has_hyphen else EN_DASH

    def _written_subsection(self, code: Code) -> str:
        """Return the subsection as the code has it written: (a)(1), .1, or ", subd. 1(a)"."""
        levels = subsections.levels_of(self.subsection)
        if not levels or EN_DASH in self.subsection:
            return self.subsection
        first, rest = levels[0], self.subsection[len(levels[0]) + 2 :]
        match code.subsections:
            case "subd" if _NUMBER.fullmatch(first):
                return f", subd. {first}{rest}"
            case "dot" if _NUMBER.fullmatch(first):
                return f".{first}{rest}"
            case "roman" if _ROMAN.fullmatch(first):
                return f", {first}{rest}"
            case "wis" if len(levels) > _WIS_BARE and _NUMBER.fullmatch(levels[_WIS_BARE]):
                before = "".join(f"({level})" for level in levels[:_WIS_BARE])
                after = "".join(f"({level})" for level in levels[_WIS_BARE + 1 :])
                return f"{before}{levels[_WIS_BARE]}.{after}"
        return self.subsection

    @property
    def lower_key(self) -> str:
        """The sort key of the first section, or of the subsection of it that is meant.

        It sorts right by plain comparison of characters.
        """
        return self._key_of(self.first) + subsections.keys(self.subsection)[0]

    @property
    def upper_key(self) -> str:
        """The sort key of the last section held (inclusive), or of the last subsection.

        A chapter, or part of the C.F.R., reaches over all of its sections. An "et seq." reaches
        as far as the act that begins at its section; else to the end of the narrowest act, or of
        the chapter, that its section is of; where none is known, it holds its section alone.
        """
        if self.et_seq:
            upper = reach.of_et_seq(self.code, self.title, self.first)
            return max(upper, self._key_of(self.first) + reach.DEEPER) if self.subsection else upper
        if self.subsection:
            return self._key_of(self.first) + subsections.keys(self.subsection)[1]
        return reach.end(self.code, self.title, self.last or self.first)

    def _key_of(self, section: str) -> str:
        return reach.key(self.code, self.title, section)

    def overlaps(self, other: StatuteRef) -> bool:
        """Tell whether some section or subsection is held by both.

        A section holds its subsections, so each of them overlaps it; (a) and (b) do not overlap.
        """
        return reach.overlap(self.lower_key, self.upper_key, other.lower_key, other.upper_key)

    def holds(self, other: StatuteRef) -> bool:
        """Tell whether every section and subsection of the other is held by this one."""
        return (
            self.lower_key <= other.lower_key and other.upper_key <= self.upper_key + reach.DEEPER
        )


def _sign(code: Code, *, is_part: bool, is_plural: bool) -> str:
    """Return the sign before a section, with its space: "§§ ", "pt. ", "ch. ", or nothing."""
    if code.form is Form.TITLE_PLAIN or (code.form is Form.PLAIN and not is_part):
        return ""
    if is_part:
        sign = "pt" if code.name == CFR else "ch"
    else:
        sign = {Form.ART: "art", Form.RULE: "r"}.get(code.form, "§")
    if sign == "§":
        return "§§ " if is_plural else "§ "
    return f"{sign}{_PLURAL.get(sign, 's') if is_plural else ''}. "


_PLURAL = {"r": "r"}
