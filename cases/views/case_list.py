"""The list of cases: as a page, a file for spreadsheets, and a feed, all by the same filters."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.csv_files import CONTENT_TYPE
from cases.list_csv import csv_of, file_name
from cases.list_page import ListPage
from cases.models import SavedFilter
from cases.views.filter_errors import refusal_of

SEVERAL_SAVED = 50  # on the list; the others on the page of their own


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that the address's filters leave, a page of them at a time.

    A filter that makes no sense is said to, and left out; the others hold. To htmx go the choices
    and results, with the errors for their fields and the address in its short form; where a link
    was followed that changes what is in the boxes, the boxes too.
    """
    listing = ListPage(request.GET)
    context: dict[str, Any] = {"listing": listing}
    part = request.headers.get("HX-Target", "") if request.headers.get("HX-Request") else None
    if part is None:
        context["saved"] = _saved_for(request)
        response = render(request, "cases/list.html", context)
    else:
        name = "list/_whole" if part == "list" else "_answer"
        response = render(request, f"cases/{name}.html", context)
        response["HX-Push-Url"] = request.path + listing.here
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_safe
def list_csv(request: HttpRequest) -> HttpResponseBase:
    """All cases that the filters leave, for a spreadsheet."""
    listing = ListPage(request.GET)
    if refused := refusal_of(listing.filter):
        return refused
    response = StreamingHttpResponse(csv_of(listing.filter), content_type=CONTENT_TYPE)
    name = file_name(listing.without_number, timezone.localtime())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _saved_for(request: HttpRequest) -> list[SavedFilter]:
    if not (request.user.is_authenticated and request.user.has_perm("cases.view_savedfilter")):
        return []
    seen = SavedFilter.objects.seen_by(request.user).select_related("owner")
    return list(seen[:SEVERAL_SAVED])
