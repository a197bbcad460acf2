"""Constraints that the database holds and Django has no class for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint


class SameCase(BaseConstraint):
    """The row that a foreign key points at belongs to this row's own case.

    A foreign key over two columns, (field, case) to (id, case), not deferred: it also refuses to
    move either row to another case, and two people at once cannot slip between check and write.
    The model pointed at needs a unique constraint over (id, case); `CaseRow` has it.
    `own` and `theirs` name another shared column than `case` (a passage's snapshot, say).
    """

    def __init__(self, *, field: str, name: str, own: str = "case", theirs: str = "case") -> None:
        super().__init__(name=name)
        self.field = field
        self.own = own
        self.theirs = theirs

    def _clause(self, model: Any, editor: BaseDatabaseSchemaEditor) -> str:
        field = model._meta.get_field(self.field)
        target = field.related_model
        quote = editor.quote_name
        own = quote(model._meta.get_field(self.own).column)
        theirs = quote(target._meta.get_field(self.theirs).column)
        return (
            f"FOREIGN KEY ({quote(field.column)}, {own}) "
            f"REFERENCES {quote(target._meta.db_table)} ({quote(target._meta.pk.column)}, {theirs})"
        )

    # None: nothing for CREATE TABLE itself, and nothing to run at once.
    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """Left for the end of the migration, when the constraint that it refers to is there."""
        table = schema_editor.quote_name(model._meta.db_table)
        name = schema_editor.quote_name(self.name)
        schema_editor.deferred_sql.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} {self._clause(model, schema_editor)}"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(
        self, model: Any, instance: Any, exclude: Any = None, using: str = "default"
    ) -> None:
        row = getattr(instance, self.field)
        if row is None or {self.field, self.own} & set(exclude or ()):
            return
        theirs = row._meta.get_field(self.theirs).attname
        own = instance._meta.get_field(self.own).attname
        if getattr(row, theirs) != getattr(instance, own):
            raise ValidationError(
                {self.field: f"“{row}” belongs to another {self.own}; choose one of its own."}
            )

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        kwargs["field"] = self.field
        if (self.own, self.theirs) != ("case", "case"):
            kwargs |= {"own": self.own, "theirs": self.theirs}
        return path, (), kwargs

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameCase):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = BaseConstraint.__hash__


def one_of(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """The column holds one of the choices, or nothing where the choices have an empty one."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)
