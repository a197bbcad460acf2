"""Reading, comparing and writing references to statutes.

Reads what people and courts write (18 U.S.C. 2701 et seq., PACER's "42:1983pr Civil Rights",
California codes, popular names of acts) and writes one standard form after the Bluebook's
rules 12 and 14 and table T1. What is written is kept, even where it looks like a slip:
28:1983 is not made 42:1983.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import ascii_letters

from cases import sections
from cases.sections import (
    CALIFORNIA_CODES,
    CALIFORNIAN_ALONE,
    CFR,
    EN_DASH,
    LAST_TITLE,
    USC,
    SectionError,
    section_key,
)

LONGEST_TEXT = 1_000  # characters; a string of citations is shorter, a pasted page is longer

# Sections that say which court may hear a case, and never what the case is about: 28 U.S.C.
# pt. IV, chs. 81 (Supreme Court), 83 (courts of appeals), 85 (district courts), 89 (removal),
# 91 (Court of Federal Claims), 95 (Court of International Trade). Chapter 87 is venue,
# 28 U.S.C. 2201 a remedy and 2241-2255 habeas corpus: they are left out on purpose.
JURISDICTIONAL_SECTIONS = (
    ("1251", "1260"),
    ("1291", "1296"),
    ("1330", "1369"),
    ("1441", "1455"),
    ("1491", "1509"),
    ("1581", "1585"),
)


class StatuteError(ValueError):
    """A text that is no reference to a statute: what was found, why, and what would be read."""

    def __init__(self, text: str, why: str) -> None:
        """Take the text as it was given, and what is wrong with it."""
        shown = text if len(text) <= 80 else f"{text[:80]}..."  # noqa: PLR2004
        super().__init__(
            f"{shown!r} is not understood as a statute: {why}. Write it for example as "
            "'18 U.S.C. § 2701 et seq.', '42:1983', '17 C.F.R. § 240.10b-5', "
            "'Cal. Bus. & Prof. Code § 17200' or 'Stored Communications Act'"
        )
        self.why = why


# One level of a subsection: (1), (4A), (a), (iv), (bb).
_LEVEL = "|".join(["[0-9]{1,3}[A-Z]?", "[A-Za-z]", "[ivxl]{2,7}|[IVXL]{2,7}"]) + "".join(
    f"|{letter * 2}" for letter in ascii_letters
)
_SUBSECTION = rf"(?:\((?:{_LEVEL})\))+"
_SUBSECTIONS = re.compile(rf"{_SUBSECTION}(?:{EN_DASH}{_SUBSECTION})?")


@dataclass(frozen=True, slots=True)
class StatuteRef:
    """One section, or a range of sections, of one code.

    `code` is U.S.C., C.F.R. or a California code by its Bluebook name; only the first two have a
    `title` number. `last` is None for a single section. `subsection` is written with its
    brackets, "(a)(1)", and belongs to a single section only. Raises StatuteError on parts that
    do not make a reference that could be written and read again.
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
        if self.code in LAST_TITLE:
            if self.title is None or not 1 <= self.title <= LAST_TITLE[self.code]:
                raise StatuteError(shown, f"{self.code} has titles 1 to {LAST_TITLE[self.code]}")
        elif self.code not in CALIFORNIA_CODES or self.title is not None:
            raise StatuteError(shown, f"{self.code!r} is no code known here, or has no titles")
        for section in (self.first, *([self.last] if self.last is not None else [])):
            if not sections.is_section(section, self.code):
                raise StatuteError(shown, f"{section!r} is no section of {self.code}")
        if self.last is not None:
            if section_key(self.last) <= section_key(self.first):
                raise StatuteError(shown, f"a range from {self.first} to {self.last} has no end")
            if self.et_seq or self.subsection:
                raise StatuteError(shown, "a range takes no 'et seq.' and no subsection")
        if self.subsection and not _SUBSECTIONS.fullmatch(self.subsection):
            raise StatuteError(shown, f"{self.subsection!r} is no subsection such as (a)(1)")

    def __str__(self) -> str:
        """Return the standard form, such as 18 U.S.C. §§ 2701-2713 (with an en dash)."""
        code = self.code if self.title is None else f"{self.title} {self.code}"
        part = self._is_part
        if self.last is not None:
            return f"{code} {'pts.' if part else '§§'} {self.first}{EN_DASH}{self.last}"
        et_seq = " et seq." if self.et_seq else ""
        return f"{code} {'pt.' if part else '§'} {self.first}{self.subsection}{et_seq}"

    @property
    def lower_key(self) -> str:
        """The sort key of the first section; sorts right by plain comparison of characters."""
        return self._prefix + section_key(self.first)

    @property
    def upper_key(self) -> str:
        """The sort key of the last section held (inclusive).

        An "et seq." reaches as far as the act that begins at its section; no other end of it is
        known. A part of the C.F.R. (45 C.F.R. pt. 160) reaches over all of its sections.
        """
        if self.et_seq:
            ends = [act.upper_key for act in _all_ranges() if act.lower_key == self.lower_key]
            return max([*ends, self.lower_key])
        last = self.last or self.first
        return self._prefix + section_key(last) + (".~" if self._is_part else "")

    def overlaps(self, other: StatuteRef) -> bool:
        """Tell whether some section is held by both; a subsection counts as its section."""
        return self.lower_key <= other.upper_key and other.lower_key <= self.upper_key

    def holds(self, other: StatuteRef) -> bool:
        """Tell whether every section of the other is held by this one."""
        return self.lower_key <= other.lower_key and other.upper_key <= self.upper_key

    @property
    def _prefix(self) -> str:
        return f"{self.code} {self.title or 0:02d} "

    @property
    def _is_part(self) -> bool:
        return self.code == CFR and "." not in (self.last or self.first)


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its popular names, the ranges of sections it fills, and who says so."""

    names: tuple[str, ...]
    ranges: tuple[StatuteRef, ...]
    sources: tuple[str, ...]


def is_jurisdictional(ref: StatuteRef) -> bool:
    """Tell whether the reference only founds a court's jurisdiction (28 U.S.C. 1331, 1441...)."""
    return any(
        StatuteRef(USC, 28, first, last).holds(ref) for first, last in JURISDICTIONAL_SECTIONS
    )


def popular_name(ref: StatuteRef) -> str | None:
    """Return the name of the narrowest act that holds the whole reference, or None."""
    holding = [(span, act) for act in acts() for span in act.ranges if span.holds(ref)]
    best: tuple[StatuteRef, Act] | None = None
    for span, act in holding:
        # A tie goes to the act that the file names first.
        if best is None or (best[0].holds(span) and not span.holds(best[0])):
            best = (span, act)
    return best[1].names[0] if best else None


@cache
def acts() -> tuple[Act, ...]:
    """Return the acts of acts.csv, in its order."""
    with Path(__file__).with_name("acts.csv").open(encoding="utf-8", newline="") as lines:
        return read_acts(lines)


def read_acts(lines: Iterable[str]) -> tuple[Act, ...]:
    """Read acts from lines of CSV: names (divided by |), code, title, first, last, source.

    An act of several ranges has a line for each, with the same names. Raises ValueError naming
    the line on a range that is none, a missing source, or a name that two acts bear.
    """
    found: dict[tuple[str, ...], Act] = {}
    owner: dict[str, tuple[str, ...]] = {}
    reader = csv.DictReader(lines)
    for row in reader:
        where = f"acts, line {reader.line_num}"
        names = tuple(name.strip() for name in row["names"].split("|"))
        if not all(names) or not row["source"]:
            raise ValueError(f"{where}: an act needs its names and the source of its range")
        try:
            title = int(row["title"]) if row["title"] else None
            span = StatuteRef(row["code"], title, row["first"], row["last"] or None)
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        for name in names:
            if owner.setdefault(_plain(name), names) != names:
                raise ValueError(f"{where}: {name!r} is also a name of {owner[_plain(name)][0]}")
        known = found.get(names, Act(names, (), ()))
        found[names] = replace(
            known, ranges=(*known.ranges, span), sources=(*known.sources, row["source"])
        )
    return tuple(found.values())


@cache
def _all_ranges() -> tuple[StatuteRef, ...]:
    return tuple(span for act in acts() for span in act.ranges)


def _plain(name: str) -> str:
    """Return a name as it is compared: without case, "the", possessives and punctuation."""
    plain = name.lower().replace("'s ", " ").replace("u.s.", "us")
    words = re.findall(r"[^\s.,\"\u201c\u201d]+", plain)
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@cache
def _acts_by_name() -> dict[str, Act]:
    names: dict[str, Act] = {}
    for act in acts():
        places = ("federal ", "us ") if act.ranges[0].code == USC else ("california ", "cal ")
        for name in act.names:
            # setdefault: "California Privacy Act" must not take a name that an act bears itself.
            names[_plain(name)] = act
            for place in places:
                names.setdefault(place + _plain(name), act)
    return names


def _act_named(text: str) -> Act | None:
    """Return the act of that name, which its short name or its year may follow in brackets."""
    if bracketed := _BRACKETED.fullmatch(text):
        act, aside = _act_named(bracketed[1]), bracketed[2]
        return act if act and (_YEAR.fullmatch(aside) or _act_named(aside) is act) else None
    plain = _plain(text)
    # The year tells acts apart that share a name, so it is tried with, then without.
    return _acts_by_name().get(plain) or _acts_by_name().get(re.sub(r" of [0-9]{4}$", "", plain))


def parse_one(text: str) -> StatuteRef:
    """Read exactly one reference; raises StatuteError on none and on several."""
    refs = parse(text)
    if len(refs) > 1:
        written = "; ".join(map(str, refs))
        raise StatuteError(text, f"one statute is expected here, and it names {written}")
    return refs[0]


def parse(text: str) -> tuple[StatuteRef, ...]:
    """Read the references that a text consists of: at least one, in their order, none twice.

    Raises StatuteError on a text that holds anything else, apart from the label that PACER
    writes after a cause, and an act's name or the year beside a citation. The ends of a range
    are whole sections: subsections written on them are left out.
    """
    if len(text) > LONGEST_TEXT:
        raise StatuteError(text, f"it has {len(text):,} characters, more than {LONGEST_TEXT:,}")
    if any(not (char.isprintable() or char.isspace()) for char in text):
        raise StatuteError(text, "it holds control characters or invisible ones")
    clean = " ".join(text.translate(_TYPOGRAPHY).split())
    if not clean:
        raise StatuteError(text, "it is empty")
    # PACER's label may hold any punctuation, so only what is no PACER cause is cut at semicolons.
    pieces = [clean] if _PACER.match(clean) else clean.split(";")
    try:
        refs = [ref for piece in pieces for ref in _read(piece.strip())]
    except StatuteError as error:
        raise StatuteError(text, error.why) from None
    except SectionError as error:
        raise StatuteError(text, str(error)) from None
    return tuple(dict.fromkeys(refs))


_TYPOGRAPHY = str.maketrans(
    {
        "\N{EM DASH}": EN_DASH,
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}", "-"),
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)
_PACER = re.compile(r"([0-9]{1,2}): ?(?=[0-9])")
# Letters after a section in PACER that no section has are the case's type: 42:1983pr, 28:1331cv.
_PACER_SECTION = re.compile(r"([1-9][0-9]{0,5}(?:([A-Za-z])\2{0,4})?)[a-z]{2}(?![0-9A-Za-z])")
_PACER_LABEL = re.compile(r"[ ,;:(-].*")
_ZEROS = re.compile(r"0*")
_FEDERAL = re.compile(
    r"(?:title )?([0-9]{1,3}),? ?(?:of the )?"
    r"(U\. ?S\. ?C\.(?: ?[AS]\.)?|USC[AS]?|United States Code(?: Annotated)?"
    r"|C\. ?F\. ?R\.|CFR|Code of Federal Regulations)(?![A-Za-z]),? ?",
    re.IGNORECASE | re.ASCII,
)
_NAMED_CODE = re.compile(r"[A-Za-z][A-Za-z.,&' ]{0,80}")
_SIGN_WORD = r"sections?|sects?\.?|secs?\.?|ss?\.|parts?|pts?\.?"
_SIGN = re.compile(rf"(§ ?§|§|(?:{_SIGN_WORD})(?![A-Za-z])) ?", re.IGNORECASE | re.ASCII)
_LAST_SIGN = re.compile(rf"(?<![A-Za-z])(?:{_SIGN_WORD}) ?$", re.IGNORECASE | re.ASCII)
_PLURAL = frozenset({"§§", "§ §", "sections", "sects", "secs", "ss", "parts", "pts"})
_NUMBERED = re.compile(rf"(?:{_SIGN.pattern})?[0-9]", re.IGNORECASE | re.ASCII)
_SUB = re.compile(rf" ?({_SUBSECTION})(?: ?[-{EN_DASH}] ?({_SUBSECTION}))?")
_ET_SEQ = re.compile(r",? ?(?:et\.? ?seqq?\b\.?|and following\b)", re.IGNORECASE | re.ASCII)
_THROUGH = re.compile(
    rf"(?: ?[-{EN_DASH}] ?| (?:to|through|thru) )(?:{_SIGN.pattern})?(?=[0-9])",
    re.IGNORECASE | re.ASCII,
)
_AND = re.compile(r" ?[,;] ?(?:and |& ?)?| and | ?& ?", re.IGNORECASE | re.ASCII)
_SECTION_OF = re.compile(
    rf"((?:§ ?§|§|{_SIGN_WORD}) ?[0-9].{{0,80}}?),? of (?:the )?(.+)", re.IGNORECASE | re.ASCII
)
_BRACKETED = re.compile(r"([^()]+) \(([^()]+)\)")
_NAME_FIRST = re.compile(r"([^,(]+)([,(]) ?(.+)")
_YEAR = re.compile(r"(?:[A-Z][a-z]+ )?(?:1[89]|20)[0-9]{2}(?: & Supp\. [IVX0-9]+)?")


def _read(text: str) -> Iterator[StatuteRef]:
    """Read one piece: an act's name, or citations with perhaps a name or label beside them."""
    if act := _act_named(text):
        yield from act.ranges
        return
    if section_of := _SECTION_OF.fullmatch(text):
        text = f"{section_of[2]} {section_of[1]}"
    # "Stored Communications Act, 18 U.S.C. § 2701" and "... Act (18 U.S.C. § 2701)".
    name_first = _NAME_FIRST.fullmatch(text)
    if name_first and _act_named(name_first[1]):
        text = name_first[3].removesuffix(")") if name_first[2] == "(" else name_first[3]
    yield from _Reader(text).citations()


class _Reader:
    """Reads citations from left to right and never goes back further than one separator."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pacer = False

    def citations(self) -> Iterator[StatuteRef]:
        code = self._code()
        if code is None:
            raise StatuteError(self.text, "it begins with no code and no act that is known here")
        ref = self._reference(*code)
        yield ref
        separator = self.at
        while self._take(_AND):
            if ref.last is None and (sub := self._take(_SUB)):
                ref = replace(ref, subsection=_joined(sub), et_seq=False)
            elif another := self._code():
                code = another
                ref = self._reference(*code)
            elif _NUMBERED.match(self.text, self.at):
                ref = self._reference(*code)
            else:
                break
            yield ref
            separator = self.at
        self._check_rest(self.text[separator:], ref)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def _code(self) -> tuple[str, int | None] | None:
        """Read the code at this place, or leave the place as it is and return None."""
        if match := self._take(_PACER):
            self.pacer = True
            return USC, int(match[1])
        if match := self._take(_FEDERAL):
            return USC if match[2][0] in "uU" else CFR, int(match[1])
        match = _NAMED_CODE.match(self.text, self.at)
        if match is None:
            return None
        sign = _LAST_SIGN.search(match[0])
        named = match[0][: sign.start()] if sign else match[0]
        code = _code_named(named)
        if code is not None:
            self.at += len(named)
        return code

    def _reference(self, code: str, title: int | None) -> StatuteRef:
        sign = self._take(_SIGN)
        plural = sign is not None and sign[1].lower().rstrip(".") in _PLURAL
        first, last = self._sections(code, plural=plural)
        sub = self._take(_SUB)
        through = None if last else _THROUGH.match(self.text, self.at)
        # "28:1332 - 500 plaintiffs" has a label after the dash, not the end of a range.
        if through and not (self.pacer and through[0].startswith((" -", f" {EN_DASH}"))):
            self.at = through.end()
            second, more = self._sections(code, plural=False)
            if more is not None:
                raise StatuteError(self.text, f"{second} to {more} is itself the end of a range")
            first, last = sections.as_range(first, second)
            self._take(_SUB)
        et_seq = self._take(_ET_SEQ) is not None
        subsection = _joined(sub) if sub and last is None else ""
        return StatuteRef(code, title, first, last, et_seq=et_seq, subsection=subsection)

    def _sections(self, code: str, *, plural: bool) -> tuple[str, str | None]:
        if self.pacer:
            self._take(_ZEROS)
        if read := sections.read(self.text, self.at, code, plural=plural):
            self.at = read.end
            return read.first, read.last
        if self.pacer and (match := self._take(_PACER_SECTION)):
            return match[1], None
        found = repr(self.text[self.at : self.at + 20]) if self.at < len(self.text) else "nothing"
        raise StatuteError(self.text, f"a section of {code} is expected, and {found} is found")

    def _check_rest(self, rest: str, ref: StatuteRef) -> None:
        """Refuse what is left over, unless it is PACER's label, an act's name or a year."""
        if rest in {"", "."} or (self.pacer and _PACER_LABEL.fullmatch(rest)):
            return
        note = rest.strip(" ,.()")
        if rest[0] not in " ,(" or not (_YEAR.fullmatch(note) or _act_named(note)):
            raise StatuteError(self.text, f"{rest[:40]!r} is left over after {ref}")


def _joined(sub: re.Match[str]) -> str:
    return EN_DASH.join(part for part in sub.groups() if part)


@cache
def _california() -> dict[str, str]:
    return {name: code for code, names in CALIFORNIA_CODES.items() for name in names.split("|")}


def _code_named(text: str) -> tuple[str, int | None] | None:
    """Return the code (and title) that is written out in words."""
    words = text.lower().replace(".", ". ").replace("&", " & ").split()
    words = [word.strip(".,") for word in words]
    words = ["&" if word == "and" else word for word in words if word not in {"", "the", "of"}]
    is_californian = bool(words) and words[0] in {"cal", "california", "california's"}
    name = " ".join(word for word in words[is_californian:] if word != "code")
    if name in {"internal revenue", "i r c", "irc"}:
        return USC, 26
    code = _california().get(name)
    if code is None or not (is_californian or code in CALIFORNIAN_ALONE):
        return None
    return code, None
