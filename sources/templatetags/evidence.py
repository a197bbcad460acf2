"""How a page of the record reaches its evidence: it asks by template tag, and imports nothing."""

from typing import Any

from django import template

from cases.models import Case, CitedModel
from sources.anchoring import text_fragment
from sources.facts import CaseFacts, Fact, Reading, facts_of

register = template.Library()


@register.simple_tag
def evidence_of(case: Case) -> CaseFacts:
    """{% evidence_of case as record %}: the rows and facts of the case, read once."""
    return facts_of(case)


@register.simple_tag
def fact_of(record: CaseFacts, row: CitedModel, field: str) -> Fact | None:
    """{% fact_of record party "name" as fact %}"""
    return record.of(row, field)


@register.inclusion_tag("_components/marker.html")
def marker(record: CaseFacts, row: CitedModel, field: str) -> dict[str, Any]:
    """{% marker record party "name" %}: how many sources state it, and whether some differ."""
    return {"fact": record.of(row, field), "case": record.case}


@register.inclusion_tag("_components/value.html")
def shown(record: CaseFacts, row: CitedModel, field: str) -> dict[str, Any]:
    """{% shown record case "filed_on" %}: the value in words with its marker."""
    return {"fact": record.of(row, field), "case": record.case}


@register.filter
def address_there(reading: Reading) -> str:
    """The article's own address at the passage, where it has one (a text fragment)."""
    url, passage = reading.source.url, reading.passage
    return url and url + text_fragment(passage.exact, passage.prefix, passage.suffix)
