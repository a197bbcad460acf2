"""The docket as one reads it at work: filtered, printed, saved, with the parties by role."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cases.csv_files import CONTENT_TYPE
from cases.docket_csv import file_name, files_of, lines_of, named
from cases.docket_page import DocketPage, with_all_it_shows
from cases.models import Case
from cases.notes import may_see
from cases.party_groups import FOLDED, groups_of
from cases.unchanged import unless_unchanged


@require_safe
@unless_unchanged
def docket(request: HttpRequest, slug: str) -> HttpResponse:
    """The entries that the address's filters leave, a hundred at a time, or all for print.

    To htmx go the results alone, or the next rows alone where the last row asks for them.
    """
    case = case_named(slug)
    listing = DocketPage(case, request.GET, for_colleagues=may_see(request.user))
    context = {"case": case, "listing": listing}
    if request.GET.get("print") == "all":
        context |= {
            "filings": with_all_it_shows(listing.filings),
            "now": timezone.localtime(),
            "files": named(files_of(case)),
        }
        return render(request, "cases/docket/print.html", context)
    is_part = bool(request.headers.get("HX-Request"))
    is_more = request.headers.get("HX-Target") == "docket-more"
    name = "_rows" if is_more else "_answer" if is_part else "docket"
    response = render(request, f"cases/docket/{name}.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if is_part and not is_more:
        response["HX-Push-Url"] = request.path + listing.address()
    return response


@require_safe
def docket_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """All entries that the filters leave, for a spreadsheet. Never with notes or tags."""
    case = case_named(slug)
    # Whoever may not see tags may not filter by them either.
    listing = DocketPage(case, request.GET, for_colleagues=may_see(request.user))
    now = timezone.now()
    lines = lines_of(listing, written=now)
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPE)
    name = file_name(case, written=now)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@unless_unchanged
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """The parties by role, with counsel, firms, and who has left the case."""
    case = case_named(slug)
    found = list(case.parties.all())
    known = {party.pk: party for party in found}
    counsel = list(case.counsel.all())
    for lawyer in counsel:
        lawyer.represents = known[lawyer.represents_id]
    for row in [*found, *counsel]:
        row.case = case
    context = {
        "case": case,
        "parties": found,
        "counsel": counsel,
        "groups": groups_of(found, counsel),
        "folded": FOLDED,
    }
    return render(request, "cases/docket/parties.html", context)


def case_named(slug: str) -> Case:
    """The case of an address, with its court; else the page is not found."""
    return get_object_or_404(Case.objects.select_related("court"), slug=slug)
