from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from cases import statutes
from cases.history import tracked
from cases.statutes import StatuteRef


class StatuteQuerySet(models.QuerySet["Statute"]):
    def overlapping(self, *refs: StatuteRef) -> Self:
        """Statutes that share a section with one of the given."""
        matches = Q(pk__in=[])
        for ref in refs:
            matches |= Q(lower_key__lte=ref.upper_key, upper_key__gte=ref.lower_key)
        return self.filter(matches)

    def written(self, ref: StatuteRef) -> "Statute":
        """The row of this reference, made where there is none."""
        # Looked for first: to know its name and kind, all acts are gone through.
        known = self.filter(citation=str(ref)).first()
        if known is not None:
            return known
        statute, _ = self.get_or_create(
            citation=str(ref),
            defaults={
                "code": ref.code,
                "title": ref.title,
                "lower_key": ref.lower_key,
                "upper_key": ref.upper_key,
                "popular_name": statutes.popular_name(ref) or "",
                "jurisdictional": statutes.is_jurisdictional(ref),
            },
        )
        return statute


@tracked
class Statute(models.Model):
    """A section of a code, or a range of them, in its standard form.

    The keys sort naturally (2000e-5 before 2000e-10) under the C collation, so that "which
    statutes hold this section" is a comparison of strings; `cases.statutes` makes them.
    """

    citation = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=60)
    title = models.PositiveSmallIntegerField(null=True, blank=True)
    lower_key = models.CharField(max_length=200, db_collation="C")
    upper_key = models.CharField(max_length=200, db_collation="C")
    popular_name = models.CharField(max_length=200, blank=True)
    jurisdictional = models.BooleanField(default=False)

    objects = StatuteQuerySet.as_manager()

    class Meta:
        ordering = ["lower_key", "upper_key", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lower_key__lte=F("upper_key")), name="statute_range_runs_forward"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lower_key", "upper_key"], name="statute_by_section")
        ]

    def __str__(self) -> str:
        return self.citation
