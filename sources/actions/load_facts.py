"""The second half of a record file: for each fact, who states it, and what was decided."""

from decimal import Decimal, InvalidOperation

from cases.citable import WHOLE_ROW, Citable, Kind, plain_amount
from cases.dates import PartialDate
from cases.models import CaseRow, CitedModel
from cases.presenting import choices_of
from cases.statutes import StatuteError, parse
from sources.actions.loading import Loading, value_shown
from sources.actions.quoting import place_quotes
from sources.models import ROW_MODELS, TARGET_MODELS, Citation, Decision, Passage
from sources.record_file import CitationEntry, DecisionEntry, FactEntry
from sources.yaml_lines import Path

Pointer = dict[str, object]

_LARGEST_AMOUNT = 10**14  # dollars, exclusive: what the column of an amount holds


def load_facts(loading: Loading) -> None:
    """Add the citations and decisions of the file; refuse those that point at nothing."""
    passages = place_quotes(loading)
    given = set()
    for index, entry in enumerate(loading.file.record.facts):
        path = ("facts", index)
        row = _row(loading, (*path, "target"), entry.target)
        if row is None:
            continue
        model = type(row)
        fields = [citable.field for citable in model.citable]
        if entry.field not in {WHOLE_ROW, *fields}:
            loading.refuse(
                (*path, "field"),
                f"a {model._meta.verbose_name} has no field “{entry.field}” that can be cited; "
                f"it has {', '.join(fields)}",
            )
            continue
        if (row, entry.field) in given:
            loading.refuse(path, f"“{entry.target}” {entry.field} is given twice; make them one")
            continue
        given.add((row, entry.field))
        _load_fact(loading, path, entry, row, passages)


def _row(loading: Loading, path: Path, address: str) -> CitedModel | None:
    """The row of an address: `case`, `party:linkedin`, `other-slug/filing:complaint`."""
    slug, _, local = address.rpartition("/")
    slug = slug or loading.file.record.case.slug
    case = loading.cases.get(slug)
    if case is None:
        loading.refuse(path, f"this file has no case of the slug “{slug}”")
        return None
    target, _, key = local.partition(":")
    if target == "case":
        return case
    row = loading.row(case, target, key) if target in ROW_MODELS else None
    if row is None:
        loading.refuse(path, f"“{address}” is no row of this file; write party:its-key or so")
    return row


def _load_fact(
    loading: Loading,
    path: Path,
    entry: FactEntry,
    row: CitedModel,
    passages: dict[tuple[str, str], Passage],
) -> None:
    shown = value_shown(row, entry.field)
    if entry.value is not None and entry.value != shown:
        loading.refuse(
            (*path, "value"),
            f"the value is “{entry.value}” here and “{shown}” in the case above; "
            "correct one, or leave it out here",
        )
        return
    pointer = _pointer(row, entry.field)
    cited = set()
    for index, citation in enumerate(entry.citations):
        place = (*path, "citations", index)
        passage = passages.get((citation.source, citation.quote))
        stated = _stated_value(loading, place, row, entry.field, citation, shown)
        if passage in cited:
            loading.refuse(place, "these words are cited for this fact already; make them one")
        elif passage is not None and stated is not None:
            cited.add(passage)
            values = {
                "stated_value": stated,
                "inferred": citation.inferred,
                "attributed_to": citation.attributed_to,
            }
            loading.put(Citation, place, {**pointer, "passage": passage}, values)
    if entry.decision is not None:
        _load_decision(loading, (*path, "decision"), pointer, entry.decision, shown)


def _pointer(row: CitedModel, field: str) -> Pointer:
    """The columns of a citation or decision that say what it is about."""
    target = next(name for name, model in TARGET_MODELS.items() if model is type(row))
    pointers: Pointer = dict.fromkeys(ROW_MODELS)
    case = row.case if isinstance(row, CaseRow) else row
    if case is not row:
        pointers[target] = row
    return {"case": case, "target": target, **pointers, "field": field}


def _stated_value(
    loading: Loading,
    path: Path,
    row: CitedModel,
    field: str,
    citation: CitationEntry,
    shown: str,
) -> str | None:
    """What the passage states, in the field's plain form; None when refused."""
    if citation.stated_value is None:
        if not shown:
            loading.refuse(path, "the record shows no value here, so stated_value must be given")
            return None
        return shown
    try:
        return _plain_form(row, row.citable_field(field), citation.stated_value.strip())
    except ValueError as error:
        loading.refuse((*path, "stated_value"), str(error))
        return None


def _plain_form(row: CitedModel, citable: Citable, stated: str) -> str:
    """The value as the field would write it. Raises ValueError, in words."""
    match citable.kind:
        case Kind.CHOICE:
            return _choice(row, citable, stated)
        case Kind.DATE:
            return PartialDate.parse(stated).isoformat()
        case Kind.MONEY:
            return _amount(stated)
        case Kind.STATUTES:
            return _standard_form(stated)
    return stated


def _choice(row: CitedModel, citable: Citable, stated: str) -> str:
    """The choice that is called so; else the words, for a source may state what is no choice."""
    by_label = {label.casefold(): value for value, label in choices_of(row, citable).items()}
    return by_label.get(stated.casefold(), stated)


def _amount(stated: str) -> str:
    try:
        amount = Decimal(stated)
        is_real = 0 <= amount < _LARGEST_AMOUNT
    except InvalidOperation:  # no number at all, or the one called "not a number"
        is_real = False
    if not is_real:
        raise ValueError(f"“{stated}” is no amount; write dollars in digits, such as 1000")
    return plain_amount(amount)


def _standard_form(stated: str) -> str:
    try:
        return "; ".join(str(ref) for ref in parse(stated))
    except StatuteError:
        # A source may name a law in words that no code has; they are what it states.
        return stated


def _load_decision(
    loading: Loading, path: Path, pointer: Pointer, entry: DecisionEntry, shown: str
) -> None:
    latest = Decision.objects.filter(**_as_lookup(pointer)).last()
    said = {
        "basis": entry.basis,
        "reason": entry.reason,
        "value": shown if entry.value is None else entry.value,
    }
    if latest is not None and all(getattr(latest, name) == said[name] for name in said):
        loading.report.unchanged["decision"] += 1
        return
    Decision.objects.create(**pointer, **said)
    loading.report.created["decision"] += 1


def _as_lookup(pointer: Pointer) -> Pointer:
    return {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in pointer.items()
    }
