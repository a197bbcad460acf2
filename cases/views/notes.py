"""Notes and tags on an entry, inline by htmx, and as a page of their own without it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import notes
from cases.docket_filters import tags_in_use
from cases.docket_page import told_of
from cases.models import DocketNote, DocketTag, Filing
from cases.notes import NoteError
from cases.permissions import RefusedError, needs

_REFUSED = 422


@needs("cases.add_docketnote")
@require_http_methods(["GET", "HEAD", "POST"])
def entry_notes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What colleagues say of an entry, with the forms to say more."""
    filing = _filing(slug, key)
    if request.method != "POST":
        return _forms(request, filing)
    text = request.POST.get("text", "")
    try:
        note = notes.add_note(filing=filing, text=text, by=request.user)
    except NoteError as error:
        return _forms(request, filing, refused=str(error), text=text)
    return _told(request, filing, "The note is kept.", undo=note.pk)


@needs("cases.change_docketnote")
@require_http_methods(["GET", "HEAD", "POST"])
def change_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say something else in a note of one's own."""
    note = _note(request, slug, pk)
    if request.method != "POST":
        return _forms(request, note.filing, changing=note, text=note.text)
    text = request.POST.get("text", "")
    try:
        notes.change_note(note=note, text=text)
    except NoteError as error:
        return _forms(request, note.filing, changing=note, refused=str(error), text=text)
    return _told(request, note.filing, "The note is changed.", undo=note.pk)


@needs("cases.delete_docketnote")
@require_POST
def delete_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    note = _note(request, slug, pk)
    notes.delete_note(note=note)
    return _told(request, note.filing, "The note is deleted.", undo=pk)


@needs("cases.change_docketnote")
@require_POST
def undo_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back what was done last to a note of one's own, its deletion too."""
    last = notes.last_change(pk)
    if last is None:
        raise Http404("No such note.")
    filing = get_object_or_404(_filings(slug), pk=last.filing_id)
    as_it_was = DocketNote(pk=pk, written_by_id=last.written_by_id)
    if not notes.may_change(request.user, as_it_was):
        raise RefusedError("cases.change_docketnote")
    note = notes.undo_last_change(pk=pk)
    return _told(request, filing, "Undone." if note else "Undone: the note is gone.")


@needs("cases.add_docketnote")
@require_POST
def add_tag(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    filing = _filing(slug, key)
    name = request.POST.get("name", "")
    try:
        tag = notes.add_tag(filing=filing, name=name)
    except NoteError as error:
        return _forms(request, filing, tag_refused=str(error), tag_name=name)
    return _told(request, filing, f"Tagged “{tag}”.")


@needs("cases.delete_docketnote")
@require_POST
def remove_tag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a tag off its entry; the answer offers to put it back."""
    tag = get_object_or_404(DocketTag.objects.select_related("filing__case"), pk=pk)
    if tag.filing.case.slug != slug:
        raise Http404("No such tag in this case.")
    notes.remove_tag(tag=tag)
    return _told(request, tag.filing, f"The tag “{tag}” is off.", put_back=tag.name)


def _filings(slug: str) -> Any:
    return Filing.objects.filter(case__slug=slug).select_related("case")


def _filing(slug: str, key: str) -> Filing:
    filing: Filing = get_object_or_404(_filings(slug), key=key)
    return filing


def _note(request: HttpRequest, slug: str, pk: int) -> DocketNote:
    found = DocketNote.objects.select_related("filing__case", "written_by")
    note = get_object_or_404(found, pk=pk, filing__case__slug=slug)
    if not notes.may_change(request.user, note):
        raise RefusedError("casetracker.change_user")
    return note


def _forms(request: HttpRequest, filing: Filing, **said: Any) -> HttpResponse:
    is_refused = bool(said.get("refused") or said.get("tag_refused"))
    context = {**_context(filing), "in_use": tags_in_use(filing.case), "open": True, **said}
    is_part = bool(request.headers.get("HX-Request"))
    # A refusal is shown where the form is, and htmx shows nothing that is not a success.
    status = _REFUSED if is_refused and not is_part else 200
    name = "_told" if is_part else "notes"
    return render(request, f"cases/docket/{name}.html", context, status=status)


def _told(request: HttpRequest, filing: Filing, words: str, **offer: Any) -> HttpResponse:
    if request.headers.get("HX-Request"):
        context = {**_context(filing), "said": words, **offer}
        return render(request, "cases/docket/_told.html", context)
    messages.success(request, words)
    docket = reverse("cases:docket", args=[filing.case.slug])
    return HttpResponseRedirect(f"{docket}?entry={filing.key}#filing-{filing.key}")


def _context(filing: Filing) -> dict[str, Any]:
    return {"case": filing.case, "filing": filing, "told": told_of([filing])[filing.pk]}
