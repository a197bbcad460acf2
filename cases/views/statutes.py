"""Pages of statutes: all of them, and one act or section with its cases."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.models import Statute
from cases.statute_addresses import act_at, act_slug, ref_at, slug_of
from cases.statute_list import StatuteList
from cases.statute_page import StatutePage
from cases.statutes import StatuteError, acts, parse


@require_safe
def statute_list(request: HttpRequest) -> HttpResponse:
    """Each act and section with the number of its cases; to htmx, only the part that changes."""
    is_part = bool(request.headers.get("HX-Request"))
    template = "cases/statutes/_found.html" if is_part else "cases/statutes/list.html"
    response = render(request, template, {"listing": StatuteList(request.GET)})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """One act or section. Another name or spelling of it leads to its own address."""
    if act := act_at(slug):
        if act_slug(act) != slug:
            return redirect("statutes:statute", act_slug(act))
        return _page(request, StatutePage(act=act))
    ref = ref_at(slug, _codes())
    if ref is None:
        try:
            [ref] = parse(slug)
        except ValueError:  # StatuteError, or several statutes
            return _unknown(request, slug)
    if slug_of(ref) != slug:
        return redirect("statutes:statute", slug_of(ref))
    return _page(request, StatutePage(ref))


def _page(request: HttpRequest, page: StatutePage) -> HttpResponse:
    return render(request, "cases/statutes/statute.html", {"page": page})


def _unknown(request: HttpRequest, slug: str) -> HttpResponse:
    why = "it names several statutes"
    try:
        parse(slug)
    except StatuteError as error:
        why = error.why
    context = {"slug": slug, "why": why}
    return render(request, "cases/statutes/unknown.html", context, status=HTTPStatus.NOT_FOUND)


def _codes() -> set[str]:
    """The codes that there is a statute of: in the database, or among the acts."""
    known = Statute.objects.order_by().values_list("code", flat=True).distinct()
    return {*known, *(span.code for act in acts() for span in act.ranges)}
