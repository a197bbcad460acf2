from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases.models import Case
from sources.facts import facts_of
from sources.models import Source
from sources.reading import article_of


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources, with what each is cited for."""
    return render(request, "sources/list.html", {"sources": Source.objects.for_list()})


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: its newest text with the cited passages marked, and the facts beside them."""
    found = get_object_or_404(Source, pk=pk)
    return render(request, "sources/source.html", {"source": found, "article": article_of(found)})


@require_safe
def fact_evidence(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The passages behind one fact, as the rail beside the case page shows them."""
    case = get_object_or_404(Case.objects.select_related("court"), slug=slug)
    fact = next((fact for fact in facts_of(case) if fact.anchor == anchor), None)
    if fact is None:
        raise Http404(f"{case} has no fact “{anchor}”")
    return render(request, "sources/_fact.html", {"fact": fact, "in_rail": True})
