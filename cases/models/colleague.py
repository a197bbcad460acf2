"""What colleagues tell each other about a docket entry. It is no evidence and never exported."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from cases.history import tracked
from cases.word_indexes import NOTE


@tracked
class DocketNote(models.Model):
    """A remark of somebody in the firm on an entry, for the others."""

    filing = models.ForeignKey("cases.Filing", models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="docket_notes"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="docket_note_says_something")
        ]
        indexes: ClassVar = [GinIndex(NOTE, name="docket_note_words")]

    def __str__(self) -> str:
        return self.text


@tracked
class DocketTag(models.Model):
    """A word that colleagues find an entry by."""

    filing = models.ForeignKey("cases.Filing", models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("filing", Lower("name"), name="docket_tag_once_an_entry"),
            models.CheckConstraint(condition=~Q(name=""), name="docket_tag_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
