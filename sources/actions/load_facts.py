"""The second half of a record file: for each fact, who states it, and what was decided."""

from cases.citable import WHOLE_ROW
from cases.models import CitedModel
from sources.actions.loading import Loading, value_shown
from sources.actions.pointing import Pointer, as_lookup, pointer_to
from sources.actions.quoting import place_quotes
from sources.actions.stating import plain_form
from sources.models import ROW_MODELS, Citation, Decision, Passage
from sources.record_file import CitationEntry, DecisionEntry, FactEntry
from sources.yaml_lines import Path


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
    pointer = pointer_to(row, entry.field)
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
        return plain_form(row, row.citable_field(field), citation.stated_value.strip())
    except ValueError as error:
        loading.refuse((*path, "stated_value"), str(error))
        return None


def _load_decision(
    loading: Loading, path: Path, pointer: Pointer, entry: DecisionEntry, shown: str
) -> None:
    latest = Decision.objects.filter(**as_lookup(pointer)).last()
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
