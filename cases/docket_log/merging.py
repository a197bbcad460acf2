"""What a person typed and what the text was read to say, made one: the person wins."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from cases.docket_log.proposing import Proposal
from cases.docket_log.typed_kinds import TypedKind
from cases.docketing import Entry, Paper
from cases.kinds import Disposition, FilingKind, Outcome, Prejudice, Scope
from cases.models import Filing, Party

# The kinds that decide what others asked for.
_DECIDING = {FilingKind.ORDER, FilingKind.MINUTE_ENTRY, FilingKind.JUDGMENT, FilingKind.CLERK}
_DISPOSING = _DECIDING | {
    *(FilingKind.NOTICE_OF_DISMISSAL, FilingKind.STIPULATION, FilingKind.VERDICT),
    *(FilingKind.NOTICE, FilingKind.OTHER),
}


@dataclass(frozen=True)
class Typed:
    """What a person typed, understood field by field: "" is nothing, "-" is “there is none”."""

    filed: date | str
    entered: date | str
    number: int | None
    kind: TypedKind | str
    filed_by: Party | str
    answers: Filing | str
    text: str
    papers: tuple[Paper, ...]
    decides: tuple[tuple[Filing, Outcome], ...] | str
    disposes: str
    disposition: str
    prejudice: str
    rule: str
    sealed: bool

    @classmethod
    def names(cls) -> list[str]:
        return [field.name for field in fields(cls)]


def merged(typed: Typed, proposal: Proposal) -> Entry:
    """The entry to be logged."""
    read = proposal.reading
    kind = _kind(typed, proposal)
    answers = _or(typed.answers, proposal.answers)
    disposes = _choice(Scope, typed.disposes, read.disposes if _may_dispose(kind.kind) else "")
    is_read = disposes != Scope.NONE and _may_dispose(kind.kind)
    return Entry(
        filed_on=_or(typed.filed, proposal.filed_on),
        entered_on=_or(typed.entered, proposal.entered_on),
        number=typed.number,
        kind=kind.kind,
        motion_type=kind.motion_type,
        outcome=kind.outcome,
        text=typed.text or None,
        filed_by=_or(typed.filed_by, proposal.filed_by),
        answers=answers,
        disposes=disposes,
        disposition=_choice(Disposition, typed.disposition, read.disposition if is_read else ""),
        prejudice=_choice(Prejudice, typed.prejudice, read.prejudice if is_read else ""),
        rule="" if typed.rule == "-" else typed.rule or (read.rule if is_read else ""),
        sealed=typed.sealed,
        rulings=_rulings(typed, proposal, kind, answers),
        papers=typed.papers,
    )


def _kind(typed: Typed, proposal: Proposal) -> TypedKind:
    """Typed words say the kind; what they leave open, a text of the same kind fills."""
    read = proposal.reading
    said = TypedKind(read.kind, read.motion_type, read.outcome)
    if not isinstance(typed.kind, TypedKind):
        return TypedKind(FilingKind.NOT_STATED) if typed.kind == "-" else said
    if typed.kind.kind != said.kind:
        return typed.kind
    return TypedKind(
        typed.kind.kind,
        typed.kind.motion_type or said.motion_type,
        typed.kind.outcome or said.outcome,
    )


def _rulings(
    typed: Typed, proposal: Proposal, kind: TypedKind, answers: Filing | None
) -> tuple[tuple[Filing, Outcome], ...]:
    """What it decides: as typed, as its text says, or the motion that an order answers."""
    if typed.decides == "-":
        return ()
    if isinstance(typed.decides, tuple):
        given = typed.decides
    elif kind.kind not in _DECIDING:
        return ()
    elif proposal.rulings:
        own = isinstance(typed.kind, TypedKind) and typed.kind.outcome
        given = tuple((motion, own or outcome) for motion, outcome in proposal.rulings)
    elif kind.outcome and answers is not None and answers.kind == FilingKind.MOTION:
        given = ((answers, kind.outcome),)
    else:
        return ()
    # One ruling a motion, the last said; where no outcome is said, the order's own.
    return tuple({motion: outcome or kind.outcome for motion, outcome in given}.items())


def _may_dispose(kind: FilingKind) -> bool:
    return kind in _DISPOSING


def _or(typed: Any, read: Any) -> Any:
    if typed == "-":
        return None
    return read if typed == "" else typed


def _choice(choices: Any, typed: str, read: str) -> Any:
    return choices("" if typed == "-" else typed or read)
