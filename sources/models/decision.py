from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.append_only import append_only
from cases.constraints import one_of
from cases.history import tracked
from sources.models.fact_target import FactTarget, indexes_of_rows, rows_of_the_same_case
from sources.models.turns import LastTurn, considers_what_is_cited


class Basis(models.TextChoices):
    """On what a value is shown."""

    SOURCES = "sources", "chosen among what the sources state"
    INFERENCE = "inference", "inferred; no source states it in full"
    UNSOURCED = "unsourced", "no source states it"
    COURT_FILE = "court_file", "the newest of the fullest court files states it"
    STATED_NONE = "stated_none", "a source says there is none"


@tracked
class Decision(FactTarget):
    """Why this value is the one shown. Never edited: a later decision stands above an earlier."""

    basis = models.CharField(max_length=20, choices=Basis)
    value = models.TextField(blank=True, help_text="The value adopted, as it was then.")
    reason = models.TextField()
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions"
    )

    considers = models.BigIntegerField(
        editable=False,
        db_default=LastTurn(),
        help_text="The turn of the newest statement of the fact when it was made, 0 without any.",
    )

    class Meta(FactTarget.Meta):
        ordering = ["pk"]
        constraints: ClassVar = [
            *FactTarget.Meta.constraints,
            *rows_of_the_same_case("decision"),
            one_of("basis", Basis, name="decision_basis_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]
        indexes: ClassVar = indexes_of_rows("decision")
        triggers: ClassVar = [*append_only(), considers_what_is_cited()]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}: {self.reason}"
