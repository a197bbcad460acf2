"""What an edit did to a row of the record, in words; and that two edits met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from cases.citable import Citable
from cases.models import CitedModel
from cases.presenting import in_words
from cases.wording import capitalised, plain_day, shortened

NOTHING = "nothing"
_LENGTH_SHOWN = 120  # characters of a value in a message


@dataclass(frozen=True)
class Shown:
    """A field of a row as a person sees it."""

    label: str
    words: str


@dataclass(frozen=True)
class Change:
    """One field before and after an edit, in words."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {_shown(self.before)} → {_shown(self.after)}"


@dataclass(frozen=True)
class Disagreement:
    """One field on which a form and the row differ; `was`: when the form was opened."""

    label: str
    yours: str
    theirs: str
    was: str


class EditConflictError(Exception):
    """The row was changed after the form for it was opened; `row` is the row as it is now."""

    def __init__(self, row: models.Model) -> None:
        """Take the row, read under lock."""
        super().__init__(f"“{row}” was changed by somebody else meanwhile")
        self.row = row


def shown(row: models.Model, names: Iterable[str]) -> dict[str, Shown]:
    """The fields (or properties) of these names as a person sees them, by name."""
    return {name: Shown(label_of(row, name), _in_words(row, name)) for name in names}


def label_of(row: models.Model, name: str) -> str:
    """What a reader calls the field: Docket number."""
    citable = _citable(row, name)
    if citable is not None:
        return capitalised(citable.label)
    return capitalised(str(row._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def changes(before: dict[str, Shown], after: dict[str, Shown]) -> list[Change]:
    """The fields that read otherwise than before; `before` is empty of a row just made."""
    found = []
    for name, now in after.items():
        was = before[name].words if name in before else ""
        if now.words != was:
            found.append(Change(now.label, was, now.words))
    return found


def _citable(row: models.Model, name: str) -> Citable | None:
    if not isinstance(row, CitedModel):
        return None
    return next((citable for citable in row.citable if citable.field == name), None)


def _in_words(row: models.Model, name: str) -> str:
    citable = _citable(row, name)
    if citable is not None and isinstance(row, CitedModel):
        return in_words(row, citable, row.value_of(name))
    return _plainly(row, name)


def _plainly(row: models.Model, name: str) -> str:
    field: Any = row._meta.get_field(name)
    value = getattr(row, name)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return plain_day(value)
    return str(value)


def _shown(words: str) -> str:
    return shortened(words, _LENGTH_SHOWN) or NOTHING
