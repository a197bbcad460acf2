from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from cases.constraints import SameCase, one_of
from cases.history import tracked
from sources.anchoring import Span
from sources.sql.words_are_there import words_are_there


class Passage(models.Model):
    """Exact words at their place in a snapshot. Offsets count code points from 0."""

    snapshot = models.ForeignKey("sources.Snapshot", models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=200, blank=True, help_text="Text just before the words.")
    suffix = models.CharField(max_length=200, blank=True, help_text="Text just after the words.")
    page = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text="Where the text has pages; from 1."
    )

    class Meta:
        ordering = ["snapshot", "start", "end"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="passage_once"),
            models.UniqueConstraint(fields=["id", "snapshot"], name="passage_id_snapshot"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_has_words"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="page_follows_from_the_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    SELECT nullif(count(*), 0) INTO NEW.page
                      FROM sources_snapshot AS text, unnest(text.page_starts) AS page_start
                     WHERE text.id = NEW.snapshot_id AND page_start <= NEW.start;
                    RETURN NEW;
                """,
            ),
            words_are_there(),
            pgtrigger.Protect(name="not_edited", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"“{self.exact}”"

    @property
    def address(self) -> str:
        """Where one reads it: the page of its source names it, for a long text has several."""
        page = reverse("sources:source", args=[self.snapshot.source_id])
        return f"{page}?passage={self.pk}#passage-{self.pk}"


class CheckState(models.TextChoices):
    """How a passage fared in a newer snapshot."""

    SAME = "same", "same"
    CONTEXT_CHANGED = "context_changed", "the sentence around it changed"
    CHANGED = "changed", "changed"
    MOVED = "moved", "moved"
    AMBIGUOUS = "ambiguous", "there several times"
    MISSING = "missing", "missing"


# The very words stand in the newer text, and it is known where.
FOUND = (CheckState.SAME, CheckState.CONTEXT_CHANGED, CheckState.MOVED)


class Review(models.TextChoices):
    """What a person concluded of a passage that is not the same any more."""

    NONE = "", "not reviewed"
    CONFIRMED = "confirmed", "confirmed"
    RE_ANCHORED = "re_anchored", "re-anchored"
    WITHDRAWN = "withdrawn", "withdrawn"


class PassageCheckQuerySet(models.QuerySet["PassageCheck"]):
    def in_current_texts(self) -> Self:
        """Those that count: in the text of the source as it was last seen."""
        return self.filter(snapshot=F("snapshot__source__current"))

    def unreviewed(self) -> Self:
        """Those that flag the facts that lean on them: not the same, and nobody confirmed that.

        A passage that was withdrawn or re-anchored counts again as soon as it is cited again.
        """
        cited = Passage.objects.filter(pk=OuterRef("passage"), citations__isnull=False)
        return self.exclude(Q(state=CheckState.SAME) | Q(review=Review.CONFIRMED)).filter(
            Exists(cited)
        )


@tracked
class PassageCheck(models.Model):
    """How a passage fared in a newer snapshot of its source, and what a person made of that."""

    passage = models.ForeignKey("sources.Passage", models.CASCADE, related_name="checks")
    snapshot = models.ForeignKey("sources.Snapshot", models.PROTECT, related_name="checks")
    state = models.CharField(max_length=20, choices=CheckState)
    found = models.ForeignKey(
        "sources.Passage", models.PROTECT, null=True, blank=True, related_name="found_by"
    )
    # Offsets and no passage: a suggestion that nobody accepts leaves nothing behind.
    suggested_start = models.PositiveIntegerField(null=True, blank=True)
    suggested_end = models.PositiveIntegerField(null=True, blank=True)
    review = models.CharField(max_length=20, choices=Review, blank=True, default=Review.NONE)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks_reviewed",
    )
    remark = models.TextField(blank=True, help_text="Why, in the words of who reviewed it.")
    before = models.JSONField(
        default=list, blank=True, help_text="The citations before the review, so it can be undone."
    )

    objects = PassageCheckQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["snapshot"],
                condition=~Q(state=CheckState.SAME) & ~Q(review=Review.CONFIRMED),
                name="passage_check_open",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "snapshot"], name="passage_checked_once"),
            one_of("state", CheckState, name="passage_check_state_known"),
            one_of("review", Review, name="passage_check_review_known"),
            models.CheckConstraint(
                condition=Q(state__in=FOUND, found__isnull=False)
                | (~Q(state__in=FOUND) & Q(found__isnull=True)),
                name="passage_check_found_where_the_words_are",
            ),
            models.CheckConstraint(
                condition=Q(suggested_start__isnull=True, suggested_end__isnull=True)
                | Q(suggested_end__gt=F("suggested_start"), found__isnull=True),
                name="passage_check_suggests_words",
            ),
            models.CheckConstraint(
                condition=Q(review="", reviewed_at__isnull=True)
                | (~Q(review="") & Q(reviewed_at__isnull=False) & ~Q(state="same")),
                name="passage_check_reviewed_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(review="") | Q(reviewed_by__isnull=True, remark="", before=[]),
                name="passage_check_unreviewed_says_nothing",
            ),
            # Without these rows it could not be undone.
            models.CheckConstraint(
                condition=Q(review__in=["", Review.CONFIRMED]) | ~Q(before=[]),
                name="passage_check_keeps_what_it_changed",
            ),
            models.CheckConstraint(
                condition=~Q(review=Review.WITHDRAWN) | ~Q(remark=""),
                name="passage_check_withdrawn_for_a_reason",
            ),
            SameCase(
                field="found",
                own="snapshot",
                theirs="snapshot",
                name="passage_found_in_that_snapshot",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="same_source",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF (SELECT s.source_id FROM sources_passage p
                          JOIN sources_snapshot s ON s.id = p.snapshot_id
                         WHERE p.id = NEW.passage_id)
                       IS DISTINCT FROM
                       (SELECT source_id FROM sources_snapshot WHERE id = NEW.snapshot_id)
                    THEN
                        RAISE EXCEPTION 'passage % is not of the source of snapshot %',
                            NEW.passage_id, NEW.snapshot_id
                            USING ERRCODE = 'foreign_key_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.passage}: {self.get_state_display()}"

    @property
    def suggested(self) -> Span | None:
        """The place that may be meant in the newer text, for a person to accept."""
        if self.suggested_start is None or self.suggested_end is None:
            return None
        return Span(self.suggested_start, self.suggested_end)

    @property
    def is_open(self) -> bool:
        """Whether it flags the facts that lean on the passage."""
        return self.state != CheckState.SAME and self.review != Review.CONFIRMED
