from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.unchanged import unless_unchanged


@require_safe
@unless_unchanged
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """One case on one page, each fact with its marker."""
    found = get_object_or_404(Case.objects.select_related("court"), slug=slug)
    return render(request, "cases/case.html", {"case": found})
