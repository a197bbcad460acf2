from collections.abc import Iterable

from django.db import connection

from sources.locks import number_of

# Any numbers, so long as nothing else in the database locks on them.
_LOADING = 0x0CA5E
_ADDING = 0x50C3


def one_load_at_a_time() -> None:
    """Wait until no other transaction loads a record or a text; held until this one ends.

    Loads look for what is there and add what is not. Two at once would both find nothing.
    """
    _wait_for(_LOADING)


def one_new_source_at_a_time() -> None:
    """Wait until no other person adds a source, perhaps the same; held as the other."""
    _wait_for(_ADDING)


def hold_cases(cases: Iterable[tuple[str, str]]) -> None:
    """Wait until no other transaction brings files of these cases (court and docket number).

    Held until this one ends, and taken in one order, so that two never wait for each other.
    """
    for court_id, docket_number in sorted(set(cases)):
        _wait_for(number_of(f"court file {court_id} {docket_number}"))


def _wait_for(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
