"""The conflict check: names in, every appearance out, and a log that nobody can alter.

There is nothing to undo here: a check made by mistake stays in the log as one.
"""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.conflicts.checking import MOST_NAMES, check_names, decide, lines_of
from cases.conflicts.forms import NamesForm, OutcomeForm
from cases.conflicts.snapshot import names_kept
from cases.csv_files import CONTENT_TYPE, csv_lines
from cases.models import ConflictCheck
from cases.permissions import needs
from cases.wording import plain_day

CHECK = "cases.add_conflictcheck"
LOGGED_A_PAGE = 25
_HEAD = (
    *("Name given", "Match", "Why", "Name found", "Where", "As"),
    *("Case", "Court", "Docket number"),
)


@never_cache
@needs(CHECK)
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """The list of names to check, and the log; a POST checks them and leads to what is found."""
    if request.method == "POST":
        form = NamesForm(request.POST)
        if form.is_valid():
            check = check_names(
                names=form.cleaned_data["names"],
                matter=form.cleaned_data["matter"],
                by=request.user,
            )
            return redirect(check)
        status = HTTPStatus.BAD_REQUEST
    else:
        form, status = NamesForm(initial=_again(request.GET.get("again", ""))), HTTPStatus.OK
    logged = Paginator(ConflictCheck.objects.for_log(), LOGGED_A_PAGE)
    context = {
        "form": form,
        "page": logged.get_page(request.GET.get("page")),
        "most_names": MOST_NAMES,
    }
    return render(request, "cases/conflicts/checks.html", context, status=status)


@never_cache
@needs(CHECK)
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What one check found, as it was kept."""
    return _page(request, _check(pk), OutcomeForm())


@needs(CHECK)
@needs("cases.decide_conflictcheck")
@require_POST
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a check; the words before stay in the log."""
    found, form = _check(pk), OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, HTTPStatus.BAD_REQUEST)
    decide(check=found, by=request.user, **form.cleaned_data)
    messages.success(request, "It is in the log.")
    return redirect(found)


@never_cache
@needs(CHECK)
@require_safe
def as_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """What one check found, for a spreadsheet."""
    found = _check(pk)
    lines = csv_lines(_about(found), [[], _HEAD, *lines_of(names_kept(found.found))])
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="conflict-check-{found.pk}.csv"'
    return response


def _about(found: ConflictCheck) -> list[str]:
    made = timezone.localtime(found.made_at)
    said = f"Conflict check {found.pk}", f"{plain_day(made.date())}, {made:%H:%M %Z}"
    return [*said, found.made_by.get_username(), found.matter]


def _check(pk: int) -> ConflictCheck:
    return get_object_or_404(ConflictCheck.objects.select_related("made_by"), pk=pk)


def _again(pk: str) -> dict[str, str]:
    """The names of an earlier check, to look for them as the record is now."""
    earlier = ConflictCheck.objects.filter(pk=int(pk)) if pk.isascii() and pk.isdigit() else None
    found = earlier.values("names", "matter").first() if earlier is not None else None
    return {"names": found["names"], "matter": found["matter"]} if found else {}


def _page(
    request: HttpRequest, found: ConflictCheck, form: OutcomeForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    names = list(names_kept(found.found))
    context = {
        "check": found,
        "names": names,
        "with_something": [name for name in names if not name.is_clear],
        "clear": [name for name in names if name.is_clear],
        "outcomes": list(found.outcomes.select_related("decided_by").order_by("-pk")),
        "form": form,
    }
    return render(request, "cases/conflicts/check.html", context, status=status)
