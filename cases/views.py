from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases.filters import CaseFilter
from cases.models import Case

PER_PAGE = 50


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that the address's filters leave, a page of them at a time."""
    found = CaseFilter(request.GET, Case.objects.for_list().newest_first())
    # A filter that makes no sense leaves nothing out: the page says what is wrong with it.
    cases = found.qs if found.is_valid() else found.queryset
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/list.html", {"filter": found, "page": page})


@require_safe
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """One case on one page, each fact with its marker."""
    found = get_object_or_404(Case.objects.select_related("court"), slug=slug)
    return render(request, "cases/case.html", {"case": found})
