"""What the test database once was, to go back to: PostgreSQL copies one in a tenth of a second."""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db import connection

_kept: list[str] = []


def fill(name: str, how: Callable[[], None]) -> None:
    """Fill the test database; from the second time on, by a copy of what that once made of it.

    It has to be empty, as every test leaves it. Must not run in a transaction.
    """
    if f"empty_{name}" not in _kept:
        _keep(f"empty_{name}")
        how()
        _keep(name)
    else:
        _bring_back(name)


def empty(name: str) -> None:
    """Bring back what the test database was before it was filled."""
    _bring_back(f"empty_{name}")


def forget() -> None:
    """Drop all that was kept."""
    with connection._nodb_cursor() as cursor:
        while _kept:
            cursor.execute(f"DROP DATABASE IF EXISTS {_name_of(_kept.pop())} WITH (FORCE)")


def _keep(name: str) -> None:
    _copy(_test_database(), _name_of(name))
    _kept.append(name)


def _bring_back(name: str) -> None:
    _copy(_name_of(name), _test_database())
    # Tests that empty the tables leave the same types under other numbers.
    ContentType.objects.clear_cache()


def _copy(one: str, other: str) -> None:
    """Only of a database that nobody uses; threads of a server that was left may still do."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [one.strip('"')],
        )
        cursor.execute(f"DROP DATABASE IF EXISTS {other} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {other} TEMPLATE {one} STRATEGY FILE_COPY")


def _test_database() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])


def _name_of(kept: str) -> str:
    return connection.ops.quote_name(f"{connection.settings_dict['NAME']}_{kept}")
