from datetime import timedelta
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.utils import timezone

from cases.constraints import one_of
from sources.models.job import JobState


class Every(models.TextChoices):
    """How often an address is looked at again."""

    DAY = "day", "every day"
    WEEK = "week", "every week"
    MONTH = "month", "every 30 days"

    @property
    def interval(self) -> timedelta:
        return timedelta(days={"day": 1, "week": 7, "month": 30}[self.value])


LONGEST_WAIT = timedelta(days=60)
# From here on a day, doubled once more for each failure, is past the longest wait.
_DOUBLED_AT_MOST = 6


def notes_its_outcome() -> pgtrigger.Trigger:
    """For a capture: when a look at an address ends, its watch counts it and sets the next look.

    However it ends, be it that the worker was killed for it. After n failures in a row the next
    one is the interval times 2 to the n away, at the most 60 days.
    """
    intervals = " ".join(
        f"WHEN '{every.value}' THEN interval '{every.interval.days} days'" for every in Every
    )
    return pgtrigger.Trigger(
        name="notes_its_outcome",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(
            old__state__df=pgtrigger.F("new__state"),
            new__state__in=[JobState.DONE, JobState.FAILED],
            new__way="address",
        ),
        func=f"""
            UPDATE sources_watch AS it
               SET failures = counted.failures,
                   checked_at = CASE NEW.state
                       WHEN 'done' THEN NEW.finished_at ELSE it.checked_at END,
                   due_at = NEW.finished_at + least(
                       interval '{LONGEST_WAIT.days} days',
                       CASE it.every {intervals} END
                       * power(2, least(counted.failures, {_DOUBLED_AT_MOST}))
                   )
              FROM (
                  SELECT id, CASE NEW.state
                         WHEN 'done' THEN 0 ELSE least(failures + 1, 999) END AS failures
                    FROM sources_watch WHERE source_id = NEW.source_id FOR UPDATE
              ) AS counted
             WHERE it.id = counted.id;
            RETURN NULL;
        """,  # noqa: S608 - made of our own choices
    )


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
