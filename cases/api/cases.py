"""Cases: the list with the filters of the page, and one case."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.claims import ClaimBrief
from cases.api.filtering import StrictFilters, refuse_if_invalid
from cases.api.links import Link, PageLink
from cases.api.parties import PartyBrief
from cases.api.views import View
from cases.filters import CaseFilter, StatuteFilter
from cases.models import Case, Claim, Court, Disposition, Party, Prejudice, Status

# It is no field of a model, so the description of the API has to be told what is written.
set_override(StatuteFilter, "field", OpenApiTypes.STR)

MOST_PARTIES = 20  # of a case in the answer for it; `links.parties` has all


class CourtSerializer(serializers.ModelSerializer[Court]):
    """A court, by its id in courts-db."""

    class Meta:
        model = Court
        fields: ClassVar = ["id", "name", "citation", "system"]


class CaseLinks(serializers.Serializer[Case]):
    """Where what belongs to a case is."""

    docket = Link("api:docket", slug="slug")
    parties = Link("api:parties_of_case", slug="slug")
    claims = Link("api:claims_of_case", slug="slug")
    facts = Link("api:facts", slug="slug")
    citations = Link("api:citations", given="case=.slug")
    page = PageLink()


class CaseSummary(serializers.ModelSerializer[Case]):
    """A case as the list has it, with its causes of action and its first parties."""

    url = Link("api:case", slug="slug")
    court = CourtSerializer(read_only=True, allow_null=True)
    status = serializers.ChoiceField(Status.choices, source="card.status", read_only=True)
    disposition = serializers.ChoiceField(
        Disposition.choices, source="card.disposition", read_only=True
    )
    prejudice = serializers.ChoiceField(Prejudice.choices, source="card.prejudice", read_only=True)
    ended_on = serializers.DateField(source="card.ended_on", read_only=True, allow_null=True)
    claims = ClaimBrief(many=True, read_only=True)
    parties = serializers.SerializerMethodField(help_text=f"The first {MOST_PARTIES}.")
    party_count = serializers.SerializerMethodField()
    links = CaseLinks(source="*", read_only=True)

    class Meta:
        model = Case
        fields: ClassVar = [
            *("url", "slug", "caption", "court", "docket_number", "filed_on", "terminated_on"),
            *("status", "disposition", "prejudice", "ended_on", "judges", "nature_of_suit"),
            *("claims", "parties", "party_count", "links"),
        ]

    @extend_schema_field(PartyBrief(many=True))
    def get_parties(self, case: Case) -> Any:
        first = list(case.parties.all())[:MOST_PARTIES]
        return PartyBrief(first, many=True, context=self.context).data

    def get_party_count(self, case: Case) -> int:
        return len(case.parties.all())


class CaseDetail(CaseSummary):
    """All that the record shows of the case itself."""

    class Meta:
        model = Case
        fields: ClassVar = [
            *CaseSummary.Meta.fields,
            *("seat", "jurisdiction", "jury_demand", "demand", "mdl_status", "appeal_from"),
            *("converted_on", "discharged_on", "class_status", "class_definition", "class_size"),
            "summary",
        ]


def _read() -> QuerySet[Case]:
    parties = Party.objects.only("case", "key", "name", "role").order_by("pk")
    claims = Claim.objects.prefetch_related("statutes")
    return Case.objects.select_related("court", "card").prefetch_related(
        Prefetch("parties", parties), Prefetch("claims", claims)
    )


class Cases(View):
    """All cases, the newest first, with every filter of the page of cases."""

    queryset = _read()
    serializer_class: Any = CaseSummary
    filterset_class = CaseFilter
    lookup_field = "slug"
    one: ClassVar[Any] = CaseDetail

    def get_serializer_class(self) -> Any:
        return self.one if self.action == "retrieve" else self.serializer_class

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All cases, the newest first, by every filter of the page of cases."""
        # A page of cards, which filters and indexes are on; then the cases of these.
        filters: Any = StrictFilters().get_filterset(request, self.get_queryset(), self)
        refuse_if_invalid(filters)
        keys = [card.pk for card in self.paginate_queryset(filters.cards) or ()]
        found = self.get_queryset().in_bulk(keys)
        page = self.get_serializer([found[key] for key in keys if key in found], many=True)
        return self.get_paginated_response(page.data)
