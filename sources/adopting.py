"""From a value in words, such as a source states, to what the record's field holds."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from cases.citable import Citable, Kind
from cases.dates import PartialDate
from cases.models import CaseRow, CitedModel, Statute
from cases.presenting import choices_of
from cases.statutes import parse
from cases.wording import joined
from sources.actions.stating import plain_form
from sources.disagreements import agrees


def rows_to_choose(row: CitedModel, citable: Citable) -> "models.QuerySet[Any] | None":
    """The rows that a field may point at; None for a field that holds words, a date, a number."""
    field = column_of(row, citable)
    if not isinstance(field, models.ForeignKey | models.ManyToManyField):
        return None
    if citable.kind is Kind.STATUTES:
        return None
    pointed_at: Any = field.related_model
    rows = pointed_at._default_manager.all()
    if not isinstance(row, CaseRow) or not issubclass(pointed_at, CaseRow):
        return rows  # type: ignore[no-any-return]
    of_the_case = rows.filter(case_id=row.case_id)  # type: ignore[attr-defined]
    return of_the_case.exclude(pk=row.pk) if pointed_at is type(row) else of_the_case  # type: ignore[no-any-return]


def may_be_empty(row: CitedModel, citable: Citable) -> bool:
    """Whether the record can show nothing here."""
    field = column_of(row, citable)
    return field is None or field.null or field.blank


def held(row: CitedModel, citable: Citable, value: str) -> Any:  # noqa: PLR0911 - one a kind of field
    """What the field holds for a value in words: a date, a number, a row, a list of rows.

    Nothing is written. Raises ValueError, which says what the field takes.
    """
    field = column_of(row, citable)
    if not value.strip():
        return _nothing(field)
    if field is None:
        return PartialDate.parse(value)
    rows = rows_to_choose(row, citable)
    if rows is not None:
        called = _called(row, citable, rows, value)
        return called if field.many_to_many else _only(called, citable)
    match field:
        case models.ManyToManyField():
            return list(parse(value))
        case ArrayField():
            return [item.strip() for item in value.split(";") if item.strip()]
        case models.DateField():
            return _day(value)
        case models.DecimalField():
            return Decimal(plain_form(row, citable, value))
        case models.IntegerField():
            return _number(value)
    return _choice(row, citable, value) if citable.kind is Kind.CHOICE else value


def put(row: CitedModel, citable: Citable, holds: Any) -> dict[str, Sequence[models.Model]]:
    """Set the field of a row that is not saved yet; its lists come back, to set afterwards."""
    field = column_of(row, citable)
    if field is None or not field.many_to_many:
        setattr(row, citable.field, holds)
        return {}
    if citable.kind is Kind.STATUTES:
        holds = [Statute.objects.written(ref) for ref in holds]
    return {citable.field: holds}


def column_of(row: CitedModel, citable: Citable) -> Any:
    """The field of the model; None where a property is made of several columns."""
    try:
        return row._meta.get_field(citable.field)
    except FieldDoesNotExist:
        return None


def _nothing(field: Any) -> Any:
    if field is None:
        return None
    if isinstance(field, ArrayField | models.ManyToManyField):
        return []
    return "" if isinstance(field, models.CharField | models.TextField) else None


def _called(row: CitedModel, citable: Citable, rows: Any, value: str) -> list[Any]:
    """The rows of these names, as sources write names."""
    known, found = list(rows), []
    for name in filter(None, (item.strip() for item in value.split(";"))):
        so_called = [one for one in known if agrees(Kind.TEXT, str(one), name)]
        if len(so_called) != 1:
            raise ValueError(
                f"{_how_many(rows.model, len(so_called))} called “{name}”: choose one by hand, "
                "or add it to the record first"
            )
        found += so_called
    return found


def _how_many(model: Any, number: int) -> str:
    """No party of this case is; 2 docket entries of this case are; no court known here is."""
    where = "of this case" if issubclass(model, CaseRow) else "known here"
    options = model._meta
    if number:
        return f"{number} {options.verbose_name_plural} {where} are"
    return f"no {options.verbose_name} {where} is"


def _only(rows: list[Any], citable: Citable) -> Any:
    if len(rows) > 1:
        raise ValueError(f"“{citable.label}” can be one only, not {joined([str(r) for r in rows])}")
    return rows[0]


def _day(value: str) -> Any:
    when = PartialDate.parse(value)
    if when.precision != "day":
        raise ValueError(f"the record takes a whole day here, such as 2025-01-21, and not {when}")
    return when.first_day


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal()):
        raise ValueError(f"“{value}” is no number; write it in digits, such as 12")
    return int(value)


def _choice(row: CitedModel, citable: Citable, value: str) -> str:
    plain = plain_form(row, citable, value)
    known = choices_of(row, citable)
    if plain not in known:
        words = joined([f"“{label}”" for choice, label in known.items() if choice], last="or")
        raise ValueError(f"“{value}” is none of what the record knows here; that is {words}")
    return plain
