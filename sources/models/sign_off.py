from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.append_only import not_truncated
from sources.sql.agreement import agreement
from sources.sql.open_points import open_points
from sources.sql.reopening import reopening
from sources.sql.signing import NOTHING_IS_OPEN


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def standing(self) -> Self:
        """Those that nothing has taken back."""
        return self.filter(reopened_at__isnull=True)

    def newest_first(self) -> Self:
        return self.select_related("signed_by").order_by("-pk")


class SignOff(models.Model):
    """An attorney vouches for a case as it stands: sourced, decided, and nothing flagged.

    The database refuses it while a point is open, and takes it back by itself when the record or
    its evidence changes. Otherwise a row is never edited and never deleted.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="sign_offs")
    signed_at = models.DateTimeField(
        default=timezone.now, help_text="The database puts in its own time."
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_offs"
    )
    remark = models.TextField(blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    reopened_because = models.CharField(
        max_length=300, blank=True, editable=False, help_text="What changed, in words."
    )

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "sign-off"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(reopened_at__isnull=True),
                name="sign_off_stands_once_a_case",
                violation_error_message="This case is signed off already.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_because="")
                | (Q(reopened_at__isnull=False) & ~Q(reopened_because="")),
                name="sign_off_reopened_because",
            ),
            *agreement(),
            *open_points(),
            *reopening(),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="nothing_is_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("points", "text"), ("number", "integer")],
                func=NOTHING_IS_OPEN,
            ),
            pgtrigger.Trigger(
                name="changed_by_reopening_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    -- In the trigger of a change that takes it back, this is the second.
                    IF pg_trigger_depth() < 2 OR OLD.reopened_at IS NOT NULL
                       OR NEW.reopened_at IS NULL
                       OR to_jsonb(NEW) - 'reopened_at' - 'reopened_because'
                          <> to_jsonb(OLD) - 'reopened_at' - 'reopened_because' THEN
                        RAISE EXCEPTION 'a sign-off is taken back by a change of the record or its '
                            'evidence, and never edited' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="not_deleted", operation=pgtrigger.Delete),
            not_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.case}, signed off by {self.signed_by}"
