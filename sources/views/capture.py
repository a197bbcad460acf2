"""Pages on which a source gets its text. What takes time is done by the workers."""

from http import HTTPStatus

from csp.decorators import csp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.editing import EditConflictError
from cases.permissions import needs
from sources import jobs
from sources.actions import capture as actions
from sources.actions.add_source import KnownAddressError, add_source
from sources.capture_forms import AddForm, ConfirmForm, TextForm
from sources.captures import outcome_of
from sources.models import Capture, JobState, Snapshot, Source, SourceKind, Way

ENOUGH = 286  # htmx's own status: show this, and ask no more


@needs("sources.add_source")
@needs("sources.add_capture")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new source, by its address, a pasted text or a file."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = add_source(
                kind=SourceKind(form.cleaned_data["kind"]),
                publisher=form.cleaned_data["publisher"],
                url=form.cleaned_data["url"],
                by=request.user,
                **form.taken(),
            )
        except KnownAddressError as error:
            form.known = error.source
            form.add_error("url", str(error))
        else:
            return redirect(asked.source)
    return render(request, "sources/capture/add.html", {"form": form})


@needs("sources.add_capture")
@require_http_methods(["GET", "HEAD", "POST"])
def add_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A newer text of a source that is here, pasted or from a file."""
    source = get_object_or_404(Source, pk=pk)
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_for_capture(source=source, by=request.user, **form.taken())
        return redirect(source)
    return render(request, "sources/capture/text.html", {"form": form, "source": source})


@needs("sources.add_capture")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the text of a source from its address once more."""
    source = get_object_or_404(Source, pk=pk)
    if not source.url:
        messages.warning(request, "This source has no address. Paste its text, or add a file.")
    else:
        actions.ask_for_capture(source=source, way=Way.ADDRESS, by=request.user)
    return redirect(source)


@needs("sources.change_capture")
@require_POST
def retry(request: HttpRequest, pk: int, capture: int) -> HttpResponse:
    """Ask once more for what failed."""
    failed = get_object_or_404(Capture.objects.select_related("source"), pk=capture, source=pk)
    try:
        actions.try_again(capture=failed, by=request.user)
    except actions.UnderWayError:
        messages.warning(request, "The address is being asked already: see what comes of that.")
    except actions.NothingKeptError:
        messages.warning(request, "It would be refused again: add another file, or paste the text.")
    except jobs.OvertakenError:
        messages.warning(request, "Somebody has tried that again already.")
    return redirect(failed.source)


@never_cache
@require_safe
def progress(request: HttpRequest, pk: int, capture: int) -> HttpResponse:
    """How far a capture is: a part of the source's page, which asks until there is an outcome."""
    source = get_object_or_404(Source.objects.select_related("current"), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(source)
    outcome = outcome_of(source, capture)
    if outcome is None:
        raise Http404(f"{source} has no capture {capture}")
    if outcome.is_unfinished and request.GET.get("seen") == outcome.seen:
        # Nothing new: a screen reader need not say it again.
        return HttpResponse(status=204)
    status = 200 if outcome.is_unfinished else ENOUGH
    context = {"source": source, "outcome": outcome, "came_just_now": True}
    response = render(request, "sources/capture/_outcome.html", context, status=status)
    if request.GET.get("page") == "empty" and outcome.capture.state == JobState.DONE:
        # The page holds no text yet that a reload could take from somebody who reads it.
        response.headers["HX-Refresh"] = "true"
    return response


@needs("sources.change_source")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int, capture: int) -> HttpResponse:
    """What the text says of itself, beside what is recorded; a person says what is right."""
    done = Capture.objects.filter(source=pk, state=JobState.DONE)
    found = get_object_or_404(done.select_related("source").defer("raw"), pk=capture)
    if request.method != "POST":
        return _confirm_page(request, found, ConfirmForm.for_capture(found))
    if "leave" in request.POST:
        actions.confirm_proposed(capture=found, values={})
        return redirect(found.source)
    form = ConfirmForm.for_capture(found, request.POST)
    if not form.is_valid():
        return _confirm_page(request, found, form)
    try:
        actions.confirm_proposed(
            capture=found,
            values=form.values,
            seen_version=form.cleaned_data["seen_version"],
        )
    except EditConflictError:
        found.source.refresh_from_db()
        newer = {**request.POST.dict(), "seen_version": str(found.source.version)}
        form = ConfirmForm.for_capture(found, newer)
        return _confirm_page(request, found, form, status=409)
    messages.success(request, "The source is recorded as you confirmed it.")
    return redirect(found.source)


@needs("sources.view_snapshot")
@require_safe
@csp({"default-src": ["'none'"], "sandbox": [""]})  # type: ignore[arg-type] # knows no arguments
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes that a text was taken from, to be kept as a file, never shown as a page."""
    snapshots = Snapshot.objects.select_related("source").defer("text")
    snapshot = get_object_or_404(snapshots.exclude(raw=None), pk=pk)
    name = f"{snapshot.source.key}-{snapshot.pk}.{snapshot.media or 'bin'}"
    return HttpResponse(
        bytes(snapshot.raw or b""),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _confirm_page(
    request: HttpRequest, capture: Capture, form: ConfirmForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "capture": capture,
        "source": capture.source,
        "overtaken": status == HTTPStatus.CONFLICT,
    }
    return render(request, "sources/capture/confirm.html", context, status=status)
