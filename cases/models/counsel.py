from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cases.citable import Citable, Kind
from cases.constraints import SameCase
from cases.history import tracked
from cases.models.base import CaseRow
from cases.word_indexes import COUNSEL


@tracked
class Counsel(CaseRow):
    """An attorney or a firm that appears for a party."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="counsel")
    attorney = models.CharField(max_length=300, blank=True)
    firm = models.CharField(max_length=300, blank=True)
    position = models.CharField(max_length=200, blank=True, help_text="managing partner")
    represents = models.ForeignKey("cases.Party", models.CASCADE, related_name="counsel")
    roles = models.CharField(max_length=1000, blank=True, help_text="LEAD ATTORNEY, PRO HAC VICE")
    contact = models.TextField(blank=True)
    appeared_on = models.DateField(null=True, blank=True)
    withdrew_on = models.DateField(null=True, blank=True)

    citable: ClassVar = (
        Citable("attorney", "attorney"),
        Citable("firm", "firm"),
        Citable("position", "position"),
        Citable("represents", "represents"),
        Citable("roles", "roles"),
        Citable("contact", "contact"),
        Citable("appeared_on", "appeared", Kind.DATE),
        Citable("withdrew_on", "withdrew", Kind.DATE),
    )
    headline_field = "attorney"

    class Meta(CaseRow.Meta):
        verbose_name_plural = "counsel"
        ordering = ["pk"]
        constraints: ClassVar = [
            *CaseRow.Meta.constraints,
            SameCase(field="represents", name="counsel_party_of_same_case"),
            models.CheckConstraint(
                condition=~Q(attorney="", firm=""), name="counsel_has_an_attorney_or_firm"
            ),
        ]
        indexes: ClassVar = [GinIndex(COUNSEL, name="counsel_words")]

    @property
    def headline(self) -> str:
        return self.attorney or self.firm
