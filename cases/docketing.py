"""Docket entries that a person logs: made in one go, and taken back in one go.

An entry is known by the form that it was typed into: its key is made of the form's token, so the
database itself refuses a second entry of one form. Who logged what, and whether anybody touched it
since, is what the history says.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pghistory
from django.db import IntegrityError, models, transaction
from django.db.models import Max, ProtectedError

from cases.kinds import Disposition, FilingKind, MotionType, Outcome, Prejudice, Scope
from cases.models import Case, Claim, Document, Filing, Party, Ruling
from cases.rulings import read_rulings
from cases.wording import shortened

LOGGED = "logged-"  # how the keys of logged entries begin


@dataclass(frozen=True)
class Paper:
    """A file that was filed: its name and its bytes."""

    filename: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be logged, as it was understood and checked."""

    filed_on: date | None = None
    entered_on: date | None = None
    number: int | None = None
    kind: FilingKind = FilingKind.NOT_STATED
    motion_type: MotionType = MotionType.NOT_STATED
    outcome: Outcome = Outcome.NOT_STATED
    text: str | None = None
    filed_by: Party | None = None
    answers: Filing | None = None
    disposition: Disposition = Disposition.NONE
    disposes: Scope = Scope.NONE
    prejudice: Prejudice = Prejudice.NOT_STATED
    rule: str = ""
    sealed: bool = False
    # What goes into other rows than the entry's own.
    rulings: tuple[tuple[Filing, Outcome], ...] = ()
    claims: tuple[Claim, ...] = ()
    papers: tuple[Paper, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """What goes into the entry's own row, by field name."""
        others = {"rulings", "claims", "papers"}
        return {it.name: getattr(self, it.name) for it in fields(self) if it.name not in others}


class LoggingError(ValueError):
    """Why an entry was not logged; `field` is the one of the form that it is about."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class UndoRefusedError(ValueError):
    """Why an entry is not taken back; the message is a sentence for the person who asked."""


def next_number(case: Case) -> int:
    """The number that the next entry of the case would have: one more than the highest."""
    highest: int | None = case.filings.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


@transaction.atomic
def log_event(*, case: Case, by: Any, token: str, entry: Entry) -> Filing:
    """Make the docket entry with its papers, rulings and the claims that it disposes of.

    Asked again with the same token it gives the entry that is there. Raises LoggingError where the
    number is taken or a claim was disposed of meanwhile.
    """
    with pghistory.context(user=by.pk):
        # Two who log at once would take the same number.
        Case.objects.select_for_update().get(pk=case.pk)
        made = Filing.objects.filter(case=case, key=LOGGED + token).first()
        if made is not None:
            return _the_same(made, entry)
        _refuse_a_number_taken(case, entry.number)
        filing = Filing.objects.create(case=case, key=LOGGED + token, **entry.columns)
        Ruling.objects.bulk_create(
            Ruling(order=filing, motion=motion, outcome=outcome, by_hand=True)
            for motion, outcome in entry.rulings
        )
        _dispose_of(entry.claims, filing)
        Document.objects.bulk_create(
            Document(
                filing=filing,
                attachment=place or None,
                filename=paper.filename,
                content=paper.content,
                sha256=hashlib.sha256(paper.content).hexdigest(),
            )
            for place, paper in enumerate(entry.papers)
        )
        # An order may have come here before the motion that it decides.
        read_rulings(case, {filing.pk: ()}, whole=False)
    return filing


@transaction.atomic
def undo_log(*, filing: Filing, by: Any) -> None:
    """Take an entry back with all that logging it did; what others did since stays untouched.

    Raises UndoRefusedError where it was not logged here by this person (who then needs the right
    to delete entries), was changed since, or something leans on it.
    """
    with pghistory.context(user=by.pk):
        Case.objects.select_for_update().get(pk=filing.case_id)
        logged = _logging_of(filing)
        if logged is None:
            raise UndoRefusedError(
                f"{name_of(filing)} was not logged here; take it out in its own form."
            )
        if logged.by != by.pk and not by.has_perm("cases.delete_filing"):
            raise UndoRefusedError(f"{name_of(filing)} was logged by somebody else; ask them.")
        _refuse_if_touched(filing, logged)
        Claim.objects.filter(disposed_by=filing).update(disposed_by=None)
        try:
            with transaction.atomic():
                filing.delete()
        except (ProtectedError, IntegrityError) as error:
            raise UndoRefusedError(
                f"{name_of(filing)} is leaned on meanwhile, by a citation or another entry; "
                "take that out first."
            ) from error


def name_of(filing: Filing) -> str:
    """What a sentence calls the entry: Entry 46, or The entry without a number."""
    return "The entry without a number" if filing.number is None else f"Entry {filing.number}"


# --- Logging ------------------------------------------------------------------------------------


def _the_same(made: Filing, entry: Entry) -> Filing:
    if all(getattr(made, name) == value for name, value in entry.columns.items()):
        return made
    raise LoggingError(
        f"This was logged already, as {name_of(made).lower()}; what was typed since was not saved. "
        "Change the entry in its own form, or undo it and log it again.",
        "__all__",
    )


def _refuse_a_number_taken(case: Case, number: int | None) -> None:
    there = Filing.objects.filter(case=case, number=number).first() if number else None
    if there is None:
        return
    raise LoggingError(
        f"{number} is taken: “{shortened(there.headline, 60)}”. The next free number is "
        f"{next_number(case)}.",
        "number",
    )


def _dispose_of(claims: Iterable[Claim], filing: Filing) -> None:
    wanted = {claim.pk for claim in claims}
    is_open = Claim.objects.filter(pk__in=wanted, disposed_by=None)
    if is_open.update(disposed_by=filing) != len(wanted):
        raise LoggingError(
            "Another entry has disposed of one of these claims meanwhile: look at them again.",
            "claims",
        )


# --- Taking back --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Logging:
    """The moment at which an entry was logged, as the history has it."""

    context: Any
    by: int | None


def _logging_of(filing: Filing) -> _Logging | None:
    if not filing.key.startswith(LOGGED):
        return None
    inserts = filing.history.filter(pgh_label="insert")  # type: ignore[attr-defined]
    made = inserts.select_related("pgh_context").order_by("pgh_id").last()
    if made is None or made.pgh_context is None:
        return None
    return _Logging(made.pgh_context_id, made.pgh_context.metadata.get("user"))


def _refuse_if_touched(filing: Filing, logged: _Logging) -> None:
    name = name_of(filing)
    rows: list[models.Model] = [filing, *filing.documents.without_contents()]
    if any(_changed_since(row, logged) for row in [*rows, *filing.rulings.all()]):
        raise UndoRefusedError(
            f"{name} was changed since it was logged, so it is not simply taken back. "
            "Look at what was changed; its own form can take it out."
        )
    leaning = [
        (filing.citations.exists(), "a source is cited for it"),
        (filing.answered_by.exists(), "another entry answers it"),
        (filing.ruled_by.filter(by_hand=True).exists(), "an order decides it"),
        (filing.notes.exists(), "a colleague wrote a note on it"),
        (filing.tags.exists(), "a colleague tagged it"),
        (
            any(_came_to_it_later(claim, filing, logged) for claim in _claims_of(filing)),
            "somebody entered it for another cause of action",
        ),
    ]
    for is_so, why in leaning:
        if is_so:
            raise UndoRefusedError(f"{name} is not taken back, for {why} meanwhile.")


def _claims_of(filing: Filing) -> Iterable[Claim]:
    return Claim.objects.select_for_update().filter(disposed_by=filing)


def _changed_since(row: Any, logged: _Logging) -> bool:
    return bool(row.history.exclude(pgh_context_id=logged.context).exists())


def _came_to_it_later(claim: Any, filing: Filing, logged: _Logging) -> bool:
    """Whether somebody else has said since that this entry disposed of the claim."""
    for event in claim.history.order_by("-pgh_id"):
        if event.disposed_by_id != filing.pk:
            return True
        if event.pgh_context_id == logged.context:
            return False
    return True
