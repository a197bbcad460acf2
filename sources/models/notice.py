from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

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

    def in_current_texts(self) -> Self:
        """Those that count: gained by the text of the source as it was last seen, or before it.

        Where an article went back to an older text, what it said of itself later is gone too.
        """
        return self.filter(snapshot_id__lte=F("snapshot__source__current"))


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
        indexes: ClassVar = [
            models.Index(
                fields=["snapshot"], condition=Q(reviewed_at__isnull=True), name="notice_open"
            )
        ]
        constraints: ClassVar = [
            one_of("kind", NoticeKind, name="notice_kind_known"),
            models.CheckConstraint(condition=~Q(words=""), name="notice_has_words"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False),
                name="notice_reviewed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=False) | Q(remark=""),
                name="notice_unreviewed_says_nothing",
            ),
            # By their hash: a note may be longer than what an index takes.
            models.UniqueConstraint(
                "snapshot", "kind", MD5("words"), name="notice_once_a_snapshot"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.ReadOnly(
                name="not_reworded", exclude=["reviewed_at", "reviewed_by", "remark"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"
