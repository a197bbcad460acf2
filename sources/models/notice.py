from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.constraints import one_of
from cases.history import tracked


class NoticeKind(models.TextChoices):
    """Where a source says of itself that it changed."""

    NOTE = "note", "note of correction"
    MODIFIED = "modified", "date of change"
    HEADLINE = "headline", "headline"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unreviewed(self) -> Self:
        """Those that nobody has looked at yet: they flag every fact of their source."""
        return self.filter(reviewed_at__isnull=True)


@tracked
class Notice(models.Model):
    """Something that a source began to say of itself: an editor's note, a date of change."""

    snapshot = models.ForeignKey(
        "sources.Snapshot", models.PROTECT, related_name="gained", help_text="First seen in it."
    )
    kind = models.CharField(max_length=10, choices=NoticeKind)
    words = models.TextField()
    earlier = models.TextField(blank=True, help_text="What the headline or date was before.")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices_reviewed",
    )
    remark = models.TextField(blank=True, help_text="What the person who read it concluded.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            one_of("kind", NoticeKind, name="notice_kind_known"),
            models.CheckConstraint(condition=~Q(words=""), name="notice_has_words"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False),
                name="notice_reviewed_at_a_time",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.ReadOnly(
                name="not_reworded", exclude=["reviewed_at", "reviewed_by", "remark"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"
