"""A conflict check by a worker: in the log once and whole, whoever dies or asks meanwhile."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.conflicts import checking
from cases.models import ConflictCheck
from sources import jobs
from sources.actions import check_conflicts as action
from sources.actions.check_conflicts import ask_for_check, check_conflicts
from sources.models import ConflictRequest, JobState
from tests import sql
from tests.factories import ConflictCheckFactory, ConflictRequestFactory, PartyFactory, UserFactory
from tests.sources.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ["Acme", *(f"Nobody {n}" for n in range(59))]


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of the requests that workers were told of; no queue is asked."""
    told: list[int] = []

    def send(rows: Any) -> bool:
        told.extend(row.pk for row in rows)
        return True

    monkeypatch.setattr(jobs, "_send_all", send)
    return told


def ask(names: list[str], *, by: Any = None, token: str = "a form") -> ConflictRequest:
    return ask_for_check(names=names, matter="Roe", by=by or UserFactory(), token=token)


def work(asked: ConflictRequest) -> ConflictRequest:
    jobs.work_on(ConflictRequest, asked.pk, check_conflicts)
    asked.refresh_from_db()
    return asked


def test_a_few_names_are_checked_at_once_and_no_worker_is_asked(sent: list[int]) -> None:
    PartyFactory(name="Acme")
    asked = ask(NAMES[: checking.AT_ONCE])
    assert (asked.state, asked.names_done, sent) == (JobState.DONE, checking.AT_ONCE, [])
    check = ConflictCheck.objects.get()
    assert asked.check_made == check
    assert (check.names_given, check.names_found, check.matter) == (checking.AT_ONCE, 1, "Roe")
    assert check.made_by == asked.asked_by


def test_more_names_wait_for_a_worker_and_are_then_in_the_log(sent: list[int]) -> None:
    asked = ask(NAMES[: checking.AT_ONCE + 1])
    assert (asked.state, asked.check_made, sent) == (JobState.WAITING, None, [asked.pk])
    assert work(asked).state == JobState.DONE
    check = ConflictCheck.objects.get()
    assert check.names.split("\n") == NAMES[: checking.AT_ONCE + 1]
    assert asked.check_made == check


def test_how_many_are_done_is_told_while_nothing_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ask(NAMES)
    seen: list[tuple[int, int]] = []
    tell = jobs.tell

    def look(job: Any, stage: str, **columns: Any) -> None:
        tell(job, stage, **columns)
        now = ConflictRequest.objects.get()
        seen.append((now.done_now, ConflictCheck.objects.count()))

    monkeypatch.setattr(jobs, "tell", look)
    work(asked)
    assert seen == [(0, 0), (25, 0), (50, 0), (60, 0)]


def test_what_was_stopped_in_the_middle_begins_anew_and_is_in_the_log_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after kill -9: the row says running, and nobody holds it."""
    asked = ConflictRequestFactory(
        names="\n".join(NAMES),
        state=JobState.RUNNING,
        attempts=1,
        started_at=timezone.now(),
        names_done=25,
    )
    PartyFactory(name="Acme")
    jobs.give_back_lost(ConflictRequest)
    asked.refresh_from_db()
    assert (asked.state, asked.done_now) == (JobState.WAITING, 0)
    work(asked)
    check = ConflictCheck.objects.get()
    assert (check.names_given, check.names_found, asked.attempts) == (60, 1, 2)


def test_a_worker_that_was_overtaken_leaves_nothing_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ask(NAMES)
    keep = action.keep_check

    def overtaken(**given: Any) -> ConflictCheck:
        made = keep(**given)
        ConflictRequest.objects.update(attempts=2)
        return made

    monkeypatch.setattr(action, "keep_check", overtaken)
    work(asked)
    assert not ConflictCheck.objects.exists()


def test_what_fails_is_said_of_the_list_and_nothing_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fall(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(action, "look_for", fall)
    asked = ask(["Acme"])
    assert asked.state == JobState.FAILED
    assert "which is no fault of the list of names. Try again" in asked.failure
    assert not ConflictCheck.objects.exists()


@pytest.mark.parametrize("names", [["Acme"], NAMES], ids=["few", "many"])
def test_two_who_send_the_same_form_at_once_ask_once(names: list[str]) -> None:
    by = UserFactory()
    first, second = at_once(lambda: ask(names, by=by))
    assert first.pk == second.pk
    assert ConflictRequest.objects.count() == 1
    work(first)
    assert ConflictCheck.objects.count() == 1


def test_two_people_at_once_have_a_check_each(sent: list[int]) -> None:
    asked = [ask(NAMES, by=UserFactory()) for _ in range(2)]
    assert [work(one).state for one in asked] == ["done", "done"]
    assert ConflictCheck.objects.count() == 2
    assert {one.check_made.made_by for one in asked} == {one.asked_by for one in asked}


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    another = connection.copy()
    yield another
    another.close()


def test_two_workers_told_of_one_request_check_it_once(elsewhere: Any) -> None:
    asked = ask(NAMES)
    with elsewhere.cursor() as cursor:
        key = jobs.lock_of(ConflictRequest, asked.pk)
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        assert work(asked).state == JobState.WAITING
        cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    work(asked)
    work(asked)
    assert ConflictCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"check_made_id": None}, "conflictrequest_done_is_in_the_log"),
        ({"state": "running", "finished_at": None}, "conflictrequest_done_is_in_the_log"),
        ({"asked_as": "again"}, "check_made_id"),
        ({"asked_as": None}, "asked_as"),
        ({"names": ""}, "conflictrequest_has_names"),
        ({"names_done": 61}, "conflictrequest_has_names"),
        ({"asked_by_id": None}, "conflictrequest_is_somebodys"),
    ],
)
def test_the_database_refuses(changes: dict[str, Any], by: str) -> None:
    done = ConflictRequestFactory(
        state=JobState.DONE, finished_at=timezone.now(), check_made=ConflictCheckFactory()
    )
    given = {"asked_as": "another", "check_made_id": ConflictCheckFactory().pk, **changes}
    if given["asked_as"] is None:
        given["asked_as"] = done.asked_as
    if given["asked_as"] == "again":
        given["check_made_id"] = done.check_made_id
    with sql.refused(by):
        sql.insert_like(done, **given)


def test_a_check_that_is_done_is_never_done_again() -> None:
    ConflictRequestFactory(
        state=JobState.DONE, finished_at=timezone.now(), check_made=ConflictCheckFactory()
    )
    with sql.refused("ends_once|[Ii]nvalid transition"):
        sql.run(
            "UPDATE sources_conflictrequest SET state = 'waiting', check_made_id = NULL,"
            " finished_at = NULL"
        )
