"""Statutes: sections of codes that causes of action are under."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.api.filtering import WholeNumberFilter
from cases.api.links import Link
from cases.api.views import View
from cases.filters import LONGEST, StatuteField
from cases.models import Statute
from cases.models.statute import StatuteQuerySet
from cases.statutes import StatuteRef


class StatuteSerializer(serializers.ModelSerializer[Statute]):
    """A section or a range of them in its standard form, and where its cases and claims are."""

    url = Link("api:statute", pk="self")
    cases = Link("api:cases", given="statute=.citation")
    claims = Link("api:claims", given="statute=.citation")

    class Meta:
        model = Statute
        fields: ClassVar = [
            *("url", "id", "citation", "code", "title", "popular_name", "jurisdictional"),
            *("cases", "claims"),
        ]


@extend_schema_field(OpenApiTypes.STR)
class OverlapFilter(django_filters.Filter):
    """Statutes that share a section with one that somebody wrote."""

    field_class = StatuteField

    def filter(self, qs: StatuteQuerySet, value: tuple[tuple[StatuteRef, ...], ...]) -> Any:
        for refs in value:
            qs = qs.overlapping(*refs)
        return qs


class StatuteFilter(django_filters.FilterSet):
    """Which statutes: those that overlap one, those of a code or title."""

    statute = OverlapFilter(label="In any usual spelling: 18:2701, the CFAA.", max_length=LONGEST)
    code = django_filters.CharFilter(max_length=60, label="As its citation has it: U.S.C.")
    title = WholeNumberFilter(label="Of the code: 18.", min_value=0, max_value=32_767)
    jurisdictional = django_filters.BooleanFilter(label="Whether it only gives jurisdiction.")

    class Meta:
        model = Statute
        fields: ClassVar[list[str]] = []


class Statutes(View):
    """All statutes known here, in the order of their sections."""

    queryset: Any = Statute.objects.order_by("lower_key", "upper_key", "pk")
    serializer_class = StatuteSerializer
    filterset_class = StatuteFilter
