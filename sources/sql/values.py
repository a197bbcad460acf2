"""The values of citable fields as SQL has them: the same text as `CitedModel.value_of` gives."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from cases.citable import WHOLE_ROW
from cases.models import Case, CaseRow, CitedModel, Counsel, Court, Event, Filing, Statute
from cases.models import RelatedCase as Related


def value_in_sql(model: type[CitedModel], field: str, row: str) -> str:
    """An expression for the value of a citable field, never null; `row` is the table's alias.

    Raises TypeError for a field of a kind that nobody has written SQL for yet.
    """
    if field == WHOLE_ROW:
        return name_in_sql(model, row)
    if (model, field) in _DERIVED:
        return f"coalesce({_DERIVED[model, field].format(row=row)}, '')"
    try:
        found: Any = model._meta.get_field(field)
    except FieldDoesNotExist:
        found = None
    return f"coalesce({_of_field(found, f'{model.__name__}.{field}', row)}, '')"


def name_in_sql(model: type[models.Model], row: str) -> str:
    """An expression for what `str` makes of a row."""
    if model in _NAMES:
        return _NAMES[model].format(row=row)
    if issubclass(model, CaseRow) and "headline" not in vars(model):
        return f'{row}."{_column(model, model.headline_field)}"'
    raise TypeError(f"say in {__name__} how the name of a {model.__name__} is written in SQL")


def _of_field(field: Any, called: str, row: str) -> str:  # noqa: PLR0911 - one a kind of field
    match field:
        case models.ManyToManyField():
            return _of_list(field, row)
        case models.ForeignKey():
            other, table = f"{row}_{field.name}", field.related_model._meta.db_table
            key = field.related_model._meta.pk.column
            return (
                f"(SELECT {name_in_sql(field.related_model, other)} FROM {table} AS {other} "
                f"WHERE {other}.{key} = {row}.{field.column})"
            )
        case ArrayField():
            return f"array_to_string({row}.{field.column}, '; ')"
        case models.DateField():
            return f"to_char({row}.{field.column}, 'YYYY-MM-DD')"
        case models.DecimalField():
            return f"trim_scale({row}.{field.column})::text"
        case models.IntegerField():
            return f"{row}.{field.column}::text"
        case models.CharField() | models.TextField():
            return f'{row}."{field.column}"'
    raise TypeError(f"say in {__name__} how the value of {called} is written in SQL")


def _of_list(field: Any, row: str) -> str:
    through, other = field.remote_field.through._meta.db_table, field.related_model
    one = f"{row}_{field.name}"
    order = ", ".join(f"{one}.{_column(other, name)}" for name in other._meta.ordering)
    return (
        f"(SELECT string_agg({name_in_sql(other, one)}, '; ' ORDER BY {order}) "
        f"FROM {through} AS {one}_link "
        f"JOIN {other._meta.db_table} AS {one} "
        f"ON {one}.{other._meta.pk.column} = {one}_link.{field.m2m_reverse_name()} "
        f"WHERE {one}_link.{field.m2m_column_name()} = {row}.id)"
    )


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
    return str(field.column)


_KINDS_OF_FILING = " ".join(
    f"WHEN '{value}' THEN '{label}'" for value, label in Filing._meta.get_field("kind").flatchoices
)
# Where str() of a row is more than one column.
_NAMES: dict[type[models.Model], str] = {
    Case: "{row}.caption",
    Court: "{row}.name",
    Statute: "{row}.citation",
    Counsel: "coalesce(nullif({row}.attorney, ''), {row}.firm)",
    Filing: (
        "coalesce(nullif({row}.description, ''), nullif({row}.text, ''), "
        f"CASE {{row}}.kind {_KINDS_OF_FILING} END)"
    ),
    Related: (
        "(SELECT {row}_other.caption FROM cases_case AS {row}_other "
        "WHERE {row}_other.id = {row}.other_id)"
    ),
}
# Properties that are made of several columns.
_DERIVED: dict[tuple[type[CitedModel], str], str] = {
    (Event, "date"): (
        "left(to_char({row}.first_day, 'YYYY-MM-DD'), "
        "CASE {row}.precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)"
    ),
}
