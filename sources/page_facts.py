"""The facts of one page: assembled for the rows that it shows, counted for the others.

By the same rules and from the same tables as `facts_of`; what is left out of the reading is the
words of passages that the page does not show. Every function takes a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from cases.case_page import OnPage, on_page
from cases.citable import WHOLE_ROW
from cases.models import Case, CaseRow, CitedModel, Filing
from sources.counting import CountedFact, Statement
from sources.disagreements import agrees
from sources.facts import (
    CaseFacts,
    Fact,
    FactKey,
    assembled,
    fields_of,
    full_filings,
    key_of,
    rows_of,
    target_of,
)
from sources.models import (
    ROW_MODELS,
    CheckState,
    Citation,
    Decision,
    Notice,
    PassageCheck,
    Review,
    Source,
    Target,
)

Rows = dict[Target, Sequence[CaseRow]]
# What each citation is counted by: its fact's key, then what `Statement` is made of.
_COUNTED = ("target", "of_row", "field", "stated_value", "turn", "passage_id", "of_source")


def facts_on_case_page(case: Case) -> CaseFacts:
    """What the page of a case shows, and figures of the whole case."""
    read = rows_of(case, case.filings.newest_first())
    page = on_page(read[Target.PARTY], read[Target.COUNSEL], read[Target.FILING])  # type: ignore[arg-type]
    return facts_on(case, read, page)


def facts_on(case: Case, read: Rows, page: OnPage) -> CaseFacts:
    """The facts of the rows that a page or a paper has, out of all that were read of a case."""
    wanted = [filing.pk for filing in page.filings]
    full = list(full_filings(case).filter(pk__in=wanted))
    _join(full, read)
    rows: Rows = {
        **read,
        Target.PARTY: page.parties,
        Target.COUNSEL: page.counsel,
        Target.FILING: full,
    }
    facts = assembled(case, rows, _of(rows, with_case=True))
    on_it = {target: {row.pk for row in of_one} for target, of_one in rows.items()}
    hidden: Rows = {
        target: [row for row in of_one if row.pk not in on_it[target]]
        for target, of_one in read.items()
    }
    others, sources = _counted(case, hidden) if any(hidden.values()) else ({}, {})
    return CaseFacts(case, rows, facts, others, read, sources)


def facts_of_filings(case: Case, filings: Sequence[Filing]) -> CaseFacts:
    """The facts of these entries alone, which were read with what they point at; two queries."""
    for filing in filings:
        filing.case = case
    rows: Rows = {target: () for target in Target if target is not Target.CASE}
    rows[Target.FILING] = filings
    facts = assembled(case, rows, _of(rows), with_case=False)
    return CaseFacts(case, rows, facts, is_part=True)


def facts_of_parties(case: Case, rows: Rows) -> CaseFacts:
    """The facts of these parties and counsel alone; two queries."""
    whole: Rows = {target: rows.get(target, ()) for target in Target if target is not Target.CASE}
    facts = assembled(case, whole, _of(whole), with_case=False)
    return CaseFacts(case, whole, facts, is_part=True)


def facts_counted(case: Case) -> CaseFacts:
    """All facts of a case, none of them with its words."""
    rows = rows_of(case, case.filings.newest_first())
    others, sources = _counted(case, rows, with_case=True)
    return CaseFacts(case, rows, {}, others, rows, sources)


def with_words(case: Case, facts: Iterable[CountedFact]) -> list[Fact]:
    """These facts of a case with their passages, in the same order; two queries."""
    wanted = list(facts)
    rows: dict[Target, dict[int, CaseRow]] = defaultdict(dict)
    for fact in wanted:
        if isinstance(fact.row, CaseRow):
            rows[fact.target][fact.row.pk] = fact.row
    listed: Rows = {target: tuple(of_one.values()) for target, of_one in rows.items()}
    is_of_case = any(fact.target is Target.CASE for fact in wanted)
    if not wanted:
        return []
    read = assembled(case, listed, _of(listed, with_case=is_of_case), with_case=is_of_case)
    keys = ((fact.target.value, fact.row.pk, fact.citable.field) for fact in wanted)
    return [read[key] for key in keys if key in read]


def is_on_case_page(row: CitedModel) -> bool:
    """Whether the page of its case shows a row; three queries, without the rows' own values."""
    if not isinstance(row, CaseRow) or target_of(row) not in {
        Target.PARTY,
        Target.COUNSEL,
        Target.FILING,
    }:
        return True
    case = row.case
    page = on_page(
        list(case.parties.only("pk")),
        list(case.counsel.only("pk", "represents")),
        list(case.filings.newest_first().only("pk", "disposes", "filed_on")),
    )
    shown = {Target.PARTY: page.parties, Target.COUNSEL: page.counsel, Target.FILING: page.filings}
    return any(it.pk == row.pk for it in shown[target_of(row)])


def _of(rows: Rows, *, with_case: bool = False) -> Q:
    """Citations and decisions about these rows, and about the case itself."""
    condition = Q(target=Target.CASE) if with_case else Q(pk__in=[])
    for target, of_one in rows.items():
        if of_one:
            condition |= Q(**{f"{target.value}__in": [row.pk for row in of_one]})
    return condition


def _join(filings: Iterable[Filing], read: Rows) -> None:
    """Point entries read once more at the rows that are at hand."""
    known: dict[Any, Any] = {
        (target, row.pk): row for target, of_one in read.items() for row in of_one
    }
    for filing in filings:
        filing.filed_by = known.get((Target.PARTY, filing.filed_by_id))
        filing.answers = known.get((Target.FILING, filing.answers_id))
        # What it is asked for through the case is not read again for each.
        filing.case = known[Target.FILING, filing.pk].case


def _counted(
    case: Case, rows: Rows, *, with_case: bool = False
) -> tuple[dict[FactKey, CountedFact], dict[int, Source]]:
    """The facts of these rows, counted, and the sources that state them; five queries."""
    # The newest decision stands, so the earlier ones are overwritten.
    decisions = {key_of(decision): decision for decision in Decision.objects.filter(case=case)}
    changed, noticed = _flagged(case)
    stating: dict[FactKey, list[tuple[str, int, bool, bool, int]]] = defaultdict(list)
    of_row = Coalesce(*(f"{row}_id" for row in ROW_MODELS), "case_id")
    cited = Citation.objects.filter(case=case).annotate(
        of_row=of_row, of_source=F("passage__snapshot__source_id")
    )
    wanted = {(target.value, row.pk) for target, of_one in rows.items() for row in of_one}
    if with_case:
        wanted.add((Target.CASE.value, case.pk))
    sources: set[int] = set()
    for target, pk, name, value, turn, passage, source in cited.order_by("pk").values_list(
        *_COUNTED
    ):
        if (target, pk) in wanted:
            is_changed = passage in changed
            is_flagged = is_changed or source in noticed
            stating[target, pk, name].append((value, turn, is_changed, is_flagged, source))
            sources.add(source)
    every: list[tuple[Target, CitedModel]] = [(Target.CASE, case)] if with_case else []
    every += [(target, row) for target, of_one in rows.items() for row in of_one]
    facts: dict[FactKey, CountedFact] = {}
    for target, row in every:
        for citable in fields_of(row):
            key = (target.value, row.pk, citable.field)
            value = row.value_of(citable.field) if citable.field or key in stating else ""
            statements, decision = stating.get(key, ()), decisions.get(key)
            if not (statements or decision or (value and citable.field != WHOLE_ROW)):
                continue
            readings = [
                Statement(
                    agrees=agrees(citable.kind, value, stated),
                    source_id=source,
                    turn=turn,
                    has_other_words=is_changed,
                    is_flagged=is_flagged,
                )
                for stated, turn, is_changed, is_flagged, source in statements
            ]
            facts[key] = CountedFact(case, target, row, citable, readings, decision)
    return facts, Source.objects.in_bulk(sources)


def _flagged(case: Case) -> tuple[Collection[int], Collection[int]]:
    """Passages whose words changed since, and sources with an unread notice: keys of both."""
    checks = (
        PassageCheck.objects.in_current_texts()
        .exclude(Q(state=CheckState.SAME) | Q(review=Review.CONFIRMED))
        .filter(passage__citations__case=case)
    )
    notices = Notice.objects.unreviewed().in_current_texts()
    of_case = notices.filter(snapshot__source__snapshots__passages__citations__case=case)
    return (
        set(checks.values_list("passage_id", flat=True)),
        set(of_case.values_list("snapshot__source_id", flat=True)),
    )
