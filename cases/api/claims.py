"""Causes of action: on what law, against whom, asking for what."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.api.links import Link, evidence_of
from cases.api.parties import PartyBrief
from cases.api.views import OfCase, View
from cases.filters import LONGEST, StatuteField
from cases.models import Claim, Statute
from cases.models.claim import ClaimQuerySet
from cases.statutes import StatuteRef


class StatuteBrief(serializers.ModelSerializer[Statute]):
    """A statute as other answers name it."""

    url = Link("api:statute", pk="self")

    class Meta:
        model = Statute
        fields: ClassVar = ["url", "id", "citation", "popular_name"]


class ClaimBrief(serializers.ModelSerializer[Claim]):
    """A cause of action as its case names it."""

    url = Link("api:claim", pk="self")
    statutes = StatuteBrief(many=True, read_only=True)

    class Meta:
        model = Claim
        fields: ClassVar = ["url", "id", "key", "number", "title", "statutes"]


class ClaimSerializer(ClaimBrief):
    """A cause of action with its case, the parties sued, and where the evidence for it is."""

    case = Link("api:case", slug="case.slug")
    against = PartyBrief(many=True, read_only=True)
    disposed_by = serializers.SlugRelatedField(
        "key", read_only=True, allow_null=True, help_text="The key of the docket entry."
    )
    citations = evidence_of("claim")

    class Meta:
        model = Claim
        fields: ClassVar = [
            *ClaimBrief.Meta.fields,
            *("cause", "relief", "amount", "amount_basis"),
            *("case", "against", "disposed_by", "citations"),
        ]


@extend_schema_field(OpenApiTypes.STR)
class UnderFilter(django_filters.Filter):
    """Claims under a section that overlaps one that somebody wrote."""

    field_class = StatuteField

    def filter(self, qs: ClaimQuerySet, value: tuple[tuple[StatuteRef, ...], ...]) -> Any:
        for refs in value:
            qs = qs.under(*refs)
        return qs


class ClaimFilter(django_filters.FilterSet):
    """Which causes of action: of a case, under a statute."""

    case = django_filters.CharFilter(
        field_name="case__slug", max_length=120, label="The slug of its case."
    )
    statute = UnderFilter(label="In any usual spelling: 18:2701, the CFAA.", max_length=LONGEST)

    class Meta:
        model = Claim
        fields: ClassVar[list[str]] = []


def _read() -> QuerySet[Claim]:
    with_rows = Claim.objects.select_related("case", "disposed_by")
    return with_rows.prefetch_related("statutes", "against").order_by("pk")


class Claims(View):
    """Causes of action of all cases."""

    queryset = _read()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter


class ClaimsOfCase(OfCase):
    """Causes of action of one case."""

    serializer_class = ClaimSerializer
    queryset = Claim.objects.none()

    def get_queryset(self) -> Any:
        return _read().filter(case=self.case)
