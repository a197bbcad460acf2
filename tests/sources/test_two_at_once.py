"""Two people at once: each load or import waits for the other, and finds what it has made."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from cases.models import Case
from sources.actions import import_article
from sources.models import Citation, Decision, Passage, PassageCheck, Snapshot, Source
from tests import sql
from tests.sources.small_record import GAZETTE, load

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 20


def someone_waits_for_a_lock() -> bool:
    return bool(
        sql.run(
            # Who waits for a row waits for a transaction, which is of no database itself.
            "SELECT 1 FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_locks WHERE "
            "database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
    )


def at_once(action: Callable[[], Any]) -> list[Any]:
    """What two do: the second begins when the first is done and has not committed."""
    first_is_done = Event()

    def first() -> Any:
        try:
            with transaction.atomic():
                result = action()
                first_is_done.set()
                deadline = time.monotonic() + SECONDS
                while not someone_waits_for_a_lock() and time.monotonic() < deadline:
                    time.sleep(0.01)
                assert someone_waits_for_a_lock(), "the second went ahead"
                return result
        finally:
            first_is_done.set()
            connection.close()

    def second() -> Any:
        try:
            first_is_done.wait(SECONDS)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return [future.result() for future in [threads.submit(first), threads.submit(second)]]


def test_two_loads_of_one_record_make_one_of_everything() -> None:
    first, second = at_once(load)
    assert first.created["citation"] == 7
    assert second.did_nothing
    assert Case.objects.count() == 2
    assert (Citation.objects.count(), Decision.objects.count()) == (7, 1)


def test_two_imports_of_one_text_make_one_snapshot() -> None:
    load()
    source = Source.objects.get(key="gazette")
    first, second = at_once(
        lambda: import_article(source=source, raw=GAZETTE.encode(), text=GAZETTE)
    )
    assert (first.is_new, second.is_new) == (True, False)
    assert first.found == second.found == 3
    assert Snapshot.objects.whole_texts().count() == 1
    assert PassageCheck.objects.count() == 3
    assert Passage.objects.filter(snapshot__in=Snapshot.objects.whole_texts()).count() == 3
