"""The facts of a case: what is shown, how many sources state it, and where they do."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from cases.api.cases import CaseDetail, Cases
from cases.api.links import Link
from cases.api.paging import CURSOR, CursorPages
from cases.api.views import OfCase
from cases.models import Case, CaseRow
from sources.agreement import Show
from sources.counting import CountedFact
from sources.models import SignOff, Source, Target
from sources.page_facts import facts_counted


class FactLinks(serializers.Serializer[Any]):
    """Where the evidence for a fact is."""

    citations = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    def get_citations(self, fact: CountedFact) -> str:
        case, target = fact.case.slug, fact.target.value
        row = f"&row={fact.row.key}" if isinstance(fact.row, CaseRow) else ""
        # Without a field it is the row as a whole, which an empty parameter would not say.
        field = f"&field={fact.citable.field}" if fact.citable.field else ""
        address = reverse("api:citations", request=self.context["request"])
        return f"{address}?case={case}&target={target}{row}{field}"

    def get_page(self, fact: CountedFact) -> str:
        address: str = self.context["request"].build_absolute_uri(fact.page_address)
        return address


class FactSerializer(serializers.Serializer[Any]):
    """A shown field of a row (or the row as a whole), and what its evidence amounts to."""

    id = serializers.CharField(help_text="By which a new citation names it.")
    target = serializers.ChoiceField(Target.choices)
    field = serializers.CharField(source="citable.field", help_text="Empty: the row as a whole.")
    label = serializers.CharField()
    subject = serializers.CharField(help_text="What it is of, where the label does not say.")
    value = serializers.CharField(help_text="What the record shows.")
    sourced = serializers.BooleanField()
    sources = serializers.IntegerField(help_text="How many sources speak of it.")
    supporting = serializers.IntegerField(help_text="How many state the value shown.")
    differing = serializers.IntegerField(help_text="How many state another.")
    disputed = serializers.BooleanField()
    undecided = serializers.BooleanField()
    flagged = serializers.BooleanField(help_text="A source it leans on changed since.")
    decision = serializers.SerializerMethodField(help_text="Why this value is shown.")
    links = FactLinks(source="*")

    def get_decision(self, fact: CountedFact) -> str:
        return fact.decision.reason if fact.decision else ""


class EvidenceSerializer(serializers.Serializer[Any]):
    """How a case stands: the figures of the head of its page."""

    facts = serializers.IntegerField()
    sourced = serializers.IntegerField()
    disputed = serializers.IntegerField()
    undecided = serializers.IntegerField()
    flagged = serializers.IntegerField()
    sources = serializers.ListField(child=serializers.URLField())
    signed_off = serializers.BooleanField()


class CaseWithEvidence(CaseDetail):
    """A case, and what its evidence amounts to."""

    evidence = serializers.SerializerMethodField()

    class Meta(CaseDetail.Meta):
        fields: ClassVar = [*CaseDetail.Meta.fields, "evidence"]

    @extend_schema(responses=EvidenceSerializer)
    def get_evidence(self, case: Case) -> dict[str, Any]:
        record = facts_counted(case)
        source = Link("api:source", pk="self")
        source.bind("source", self)
        return {
            "facts": len(record),
            "sourced": record.sourced,
            "disputed": len(record.disputed),
            "undecided": len(record.undecided),
            "flagged": len(record.flagged),
            "sources": [source.to_representation(it) for it in record.sources],
            "signed_off": SignOff.objects.standing().filter(case=case).exists(),
        }


class CasesWithEvidence(Cases):
    """All cases; each by itself with what its evidence amounts to."""

    detail = CaseWithEvidence


class FactFilter(django_filters.FilterSet):
    """Which facts: of what, and how they stand."""

    target = django_filters.ChoiceFilter(choices=Target.choices, label="What the fact is of.")
    show = django_filters.ChoiceFilter(
        choices=[(it.value, it.value) for it in Show], label="How it stands, as on the page."
    )

    class Meta:
        model = Source
        fields: ClassVar[list[str]] = []


class FactPages(CursorPages):
    """Pages of what is counted in memory: the cursor is a place in it."""

    def paginate_facts(self, facts: Sequence[CountedFact], request: Request) -> list[CountedFact]:
        """Those of the page. Raises ValidationError for a cursor that makes no sense."""


class Facts(OfCase):
    """Facts of one case, in the order of its page."""

    queryset: QuerySet[Any] = Source.objects.none()
    serializer_class = FactSerializer
    filterset_class = FactFilter
