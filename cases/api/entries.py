"""What the API says of a docket entry, and what it takes for a new one."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from cases.api.links import Link, evidence_of
from cases.api.parties import PartyBrief
from cases.api.views import Strict
from cases.docket_log.forms import LONGEST_TEXT
from cases.kinds import Disposition, Prejudice, Scope
from cases.models import Document, Filing, Ruling

_NONE = "-"


class EntryBrief(serializers.ModelSerializer[Filing]):
    """A docket entry as others name it."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Filing
        fields: ClassVar = ["url", "id", "key", "number"]

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, filing: Filing) -> Any:
        # An entry points at entries of its own case, which the address names already.
        view: Any = self.context["view"]
        parts = {"slug": view.kwargs["slug"], "key": filing.key}
        return reverse("api:entry", kwargs=parts, request=self.context.get("request"))


class DecidedMotion(serializers.ModelSerializer[Ruling]):
    """A motion that an order decides."""

    motion = EntryBrief(read_only=True)

    class Meta:
        model = Ruling
        fields: ClassVar = ["motion", "outcome", "by_hand"]


class DecidingOrder(serializers.ModelSerializer[Ruling]):
    """An order that decides a motion."""

    order = EntryBrief(read_only=True)

    class Meta:
        model = Ruling
        fields: ClassVar = ["order", "outcome", "by_hand"]


class PaperSerializer(serializers.ModelSerializer[Document]):
    """A paper of the entry; `file` where it is kept here and open to whoever asks."""

    file = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields: ClassVar = ["id", "attachment", "description", "filename", "sha256", "file"]

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_file(self, paper: Document) -> Any:
        request, view = self.context["request"], self.context["view"]
        is_closed = self.context["sealed"] and not request.user.has_perm("cases.view_document")
        if not paper.filename or is_closed:
            return None
        return reverse("cases:document", args=[view.kwargs["slug"], paper.pk], request=request)


class EntrySerializer(EntryBrief):
    """A docket entry: the court's words, what is said of it, and where its evidence is.

    `text` is null where nobody has seen the court's text, and empty where the court wrote none.
    """

    filed_by = PartyBrief(read_only=True, allow_null=True)
    answers = EntryBrief(read_only=True, allow_null=True)
    decides = DecidedMotion(source="rulings", many=True, read_only=True)
    decided_by = DecidingOrder(source="ruled_by", many=True, read_only=True)
    logged_by_hand = serializers.BooleanField(read_only=True)
    documents = serializers.SerializerMethodField()
    case = Link("api:case", slug="case.slug")
    citations = evidence_of("filing")

    class Meta:
        model = Filing
        fields: ClassVar = [
            *EntryBrief.Meta.fields,
            *("filed_on", "entered_on", "kind", "motion_type", "outcome", "text", "description"),
            *("filed_by", "answers", "decides", "decided_by"),
            *("disposition", "disposes", "prejudice", "rule", "sealed", "logged_by_hand"),
            *("documents", "case", "citations"),
        ]

    @extend_schema_field(PaperSerializer(many=True))
    def get_documents(self, filing: Filing) -> Any:
        context = {**self.context, "sealed": filing.sealed}
        return PaperSerializer(filing.documents.all(), many=True, context=context).data


def _words(most: int, help_text: str) -> serializers.CharField:
    return serializers.CharField(
        max_length=most, required=False, allow_blank=True, help_text=help_text
    )


def _choice(choices: Any, help_text: str) -> serializers.ChoiceField:
    known = [(it.value, it.label) for it in choices if it.value]
    return serializers.ChoiceField(
        [*known, (_NONE, "none, whatever the text says")],
        required=False,
        allow_blank=True,
        help_text=f"{help_text} Left out: as the text says.",
    )


class NewEntry(Strict):
    """A docket entry to log. What is left out is read from the text, as the row on the page does.

    Write `-` where the text says something that is not so.
    """

    filed = _words(60, "The day: 2025-01-30, or as on the page: 1/30.")
    entered = _words(60, "The day the clerk entered it, where it is another.")
    number = serializers.IntegerField(
        min_value=1,
        max_value=10**15 - 1,
        required=False,
        allow_null=True,
        help_text="As the court counts; left out where it gave none.",
    )
    kind = _words(200, "What was filed: motion to dismiss (or mtd), order granting, notice …")
    filed_by = _words(1000, "The name of a party, or how it begins.")
    answers = _words(200, "The number of the entry that it answers.")
    text = serializers.CharField(
        max_length=LONGEST_TEXT,
        required=False,
        allow_blank=True,
        help_text="The court's text, word for word.",
    )
    decides = _words(300, "What an order decides: 12 granted, 14 denied.")
    disposes = _choice(Scope, "What it disposes of.")
    disposition = _choice(Disposition, "How.")
    prejudice = _choice(Prejudice, "With or without.")
    rule = _words(100, "Under which rule: Fed. R. Civ. P. 41(a)(2).")
    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=1000,
        required=False,
        help_text="The ids of the causes of action that it disposes of.",
    )
    no_claims = serializers.BooleanField(
        required=False, help_text="It disposes of none of those recorded."
    )
    sealed = serializers.BooleanField(required=False)
