from django.db import connection

# Any number, so long as nothing else in the database locks on it.
_LOADING = 0x0CA5E


def one_load_at_a_time() -> None:
    """Wait until no other transaction loads a record or a text; held until this one ends.

    Loads look for what is there and add what is not. Two at once would both find nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
