"""Django's own list of cases, with the filters and counts of ours, for the benchmark alone.

It is given our index cards to filter, sort and count by: over claims and filings it would have no
chance. What it lists, counts and draws, and how, is its own.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.urls import include, path

from cases.models import Case


class ByStatutes(admin.SimpleListFilter):
    """By the keys of statutes, as the address gives them."""

    title = "statute"
    parameter_name = "statutes"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(request.GET[self.parameter_name], "these")] if self._is_asked(request) else []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        keys = self.value()
        if not keys:
            return queryset
        return queryset.filter(card__statutes__overlap=[int(key) for key in keys.split(",")])

    def _is_asked(self, request: Any) -> bool:
        return self.parameter_name in request.GET


class PlainCaseAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("caption", "court", "docket_number", "filed_on", "status", "disposition")
    list_select_related = ("court", "card")
    list_filter = (
        ByStatutes,
        "card__court",
        "card__status",
        "card__disposition",
        "card__nature_of_suit",
        "card__filed_year",
    )
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("caption", "docket_number", "parties__name")

    def get_ordering(self, request: Any) -> Any:
        return (F("card__filed_on").desc(nulls_last=True), F("card__case").desc())

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        return True

    def status(self, case: Case) -> str:
        return case.card.status

    def disposition(self, case: Case) -> str:
        return case.card.disposition


site = admin.AdminSite("bench")
site.register(Case, PlainCaseAdmin)
urlpatterns = [path("bench/", site.urls), path("", include("casetracker.urls"))]
