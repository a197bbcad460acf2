from datetime import timedelta
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.constraints import one_of


class JobState(models.TextChoices):
    WAITING = "waiting", "waiting"
    RUNNING = "running", "under way"
    DONE = "done", "done"
    FAILED = "failed", "failed"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)
PATIENCE = timedelta(seconds=20)  # a worker that is well takes a job within a second or two


class Job(models.Model):
    """Work that a worker does. The row is the truth of it; a message in the queue is only a hint.

    A job is done once: the database lets nothing follow on “done”. One that failed may be tried
    again by a person, and one whose worker died goes back to waiting.
    """

    # For the sentences of a failure: what was worked on, and what to do where there is too much.
    what: ClassVar = "text"
    if_long: ClassVar = "If the text is a very long one, copy the part that matters and paste it."

    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True, help_text="The latest attempt.")
    finished_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=100, blank=True, help_text="What it does now, in words.")
    failure = models.TextField(blank=True, help_text="Why it failed, and what to do.")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            one_of("state", JobState, name="%(class)s_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at__isnull=True)
                | Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False),
                name="%(class)s_finished_when_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) ^ Q(failure=""),
                name="%(class)s_says_why_it_failed",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.FSM(
                name="ends_once",
                field="state",
                transitions=[
                    (JobState.WAITING, JobState.RUNNING),
                    (JobState.WAITING, JobState.FAILED),
                    (JobState.RUNNING, JobState.WAITING),
                    (JobState.RUNNING, JobState.DONE),
                    (JobState.RUNNING, JobState.FAILED),
                    (JobState.FAILED, JobState.WAITING),
                ],
            )
        ]

    @property
    def waits_long(self) -> bool:
        """Whether it waits for longer than a worker that is well lets anything wait."""
        return self.state == JobState.WAITING and timezone.now() - self.asked_at > PATIENCE

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED
