"""Codes and their section numbers: shapes, order, and where one ends and the next begins.

A hyphen may belong to a section (42 U.S.C. 2000e-5, 17 C.F.R. 240.10b-5) or make a range
(18 U.S.C. 2701-2713), and the Government's own prints set both as an en dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

USC = "U.S.C."
CFR = "C.F.R."
EN_DASH = "\N{EN DASH}"
LAST_TITLE = {USC: 54, CFR: 50}

# The codes of California by their Bluebook name (table T1), and how else they are written.
# Names are compared without full stops, "Code", "of", "the", and with "and" as "&".
CALIFORNIA_CODES = {
    "Cal. Bus. & Prof. Code": "business & professions|bus & prof|b & p|bpc",
    "Cal. Civ. Code": "civil|civ",
    "Cal. Civ. Proc. Code": "civil procedure|civ proc|civ procedure",
    "Cal. Com. Code": "commercial|com",
    "Cal. Corp. Code": "corporations|corp",
    "Cal. Educ. Code": "education|educ|ed",
    "Cal. Elec. Code": "elections|elec",
    "Cal. Evid. Code": "evidence|evid",
    "Cal. Fam. Code": "family|fam",
    "Cal. Fin. Code": "financial|fin",
    "Cal. Fish & Game Code": "fish & game|fish & g",
    "Cal. Food & Agric. Code": "food & agricultural|food & agric",
    "Cal. Gov't Code": "government|gov't|govt|gov",
    "Cal. Harb. & Nav. Code": "harbors & navigation|harb & nav",
    "Cal. Health & Safety Code": "health & safety|health & saf",
    "Cal. Ins. Code": "insurance|ins",
    "Cal. Lab. Code": "labor|lab",
    "Cal. Mil. & Vet. Code": "military & veterans|mil & vet",
    "Cal. Penal Code": "penal|pen",
    "Cal. Prob. Code": "probate|prob",
    "Cal. Pub. Cont. Code": "public contract|pub cont|pub contract",
    "Cal. Pub. Res. Code": "public resources|pub res|pub resources",
    "Cal. Pub. Util. Code": "public utilities|pub util",
    "Cal. Rev. & Tax. Code": "revenue & taxation|rev & tax",
    "Cal. Sts. & High. Code": "streets & highways|sts & high|sts & hy",
    "Cal. Unemp. Ins. Code": "unemployment insurance|unemp ins",
    "Cal. Veh. Code": "vehicle|veh",
    "Cal. Water Code": "water",
    "Cal. Welf. & Inst. Code": "welfare & institutions|welf & inst",
}
# These names no other state's code bears; every other one must say "Cal.".
CALIFORNIAN_ALONE = frozenset({"Cal. Bus. & Prof. Code", "Cal. Welf. & Inst. Code"})

# Letters in a section of the U.S.C. are one, or one repeated: 2000e, 300aa, 77aaa.
_USC_PIECE = re.compile(r"[1-9][0-9]{0,5}(?:([A-Za-z])\1{0,4})?(?![0-9A-Za-z])")
_CFR_PIECE = re.compile(
    r"[1-9][0-9]{0,3}(?:\.[0-9]{1,6}(?:[A-Za-z]{1,3}[0-9]{0,3})?"
    r"(?:(?:\([a-z0-9]\)){0,2}-[0-9]{1,4}[A-Za-z]?(?![0-9A-Za-z.]))*)?(?![0-9A-Za-z])"
)
_CALIFORNIA_PIECE = re.compile(
    r"[1-9][0-9]{0,5}[A-Za-z]?(?:\.[0-9]{1,6}[A-Za-z]?){0,4}(?![0-9A-Za-z])"
)
_DASH = re.compile(rf"[-{EN_DASH}](?=[0-9])")
# No section of the U.S.C. counts its insertions this far, so 1681a-1692 is a range.
_LARGEST_INSERTION = 999


class SectionError(ValueError):
    """Why what looks like a section or a range of sections is none."""


@dataclass(frozen=True, slots=True)
class Sections:
    """One section, or the first and last of a range, and where in the text they end."""

    first: str
    last: str | None
    end: int


def section_key(section: str) -> str:
    """Return a string that sorts as sections do: 2000e, 2000e-5, 2000e-10, 2000f, 2000aa.

    Digits are padded and letters carry their count (78z comes before 78aa), so that the order of
    bytes (PostgreSQL's collation "C") and Python's "<" are the order of the code.
    """
    parts = re.findall(r"[0-9]+|[a-z]+|[^0-9a-z]", section.lower())
    return "".join(
        part.zfill(6) if part.isdigit() else f"{len(part)}{part}" if part.isalpha() else part
        for part in parts
    )


def is_section(text: str, code: str) -> bool:
    """Tell whether the text is one section of the code as the standard form writes it."""
    try:
        return read(text, 0, code, plural=False) == Sections(text, None, len(text))
    except SectionError:
        return False


def as_range(first: str, last: str) -> tuple[str, str | None]:
    """Return the two ends of a range, an abbreviated last one written out: 1961-68 is 1961-1968.

    Equal ends are one section. Raises SectionError on a range that runs backwards.
    """
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: -len(last)] + last
    if section_key(last) < section_key(first):
        raise SectionError(f"the range runs backwards, from {first} to {last}")
    return first, None if section_key(last) == section_key(first) else last


def read(text: str, at: int, code: str, *, plural: bool) -> Sections | None:
    """Read the section, or the range joined by a dash without spaces, that begins at `at`.

    `plural` says that the text announced several ("§§"). Returns None where no section begins;
    raises SectionError on a range that runs backwards or has more than two ends.
    """
    piece = {USC: _USC_PIECE, CFR: _CFR_PIECE}.get(code, _CALIFORNIA_PIECE)
    match = piece.match(text, at)
    if match is None:
        return None
    pieces, dashes = [match[0]], ""
    end = match.end()
    while (dash := _DASH.match(text, end)) and (match := piece.match(text, dash.end())):
        pieces.append(match[0])
        dashes += dash[0]
        end = match.end()
    sections = _usc(pieces, dashes, plural=plural) if code == USC else _dotted(pieces)
    if len(sections) > 2:  # noqa: PLR2004 - a range has two ends
        raise SectionError(f"{text[at:end]} has more than two ends; divide them by commas")
    if len(sections) == 1:
        return Sections(sections[0], None, end)
    first, last = as_range(*sections)
    return Sections(first, last, end)


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
