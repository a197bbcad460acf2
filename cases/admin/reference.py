"""What cases refer to: courts, statutes, and the papers attached to docket entries."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.admin.read_only import ReadOnlyAdmin
from cases.models import Court, DocketNote, DocketTag, Document, Ruling, SavedFilter, Statute


@admin.register(Court)
class CourtAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "citation", "system", "id")
    list_filter = ("system",)
    search_fields = ("name", "citation", "id")

    def get_readonly_fields(self, request: HttpRequest, obj: Court | None = None) -> Any:
        return ["id"] if obj else []


@admin.register(Statute)
class StatuteAdmin(ReadOnlyAdmin):
    """To look at: a statute comes here with the cause of action that is made under it."""

    list_display = ("citation", "popular_name", "code", "jurisdictional")
    list_filter = ("jurisdictional", "code")
    search_fields = ("citation", "popular_name")
    fields = ("citation", "popular_name", "code", "title", "jurisdictional")


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("__str__", "attachment", "filing")
    list_select_related = ("filing",)
    list_filter = (("attachment", admin.EmptyFieldListFilter),)
    search_fields = ("description", "filing__description", "filing__case__caption")
    autocomplete_fields = ("filing",)


@admin.register(Ruling)
class RulingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What an order decides of a motion. An entry without an outcome says that it does not."""

    list_display = ("order", "motion", "outcome", "by_hand")
    list_select_related = ("order", "motion")
    list_filter = ("outcome", "by_hand")
    search_fields = ("order__description", "order__case__caption", "motion__description")
    autocomplete_fields = ("order", "motion")
    fields = ("order", "motion", "outcome")

    def save_model(self, request: HttpRequest, obj: Ruling, form: Any, change: bool) -> None:
        """What is entered here was said by a person, and stays so when a docket comes in again."""
        obj.by_hand = True
        super().save_model(request, obj, form, change)


@admin.register(DocketNote)
class DocketNoteAdmin(ReadOnlyAdmin):
    """To look at: notes are written beside the docket entry, and edited by who wrote them."""

    list_display = ("text", "filing", "written_by", "written_at")
    list_select_related = ("filing", "written_by")
    search_fields = ("text", "filing__description", "filing__case__caption")


@admin.register(DocketTag)
class DocketTagAdmin(ReadOnlyAdmin):
    list_display = ("name", "filing")
    list_select_related = ("filing",)
    search_fields = ("name", "filing__description", "filing__case__caption")


@admin.register(SavedFilter)
class SavedFilterAdmin(ReadOnlyAdmin):
    """To look at: filters are kept on the list of cases, and changed by who made them."""

    list_display = ("name", "owner", "query", "shared", "made_at")
    list_select_related = ("owner",)
    list_filter = ("shared",)
    search_fields = ("name", "owner__username", "query")
