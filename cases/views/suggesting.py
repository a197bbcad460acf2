from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.suggesting import suggestions


@require_safe
def suggest(request: HttpRequest, name: str) -> HttpResponse:
    """What the record has that begins as one types: the options of a box, a part of a page."""
    try:
        found = suggestions(name, request.GET.get(name, ""))
    except KeyError:
        raise Http404("No box has suggestions of this kind.") from None
    return render(request, "cases/list/_suggestions.html", {"name": name, "found": found})
