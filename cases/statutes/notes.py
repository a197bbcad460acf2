"""What may stand beside a citation and be no part of it: its act, a year, what the claim is."""

from __future__ import annotations

import re

from cases.sections import EN_DASH
from cases.statutes.acts import YEAR, act_named
from cases.statutes.reference import StatuteRef

PARTS_OF_PART = r"(?:Subparts?|Subpts?\.) [A-Z]{1,6}(?:(?:, and |, | and | & |-)[A-Z]{1,6})*"
_ASIDE = re.compile(
    rf"(?:as )?amended\.?|(?:{PARTS_OF_PART})?"
    r"(?:,? ?(?:app(?:endix|\.)|supp(?:lement|\.)) [0-9A-Z]{1,3})?",
    re.IGNORECASE,
)
# What a claim is called; not what says that another text is cited, or none in force.
LABEL_WORDS = (
    r"(?!Note|Repealed|App|Title [IVX])[A-Z](?:[^0-9\u00a7;()]|\([^0-9\u00a7;()]{1,60}\)){2,100}"
)
# Set apart: § 1983 - Excessive Force, § 1983 (Fourth Amendment).
_LABEL = re.compile(rf"(?: [-{EN_DASH}]|:) {LABEL_WORDS}| \({LABEL_WORDS}\)")


def is_note(rest: str, ref: StatuteRef) -> bool:
    """Tell whether a text after a citation only notes something on it: its act, or a year."""
    note = rest.strip(f" ,:.()[]-{EN_DASH}")
    if rest[:1] not in {" ", ",", "(", ":"} or not note:
        return False
    if _LABEL.fullmatch(rest) or YEAR.fullmatch(note) or _ASIDE.fullmatch(note):
        return True
    act = act_named(note)
    return act is not None and (rest[0] != "," or any(it.overlaps(ref) for it in act.ranges))


def is_note_in_brackets(bracket: str) -> bool:
    """Tell whether a text with its brackets only notes something, before the next citation."""
    inside = bracket.strip(" ()")
    is_known = YEAR.fullmatch(inside) or _LABEL.fullmatch(bracket) or act_named(inside)
    return is_known is not None
