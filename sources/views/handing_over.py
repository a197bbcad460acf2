"""What people take away from the page of a case and of a docket, as files."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.docket_page import DocketPage
from cases.models import Case
from cases.notes import may_see
from sources.handing_over.docket_sheet import pdf_of, sheet_of
from sources.handing_over.files import FORMATS, file_name, memo_file
from sources.handing_over.refusals import NotMadeError

_log = logging.getLogger(__name__)


@require_safe
def memo(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The memo of a case as Word, PDF or Markdown, for whoever may read the case."""
    if suffix not in FORMATS:
        raise Http404(f"A memo is made as {', '.join(FORMATS)}.")
    case, made = _case(slug), timezone.now()
    try:
        content = memo_file(case, suffix, made=made)
    except NotMadeError as error:
        return _not_made(request, error, case.get_absolute_url())
    return _file(content, FORMATS[suffix].media_type, file_name(case, "memo", suffix, made=made))


@require_safe
def docket_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The docket as PDF: all entries that the filters leave. Never with notes or tags."""
    case, made = _case(slug), timezone.now()
    # Whoever may not see tags may not filter by them either.
    page = DocketPage(case, request.GET, for_colleagues=may_see(request.user))
    try:
        content = pdf_of(sheet_of(page, made=made))
    except NotMadeError as error:
        return _not_made(request, error, f"{case.get_absolute_url()}docket/")
    return _file(content, "application/pdf", file_name(case, "docket", "pdf", made=made))


def _case(slug: str) -> Case:
    return get_object_or_404(Case.objects.select_related("court"), slug=slug)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _not_made(request: HttpRequest, error: NotMadeError, back: str) -> HttpResponse:
    """Back to the page with the reason."""
    _log.error("not_made: %s", error)
    messages.error(request, str(error))
    return redirect(back)
