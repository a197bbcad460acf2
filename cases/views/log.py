"""Logging a docket entry on the page of its case: the row, what it understood, its undo."""

from typing import Any

from csp.decorators import csp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.docket_log.forms import LogForm
from cases.docket_log.telling import told
from cases.docketing import LoggingError, UndoRefusedError, log_event, name_of, undo_log
from cases.models import Case, Document, Filing
from cases.permissions import RefusedError, needs

_REFUSED = 422


@needs("cases.add_filing")
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Log what the row says; the page of the case comes back, with a row for the next entry."""
    case = _case(slug)
    if request.method != "POST":
        return redirect(f"{case.get_absolute_url()}#docket-log")
    form = LogForm(case, request.POST, request.FILES)
    if form.is_valid() and form.understood is not None:
        try:
            filing = log_event(
                case=case,
                by=request.user,
                token=form.cleaned_data["token"],
                entry=form.understood,
            )
        except LoggingError as error:
            form.add_error(None if error.field == "__all__" else error.field, str(error))
        else:
            return _logged(request, case, filing)
    if _is_part(request):
        return render(request, "cases/log/_row.html", {"case": case, "form": form})
    return _page(request, case, status=_REFUSED, log_form=form)


@needs("cases.add_filing")
@require_POST
def understood(request: HttpRequest, slug: str) -> HttpResponse:
    """What the row would log as it stands, in words, and what is asked because of that."""
    form = LogForm(_case(slug), request.POST)
    form.is_valid()
    parts = told(form.understood) if form.understood is not None else []
    # What is not yet typed is no mistake of somebody who is still typing.
    typed = [form[name] for name in form.errors if name in form.fields and form[name].data]
    context = {"form": form, "parts": parts, "mistaken": typed}
    return render(request, "cases/log/_understood.html", context)


@needs("cases.add_filing")
@require_POST
def undo(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take back an entry just logged; asking once more is harmless."""
    case = _case(slug)
    filing = Filing.objects.filter(case=case, key=key).first()
    words, refused = "That entry is taken back already.", False
    if filing is not None:
        try:
            words = f"{name_of(filing)} is taken back."
            undo_log(filing=filing, by=request.user)
        except UndoRefusedError as error:
            words, refused = str(error), True
    if _is_part(request):
        return _page(request, case, log_said=words, log_refused=refused)
    (messages.warning if refused else messages.success)(request, words)
    return redirect(f"{case.get_absolute_url()}#docket-log")


@require_GET
@csp({"default-src": ["'none'"], "sandbox": [""]})  # type: ignore[arg-type] # knows no arguments
def document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A paper of the docket, to be kept as a file, never shown as a page.

    Whoever may read the case may read it; what is sealed, only who is signed in and reads here.
    """
    documents = Document.objects.select_related("filing").exclude(content=None)
    found = get_object_or_404(documents, pk=pk, filing__case__slug=slug)
    if found.filing.sealed and not request.user.has_perm("cases.view_document"):
        raise RefusedError("cases.view_document")
    return HttpResponse(
        bytes(found.content or b""),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=found.filename
            )
            or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _logged(request: HttpRequest, case: Case, filing: Filing) -> HttpResponse:
    if _is_part(request):
        return _page(request, case, logged=filing)
    return redirect(f"{case.get_absolute_url()}?logged={filing.key}#docket-log")


def _page(request: HttpRequest, case: Case, status: int = 200, **context: Any) -> HttpResponse:
    """The page of the case, out of which htmx takes what has changed."""
    return render(request, "cases/case.html", {"case": case, **context}, status=status)


def _case(slug: str) -> Case:
    return get_object_or_404(Case.objects.select_related("court"), slug=slug)


def _is_part(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))
