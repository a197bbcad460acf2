"""Jobs: asked for in a request, done by a worker, each exactly once, whatever dies meanwhile.

The row is the truth of a job; a message in the queue is a hint that somebody should look at it.
Whoever works on a row holds a lock of its own database session on it: the server drops that lock
when the session ends, so a row that says “running” and is not locked has lost its worker.
`docs/adr/0008-jobs.md` says why.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError as QueueError

from sources.locks import number_of
from sources.models import Job, JobState

logger = logging.getLogger(__name__)

AnyJob = TypeVar("AnyJob", bound=Job)

MOST_ATTEMPTS = 3
SENT_AGAIN_AT_ONCE = 20  # jobs of a kind, each time that the sweep looks
SEND_SECONDS = 1

TOO_LONG = "It took longer than a worker may spend on one {what}, and was stopped. {if_long}"
WORKER_DIED = (
    "The worker was stopped in the middle of it, {attempts} times. Try again; if it fails "
    "once more, something in this very {what} brings the worker down: tell whoever runs the "
    "tracker."
)
OWN_FAULT = (
    "Something went wrong in the tracker itself, which is no fault of the {what}. Try again; if it "
    "fails once more, tell whoever runs the tracker that it was job {job} at {time}."
)


class JobFailedError(Exception):
    """A job cannot be done; `str(error)` is a sentence that says why and what to do.

    `columns` are set with it: `raw=None` where nothing else could come of the same bytes.
    """

    def __init__(self, why: str, **columns: Any) -> None:
        super().__init__(why)
        self.columns = columns


class OvertakenError(Exception):
    """The job is no longer ours: it was ended, or given to another worker."""


# --- Asking ---------------------------------------------------------------------------------------


def ask(job: Job) -> None:
    """Tell the workers of a waiting job when the transaction commits. Never raises.

    When the queue does not answer, the sweep tells them later.
    """
    transaction.on_commit(partial(_send, job))


def ask_again(job: Job, *, by: Any = None) -> None:
    """Let a failed job be tried anew, as asked for now by `by`. Raises OvertakenError."""
    again = _rows(job).filter(pk=job.pk, state=JobState.FAILED)
    if not again.update(**_anew(by)):
        raise OvertakenError
    job.refresh_from_db(fields=["state", "attempts", "failure", "stage", "asked_at", "asked_by"])
    ask(job)


def ask_all(rows: QuerySet[Any]) -> None:
    """As `ask`, of many waiting jobs of a kind. Never raises.

    So many of them are told of as keep the workers busy, in the order in which they were asked for.
    Each that is done has its worker tell of another: see `tell_of_next`.
    """
    transaction.on_commit(lambda: _send_all(_in_turn(rows)[:SENT_AGAIN_AT_ONCE]))


def ask_all_again(rows: QuerySet[Any], *, by: Any = None) -> int:
    """As `ask_again`, of those among the rows that failed; return how many they are."""
    failed = list(rows.filter(state=JobState.FAILED).values_list("pk", flat=True))
    again = rows.model._default_manager.filter(pk__in=failed)
    changed: int = again.filter(state=JobState.FAILED).update(**_anew(by))
    ask_all(again)
    return changed


def tell_of_next(model: type[Job]) -> None:
    """Tell the workers of a waiting job that no message has told of, if there is one. Never raises.

    Called by a worker that has done one: so the queue never holds more messages than it needs, and
    those that were lost hold nothing up for longer than until the next sweep.
    """
    waiting = _in_turn(model._default_manager)
    # Those before it have their messages, but for a few that two workers passed over at once:
    # they are what is left when no others are.
    after = waiting[SENT_AGAIN_AT_ONCE - 1 : SENT_AGAIN_AT_ONCE] or waiting[:1]
    _send_all(after)


def _in_turn(rows: Any) -> Any:
    return rows.filter(state=JobState.WAITING).order_by("asked_at", "pk").only("pk")


def _anew(by: Any) -> dict[str, Any]:
    """What the columns of a job are set to that is tried again."""
    return {
        "state": JobState.WAITING,
        "attempts": 0,
        "failure": "",
        "stage": "",
        "finished_at": None,
        "asked_at": timezone.now(),
        "asked_by": by,
    }


def _send(job: Job) -> bool:
    return _send_all([job])


def _send_all(told: Iterable[Job]) -> bool:
    """Tell of jobs over one connection, until the queue does not answer; whether it always did."""
    told = list(told)
    if not told:
        return True
    impatient = {"socket_connect_timeout": SEND_SECONDS, "socket_timeout": SEND_SECONDS}
    try:
        with current_app.connection_for_write(
            connect_timeout=SEND_SECONDS,
            transport_options={**current_app.conf.broker_transport_options, **impatient},
        ) as broker:
            # Or kombu tries for as long as it takes.
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=SEND_SECONDS)
            for job in told:
                current_app.send_task(
                    task_of(type(job)), args=[job.pk], connection=broker, retry=False
                )
    except (QueueError, OSError) as error:
        names = ", ".join(f"{type(job).__name__} {job.pk}" for job in told)
        logger.warning("The queue does not answer, and the sweep will tell of %s: %s", names, error)
        return False
    return True


def task_of(model: type[Job]) -> str:
    """The name of the task that works on jobs of a kind: sources.tasks.run_capture."""
    return f"sources.tasks.run_{model._meta.model_name}"


# --- Working --------------------------------------------------------------------------------------


def work_on(model: type[AnyJob], pk: int, do: Callable[[AnyJob], None]) -> bool:
    """Take the job and do it, unless it is done already or somebody is at it; whether it was taken.

    `do` calls `finish` in the transaction that keeps the result. What it raises ends the job as
    failed, in words; but for a lost database, after which the sweep gives the job back.
    """
    with held(model, pk) as job:
        if job is None:
            return False
        try:
            do(job)
        except OvertakenError:
            logger.warning("%s %s was ended or taken over meanwhile", model.__name__, pk)
        except JobFailedError as failure:
            fail(job, str(failure), **failure.columns)
        except SoftTimeLimitExceeded:
            fail(job, _too_long(model))
        except OperationalError:
            raise
        except Exception:
            logger.exception("%s %s failed", model.__name__, pk)
            now = f"{timezone.localtime():%H:%M}"
            fail(job, OWN_FAULT.format(what=model.what, job=pk, time=now))
    return True


@contextmanager
def held(model: type[AnyJob], pk: int) -> Iterator[AnyJob | None]:
    """The job, taken, and nobody else's until the block ends; None when it is not to be had."""
    with _locked(model, pk) as is_ours:
        yield _take(model, pk) if is_ours else None


def tell(job: Job, stage: str, **columns: Any) -> None:
    """Say on the page what is being done now. Raises OvertakenError when the job is not ours."""
    if not _ours(job).update(stage=stage[:100], **columns):
        raise OvertakenError


def finish(job: Job, **outcome: Any) -> None:
    """Mark the job done, in the transaction that keeps what came of it.

    Raises OvertakenError when it is not ours any more; then nothing of the result may be kept.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "finish() stands in the transaction that keeps the result, or a job could end twice"
        )
    if not _end(_ours(job), state=JobState.DONE, **outcome):
        raise OvertakenError


def fail(job: Job, why: str, **columns: Any) -> None:
    """Mark the job failed; `why` says what to do. Does nothing when it is not ours any more."""
    _end(_ours(job), state=JobState.FAILED, failure=why, **columns)


def end_overdue(model: type[Job], pk: int) -> None:
    """Mark a job failed whose worker was killed for being at it for too long."""
    running = model._default_manager.filter(pk=pk, state=JobState.RUNNING)
    _end(running, state=JobState.FAILED, failure=_too_long(model))


def _too_long(model: type[Job]) -> str:
    return TOO_LONG.format(what=model.what, if_long=model.if_long)


def _end(rows: Any, **columns: Any) -> bool:
    return bool(rows.update(stage="", finished_at=timezone.now(), **columns))


def _take(model: type[AnyJob], pk: int) -> AnyJob | None:
    with transaction.atomic():
        waiting = model._default_manager.select_for_update(of=("self",))
        job = waiting.filter(pk=pk, state=JobState.WAITING).first()
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.started_at = timezone.now()
        job.stage = ""
        job.save(update_fields=["state", "attempts", "started_at", "stage"])
    return job


def _ours(job: Job) -> Any:
    """The row, if it is still in the attempt that we took it for."""
    return _rows(job).filter(
        pk=job.pk, state=JobState.RUNNING, attempts=job.attempts, started_at=job.started_at
    )


def _rows(job: Job) -> Any:
    return type(job)._default_manager


# --- Sweeping -------------------------------------------------------------------------------------


def sweep() -> int:
    """Give back what dead workers held, and tell of what waits; return how many were told of.

    Harmless at any time, by several at once: a message is a hint, and a held row is locked.
    """
    swept = 0
    for model in Job.__subclasses__():
        give_back_lost(model)
        # Only so many, or messages for the same jobs would pile up while the queue is long.
        for job in _in_turn(model._default_manager)[:SENT_AGAIN_AT_ONCE]:
            if not _send(job):
                return swept
            swept += 1
    return swept


def give_back_lost(model: type[Job]) -> None:
    """Let those of a kind wait again whose worker is dead."""
    running = model._default_manager.filter(state=JobState.RUNNING).order_by("asked_at", "pk")
    for pk in running.values_list("pk", flat=True):
        with _locked(model, pk) as is_ours:
            if is_ours:
                _give_back(model, pk)


def _give_back(model: type[Job], pk: int) -> None:
    lost = model._default_manager.filter(pk=pk, state=JobState.RUNNING)
    lost.filter(attempts__lt=MOST_ATTEMPTS).update(state=JobState.WAITING, stage="")
    died = WORKER_DIED.format(what=model.what, attempts=MOST_ATTEMPTS)
    _end(lost, state=JobState.FAILED, failure=died)


@contextmanager
def _locked(model: type[Job], pk: int) -> Iterator[bool]:
    """Whether this session got the lock of the row, which it holds until the block ends.

    A lock of the session and not of a transaction: the work takes many short transactions. So the
    connection must stay the same, which a pooler between us and the server would not grant.
    """
    key = lock_of(model, pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            # A connection that broke took its lock along.
            with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def lock_of(model: type[Job], pk: int) -> int:
    """The number of the lock of a row."""
    return number_of(f"{model._meta.db_table}:{pk}")
