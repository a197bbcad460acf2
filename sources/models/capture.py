from typing import ClassVar

from django.db import models
from django.db.models import Q

from cases.constraints import SameCase, one_of
from sources.models.job import UNFINISHED, Job, JobState
from sources.models.watch import notes_its_outcome


class Way(models.TextChoices):
    """How a text comes in."""

    ADDRESS = "address", "from its address"
    PASTE = "paste", "pasted"
    UPLOAD = "upload", "uploaded"


class Capture(Job):
    """One taking of a source's text: what was asked for, and what became of it."""

    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="captures")
    way = models.CharField(max_length=10, choices=Way)
    url = models.CharField(max_length=1000, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=255, blank=True)
    raw = models.BinaryField(
        null=True, blank=True, help_text="What was pasted or uploaded, until it is a snapshot."
    )
    is_recheck = models.BooleanField(default=False, help_text="Asked for by the source's watch.")
    snapshot = models.ForeignKey(
        "sources.Snapshot", models.PROTECT, null=True, blank=True, related_name="captures"
    )
    is_new = models.BooleanField(null=True, help_text="Whether this text was not here before.")
    proposed = models.JSONField(
        default=dict,
        blank=True,
        help_text="Title, author, publisher and date that the text gives, for a person to confirm.",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Job.Meta):
        ordering = ["-pk"]
        triggers: ClassVar = [*Job.Meta.triggers, notes_its_outcome()]
        constraints: ClassVar = [
            *Job.Meta.constraints,
            one_of("way", Way, name="capture_way_known"),
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE) | Q(snapshot__isnull=False, is_new__isnull=False),
                name="capture_done_has_its_snapshot",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.ADDRESS) | ~Q(url=""), name="capture_has_its_address"
            ),
            # Two people who ask for the same page at once, or a person and the clock.
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(way=Way.ADDRESS, state__in=UNFINISHED),
                name="capture_of_an_address_once_at_a_time",
            ),
            SameCase(
                field="snapshot", own="source", theirs="source", name="capture_of_its_own_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.get_way_display()}: {self.get_state_display()}"
