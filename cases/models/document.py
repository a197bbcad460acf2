from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cases.history import tracked_but_for
from cases.word_indexes import ATTACHMENT, HAS_DESCRIPTION


class DocumentQuerySet(models.QuerySet["Document"]):
    def without_contents(self) -> "DocumentQuerySet":
        """Without the bytes, which may be megabytes."""
        return self.defer("content")


@tracked_but_for("content")
class Document(models.Model):
    """A paper attached to a docket entry; the main one has no attachment number."""

    filing = models.ForeignKey("cases.Filing", models.CASCADE, related_name="documents")
    attachment = models.PositiveIntegerField(null=True, blank=True)
    description = models.CharField(max_length=500, blank=True)
    filename = models.CharField(max_length=255, blank=True, help_text="Of the file kept here.")
    content = models.BinaryField(null=True, blank=True, help_text="The file, if it is kept here.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the file.")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["filing", "attachment"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["filing", "attachment"],
                nulls_distinct=False,
                name="document_attachment_once_a_filing",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, sha256="")
                | (Q(content__isnull=False) & ~Q(sha256="") & ~Q(filename="")),
                name="document_kept_with_its_name_and_hash",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(ATTACHMENT, name="document_words", condition=HAS_DESCRIPTION),
        ]

    def __str__(self) -> str:
        return self.description or f"Attachment {self.attachment or 'main document'}"
