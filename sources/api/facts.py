"""The facts of a case: what is shown, how many sources state it, and where they do."""

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.reverse import reverse
from rest_framework.utils.urls import replace_query_param

from cases.api import etags
from cases.api.cases import CaseDetail, Cases
from cases.api.filtering import StrictFilters, refuse_if_invalid
from cases.api.links import Link
from cases.api.paging import CURSOR, NO_CURSOR, CursorPages, size_of
from cases.api.views import OfCase
from cases.models import Case, CaseRow
from sources.agreement import Show
from sources.api.citations import WHOLE
from sources.counting import CountedFact
from sources.models import SignOff, Source, Target
from sources.page_facts import facts_counted

_AFTER, _BEFORE = ">", "<"  # how a cursor begins; then the id of a fact
_GONE = f"{NO_CURSOR} Or the fact that it stands at is gone. Begin again, without a cursor."


class FactLinks(serializers.Serializer[Any]):
    """Where the evidence for a fact is."""

    citations = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    def get_citations(self, fact: CountedFact) -> str:
        case, target = fact.case.slug, fact.target.value
        row = f"&row={fact.row.key}" if isinstance(fact.row, CaseRow) else ""
        address = reverse("api:citations", request=self.context["request"])
        return f"{address}?case={case}&target={target}{row}&field={fact.citable.field or WHOLE}"

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

    @extend_schema_field(EvidenceSerializer)
    def get_evidence(self, case: Case) -> dict[str, Any]:
        # Another row of it, for this one has parts of its parties only.
        record = facts_counted(Case.objects.select_related("court").get(pk=case.pk))
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

    one = CaseWithEvidence

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """One case, and what its evidence amounts to."""
        return etags.known_before(
            request, kwargs["slug"], lambda: super(Cases, self).retrieve(request)
        )


class FactFilter(django_filters.FilterSet):
    """Which facts: of what, and how they stand."""

    target = django_filters.ChoiceFilter(choices=Target.choices, label="What the fact is of.")
    show = django_filters.ChoiceFilter(
        choices=[(it.value, it.value) for it in Show], label="How it stands, as on the page."
    )

    class Meta:
        model = Source
        fields: ClassVar[list[str]] = []


class PagesOfSequence(CursorPages):
    """Pages of what was counted in memory: a cursor stands before or after one of all facts.

    Also of one that the filters leave no more, for a program may settle what it reads.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The facts of the page. Raises ValidationError for a cursor that makes no sense."""
        facts: Sequence[CountedFact] = queryset
        size = size_of(request)
        given = request.query_params.get(CURSOR, "")
        way, place = given[:1], view.places.get(given[1:])
        if given and (way not in {_AFTER, _BEFORE} or place is None):
            raise ValidationError({CURSOR: [_GONE]})
        before = [it for it in facts if given and view.places[it.id] < place]
        after = [it for it in facts if not given or view.places[it.id] > place]
        if way == _BEFORE:
            page, has_more, has_less = before[-size:], True, len(before) > size
        else:
            page, has_more, has_less = after[:size], len(after) > size, bool(given)
        self.next = self._cursor(request, _AFTER, page[-1:]) if has_more else None
        self.previous = self._cursor(request, _BEFORE, page[:1]) if has_less else None
        return page

    def _cursor(self, request: Request, way: str, at: Sequence[CountedFact]) -> str | None:
        here = request.build_absolute_uri()
        return replace_query_param(here, CURSOR, f"{way}{at[0].id}") if at else None


class Facts(OfCase):
    """Facts of one case, in the order of its page."""

    queryset: QuerySet[Any] = Source.objects.none()
    serializer_class = FactSerializer
    filterset_class = FactFilter
    pagination_class = PagesOfSequence
    places: dict[str, int]  # of all facts of the case, by their ids

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Facts of one case, in the order of its page."""
        return etags.known_before(
            request, kwargs["slug"], lambda: super(OfCase, self).list(request)
        )

    def filter_queryset(self, queryset: Any) -> Any:
        """The facts that the filters leave. Raises ValidationError."""
        filters = StrictFilters().get_filterset(self.request, queryset, self)
        refuse_if_invalid(filters)
        given = filters.form.cleaned_data
        target, show = given["target"], Show(given["show"] or Show.ALL)
        counted = facts_counted(self.case).counted
        self.places = {it.id: place for place, it in enumerate(counted)}
        return [it for it in counted if show.keeps(it) and target in {"", it.target.value}]
