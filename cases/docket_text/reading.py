"""What an entry's text was read to say."""

from dataclasses import dataclass

from cases.kinds import Disposition, FilingKind, MotionType, Outcome, Prejudice, Scope


@dataclass(frozen=True, slots=True)
class EntryReading:
    """What a docket entry says of itself; what it does not say is empty.

    `disposition` and `disposes` are given together or not at all. `rulings` are pairs of an entry's
    number and what this order decides of it; `answers` is the number of the entry that this one
    responds to or supports.
    """

    kind: FilingKind
    motion_type: MotionType = MotionType.NOT_STATED
    outcome: Outcome = Outcome.NOT_STATED
    disposition: Disposition = Disposition.NONE
    disposes: Scope = Scope.NONE
    prejudice: Prejudice = Prejudice.NOT_STATED
    rule: str = ""
    rulings: tuple[tuple[int, Outcome], ...] = ()
    answers: int | None = None
    filed_by: str = ""
