"""The form of a case, with its rows below it: links, so that 500 entries are no giant form."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.forms import CaseForm
from cases.admin.record import VersionedAdmin
from cases.admin.sections import sections_of
from cases.filters import LONGEST
from cases.models import Case


@admin.register(Case)
class CaseAdmin(VersionedAdmin):
    form = CaseForm
    own_fields = (
        *("caption", "slug", "court", "docket_number", "seat", "filed_on", "terminated_on"),
        *("judges", "nature_of_suit", "jurisdiction", "jury_demand", "demand"),
        *("mdl_status", "appeal_from", "converted_on", "discharged_on"),
        *("class_status", "class_definition", "class_size", "summary"),
    )
    autocomplete_fields = ("court",)
    list_display = ("caption", "court", "docket_number", "filed_on", "terminated_on")
    list_filter = ("class_status", "filed_on", "terminated_on")
    list_select_related = ("court",)
    search_fields = ("caption", "docket_number", "summary", "parties__name")
    ordering = ("caption", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        return super().get_queryset(request).select_related("court")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """What the list of cases finds by these words, by its indexes.

        Of a whole caption that is pasted its beginning is enough.
        """
        if words := search_term[:LONGEST].strip():
            queryset = queryset.filter(pk__in=Case.objects.mentioning(words).values("pk"))
        return queryset, False

    def get_readonly_fields(self, request: HttpRequest, obj: Case | None = None) -> Any:
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Case | None = None) -> Any:
        return {} if obj else {"slug": ["caption"]}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        case = context.get("original")
        if case is not None:
            context["sections"] = sections_of(case, here=request.path, may=request.user.has_perm)
        return super().render_change_form(request, context, *args, **kwargs)
