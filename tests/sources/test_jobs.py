"""Jobs: taken by one worker, ended once, given back when their worker dies."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from sources import jobs, tasks
from sources.models import Capture, Job, JobState
from tests import sql
from tests.factories import CaptureFactory, SnapshotFactory
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of the jobs that workers were told of; no queue is asked."""
    told: list[int] = []

    def send(job: Job) -> bool:
        told.append(job.pk)
        return True

    monkeypatch.setattr(jobs, "_send", send)
    return told


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    """A second session with the same database, as another worker has."""
    another = connection.copy()
    yield another
    another.close()


def lock(session: Any, job: Job) -> None:
    """Lock a job's row from another session, as a worker that is at it does."""
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [jobs.lock_of(type(job), job.pk)])
        assert cursor.fetchone() == (True,)


def running(**columns: Any) -> Capture:
    """A job whose worker is dead: the row says running, and nobody holds it."""
    return CaptureFactory(
        state=JobState.RUNNING, started_at=timezone.now(), **{"attempts": 1, **columns}
    )


def done(job: Capture) -> None:
    """End a job well, with a text."""
    with transaction.atomic():
        snapshot = SnapshotFactory(source=job.source, text=f"Taken by attempt {job.attempts}.")
        jobs.finish(job, snapshot=snapshot, is_new=True)


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


# --- Asking ---------------------------------------------------------------------------------------


def test_workers_are_told_when_the_row_is_there_for_them_to_see(sent: list[int]) -> None:
    with transaction.atomic():
        job = CaptureFactory()
        jobs.ask(job)
        assert sent == []
    assert sent == [job.pk]


def test_what_was_never_committed_is_told_to_nobody(sent: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the transaction
        jobs.ask(CaptureFactory())
        1 / 0  # noqa: B018
    assert sent == []


def test_what_failed_is_tried_anew_and_counts_from_the_start(sent: list[int]) -> None:
    job = CaptureFactory(
        state=JobState.FAILED, attempts=3, failure="Nobody answered.", finished_at=timezone.now()
    )
    paula = person("paralegal")
    jobs.ask_again(job, by=paula)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure) == (JobState.WAITING, 0, "")
    assert job.asked_by == paula
    assert sent == [job.pk]


def test_what_did_not_fail_is_not_tried_again(sent: list[int]) -> None:
    with pytest.raises(jobs.OvertakenError):
        jobs.ask_again(CaptureFactory())
    assert sent == []


def test_every_kind_of_job_has_its_task() -> None:
    names = {task.name for task in vars(tasks).values() if hasattr(task, "apply_async")}
    assert jobs.task_of(Capture) == "sources.tasks.run_capture"
    assert {jobs.task_of(kind) for kind in Job.__subclasses__()} <= names


# --- Working --------------------------------------------------------------------------------------


def test_a_job_is_taken_counted_and_done() -> None:
    job = CaptureFactory()
    seen = []

    def do(taken: Capture) -> None:
        seen.append((state_of(job), job.attempts, job.started_at is not None))
        done(taken)

    jobs.work_on(Capture, job.pk, do)
    assert seen == [(JobState.RUNNING, 1, True)]
    assert state_of(job) == JobState.DONE
    assert job.finished_at is not None


def refuse_to_work(job: Job) -> None:
    pytest.fail("this job was not to be had")


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE, JobState.FAILED])
def test_a_message_that_comes_twice_is_worked_on_once(state: JobState) -> None:
    ended = {"finished_at": timezone.now()} if state in {"done", "failed"} else {}
    failure = {"failure": "It failed."} if state == JobState.FAILED else {}
    text = {}
    if state == JobState.DONE:
        snapshot = SnapshotFactory()
        text = {"snapshot": snapshot, "is_new": True, "source": snapshot.source}
    job = CaptureFactory(state=state, **ended, **failure, **text)
    jobs.work_on(Capture, job.pk, refuse_to_work)
    assert state_of(job) == state


def test_a_message_for_a_job_that_is_not_there_is_passed_over() -> None:
    jobs.work_on(Capture, 0, refuse_to_work)


def test_a_job_that_another_worker_holds_is_left_to_it(elsewhere: Any) -> None:
    job = CaptureFactory()
    lock(elsewhere, job)
    jobs.work_on(Capture, job.pk, refuse_to_work)
    assert state_of(job) == JobState.WAITING


def test_the_lock_is_let_go_however_the_work_ends(elsewhere: Any) -> None:
    def fall(job: Job) -> None:
        raise OperationalError("the database went away")

    job = CaptureFactory()
    with pytest.raises(OperationalError):
        jobs.work_on(Capture, job.pk, fall)
    lock(elsewhere, job)  # which it gets


def raising(error: Exception) -> Callable[[Job], None]:
    def do(job: Job) -> None:
        raise error

    return do


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (jobs.JobFailedError("The site answered 404."), "The site answered 404."),
        (SoftTimeLimitExceeded(), "longer than a worker may spend"),
        (ValueError("out of range"), "Something went wrong in the tracker itself"),
    ],
)
def test_whatever_goes_wrong_ends_as_failed_in_words(error: Exception, words: str) -> None:
    job = CaptureFactory()
    jobs.work_on(Capture, job.pk, raising(error))
    assert state_of(job) == JobState.FAILED
    assert words in job.failure
    assert "out of range" not in job.failure  # what a program says is no sentence for a person


def test_a_lost_database_is_no_failure_of_the_job() -> None:
    job = CaptureFactory()
    with pytest.raises(OperationalError):
        jobs.work_on(Capture, job.pk, raising(OperationalError("gone")))
    jobs.sweep()
    assert state_of(job) == JobState.WAITING


def test_a_stale_worker_ends_nothing_and_leaves_no_text() -> None:
    job = CaptureFactory()

    def overtaken(stale: Capture) -> None:
        # Meanwhile its session was lost, the sweep gave the job back, and another has taken it.
        Capture.objects.filter(pk=job.pk).update(state=JobState.WAITING)
        another = jobs._take(Capture, job.pk)
        assert another is not None
        done(another)
        done(stale)

    jobs.work_on(Capture, job.pk, overtaken)
    assert state_of(job) == JobState.DONE
    assert [s.text for s in job.source.snapshots.all()] == ["Taken by attempt 2."]


def test_a_stale_worker_does_not_call_failed_what_another_is_at() -> None:
    job = CaptureFactory()

    def overtaken(stale: Capture) -> None:
        Capture.objects.filter(pk=job.pk).update(state=JobState.WAITING)
        jobs._take(Capture, job.pk)
        raise jobs.JobFailedError("The site broke off.")

    jobs.work_on(Capture, job.pk, overtaken)
    assert (state_of(job), job.failure) == (JobState.RUNNING, "")


def test_a_worker_learns_that_it_was_overtaken_when_it_tells_how_far_it_is() -> None:
    job = CaptureFactory()

    def do(ours: Capture) -> None:
        jobs.tell(ours, "Reading the text")
        job.refresh_from_db()
        assert job.stage == "Reading the text"
        Capture.objects.filter(pk=job.pk).update(state=JobState.WAITING)
        with pytest.raises(jobs.OvertakenError):
            jobs.tell(ours, "Comparing")

    jobs.work_on(Capture, job.pk, do)


def test_a_job_is_not_finished_apart_from_its_result() -> None:
    job = jobs._take(Capture, CaptureFactory().pk)
    assert job is not None
    with pytest.raises(transaction.TransactionManagementError, match="keeps the result"):
        jobs.finish(job)


@pytest.mark.parametrize("after", ["waiting", "running", "failed"])
def test_the_database_lets_nothing_follow_on_done(after: str) -> None:
    job = CaptureFactory()
    jobs.work_on(Capture, job.pk, done)
    with sql.refused("Invalid transition"):
        sql.run("UPDATE sources_capture SET state = %s WHERE id = %s", after, job.pk)


# --- Sweeping -------------------------------------------------------------------------------------


def test_what_a_dead_worker_held_is_given_back_and_told_of(sent: list[int]) -> None:
    job = running(stage="Fetching: 340 kB so far")
    jobs.sweep()
    assert (state_of(job), job.attempts, job.stage) == (JobState.WAITING, 1, "")
    assert sent == [job.pk]


def test_what_a_living_worker_holds_is_left_to_it(elsewhere: Any, sent: list[int]) -> None:
    job = running()
    lock(elsewhere, job)
    jobs.sweep()
    assert state_of(job) == JobState.RUNNING
    assert sent == []


def test_after_three_attempts_it_has_failed_in_words(sent: list[int]) -> None:
    job = running(attempts=jobs.MOST_ATTEMPTS)
    jobs.sweep()
    assert state_of(job) == JobState.FAILED
    assert "stopped in the middle of it, 3 times" in job.failure
    assert sent == []


def test_a_job_that_no_message_told_of_is_told_of(sent: list[int]) -> None:
    job = CaptureFactory()
    jobs.sweep()
    jobs.sweep()
    assert sent == [job.pk, job.pk]


def test_of_many_that_wait_the_oldest_are_told_of(sent: list[int]) -> None:
    waiting = [CaptureFactory() for _ in range(jobs.SENT_AGAIN_AT_ONCE + 1)]
    jobs.sweep()
    assert sent == [job.pk for job in waiting[:-1]]


def test_what_has_ended_is_not_told_of(sent: list[int]) -> None:
    jobs.work_on(Capture, CaptureFactory().pk, done)
    jobs.work_on(Capture, CaptureFactory().pk, raising(jobs.JobFailedError("No.")))
    jobs.sweep()
    assert sent == []


def test_while_the_queue_is_down_the_sweep_asks_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(jobs, "_send", lambda job: bool(asked.append(job.pk)))
    first, _ = CaptureFactory(), CaptureFactory()
    jobs.sweep()
    assert asked == [first.pk]


def test_a_job_whose_worker_had_to_be_killed_has_failed_in_words() -> None:
    job = running()
    jobs.end_overdue(Capture, job.pk)
    assert state_of(job) == JobState.FAILED
    assert "longer than a worker may spend" in job.failure


def test_a_job_that_waits_is_not_ended_for_the_worker_that_was_killed() -> None:
    job = CaptureFactory()
    jobs.end_overdue(Capture, job.pk)
    assert state_of(job) == JobState.WAITING


def test_two_rows_of_different_kinds_have_different_locks() -> None:
    keys = {jobs.lock_of(kind, pk) for kind in Job.__subclasses__() for pk in range(1, 500)}
    assert len(keys) == 499 * len(Job.__subclasses__())
    assert all(-(2**63) <= key < 2**63 for key in keys)
