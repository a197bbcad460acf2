"""Pages on which court files come in, and on which one sees what became of them."""

from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.permissions import needs
from cases.wording import counted
from sources.actions.deliver import NothingCameError, deliver, try_files_again
from sources.deliveries import deliveries, progress_of
from sources.delivering import Piece, pieces_of, shown_name, too_large
from sources.models import CourtFile, Delivery, DeliveryWay
from sources.views.capture import ENOUGH

NOTHING_CHOSEN = "Choose the files first, or drop them on the field."


@require_http_methods(["GET", "HEAD", "POST"])
def court_files(request: HttpRequest) -> HttpResponseBase:
    """What came in so far, newest first; a POST brings more."""
    if request.method == "POST":
        return _take_in(request)
    return _list(request)


@needs("sources.add_courtfile")
@needs("sources.add_delivery")
def _take_in(request: HttpRequest) -> HttpResponse:
    try:
        made = deliver(files=_sent(request), way=DeliveryWay.UPLOAD, by=request.user)
    except NothingCameError:
        return _list(request, wrong=NOTHING_CHOSEN)
    return redirect("sources:delivery", made.pk)


def _list(request: HttpRequest, wrong: str = "") -> HttpResponse:
    context = {
        "deliveries": deliveries(request.GET.get("page")),
        "wrong": wrong,
        "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "most_mb": settings.LARGEST_UPLOAD // 1_000_000,
        "has_mailbox": bool(settings.MAILBOX),
    }
    status = HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK
    return render(request, "sources/court_files/list.html", context, status=status)


def _sent(request: HttpRequest) -> Iterator[Piece]:
    for file in request.FILES.getlist("files"):
        yield from _pieces(file)


def _pieces(file: "UploadedFile[bytes]") -> Iterator[Piece]:
    name, size = file.name or "", file.size or 0
    if getattr(file, "together", False):  # casetracker/uploads.py kept none of its bytes
        yield Piece(shown_name(name), size, refusal=_too_much_together())
    elif size > settings.LARGEST_UPLOAD:
        yield Piece(shown_name(name), size, refusal=too_large(size))
    elif file.file is not None:
        yield from pieces_of(name, file.file, size)


def _too_much_together() -> str:
    return (
        f"The files sent at once have more than {settings.MOST_UPLOADED_TOGETHER // 1_000_000} MB "
        "together, and this one was not taken. Send it again by itself, or a zip of them."
    )


@never_cache
@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery: how far it is, and what became of each file."""
    found = _delivery(pk)
    context = {"delivery": found, "progress": progress_of(found, request.GET.get("page"))}
    return render(request, "sources/court_files/delivery.html", context)


@never_cache
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a delivery's page that changes; the page asks for it until all is finished."""
    found = _delivery(pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("sources:delivery", pk)
    now = progress_of(found, request.GET.get("page"))
    if now.tally.is_unfinished and request.GET.get("seen") == now.seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"delivery": found, "progress": now, "came_just_now": True}
    status = HTTPStatus.OK if now.tally.is_unfinished else ENOUGH
    return render(request, "sources/court_files/_progress.html", context, status=status)


@needs("sources.change_courtfile")
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more for what was stopped: one file, or all of the delivery."""
    files = CourtFile.objects.filter(delivery=_delivery(pk))
    if (one := request.POST.get("file", "")) and one.isascii() and one.isdigit():
        files = files.filter(pk=int(one))
    again = try_files_again(files=files, by=request.user)
    if not again:
        messages.warning(request, "Somebody has tried that again already, or it was refused.")
    else:
        messages.success(request, f"{counted(again, 'file').capitalize()} will be read again.")
    return redirect("sources:delivery", pk)


def _delivery(pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.select_related("made_by"), pk=pk)
