"""One load of a record file under way."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from cases.models import Case, CaseRow, CitedModel
from sources.models import ROW_MODELS, Citation, Source
from sources.record_file import Problem, RecordFile, RecordFileError
from sources.yaml_lines import Path

Row = TypeVar("Row", bound=models.Model)


@dataclass
class LoadReport:
    """What a load did: rows by what they are, and what became of them."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)

    @property
    def did_nothing(self) -> bool:
        return not self.created and not self.changed


@dataclass
class Loading:
    """The file, what has been made of it so far, and what is wrong with it."""

    file: RecordFile
    report: LoadReport = field(default_factory=LoadReport)
    problems: list[Problem] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    # (slug, kind of row, key) of rows that the file lists and that cannot be made as they are.
    refused_rows: set[tuple[str, str, str]] = field(default_factory=set)

    def refuse(self, path: Path, message: str) -> None:
        self.problems.append(Problem(self.file.lines.of(path), message))

    def stop_if_refused(self) -> None:
        """Raises RecordFileError with all that has been found wrong."""
        if self.problems:
            raise RecordFileError(self.file.name, self.problems)

    def case(self, slug: str) -> Case | None:
        """A case of the file, or one that the tracker already has."""
        return self.cases.get(slug) or Case.objects.filter(slug=slug).first()

    def row(self, case: Case, target: str, key: str) -> CaseRow | None:
        """A row of the case by its key, whether this load made it or an earlier one."""
        known_by: dict[str, Any] = {"case": case, "key": key}
        return ROW_MODELS[target]._default_manager.filter(**known_by).first()

    def put(
        self,
        model: type[Row],
        path: Path,
        known_by: dict[str, Any],
        values: dict[str, Any],
        lists: Mapping[str, list[Any]] = MappingProxyType({}),
    ) -> Row | None:
        """Make the row or bring it up to the values given; None when it was refused.

        `lists`: for each of its many-to-many fields given, the rows, in any order.
        """
        row = model._default_manager.filter(**known_by).first()
        name = str(model._meta.verbose_name)
        if row is None:
            row, tally = model(**known_by, **values), self.report.created
        else:
            different = {n for n, value in values.items() if getattr(row, n) != value}
            for changed in different:
                setattr(row, changed, values[changed])
            lists = {n: rows for n, rows in lists.items() if _members(row, n) != set(rows)}
            tally = self.report.changed if different or lists else self.report.unchanged
        if tally is not self.report.unchanged:
            try:
                # `pointer_to` makes what a citation's constraints ask for; trying each of them on
                # each citation first would take half of the time that a load takes.
                row.full_clean(validate_constraints=not isinstance(row, Citation))
            except ValidationError as error:
                self._refuse_each(path, error)
                return None
            row.save()
            for field_name, rows in lists.items():
                getattr(row, field_name).set(rows)
        tally[name] += 1
        return row

    def _refuse_each(self, path: Path, error: ValidationError) -> None:
        for field_name, messages in error.message_dict.items():
            for message in messages:
                place = "" if field_name == NON_FIELD_ERRORS else f"{field_name}: "
                self.refuse((*path, field_name), f"{place}{message}")


def _members(row: models.Model, field_name: str) -> set[models.Model]:
    return set(getattr(row, field_name).all())


def value_shown(row: CitedModel, field_name: str) -> str:
    """The value of a fact as it stands in the database now, lists included."""
    return type(row)._default_manager.get(pk=row.pk).value_of(field_name)
