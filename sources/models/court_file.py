from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.constraints import one_of
from sources.models.job import UNFINISHED, Job, JobState
from sources.models.source import SourceKind

COURT_KINDS = (SourceKind.DOCKET_REPORT, SourceKind.FILING_NOTICE, SourceKind.FEED)


class DeliveryWay(models.TextChoices):
    """How court files come in."""

    UPLOAD = "upload", "uploaded"
    COMMAND = "command", "by command"
    MAILBOX = "mailbox", "from the mailbox"


class Delivery(models.Model):
    """Court files that came in together: what somebody uploaded at once, a run of the command."""

    way = models.CharField(max_length=10, choices=DeliveryWay)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [one_of("way", DeliveryWay, name="delivery_way_known")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {timezone.localtime(self.made_at):%Y-%m-%d %H:%M}"


class CourtFile(Job):
    """A docket report, notice or feed that came in, and what became of it."""

    delivery = models.ForeignKey("sources.Delivery", models.PROTECT, related_name="files")
    filename = models.CharField(max_length=500)
    size = models.PositiveBigIntegerField(help_text="Of the file, in bytes.")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    raw = models.BinaryField(null=True, blank=True, help_text="Until it is a snapshot or refused.")
    kind = models.CharField(max_length=20, blank=True, choices=SourceKind)
    source = models.OneToOneField(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="court_file"
    )
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The very same bytes came before: this one brought nothing.",
    )
    cases = models.ManyToManyField("cases.Case", related_name="court_files", blank=True)
    as_of = models.CharField(
        max_length=32,
        blank=True,
        help_text="The moment that the file itself gives, ISO; later ones are newer.",
    )
    entries_new = models.PositiveIntegerField(default=0)
    entries_changed = models.PositiveIntegerField(default=0)
    entries_unchanged = models.PositiveIntegerField(default=0)

    class Meta(Job.Meta):
        ordering = ["pk"]
        indexes: ClassVar = [
            # Whoever has done one asks for the next.
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(state__in=UNFINISHED),
                name="court_file_unfinished",
            )
        ]
        constraints: ClassVar = [
            *Job.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["", *COURT_KINDS]), name="court_file_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE)
                | (Q(source__isnull=False) ^ Q(same_as__isnull=False)),
                name="court_file_done_is_a_source_or_a_copy",
            ),
            models.CheckConstraint(
                condition=~Q(same_as=F("pk")), name="court_file_is_a_copy_of_another"
            ),
            # Two workers with the same bytes: the second finds out here, and begins again.
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(source__isnull=False),
                name="court_file_once_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def entries_read(self) -> int:
        return self.entries_new + self.entries_changed + self.entries_unchanged
