"""Sources and the texts that they had."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Prefetch
from django.db.models.functions import Length
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.api.links import Link, PageLink
from cases.api.views import View
from sources.models import Snapshot, Source, SourceKind


class SnapshotBrief(serializers.ModelSerializer[Snapshot]):
    """The text of a source at one moment, without what it says."""

    url = Link("api:snapshot", pk="self")
    length = serializers.IntegerField(read_only=True, help_text="In code points.")
    is_whole = serializers.BooleanField(
        read_only=True, help_text="False: only the words quoted from it."
    )

    class Meta:
        model = Snapshot
        fields: ClassVar = ["url", "id", "taken_at", "taken", "is_whole", "sha256", "length"]


class SnapshotSerializer(SnapshotBrief):
    """The text of a source at one moment. Offsets of citations count its code points from 0."""

    source = Link("api:source", pk="source_id")
    page_starts = serializers.ListField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Snapshot
        fields: ClassVar = [*SnapshotBrief.Meta.fields, "source", "page_starts", "text"]


class SourceSerializer(serializers.ModelSerializer[Source]):
    """Something that states facts. What is empty is not known."""

    url = Link("api:source", pk="self")
    address = serializers.CharField(source="url", read_only=True, help_text="On the web.")
    snapshots = SnapshotBrief(many=True, read_only=True)
    current = serializers.SerializerMethodField(help_text="The id of the text last seen.")
    citations = Link("api:citations", given="source=.id")
    page = PageLink()

    class Meta:
        model = Source
        fields: ClassVar = [
            *("url", "id", "key", "kind", "publisher", "title", "author", "address"),
            *("published", "origin", "current", "snapshots", "citations", "page"),
        ]

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_current(self, source: Source) -> int | None:
        return source.current_id


class SourceFilter(django_filters.FilterSet):
    """Which sources: of a kind, of a publisher, cited for a case."""

    kind = django_filters.ChoiceFilter(choices=SourceKind.choices, label="What it is.")
    publisher = django_filters.CharFilter(
        lookup_expr="iexact", max_length=200, label="Who published it."
    )
    key = django_filters.CharFilter(max_length=80, label="The key of one source.")

    class Meta:
        model = Source
        fields: ClassVar[list[str]] = []


_TEXTS = Snapshot.objects.without_texts().annotate(length=Length("text"))


class Sources(View):
    """All sources, in the order in which they came."""

    queryset: Any = Source.objects.prefetch_related(
        Prefetch("snapshots", _TEXTS.order_by("pk"))
    ).order_by("pk")
    serializer_class = SourceSerializer
    filterset_class = SourceFilter


class Snapshots(View):
    """One text."""

    queryset: Any = Snapshot.objects.defer("raw").annotate(length=Length("text"))
    serializer_class = SnapshotSerializer
