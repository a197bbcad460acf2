from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cases.citable import Citable
from cases.history import tracked
from cases.models.base import CaseRow


@tracked
class RelatedCase(CaseRow):
    """Another case in the tracker, and how it relates to this one."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="related_cases")
    other = models.ForeignKey("cases.Case", models.PROTECT, related_name="related_from")
    relation = models.CharField(max_length=300)
    description = models.CharField(max_length=500, blank=True)

    citable: ClassVar = (
        Citable("relation", "how it relates"),
        Citable("description", "what is said of it"),
    )
    headline_field = "relation"

    class Meta(CaseRow.Meta):
        ordering = ["pk"]
        constraints: ClassVar = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["case", "other"], name="related_case_once"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="related_case_is_another"),
        ]

    @property
    def headline(self) -> str:
        return str(self.other)
