"""The record that ships with the tracker, for tests that look at what is made of it.

To load it takes seconds. So a process of the tests loads it once, and puts the same rows there
again for every further test; that a load makes these rows is tests/sources/test_loading.py's.
"""

from django.conf import settings
from django.db import connection

from cases.models import Case
from sources import record_file
from sources.actions import load_record
from tests.emptying import filled_tables

SLUG = "de-la-torre-v-linkedin"
FILE = settings.BASE_DIR / f"sources/records/{SLUG}.yaml"
_rows: dict[str, bytes] = {}


def the_record() -> Case:
    """Put it into the database of a test, where no record is yet."""
    assert not _filled()
    if _rows and _past_all_rules():
        for table, rows in _rows.items():
            _put(table, rows)
        _by_the_rules()
    else:
        load_record(file=record_file.read(FILE))
        _rows.update((table, _rows_of(table)) for table in _filled())
    return Case.objects.get(slug=SLUG)


def _filled() -> list[str]:
    return [table for table in filled_tables() if table.startswith(("cases_", "sources_"))]


def _rows_of(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as found:
        return b"".join(found)


def _put(table: str, rows: bytes) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} FROM STDIN") as there:
            there.write(rows)
        cursor.execute(
            "SELECT attname, pg_get_serial_sequence(%s, attname) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attidentity <> ''",
            [table, table],
        )
        for column, numbers in cursor.fetchall():
            # The next row is to come after these.
            cursor.execute(
                f"SELECT setval('{numbers}', greatest(nextval('{numbers}'), max({column})))"
                f" FROM {table}"
            )


def _past_all_rules() -> bool:
    """Without triggers, as PostgreSQL does it for a copy; whether this user may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')::bool")
        [[may]] = cursor.fetchall()
        if may:
            cursor.execute("SET LOCAL session_replication_role = replica")
        return bool(may)


def _by_the_rules() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
