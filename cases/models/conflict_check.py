from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from cases.append_only import append_only
from cases.constraints import one_of


class Outcome(models.TextChoices):
    """What came of a conflict check, in the eyes of who looked at it."""

    CLEARED = "cleared", "cleared"
    CONFLICT = "conflict", "conflict"
    REFER = "refer", "referred"


class ConflictCheckQuerySet(models.QuerySet["ConflictCheck"]):
    def newest_first(self) -> Self:
        return self.select_related("made_by").order_by("-pk")

    def for_log(self) -> Self:
        """Newest first, with `outcome`, the word that stands, and without what was found."""
        last = ConflictOutcome.objects.filter(check_made=OuterRef("pk")).order_by("-pk")
        return (
            self.newest_first()
            .defer("found")
            .annotate(outcome=Subquery(last.values("outcome")[:1]))
        )


class ConflictCheck(models.Model):
    """That somebody looked for names in the record, and all that was found then.

    A row is never edited and never deleted: it is what the firm knew that day. `found` is written
    and read by `cases.conflicts.snapshot`; it names cases in words, for they may change.
    """

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflict_checks"
    )
    made_at = models.DateTimeField(default=timezone.now)
    matter = models.CharField(
        max_length=200, blank=True, help_text="What it was for: the client, the matter's number."
    )
    names = models.TextField(help_text="As they were given, one a line.")
    names_given = models.PositiveIntegerField()
    names_found = models.PositiveIntegerField(help_text="How many of them appear, or seem to.")
    found: "models.JSONField[Any, Any]" = models.JSONField()

    objects = ConflictCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        # Whom a firm may act for is not for every reader: who may check may see what was checked.
        default_permissions = ("add",)
        permissions: ClassVar = [("decide_conflictcheck", "Can say what came of a conflict check")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(names=""), name="conflict_check_has_names"),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"conflict check {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("conflicts:check", args=[self.pk])


class ConflictOutcome(models.Model):
    """What somebody made of a check, and why; the newest stands, and the others stay."""

    # Not “check”, which is Django's own.
    check_made = models.ForeignKey("cases.ConflictCheck", models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflict_outcomes"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar = [
            one_of("outcome", Outcome, name="conflict_outcome_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_outcome_has_a_reason"),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.check_made}: {self.get_outcome_display()}"
