from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sources.models.job import Job, JobState


class ConflictRequest(Job):
    """A list of names that somebody wants checked; the log has the check when all are done.

    It stands here, and not beside the log, for jobs do.
    """

    what: ClassVar = "list of names"
    if_long: ClassVar = "Divide the list, and check its parts one by one."

    asked_as = models.CharField(
        max_length=64,
        unique=True,
        help_text="Tells who sent what with which form: sent again, it is the same request.",
    )
    matter = models.CharField(max_length=200, blank=True)
    names = models.TextField(help_text="One a line.")
    names_given = models.PositiveIntegerField()
    names_done = models.PositiveIntegerField(default=0, help_text="By the latest attempt.")
    check_made = models.OneToOneField(
        "cases.ConflictCheck", models.PROTECT, null=True, blank=True, related_name="request"
    )

    class Meta(Job.Meta):
        ordering = ["-pk"]
        # Who may check may see what is being checked: cases.add_conflictcheck.
        default_permissions = ()
        constraints: ClassVar = [
            *Job.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=JobState.DONE) ^ Q(check_made__isnull=True),
                name="conflictrequest_done_is_in_the_log",
            ),
            models.CheckConstraint(
                condition=~Q(names="") & Q(names_done__lte=F("names_given")),
                name="conflictrequest_has_names",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=False), name="conflictrequest_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return f"conflict check of {self.names_given} names: {self.get_state_display()}"

    @property
    def done_now(self) -> int:
        """How many names the attempt under way has done: one that waits again begins anew."""
        return self.names_done if self.state == JobState.RUNNING else 0

    @property
    def seen(self) -> str:
        """Changes with whatever the page shows of it."""
        return f"{self.state}-{self.attempts}-{self.done_now}-{self.waits_long}"

    def get_absolute_url(self) -> str:
        return reverse("conflicts:asked", args=[self.pk])
