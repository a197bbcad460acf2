from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.constraints import one_of
from sources.models.append_only import append_only


class Taken(models.TextChoices):
    """How the text came here."""

    CLIPPED = "clipped", "clipped"  # only the words quoted, none around them
    PASTED = "pasted", "pasted"
    FETCHED = "fetched", "fetched"
    IMPORTED = "imported", "imported"


class Sha256Hex(models.Func):
    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def whole_texts(self) -> Self:
        """Snapshots of a source's whole text, as against clippings; the newest first."""
        return self.exclude(taken=Taken.CLIPPED).order_by("-taken_at", "-pk")

    def without_texts(self) -> Self:
        """Without the columns that may hold megabytes."""
        return self.defer("text", "raw")


class Snapshot(models.Model):
    """The text of a source at one moment. Never edited, never deleted."""

    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField(default=timezone.now)
    taken = models.CharField(max_length=10, choices=Taken)
    text = models.TextField()
    raw = models.BinaryField(null=True, blank=True, help_text="The bytes the text was taken from.")
    sha256 = models.CharField(max_length=64, help_text="Of the text in UTF-8.")
    extractor = models.CharField(max_length=100, blank=True, help_text="Program and version.")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            one_of("taken", Taken, name="snapshot_taken_known"),
            models.UniqueConstraint(
                fields=["source", "sha256"], name="snapshot_text_once_a_source"
            ),
            models.UniqueConstraint(fields=["id", "source"], name="snapshot_id_source"),
            models.CheckConstraint(
                condition=Q(sha256=Sha256Hex(F("text"))), name="snapshot_hash_is_of_its_text"
            ),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.source}, {self.get_taken_display()} {self.taken_at:%Y-%m-%d}"

    @property
    def is_whole(self) -> bool:
        return self.taken != Taken.CLIPPED
