"""The conflict check: names in, every appearance out, and a log that nobody can alter.

There is nothing to undo here: a check made by mistake stays in the log as one. A long list is
checked by a worker, and these pages stand where jobs do.
"""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.conflicts.checking import MOST_NAMES, decide, lines_of
from cases.conflicts.forms import NamesForm, OutcomeForm
from cases.conflicts.snapshot import names_kept
from cases.csv_files import CONTENT_TYPE, csv_lines
from cases.models import ConflictCheck
from cases.permissions import needs
from cases.wording import plain_day
from sources import jobs
from sources.actions.check_conflicts import ask_for_check
from sources.models import ConflictRequest, JobState
from sources.views.capture import ENOUGH

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
    """The list of names to check, what is under way, and the log; a POST has names checked."""
    if request.method == "POST":
        form = NamesForm(request.POST)
        if form.is_valid():
            asked = ask_for_check(by=request.user, **form.cleaned_data)
            return redirect(asked.check_made or asked)
        status = HTTPStatus.BAD_REQUEST
    else:
        form, status = NamesForm(initial=_again(request.GET.get("again", ""))), HTTPStatus.OK
    logged = Paginator(ConflictCheck.objects.for_log(), LOGGED_A_PAGE)
    context = {
        "form": form,
        "page": logged.get_page(request.GET.get("page")),
        "most_names": MOST_NAMES,
        "not_in_the_log": _not_in_the_log(),
    }
    return render(request, "cases/conflicts/checks.html", context, status=status)


@never_cache
@needs(CHECK)
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a check is, until it leads to what was found; a POST tries again what failed."""
    found = get_object_or_404(ConflictRequest.objects.select_related("asked_by"), pk=pk)
    if request.method == "POST":
        return _try_again(request, found)
    if not request.htmx:  # type: ignore[attr-defined]
        if found.check_made_id:
            return redirect("conflicts:check", found.check_made_id)
        return render(request, "cases/conflicts/asked.html", {"asked": found})
    if found.check_made_id:
        where = reverse("conflicts:check", args=[found.check_made_id])
        return HttpResponse(headers={"HX-Redirect": where})
    if request.GET.get("seen") == found.seen:
        # Nothing new: a screen reader need not say it again.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    status = HTTPStatus.OK if found.is_unfinished else ENOUGH
    return render(request, "cases/conflicts/_asked.html", {"asked": found}, status=status)


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


def _try_again(request: HttpRequest, failed: ConflictRequest) -> HttpResponse:
    try:
        jobs.ask_again(failed, by=request.user)
    except jobs.OvertakenError:
        messages.warning(request, "Somebody has tried that again already.")
    return redirect(failed)


def _not_in_the_log() -> list[ConflictRequest]:
    """What is under way, and what failed and waits for somebody to try again; the newest."""
    found = ConflictRequest.objects.exclude(state=JobState.DONE).select_related("asked_by")
    return list(found[:LOGGED_A_PAGE])


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
