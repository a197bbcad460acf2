"""Raw SQL, for what the database promises whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

Row = tuple[Any, ...]


def run(sql: str, *values: Any) -> list[Row]:
    """Run one statement and return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def insert(table: str, **values: Any) -> int:
    """Insert one row and return its primary key."""
    columns = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["%s"] * len(values))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING id"
    [[pk]] = run(sql, *values.values())
    return int(pk)


def insert_like(row: models.Model, **changes: Any) -> int:
    """Insert a copy of a row under a new primary key, with some of its columns changed."""
    columns = {f.column: f for f in row._meta.concrete_fields if not f.primary_key}
    unknown = changes.keys() - columns.keys()
    assert not unknown, f"{row._meta.db_table} has no columns {unknown}"
    values = {
        column: changes.get(column, field.get_db_prep_save(getattr(row, field.attname), connection))
        for column, field in columns.items()
    }
    return insert(row._meta.db_table, **values)


def only_by_bitmap() -> None:
    """Until the transaction ends, leave the planner no other way to a row than a bitmap of indexes.

    An index of words gives nothing else. On tables this small every way costs next to nothing, and
    which is chosen hangs on what other tests have left behind in the index.
    """
    for way in ("seqscan", "indexscan", "indexonlyscan"):
        run(f"SET LOCAL enable_{way} = off")


@contextmanager
def refused(by: str) -> Iterator[None]:
    """The database refuses what is done inside, in words or by a constraint that `by` matches."""
    with pytest.raises(DatabaseError, match=by), transaction.atomic():  # noqa: PT012 - either may
        yield
        run("SET CONSTRAINTS ALL IMMEDIATE")  # what Django defers to the end of a transaction


def everything() -> dict[str, list[Row]]:
    """All rows of record and evidence, their history included, by table."""
    return {table: run(f"SELECT * FROM {table} AS t ORDER BY t::text") for table in _tables()}


def empty_the_tracker() -> None:
    """Leave the tables as on a new database."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pgtrigger.ignore():
        run(f"TRUNCATE {', '.join(_tables())} RESTART IDENTITY CASCADE")


def _tables() -> list[str]:
    ours = [apps.get_app_config(label).get_models() for label in ("cases", "sources")]
    return sorted(model._meta.db_table for of_one_app in ours for model in of_one_app)
