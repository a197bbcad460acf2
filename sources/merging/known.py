"""What the tracker already has of a case, as far as a file can touch it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cases.models import Case, CitedModel
from sources.facts import FactKey, target_of
from sources.merging.strategies import Standing, Statement
from sources.models import ROW_MODELS, Basis, Citation, Decision

_FILE = "passage__snapshot__source"
_ROWS = tuple(f"{name}_id" for name in ROW_MODELS)


@dataclass(frozen=True)
class Known:
    """What court files state of the facts of a case so far, and which facts a person decided."""

    statements: dict[FactKey, list[Statement]] = field(default_factory=dict)
    decisions: dict[FactKey, Decision] = field(default_factory=dict)

    def of(self, row: CitedModel, field_name: str) -> list[Statement]:
        return self.statements.get(key_of(row, field_name), [])

    def decision(self, row: CitedModel, field_name: str) -> Decision | None:
        return self.decisions.get(key_of(row, field_name))

    def decided_by_a_person(self, row: CitedModel, field_name: str) -> bool:
        decision = self.decision(row, field_name)
        return decision is not None and decision.basis != Basis.COURT_FILE


def key_of(row: CitedModel, field_name: str) -> FactKey:
    return (target_of(row).value, row.pk, field_name)


def known_of(case: Case, filings: list[int] | None) -> Known:
    """Read it in two queries: of the whole case, or (`filings`) of it and of these entries only."""
    touched = Q() if filings is None else Q(target="case") | Q(filing__in=filings)
    statements: dict[FactKey, list[Statement]] = defaultdict(list)
    found = Citation.objects.filter(touched, case=case, **{f"{_FILE}__court_file__isnull": False})
    standings: dict[tuple[Any, ...], Standing] = {}
    for target, name, value, *rest in found.values_list(
        "target",
        "field",
        "stated_value",
        f"{_FILE}__kind",
        f"{_FILE}__court_file__as_of",
        f"{_FILE}__court_file__sha256",
        *_ROWS,
    ):
        file, rows = tuple(rest[:3]), rest[3:]
        standing = standings.setdefault(file, Standing(*file))
        row = next((pk for pk in rows if pk is not None), case.pk)
        statements[target, row, name].append(Statement(value, standing))
    decisions = {
        (decision.target, decision.row_id, decision.field): decision
        for decision in Decision.objects.filter(touched, case=case)
    }
    return Known(statements, decisions)
