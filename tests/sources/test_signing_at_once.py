"""A change and a sign-off at the same moment, in two connections, both ways."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event as Signal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import Case, Court
from sources.models import SignOff
from tests import sql
from tests.factories import (
    CaseFactory,
    CourtFactory,
    NoticeFactory,
    PartyFactory,
)
from tests.people import person
from tests.sources.signing import a_source_of, reopened, source_all

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 20


# --- Two at once ----------------------------------------------------------------------------------


class Both:
    """Two people in two connections, of whom the second comes while the first has not committed."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(2)
        self.has_done, self.may_commit = Signal(), Signal()

    def first(self, action: Callable[[], Any]) -> "Future[Any]":
        def run() -> Any:
            try:
                with transaction.atomic():
                    result = action()
                    self.has_done.set()
                    assert self.may_commit.wait(SECONDS)
                    return result
            finally:
                self.has_done.set()
                connection.close()

        future = self.threads.submit(run)
        assert self.has_done.wait(SECONDS)
        return future

    def second(self, action: Callable[[], Any]) -> "Future[Any]":
        def run() -> Any:
            try:
                with transaction.atomic():
                    return action()
            finally:
                connection.close()

        return self.threads.submit(run)

    def until_one_waits(self) -> None:
        deadline = time.monotonic() + SECONDS
        while not sql.run("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"):
            assert time.monotonic() < deadline, "nobody waits: the two have passed each other"
            time.sleep(0.01)


@contextmanager
def two_people() -> Iterator[Both]:
    both = Both()
    try:
        yield both
    finally:
        both.may_commit.set()
        both.threads.shutdown(wait=True)


OF_SOMEBODY = {
    "a field": lambda case: Case.objects.filter(pk=case.pk).update(seat="San Jose"),
    "a row": lambda case: PartyFactory(case=case),
    "a note of a source": lambda case: NoticeFactory(snapshot=a_source_of(case).snapshots.get()),
    "the court": lambda case: Court.objects.update(name="Southern District"),
}
SOMEBODY = pytest.mark.parametrize("change", OF_SOMEBODY.values(), ids=list(OF_SOMEBODY))


def ready_to_sign() -> tuple[Case, Any]:
    case = CaseFactory(court=CourtFactory())
    source_all(case)
    return case, person("attorney")


@SOMEBODY
def test_who_signs_second_sees_the_change(change: Callable[[Case], Any]) -> None:
    case, attorney = ready_to_sign()
    with two_people() as both:
        changing = both.first(lambda: change(case))
        signing = both.second(lambda: SignOff.objects.create(case=case, signed_by=attorney))
        both.until_one_waits()
        both.may_commit.set()
        changing.result(SECONDS)
        with pytest.raises(DatabaseError, match=r"[12] points? (is|are) open"):
            signing.result(SECONDS)
    assert not SignOff.objects.exists()


@SOMEBODY
def test_who_changes_second_takes_the_sign_off_back(change: Callable[[Case], Any]) -> None:
    case, attorney = ready_to_sign()
    with two_people() as both:
        signing = both.first(lambda: SignOff.objects.create(case=case, signed_by=attorney))
        changing = both.second(lambda: change(case))
        both.until_one_waits()
        both.may_commit.set()
        sign_off = signing.result(SECONDS)
        changing.result(SECONDS)
    assert reopened(sign_off)


def test_of_two_who_sign_at_once_one_is_refused() -> None:
    case, attorney = ready_to_sign()
    with two_people() as both:
        first = both.first(lambda: SignOff.objects.create(case=case, signed_by=attorney))
        second = both.second(lambda: SignOff.objects.create(case=case, signed_by=attorney))
        both.until_one_waits()
        both.may_commit.set()
        first.result(SECONDS)
        with pytest.raises(DatabaseError, match="sign_off_stands_once_a_case"):
            second.result(SECONDS)


def test_a_change_that_takes_long_makes_the_signing_give_up() -> None:
    case, attorney = ready_to_sign()
    with two_people() as both:
        both.first(PartyFactory)  # of any case
        signing = both.second(lambda: SignOff.objects.create(case=case, signed_by=attorney))
        with pytest.raises(DatabaseError, match="lock timeout"):
            signing.result(SECONDS)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_under_another_isolation_nothing_is_signed_and_nothing_changed(level: str) -> None:
    case, attorney = ready_to_sign()
    with sql.refused("signed off under READ COMMITTED"):
        sql.run(f"SET TRANSACTION ISOLATION LEVEL {level}")
        SignOff.objects.create(case=case, signed_by=attorney)
    with sql.refused("changed under READ COMMITTED"):
        sql.run(f"SET TRANSACTION ISOLATION LEVEL {level}")
        PartyFactory(case=case)
