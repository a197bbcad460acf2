"""What the pages of a docket ask of its evidence."""

from collections.abc import Sequence

from django import template

from cases.models import Case, Counsel, Filing, Party
from sources.entry_texts import EntryText, texts_of
from sources.facts import CaseFacts
from sources.freshness import Freshness, freshness_of
from sources.models import Target
from sources.page_facts import facts_of_filings, facts_of_parties

register = template.Library()
register.simple_tag(freshness_of, name="freshness_of")


@register.simple_tag
def evidence_of_entries(case: Case, filings: Sequence[Filing]) -> CaseFacts:
    """{% evidence_of_entries case rows as record %}: the facts of these entries; two queries."""
    return facts_of_filings(case, filings)


@register.simple_tag
def evidence_of_parties(
    case: Case, parties: Sequence[Party], counsel: Sequence[Counsel]
) -> CaseFacts:
    """{% evidence_of_parties case parties counsel as record %}: two queries."""
    return facts_of_parties(case, {Target.PARTY: parties, Target.COUNSEL: counsel})


@register.simple_tag
def earlier_texts(record: CaseFacts, filing: Filing) -> list[EntryText]:
    """{% earlier_texts record filing as texts %}: all wordings, where the court has edited it."""
    texts = texts_of(record.of(filing, "text"))
    return texts if len(texts) > 1 else []


__all__ = ["Freshness", "earlier_texts", "evidence_of_entries", "evidence_of_parties"]
