"""A court file becomes sourced rows of the record: whole or not at all, in any order, once."""

import hashlib
import json
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from cases.kinds import FilingKind, Outcome
from cases.models import Case, Filing, Ruling, Statute
from sources import jobs
from sources.actions.import_court_file import import_court_file
from sources.export import exported
from sources.facts import facts_of
from sources.models import Citation, CourtFile, Decision, JobState, Snapshot, Source
from tests.factories import CaseFactory, CourtFactory, CourtFileFactory, FilingFactory, PartyFactory
from tests.sources.imaginary_dockets import FIRST, NUMBER, SIDES, Side, notice, report

pytestmark = pytest.mark.django_db

NEXT = ("02/14/2025", 3, "ORDER granting 2 Motion to Dismiss without prejudice.")


def take_in(raw: bytes, name: str = "cand_1.html") -> CourtFile:
    job = CourtFileFactory(
        filename=name, size=len(raw), raw=raw, sha256=hashlib.sha256(raw).hexdigest()
    )
    jobs.work_on(CourtFile, job.pk, import_court_file)
    job.refresh_from_db()
    return job


def only_case() -> Case:
    return Case.objects.get()


def entry(number: int | None) -> Filing:
    return Filing.objects.get(number=number)


def record() -> dict[str, Any]:
    """All that is said of the only case, without the order in which it came."""
    found = exported(only_case())
    for fact in found["facts"]:
        fact["citations"].sort(key=lambda it: (it["source"], it["quote"], it["stated_value"]))
    found["facts"].sort(key=lambda it: it["id"])
    found["sources"].sort(key=lambda it: it["key"])
    for rows in (rows for rows in found["case"].values() if isinstance(rows, list)):
        rows.sort(key=lambda row: json.dumps(row, sort_keys=True))
    return found


def test_a_docket_report_opens_its_case() -> None:
    job = take_in(report())
    case = only_case()
    assert (job.state, job.entries_new, list(job.cases.all())) == (JobState.DONE, 2, [case])
    assert (case.court_id, case.docket_number, case.slug) == ("cand", NUMBER, "cand-3-25-cv-00101")
    assert case.caption == "Roe v. Acme Corp."
    assert case.filed_on.isoformat() == "2025-01-21"
    assert case.judges == ["Jane Justice"]
    assert [(party.name, party.role) for party in case.parties.all()] == [
        ("Rita Roe", "plaintiff"),
        ("Acme Corp.", "defendant"),
    ]
    assert [(it.attorney, it.represents.name) for it in case.counsel.all()] == [
        ("Ann Advocate", "Rita Roe"),
        ("Bob Barrister", "Acme Corp."),
    ]


def test_each_fact_of_it_is_cited_from_the_file() -> None:
    take_in(report())
    facts = facts_of(only_case())
    unsourced = [fact.id for fact in facts if not fact.sourced]
    assert unsourced == []
    assert [fact.id for fact in facts if fact.disputed] == []
    text = Snapshot.objects.get().text
    for citation in Citation.objects.select_related("passage"):
        passage = citation.passage
        assert text[passage.start : passage.end] == passage.exact


def test_the_passage_of_an_entry_is_its_own_line() -> None:
    take_in(report())
    [cited] = Citation.objects.filter(filing=entry(2), field="filed_on")
    assert "MOTION to Dismiss" in cited.passage.exact
    assert "COMPLAINT" not in cited.passage.exact


def test_an_entry_keeps_the_courts_words_and_is_read_by_the_rules() -> None:
    take_in(report())
    complaint = entry(1)
    assert complaint.text.startswith("COMPLAINT against Acme Corp.")
    assert complaint.kind == FilingKind.COMPLAINT
    assert complaint.entered_on.isoformat() == "2025-01-22"
    assert complaint.filed_by.name == "Rita Roe"


def test_the_cause_is_a_claim_with_the_dockets_own_words() -> None:
    take_in(report())
    [claim] = only_case().claims.all()
    assert claim.cause == "18:2701 Stored Communications"
    assert claim.title == "Stored Communications"
    assert [str(statute) for statute in claim.statutes.all()] == ["18 U.S.C. § 2701"]


def test_a_section_that_only_gives_jurisdiction_is_marked_as_such() -> None:
    take_in(report(cause="28:1331 Fed. Question"))
    assert Statute.objects.get().jurisdictional


def test_a_cause_that_is_no_section_is_kept_in_its_words() -> None:
    take_in(report(cause="No cause code entered"))
    [claim] = only_case().claims.all()
    assert claim.title == "cause code entered"
    assert not claim.statutes.exists()


def test_the_same_file_again_changes_nothing() -> None:
    first = take_in(report())
    before, sources = record(), Source.objects.count()
    again = take_in(report(), "a copy.html")
    assert (again.state, again.same_as, again.source) == (JobState.DONE, first, None)
    assert again.entries_unchanged == 2
    assert (record(), Source.objects.count()) == (before, sources)


def test_a_newer_report_adds_what_is_new() -> None:
    take_in(report())
    newer = take_in(report(printed="03/09/2025 10:00:00", entries=[*FIRST, NEXT]))
    assert (newer.entries_new, newer.entries_changed, newer.entries_unchanged) == (1, 0, 2)
    assert Filing.objects.count() == 3
    assert Case.objects.count() == 1


def test_a_text_that_the_court_edited_is_shown_as_the_newest_report_has_it() -> None:
    take_in(report())
    edited = (FIRST[0][0], 1, "COMPLAINT against Acme Corp. and Initech. Filed by Rita Roe.")
    newer = take_in(report(printed="03/09/2025 10:00:00", entries=[edited, FIRST[1]]))
    assert newer.entries_changed == 1
    assert "Initech" in entry(1).text
    stated = Citation.objects.filter(filing=entry(1), field="text").order_by("pk")
    assert ["Initech" in citation.stated_value for citation in stated] == [False, True]


def test_which_report_is_shown_is_said() -> None:
    take_in(report())
    take_in(report(printed="03/09/2025 10:00:00", judge="Henry Hale"))
    decision = Decision.objects.get(field="judges")
    assert decision.value == "Henry Hale"
    assert "docket report of 9 March 2025" in decision.reason


def test_an_older_report_that_comes_later_is_not_believed() -> None:
    take_in(report(printed="03/09/2025 10:00:00", judge="Henry Hale"))
    take_in(report())
    assert only_case().judges == ["Henry Hale"]
    assert Decision.objects.get(field="judges").value == "Henry Hale"


def test_what_a_person_wrote_stays_and_the_file_differs() -> None:
    take_in(report())
    Filing.objects.filter(number=2).update(filed_on="2025-02-04")
    take_in(report(printed="03/09/2025 10:00:00", entries=[*FIRST, NEXT]))
    assert entry(2).filed_on.isoformat() == "2025-02-04"
    fact = facts_of(only_case()).of(entry(2), "filed_on")
    assert (fact.disputed, fact.differing) == (True, 2)


def test_a_field_that_a_person_emptied_stays_empty() -> None:
    take_in(report())
    Case.objects.update(nature_of_suit="")
    take_in(report(printed="03/09/2025 10:00:00"))
    assert only_case().nature_of_suit == ""


def test_an_entry_logged_by_hand_is_met_by_its_number() -> None:
    case = CaseFactory(
        court=CourtFactory(id="cand"), docket_number=f"{NUMBER}-JJ", caption="Roe v. Acme"
    )
    logged = FilingFactory(case=case, number=2, description="Motion", kind="motion")
    take_in(report())
    assert entry(2) == logged
    assert Filing.objects.count() == 2
    assert entry(2).description == "Motion"
    assert only_case().caption == "Roe v. Acme"


def test_an_entry_without_a_number_is_met_by_its_day_and_words() -> None:
    minutes = ("02/10/2025", None, "Minute Entry for proceedings held before Judge Jane Justice.")
    take_in(report(entries=[*FIRST, minutes]))
    newer = take_in(report(printed="03/09/2025 10:00:00", entries=[*FIRST, minutes, NEXT]))
    assert (newer.entries_new, Filing.objects.filter(number=None).count()) == (1, 1)


def test_an_entry_without_a_number_that_was_edited_is_the_same() -> None:
    before = ("02/10/2025", None, "Minute Entry for proceedings held before Judge Jane Justice.")
    after = (*before[:2], f"{before[2]} (Modified)")
    take_in(report(entries=[before]))
    newer = take_in(report(printed="03/09/2025 10:00:00", entries=[after]))
    assert (newer.entries_new, newer.entries_changed) == (0, 1)
    assert entry(None).text.endswith("(Modified)")


def test_two_entries_of_one_day_that_say_other_things_are_two() -> None:
    one = ("02/10/2025", None, "Minute Entry for proceedings held before Judge Jane Justice.")
    other = ("02/10/2025", None, "Case reassigned to Judge Henry Hale.")
    take_in(report(entries=[one]))
    take_in(report(printed="03/09/2025 10:00:00", entries=[one, other]))
    assert Filing.objects.count() == 2


def test_the_very_same_entry_twice_in_a_report_is_two() -> None:
    twice = ("02/10/2025", None, "Filing fee received.")
    take_in(report(entries=[twice, twice]))
    take_in(report(printed="03/09/2025 10:00:00", entries=[twice, twice]))
    assert Filing.objects.count() == 2


def test_two_attorneys_whose_names_differ_by_a_mark_alone_stay_two() -> None:
    marked = [Side("Plaintiff", "Rita Roe", ["Ann A. Advocate", "Ann A Advocate"])]
    take_in(report(sides=marked))
    take_in(report(printed="03/09/2025 10:00:00", sides=marked))
    attorneys = list(only_case().counsel.values_list("attorney", flat=True))
    assert attorneys == ["Ann A. Advocate", "Ann A Advocate"]
    assert not Decision.objects.exists()


def test_a_party_entered_by_hand_is_met_by_its_name_and_role_once() -> None:
    case = CaseFactory(court=CourtFactory(id="cand"), docket_number=NUMBER)
    entered = PartyFactory(case=case, key="roe", name="Rita Roe", role="plaintiff")
    twice = [Side("Plaintiff", "Rita Roe"), Side("Plaintiff", "RITA ROE")]
    for printed in ("03/01/2025 10:00:00", "03/09/2025 10:00:00"):
        take_in(report(sides=twice, printed=printed))
        assert [party.name for party in case.parties.all()] == ["Rita Roe", "RITA ROE"]
    assert case.parties.first() == entered


def test_a_notice_and_a_report_meet_in_one_entry() -> None:
    take_in(notice(NEXT), "cand_1.eml")
    take_in(report(entries=[*FIRST, NEXT]))
    assert Case.objects.count() == 1
    assert Citation.objects.filter(filing=entry(3), field="text").count() == 2


def test_what_clerks_and_programs_add_to_a_text_is_no_disagreement() -> None:
    words = "REPLY re [2] MOTION to Dismiss filed by Rita Roe."
    marked = (
        "REPLY re 2 MOTION to Dismiss filed by Rita Roe. (jj, COURT STAFF) (Entered: 02/14/2025)"
    )
    take_in(notice(("02/14/2025", 3, words)), "cand_1.eml")
    take_in(report(entries=[*FIRST, ("02/14/2025", 3, marked)]))
    assert "COURT STAFF" in entry(3).text
    assert [fact.id for fact in facts_of(only_case()).disputed] == []


def test_an_order_is_tied_to_the_motion_it_decides() -> None:
    take_in(report(entries=[*FIRST, NEXT]))
    ruling = Ruling.objects.get()
    assert (ruling.order, ruling.motion, ruling.outcome) == (entry(3), entry(2), Outcome.GRANTED)


def test_also_when_the_order_came_before_the_motion() -> None:
    take_in(notice(NEXT), "cand_1.eml")
    assert not Ruling.objects.exists()
    take_in(notice(FIRST[1]), "cand_2.eml")
    assert (Ruling.objects.get().order, Ruling.objects.get().motion) == (entry(3), entry(2))


def test_what_a_person_said_of_an_order_stays() -> None:
    take_in(report(entries=[*FIRST, NEXT]))
    Ruling.objects.update(outcome="", by_hand=True)
    take_in(report(printed="03/09/2025 10:00:00", entries=[*FIRST, NEXT]))
    assert Ruling.objects.get().outcome == ""


def test_a_filing_that_disposes_of_the_case_ends_it() -> None:
    ending = ("02/20/2025", 4, "NOTICE of Voluntary Dismissal without prejudice by Rita Roe.")
    take_in(report(entries=[*FIRST, ending]))
    assert list(Case.objects.closed()) == [only_case()]
    assert (entry(4).disposes, entry(4).prejudice) == ("case", "without")


FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("old.html", report),
    (
        "new.html",
        lambda: report(
            printed="03/09/2025 10:00:00",
            entries=[*FIRST, NEXT],
            judge="Henry Hale",
            cause="28:1331 Fed. Question",
        ),
    ),
    ("cand_1.eml", lambda: notice(NEXT)),
    (
        "wide.html",
        lambda: report(
            printed="02/20/2025 10:00:00",
            terminated="02/19/2025",
            sides=[*SIDES, Side("Movant", "Amy Amicus")],
            entries=[
                (FIRST[0][0], 1, "COMPLAINT. Filed by Rita Roe."),
                ("02/10/2025", None, "Minute Entry: hearing held."),
            ],
        ),
    ),
]


def test_the_order_of_files_does_not_matter() -> None:
    outcomes = {}
    for order in permutations(FILES):
        jobs_done = [take_in(make(), name) for name, make in order]
        assert {job.state for job in jobs_done} == {JobState.DONE}
        outcomes[tuple(name for name, _ in order)] = json.dumps(record(), sort_keys=True)
        forget_everything()
    assert len(set(outcomes.values())) == 1


def forget_everything() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("cases_", "sources_")):
                cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize("raw", [b"", b"<html><body>Please log in</body></html>", report()[:2000]])
def test_what_is_no_whole_court_file_is_refused_and_leaves_nothing(raw: bytes) -> None:
    job = take_in(raw)
    assert job.state == JobState.FAILED
    assert job.failure
    assert not Source.objects.exists()
    assert not Case.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing_half_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("sources.merging.case.Merged.complete", stop)
    job = take_in(report())
    assert job.state == JobState.FAILED
    assert not Source.objects.exists()
    assert not Case.objects.exists()
