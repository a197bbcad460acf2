"""What the pages of decisions and sign-offs ask."""

from collections.abc import Sequence

from django import template

from cases.models import Case
from cases.presenting import in_words
from cases.wording import counted, joined
from sources.decision_forms import DecisionForm
from sources.facts import Fact, Reading
from sources.models import Decision, SignOff
from sources.standing import newest_sign_off

register = template.Library()
_NAMES_SHOWN = 3


@register.simple_tag
def sign_off_of(case: Case) -> SignOff | None:
    """{% sign_off_of case as signed %}: the one that stands, or was taken back last."""
    return newest_sign_off(case)


@register.filter
def is_chosen(form: DecisionForm, key: str) -> bool:
    """Whether this radio button is the one chosen."""
    return str(form["choice"].value() or "") == key


@register.filter
def decided_words(fact: Fact, decision: Decision) -> str:
    """The value that a decision was for, as a reader sees it."""
    return in_words(fact.row, fact.citable, decision.value)


@register.filter
def stated_by(readings: Sequence[Reading]) -> str:
    """{{ option.readings|stated_by }}: “Stated by The Gazette and Reuters”, “… by four sources”."""
    names = list(dict.fromkeys(reading.source.name for reading in readings))
    if len(names) <= _NAMES_SHOWN:
        return f"Stated by {joined(names)}"
    return f"Stated by {counted(len(names), 'source')}"
