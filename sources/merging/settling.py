"""One row of the record, brought to what a file states of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import CitedModel
from cases.wording import plain_day, shortened
from sources.actions.pointing import pointer_to
from sources.disagreements import agrees
from sources.merging.known import Known
from sources.merging.strategies import Standing, Statement, Strategy, value_to_show
from sources.merging.writing import Pen, Place
from sources.models import Basis, Decision
from sources.models.source import SourceKind


@dataclass
class Settling:
    """The file at hand, what was known before it, and what becomes of both."""

    pen: Pen
    standing: Standing
    known: Known
    # By id(), for rows that are new have no key to be told apart by.
    changed: dict[int, tuple[CitedModel, set[str]]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def state(
        self,
        row: CitedModel,
        name: str,
        stated: str,
        place: Place,
        strategy: Strategy,
        inferred: str = "",
    ) -> bool:
        """The file states this value of the field: show it if it is to be believed, and cite it.

        Returns whether the value shown is another now. What is not stated changes nothing.
        """
        if not stated:
            return False
        stated = fitting(row, name, stated)
        self.pen.cite(row, name, place, stated, inferred)
        if row._state.adding:
            put(row, name, stated)
            return True
        shown = row.value_of(name)
        value = self._believed(row, name, shown, stated, strategy)
        if value != shown:
            put(row, name, value)
            self._note_change(row, name)
        return value != shown

    def state_list(
        self, row: CitedModel, name: str, stated: str, place: Place, strategy: Strategy
    ) -> list[str] | None:
        """As `state`, of rows that another table holds; those to show, None if they stay."""
        self.pen.cite(row, name, place, stated)
        shown = row.value_of(name)
        value = self._believed(row, name, shown, stated, strategy)
        return value.split("; ") if value != shown else None

    def _note_change(self, row: CitedModel, name: str) -> None:
        self.changed.setdefault(id(row), (row, set()))[1].add(name)

    def _believed(
        self, row: CitedModel, name: str, shown: str, stated: str, strategy: Strategy
    ) -> str:
        known, new = self.known.of(row, name), Statement(stated, self.standing)
        if not known and stated == shown:
            return shown
        value = shown
        if not self.known.decided_by_a_person(row, name):
            value = value_to_show(shown, known, new, strategy)
        self._say_why(row, name, value, [*known, new], strategy)
        return value

    def put_along(self, row: CitedModel, name: str, value: Any) -> None:
        """A column that goes with another, and that nobody cites."""
        if getattr(row, name) != value:
            setattr(row, name, value)
            if not row._state.adding:
                self._note_change(row, name)

    def cite_read(
        self,
        row: CitedModel,
        name: str,
        stated: str,
        place: Place,
        strategy: Strategy,
        inferred: str,
    ) -> None:
        """As `state`, of what follows from another field and is shown already."""
        self.pen.cite(row, name, place, stated, inferred)
        known, new = self.known.of(row, name), Statement(stated, self.standing)
        self._say_why(row, name, row.value_of(name), [*known, new], strategy)

    def columns(self, row: CitedModel) -> set[str]:
        """Those that are others now."""
        return self.changed[id(row)][1] if id(row) in self.changed else set()

    def has_changed(self, row: CitedModel) -> bool:
        return id(row) in self.changed

    def save_changed(self) -> None:
        """Write what has changed of rows that were there before, and why it is shown.

        After the pen has written, for they may refer to rows that are new.
        """
        for row, columns in self.changed.values():
            row.save(update_fields=sorted(columns))
        for decision in self.decisions:
            decision.save()

    def _say_why(
        self,
        row: CitedModel,
        name: str,
        value: str,
        statements: list[Statement],
        strategy: Strategy,
    ) -> None:
        """Where court files differ among each other, the one shown says why."""
        if self.known.decided_by_a_person(row, name):
            return
        best = max(statements, key=lambda it: strategy(it.standing))
        kind = row.citable_field(name).kind
        if value != best.value or all(agrees(kind, value, it.value) for it in statements):
            return
        latest = self.known.decision(row, name)
        reason = _reason(best.standing)
        is_said = latest is not None and (latest.value, latest.reason) == (value, reason)
        if is_said and agrees(kind, value, statements[-1].value):
            return
        self.decisions.append(
            Decision(**pointer_to(row, name), basis=Basis.COURT_FILE, value=value, reason=reason)
        )


def _reason(standing: Standing) -> str:
    kind = SourceKind(standing.kind).label
    if not standing.as_of:
        return f"As the {kind} gives it."
    day = plain_day(date.fromisoformat(standing.as_of[:10]))
    return f"As the {kind} of {day} gives it, the newest of the fullest kind of file here."


def put(row: CitedModel, name: str, value: str) -> None:
    """Let the field of a row hold a value given in its plain form; "" is none."""
    column: Any = row._meta.get_field(name)
    held: Any = value
    match column:
        case models.DateField():
            held = date.fromisoformat(value) if value else None
        case models.IntegerField():
            held = int(value) if value else None
        case ArrayField():
            held = [item for item in value.split("; ") if item]
    setattr(row, name, held)


def fitting(row: CitedModel, name: str, value: str) -> str:
    """The value, cut to what its column holds. The words cited have all of it."""
    column: Any = row._meta.get_field(name)
    longest = getattr(column, "max_length", None)
    return shortened(value, longest - 1) if longest and len(value) > longest else value
