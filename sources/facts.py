"""Facts, assembled: what the record shows, what each source states of it, what was decided.

A fact is no table. `facts_of` reads a case with its rows, citations and decisions in a constant
number of queries; the case page, the export and everything else that shows facts read from here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.db.models import Q, QuerySet

from cases.case_page import ending_of
from cases.citable import WHOLE_ROW, Citable
from cases.models import Case, CaseRow, CitedModel, Filing, Party
from cases.models.filing import FilingQuerySet
from cases.presenting import in_words
from sources.counting import CountedFact, anchor_of
from sources.disagreements import agrees
from sources.flags import Flag, flag_of_check, flag_of_notice
from sources.models import ROW_MODELS, Citation, Decision, Passage, Source, Target
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

    @property
    def source_id(self) -> int:
        return self.citation.passage.snapshot.source_id

    @property
    def turn(self) -> int:
        return self.citation.turn

    @property
    def has_other_words(self) -> bool:
        return self.own_flag is not None

    @property
    def is_flagged(self) -> bool:
        return bool(self.flags)

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
class Fact(CountedFact):
    """A shown field of a row (or the row as a whole) with its evidence."""

    readings: tuple[Reading, ...]

    @property
    def shown(self) -> str:
        """The value as a reader sees it."""
        return in_words(self.row, self.citable, self.value)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Each reason once."""
        found = (flag for reading in self.readings for flag in reading.flags)
        return tuple(dict.fromkeys(found))

    @property
    def voices(self) -> int:
        """Supporting sources, those that repeat one report counted as one."""
        supporting = [reading.source for reading in self.readings if reading.agrees]
        return len({source.origin or source.key for source in supporting})

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
    """The facts of one case, with the rows that they are of.

    A page that shows only some of many rows has `facts` of those, and counts the `others`: the
    figures are of the whole case. `read` are all its rows as they were read, `rows` those shown.
    """

    case: Case
    rows: dict[Target, Sequence[CaseRow]]
    facts: dict[FactKey, Fact] = field(repr=False)
    others: dict[FactKey, CountedFact] = field(default_factory=dict, repr=False)
    read: dict[Target, Sequence[CaseRow]] = field(default_factory=dict, repr=False)
    other_sources: dict[int, Source] = field(default_factory=dict, repr=False)
    is_part: bool = False  # of some rows only, on a page that does not repeat their passages

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts) + len(self.others)

    def of(self, row: CitedModel, field_name: str) -> Fact | None:
        """The fact of this field of this row; None when nothing is shown or known of it."""
        return self.facts.get((target_of(row).value, row.pk, field_name))

    def all_rows(self, target: Target) -> Sequence[CaseRow]:
        """The rows of one kind, those included that the page does not show."""
        return self.read.get(target, self.rows[target])

    @cached_property
    def counted(self) -> list[CountedFact]:
        """All facts, for what does not need their words."""
        return [*self.facts.values(), *self.others.values()]

    @cached_property
    def sourced(self) -> int:
        return sum(fact.sourced for fact in self.counted)

    @cached_property
    def disputed(self) -> list[CountedFact]:
        return [fact for fact in self.counted if fact.disputed]

    @cached_property
    def flagged(self) -> list[CountedFact]:
        return [fact for fact in self.counted if fact.flagged]

    @cached_property
    def undecided(self) -> list[CountedFact]:
        return [fact for fact in self.counted if fact.undecided]

    @cached_property
    def unrecorded(self) -> list[CountedFact]:
        return [fact for fact in self.counted if fact.unrecorded]

    @cached_property
    def sources(self) -> list[Source]:
        found = self.other_sources | {r.source_id: r.source for fact in self for r in fact.readings}
        return [found[key] for key in sorted(found)]

    @cached_property
    def disposing(self) -> Filing | None:
        """The filing that ended the case, from which its status and disposition come."""
        return ending_of(cast("Sequence[Filing]", self.all_rows(Target.FILING)))


_TARGETS: dict[type[CitedModel], Target] = {
    Case: Target.CASE,
    **{model: Target(name) for name, model in ROW_MODELS.items()},
}


def target_of(row: CitedModel) -> Target:
    return _TARGETS[type(row)]


def facts_of(case: Case) -> CaseFacts:
    """All facts of a case in twelve queries or fewer, whatever its size."""
    rows = rows_of(case, case.filings.newest_first())
    cited = Citation.objects.filter(case=case).for_facts().sharing_texts()
    return CaseFacts(case, rows, _assembled(case, rows, cited, Decision.objects.filter(case=case)))


def assembled(
    case: Case, rows: dict[Target, Sequence[CaseRow]], citing: Q, *, with_case: bool = True
) -> dict[FactKey, Fact]:
    """The facts of these rows of a case, from the citations and decisions that `citing` keeps.

    Two queries.
    """
    cited = Citation.objects.filter(citing, case=case).for_facts()
    decided = Decision.objects.filter(citing, case=case)
    return _assembled(case, rows, cited, decided, with_case=with_case)


def _assembled(
    case: Case,
    rows: dict[Target, Sequence[CaseRow]],
    cited: Iterable[Citation],
    decided: QuerySet[Decision],
    *,
    with_case: bool = True,
) -> dict[FactKey, Fact]:
    citations: dict[FactKey, list[Citation]] = defaultdict(list)
    for citation in cited:
        citations[key_of(citation)].append(citation)
    # Ordered by age: the last one stands.
    decisions = {key_of(it): it for it in decided.select_related("decided_by")}
    facts = {}
    for target, row in _in_order(case, rows, with_case=with_case):
        for citable in fields_of(row):
            key = (target.value, row.pk, citable.field)
            evidence, decision = citations.get(key, ()), decisions.get(key)
            is_shown = citable.field != WHOLE_ROW and row.value_of(citable.field)
            if is_shown or evidence or decision:
                facts[key] = fact_of(case, target, row, citable, evidence, decision)
    return facts


def fields_of(row: CitedModel) -> list[Citable]:
    """What can be cited of a row, itself as a whole first."""
    return [Citable(WHOLE_ROW, "as a whole"), *row.citable]


def fact_at(case: Case, anchor: str) -> Fact | None:
    """The fact of a case that an anchor names; None where nothing is shown or known of it.

    Six queries or fewer, whatever the size of the case.
    """
    row, name = row_at(case, anchor)
    known = facts_of_row(row) if row is not None else []
    for fact in known:
        if fact.citable.field == name and ((fact.value and name) or fact.sourced or fact.decision):
            return fact
    return None


def row_at(case: Case, anchor: str) -> tuple[CitedModel | None, str]:
    """The row that an anchor names, None where there is no such row, and the field of it."""
    address, _, name = anchor.removeprefix("evidence-").rpartition("-")
    field_name = WHOLE_ROW if name == "row" else name
    row: CitedModel | None = case if address == Target.CASE else None
    for target, model in ROW_MODELS.items():
        if address.startswith(f"{target}-"):
            key = address.removeprefix(f"{target}-")
            rows: Any = model._default_manager
            row = rows.filter(case=case, key=key).first()
            if isinstance(row, CaseRow):
                row.case = case
    if row is None or field_name not in {it.field for it in fields_of(row)}:
        return None, ""
    return (row, field_name) if anchor_of(target_of(row), row, field_name) == anchor else (None, "")


def facts_of_row(row: CitedModel) -> list[Fact]:
    """The facts of one row, those included of which nothing is shown or known; four queries.

    For the form that edits it, which need not read the rest of the case.
    """
    target = target_of(row)
    case = row if isinstance(row, Case) else row.case  # type: ignore[attr-defined]
    pointing: dict[str, Any] = {"case": case, "target": target}
    if target is not Target.CASE:
        pointing[target.value] = row
    citations: dict[str, list[Citation]] = defaultdict(list)
    for citation in Citation.objects.filter(**pointing).for_facts():
        citations[citation.field].append(citation)
    decisions = {d.field: d for d in Decision.objects.filter(**pointing)}
    return [
        fact_of(case, target, row, it, citations[it.field], decisions.get(it.field))
        for it in fields_of(row)
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
        of_facts[key_of(citation)].append(citation)
    facts = []
    for of_one_fact in of_facts.values():
        first = of_one_fact[0]
        citable = first.row.citable_field(first.field)
        target = Target(first.target)
        facts.append(fact_of(first.case, target, first.row, citable, of_one_fact, None))
    return facts


def key_of(pointer: Citation | Decision) -> FactKey:
    return (pointer.target, pointer.row_id, pointer.field)


def fact_of(
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


def full_filings(case: Case) -> FilingQuerySet:
    """The docket, newest first, with all that an entry shows beside its facts."""
    return case.filings.newest_first().saying_if_logged_by_hand().with_rulings().with_documents()


def rows_of(case: Case, read: Iterable[Filing]) -> dict[Target, Sequence[CaseRow]]:
    """All rows of a case, joined to each other; its docket as `read`, which must be whole."""
    parties = list(case.parties.all())
    known: dict[int | None, Party] = {party.pk: party for party in parties}
    counsel = list(case.counsel.all())
    for lawyer in counsel:
        lawyer.represents = known[lawyer.represents_id]
    filings = list(read)
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
    case: Case, rows: dict[Target, Sequence[CaseRow]], *, with_case: bool
) -> Iterator[tuple[Target, CitedModel]]:
    if with_case:
        yield Target.CASE, case
    for target, of_one_model in rows.items():
        for row in of_one_model:
            yield target, row
