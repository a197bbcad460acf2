"""What the workers do: thin callers, for a job's row says what is asked (sources/jobs.py).

A job of the model `Capture` is worked on by the task `run_capture`, and so on for each kind.
"""

from pathlib import Path
from typing import Any

from billiard.exceptions import TimeLimitExceeded
from celery import Task, shared_task
from django.conf import settings

from sources import jobs
from sources.actions.check_conflicts import check_conflicts
from sources.actions.import_court_file import import_court_file
from sources.actions.peruse import peruse
from sources.actions.read_mailbox import read_mailbox as read_new_messages
from sources.actions.take_text import take_text
from sources.actions.watch import recheck_due
from sources.models import Capture, ConflictRequest, CourtFile, Job, Perusal


class JobTask(Task):  # type: ignore[type-arg]
    """A task on one job, which ends as failed in words when its worker had to be killed for it."""

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        """Called in the worker's parent process, which must not touch the database: it forks."""
        if isinstance(exc, TimeLimitExceeded):
            end_overdue.apply_async(args=(self.name, *args), retry=False)


@shared_task(base=JobTask)
def run_capture(pk: int) -> None:
    """Take the text that a person or the clock asked for."""
    jobs.work_on(Capture, pk, take_text)


@shared_task(base=JobTask)
def run_perusal(pk: int) -> None:
    """Read a text for what it seems to state; proposals come of it, and no evidence."""
    jobs.work_on(Perusal, pk, peruse)


@shared_task(base=JobTask)
def run_courtfile(pk: int) -> None:
    """Read a court file into the record, and tell of the next: they come by the hundred."""
    if jobs.work_on(CourtFile, pk, import_court_file):
        jobs.tell_of_next(CourtFile)


@shared_task(base=JobTask)
def run_conflictrequest(pk: int) -> None:
    """Check a long list of names for conflicts."""
    jobs.work_on(ConflictRequest, pk, check_conflicts)


@shared_task
def end_overdue(task: str, pk: int) -> None:
    """Say of a job that it took too long, after its worker was killed."""
    [model] = [kind for kind in Job.__subclasses__() if jobs.task_of(kind) == task]
    jobs.end_overdue(model, pk)


@shared_task
def sweep_jobs() -> None:
    """Every half minute: give back what dead workers held, send what no message told of."""
    jobs.sweep()


@shared_task
def recheck_sources() -> None:
    """Every ten minutes: ask for the watched sources whose time has come."""
    recheck_due()


@shared_task
def read_mailbox() -> None:
    """Every minute, where MAILBOX is set: take in the notices that were delivered."""
    read_new_messages(Path(settings.MAILBOX))
