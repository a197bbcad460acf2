from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.notes import may_see
from cases.searching.places import Kind
from sources.searching.search import search


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What the record and the sources hold of some words, by case.

    What cannot be looked for is said in words; what colleagues tell each other, to colleagues. To
    htmx only the results go back.
    """
    given = request.GET
    slug = given.get("case", "")
    results = search(
        given.get("q", ""),
        kind=given.get("kind", ""),
        page=given.get("page", ""),
        case=get_object_or_404(Case, slug=slug) if slug and "\0" not in slug else None,
        colleague=may_see(request.user),
    )
    is_part = request.headers.get("HX-Target") == "results"
    template = "sources/search/_results.html" if is_part else "sources/search/search.html"
    response = render(request, template, {"results": results, "kinds": Kind, "asked": results.text})
    patch_vary_headers(response, ["HX-Target"])
    return response
