from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cases.constraints import SameCase, one_of
from cases.history import tracked


class Passage(models.Model):
    """Exact words at their place in a snapshot. Offsets count code points from 0."""

    snapshot = models.ForeignKey("sources.Snapshot", models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=200, blank=True, help_text="Text just before the words.")
    suffix = models.CharField(max_length=200, blank=True, help_text="Text just after the words.")

    class Meta:
        ordering = ["snapshot", "start", "end"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="passage_once"),
            models.UniqueConstraint(fields=["id", "snapshot"], name="passage_id_snapshot"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_has_words"),
        ]
        triggers: ClassVar = [
            # A snapshot never changes, so what was true on insert stays true.
            pgtrigger.Trigger(
                name="words_are_there",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("body", "text")],
                func="""
                    SELECT text INTO body FROM sources_snapshot WHERE id = NEW.snapshot_id;
                    -- substr stops at the end of the text, so the length is compared as well.
                    IF substr(body, NEW.start + 1, NEW."end" - NEW.start)
                       IS DISTINCT FROM NEW.exact
                       OR length(NEW.exact) <> NEW."end" - NEW.start THEN
                        RAISE EXCEPTION 'the words "%" are not at % to % of snapshot %',
                            NEW.exact, NEW.start, NEW."end", NEW.snapshot_id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF right(left(body, NEW.start), length(NEW.prefix)) IS DISTINCT FROM NEW.prefix
                       OR substr(body, NEW."end" + 1, length(NEW.suffix))
                          IS DISTINCT FROM NEW.suffix THEN
                        RAISE EXCEPTION 'the text around "%" in snapshot % is another',
                            NEW.exact, NEW.snapshot_id USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="not_edited", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"“{self.exact}”"


class CheckState(models.TextChoices):
    """How a passage fared in a newer snapshot."""

    SAME = "same", "same"
    MISSING = "missing", "missing"


@tracked
class PassageCheck(models.Model):
    """Where a passage was found again in another snapshot of its source, or that it was not."""

    passage = models.ForeignKey("sources.Passage", models.CASCADE, related_name="checks")
    snapshot = models.ForeignKey("sources.Snapshot", models.PROTECT, related_name="checks")
    state = models.CharField(max_length=10, choices=CheckState)
    found = models.ForeignKey(
        "sources.Passage", models.PROTECT, null=True, blank=True, related_name="found_by"
    )

    class Meta:
        ordering = ["snapshot", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "snapshot"], name="passage_checked_once"),
            one_of("state", CheckState, name="passage_check_state_known"),
            models.CheckConstraint(
                condition=Q(state="same", found__isnull=False)
                | Q(state="missing", found__isnull=True),
                name="passage_check_found_if_same",
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
