"""The log row, and what became of motions, for the templates of the docket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.template import Context

from cases.docket_log import typed_kinds
from cases.docket_log.forms import LogForm
from cases.docket_log.telling import RULED, name_of_entry
from cases.docketing import LOGGED, name_of
from cases.kinds import FilingKind, Outcome
from cases.models import Case, Filing, Ruling
from cases.wording import shortened

register = template.Library()
register.filter("entry_name", name_of)

OFFERED = 200  # entries in the list to choose from, the newest; any other by its number
_OPEN = {Outcome.DEFERRED}  # outcomes that leave a motion pending


@dataclass(frozen=True)
class Ruled:
    """One end of a ruling as a line says it: “granted by” 31, or 12 “granted”."""

    words: str
    filing: Filing
    name: str


@register.inclusion_tag("cases/log/_here.html", takes_context=True)
def log_row(context: Context, case: Case, filings: Sequence[Filing]) -> dict[str, Any]:
    """{% log_row case filings %}: the row for those who may log; no query of its own."""
    request: Any = context.get("request")
    if request is None or not request.user.has_perm("cases.add_filing"):
        return {"may_log": False}
    logged = context.get("logged") or _just_logged(request, filings)
    # Proposed only in a row that is empty: what was typed stands.
    number = max((filing.number or 0 for filing in filings), default=0) + 1
    return {
        "may_log": True,
        "case": case,
        "form": context.get("log_form") or LogForm(case, number=number),
        "logged": logged,
        "said": context.get("log_said"),
        "refused": context.get("log_refused"),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


def _just_logged(request: Any, filings: Sequence[Filing]) -> Filing | None:
    """The entry that a plain form has just logged (`?logged=`), for the page to offer its undo."""
    key = request.GET.get("logged", "")
    if not key.startswith(LOGGED):
        return None
    return next((filing for filing in filings if filing.key == key), None)


@register.simple_tag
def kinds_offered() -> list[str]:
    """What the list of kinds offers: complaint, motion to dismiss, order granting."""
    return [kind.words for kind in typed_kinds.offered()]


@register.simple_tag
def entries_offered(filings: Sequence[Filing]) -> list[str]:
    """What the list of entries offers: 12 motion to dismiss."""
    numbered = [filing for filing in filings if filing.number is not None][:OFFERED]
    return [f"{filing.number} {shortened(_called(filing), 60)}" for filing in numbered]


def _called(filing: Filing) -> str:
    if filing.description or not filing.kind:
        return filing.headline
    motion = f" {filing.get_motion_type_display()}" if filing.motion_type else ""
    return f"{filing.get_kind_display()}{motion}"


@register.filter
def decisions_on(motion: Filing) -> list[Ruled]:
    """{{ filing|decisions_on }}: by which entries this motion was granted, denied, deferred."""
    rulings = [ruling for ruling in motion.ruled_by.all() if ruling.outcome]
    return [_ruled(ruling, ruling.order) for ruling in rulings]


@register.filter
def decides(order: Filing) -> list[Ruled]:
    """{{ filing|decides }}: what this entry decides of which motions."""
    return [_ruled(ruling, ruling.motion) for ruling in order.rulings.all() if ruling.outcome]


@register.filter
def is_pending(filing: Filing) -> bool:
    """Whether it is a motion that no entry here has decided."""
    decided = any(it.outcome and it.outcome not in _OPEN for it in filing.ruled_by.all())
    return filing.kind == FilingKind.MOTION and not decided


@register.filter
def is_left_open(motion: Filing) -> bool:
    """Whether the case ended before anybody decided it; a motion filed afterwards is pending."""
    ended, filed = getattr(motion, "case_ended_on", None), since(motion)
    return ended is not None and (filed is None or filed <= ended)


@register.filter
def since(filing: Filing) -> date | None:
    return filing.filed_on or filing.entered_on


def _ruled(ruling: Ruling, other: Filing) -> Ruled:
    return Ruled(RULED[Outcome(ruling.outcome)], other, name_of_entry(other))
