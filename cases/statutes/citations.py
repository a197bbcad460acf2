"""Reading citations from left to right: a code, its title, sections, subsections, the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from cases import sections
from cases.sections import CFR, EN_DASH, USC
from cases.statutes.codes import DIVISION, WITHIN, Code, Form, codes
from cases.statutes.naming import californian, code_named, title_named
from cases.statutes.notes import PARTS_OF_PART, is_note, is_note_in_brackets
from cases.statutes.reference import StatuteError, StatuteRef
from cases.statutes.subsections import SUBSECTION, after_sibling

PACER = re.compile(r"([0-9]{1,2}) ?: ?(?=[0-9])")
# Letters after a section in PACER that no section has are the case's type: 42:1983pr, 28:1331cv.
_PACER_SECTION = re.compile(r"([1-9][0-9]{0,5}(?:([A-Za-z])\2{0,4})?)[a-z]{2}(?![0-9A-Za-z])")
_PACER_TYPE = re.compile(r"(?<=\))[a-z]{2}(?![0-9A-Za-z])")
_PACER_LABEL = re.compile(r"[ ,;:(\[/&-].*")
# What clerks enter for another section, which no section of that number is: title 28 has none.
_PACER_SLIPS = {(28, "1983"): 42}
_ZEROS = re.compile(r"0*")
FEDERAL = re.compile(
    r"(?:title )?([0-9]{1,3}),? ?(?:of the )?"
    r"(U\.? ?S\.? ?C\.?(?: ?[ASU]\.?)?|U\.? ?S\.? ?Code(?: Ann(?:otated|\.))?"
    r"|United States Code(?: Annotated| Service)?"
    r"|C\.? ?F\.? ?R\.?|Code of Federal Regulations)(?![A-Za-z])(?: ?: ?|,? ?)",
    re.IGNORECASE | re.ASCII,
)
_FEDERAL_FIRST = re.compile(
    r"(U\. ?S\. ?C\.|USC|U\.? ?S\.? Code|United States Code|C\. ?F\. ?R\.|CFR"
    r"|Code of Federal Regulations),? (?:title|tit\.) ?([0-9]{1,2})(?![0-9A-Za-z]),? ?",
    re.IGNORECASE | re.ASCII,
)
_TREASURY = re.compile(r"Treas(?:ury|\.) Reg(?:ulation|\.)s?,? ?(?=[§s0-9])", re.IGNORECASE)
_TITLE_FIRST = re.compile(r"(?:title )?([1-9][0-9]{0,3}[A-Z]{0,2}),? ?(?:of the )?(?=[A-Za-z])")
_NAMED_CODE = re.compile(r"[A-Za-z][A-Za-z.,&' -]{0,80}")
_DIVISION_WORD = r"(?:titles?|tits?\.?|chapters?|chapts?\.?|chaps?\.?|chs?\.?|c\.?)"
_LAST_DIVISION = re.compile(rf"(?<![A-Za-z]){_DIVISION_WORD} ?$", re.IGNORECASE)
_DIVISION = re.compile(rf"{_DIVISION_WORD} ?({DIVISION.pattern})(?![0-9A-Za-z]),?:? ?", re.I)
_DIVISION_ALONE = re.compile(
    rf"({DIVISION.pattern})(?:,? ?(?=§|sec)|,? ?(?=ss?\.)|[:,] ?(?=[0-9])|(?=$))", re.IGNORECASE
)
_CHAPTER_SIGN = re.compile(rf"{_DIVISION_WORD} ?(?=[0-9])", re.IGNORECASE)
_SIGN_WORD = (
    r"sections?|sects?\.?|secs?\.?|ss?\.|ss?(?= [0-9])|parts?|pts?\.?|articles?|arts?\.?|\u00df"
)
_SIGN = re.compile(
    rf"((?:\u00a7 ?){{1,3}}|(?:{_SIGN_WORD})(?![A-Za-z])) ?(?:\u00a7 ?)?", re.IGNORECASE
)
_RULE_SIGN = re.compile(r"(rules?|rr?\.) ?", re.IGNORECASE)
_LAST_SIGN = re.compile(rf"(?<![A-Za-z])(?:{_SIGN_WORD}|rules?|rr?\.) ?$", re.IGNORECASE)
_PLURAL = frozenset(["sections", "sects", "secs", "ss", "parts", "pts", "articles", "arts"])
_NUMBERED = re.compile(rf"(?:{_SIGN.pattern})?[0-9]", re.IGNORECASE)
_SUB_WORD = r"(?:,? ?(?:subsections?|subdivisions?|subds?\.?|subsecs?\.?|paragraphs?|paras?\.?) ?)"
_SUB = re.compile(rf"{_SUB_WORD}? ?({SUBSECTION})(?: ?[-{EN_DASH}] ?({SUBSECTION}))?", re.I)
# Subsections that a state writes without brackets.
_SUBDIVISION = re.compile(
    rf",? ?(?:subdivisions?|subds?\.?) ?([0-9]{{1,2}}[a-z]?)({SUBSECTION})?", re.I
)
_NEXT_SUBDIVISION = re.compile(rf"([0-9]{{1,2}}[a-z]?)(?![0-9A-Za-z.])({SUBSECTION})?")
_JUST_LETTERS = re.compile(r"([a-z])\1{0,4}(?=\(|,|;| and | or | & |$)")
_DOTTED = re.compile(rf"\.([0-9]{{1,2}}[a-z]?)(?![0-9A-Za-z]|\.[0-9])({SUBSECTION})?")
_WISCONSIN = re.compile(rf"({SUBSECTION})([0-9]{{1,2}}[a-z]?)(?![0-9A-Za-z])\.?({SUBSECTION})?")
_ROMAN = re.compile(rf",? ([IVX]{{1,5}})(?![0-9A-Za-z])({SUBSECTION})?")
_CUSTOMS = {"subd": _SUBDIVISION, "dot": _DOTTED, "dot-read": _DOTTED, "roman": _ROMAN}
# The year of a code before the section: NMSA 1978, § 57-12-3; Fla. Stat. (2019) § 501.204.
_EDITION = re.compile(r"\(?(?:18|19|20)[0-9]{2}\)?,? ?(?=§|sec)", re.IGNORECASE)
_CIVIL_RIGHTS = re.compile(r"(?:sections?|§§?) ?19(?:81|83|85|86)(?![0-9])", re.IGNORECASE)
_CIVIL_RIGHTS_TITLE = 42
# Pennsylvania's consolidated titles have no section 201-2; that is the older compilation's, which
# the current print joins with them under one name.
_CONSOLIDATED = "Pa. Cons. Stat."
_UNCONSOLIDATED = re.compile(r"[^0-9]{0,12}[0-9]+-[0-9](?:\.[0-9]+)?(?![0-9])")
_CUT_SHORT = re.compile(r"(?=[-.][0-9])")
_ET_SEQ = re.compile(
    r",? ?\(?(?:(?:et\.?,? ?)?se[qg]q?\b\.{0,2}|et sequitur|et sequentes"
    r"|and following(?: sections)?\b|ff?\b\.?(?= |,|;|$))\)?",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    rf"(?: ?[-{EN_DASH}] ?| (?:to|through|thru) )(?:{_SIGN.pattern})?(?=[-.:]?[0-9])", re.IGNORECASE
)
SEPARATOR = re.compile(
    r",? (?:including|specifically|particularly|namely),? (?:but not limited to,? )?(?=§|sec|[0-9])"
    r"| ?[,;] ?(?:and |& ?|or )?| (?:and|or|and/or) | ?& ?| ?/ ?(?=§|(?-i:[A-Z]{2}|[A-Z][a-z]))",
    re.IGNORECASE,
)
# Two federal citations side by side, and two sections of a code that has no stroke in its numbers.
_NEXT_TO_IT = re.compile(rf" (?={FEDERAL.pattern}[§s0-9])", re.IGNORECASE | re.ASCII)
_STROKE = re.compile(r"/(?=[0-9]{2})")
_BRACKET = re.compile(r" \([^()]{1,80}\)")
_OF_PART = re.compile(rf"{PARTS_OF_PART},? of (?=parts? |pts?\.)", re.IGNORECASE)


class Place(NamedTuple):
    """Where sections are counted: a code, with its title or chapter where it has such."""

    code: Code
    title: int | None = None
    division: str = ""


@dataclass
class Reader:
    """Reads citations from left to right and never goes back further than one separator."""

    text: str
    read_on: Callable[[str], Iterable[StatuteRef]]
    at: int = 0
    pacer: bool = False

    def citations(self) -> Iterator[StatuteRef]:
        """Yield the references in their order; raises StatuteError where there is none."""
        place = self._place()
        if place is None:
            raise StatuteError(self.text, self._why_none())
        ref = self._reference(place)
        yield ref
        separator = self.at
        while self._take_separator(place):
            if ref.last is None and (sub := self._listed_subsection(place.code)):
                subsection = after_sibling(ref.subsection, sub)
                et_seq = self._take(_ET_SEQ) is not None
                ref = replace(ref, subsection=subsection, et_seq=et_seq)
            elif place.code.name == CFR and self._take(_OF_PART):
                ref = self._reference(place)
            elif another := self._place() or self._next_division(place):
                place = another
                ref = self._reference(place)
            elif _CUT_SHORT.match(self.text, self.at):
                ref = self._after_model(place, ref)
            elif another_part := self._just_its_part(place, ref):
                ref = another_part
            elif _NUMBERED.match(self.text, self.at) and not self._names_civil_rights(place):
                ref = self._reference(place)
            elif self.pacer or is_note(self.text[separator:], ref):
                break
            else:
                yield from self.read_on(self.text[self.at :])
                return
            yield ref
            separator = self.at
        self._check_rest(self.text[separator:], ref)

    def is_at_code(self) -> bool:
        """Tell whether a code, and with it a citation, begins here."""
        start, pacer = self.at, self.pacer
        place = self._place()
        self.at, self.pacer = start, pacer
        return place is not None

    def _why_none(self) -> str:
        named = _NAMED_CODE.match(self.text, self.at)
        for name in _names(named[0]) if named else ():
            if code := californian(name):
                return f"several states may have a code of that name; if it is {code.name}, say so"
        return "it begins with no code and no act that is known here"

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def _take_separator(self, place: Place) -> re.Match[str] | None:
        """Go past what divides two references, and the year in brackets that may come first."""
        start = self.at
        bracket = self._take(_BRACKET)
        if bracket and not is_note_in_brackets(bracket[0]):
            self.at = start
        separator = self._take(SEPARATOR) or self._take(_NEXT_TO_IT)
        if separator is None and place.code.name == USC:
            separator = self._take(_STROKE)
        if separator is None:
            self.at = start
        return separator

    def _place(self) -> Place | None:
        """Read the code at this place, or leave the place as it is and return None."""
        start = self.at
        if match := self._take(PACER):
            self.pacer = True
            return Place(codes()[USC], int(match[1]))
        if match := self._take(FEDERAL):
            return Place(codes()[USC if match[2][0] in "uU" else CFR], int(match[1]))
        if match := self._take(_FEDERAL_FIRST):
            return Place(codes()[USC if match[1][0] in "uU" else CFR], int(match[2]))
        if self._take(_TREASURY):
            return Place(codes()[CFR], 26)
        first = self._take(_TITLE_FIRST)
        place = self._named_place(first[1] if first else "")
        if place is None:
            self.at = start
        return place

    def _names_civil_rights(self, place: Place) -> bool:
        """Tell whether "Section 1983" stands here after another title: it is never a part of it."""
        is_other = place.code.name != USC or place.title != _CIVIL_RIGHTS_TITLE
        return is_other and _CIVIL_RIGHTS.match(self.text, self.at) is not None

    def _next_division(self, place: Place) -> Place | None:
        """Read another chapter of the same code: "ch. 149, § 148 and ch. 151, § 1A"."""
        division = self._take(_DIVISION) if place.division else None
        return place._replace(division=division[1].upper()) if division else None

    def _just_its_part(self, place: Place, ref: StatuteRef) -> StatuteRef | None:
        """Read what is counted on within a number: 1692d, e, and f; subds. 5 and 6."""
        if place.code.name == USC and not ref.first.isdigit() and (it := self._take(_JUST_LETTERS)):
            first = re.sub("[A-Za-z]+$", it[0], ref.first)
            sub, et_seq = self._subsection(place.code), self._take(_ET_SEQ) is not None
            return StatuteRef(USC, place.title, first, et_seq=et_seq, subsection=sub)
        is_subd = place.code.subsections == "subd" and ref.subsection
        if is_subd and (it := self._take(_NEXT_SUBDIVISION)):
            return replace(ref, subsection=f"({it[1]}){it[2] or ''}")
        return None

    def _after_model(self, place: Place, ref: StatuteRef) -> StatuteRef:
        """Read a section that is cut short: 42 U.S.C. §§ 2000e-2, -3(a)."""
        division = f"{place.division}{WITHIN}" if place.division else ""
        model, code = ref.first.removeprefix(division), place.code
        read = sections.read_end(self.text, self.at, code.section, model, decimal=code.decimal)
        if read is None:
            raise StatuteError(self.text, f"a section of {code.name} after {model} is expected")
        section, self.at = read
        sub, et_seq = self._subsection(code), self._take(_ET_SEQ) is not None
        return StatuteRef(code.name, place.title, division + section, et_seq=et_seq, subsection=sub)

    def _named_place(self, title: str) -> Place | None:
        named = _NAMED_CODE.match(self.text, self.at)
        if named is None:
            return None
        for name in _names(named[0]):
            if (known := title_named(name)) and title in {"", str(known[1])}:
                self.at += len(name)
                return Place(codes()[known[0]], known[1])
            if code := code_named(name):
                self.at += len(name)
                self._take(_EDITION)
                return self._divided_place(code, title)
        return None

    def _divided_place(self, code: Code, title: str) -> Place | None:
        """Read the title or chapter after the code's name, where one is needed and none before."""
        if title and not (code.is_numbered or code.is_divided):
            return None
        if not title and (code.is_numbered or code.is_divided):
            division = self._take(_DIVISION) or self._take(_DIVISION_ALONE)
            if division is None:
                return None
            title = division[1]
        if code.is_divided:
            return Place(code, division=title.upper())
        if code.name == _CONSOLIDATED and _UNCONSOLIDATED.match(self.text, self.at):
            code = codes()["Pa. Stat. Ann."]
        if title and not title.isdigit():
            return None
        return Place(code, int(title) if title else None)

    def _reference(self, place: Place) -> StatuteRef:
        code, division = place.code, f"{place.division}{WITHIN}" if place.division else ""
        sign = self._take(_RULE_SIGN if code.form is Form.RULE else _SIGN) or self._take(_SIGN)
        if division and sign is None and not re.compile("[0-9]").match(self.text, self.at):
            return self._whole_chapter(place, place.division)
        if not division and code.chapter and (found := self._chapter(place)):
            return found
        plural = sign is not None and _is_plural(sign[1])
        first, last = self._sections(code, plural=plural)
        sub = self._subsection(code)
        if self.pacer:
            self._take(_PACER_TYPE)
        through = None if last else _THROUGH.match(self.text, self.at)
        # "28:1332 - 500 plaintiffs" has a label after the dash, not the end of a range.
        if through and not (self.pacer and through[0].startswith((" -", f" {EN_DASH}"))):
            self.at = through.end()
            first, last = self._last_section(code, first)
            self._subsection(code)
        et_seq = self._take(_ET_SEQ) is not None
        title = place.title
        if self.pacer and last is None and title is not None:
            title = _PACER_SLIPS.get((title, first), title)
        return StatuteRef(
            code.name,
            title,
            division + first,
            last and division + last,
            et_seq=et_seq,
            subsection="" if last else sub,
        )

    def _chapter(self, place: Place) -> StatuteRef | None:
        """Read a chapter that stands where a section would: RCW 19.86, 740 ILCS 14/."""
        start = self.at
        self._take(_CHAPTER_SIGN)
        code = place.code
        pattern = sections.pattern_of(code.chapter[:-1])
        match = pattern.match(self.text, self.at)
        is_section = sections.pattern_of(code.section).match(self.text, self.at)
        joint = re.compile(re.escape(code.chapter[-1]) + "(?![0-9A-Za-z])")
        if match is None or is_section:
            self.at = start
            return None
        self.at = match.end()
        if code.form is Form.TITLE_PLAIN:
            self._take(joint)
        last = None
        if through := _THROUGH.match(self.text, self.at):
            other = pattern.match(self.text, through.end())
            if other is not None:
                last = other[0]
                self.at = other.end()
                if code.form is Form.TITLE_PLAIN:
                    self._take(joint)
        et_seq = self._take(_ET_SEQ) is not None
        return StatuteRef(code.name, place.title, match[0], last, et_seq=et_seq and last is None)

    def _whole_chapter(self, place: Place, division: str) -> StatuteRef:
        if not place.code.chapter:
            raise StatuteError(self.text, f"a section of {place.code.name} is expected")
        # Back over the comma or space that the title or chapter took along.
        while self.at and self.text[self.at - 1] in ", ":
            self.at -= 1
        through = _THROUGH.match(self.text, self.at)
        if through and (last := DIVISION.match(self.text, through.end())):
            self.at = last.end()
            return StatuteRef(place.code.name, None, division, last[0])
        et_seq = self._take(_ET_SEQ) is not None
        return StatuteRef(place.code.name, None, division, et_seq=et_seq)

    def _last_section(self, code: Code, first: str) -> tuple[str, str | None]:
        """Read the end of a range that words or a spaced dash join to its beginning."""
        if code.name in {USC, CFR} and self.text[self.at] not in "-.:":
            second, more = self._sections(code, plural=False)
            if more is not None:
                raise StatuteError(self.text, f"{second} to {more} is itself the end of a range")
            return sections.as_range(first, second)
        read = sections.read_end(self.text, self.at, code.section, first, decimal=code.decimal)
        if read is None:
            raise StatuteError(self.text, f"the end of a range of {code.name} is expected")
        last, self.at = read
        return sections.as_range(first, last, decimal=code.decimal)

    def _sections(self, code: Code, *, plural: bool) -> tuple[str, str | None]:
        if self.pacer:
            self._take(_ZEROS)
        read = sections.read(self.text, self.at, code.section, plural=plural, decimal=code.decimal)
        if read is not None:
            self.at = read.end
            return read.first, read.last
        if self.pacer and (match := self._take(_PACER_SECTION)):
            return match[1], None
        found = repr(self.text[self.at : self.at + 20]) if self.at < len(self.text) else "nothing"
        raise StatuteError(self.text, f"a section of {code.name} is expected, and {found} is found")

    def _subsection(self, code: Code) -> str:
        """Read a subsection, in brackets or as the code's own custom has it; returns brackets."""
        if code.subsections == "wis" and (match := self._take(_WISCONSIN)):
            return f"{match[1]}({match[2]}){match[3] or ''}"
        custom = _CUSTOMS.get(code.subsections)
        if custom and (match := self._take(custom)):
            return f"({match[1]}){match[2] or ''}"
        return _joined(sub) if (sub := self._take(_SUB)) else ""

    def _listed_subsection(self, code: Code) -> str:
        """Read a subsection that stands alone in a list, where ".2" would be cut short of 8.2."""
        if _CUT_SHORT.match(self.text, self.at):
            return ""
        return self._subsection(code)

    def _check_rest(self, rest: str, ref: StatuteRef) -> None:
        """Refuse what is left over, unless it is PACER's label, an act's name or a year."""
        if rest in {"", "."} or (self.pacer and _PACER_LABEL.fullmatch(rest)):
            return
        if not is_note(rest, ref):
            raise StatuteError(self.text, f"{rest[:40]!r} is left over after {ref}")


def _names(text: str) -> Iterator[str]:
    """Yield what may be a code's name: all of it, or but for a last "section" or "chapter"."""
    yield text
    if sign := _LAST_SIGN.search(text):
        yield text[: sign.start()]
    if division := _LAST_DIVISION.search(text):
        yield text[: division.start()]


def _is_plural(sign: str) -> bool:
    return sign.count("\u00a7") > 1 or sign.lower().rstrip(".") in _PLURAL


def _joined(sub: re.Match[str]) -> str:
    return EN_DASH.join(part for part in sub.groups() if part)
