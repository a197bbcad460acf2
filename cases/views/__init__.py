from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.list_page import ListPage
from cases.models import Case

PER_PAGE = 50


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that the address's filters leave, a page of them at a time.

    A filter that makes no sense is said to, and left out; the others hold. To htmx, only the
    results go back, with the errors for their fields and the address in its short form.
    """
    listing = ListPage(request.GET)
    page = Paginator(listing.cases, PER_PAGE).get_page(request.GET.get("page"))
    is_part = bool(request.headers.get("HX-Request"))
    template = "cases/_answer.html" if is_part else "cases/list.html"
    response = render(request, template, {"listing": listing, "page": page})
    patch_vary_headers(response, ["HX-Request"])
    if is_part:
        response["HX-Push-Url"] = request.path + listing.address()
    return response


@require_safe
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """One case on one page, each fact with its marker."""
    found = get_object_or_404(Case.objects.select_related("court"), slug=slug)
    return render(request, "cases/case.html", {"case": found})
