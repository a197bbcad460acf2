"""A case with its evidence as plain data: what `export_record` prints and `load_record` reads."""

from collections.abc import Iterable
from typing import Any

from cases.models import Case, CaseRow, Claim, Counsel, Event, Filing, RelatedCase
from sources.facts import CaseFacts, Fact, facts_of
from sources.models import Source, Target
from sources.record_file import (
    CaseEntry,
    ClaimEntry,
    CounselEntry,
    EventEntry,
    FilingEntry,
    PartyEntry,
    RelatedCaseEntry,
    RowEntry,
    SourceEntry,
)

_ROWS: tuple[tuple[Target, str, type[RowEntry]], ...] = (
    (Target.PARTY, "parties", PartyEntry),
    (Target.COUNSEL, "counsel", CounselEntry),
    (Target.FILING, "filings", FilingEntry),
    (Target.CLAIM, "claims", ClaimEntry),
    (Target.EVENT, "events", EventEntry),
    (Target.RELATED_CASE, "related_cases", RelatedCaseEntry),
)


def exported(case: Case) -> dict[str, Any]:
    """The case, the cases related to it, their facts and sources; JSON-ready, in a fixed order."""
    records = [facts_of(found) for found in with_related(case)]
    sources = {source.key: source for record in records for source in record.sources}
    main, *related = (_case(record) for record in records)
    return {
        "case": main,
        "related": related,
        "facts": [_fact(fact, of=case) for record in records for fact in _in_order(record)],
        "sources": [_source(sources[key]) for key in sorted(sources)],
    }


def with_related(case: Case) -> list[Case]:
    """The case first, then every case that can be reached from it, so that links are whole."""
    found, waiting = {case.pk: case}, [case]
    while waiting:
        rows = waiting.pop(0).related_cases.select_related("other__court").order_by("key")
        for other in (row.other for row in rows):
            if other.pk not in found:
                found[other.pk] = other
                waiting.append(other)
    return list(found.values())


def _case(record: CaseFacts) -> dict[str, Any]:
    case = record.case
    values = {name: getattr(case, name) for name in CaseEntry.model_fields if hasattr(case, name)}
    entry = _said(values | {"court": case.court_id})
    for target, name, schema in _ROWS:
        rows = sorted(record.rows[target], key=_place)
        entry[name] = [_row(row, schema) for row in _pointed_at_first(rows)]
    return {name: value for name, value in entry.items() if value != []}


def _place(row: CaseRow) -> tuple[Any, ...]:
    """Where a row stands, whichever came first here: entries as a docket has them, others by key.

    Two trackers that were told the same print the same.
    """
    if isinstance(row, Filing):
        day, number = row.filed_on, row.number
        return (day is None, day, number is None, number, row.key)
    return (row.key,)


def _in_order(record: CaseFacts) -> list[Fact]:
    targets = [Target.CASE, *record.rows]

    def place(fact: Fact) -> tuple[Any, ...]:
        row = fact.row
        return (targets.index(fact.target), _place(row) if isinstance(row, CaseRow) else ())

    # The fields of a row keep their order.
    return sorted(record, key=place)


def _pointed_at_first(rows: Iterable[CaseRow]) -> Iterable[CaseRow]:
    """A filing after the one that it answers, as a record file lists them; else as they come."""
    by_key = {row.pk: row for row in rows}
    given: dict[int, CaseRow] = {}
    for row in by_key.values():
        answered: CaseRow | None = row
        chain: dict[int, CaseRow] = {}
        # Filings may answer each other in a circle.
        while answered is not None and answered.pk not in chain | given:
            chain[answered.pk] = answered
            points_at = answered.answers_id if isinstance(answered, Filing) else None
            answered = by_key.get(points_at)
        given |= reversed(chain.items())
    return given.values()


def _row(row: CaseRow, schema: type[RowEntry]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in schema.model_fields if hasattr(row, name)}
    match row:
        case Counsel():
            values["represents"] = row.represents.key
        case Filing():
            values["filed_by"] = row.filed_by and row.filed_by.key
            values["answers"] = row.answers and row.answers.key
        case Claim():
            values["statutes"] = [str(statute) for statute in row.statutes.all()]
            values["against"] = [party.key for party in row.against.all()]
            values["amount"] = row.value_of("amount")
            values["disposed_by"] = row.disposed_by and row.disposed_by.key
        case Event():
            values["date"] = row.value_of("date")
        case RelatedCase():
            values["case"] = row.other.slug
    # The court said nothing ("") is another thing than nobody has looked (None).
    empty = {"text": ""} if isinstance(row, Filing) and row.text == "" else {}
    return _said(values) | empty


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """What is known, as JSON has it; what is empty is left out."""
    kept = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
    # 0 equals False, and is a number that a docket entry can have.
    return {
        name: value
        for name, value in kept.items()
        if value is not False and value not in (None, "", [])
    }


def _fact(fact: Fact, *, of: Case) -> dict[str, Any]:
    elsewhere = f"{fact.case.slug}/" if fact.case.pk != of.pk else ""
    decision = fact.decision
    return {
        "id": fact.id,
        "target": f"{elsewhere}{fact.address}",
        "label": fact.label,
        "field": fact.citable.field,
        "value": fact.value,
        "disputed": fact.disputed,
        "decision": decision
        and {"basis": decision.basis, "value": decision.value, "reason": decision.reason},
        "citations": [
            {
                "source": reading.source.key,
                "quote": reading.citation.passage.exact,
                "stated_value": reading.citation.stated_value,
                "agrees": reading.agrees,
                "inferred": reading.citation.inferred,
                "attributed_to": reading.citation.attributed_to,
            }
            # Not where they stand in their text: of clippings that is only how they came.
            for reading in sorted(
                fact.readings,
                key=lambda it: (it.source.key, it.citation.passage.exact, it.stated),
            )
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    values = {name: getattr(source, name) for name in SourceEntry.model_fields}
    always = {"key": "", "kind": "", "publisher": "", "title": "", "url": "", "text_file": ""}
    return always | _said(values)
