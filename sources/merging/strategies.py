"""Which of several files is believed for which field. Pure.

What a file states is kept as a citation whatever is believed. The value shown is that of one
file, chosen by what the files say of themselves and never by the order in which they came; a value
that a person wrote stays, and what files state beside it is a disagreement.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sources.models.source import SourceKind

# A docket report gives captions and entries in full; notices and feeds shorten them.
_FULLNESS = {SourceKind.DOCKET_REPORT: 2, SourceKind.FILING_NOTICE: 1, SourceKind.FEED: 0}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a file is believed by: its kind, its own date, and its hash where those are equal."""

    kind: str
    as_of: str
    sha256: str

    @property
    def fullness(self) -> int:
        return _FULLNESS[SourceKind(self.kind)]


@dataclass(frozen=True, slots=True)
class Statement:
    """A value in its plain form, and the standing of the file that states it."""

    value: str
    standing: Standing


Strategy = Callable[[Standing], Any]


def newest(standing: Standing) -> Any:
    return (standing.as_of, standing.fullness, standing.sha256)


def fullest(standing: Standing) -> Any:
    """The newest docket report; a notice or feed only where there is no report."""
    return (standing.fullness, standing.as_of, standing.sha256)


CASE = {
    "caption": fullest,
    "filed_on": fullest,
    "terminated_on": newest,
    "judges": fullest,
    "nature_of_suit": newest,
    "jurisdiction": newest,
    "jury_demand": newest,
    "demand": newest,
    "mdl_status": newest,
    "appeal_from": newest,
    "converted_on": newest,
    "discharged_on": newest,
}
PARTY = {
    "name": newest,
    "court_role": newest,
    "role": newest,
    "description": newest,
    "terminated_on": newest,
}
COUNSEL = {
    "attorney": newest,
    "firm": newest,
    "roles": newest,
    "contact": newest,
    "withdrew_on": newest,
}
CLAIM = {"title": newest, "cause": newest, "statutes": newest}
FILING = {
    "number": newest,
    "filed_on": fullest,
    "entered_on": fullest,
    "text": fullest,
    "description": newest,
    # What the text says follows the text.
    "kind": fullest,
    "motion_type": fullest,
    "outcome": fullest,
    "disposition": fullest,
    "prejudice": fullest,
    "rule": fullest,
    "filed_by": fullest,
}


def believed(statements: Iterable[Statement], strategy: Strategy) -> str:
    """The value of the file that the strategy puts first; "" of none."""
    best = max(statements, key=lambda it: strategy(it.standing), default=None)
    return best.value if best else ""


def value_to_show(
    shown: str, before: Iterable[Statement], new: Statement, strategy: Strategy
) -> str:
    """The value shown once `new` has come to the statements that were there before.

    A value shown that no file would have put there was written by a person, and stays; so does
    a field that a person has emptied.
    """
    known = list(before)
    if shown != believed(known, strategy):
        return shown
    return believed([*known, new], strategy)
