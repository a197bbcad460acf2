"""Writing what a court file brings: thousands of rows in a few statements.

Rows get their keys first, all in one query, so that they can refer to each other; then each table
is written by one COPY. Constraints and triggers hold for COPY as for any other insert.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from cases.models import CaseRow, CitedModel
from sources.facts import target_of
from sources.models import ROW_MODELS, Citation, Passage, Snapshot

Place = tuple[int, int]

_MANY = 500  # citations
_MUCH = 0.1  # of the rows that a table had: for that much the database counts anew by itself

_POINTERS = {model: f"{name}_id" for name, model in ROW_MODELS.items()}


@dataclass(slots=True)
class Cited:
    """A citation to be written: these words, for this field of this row."""

    row: CitedModel
    field: str
    place: Place
    stated: str
    inferred: str = ""


@dataclass
class Pen:
    """Collects the rows of one file, and writes them all at once."""

    snapshot: Snapshot
    rows: dict[type[models.Model], list[models.Model]] = field(
        default_factory=lambda: defaultdict(list)
    )
    cited: list[Cited] = field(default_factory=list)

    def add(self, row: models.Model) -> None:
        """A row to be inserted. It has its primary key after `write` only."""
        self.rows[type(row)].append(row)

    def cite(
        self, row: CitedModel, field_name: str, place: Place, stated: str, inferred: str = ""
    ) -> None:
        """Words of the file for a field. Nothing stated is no statement."""
        if stated:
            self.cited.append(Cited(row, field_name, place, stated, inferred))

    def write(self, order: Sequence[type[models.Model]]) -> None:
        """Insert everything; tables in the order given, for later ones refer to earlier ones."""
        places = list(dict.fromkeys(cited.place for cited in self.cited))
        new = [row for model in order for row in self.rows[model]]
        counts = {model: len(self.rows[model]) for model in order if self.rows[model]}
        if places:
            counts[Passage] = len(places)
        keys = _new_keys(counts)
        for row in new:
            row.pk = next(keys[type(row)])
        for model in order:
            _copy_rows(model, self.rows[model])
        if len(self.cited) > _MANY:
            _plan_anew()
        passages = dict(zip(places, keys[Passage], strict=True)) if places else {}
        self._write_passages(passages)
        self._write_citations(passages)
        if len(self.cited) > _MANY:
            written = counts | {Citation: len(self.cited)}
            transaction.on_commit(lambda: count_anew(written))

    def _write_passages(self, passages: dict[Place, int]) -> None:
        text, snapshot = self.snapshot.text, self.snapshot.pk
        _copy(
            Passage,
            ("id", "snapshot_id", "start", "end", "exact", "prefix", "suffix"),
            (
                (pk, snapshot, start, end, text[start:end], "", "")
                for (start, end), pk in passages.items()
            ),
        )

    def _write_citations(self, passages: dict[Place, int]) -> None:
        pointers = list(_POINTERS.values())
        nothing = dict.fromkeys(pointers)
        columns = ("case_id", "target", *pointers, "field", "passage_id", "stated_value")
        _copy(
            Citation,
            (*columns, "inferred", "attributed_to"),
            (
                (
                    _case_id(cited.row),
                    target_of(cited.row).value,
                    *(nothing | _pointer(cited.row)).values(),
                    *(cited.field, passages[cited.place], cited.stated, cited.inferred, ""),
                )
                for cited in self.cited
            ),
        )


def _case_id(row: CitedModel) -> Any:
    if not isinstance(row, CaseRow):
        return row.pk
    # A case that got its key just now does not tell those that point at it.
    return row.case_id or row.case.pk  # type: ignore[attr-defined]


def _pointer(row: CitedModel) -> dict[str, Any]:
    name = _POINTERS.get(type(row)) if isinstance(row, CaseRow) else None
    return {name: row.pk} if name else {}


def _new_keys(counts: dict[type[models.Model], int]) -> dict[type[models.Model], Any]:
    """New primary keys for each table, as iterators that rise; one query for all."""
    if not counts:
        return {}
    tables = list(counts)
    sql = " UNION ALL ".join(
        "SELECT %s::int, nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        for _ in tables
    )
    given = [
        value
        for nth, model in enumerate(tables)
        for value in (nth, model._meta.db_table, counts[model])
    ]
    keys: dict[type[models.Model], list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for nth, key in cursor.fetchall():
            keys[tables[nth]].append(key)
    return {model: iter(sorted(found)) for model, found in keys.items()}


def count_anew(written: Mapping[type[models.Model], int]) -> None:
    """Tell the database what has come to its tables, which it would find out in a minute.

    Until then it takes them for nearly empty, and a page that is opened at once may wait for long.
    Only those are counted that have grown by much: it takes seconds where there are millions.
    """
    rows = {model._meta.db_table: number for model, number in written.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[], %s::int[]) AS written (name, number) "
            "JOIN pg_class ON pg_class.oid = name::regclass "
            "WHERE number > %s * greatest(reltuples, 0)",
            [list(rows), list(rows.values()), _MUCH],
        )
        if grown := [name for (name,) in cursor.fetchall()]:
            cursor.execute(f"ANALYZE {', '.join(grown)}")


def _copy_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    columns: list[Any] = list(model._meta.concrete_fields)
    _copy(model, [f.column for f in columns], ([_value(f, row) for f in columns] for row in rows))


def _value(column: Any, row: models.Model) -> Any:
    # A row that got its key just now does not tell those that point at it.
    if column.is_relation and column.is_cached(row):
        other = column.get_cached_value(row)
        return None if other is None else other.pk
    value = getattr(row, column.attname)
    return value.value if isinstance(value, models.Choices) else value


def _plan_anew() -> None:
    """Let the database look again at how large its tables are.

    How a foreign key is checked is planned once a session. Planned when a case had five entries,
    a check reads all entries of the case, which for 10,000 citations of 2,000 entries takes longer
    than everything else together.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        into = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
        with cursor.copy(into) as copy:
            copy.write_row(first)
            for row in iterator:
                copy.write_row(row)
