import hashlib
from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.append_only import append_only
from cases.constraints import one_of
from sources.sql.text_parts import parts_of_a_clipping


class Taken(models.TextChoices):
    """How the text came here."""

    CLIPPED = "clipped", "clipped"  # only the words quoted, none around them
    PASTED = "pasted", "pasted"
    FETCHED = "fetched", "fetched"
    IMPORTED = "imported", "imported"
    UPLOADED = "uploaded", "uploaded"


class Sha256Hex(models.Func):
    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()


_OF_NO_NOTICES = hashlib.sha256(b"[]").hexdigest()


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def whole_texts(self) -> Self:
        """Snapshots of a source's whole text, as against clippings; the one last seen first."""
        is_current = models.Case(models.When(pk=F("source__current"), then=0), default=1)
        return self.exclude(taken=Taken.CLIPPED).order_by(is_current, "-taken_at", "-pk")

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
    media = models.CharField(
        max_length=10, blank=True, help_text="What the bytes are: html, txt, pdf, eml."
    )
    url = models.CharField(max_length=1000, blank=True, help_text="Where it was fetched from.")
    page_starts = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        blank=True,
        help_text="Where each page begins in the text; empty for a text without pages.",
    )
    notices = models.JSONField(
        default=list,
        blank=True,
        help_text="What the source says of itself outside its text: [{kind, words}], sorted.",
    )
    notices_sha256 = models.CharField(
        max_length=64,
        default=_OF_NO_NOTICES,
        editable=False,
        help_text="Of the notices; the database fills it in.",
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            one_of("taken", Taken, name="snapshot_taken_known"),
            # A note in the margin may come although the text stays.
            models.UniqueConstraint(
                fields=["source", "sha256", "notices_sha256"],
                condition=~Q(taken=Taken.CLIPPED),
                name="snapshot_text_once_a_source",
            ),
            # Apart, for a whole text may be no more than the words that were clipped of it.
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=Q(taken=Taken.CLIPPED),
                name="snapshot_clippings_once_a_source",
            ),
            models.UniqueConstraint(fields=["id", "source"], name="snapshot_id_source"),
            models.CheckConstraint(
                condition=Q(sha256=Sha256Hex(F("text"))), name="snapshot_hash_is_of_its_text"
            ),
        ]
        triggers: ClassVar = [
            *append_only(),
            parts_of_a_clipping(),
            # A column that the database generates may not use convert_to.
            pgtrigger.Trigger(
                name="hashes_its_notices",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    NEW.notices_sha256 := encode(
                        sha256(convert_to(NEW.notices::text, 'UTF8')), 'hex'
                    );
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="is_the_current_text",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__taken__in=[t for t in Taken.values if t != "clipped"]),
                func="""
                    UPDATE sources_source SET current_id = NEW.id WHERE id = NEW.source_id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.get_taken_display()} {self.taken_at:%Y-%m-%d}"

    @property
    def is_whole(self) -> bool:
        return self.taken != Taken.CLIPPED
