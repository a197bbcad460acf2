"""Rows as they were: kept by the database at every change, and still named after their deletion."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from cases.models import RelatedCase
from sources.models import Passage, Snapshot

# What these rows are called hangs on the row that they point at.
_NAMED_BY: dict[type[models.Model], str] = {
    RelatedCase: "other",
    Passage: "snapshot",
    Snapshot: "source",
}
_LARGE: dict[type[models.Model], tuple[str, ...]] = {Snapshot: ("text", "raw")}


def history_of(model: type[models.Model]) -> Any:
    """The model whose rows are what the database kept of this model's; LookupError if none is."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}History")


def as_it_was(model: type[models.Model], kept: Any) -> Any:
    """A row, not to be saved, with the values that one row of its history has."""
    return model(**{f.attname: getattr(kept, f.attname) for f in model._meta.concrete_fields})


class Rows:
    """The rows that others point at, by model and key: as they are now, or as they were last.

    `want` them first; `load` reads all that are wanted, in two queries a model at most.
    """

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        self._found: dict[type[models.Model], dict[Any, Any]] = defaultdict(dict)

    def want(self, model: type[models.Model], pk: Any) -> None:
        if pk is not None:
            self._wanted[model].add(pk)

    def want_pointed_at_by(self, row: models.Model) -> None:
        """Everything that a row's foreign keys point at."""
        for field in _pointers(row):
            self.want(field.related_model, getattr(row, field.attname))

    def load(self) -> None:
        """Read what is wanted, and what it takes to name it."""
        while self._wanted:
            model, keys = self._wanted.popitem()
            found = _read(model, keys - self._found[model].keys())
            self._found[model] |= found
            if pointer := _NAMED_BY.get(model):
                field = model._meta.get_field(pointer)
                for row in found.values():
                    self.want(field.related_model, getattr(row, field.attname))  # type: ignore[arg-type,union-attr]

    def get(self, model: type[models.Model], pk: Any) -> Any:
        """The row; None where nothing was kept of it."""
        row = self._found[model].get(pk)
        return row and self.joined(row)

    def joined(self, row: Any) -> Any:
        """The row with what was read of what it points at, so that naming it asks for nothing."""
        for field in _pointers(row):
            if known := self._found[field.related_model].get(getattr(row, field.attname)):
                field.set_cached_value(row, known)
                if pointer := _NAMED_BY.get(field.related_model):
                    self._join(known, pointer)
        return row

    def _join(self, row: Any, pointer: str) -> None:
        field = row._meta.get_field(pointer)
        if known := self._found[field.related_model].get(getattr(row, field.attname)):
            field.set_cached_value(row, known)
            if further := _NAMED_BY.get(field.related_model):
                self._join(known, further)


def _pointers(row: models.Model) -> Iterable[Any]:
    return (field for field in row._meta.concrete_fields if field.is_relation)


def _read(model: type[models.Model], keys: set[Any]) -> dict[Any, Any]:
    rows = model._default_manager.defer(*_LARGE.get(model, ()))
    found: dict[Any, Any] = rows.in_bulk(keys) if keys else {}
    if lost := keys - found.keys():
        try:
            history = history_of(model)
        except LookupError:
            return found
        for kept in history.objects.filter(pgh_obj_id__in=lost).order_by("pgh_id"):
            found[kept.pgh_obj_id] = as_it_was(model, kept)
    return found
