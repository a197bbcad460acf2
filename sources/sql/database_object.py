"""Functions and triggers of the database that stand beside no single table."""

from collections.abc import Callable
from typing import Any

from django.db.models.constraints import BaseConstraint


class DatabaseObject(BaseConstraint):
    """A function, with its triggers if it has any, that one piece of SQL makes.

    It stands among the constraints of a model, for those are what `makemigrations` compares: when
    the SQL comes out otherwise, because a field of the record became citable, say, it says so.
    `name` is that of the function; dropping it takes the triggers along. `create` may be asked for
    later: models cannot say what they point at before all of them are loaded.
    """

    def __init__(self, *, name: str, create: str | Callable[[], str]) -> None:
        super().__init__(name=name)
        self._create = create

    @property
    def create(self) -> str:
        """The SQL."""
        return self._create if isinstance(self._create, str) else self._create()

    def clone(self) -> "DatabaseObject":
        """As Django makes one for the options of a model, before all models are loaded."""
        return DatabaseObject(name=self.name, create=self._create)

    # None: nothing for CREATE TABLE itself, and nothing to run at once.
    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """Left for the end of the migration, when all tables that it names are there."""
        schema_editor.deferred_sql.append(self.create)

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return f"DROP FUNCTION IF EXISTS {self.name} CASCADE"

    def validate(
        self, model: Any, instance: Any, exclude: Any = None, using: str = "default"
    ) -> None:
        """No row is tried against it in Python: the database does that."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        return path, (), kwargs | {"create": self.create}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, DatabaseObject):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = BaseConstraint.__hash__


def literal(text: str) -> str:
    """The text as a constant of SQL, in ASCII, so that invisible characters can be read."""
    escaped = "".join(
        char if " " <= char <= "~" and char not in "'\\" else f"\\+{ord(char):06x}" for char in text
    )
    return f"U&'{escaped}'"
