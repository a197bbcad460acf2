"""Emptying the database after a test that commits: only what has rows.

Django cuts all tables short and installs types, rights and groups anew, which takes PostgreSQL
half a second; a test fills a dozen tables with a few rows each.
"""

from collections.abc import Callable

import pgtrigger
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

INSTALLED = [
    model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)
]
_as_installed: list[str] = []


def empty(flush: Callable[[], None]) -> None:
    """Leave the tables as `flush`, Django's own way, does; that one is taken where it is needed.

    The append-only triggers are not there to guard against this.
    """
    with pgtrigger.ignore():
        if _as_installed and _installed() == _as_installed:
            _delete_what_is_there()
        else:
            flush()
            _as_installed[:] = _installed()


def _installed() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT t::text FROM {it} AS t" for it in INSTALLED))
        return sorted(row for [row] in cursor.fetchall())


def filled_tables() -> list[str]:
    """The tables that have rows, but for those that an installation fills itself."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})"
        for table in sorted(set(tables) - set(INSTALLED))
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for [table] in cursor.fetchall()]


def _delete_what_is_there() -> None:
    if filled := filled_tables():
        # In one statement, at whose end it is asked whether anything refers to what is gone.
        parts = ", ".join(f"{table}_ AS (DELETE FROM {table})" for table in filled)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {parts} SELECT")
