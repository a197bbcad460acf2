"""Reviewing what changed in the sources that facts lean on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.models import Case
from cases.permissions import needs
from sources.actions.review import (
    OvertakenError,
    ReviewError,
    confirm,
    re_anchor,
    read_notice,
    seen_of,
    undo,
    undo_notice,
    withdraw,
)
from sources.awaiting import awaiting
from sources.facts import facts_stated_by
from sources.models import Notice, PassageCheck, Source
from sources.review_forms import ListForm, ReAnchorForm, RemarkForm, WithdrawForm
from sources.reviewing import Study
from sources.versions import around_what_changed, rows_of

_REFUSED = 422


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """All that awaits a review, of everything or of one case or source."""
    case = source = None
    asked = ListForm(request.GET)
    if not asked.is_valid():
        raise Http404("There is no such case or source")
    if slug := asked.cleaned_data["case"]:
        case = get_object_or_404(Case, slug=slug)
    if key := asked.cleaned_data["source"]:
        source = get_object_or_404(Source, key=key)
    groups = awaiting(case=case, source=source)
    context = {
        "case": case,
        "of_source": source,
        "groups": groups,
        "passages": sum(len(group.passages) for group in groups),
        "notices": sum(len(group.notices) for group in groups),
        "facts": len({fact.id for g in groups for it in g.passages for fact, _ in it.facts}),
    }
    return render(request, "sources/review/list.html", context)


@require_safe
def passage(request: HttpRequest, pk: int) -> HttpResponse:
    """One passage that is not the same any more, and what can be done about it."""
    return _page(request, _study(pk))


@needs("sources.change_passagecheck")
@require_POST
def confirm_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts stand as they are."""
    study, form = _study(pk), RemarkForm(request.POST)

    def conclude() -> None:
        confirm(check=study.check, by=request.user, **form.cleaned_data)

    return _concluded(request, study, "confirm", form, conclude)


@needs("sources.change_passagecheck")
@require_POST
def re_anchor_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """The citations lean on other words of the newer text."""
    study = _study(pk)
    form = ReAnchorForm(study, request.POST)

    def conclude() -> None:
        re_anchor(
            check=study.check,
            seen=form.cleaned_data["seen"],
            by=request.user,
            place=form.span,  # type: ignore[arg-type]
            stated=form.stated,
            remark=form.cleaned_data["remark"],
        )

    return _concluded(request, study, "re_anchor", form, conclude)


@needs("sources.change_passagecheck")
@require_POST
def withdraw_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """The source does not state it any more."""
    study, form = _study(pk), WithdrawForm(request.POST)

    def conclude() -> None:
        withdraw(check=study.check, by=request.user, **form.cleaned_data)

    return _concluded(request, study, "withdraw", form, conclude)


@needs("sources.change_passagecheck")
@require_POST
def undo_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a review back."""
    try:
        undo(check=get_object_or_404(PassageCheck.objects.select_related("snapshot"), pk=pk))
    except OvertakenError as error:
        return _overtaken(request, error)
    messages.success(request, "The review is taken back: all is as it was before.")
    return redirect("sources:review_passage", pk)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: its words, what else changed in the text, and the facts of its source."""
    return _notice_page(request, _notice(pk))


@needs("sources.change_notice")
@require_POST
def read_a_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice was read, and the facts stand."""
    found, form = _notice(pk), RemarkForm(request.POST)
    if not form.is_valid():
        return _notice_page(request, found, form)
    try:
        read_notice(notice=found, by=request.user, remark=form.cleaned_data["remark"])
    except OvertakenError as error:
        return _overtaken(request, error)
    return redirect("sources:review_notice", pk)


@needs("sources.change_notice")
@require_POST
def undo_a_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice is to be read again."""
    try:
        undo_notice(notice=_notice(pk))
    except OvertakenError as error:
        return _overtaken(request, error)
    return redirect("sources:review_notice", pk)


def _study(pk: int) -> Study:
    try:
        return Study.of(pk)
    except PassageCheck.DoesNotExist:
        raise Http404(f"There is no review {pk}") from None


def _concluded(
    request: HttpRequest, study: Study, name: str, form: Form, conclude: Callable[[], None]
) -> HttpResponse:
    """Conclude as the form says; what is wrong with it is shown in it, and nothing is written."""
    if form.is_valid():
        try:
            conclude()
        except OvertakenError as error:
            return _overtaken(request, error)
        except ReviewError as error:
            refuse = form.refuse if isinstance(form, ReAnchorForm) else _refuse(form)
            refuse(str(error), error.about)
        else:
            return redirect("sources:review_passage", study.check.pk)
    return _page(request, study, {name: form}, status=_REFUSED)


def _refuse(form: Form) -> Callable[[str, int | None], None]:
    return lambda message, _: form.add_error(None, message)


def _page(
    request: HttpRequest, study: Study, bound: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"study": study, "check": study.check, "source": study.source}
    if study.check.is_open and study.is_current and study.facts:
        start = {"seen": seen_of(study.check)}
        context["forms"] = {
            "confirm": RemarkForm(initial=start, auto_id="confirm_%s"),
            "re_anchor": ReAnchorForm(study, initial=start, auto_id="anchor_%s"),
            "withdraw": WithdrawForm(initial=start, auto_id="withdraw_%s"),
            **(bound or {}),
        }
    return render(request, "sources/review/passage.html", context, status=status)


def _notice(pk: int) -> Notice:
    notices = Notice.objects.select_related("snapshot__source", "reviewed_by")
    return get_object_or_404(notices.defer("snapshot__raw"), pk=pk)


def _notice_page(request: HttpRequest, found: Notice, form: Form | None = None) -> HttpResponse:
    source = found.snapshot.source
    texts = source.snapshots.whole_texts().defer("raw").filter(pk__lt=found.snapshot_id)
    earlier = texts.order_by("-pk").first()
    rows = rows_of(earlier.text, found.snapshot.text) if earlier else []
    context = {
        "notice": found,
        "source": source,
        "earlier": earlier,
        "rows": around_what_changed(rows),
        "facts": facts_stated_by(source),
        "form": form or RemarkForm(),
    }
    return render(request, "sources/review/notice.html", context, status=_REFUSED if form else 200)


def _overtaken(request: HttpRequest, error: OvertakenError) -> HttpResponse:
    return render(request, "409.html", {"reason": str(error)}, status=409)
