"""Deciding between what sources state, and signing a case off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.editing import EditConflictError
from cases.models import Case
from cases.permissions import RefusedError, needs
from sources.actions.decide import adopt
from sources.actions.showing import AdoptError
from sources.actions.sign_off import SignOffError
from sources.actions.sign_off import sign_off as sign
from sources.decision_forms import OTHER, DecisionForm
from sources.decoding import clean
from sources.facts import Fact, fact_at
from sources.models import Decision
from sources.page_facts import facts_counted, is_on_case_page
from sources.standing import Standing

_WORKING, _SIGNING = "casetracker.work", "sources.add_signoff"
_REFUSED, _CONFLICT = 422, 409


@needs("sources.add_decision")
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """What sources state of one fact, side by side, and which of it is shown."""
    fact = _fact(slug, anchor)
    if request.method == "GET":
        return _decision_page(request, fact, DecisionForm(fact))
    form = DecisionForm(fact, request.POST)
    if not form.is_valid():
        return _decision_page(request, fact, form, status=_REFUSED)
    try:
        made = adopt(row=fact.row, field=fact.citable.field, by=request.user, **form.decided)
    except EditConflictError:
        fact = _fact(slug, anchor)
        kept = DecisionForm(fact, initial={"reason": form.cleaned_data["reason"]})
        return _decision_page(request, fact, kept, status=_CONFLICT)
    except AdoptError as error:
        is_other = form.cleaned_data["choice"] == OTHER
        form.add_error(OTHER if is_other else "choice", str(error))
        return _decision_page(request, fact, form, status=_REFUSED)
    messages.success(request, f"{fact.label}: decided, {made.get_basis_display()}.")
    if not is_on_case_page(fact.row):
        return redirect(fact.page_address)
    shown = anchor.replace("evidence-", "shown-", 1)
    return redirect(f"{fact.case.get_absolute_url()}#{shown}")


@needs(_WORKING)
@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest, slug: str) -> HttpResponse:
    """What remains to be done before a case can be signed off, and signing it."""
    case = _case(slug)
    # Without a NUL, which PostgreSQL takes in no text, and no person can see to take out.
    remark = clean(request.POST.get("remark", "")).strip()
    refused = ""
    if request.method == "POST":
        if not request.user.has_perm(_SIGNING):
            raise RefusedError(_SIGNING)
        try:
            sign(case=case, by=request.user, remark=remark)
        except SignOffError as error:
            refused = str(error)
        else:
            messages.success(request, f"{case} is signed off.")
            return redirect(case.get_absolute_url())
    standing = Standing(facts_counted(case))
    context = {"case": case, "standing": standing, "remark": remark, "refused": refused}
    status = _REFUSED if refused else 200
    return render(request, "sources/deciding/sign_off.html", context, status=status)


def _decision_page(
    request: HttpRequest, fact: Fact, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "case": fact.case,
        "fact": fact,
        "form": form,
        "overtaken": status == _CONFLICT,
        "earlier": _decisions_on(fact),
    }
    return render(request, "sources/deciding/decide.html", context, status=status)


def _decisions_on(fact: Fact) -> "list[Decision]":
    """Every decision on the fact, the one that stands first."""
    found = Decision.objects.filter(
        case=fact.case, target=fact.target, field=fact.citable.field
    ).select_related("decided_by")
    return [decision for decision in found.order_by("-pk") if decision.row_id == fact.row.pk]


def _fact(slug: str, anchor: str) -> Fact:
    case = _case(slug)
    fact = fact_at(case, anchor)
    if fact is None:
        raise Http404(f"{case} has no fact “{anchor}”")
    return fact


def _case(slug: str) -> Case:
    return get_object_or_404(Case.objects.select_related("court"), slug=slug)
