"""Makes the world of `rows` in the connected database: tables by COPY, then indexes and cards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Any

from django.db import connection, transaction

from benchmarks.finding import rows, words
from cases.actions import court_of_id
from cases.models import Card, Statute
from cases.models.card import WRITE_ALL_CARDS
from cases.statutes import parse_one
from sources.models import TextPart
from sources.sql.text_parts import WRITE_ALL_PARTS

_Say = Callable[[str], None]
# Tables that statements fill from the others once all rows are there, as a migration would.
DERIVED: dict[str, str] = {
    Card._meta.db_table: WRITE_ALL_CARDS,
    TextPart._meta.db_table: WRITE_ALL_PARTS,
}


def make(
    cases: int,
    *,
    statutes: int = words.STATUTES,
    checked: bool = False,
    say: _Say = lambda words: None,
) -> None:
    """Fill the tables with so many cases, under so many statutes, and all that belongs to them.

    `checked`: row by row past every trigger and constraint, as an import would, for a test. Else
    triggers and foreign keys sleep, and indexes are built when the rows are in. The tables must be
    empty but for courts and statutes. The same world comes out each time, to the letter.
    """
    began = time.perf_counter()

    def done(what: str) -> None:
        say(f"{time.perf_counter() - began:6.0f} s  {what}")

    with connection.cursor() as cursor:
        _execute(cursor, rows.SCHEMA)
        sizes = _fill_words(cursor, statutes) | {"cases": cases, "checked": checked}
        _execute(cursor, rows.CASES.format(**sizes))
        done(f"{cases:,} cases drawn")
        if not checked:
            _execute(cursor, "SET session_replication_role = replica")
            _execute(cursor, "SET maintenance_work_mem = '1GB'")
            _sleep(cursor, list(rows.ROWS))
        for table, select in rows.ROWS.items():
            count = _copy(table, select.format(**sizes))
            done(f"{count:,} rows of {table}")
        if not checked:
            for table in rows.ROWS:
                _wake(cursor, table)
                done(f"indexes of {table}")
            _execute(cursor, "ANALYZE")
            for table, sql in DERIVED.items():
                _sleep(cursor, [table])
                _execute(cursor, sql)
                _wake(cursor, table)
                done(table)
            _execute(cursor, "RESET session_replication_role")
            _execute(cursor, "RESET maintenance_work_mem")
        for table in rows.ROWS:
            _execute(
                cursor,
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}",
            )
        _execute(cursor, "DROP SCHEMA made CASCADE")
        if not checked:
            _execute(cursor, "VACUUM (ANALYZE)")
            done("counted by the planner")


def _fill_words(cursor: Any, statutes: int) -> dict[str, Any]:
    """Fill the tables of words and of statutes; return how many there are, by name."""
    of = words.words()
    common = [(parse_one(citation), *about) for _, citation, *about in of["statutes"]]
    tail = words.tail_statutes(statutes - len(common))
    refs = [ref for ref, *_ in common] + tail
    keys = [Statute.objects.written(ref).pk for ref in refs]
    told = [(title, nature) for _, title, nature in common]
    told += [(f"Violation of {ref}", "890 Other Statutory Actions") for ref in tail]
    _insert(
        cursor,
        "statute",
        (
            (rank, key, str(ref), *about, f"{ref.title}:{ref.first} {about[0]}")
            for rank, (key, ref, about) in enumerate(zip(keys, refs, told, strict=True), 1)
        ),
    )
    shares = [share / 1_000 for share, *_ in of["statutes"]]
    left = 1 - sum(shares)
    # The tail falls off as Zipf's law has it.
    weights = [1 / rank for rank in range(1, len(tail) + 1)]
    shares += [left * weight / sum(weights) for weight in weights]
    _slots(cursor, "statute_slot", zip(range(1, len(refs) + 1), shares, strict=True))

    courts = {court: share / 1_000 for court, share in of["busy_courts"].items()}
    others = words.listed("other_courts")
    courts |= dict.fromkeys(others, (1 - sum(courts.values())) / len(others))
    for court in courts:
        court_of_id(court)
    _slots(cursor, "court_slot", courts.items())

    sued = words.defendants()
    _insert(cursor, "defendant", ((n, *one) for n, one in enumerate(sued)))
    weights = [(10 + n) ** -0.9 for n in range(len(sued))]
    _slots(
        cursor, "defendant_slot", ((n, weight / sum(weights)) for n, weight in enumerate(weights))
    )

    persons = [
        f"{first} {last}" for last in words.surnames() for first in words.listed("first_names")
    ]
    topics, claims = words.topics(), words.listed("state_law_claims")
    _insert(cursor, "person", enumerate(persons))
    _insert(cursor, "topic", enumerate(topics))
    _insert(cursor, "line", ((n, "state_law_claims", line) for n, line in enumerate(claims)))
    for stage in ("openings", "entries", "endings"):
        _entry_slots(cursor, stage, of[stage])
    _execute(cursor, "ANALYZE")
    return {
        "persons": len(persons),
        "topics": len(topics),
        "state_law_claims": len(claims),
        "defendant_slots": rows.DEFENDANT_SLOTS,
        "last_day": "2025-12-31",
    }


_SLOTS = {
    "statute_slot": rows.STATUTE_SLOTS,
    "court_slot": rows.COURT_SLOTS,
    "defendant_slot": rows.DEFENDANT_SLOTS,
}


def _slots(cursor: Any, table: str, shares: Iterable[tuple[Any, float]]) -> None:
    """Numbers from 0, each for one of the choices, as many of them as its share."""
    choices, parts = zip(*shares, strict=True)
    ends = [round(end * _SLOTS[table]) for end in accumulate(parts)]
    slots: list[tuple[int, Any]] = []
    for choice, end in zip(choices, ends, strict=True):
        slots += ((slot, choice) for slot in range(len(slots), end))
    _insert(cursor, table, slots)


def _entry_slots(cursor: Any, stage: str, entries: list[dict[str, Any]]) -> None:
    found: list[tuple[Any, ...]] = []
    for entry in entries:
        filer = 1 if "by {p}" in entry["text"] else 2 if "by {d}" in entry["text"] else None
        said = [
            entry.get(name, "")
            for name in ("kind", "motion_type", "outcome", "disposition", "prejudice", "rule")
        ]
        found += [(*said, filer, entry["text"])] * entry["share"]
    if len(found) != 100:
        raise ValueError(f"the shares of {stage} in words.toml make {len(found)}, and not 100")
    _insert(cursor, "entry_slot", ((stage, slot, *entry) for slot, entry in enumerate(found)))


def _insert(cursor: Any, table: str, values: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY made.{table} FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


# --- The tables -----------------------------------------------------------------------------------


def _copy(table: str, select: str) -> int:
    """Fill a table with what a query gives; two processes of the database work on it at once."""
    with connection.cursor() as cursor:
        columns, expressions = _columns(cursor, table, select)
    source = connection.copy()
    try:
        with source.cursor() as reading, connection.cursor() as writing:
            _execute(reading, "SET work_mem = '256MB'")
            _execute(reading, "SET enable_nestloop = off")
            reads = f"COPY (SELECT {expressions} FROM ({select}) AS made) TO STDOUT (FORMAT binary)"
            writes = f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)"
            with transaction.atomic(), reading.copy(reads) as out, writing.copy(writes) as into:
                for part in out:
                    into.write(part)
            return int(writing.rowcount)
    finally:
        source.close()


def _columns(cursor: Any, table: str, select: str) -> tuple[str, str]:
    """The columns to fill, and what fills them: the query's value, or the empty one."""
    cursor.execute(f"SELECT * FROM ({select}) AS made LIMIT 0")
    given = {column.name for column in cursor.description}
    cursor.execute(
        """
        SELECT attname, format_type(atttypid, atttypmod), typcategory, attnotnull,
               atthasdef OR attidentity <> '' OR attgenerated <> ''
          FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
         WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
        """,
        [table],
    )
    columns, expressions = [], []
    for name, kind, category, must_be, has_default in cursor.fetchall():
        quoted = connection.ops.quote_name(name)
        if name in given:
            given.remove(name)
            value = quoted
        elif must_be and not has_default:
            value = {"S": "''", "A": "'{}'", "B": "false", "U": "'[]'"}[category]
        else:
            continue
        columns.append(quoted)
        expressions.append(f"({value})::{kind} AS {quoted}")
    if given:
        raise ValueError(f"{table} has no columns {sorted(given)}; rows.py gives them")
    return ", ".join(columns), ", ".join(expressions)


def _sleep(cursor: Any, tables: list[str]) -> None:
    """Let rows go past the indexes of these tables, and queries too, for they would miss rows."""
    cursor.execute(
        """
        UPDATE pg_index SET indisready = false, indisvalid = false
         WHERE indrelid = ANY (%s::text[]::regclass[])
        """,
        [tables],
    )


def _wake(cursor: Any, table: str) -> None:
    cursor.execute(
        "UPDATE pg_index SET indisready = true, indisvalid = true WHERE indrelid = %s::regclass",
        [table],
    )
    _execute(cursor, f"REINDEX TABLE {table}")


def _execute(cursor: Any, sql: str) -> None:
    # Without parameters, or the percent signs in a statement would be taken for theirs.
    cursor.execute(sql)


def sizes() -> dict[str, int]:
    """Bytes of the database by table, indexes included, the largest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname, pg_total_relation_size(oid) FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC
            """
        )
        return dict(cursor.fetchall())
