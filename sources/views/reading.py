from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.unchanged import unless_unchanged
from sources.agreement import Picture, Show
from sources.examples import examples
from sources.facts import fact_at
from sources.history import moments_of
from sources.kept import history_of_case, history_of_fact, subject_of
from sources.models import Source
from sources.page_facts import facts_counted, is_on_case_page
from sources.reading import Place, article_of
from sources.views.pointing import just_cited, warm_reader

PER_PAGE = 100
SOURCES_A_PAGE = 50


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """The sources, the newest first, with what each is cited for; by words of their names."""
    wanted = request.GET.get("q", "").strip()
    page = Paginator(Source.objects.named(wanted), SOURCES_A_PAGE).get_page(request.GET.get("page"))
    here = [source.pk for source in page]
    found = Source.objects.filter(pk__in=here).for_list().order_by("-pk")
    context = {"page": page, "sources": found, "wanted": wanted}
    is_part = bool(request.headers.get("HX-Request"))
    response = render(request, f"sources/{'_found' if is_part else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: its newest text with the cited passages marked, and the facts beside them."""
    found = get_object_or_404(Source, pk=pk)
    if request.user.has_perm("sources.add_citation"):
        warm_reader()
    settles = request.user.has_perm("sources.change_proposal")
    context = {
        "source": found,
        "article": article_of(found, with_proposals=settles, at=Place.asked(request.GET)),
        "citation": just_cited(request, found),
    }
    return render(request, "sources/source.html", context)


@require_safe
def fact_evidence(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The passages behind one fact: for the rail beside a page, or as a page of its own.

    Somebody who follows a link to a fact that the page of the case shows is sent there.
    """
    case = _case(slug)
    fact = fact_at(case, anchor)
    if fact is None:
        raise Http404(f"{case} has no fact “{anchor}”")
    is_part = bool(request.headers.get("HX-Request"))
    if not is_part and is_on_case_page(fact.row):
        response: HttpResponse = HttpResponseRedirect(f"{case.get_absolute_url()}#{fact.anchor}")
    else:
        template = "sources/_fact.html" if is_part else "sources/fact.html"
        context = {"case": case, "fact": fact, "in_rail": is_part, "of": fact.target.value}
        response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@unless_unchanged
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of agreement: the case's facts down, its sources across."""
    case = _case(slug)
    asked = request.GET.get("show", Show.ALL)
    show = Show(asked) if asked in list(Show) else Show.ALL
    context = {
        "case": case,
        "picture": Picture(facts_counted(case), show, request.GET.get("page", "")),
        "unknown": "" if asked in list(Show) else asked,
    }
    return render(request, "sources/evidence.html", context)


@require_safe
def case_history(request: HttpRequest, slug: str) -> HttpResponse:
    """All changes of a case, its rows and its evidence, newest first."""
    case = _case(slug)
    page = Paginator(history_of_case(case), PER_PAGE).get_page(request.GET.get("page"))
    context = {"case": case, "page": page, "moments": moments_of(page)}
    return render(request, "sources/history.html", context)


@require_safe
def fact_history(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """All changes of one fact: its values, and what was cited and decided for it."""
    case = _case(slug)
    subject = subject_of(case, anchor)
    if subject is None:
        raise Http404(f"{case} has and had no fact “{anchor}”")
    page = Paginator(history_of_fact(case, subject), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "case": case,
        "subject": subject,
        "page": page,
        "moments": moments_of(page, only=subject),
    }
    return render(request, "sources/history_of_fact.html", context)


@require_safe
def reading_help(request: HttpRequest) -> HttpResponse:
    """How to read a case: every sign, with an example of it."""
    return render(request, "help.html", {"examples": examples()})


def _case(slug: str) -> Case:
    return get_object_or_404(Case.objects.select_related("court"), slug=slug)
