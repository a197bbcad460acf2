"""What cases refer to: courts, statutes, and the papers attached to docket entries."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.admin.read_only import ReadOnlyAdmin
from cases.models import Court, Document, Statute


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
