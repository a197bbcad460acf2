"""How a page of the record reaches its evidence: it asks by template tag, and imports nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from cases.citable import Kind
from cases.models import Case, CitedModel
from sources import timeline, wording
from sources.anchoring import text_fragment
from sources.bluebook import Run, footnote
from sources.counting import CountedFact
from sources.facts import CaseFacts, Fact, Reading
from sources.models import Source, Target
from sources.page_facts import facts_on_case_page, with_words

register = template.Library()

# How much a disagreement over a fact of these rows matters to someone who reads the case.
_WEIGHT = [
    Target.CASE,
    Target.FILING,
    Target.CLAIM,
    Target.PARTY,
    Target.COUNSEL,
    Target.EVENT,
    Target.RELATED_CASE,
]
_MOST_DISPUTED = 60


@dataclass(frozen=True)
class Leaning:
    """How much of a case rests on one source."""

    source: Source
    supports: int
    contradicts: int


@dataclass(frozen=True)
class Section:
    """The facts of one kind of row, for the foot of the page."""

    title: str
    facts: tuple[Fact, ...]


@register.simple_tag
def evidence_of(case: Case) -> CaseFacts:
    """{% evidence_of case as record %}: what the page shows of the case, read once."""
    return facts_on_case_page(case)


@register.simple_tag
def fact_of(record: CaseFacts, row: CitedModel, field: str) -> Fact | None:
    """{% fact_of record party "name" as fact %}"""
    return record.of(row, field)


@register.simple_tag(takes_context=True)
def marker(
    context: Context, record: CaseFacts, row: CitedModel, field: str, *, again: bool = False
) -> str:
    """{% marker record party "name" %}: how many sources state it, and whether some differ.

    `again=True` where the page shows the value in a second place, so that ids stay unique.
    """
    return _part("marker", context, record, fact=record.of(row, field), again=again)


@register.simple_tag(takes_context=True)
def worded_marker(
    context: Context, record: CaseFacts, row: CitedModel, field: str, words: str
) -> str:
    """{% worded_marker record event "date" "date" %}: a marker that holds these words as well."""
    return _part("marker", context, record, fact=record.of(row, field), words=words)


@register.simple_tag
def named_marker(fact: Fact) -> str:
    """{% named_marker fact %}: a marker that holds the fact's label, and nothing else."""
    return _part("marker", Context(), fact=fact, only=fact.label)


@register.simple_tag(takes_context=True)
def shown(context: Context, record: CaseFacts, row: CitedModel, field: str) -> str:
    """{% shown record case "filed_on" %}: the value in words with its marker."""
    return _part("value", context, record, fact=record.of(row, field))


@register.simple_tag(takes_context=True)
def value_of(context: Context, fact: Fact) -> str:
    """{% value_of fact %}: as `shown`, of a fact at hand."""
    return _part("value", context, fact=fact)


@register.simple_tag(takes_context=True)
def example_of(context: Context, fact: Fact) -> str:
    """{% example_of fact %}: as `value_of`, of a case that never was: its sign leads nowhere."""
    return _part("example", context, fact=fact)


@register.simple_tag(takes_context=True)
def minor(context: Context, record: CaseFacts, row: CitedModel, fields: str) -> str:
    """{% minor record party "kind parent" %}: lesser fields in small type, where there are any."""
    found = (record.of(row, field) for field in fields.split())
    facts = [fact for fact in found if fact is not None]
    return _part("minor", context, record, facts=facts)


@register.simple_tag
def agreement(record: CaseFacts) -> str:
    """{% agreement record %}: 37 disagreements, all decided."""
    return wording.agreement(len(record.disputed), len(record.undecided))


def _part(
    name: str, page: Context, record: CaseFacts | None = None, **context: object
) -> SafeString:
    """A component without the line break that ends its file: a full stop may follow it.

    It is told who asks (`request`), for those who may write find more there.
    """
    is_part = record.is_part if record is not None else page.get("is_part", False)
    asked = {"request": page.get("request"), "is_part": is_part}
    rendered = get_template(f"_components/{name}.html").render(asked | context)
    return SafeString(rendered.strip())


@register.simple_tag
def of_target(record: CaseFacts, target: str) -> list[Any]:
    """{% of_target record "party" as parties %}: the rows of one kind that the page shows."""
    return list(record.rows[Target(target)])


@register.simple_tag
def every(record: CaseFacts, target: str) -> list[Any]:
    """{% every record "party" as parties %}: those too that the page does not show."""
    return list(record.all_rows(Target(target)))


@register.filter
def left_out(record: CaseFacts, target: str) -> int:
    """{{ record|left_out:"filing" }}: how many rows of one kind the page does not show."""
    return len(record.all_rows(Target(target))) - len(record.rows[Target(target)])


@register.filter
def address_in(fact: CountedFact, record: CaseFacts) -> str:
    """Where its passages stand: at the foot of the page that shows the record, or elsewhere."""
    key = (fact.target.value, fact.row.pk, fact.citable.field)
    return f"#{fact.anchor}" if key in record.facts else fact.page_address


@register.simple_tag
def unstated(record: CaseFacts, fields: str) -> list[Fact]:
    """Of these fields of the case, those that no source states and nothing is shown for."""
    found = (record.of(record.case, field) for field in fields.split())
    return [fact for fact in found if fact and not fact.value and not fact.sourced]


@register.simple_tag
def chronology(record: CaseFacts) -> list[timeline.Stop]:
    """{% chronology record as stops %}: what happened, by date."""
    return timeline.stops_of(record)


@register.inclusion_tag("_components/timeline.html")
def drawn(stops: list[timeline.Stop]) -> dict[str, Any]:
    """{% drawn stops %}: the timeline as a drawing, once for wide screens and once for narrow."""
    return {"drawing": timeline.drawing_of(stops)}


@register.simple_tag
def leanings(record: CaseFacts) -> list[Leaning]:
    """The sources of the case, with how many of its facts each supports and contradicts."""
    supports: dict[int, int] = {}
    contradicts: dict[int, int] = {}
    for fact in record.counted:
        agreeing = {reading.source_id for reading in fact.readings if reading.agrees}
        differing = {reading.source_id for reading in fact.readings if fact.differs(reading)}
        for count, keys in ((supports, agreeing), (contradicts, differing)):
            for key in keys:
                count[key] = count.get(key, 0) + 1
    return [
        Leaning(source, supports.get(source.pk, 0), contradicts.get(source.pk, 0))
        for source in record.sources
    ]


@register.simple_tag
def disagreements(record: CaseFacts) -> list[Fact]:
    """The disputed facts, most important first: undecided, of the case itself, a name, a date.

    The first 60 of them, with their words.
    """

    def weight(fact: CountedFact) -> tuple[bool, int, bool, bool, int]:
        is_settled = not fact.undecided and not fact.stale_decision
        is_name = fact.citable.field == fact.row.headline_field
        is_date = fact.citable.kind is Kind.DATE
        return (is_settled, _WEIGHT.index(fact.target), not is_name, not is_date, -fact.differing)

    first = sorted(record.disputed, key=weight)[:_MOST_DISPUTED]
    counted = [fact for fact in first if not isinstance(fact, Fact)]
    worded = {fact.id: fact for fact in with_words(record.case, counted)}
    return [fact if isinstance(fact, Fact) else worded[fact.id] for fact in first]


@register.simple_tag
def evidence_sections(record: CaseFacts) -> list[Section]:
    """Every fact of the case under the kind of row it is of, in the order of the page."""
    sections = (
        Section(title, tuple(fact for fact in record if fact.target is target))
        for target, title in wording.SECTION_TITLES.items()
    )
    return [section for section in sections if section.facts]


@register.filter
def shown_id(fact: Fact) -> str:
    """The id of the marker where the page shows the fact, to come back to from its evidence."""
    return fact.anchor.replace("evidence-", "shown-", 1)


@register.filter
def marker_of(fact: Fact) -> wording.Marker:
    return wording.marker_of(fact)


@register.filter
def marker_name(fact: Fact) -> str:
    return wording.name_of(fact)


@register.filter
def in_a_line(fact: Fact) -> str:
    """What the evidence amounts to: Three sources state it, one differs."""
    return wording.in_a_line(fact)


@register.filter
def possessive(name: str) -> str:
    return wording.possessive(name)


@register.filter
def publishers(readings: Iterable[Reading]) -> list[str]:
    """The names of the sources of these passages, each once."""
    return list(dict.fromkeys(reading.source.name for reading in readings))


@register.filter
def address_there(reading: Reading) -> str:
    """The article's own address at the passage, where it has one (a text fragment)."""
    url, passage = reading.source.url, reading.passage
    return url and url + text_fragment(passage.exact, passage.prefix, passage.suffix)


@register.simple_tag
def footnote_of(fact: Fact, reading: Reading) -> tuple[Run, ...]:
    """{% footnote_of fact reading as runs %}: in Bluebook style, roman and italic."""
    return footnote(reading.citation, case=fact.case).runs
