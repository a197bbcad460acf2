"""The facts among which somebody chooses what words support; those not shown yet, too."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Count, QuerySet

from cases.citable import WHOLE_ROW, Citable
from cases.models import Case, CaseRow, CitedModel, Court
from sources.decoding import clean
from sources.facts import CaseFacts, Fact, facts_of, facts_of_row, rows_of
from sources.models import ROW_MODELS, Source, Target

# A source may be cited for more cases; the form then offers to choose one.
MOST_CASES = 4
_ROW = "row"  # how a fact's id names the row as a whole


def cases_of(source: Source) -> Sequence[Case]:
    """The cases that a source is cited for, those with the most citations first; one query."""
    return list(
        Case.objects.filter(citations__passage__snapshot__source=source)
        .annotate(cited=Count("citations"))
        .select_related("court")
        .order_by("-cited", "pk")
    )


def facts_to_cite(cases: Sequence[Case]) -> list[Fact]:
    """All facts of these cases, those last of which nothing is recorded; 12 queries a case."""
    facts: list[Fact] = []
    unrecorded: list[Fact] = []
    for case in cases:
        record = facts_of(case)
        facts += record
        unrecorded += _unrecorded(record)
    return facts + unrecorded


def facts_to_choose_from(cases: Sequence[Case]) -> list[Fact]:
    """As `facts_to_cite`, without evidence, which a choice does not need; 8 queries a case."""
    facts = [
        fact for case in cases for fact in _bare(case, rows_of(case, case.filings.newest_first()))
    ]
    return sorted(facts, key=lambda fact: not fact.value)


def fact_of_id(fact_id: str) -> Fact | None:
    """The fact of an id such as `roe-v-doe/party:acme/name`; None where there is no such fact."""
    row, field = row_and_field(clean(fact_id))
    facts = facts_of_row(row) if row is not None else []
    return next((fact for fact in facts if fact.citable.field == field), None)


def row_and_field(fact_id: str) -> tuple[CitedModel | None, str]:
    """The row that a fact's id names, None where there is no such row, and the field of it."""
    try:
        slug, address, field = fact_id.split("/")
    except ValueError:
        return None, ""
    return _row(slug, address), WHOLE_ROW if field == _ROW else field


def court_names(ids: Collection[str]) -> dict[str, str]:
    """The names of courts by their ids in courts-db; an id that it does not know is missing."""
    names = dict(Court.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return {**{it: _all_courts()[it] for it in ids if it in _all_courts()}, **names}


@cache
def _all_courts() -> dict[str, str]:
    # Takes half a second to import, which pages need not wait for.
    from courts_db import courts

    return {str(court["id"]): str(court["name"]) for court in courts}


def _unrecorded(record: CaseFacts) -> list[Fact]:
    every = _bare(record.case, record.rows)
    return [fact for fact in every if record.of(fact.row, fact.citable.field) is None]


def _bare(case: Case, rows: Mapping[Target, Sequence[CaseRow]]) -> list[Fact]:
    """Every field of these rows of a case, recorded or not, and each as a whole."""
    every: list[tuple[Target, CitedModel]] = [(Target.CASE, case)]
    every += [(target, row) for target, of_one_kind in rows.items() for row in of_one_kind]
    return [
        Fact(case, target, row, citable, (), None)
        for target, row in every
        for citable in (*row.citable, Citable(WHOLE_ROW, "as a whole"))
    ]


def _row(slug: str, address: str) -> CitedModel | None:
    target, _, key = address.partition(":")
    if target == Target.CASE.value and not key:
        return Case.objects.select_related("court").filter(slug=slug).first()
    model = ROW_MODELS.get(target)
    if model is None:
        return None
    known_by: dict[str, Any] = {"case__slug": slug, "key": key}
    rows: QuerySet[Any] = model._default_manager.filter(**known_by)
    row: CaseRow | None = rows.select_related("case__court").first()
    return row
