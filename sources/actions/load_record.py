"""Bring a record file into the tracker: its cases, then what supports them."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db import transaction

from cases.actions import UnknownCourtError, court_of_id
from cases.dates import PartialDate
from cases.models import Case, CaseRow, Statute
from cases.statutes import StatuteError, StatuteRef, parse
from sources.actions.compare import compare_with_current
from sources.actions.load_facts import load_facts
from sources.actions.loading import Loading, LoadReport
from sources.actions.locking import one_load_at_a_time
from sources.models import ROW_MODELS, Source
from sources.record_file import CaseEntry, RecordFile, RowEntry, SourceEntry
from sources.yaml_lines import Path

# In this order, so that rows come after those that they point at.
_LISTS = {
    "parties": "party",
    "counsel": "counsel",
    "filings": "filing",
    "claims": "claim",
    "events": "event",
    "related_cases": "related_case",
}
# Fields that name a row of the same case by its key, and what kind of row.
_POINTERS = {
    "represents": "party",
    "filed_by": "party",
    "answers": "filing",
    "disposed_by": "filing",
}
# Lists of other rows, set once the row itself is there.
_MANY = {"statutes", "against"}


@transaction.atomic
def load_record(*, file: RecordFile) -> LoadReport:
    """Load a record file, whole or not at all. A second load of the same file changes nothing.

    Cases are known by their slug, rows and sources by their key. A row, citation or decision that
    the tracker holds and the file does not is left alone: colleagues may have added it.
    Raises RecordFileError, with every line found wrong, and then has changed nothing.
    """
    one_load_at_a_time()
    loading = Loading(file)
    for index, entry in enumerate(file.record.sources):
        _load_source(loading, ("sources", index), entry)
    for path, case_entry in _cases(file):
        _load_case(loading, path, case_entry)
    loading.stop_if_refused()
    for path, case_entry in _cases(file):
        _load_rows(loading, path, case_entry)
    loading.stop_if_refused()
    load_facts(loading)
    loading.stop_if_refused()
    for source in loading.sources.values():
        # Words that the file quotes may be known from an older text, or as a clipping.
        compare_with_current(source)
    return loading.report


def _cases(file: RecordFile) -> Iterator[tuple[Path, CaseEntry]]:
    yield ("case",), file.record.case
    for index, entry in enumerate(file.record.related):
        yield ("related", index), entry


def _named(entry: Any, without: set[str]) -> dict[str, Any]:
    """The values that the file gives; a field that it does not name is left as it is."""
    return {name: getattr(entry, name) for name in entry.model_fields_set - without}


def _load_source(loading: Loading, path: Path, entry: SourceEntry) -> None:
    if entry.key in loading.sources:
        loading.refuse((*path, "key"), f"“{entry.key}” is the key of another of these")
        return
    source = loading.put(Source, path, {"key": entry.key}, _named(entry, {"key"}))
    if source is not None:
        loading.sources[source.key] = source


def _load_case(loading: Loading, path: Path, entry: CaseEntry) -> None:
    if entry.slug in loading.cases:
        loading.refuse((*path, "slug"), f"“{entry.slug}” is the slug of another case of this file")
        return
    values = _named(entry, {"slug", *_LISTS})
    if entry.court is not None:
        try:
            values["court"] = court_of_id(entry.court)
        except UnknownCourtError as error:
            loading.refuse((*path, "court"), str(error))
            return
    case = loading.put(Case, path, {"slug": entry.slug}, values)
    if case is not None:
        loading.cases[case.slug] = case


def _load_rows(loading: Loading, path: Path, entry: CaseEntry) -> None:
    case = loading.cases[entry.slug]
    for list_name, target in _LISTS.items():
        keys = set()
        for index, row_entry in enumerate(getattr(entry, list_name)):
            place = (*path, list_name, index)
            if row_entry.key in keys:
                loading.refuse((*place, "key"), f"“{row_entry.key}” is the key of another of these")
                continue
            keys.add(row_entry.key)
            if _load_row(loading, place, case, target, row_entry) is None:
                loading.refused_rows.add((case.slug, target, row_entry.key))


def _load_row(
    loading: Loading, path: Path, case: Case, target: str, entry: RowEntry
) -> CaseRow | None:
    refused = len(loading.problems)
    values = _named(entry, {"key", *_MANY})
    pointers = {
        name: _pointed_at(loading, (*path, name), case, pointed_at, values[name])
        for name, pointed_at in _POINTERS.items()
        if values.get(name) is not None
    }
    values |= pointers
    if "date" in values:
        when = PartialDate.parse(values.pop("date")) if values["date"] else None
        values["first_day"] = when.first_day if when else None
        values["precision"] = when.precision if when else ""
    if target == "related_case":
        values["other"] = loading.case(values.pop("case"))
        if values["other"] is None:
            loading.refuse(
                (*path, "case"), "neither this file nor the tracker has a case of that slug"
            )
    lists = {
        name: _list(loading, path, case, name, entry) for name in _MANY & entry.model_fields_set
    }
    pointed_at_refused = None in [*pointers.values(), *chain(*lists.values())]
    if pointed_at_refused or len(loading.problems) > refused:
        return None
    return loading.put(ROW_MODELS[target], path, {"case": case, "key": entry.key}, values, lists)


def _pointed_at(loading: Loading, path: Path, case: Case, target: str, key: str) -> Any:
    """The row of this key; None when there is none, which is told where the row was refused."""
    row = loading.row(case, target, key)
    if row is None and (case.slug, target, key) not in loading.refused_rows:
        loading.refuse(path, f"no {target} of this case has the key “{key}”; list it above")
    return row


def _list(loading: Loading, path: Path, case: Case, name: str, entry: Any) -> list[Any]:
    members: list[Any] = []
    for index, item in enumerate(getattr(entry, name)):
        place = (*path, name, index)
        if name == "against":
            members.append(_pointed_at(loading, place, case, "party", item))
            continue
        members += [Statute.objects.written(ref) for ref in _statutes(loading, place, item)]
    return members


def _statutes(loading: Loading, path: Path, text: str) -> tuple[StatuteRef, ...]:
    try:
        return parse(text)
    except StatuteError as error:
        loading.refuse(path, str(error))
        return ()
