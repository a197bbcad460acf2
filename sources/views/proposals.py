"""“Read for me”: having a text read, and going through what the reading proposes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import Case
from cases.permissions import RefusedError, needs
from cases.wording import figured
from sources.actions.cite import CiteError
from sources.actions.peruse import ask_for_perusal
from sources.actions.settle import Acceptance, SettledError, accept, accept_all, reject, reopen
from sources.choosing import MOST_CASES, cases_of, facts_to_cite
from sources.decoding import clean
from sources.models import Perusal, Proposal, ProposalState, Snapshot, Source
from sources.proposed import ORDER, Proposed, agreeing, key_of, proposals_in

PER_PAGE = 60
SETTLED = "settled"
_CHANGED = "The record or the proposal changed meanwhile: reload the page and look again."


@needs("sources.change_proposal")
@require_safe
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """What the newest text seems to state: what differs from the record first."""
    source = get_object_or_404(Source, pk=pk)
    snapshot = _text_of(source)
    shown = request.GET.get("show", "")
    context: dict[str, Any] = {"source": source, "shown": shown, **_state_of(snapshot)}
    if snapshot is not None:
        context |= _listed(request, source, snapshot, shown)
    return render(request, "sources/proposals/list.html", context)


@needs("sources.add_perusal")
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a worker read the newest text; the list then says how far it is."""
    source = get_object_or_404(Source, pk=pk)
    snapshot = _text_of(source)
    if snapshot is None:
        messages.warning(
            request,
            "The whole text of this source is not here yet: add it first, then have it read.",
        )
        return HttpResponseRedirect(source.get_absolute_url())
    ask_for_perusal(snapshot=snapshot, by=request.user)
    return HttpResponseRedirect(reverse("sources:proposals", args=[source.pk]))


@needs("sources.change_proposal")
@require_safe
def perusal_state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading of the text is, for the page that waits for it."""
    source = get_object_or_404(Source, pk=pk)
    context = {"source": source, "was_waiting": True, **_state_of(_text_of(source))}
    return render(request, "sources/proposals/_state.html", context)


@needs("sources.change_proposal")
@require_POST
def accept_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept one as it was shown: for the fact that it agrees with."""
    proposal = _proposal(pk)
    _may_cite(request)
    source = proposal.passage.snapshot.source
    found = proposals_in(proposal.passage.snapshot, _facts(request, source))
    shown = next(iter(agreeing(found, {request.POST.get("key", "")})), None)
    if shown is None or shown.match is None or shown.proposal != proposal:
        return _after(request, proposal, _CHANGED, is_refused=True)
    match = shown.match
    try:
        accept(
            proposal=proposal,
            row=match.fact.row,
            field=match.fact.citable.field,
            stated_value=match.stated,
            inferred=match.inferred,
            by=request.user,
        )
    except (CiteError, SettledError) as error:
        return _after(request, proposal, str(error), is_refused=True)
    return _after(request, proposal, f"Cited for “{match.fact.label}”.")


@needs("sources.change_proposal")
@require_POST
def reject_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody is asked of it again."""
    proposal = _proposal(pk)
    try:
        reject(proposal=proposal, by=request.user)
    except SettledError as error:
        return _after(request, proposal, str(error), is_refused=True)
    return _after(request, proposal, "Rejected. It will not be proposed again.")


@needs("sources.change_proposal")
@require_POST
def reopen_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was made of it, with the citation that accepting it made."""
    proposal = _proposal(pk)
    if proposal.citation_id is not None:
        _may(request, "sources.delete_citation")
    try:
        reopen(proposal=proposal, by=request.user)
    except SettledError as error:
        return _after(request, proposal, str(error), is_refused=True)
    return _after(request, proposal, "")


@needs("sources.change_proposal")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_agreeing(request: HttpRequest, pk: int) -> HttpResponse:
    """All that agree with the record: first shown for a person to confirm, then cited together."""
    _may_cite(request)
    source = get_object_or_404(Source, pk=pk)
    snapshot = _text_of(source)
    if snapshot is None:
        raise Http404(f"the whole text of {source} is not here")
    found = proposals_in(snapshot, _facts(request, source))
    if request.method != "POST":
        context = {"source": source, "plain": [(key_of(it), it) for it in agreeing(found)]}
        return render(request, "sources/proposals/accept_agreeing.html", context)
    asked = set(request.POST.getlist("accept"))
    chosen = agreeing(found, asked)
    try:
        made = accept_all(acceptances=[_acceptance(it) for it in chosen], by=request.user)
    except (CiteError, SettledError) as error:
        messages.warning(request, f"Nothing was accepted. {error}")
    else:
        words = f"{figured(len(made), 'proposal')} accepted, each with its own citation."
        left = len(asked) - len(made)
        if left:
            words += f" {figured(left, 'other')} changed meanwhile and stayed open."
        messages.success(request, words)
    return HttpResponseRedirect(reverse("sources:proposals", args=[source.pk]))


def _listed(request: HttpRequest, source: Source, snapshot: Snapshot, shown: str) -> dict[str, Any]:
    cases = _cases(request, source)
    found = proposals_in(snapshot, facts_to_cite(cases))
    standings = [standing for standing in ORDER if shown in {"", standing.value}]
    listed = [it for it in found.to_settle if it.standing in standings]
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    settled = Proposal.objects.filter(passage__snapshot=snapshot).exclude(state=ProposalState.OPEN)
    return {
        "snapshot": snapshot,
        "cases": cases,
        "asked_case": request.GET.get("case", ""),
        "found": found,
        "counts": [(standing, len(found.of(standing))) for standing in ORDER],
        "plain": len(agreeing(found)),
        "page": page,
        "groups": _groups(page),
        "settled_count": settled.count(),
        "settled": _settled(settled) if shown == SETTLED else [],
    }


def _groups(page: Any) -> list[dict[str, Any]]:
    """The proposals of a page under what they are to the record."""
    return [
        {
            "standing": standing,
            "items": [(key_of(it), it) for it in page if it.standing is standing],
        }
        for standing in ORDER
        if any(it.standing is standing for it in page)
    ]


def _settled(found: Any) -> list[Proposal]:
    rows = found.select_related("passage", "settled_by", "citation__case")
    return list(rows.order_by("-settled_at", "-pk")[:PER_PAGE])


def _cases(request: HttpRequest, source: Source) -> list[Case]:
    """The case asked for, else those that the source is cited for."""
    slug = clean(request.GET.get("case") or request.POST.get("case") or "")
    asked = Case.objects.select_related("court").filter(slug=slug).first() if slug else None
    return [asked] if asked else list(cases_of(source)[:MOST_CASES])


def _facts(request: HttpRequest, source: Source) -> Any:
    return facts_to_cite(_cases(request, source))


def _acceptance(proposed: Proposed) -> Acceptance:
    match = proposed.match
    assert match is not None  # noqa: S101 - what agrees does so with a fact
    return Acceptance(
        proposal=proposed.proposal,
        row=match.fact.row,
        field=match.fact.citable.field,
        stated_value=match.stated,
        inferred=match.inferred,
    )


def _text_of(source: Source) -> Snapshot | None:
    return source.snapshots.whole_texts().defer("raw").select_related("source").first()


def _state_of(snapshot: Snapshot | None) -> dict[str, Any]:
    perusal = Perusal.objects.filter(snapshot=snapshot).first() if snapshot else None
    return {"perusal": perusal, "no_worker": perusal is not None and perusal.waits_long}


def _proposal(pk: int) -> Proposal:
    found = Proposal.objects.select_related("passage__snapshot__source", "settled_by", "citation")
    return get_object_or_404(found.defer("passage__snapshot__raw"), pk=pk)


def _after(
    request: HttpRequest, proposal: Proposal, words: str, *, is_refused: bool = False
) -> HttpResponse:
    """The proposal as it is now: to htmx its part of the list, else the list with a message."""
    source = proposal.passage.snapshot.source
    if not request.headers.get("HX-Request"):
        if words:
            (messages.warning if is_refused else messages.success)(request, words)
        address = reverse("sources:proposals", args=[source.pk])
        return HttpResponseRedirect(f"{address}#proposal-{proposal.pk}")
    return item(request, proposal.pk, words, is_refused=is_refused)


def item(request: HttpRequest, pk: int, words: str, *, is_refused: bool = False) -> HttpResponse:
    """One line of the list, as it is now, with what was just done to it."""
    now = _proposal(pk)
    context: dict[str, Any] = {
        "source": now.passage.snapshot.source,
        "proposal": now,
        "words": words,
        "is_refused": is_refused,
        "asked_case": request.POST.get("case", ""),
    }
    if now.state == ProposalState.OPEN:
        found = proposals_in(now.passage.snapshot, _facts(request, now.passage.snapshot.source))
        shown = next((it for it in found.to_settle if it.proposal == now), None)
        context |= {"it": shown, "key": key_of(shown) if shown else ""}
    response = render(request, "sources/proposals/_item.html", context)
    response["HX-Retarget"] = f"#proposal-{now.pk}"
    response["HX-Reswap"] = "outerHTML"
    return response


def _may(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise RefusedError(permission)


def _may_cite(request: HttpRequest) -> None:
    _may(request, "sources.add_citation")
