"""What the database kept of a case or of one of its facts: the keys of it, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField, Value

from cases.citable import WHOLE_ROW
from cases.models import Case, CitedModel, Claim, ClaimAgainst, ClaimStatute, Party, Statute
from cases.presenting import in_words
from sources.counting import anchor_of
from sources.facts import row_at, target_of
from sources.models import ROW_MODELS, TARGET_MODELS, Citation, Decision, Target
from sources.past import Rows, as_it_was, history_of

LINKS: dict[str, tuple[type[Any], str, type[Any]]] = {
    # the table, the field of a cause of action that it holds, and what that names
    "claim_statute": (ClaimStatute, "statutes", Statute),
    "claim_against": (ClaimAgainst, "against", Party),
}
LINK_COLUMNS = {"claim_statute": "statute_id", "claim_against": "party_id"}
TABLES: dict[str, type[Any]] = {
    **TARGET_MODELS,
    **{kind: link[0] for kind, link in LINKS.items()},
    "citation": Citation,
    "decision": Decision,
}


@dataclass(frozen=True)
class Subject:
    """The fact that a history page or an entry is about, whether or not it still exists."""

    target: Target
    row: CitedModel
    field: str

    @property
    def label(self) -> str:
        return self.row.label_of(self.field)

    @property
    def of(self) -> str:
        return "" if self.target is Target.CASE else self.row.headline

    @property
    def anchor(self) -> str:
        return anchor_of(self.target, self.row, self.field)

    @property
    def shown(self) -> str:
        return self.words(self.row.value_of(self.field))

    def words(self, value: str) -> str:
        return in_words(self.row, self.row.citable_field(self.field), value)


def history_of_case(case: Case) -> "QuerySet[Any, dict[str, Any]]":
    """Keys of all that was kept of the case, its rows and its evidence, newest first."""
    claims = history_of(Claim).objects.filter(case=case).values("pgh_obj_id")
    parts = []
    for kind in TABLES:
        if kind == "case":
            where: dict[str, Any] = {"pgh_obj_id": case.pk}
        elif kind in LINKS:
            where = {"claim_id__in": claims}
        else:
            where = {"case_id": case.pk}
        parts.append(_keys(kind, **where))
    return _newest_first(parts)


def history_of_fact(case: Case, subject: Subject) -> "QuerySet[Any, dict[str, Any]]":
    """Keys of all that was kept of one fact: its values, its citations and its decisions."""
    target, pk = subject.target.value, subject.row.pk
    parts = [_keys(target, pgh_id__in=_changes_of(subject))]
    for kind, (_, field, _) in LINKS.items():
        if target == Target.CLAIM and field == subject.field:
            parts.append(_keys(kind, claim_id=pk))
    pointer = {"case_id": case.pk, "target": target, "field": subject.field}
    if target != Target.CASE:
        pointer[f"{target}_id"] = pk
    # Also what became of citations that were of this fact and then of another.
    cited = history_of(Citation).objects.filter(**pointer).values("pgh_obj_id")
    parts += [_keys("citation", pgh_obj_id__in=cited), _keys("decision", **pointer)]
    return _newest_first(parts)


def subject_of(case: Case, anchor: str) -> Subject | None:
    """The fact of this anchor, also one with no value left, or of a row that was deleted."""
    row, field = row_at(case, anchor)
    if row is not None:
        return Subject(target_of(row), row, field)
    deleted = []
    for kind in map(Target, ROW_MODELS):
        model = TARGET_MODELS[kind.value]
        kept = history_of(model).objects.filter(case=case, pgh_label="delete").order_by("-pgh_id")
        deleted += [(kind, as_it_was(model, row)) for row in kept]
    needed = Rows()
    for _, row in deleted:
        needed.want_pointed_at_by(row)
    needed.load()
    return _named([(target, needed.joined(row)) for target, row in deleted], anchor)


def _keys(kind: str, **where: Any) -> "QuerySet[Any, dict[str, Any]]":
    kept = history_of(TABLES[kind]).objects.filter(**where)
    found: QuerySet[Any, dict[str, Any]] = kept.annotate(
        pgh_table=Value(kind, output_field=TextField()),
        pgh_place=Value(list(TABLES).index(kind)),
    ).values("pgh_created_at", "pgh_table", "pgh_place", "pgh_id")
    return found


def _newest_first(
    parts: "Sequence[QuerySet[Any, dict[str, Any]]]",
) -> "QuerySet[Any, dict[str, Any]]":
    first, *others = parts
    return first.union(*others, all=True).order_by("-pgh_created_at", "pgh_place", "-pgh_id")


def _changes_of(subject: Subject) -> list[int]:
    """Of the history of one row, the changes that touched one field of it, or its existence."""
    model = type(subject.row)
    kept = history_of(model).objects.filter(pgh_obj_id=subject.row.pk).order_by("pgh_id")
    columns = _columns_of(model, subject.field)
    found, before = [], None
    for pk, label, *values in kept.values_list("pgh_id", "pgh_label", *columns):
        had, has = _is_something(before or []), _is_something(values)
        if subject.field == WHOLE_ROW:
            touched = label != "update"
        else:
            touched = values != before and (had or has) if label != "delete" else has
        if touched:
            found.append(pk)
        before = values
    return found


def _columns_of(model: type[Any], field: str) -> list[str]:
    if model is TARGET_MODELS["event"] and field == "date":
        return ["first_day", "precision"]
    names = {f.name: f.attname for f in model._meta.concrete_fields}
    return [names[field]] if field in names else []


def _is_something(values: Iterable[Any]) -> bool:
    return any(value not in (None, "", []) for value in values)


def _named(rows: Iterable[tuple[Target, Any]], anchor: str) -> Subject | None:
    for target, row in rows:
        for field in [WHOLE_ROW, *(citable.field for citable in row.citable)]:
            if anchor_of(target, row, field) == anchor:
                return Subject(target, row, field)
    return None
