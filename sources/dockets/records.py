"""What a court file states, and where: the frozen records that the rest of the tracker reads.

All places are code points of the file's text, [start, end). All dates are ISO, "" for none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FileKind = Literal["docket_report", "filing_notice", "feed"]
Place = tuple[int, int]


class RefusedFileError(ValueError):
    """A file that is not taken in; str(error) says what it is instead and what to do."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One value, and where the text states it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    number: int | None
    description: str


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """A docket entry; `place` is the whole of its line, `text_place` only the court's words.

    `whole_text` is there only where the parser left words out of `text` (of some notices it does).
    `short` is the name that notices and feeds give the event ("Order on Motion to Dismiss").
    A feed says only when an entry was published: that day is both `filed_on` and `entered_on`.
    """

    place: Stated
    number: int | None
    filed_on: str
    entered_on: str
    text: str
    text_place: Place
    short: str = ""
    whole_text: str = ""
    attachments: tuple[AttachmentRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CounselRecord:
    """An attorney of a party; `roles` are the court's words, joined with "; "."""

    attorney: str
    firm: str
    roles: str
    contact: str
    withdrew_on: str = ""
    place: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A party; `role` is a value of cases.models.party.Role, `court_role` the court's wording.

    `place` holds its name and what stands below it, `role_place` the heading that names its role
    (None where that is within `place`).
    """

    name: str
    court_role: str
    role: str
    kind: str = ""
    description: str = ""
    terminated_on: str = ""
    place: Place = (0, 0)
    counsel: tuple[CounselRecord, ...] = ()
    role_place: Place | None = None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What a file states about one case; `stated` goes by the fields of cases.models.Case."""

    court_id: str
    docket_number: str
    place: Place
    stated: Mapping[str, Stated] = field(default_factory=dict)
    cause: Stated | None = None
    parties: tuple[PartyRecord, ...] = ()
    entries: tuple[EntryRecord, ...] = ()
    is_whole_docket: bool = False


@dataclass(frozen=True, slots=True)
class CourtRecord:
    """A court file: its text as a person reads it, and what it states about which cases."""

    kind: FileKind
    text: str
    as_of: str
    title: str
    court_id: str
    cases: tuple[CaseRecord, ...]
    parser: str
