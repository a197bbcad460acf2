"""Words of the record for templates: dates, numbers, and where a case stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from cases import wording
from cases.models import (
    CitedModel,
    Counsel,
    Disposition,
    Event,
    EventKind,
    Filing,
    FilingKind,
    Party,
    Prejudice,
    Statute,
)

register = template.Library()
register.filter("spelled", wording.spelled)
register.filter("capitalised", wording.capitalised)
register.filter("full_stop_after", wording.full_stop_after)
register.filter("unbroken", wording.unbroken)

_RULINGS = {FilingKind.ORDER, FilingKind.JUDGMENT}
_SAYINGS = {EventKind.STATEMENT, EventKind.NO_COMMENT}


@register.filter
def lesser_fields(party: Party) -> str:
    """What is said of a party in small type; the court's word for its role if it is another."""
    says_more = party.court_role.casefold() != party.get_role_display().casefold()
    return f"description parent kind {'court_role ' if says_more else ''}terminated_on"


@register.filter
def long_day(day: date | None) -> str:
    """Tuesday 21 January 2025."""
    return wording.long_day(day) if day else ""


@register.filter
def plain_day(day: date | None) -> str:
    """21 January 2025."""
    return wording.plain_day(day) if day else ""


@register.filter
def short_day(day: date | None) -> str:
    """21 Jan 2025."""
    return wording.short_day(day) if day else ""


@register.filter
def counted(number: int, nouns: str) -> str:
    """{{ n|counted:"source" }}, {{ n|counted:"entry,entries" }}: three sources, one entry."""
    return wording.counted(number, *nouns.split(","))


@register.filter
def figured(number: int, nouns: str) -> str:
    """As `counted`, in figures: 3 sources, 1 entry."""
    return wording.figured(number, *nouns.split(","))


@register.filter
def joined(words: Sequence[object]) -> str:
    """A, b and c."""
    return wording.joined([str(word) for word in words])


@register.filter
def labels(facts: Sequence[Any]) -> str:
    """The labels of some facts in a sentence: docket number, judge and jury demand."""
    names = [str(fact.citable.label) for fact in facts]
    return wording.joined(names, last="or")


@register.filter
def apart_from(later: date | None, earlier: date | None) -> str:
    """{{ ended.filed_on|apart_from:case.filed_on }}: “nine days after”, “the day”, or nothing."""
    if later is None or earlier is None or later < earlier:
        return ""
    days = (later - earlier).days
    return f"{wording.apart(days)} after" if days else "the day"


@register.filter
def disposition_words(disposition: str | None, prejudice: str | None) -> str:
    """{{ case.disposition|disposition_words:case.prejudice }}: voluntarily dismissed without…"""
    if not disposition:
        return ""
    words = Disposition(disposition).label
    return f"{words} {Prejudice(prejudice).label}" if prejudice else str(words)


@register.filter
def none_rules(filings: Sequence[Filing]) -> bool:
    """Whether the record's docket has neither an order nor a judgment."""
    return not any(filing.kind in _RULINGS for filing in filings)


@register.filter
def list_address(statute: Statute) -> str:
    """The address of the list of cases with a claim under this statute."""
    return f"{reverse('cases:list')}?{urlencode({'statute': statute.citation})}"


@register.filter
def fields(names: str) -> list[str]:
    """{% for field in "filed_on court"|fields %}"""
    return names.split()


@register.filter
def label_in(field: str, row: CitedModel) -> str:
    """{{ field|label_in:case }}: what a reader calls a field, also where nothing is known of it."""
    return row.label_of(field)


@register.filter
def representing(lawyers: Sequence[Counsel], party: Party) -> list[Counsel]:
    """Of the counsel of a case, those of one party."""
    return [lawyer for lawyer in lawyers if lawyer.represents_id == party.pk]


@register.filter
def is_saying(event: Event) -> bool:
    """Whether an event is that somebody said something, or would not."""
    return event.kind in _SAYINGS


@register.filter
def statements(events: Sequence[Event]) -> list[Event]:
    """Of the events of a case, what somebody said or would not say."""
    return [event for event in events if is_saying(event)]
