from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases import statutes
from cases.history import tracked
from cases.statute_addresses import slug_of
from cases.statutes import StatuteError, StatuteRef, subsections
from cases.statutes.jurisdiction import asks_for_its_part_alone
from cases.statutes.reach import DEEPER


class StatuteQuerySet(models.QuerySet["Statute"]):
    def overlapping(self, *refs: StatuteRef) -> Self:
        """Statutes that share a section or subsection with one of the given.

        One that only founds a court's jurisdiction is found when it is asked for: by a reference
        to nothing else (28 U.S.C. § 1332, or §§ 1331-1332; an act that names such a section asks
        for it too). All of title 28 does not bring it: half of all dockets name one.
        """
        matches = Q(pk__in=[])
        for ref in refs:
            lower = ref.lower_key
            # A subsection is in the section that ends with the section's own key.
            ends = Q(upper_key__gte=lower) | Q(upper_key__in=subsections.above(lower))
            held = Q(lower_key__lte=ref.upper_key + DEEPER) & ends
            if not statutes.is_jurisdictional(ref):
                held &= Q(jurisdictional=False)
            elif asks_for_its_part_alone(lower):
                held &= Q(lower_key__gte=lower)
            matches |= held
        return self.filter(matches)

    def keys_overlapping(self, *refs: StatuteRef) -> list[int]:
        """The keys of those, in their order.

        Fetched, not asked for within another query: only when the planner sees the keys does it
        know whether to expect five cases or a fifth of all.
        """
        return list(self.overlapping(*refs).order_by("pk").values_list("pk", flat=True))

    def written(self, ref: StatuteRef) -> "Statute":
        """The row of this reference, made where there is none."""
        # Looked for first: to know its name and kind, all acts are gone through.
        known = self.filter(citation=str(ref)).first()
        if known is not None:
            return known
        statute, _ = self.get_or_create(citation=str(ref), defaults=_read_from(ref))
        return statute

    def read_anew(self) -> int:
        """Write again what is read from the citations, and tell for how many that was another.

        An act that a new version knows gives its name to sections that are here already, and an
        end to their “et seq.”. A citation that is no longer read stays as it is.
        """
        changed = []
        for statute in self.all():
            try:
                now = _read_from(statutes.parse_one(statute.citation))
            except StatuteError:
                continue
            if now != {name: getattr(statute, name) for name in now}:
                for name, value in now.items():
                    setattr(statute, name, value)
                changed.append(statute)
        if changed:
            self.bulk_update(changed, _READ, batch_size=500)
        return len(changed)


_READ = ("code", "title", "lower_key", "upper_key", "popular_name", "jurisdictional")


def _read_from(ref: StatuteRef) -> dict[str, Any]:
    """What a row has besides its citation."""
    read = (
        *(ref.code, ref.title, ref.lower_key, ref.upper_key),
        *(statutes.popular_name(ref) or "", statutes.is_jurisdictional(ref)),
    )
    return dict(zip(_READ, read, strict=True))


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

    def get_absolute_url(self) -> str:
        try:
            ref = statutes.parse_one(self.citation)
        except StatuteError:  # of a version that read it
            return f"{reverse('statutes:list')}?{urlencode({'q': self.citation})}"
        return reverse("statutes:statute", args=[slug_of(ref)])
