"""A value becomes the one that the record shows."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from cases.models import CitedModel
from sources.adopting import column_of, held, put


class AdoptError(ValueError):
    """Why a value cannot be the one shown, in words."""


def show(row: CitedModel, field: str, value: str | Sequence[models.Model]) -> None:
    """Let the record show a value, as a source states it, or rows; the row is saved if it changes.

    Raises AdoptError where the field cannot hold it.
    """
    citable = row.citable_field(field)
    try:
        holds: Any = held(row, citable, value) if isinstance(value, str) else list(value)
    except ValueError as error:
        raise AdoptError(f"{citable.label.capitalize()} cannot be that: {error}.") from error
    column = column_of(row, citable)
    if isinstance(column, models.ForeignKey) and isinstance(holds, list):
        holds = holds[0] if holds else None
    before = row.value_of(field)
    lists = put(row, citable, holds)
    try:
        row.full_clean()
    except ValidationError as error:
        raise AdoptError(" ".join(error.messages)) from error
    if not lists and row.value_of(field) == before:
        return
    row.save()
    for name, rows in lists.items():
        getattr(row, name).set(rows)
        # A list is in another table, and counts as a change of the row.
        type(row)._default_manager.filter(pk=row.pk).update(version=F("version") + 1)
