"""Choosing a party or an entry: offered are those of the case at hand, not of all cases."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import QuerySet
from django.http import HttpRequest

PARAMETER = "case"


class _OfOneCase:
    case_id: int | str | None = None

    def get_url(self) -> str:
        address: str = super().get_url()  # type: ignore[misc]
        return f"{address}?{urlencode({PARAMETER: self.case_id})}" if self.case_id else address


class RowOfTheCase(_OfOneCase, AutocompleteSelect):
    """One row of the same case, found by typing."""


class RowsOfTheCase(_OfOneCase, AutocompleteSelectMultiple):
    """Several rows of the same case, each with its own button to take it out."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        # The one that empties all is put among the items of the list, where none may be.
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def limit_to_case(form: forms.BaseForm, case_id: int | str | None) -> None:
    """Have every such widget of the form offer rows of this case only."""
    for field in form.fields.values():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, _OfOneCase):
            widget.case_id = case_id
            field.widget = widget  # without the buttons for a new row, which would lack its case


class FoundWithinItsCase(admin.ModelAdmin):  # type: ignore[type-arg]
    """Answers such a widget."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        case_id = request.GET.get(PARAMETER, "")
        if case_id.isdigit() and "field_name" in request.GET:
            found = found.filter(case=int(case_id))
        return found, may_repeat
