"""Real court files, imported as any other: what juriscraper expects of each is in the database.

Runs wherever COURT_FILES names their folder. One test a file, so that all it takes is one import
and one more of the same content.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from cases.models import Case, Counsel, Filing, Party
from sources import jobs
from sources.actions.import_court_file import import_court_file
from sources.dockets.docket_numbers import normal_form
from sources.export import exported
from sources.merging.writing import count_anew
from sources.models import Citation, CourtFile, Decision, JobState, Passage, Snapshot, Source
from tests import sql
from tests.factories import CourtFileFactory

FOLDER = os.environ.get("COURT_FILES", "")
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="COURT_FILES names no folder of court files"),
    pytest.mark.django_db,
]


def stated_in(folder: str) -> list[Any]:
    """The files of a folder of which anything is expected."""
    if not FOLDER:
        return []
    found = sorted((Path(FOLDER) / folder).iterdir())
    files = [path for path in found if path.suffix not in {".json", ".md"}]
    return [pytest.param(path, id=path.name) for path in files if expected(path)]


def expected(path: Path) -> Any:
    return json.loads(path.with_suffix(".json").read_text())


def take_in(raw: bytes, name: str) -> CourtFile:
    job = CourtFileFactory(
        filename=name, size=len(raw), raw=raw, sha256=hashlib.sha256(raw).hexdigest()
    )
    jobs.work_on(CourtFile, job.pk, import_court_file)
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.DONE, "")
    return job


def squeezed(words: str) -> str:
    return " ".join(words.split())


def kept(model: type[models.Model], name: str, words: str) -> str:
    """As a column holds it: the longest are cut there, and kept whole in the words cited."""
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return words[: longest - 2] if longest and len(words) > longest else words


def number_of(entry: dict[str, Any]) -> int | None:
    return int(entry["document_number"]) if entry["document_number"] else None


# --- What is in the database ----------------------------------------------------------------------


def entries_of(case: Case) -> Counter[Any]:
    return Counter(
        (it.number, it.value_of("filed_on"), it.value_of("entered_on"), it.text)
        for it in case.filings.all()
    )


def entries_told(case: Case) -> Counter[Any]:
    """Of a notice or feed, which give an entry a name beside its text, and one day."""
    return Counter(
        (it.number, it.value_of("filed_on"), it.text or "", it.description)
        for it in case.filings.all()
    )


def parties_of(case: Case) -> Counter[Any]:
    counsel: dict[int, list[Any]] = {}
    for it in case.counsel.all():
        counsel.setdefault(it.represents_id, []).append((it.attorney, it.roles, it.contact))
    return Counter(
        (
            it.name,
            it.court_role,
            it.value_of("terminated_on"),
            tuple(sorted(counsel.get(it.pk, []))),
        )
        for it in case.parties.all()
    )


def assert_every_fact_is_cited(texts: dict[int, str]) -> None:
    """From words that stand in the text of a file that was imported, and in agreement."""
    # As an import does when it commits, which a test never does.
    made = (Case, Filing, Party, Counsel, Decision, Passage, Citation)
    count_anew({model: model._default_manager.count() for model in made})
    for case in Case.objects.all():
        facts = exported(case)["facts"]
        unsourced = {fact["id"] for fact in facts if not fact["citations"]}
        # A case of which no file says what it is called goes by its number, which is cited.
        nameless = {f"{case.slug}/case/caption"} if case.caption == case.docket_number else set()
        assert unsourced == nameless
        assert [fact["id"] for fact in facts if fact["disputed"]] == []
    assert Citation.objects.exists()
    for citation in Citation.objects.select_related("passage"):
        passage = citation.passage
        words = texts[passage.snapshot_id][passage.start : passage.end]
        assert words == passage.exact
        assert words.strip()


def record() -> dict[str, Any]:
    """All that is said of the cases, but for who says so: every column of every row."""
    rows = sql.everything()
    return {table: rows[table] for table in rows if re.match("cases_|sources_decision", table)}


def assert_again_changes_nothing(raw: bytes, first: CourtFile) -> None:
    """The same content in other bytes brings a source that says the same, and nothing else."""
    before, cited = record(), cited_from(first)
    again = take_in(_with_a_blank_more(raw), first.filename)
    assert again.source is not None
    assert (again.entries_new, again.entries_changed) == (0, 0)
    assert again.entries_unchanged == first.entries_new
    assert record() == before
    assert Source.objects.count() == 2
    assert cited_from(first) == cited
    # What follows from a text alone, as “filed by”, is cited anew only by what is stated anew.
    assert cited_from(again) == cited


def _with_a_blank_more(raw: bytes) -> bytes:
    return raw + b" \n"


def cited_from(job: CourtFile) -> Counter[Any]:
    fields = ("target", "party", "counsel", "filing", "claim", "field", "stated_value", "inferred")
    found = Citation.objects.filter(passage__snapshot__source=job.source)
    return Counter(found.values_list("case", *fields, "passage__start", "passage__end"))


# --- What is expected -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", stated_in("dockets"))
def test_all_of_a_docket_report_is_in_the_record(path: Path) -> None:
    raw, wanted = path.read_bytes(), expected(path)
    job = take_in(raw, path.name)
    case = Case.objects.get()
    assert list(job.cases.all()) == [case]
    assert case.docket_number == normal_form(
        wanted["docket_number"], bankruptcy=case.court_id.endswith("b")
    )
    assert job.entries_new == len(wanted["docket_entries"])
    assert entries_of(case) == Counter(
        (number_of(e), e["date_filed"] or "", e["date_entered"] or "", e["description"])
        for e in wanted["docket_entries"]
    )
    assert parties_of(case) == Counter(
        (
            squeezed(p["name"]),
            squeezed(p["type"]),
            p.get("date_terminated") or "",
            tuple(
                sorted(
                    (
                        squeezed(a["name"]),
                        "; ".join(filter(None, map(squeezed, a["roles"]))),
                        a["contact"].strip(),
                    )
                    for a in p.get("attorneys", [])
                    if a["name"].casefold() not in {"", "pro se"}
                )
            ),
        )
        for p in wanted["parties"]
        if p.get("name")
    )
    assert_every_fact_is_cited(dict(Snapshot.objects.values_list("pk", "text")))
    assert_again_changes_nothing(raw, job)


@pytest.mark.parametrize("path", [*stated_in("notices"), *stated_in("feeds")])
def test_all_of_a_notice_or_feed_is_in_the_record(path: Path) -> None:
    raw, wanted = path.read_bytes(), expected(path)
    job = take_in(raw, path.name)
    dockets = wanted["dockets"] if isinstance(wanted, dict) else wanted
    told: dict[str, Counter[Any]] = {}
    for docket in dockets:
        number = normal_form(docket["docket_number"], bankruptcy=_is_of_a_bankruptcy_court(job))
        told.setdefault(number, Counter()).update(
            (
                number_of(e),
                e["date_filed"][:10],
                e["description"],
                kept(Filing, "description", e["short_description"]),
            )
            for e in docket["docket_entries"]
        )
    cases = {case.docket_number: case for case in Case.objects.all()}
    assert {number: entries_told(case) for number, case in cases.items()} == told
    assert set(job.cases.all()) == set(cases.values())
    assert job.entries_new == sum(entries.total() for entries in told.values())
    assert_every_fact_is_cited(dict(Snapshot.objects.values_list("pk", "text")))
    assert_again_changes_nothing(raw, job)


def _is_of_a_bankruptcy_court(job: CourtFile) -> bool:
    return bool(re.search(r"b$", job.cases.all()[0].court_id))
