"""Deciding which value of a fact is shown, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db import models, transaction

from cases.editing import EditConflictError
from cases.models import CitedModel
from sources.actions.loading import value_shown
from sources.actions.pointing import as_lookup, pointer_to
from sources.actions.showing import show
from sources.models import Basis, Decision


@dataclass(frozen=True)
class Seen:
    """What somebody had before them who decides: the row's version, the decision that stood."""

    version: int
    decision: int | None = None


@transaction.atomic
def decide(*, row: CitedModel, field: str, basis: Basis, reason: str, by: Any) -> Decision:
    """Decide for the value that the field shows now; `by` is the user, or None.

    A later decision stands above an earlier one, which is kept.
    """
    pointer = cast("dict[str, Any]", pointer_to(row, field))
    return Decision.objects.create(
        **pointer, basis=basis, reason=reason, value=value_shown(row, field), decided_by=by
    )


@transaction.atomic
def adopt(
    *,
    row: CitedModel,
    field: str,
    value: str | Sequence[models.Model] | None,
    basis: Basis,
    reason: str,
    by: Any,
    seen: Seen,
) -> Decision:
    """Show this value from now on, and keep why: the record and the decision change together.

    `value` is as a source states it, or the rows that the field is to point at; None keeps what is
    shown. Raises AdoptError where the field cannot hold it, and EditConflictError where the row or
    the decision is another by now than what was seen; then nothing is written.
    """
    row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if seen != Seen(row.version, last_decision(row, field)):
        raise EditConflictError(row)
    if value is not None:
        show(row, field, value)
    return decide(row=row, field=field, basis=basis, reason=reason, by=by)


def last_decision(row: CitedModel, field: str) -> int | None:
    """The primary key of the decision that stands."""
    lookup = cast("dict[str, Any]", as_lookup(pointer_to(row, field)))
    return Decision.objects.filter(**lookup).order_by("-pk").values_list("pk", flat=True).first()
