"""The sources and what was taken from them. What is kept for good can be looked at here."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from cases.admin.read_only import ReadOnlyAdmin
from cases.admin.record import VersionedAdmin
from sources.actions.keeping import keep_text
from sources.models import (
    Capture,
    Citation,
    CourtFile,
    Decision,
    Delivery,
    Notice,
    Passage,
    PassageCheck,
    Perusal,
    Proposal,
    SignOff,
    Snapshot,
    Source,
    Taken,
    Watch,
)


class KeptAdmin(ReadOnlyAdmin):
    """Rows to look at: the app makes them, and the database keeps them as they are."""

    show_full_result_count = False


@admin.register(Source)
class SourceAdmin(VersionedAdmin):
    own_fields = (
        *("key", "kind", "publisher", "title", "author"),
        *("url", "published", "origin", "text_file"),
    )
    list_display = ("name", "title", "kind", "published", "origin")
    list_filter = ("kind", "published")
    search_fields = ("key", "publisher", "title", "author", "origin")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["key"] if obj else []

    def view_on_site(self, obj: Source) -> str:
        return obj.get_absolute_url()


class PastedTextForm(forms.ModelForm):  # type: ignore[type-arg]
    """A text pasted in: its hash, its time and the way it came follow."""

    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 90}),
        help_text="The whole text of the source. It is kept for good, and quotes are found in it.",
    )

    class Meta:
        model = Snapshot
        fields = ("source", "text")

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise ValidationError("There are no words in it: paste the text of the source.")
        return str(text)


@admin.register(Snapshot)
class SnapshotAdmin(KeptAdmin):
    form = PastedTextForm
    autocomplete_fields = ("source",)
    list_display = ("source", "taken", "taken_at", "extractor")
    list_filter = ("taken", "taken_at")
    list_select_related = ("source",)
    search_fields = ("source__publisher", "source__title", "source__key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        return super().get_queryset(request).defer("raw")

    def get_fields(self, request: HttpRequest, obj: Snapshot | None = None) -> Any:
        return ("source", "taken", "taken_at", "sha256", "text") if obj else ("source", "text")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.add_snapshot")

    def save_model(self, request: HttpRequest, obj: Snapshot, form: Any, change: bool) -> None:
        kept, _ = keep_text(source=obj.source, text=obj.text, taken=Taken.PASTED)
        obj.pk = kept.pk


class FactAdmin(KeptAdmin):
    """A row that points at a fact."""

    list_filter: ClassVar[tuple[str, ...]] = ("target", "field")
    list_select_related: ClassVar[tuple[str, ...]] = (
        *("case", "party", "counsel__represents", "claim", "filing", "event"),
        "related_case__other",
    )

    @admin.display(description="of")
    def row_of_the_case(self, obj: Citation | Decision) -> Any:
        """The row, with a link to its form."""
        address = reverse(f"admin:cases_{type(obj.row)._meta.model_name}_change", args=[obj.row.pk])
        return format_html('<a href="{}">{}</a>', address, str(obj.row) or obj.row.pk)

    @admin.display(description="fact")
    def fact(self, obj: Citation | Decision) -> str:
        return obj.row.label_of(obj.field)


@admin.register(Citation)
class CitationAdmin(FactAdmin):
    """Added on the form of its row; here one corrects what it says of its words, or removes it."""

    list_display = ("passage", "fact", "row_of_the_case", "stated_value", "source")
    list_select_related = (*FactAdmin.list_select_related, "passage__snapshot__source")
    search_fields = ("passage__exact", "stated_value", "case__caption", "attributed_to")
    fields = (
        *("passage", "fact", "row_of_the_case", "source"),
        *("stated_value", "inferred", "attributed_to"),
    )
    readonly_fields = ("passage", "fact", "row_of_the_case", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        texts = ("passage__snapshot__text", "passage__snapshot__raw")
        rows = super().get_queryset(request).select_related(*self.list_select_related)
        return rows.defer(*texts)

    @admin.display
    def source(self, obj: Citation) -> Any:
        """Its name, with a link to the passage."""
        source = obj.passage.snapshot.source
        address = f"{source.get_absolute_url()}?passage={obj.passage_id}#passage-{obj.passage_id}"
        return format_html('<a href="{}">{}</a>', address, source.name)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("sources.change_citation")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("sources.delete_citation")


@admin.register(Decision)
class DecisionAdmin(FactAdmin):
    list_display = ("__str__", "fact", "row_of_the_case", "value", "decided_by", "decided_at")
    list_filter = ("basis", "target", "decided_at")
    list_select_related = (*FactAdmin.list_select_related, "decided_by")
    search_fields = ("reason", "value", "case__caption")
    fields = ("row_of_the_case", "fact", "basis", "value", "reason", "decided_by", "decided_at")
    readonly_fields = ("row_of_the_case", "fact")


@admin.register(Passage)
class PassageAdmin(KeptAdmin):
    list_display = ("exact", "source", "start", "end")
    list_filter = ("snapshot__taken",)
    list_select_related = ("snapshot__source",)
    search_fields = ("exact", "snapshot__source__publisher", "snapshot__source__key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        rows = super().get_queryset(request).select_related("snapshot__source")
        return rows.defer("snapshot__text", "snapshot__raw")

    @admin.display
    def source(self, obj: Passage) -> str:
        return obj.snapshot.source.name


@admin.register(PassageCheck)
class PassageCheckAdmin(KeptAdmin):
    list_display = ("passage", "state", "snapshot")
    list_filter = ("state",)
    list_select_related = ("passage", "snapshot__source")
    search_fields = ("passage__exact", "snapshot__source__publisher")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PassageCheck]:
        rows = super().get_queryset(request).select_related("passage", "snapshot__source")
        return rows.defer("snapshot__text", "snapshot__raw")


@admin.register(Capture)
class CaptureAdmin(KeptAdmin):
    list_display = ("source", "way", "state", "asked_at", "asked_by", "is_new", "failure")
    list_filter = ("state", "way", "is_recheck")
    list_select_related = ("source", "asked_by")
    search_fields = ("source__publisher", "source__key", "url", "filename")
    exclude = ("raw",)


@admin.register(Delivery)
class DeliveryAdmin(KeptAdmin):
    list_display = ("made_at", "way", "made_by")
    list_filter = ("way",)
    list_select_related = ("made_by",)
    search_fields = ("files__filename",)


@admin.register(CourtFile)
class CourtFileAdmin(KeptAdmin):
    list_display = ("filename", "kind", "state", "entries_new", "entries_changed", "failure")
    list_filter = ("state", "kind")
    search_fields = ("filename", "source__key")
    exclude = ("raw",)


@admin.register(Watch)
class WatchAdmin(KeptAdmin):
    list_display = ("source", "every", "due_at", "checked_at", "failures")
    list_filter = ("every",)
    list_select_related = ("source",)
    search_fields = ("source__publisher", "source__key")


@admin.register(Notice)
class NoticeAdmin(KeptAdmin):
    list_display = ("words", "kind", "snapshot", "reviewed_by", "reviewed_at")
    list_filter = ("kind",)
    list_select_related = ("snapshot__source", "reviewed_by")
    search_fields = ("words", "snapshot__source__publisher")


@admin.register(Perusal)
class PerusalAdmin(KeptAdmin):
    list_display = ("snapshot", "state", "found", "asked_at", "asked_by")
    list_filter = ("state",)
    list_select_related = ("snapshot__source", "asked_by")
    search_fields = ("snapshot__source__publisher", "snapshot__source__key")


@admin.register(Proposal)
class ProposalAdmin(KeptAdmin):
    list_display = ("value", "kind", "about", "passage", "state", "settled_by")
    list_filter = ("state", "kind")
    list_select_related = ("passage", "settled_by")
    search_fields = ("value", "passage__exact")


@admin.register(SignOff)
class SignOffAdmin(KeptAdmin):
    list_display = ("case", "signed_by", "signed_at", "reopened_at", "reopened_because")
    list_filter = ("signed_at", "reopened_at")
    list_select_related = ("case", "signed_by")
    search_fields = ("case__caption", "remark", "reopened_because")
    fields = (*("case", "signed_by", "signed_at", "remark"), "reopened_at", "reopened_because")
    readonly_fields = ("reopened_at", "reopened_because")
