"""Parties of cases, with their counsel."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from cases.api.links import Link, evidence_of
from cases.api.views import OfCase, View
from cases.models import Counsel, Party, Role


class CounselSerializer(serializers.ModelSerializer[Counsel]):
    """An attorney or firm, as the docket has them."""

    class Meta:
        model = Counsel
        fields: ClassVar = [
            *("id", "key", "attorney", "firm", "position", "roles", "contact"),
            *("appeared_on", "withdrew_on"),
        ]


class PartyBrief(serializers.ModelSerializer[Party]):
    """A party as other answers name it."""

    url = Link("api:party", pk="self")

    class Meta:
        model = Party
        fields: ClassVar = ["url", "id", "key", "name", "role"]


class PartySerializer(PartyBrief):
    """A party with its counsel, its case, and where the evidence for it is."""

    case = Link("api:case", slug="case.slug")
    citations = evidence_of("party")
    counsel = CounselSerializer(many=True, read_only=True)

    class Meta:
        model = Party
        fields: ClassVar = [
            *PartyBrief.Meta.fields,
            *("court_role", "kind", "description", "parent", "terminated_on"),
            *("case", "counsel", "citations"),
        ]


class PartyFilter(django_filters.FilterSet):
    """Which parties: of a case, of a role."""

    case = django_filters.CharFilter(
        field_name="case__slug", max_length=120, label="The slug of its case."
    )
    role = django_filters.ChoiceFilter(choices=Role.choices, label="What it is in the case.")

    class Meta:
        model = Party
        fields: ClassVar[list[str]] = []


def _read() -> QuerySet[Party]:
    return Party.objects.select_related("case").prefetch_related("counsel").order_by("pk")


class Parties(View):
    """Parties of all cases."""

    queryset = _read()
    serializer_class = PartySerializer
    filterset_class = PartyFilter


class PartiesOfCase(OfCase):
    """Parties of one case."""

    serializer_class = PartySerializer
    queryset = Party.objects.none()

    def get_queryset(self) -> Any:
        return _read().filter(case=self.case)
