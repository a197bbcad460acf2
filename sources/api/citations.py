"""Citations: the passages that state values of facts. Adding one, and taking one back."""

from typing import Any, ClassVar, cast

import django_filters
from django.db import transaction
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.filtering import WholeNumberFilter
from cases.api.links import Link
from cases.api.problems import ConflictError
from cases.api.views import Strict, View
from cases.citable import WHOLE_ROW
from cases.models import CitedModel
from sources.actions.cite import AlreadyCitedError, CiteError, cite, cite_at, uncite
from sources.actions.loading import value_shown
from sources.anchoring import Span
from sources.choosing import row_and_field
from sources.counting import address_of
from sources.disagreements import agrees
from sources.facts import target_of
from sources.models import Citation, Passage, Proposal, Snapshot, Target
from sources.models.citation import CitationQuerySet
from sources.models.fact_target import ROW_MODELS

_LONGEST_WORDS = 20_000  # characters of a quote; far more than the fewest that carry a fact
_LONGEST_VALUE = 20_000
_LONGEST_OFFSET = 2**31 - 1
WHOLE = "row"  # how an id or a filter names the row as a whole
_PLACES = {"field": "fact"}  # what the action calls otherwise than the request


class PassageSerializer(serializers.ModelSerializer[Passage]):
    """Exact words at their place in a text; offsets count code points from 0."""

    snapshot = Link("api:snapshot", pk="snapshot_id")
    page = serializers.SerializerMethodField(help_text="Where a person reads it.")

    class Meta:
        model = Passage
        fields: ClassVar = ["id", "snapshot", "start", "end", "exact", "prefix", "suffix", "page"]

    def get_page(self, passage: Passage) -> str:
        address: str = self.context["request"].build_absolute_uri(passage.address)
        return address


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """A passage states a value of a fact; `agrees` says whether it is the value shown now."""

    url = Link("api:citation", pk="self")
    case = Link("api:case", slug="case.slug")
    fact = serializers.SerializerMethodField(help_text="The id of the fact, as in its case.")
    field = serializers.CharField(read_only=True, help_text="Empty: the row as a whole.")
    agrees = serializers.SerializerMethodField()
    passage = PassageSerializer(read_only=True)
    source = Link("api:source", pk="passage.snapshot.source_id")
    publisher = serializers.CharField(source="passage.snapshot.source.name", read_only=True)

    class Meta:
        model = Citation
        fields: ClassVar = [
            *("url", "id", "case", "fact", "target", "field", "stated_value", "agrees"),
            *("inferred", "attributed_to", "passage", "source", "publisher"),
        ]

    def get_fact(self, citation: Citation) -> str:
        row = citation.row
        address = address_of(target_of(row), row)
        return f"{citation.case.slug}/{address}/{citation.field or WHOLE}"

    def get_agrees(self, citation: Citation) -> bool:
        row = citation.row
        kind = row.citable_field(citation.field).kind
        return agrees(kind, row.value_of(citation.field), citation.stated_value)


class NewCitation(Strict):
    """Words to cite for a fact: quoted, or pointed at by their place in the text."""

    fact = serializers.CharField(
        max_length=400, help_text="Its id, such as `roe-v-doe/party:acme/name`."
    )
    snapshot = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="The id of the text."
    )
    quote = serializers.CharField(
        max_length=_LONGEST_WORDS,
        trim_whitespace=False,
        help_text="The words, as few as carry the fact.",
    )
    start = serializers.IntegerField(
        min_value=0,
        max_value=_LONGEST_OFFSET,
        required=False,
        help_text="Where the words begin, for words that stand there several times.",
    )
    end = serializers.IntegerField(
        min_value=1, max_value=_LONGEST_OFFSET, required=False, help_text="Where they end."
    )
    stated_value = serializers.CharField(
        max_length=_LONGEST_VALUE,
        required=False,
        allow_blank=True,
        help_text="The value that they state; left out: the one shown.",
    )
    inferred = serializers.CharField(max_length=300, required=False, allow_blank=True)
    attributed_to = serializers.CharField(max_length=200, required=False, allow_blank=True)

    def validate_fact(self, fact_id: str) -> tuple[CitedModel, str]:
        """The row and the field that the id names. Raises ValidationError."""
        row, field = row_and_field(fact_id)
        if row is None:
            raise ValidationError(
                f"There is no row “{fact_id}”. An id has three parts, such as "
                "roe-v-doe/party:acme/name; /facts/ of a case lists those that there are."
            )
        return row, field

    def validate_snapshot(self, pk: int) -> Snapshot:
        """The whole text of this id. Raises ValidationError."""
        texts = Snapshot.objects.whole_texts().defer("raw").select_related("source")
        found = texts.filter(pk=pk).first()
        if found is None:
            raise ValidationError(
                f"There is no whole text {pk}. “snapshots” of a source lists its texts."
            )
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse half a place."""
        if ("start" in attrs) != ("end" in attrs):
            missing = "end" if "start" in attrs else "start"
            raise ValidationError({missing: ["Give both, start and end, or only the quote."]})
        return attrs


class CitationFilter(django_filters.FilterSet):
    """Which citations: of a case, a source, a row, a field."""

    case = django_filters.CharFilter(
        field_name="case__slug", max_length=120, label="The slug of the case."
    )
    source = WholeNumberFilter(
        field_name="passage__snapshot__source",
        min_value=1,
        max_value=2**63 - 1,
        label="The id of the source.",
    )
    target = django_filters.ChoiceFilter(choices=Target.choices, label="What the fact is of.")
    row = django_filters.CharFilter(
        method="of_row", max_length=80, label="The key of the row; with `case` and `target`."
    )
    field = django_filters.CharFilter(
        method="of_field", max_length=40, label="Such as filed_on; `row`: the row as a whole."
    )

    class Meta:
        model = Citation
        fields: ClassVar[list[str]] = []

    def of_field(self, citations: CitationQuerySet, name: str, field: str) -> CitationQuerySet:
        return citations.filter(field=WHOLE_ROW if field == WHOLE else field)

    def of_row(self, citations: CitationQuerySet, name: str, key: str) -> CitationQuerySet:
        target = self.form.cleaned_data.get("target")
        if not self.form.cleaned_data.get("case") or target not in ROW_MODELS:
            words = f"Say case and target too: {', '.join(ROW_MODELS)}."
            raise ValidationError({name: [words]})
        return citations.filter(**{f"{target}__key": key})


def _read() -> CitationQuerySet:
    citations = Citation.objects.select_related("passage__snapshot__source", "case")
    texts = ("passage__snapshot__text", "passage__snapshot__raw")
    return citations.with_rows().defer(*texts).order_by("pk")


class Citations(View):
    """All citations, in the order in which they were made."""

    queryset: Any = _read()
    serializer_class: Any = CitationSerializer
    filterset_class = CitationFilter
    needs: ClassVar = {"POST": "sources.add_citation", "DELETE": "sources.delete_citation"}

    @extend_schema(
        request=NewCitation,
        responses={
            201: CitationSerializer,
            200: OpenApiResponse(CitationSerializer, "The words are cited so already."),
        },
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cite words for a fact. Asked twice, it gives the citation that is there."""
        given = NewCitation(data=request.data)
        given.is_valid(raise_exception=True)
        said = given.validated_data
        try:
            made, code = self._cite(said), status.HTTP_201_CREATED
        except AlreadyCitedError as error:
            made, code = _the_same(error, said), status.HTTP_200_OK
        except CiteError as error:
            place = _PLACES.get(error.about, error.about)
            raise ValidationError({place: [str(error)]}) from error
        answer = Response(
            self.get_serializer(self.get_queryset().get(pk=made.pk)).data, status=code
        )
        answer.headers["Location"] = answer.data["url"]
        return answer

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "If-Match",
                OpenApiTypes.STR,
                OpenApiParameter.HEADER,
                description="The ETag that you read; refused (412) where it is another by now.",
            )
        ]
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a citation back; its history is kept."""
        with transaction.atomic():
            # Held from here: what the tag is compared with stays so until it is taken back, and of
            # two who take it back the second finds nothing. The proposal first, as elsewhere.
            pk = self.get_object().pk
            for rows in (Proposal.objects.filter(citation=pk), Citation.objects.filter(pk=pk)):
                list(rows.select_for_update(of=("self",)).values_list("pk"))
            found = self.get_object()
            self.refuse_if_changed(found)
            uncite(citation=found, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _cite(self, said: dict[str, Any]) -> Citation:
        row, field = said["fact"]
        stated = {
            name: said.get(name, "") for name in ("stated_value", "inferred", "attributed_to")
        }
        about = {"row": row, "field": field, "snapshot": said["snapshot"], "by": self.request.user}
        if "start" in said:
            span = Span(said["start"], said["end"])
            return cite_at(span=span, words=said["quote"], **about, **stated)
        return cite(quote=said["quote"], **about, **stated)


def _the_same(error: AlreadyCitedError, said: dict[str, Any]) -> Citation:
    """The citation that is there, if it says what was asked for. Raises ConflictError."""
    there = error.citation
    row, field = said["fact"]
    wanted = said.get("stated_value", "").strip() or value_shown(row, field)
    kind = cast("CitedModel", row).citable_field(field).kind
    is_same = wanted == there.stated_value or agrees(kind, there.stated_value, wanted)
    others = all(
        said.get(name, "").strip() == getattr(there, name) for name in ("inferred", "attributed_to")
    )
    if is_same and others:
        return there
    raise ConflictError(
        f"{error} It states “{there.stated_value}”; what you send was not saved. Take citation "
        f"{there.pk} back first, if it is wrong."
    )
