"""Facts, assembled: what the record shows, what each source states of it, what was decided.

A fact is no table. `facts_of` reads a case with its rows, citations and decisions in a constant
number of queries; the case page, the export and everything else that shows facts read from here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count

from cases.citable import WHOLE_ROW, Citable
from cases.models import Case, CaseRow, CitedModel, Filing, Party, Scope
from cases.presenting import in_words
from sources.disagreements import agrees
from sources.flags import Flag, flag_of_check, flag_of_notice
from sources.models import ROW_MODELS, Basis, Citation, Decision, Passage, Source, Target
from sources.models.citation import CitationQuerySet

# (target, primary key of its row, field)
FactKey = tuple[str, int, str]


@dataclass(frozen=True)
class Reading:
    """One passage read for one fact: the value that it states and whether that is the one shown."""

    citation: Citation
    agrees: bool
    stated: str

    @property
    def source(self) -> Source:
        return self.citation.passage.snapshot.source

    @cached_property
    def passage(self) -> Passage:
        """Where the words stand in the newest text they were found in."""
        return self.citation.newest_passage

    @property
    def older_place(self) -> Passage | None:
        """The words in a whole text that the source has not any more; None if it has it still."""
        for passage in (self.citation.passage, self.passage):
            if passage.snapshot.is_whole and passage.snapshot_id != self.source.current_id:
                return passage
        return None

    @cached_property
    def own_flag(self) -> Flag | None:
        """That its very words are not the same any more."""
        check = self.citation.fared
        return flag_of_check(check) if check is not None and check.is_open else None

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """Why it needs to be looked at again; none where all is as it was when it was cited."""
        notices = (flag_of_notice(notice) for notice in self.citation.noticed)
        return (*([self.own_flag] if self.own_flag else []), *notices)


@dataclass(frozen=True)
class Version:
    """One of the values that sources state of a fact, with the passages that state it."""

    value: str
    adopted: bool
    readings: tuple[Reading, ...]

    @property
    def sources(self) -> int:
        return len({reading.source.pk for reading in self.readings})


@dataclass(frozen=True)
class Fact:
    """A shown field of a row (or the row as a whole) with its evidence."""

    case: Case
    target: Target
    row: CitedModel
    citable: Citable
    readings: tuple[Reading, ...]
    decision: Decision | None

    @property
    def address(self) -> str:
        """The row as record files name it: `case`, `party:linkedin`."""
        return address_of(self.target, self.row)

    @property
    def id(self) -> str:
        return f"{self.case.slug}/{self.address}/{self.citable.field or 'row'}"

    @property
    def anchor(self) -> str:
        """The id of this fact's evidence on the case page."""
        return anchor_of(self.target, self.row, self.citable.field)

    @property
    def label(self) -> str:
        return self.row.label_of(self.citable.field)

    @property
    def subject(self) -> str:
        """What the fact is of, where its label alone would not say: the row's own name."""
        return "" if self.target is Target.CASE else self.row.headline

    @cached_property
    def value(self) -> str:
        return self.row.value_of(self.citable.field)

    @property
    def shown(self) -> str:
        """The value as a reader sees it."""
        return in_words(self.row, self.citable, self.value)

    @property
    def unrecorded(self) -> bool:
        """Stated by a source, while the record shows nothing and nobody decided that it should."""
        if self.value or self.decision is not None:
            return False
        return any(not reading.agrees for reading in self.readings)

    @property
    def disputed(self) -> bool:
        return bool(self.differing)

    @property
    def undecided(self) -> bool:
        """Whether a source states otherwise that no decision has considered."""
        considered = -1 if self.decision is None else self.decision.considers
        otherwise = (it for it in self.readings if self.differs(it))
        return any(it.citation.turn > considered for it in otherwise)

    @property
    def sourced(self) -> bool:
        return bool(self.readings)

    @property
    def inferred(self) -> bool:
        """Shown by reasoning: the decision says so, or no passage states it in full."""
        return self.decision is not None and self.decision.basis == Basis.INFERENCE

    @property
    def flagged(self) -> bool:
        """A source it leans on changed since, and nobody has reviewed that."""
        return any(reading.flags for reading in self.readings)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Each reason once."""
        found = (flag for reading in self.readings for flag in reading.flags)
        return tuple(dict.fromkeys(found))

    @property
    def sources(self) -> int:
        return len({reading.source.pk for reading in self.readings})

    @property
    def supporting(self) -> int:
        """How many sources state the value shown."""
        return len({reading.source.pk for reading in self.readings if reading.agrees})

    @property
    def differing(self) -> int:
        """How many sources state another value, also if they state the one shown elsewhere."""
        return len({reading.source.pk for reading in self.readings if self.differs(reading)})

    def differs(self, reading: Reading) -> bool:
        """Whether it contradicts what is shown: from nothing recorded yet, nothing differs."""
        return not reading.agrees and not self.unrecorded

    @property
    def voices(self) -> int:
        """Supporting sources, those that repeat one report counted as one."""
        supporting = [reading.source for reading in self.readings if reading.agrees]
        return len({source.origin or source.key for source in supporting})

    @property
    def stale_decision(self) -> bool:
        """The record has changed since this value was decided on."""
        return self.decision is not None and self.decision.value != self.value

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The values stated, the one shown first; passages that agree with it stand together."""
        groups: dict[str, list[Reading]] = defaultdict(list)
        if self.readings and self.value:
            groups[self.shown] = []
        for reading in self.readings:
            groups[self.shown if reading.agrees else reading.stated].append(reading)
        return tuple(
            Version(value, adopted=value == self.shown, readings=tuple(readings))
            for value, readings in groups.items()
        )


@dataclass(frozen=True)
class CaseFacts:
    """All facts of one case; `parties`, `filings` and the rest are its rows as they were read."""

    case: Case
    rows: dict[Target, Sequence[CaseRow]]
    facts: dict[FactKey, Fact] = field(repr=False)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    def of(self, row: CitedModel, field_name: str) -> Fact | None:
        """The fact of this field of this row; None when nothing is shown or known of it."""
        target = _TARGETS[type(row)]
        return self.facts.get((target.value, row.pk, field_name))

    @property
    def sourced(self) -> int:
        return sum(fact.sourced for fact in self)

    @property
    def disputed(self) -> list[Fact]:
        return [fact for fact in self if fact.disputed]

    @property
    def flagged(self) -> list[Fact]:
        return [fact for fact in self if fact.flagged]

    @property
    def undecided(self) -> list[Fact]:
        return [fact for fact in self if fact.undecided]

    @property
    def unrecorded(self) -> list[Fact]:
        return [fact for fact in self if fact.unrecorded]

    @property
    def sources(self) -> list[Source]:
        found = {r.source.pk: r.source for fact in self for r in fact.readings}
        return [found[key] for key in sorted(found)]

    @property
    def disposing(self) -> Filing | None:
        """The filing that ended the case, from which its status and disposition come."""
        ending = [f for f in self.rows[Target.FILING] if f.disposes == Scope.CASE]  # type: ignore[attr-defined]
        return max(ending, key=lambda f: (f.filed_on is not None, f.filed_on, f.pk), default=None)  # type: ignore[attr-defined,return-value]


_TARGETS: dict[type[CitedModel], Target] = {
    Case: Target.CASE,
    **{model: Target(name) for name, model in ROW_MODELS.items()},
}


def address_of(target: Target, row: CitedModel) -> str:
    """A row as record files name it: `case`, `party:linkedin`."""
    return f"{target.value}:{row.key}" if isinstance(row, CaseRow) else target.value


def anchor_of(target: Target, row: CitedModel, field: str) -> str:
    """The id of a fact's evidence on the case page: `evidence-party-linkedin-name`."""
    return f"evidence-{address_of(target, row)}-{field or 'row'}".replace(":", "-")


def facts_of(case: Case) -> CaseFacts:
    """All facts of a case in nine queries or fewer, whatever its size."""
    rows = _rows_of(case)
    citations: dict[FactKey, list[Citation]] = defaultdict(list)
    for citation in Citation.objects.filter(case=case).for_facts():
        citations[_key(citation)].append(citation)
    # Ordered by age: the last one stands.
    decisions = {
        _key(decision): decision
        for decision in Decision.objects.filter(case=case).select_related("decided_by")
    }
    facts = {}
    for target, row in _in_order(case, rows):
        fields = [Citable(WHOLE_ROW, "as a whole"), *row.citable]
        for citable in fields:
            key = (target.value, row.pk, citable.field)
            evidence, decision = citations.get(key, ()), decisions.get(key)
            is_shown = citable.field != WHOLE_ROW and row.value_of(citable.field)
            if is_shown or evidence or decision:
                facts[key] = _fact(case, target, row, citable, evidence, decision)
    return CaseFacts(case, rows, facts)


def facts_of_row(row: CitedModel) -> list[Fact]:
    """The facts of one row, those included of which nothing is shown or known; four queries.

    For the form that edits it, which need not read the rest of the case.
    """
    target = _TARGETS[type(row)]
    case = row if isinstance(row, Case) else row.case  # type: ignore[attr-defined]
    pointing: dict[str, Any] = {"case": case, "target": target}
    if target is not Target.CASE:
        pointing[target.value] = row
    citations: dict[str, list[Citation]] = defaultdict(list)
    for citation in Citation.objects.filter(**pointing).for_facts():
        citations[citation.field].append(citation)
    decisions = {d.field: d for d in Decision.objects.filter(**pointing)}
    fields = [Citable(WHOLE_ROW, "as a whole"), *row.citable]
    return [
        _fact(case, target, row, it, citations[it.field], decisions.get(it.field)) for it in fields
    ]


def facts_stated_by(source: Source) -> list[Fact]:
    """The facts that a source is cited for, in any case, with its own passages only.

    In the order in which its text states them; four queries or fewer, however many cases.
    """
    return facts_cited_by(Citation.objects.filter(passage__snapshot__source=source).for_facts())


def facts_cited_by(citations: CitationQuerySet) -> list[Fact]:
    """The facts of citations read by `for_facts`, with these only; four queries or fewer."""
    of_facts: dict[FactKey, list[Citation]] = defaultdict(list)
    for citation in citations.with_rows():
        of_facts[_key(citation)].append(citation)
    facts = []
    for of_one_fact in of_facts.values():
        first = of_one_fact[0]
        citable = first.row.citable_field(first.field)
        facts.append(_fact(first.case, Target(first.target), first.row, citable, of_one_fact, None))
    return facts


def _key(pointer: Citation | Decision) -> FactKey:
    return (pointer.target, pointer.row_id, pointer.field)


def _fact(
    case: Case,
    target: Target,
    row: CitedModel,
    citable: Citable,
    citations: "list[Citation] | tuple[()]",
    decision: Decision | None,
) -> Fact:
    shown = row.value_of(citable.field)
    readings = tuple(
        Reading(
            citation,
            agrees(citable.kind, shown, citation.stated_value),
            in_words(row, citable, citation.stated_value),
        )
        for citation in citations
    )
    return Fact(case, target, row, citable, readings, decision)


def _rows_of(case: Case) -> dict[Target, Sequence[CaseRow]]:
    parties = list(case.parties.all())
    known: dict[int | None, Party] = {party.pk: party for party in parties}
    counsel = list(case.counsel.all())
    for lawyer in counsel:
        lawyer.represents = known[lawyer.represents_id]
    read = case.filings.newest_first().annotate(document_count=Count("documents"))
    filings = list(read.saying_if_logged_by_hand().with_rulings().with_documents())
    numbered: dict[int | None, Filing] = {filing.pk: filing for filing in filings}
    for filing in filings:
        filing.filed_by = known.get(filing.filed_by_id)
        filing.answers = numbered.get(filing.answers_id)
    claims = list(case.claims.with_parties_sued().prefetch_related("statutes"))
    for claim in claims:
        claim.sues([known[party] for party in claim.parties_sued])  # type: ignore[attr-defined]
        claim.disposed_by = numbered.get(claim.disposed_by_id)
    rows: dict[Target, Sequence[CaseRow]] = {
        Target.PARTY: parties,
        Target.COUNSEL: counsel,
        Target.CLAIM: claims,
        Target.FILING: filings,
        Target.EVENT: list(case.events.in_time()),
        Target.RELATED_CASE: list(case.related_cases.select_related("other__court")),
    }
    for of_one_model in rows.values():
        for row in of_one_model:
            row.case = case
    return rows


def _in_order(
    case: Case, rows: dict[Target, Sequence[CaseRow]]
) -> Iterator[tuple[Target, CitedModel]]:
    yield Target.CASE, case
    for target, of_one_model in rows.items():
        for row in of_one_model:
            yield target, row
