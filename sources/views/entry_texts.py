from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.models import Case
from sources.entry_texts import edits_of, texts_of
from sources.facts import facts_of_row


@require_safe
def texts_of_entry(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What the court changed in an entry's text: under the entry, or as a page of its own."""
    case = get_object_or_404(Case.objects.select_related("court"), slug=slug)
    filing = get_object_or_404(case.filings.all(), key=key)
    filing.case = case
    fact = next(fact for fact in facts_of_row(filing) if fact.citable.field == "text")
    if not texts_of(fact):
        raise Http404("No court file here states a text of this entry.")
    context = {"case": case, "filing": filing, "fact": fact, "edits": edits_of(fact)}
    is_part = bool(request.headers.get("HX-Request"))
    name = "_texts_of_entry" if is_part else "texts_of_entry"
    response = render(request, f"sources/{name}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
