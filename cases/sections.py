"""Section numbers of every code: shapes, order, and where one ends and the next begins.

A hyphen may belong to a section (42 U.S.C. 2000e-5, Va. 59.1-200) or make a range
(18 U.S.C. 2701-2713), and the Government's own prints set both as an en dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

USC = "U.S.C."
CFR = "C.F.R."
EN_DASH = "\N{EN DASH}"
LAST_TITLE = {USC: 54, CFR: 50}

# The marks of a shape, such as N-N[-L]: what each stands for. Any other mark is itself, brackets
# hold what may be missing, and a bar divides two shapes.
_MARKS = {
    "N": r"[0-9]{1,6}(?:[A-Za-z]{1,3}[0-9]{0,3})?",  # 56a4, 325F, 51pp
    "D": r"[0-9]{1,6}[A-Za-z]{0,3}",  # decimals: 5051 of 17.5051 stands before 51
    "P": r"[0-9]{1,6}(?:[A-Za-z]{1,3}[0-9]{0,3})?(?:\.[0-9]{1,6}[A-Za-z]{0,2}){0,3}",  # 59.1
    "K": r"[0-9]{1,6}(?:,[0-9]{3})?[A-Za-z]{0,2}(?:\.[0-9]{1,6})?",  # 6,109
    "L": r"[A-Za-z]{1,3}",  # the aa of 899-aa
    "X": r"(?:[0-9]{1,6}[A-Za-z]{0,2}|[A-Za-z]{1,2})",
}
_ENDS = r"(?![0-9A-Za-z])"

# Letters in a section of the U.S.C. are one, or one repeated: 2000e, 300aa, 77aaa.
_USC_PIECE = re.compile(rf"[1-9][0-9]{{0,5}}(?:([A-Za-z])\1{{0,4}})?{_ENDS}")
_CFR_PIECE = re.compile(
    r"[1-9][0-9]{0,3}(?:\.[0-9]{1,6}(?:[A-Za-z]{1,3}[0-9]{0,3})?"
    r"(?:(?:\([a-z0-9]\)){0,2}-[0-9]{1,4}[A-Za-z]?(?![0-9A-Za-z.]))*)?(?![0-9A-Za-z])"
)
_DASH = re.compile(rf"[-{EN_DASH}](?=[0-9])")
# The end of a range as it is often cut short: 1961-68, 501.201-.213, 56:8-1 to -20, 1692a-p.
_CUT_SHORT = re.compile(
    rf"[-.:]?[0-9]{{1,6}}[A-Za-z]{{0,3}}[0-9]{{0,3}}(?:[-.:/][0-9A-Za-z]{{1,6}}){{0,3}}{_ENDS}"
)
_ZERO_FIRST = re.compile(rf"[-{EN_DASH}](0[0-9]{{1,4}}){_ENDS}")
_JUST_LETTERS = re.compile(rf"([a-z])\1{{0,4}}{_ENDS}")
_JUST_LETTERS_AFTER = re.compile(rf"[-{EN_DASH}](?=(?:([a-z])\1{{0,4}}){_ENDS})")
_PARTS = re.compile(r"[-.:/]")
# No section of the U.S.C. counts its insertions this far, so 1681a-1692 is a range.
_LARGEST_INSERTION = 999
_TO_A_SECTION = re.compile(rf"[-{EN_DASH}](?=[-.:]?[0-9])")
_DIGIT_AFTER_THREE = re.compile(rf"[0-9]{{3,}}{EN_DASH}[0-9](?![0-9])")
# The Uniform Commercial Code has articles 1 to 12, each with sections from 101 on.
_LAST_ARTICLE, _LAST_CHAPTER = 12, 100


class SectionError(ValueError):
    """Why what looks like a section or a range of sections is none."""


@dataclass(frozen=True, slots=True)
class Sections:
    """One section, or the first and last of a range, and where in the text they end."""

    first: str
    last: str | None
    end: int


@cache
def pattern_of(shape: str) -> re.Pattern[str]:
    """Return the pattern of a section: of U.S.C. or C.F.R. by its name, else by its shape."""
    if shape in {USC, CFR}:
        return _USC_PIECE if shape == USC else _CFR_PIECE
    return re.compile(rf"{_begins(shape)}{_ENDS}")


@cache
def beginning_of(shape: str) -> re.Pattern[str]:
    """Return the pattern of what begins a section, such as its chapter and the mark after it."""
    return re.compile(_begins(shape))


def _begins(shape: str) -> str:
    marks = {"[": "(?:", "]": ")?", "|": "|", **_MARKS}
    return f"(?=0?[1-9])(?:{''.join(marks.get(mark, re.escape(mark)) for mark in shape)})"


def section_key(section: str, *, decimal: bool = False) -> str:
    """Return a string that sorts as sections do: 2000e, 2000e-5, 2000e-10, 2000f, 2000aa.

    Digits are padded and letters carry their count (78z comes before 78aa), so that the order of
    bytes (PostgreSQL's collation "C") and Python's "<" are the order of the code. Where a code
    counts in decimals, those after the last full stop are: 501.2075 comes before 501.213.
    """
    parts = re.findall(r"[0-9]+|[a-z]+|[^0-9a-z]", section.lower())
    stop = len(parts) - 1 - parts[::-1].index(".") if decimal and "." in parts else None
    return "".join(_part_key(part, fraction=stop == at - 1) for at, part in enumerate(parts))


def _part_key(part: str, *, fraction: bool) -> str:
    if part.isdigit():
        return part.ljust(6, "0") if fraction else part.zfill(6)
    if part.isalpha():
        return f"{len(part)}{part}"
    # A colon sorts after digits: all of chapter 93 would come after chapter 93A.
    return "!" if part == ":" else part


def is_section(text: str, shape: str) -> bool:
    """Tell whether the text is one section of that shape as the standard form writes it."""
    try:
        return read(text, 0, shape, plural=False) == Sections(text, None, len(text))
    except SectionError:
        return False


def as_range(first: str, last: str, *, decimal: bool = False) -> tuple[str, str | None]:
    """Return the two ends of a range, an abbreviated last one written out: 1961-68 is 1961-1968.

    Equal ends are one section. Raises SectionError on a range that runs backwards.
    """
    is_short = first.isdigit() and last.isdigit() and len(last) < len(first)
    if is_short:
        last = first[: -len(last)] + last
    begin, end = (section_key(section, decimal=decimal) for section in (first, last))
    if end < begin or (is_short and end == begin):
        raise SectionError(f"the range runs backwards, from {first} to {last}")
    return first, None if end == begin else last


def read(text: str, at: int, shape: str, *, plural: bool, decimal: bool = False) -> Sections | None:
    """Read the section, or the range joined by a dash without spaces, that begins at `at`.

    `shape` is that of the code's sections; `plural` says that the text announced several ("§§").
    Returns None where no section begins; raises SectionError on a range that runs backwards or
    has more than two ends.
    """
    if shape in {USC, CFR}:
        return _federal(text, at, shape, plural=plural)
    match = pattern_of(shape).match(text, at)
    if match is None:
        return None
    first, end = match[0], match.end()
    if plural and (ends := _two_ends(first, shape)):
        return Sections(*ends, end)
    if _DIGIT_AFTER_THREE.match(text, at):
        # A range is never cut so short: 73 P.S. § 201–2 is 201-2 in print.
        return read(f"{text[:end]}-{text[end + 1 :]}", at, shape, plural=plural, decimal=decimal)
    dash = _TO_A_SECTION.match(text, end)
    read_last = dash and read_end(text, dash.end(), shape, first, decimal=decimal)
    if read_last is None:
        return Sections(first, None, end)
    last, end = read_last
    if _DASH.match(text, end):
        raise SectionError(f"{text[at:end]} has more than two ends; divide them by commas")
    return Sections(*as_range(first, last, decimal=decimal), end)


def _two_ends(section: str, shape: str) -> tuple[str, str] | None:
    """Return the ends of a range that looks like one section, after "§§": 93A, §§ 1-11.

    In codes whose sections may have a hyphen, those of uniform laws have it (§§ 2-313, 9-203).
    """
    first, _, last = section.partition("-")
    whole = pattern_of(shape)
    if not (last.isdigit() and whole.fullmatch(first) and whole.fullmatch(last)):
        return None
    begin, end = section_key(first), section_key(last)
    of_uniform_law = first.isdigit() and int(first) <= _LAST_ARTICLE and int(last) > _LAST_CHAPTER
    return None if of_uniform_law or end <= begin else (first, last)


def read_end(
    text: str, at: int, shape: str, first: str, *, decimal: bool = False
) -> tuple[str, int] | None:
    """Read the last section of a range that begins with `first`, written whole or cut short.

    Returns the section and where it ends, or None where none is.
    """
    whole = pattern_of(shape).match(text, at)
    begin = section_key(first, decimal=decimal)
    if whole and section_key(whole[0], decimal=decimal) >= begin:
        return whole[0], whole.end()
    if short := _CUT_SHORT.match(text, at):
        last = _written_out(first, short[0])
        if is_section(last, shape) and section_key(last, decimal=decimal) > begin:
            return last, short.end()
    return (whole[0], whole.end()) if whole else None


def _written_out(first: str, short: str) -> str:
    """Return the end that is cut short after the model of the first: 56:8-1, -20 is 56:8-20."""
    mark = short[0]
    if not mark.isdigit():
        return first[: first.rindex(mark)] + short if mark in first else short
    parts = [0, *(match.end() for match in _PARTS.finditer(first))]
    count = len(_PARTS.split(short))
    if count > len(parts):
        return short
    replaced = first[parts[-count] :]
    if count == 1 and len(short) > len(replaced) + 1:
        return short  # 632.5-63000 ends in no section of the kind that it begins with
    if count == 1 and replaced.isdigit() and short.isdigit():
        short = replaced[: max(0, len(replaced) - len(short))] + short
    return first[: parts[-count]] + short


def _federal(text: str, at: int, code: str, *, plural: bool) -> Sections | None:
    piece = pattern_of(code)
    match = piece.match(text, at)
    if match is None:
        return None
    pieces, dashes = [match[0]], ""
    end = match.end()
    while (dash := _DASH.match(text, end)) and (match := piece.match(text, dash.end())):
        pieces.append(match[0])
        dashes += dash[0]
        end = match.end()
    if code == USC and len(pieces) == 1 and (short := _ZERO_FIRST.match(text, end)):
        # 2201-02 is 2201-2202; no section begins with a zero.
        last = _written_out(pieces[0], short[1])
        return Sections(*as_range(pieces[0], last), short.end())
    may_be_letters = code == USC and (plural or not pieces[0].isdigit())
    if may_be_letters and (letters := _letters_after(text, end, pieces)):
        pieces, dashes, end = [*pieces, letters[0]], f"{dashes}{EN_DASH}", letters[1]
        plural = True
    sections = _usc(pieces, dashes, plural=plural) if code == USC else _dotted(pieces)
    if len(sections) > 2:  # noqa: PLR2004 - a range has two ends
        raise SectionError(f"{text[at:end]} has more than two ends; divide them by commas")
    if len(sections) == 1:
        return Sections(sections[0], None, end)
    return Sections(*as_range(*sections), end)


def _letters_after(text: str, end: int, pieces: list[str]) -> tuple[str, int] | None:
    """Read the end of a range that gives letters only: 1692a-p, 78a-pp; written out."""
    dash = _JUST_LETTERS_AFTER.match(text, end)
    if dash is None or len(pieces) > 1:
        return None
    letters = _JUST_LETTERS.match(text, dash.end())
    digits = re.match("[0-9]+", pieces[0])
    return (digits[0] + letters[0], letters.end()) if letters and digits else None


def _usc(pieces: list[str], dashes: str, *, plural: bool) -> list[str]:
    """Join the pieces that belong to one section of the U.S.C."""
    if dashes.count(EN_DASH) == 1:
        middle = dashes.index(EN_DASH) + 1
        # A hyphen within sections and an en dash between them is how printers tell them apart.
        if "-" in dashes or (plural and section_key(pieces[0]) < section_key(pieces[1])):
            return ["-".join(pieces[:middle]), "-".join(pieces[middle:])]
    sections = [pieces[0]]
    for piece in pieces[1:]:
        if _continues(sections[-1], piece, plural=plural):
            sections[-1] += f"-{piece}"
        else:
            sections.append(piece)
    return sections


def _continues(section: str, piece: str, *, plural: bool) -> bool:
    """Tell whether a piece after a dash is still the same section (2000e-5), not the next."""
    base = section.partition("-")[0]
    number, digits = int(re.sub(r"[^0-9]", "", base)), re.sub(r"[^0-9]", "", piece)
    if base.isdigit():
        # 60-1 is a section; 1961-68 is an abbreviated range, which keeps two digits or more
        # (Bluebook rule 3.3); 2713-2701 is neither.
        if len(digits) >= len(base):
            return False
        written_out = int(base[: -len(digits)] + digits)
        abbreviated = piece.isdigit() and written_out > number and (plural or len(piece) > 1)
        return not abbreviated
    if int(digits) < number:
        return True
    # 1a-7 under one "§" is a section, 1a-7 under "§§" a range; 78a-78pp is a range under both.
    same_number_with_letters = int(digits) == number and not piece.isdigit()
    return not plural and int(digits) <= _LARGEST_INSERTION and not same_number_with_letters


def _dotted(pieces: list[str]) -> list[str]:
    """Join a C.F.R. section printed with an en dash (240.10b-5); else every piece is an end."""
    first, second = pieces[0], pieces[-1]
    is_split = "." in first and "." not in second and section_key(second) < section_key(first)
    return ["-".join(pieces)] if is_split else pieces
