from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from cases.constraints import one_of


class Every(models.TextChoices):
    """How often an address is looked at again."""

    DAY = "day", "every day"
    WEEK = "week", "every week"
    MONTH = "month", "every 30 days"

    @property
    def interval(self) -> timedelta:
        return timedelta(days={"day": 1, "week": 7, "month": 30}[self.value])


class WatchQuerySet(models.QuerySet["Watch"]):
    def due(self) -> Self:
        """Those whose time has come, the longest overdue first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")


class Watch(models.Model):
    """That a source's address is looked at again from time to time.

    Apart from the source itself: a clock that writes to it would overtake people who edit it.
    """

    source = models.OneToOneField("sources.Source", models.CASCADE, related_name="watch")
    every = models.CharField(max_length=10, choices=Every, default=Every.WEEK)
    due_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    checked_at = models.DateTimeField(null=True, blank=True, help_text="Last seen, changed or not.")

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        ordering = ["pk"]
        constraints: ClassVar = [one_of("every", Every, name="watch_interval_known")]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_every_display()}"
