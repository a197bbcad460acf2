"""Loading a record file: what it makes, that a second load makes nothing, and all or nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cases.models import Case, Claim, Filing, Party
from sources import record_file
from sources.actions import load_record
from sources.actions.keeping import keep_text
from sources.models import CheckState, Citation, Decision, Passage, Source, Taken
from sources.record_file import RecordFileError
from tests import sql
from tests.sources.small_record import GAZETTE, SMALL, edited, load, write

pytestmark = pytest.mark.django_db

REAL = Path(settings.BASE_DIR) / "sources/records/de-la-torre-v-linkedin.yaml"


def test_a_load_makes_what_the_file_says() -> None:
    report = load()
    case = Case.objects.get(slug="rivera-v-acme")
    assert (str(case.court.short), case.filed_on.isoformat()) == ("N.D. Cal.", "2025-03-04")
    assert case.judges == ["Ann Lee", "Bo Ray"]
    claim = Claim.objects.get()
    assert [str(s) for s in claim.statutes.all()] == ["18 U.S.C. § 2701 et seq.", "29 U.S.C. § 207"]
    assert {party.key for party in claim.against.all()} == {"acme", "beta"}
    assert claim.disposed_by.answers.filed_by.name == "Ana Rivera"
    assert case.events.get().value_of("date") == "2024-08"
    assert case.related_cases.get().other.slug == "doe-v-acme"
    assert Citation.objects.filter(case=case).count() == 6
    assert Decision.objects.get().value == "2025-03-04"
    assert report.created["citation"] == 7
    assert not report.changed


def test_a_second_load_changes_no_row_of_any_table() -> None:
    load()
    before = sql.everything()
    report = load()
    assert report.did_nothing
    assert sql.everything() == before


def test_a_second_load_of_the_real_record_changes_nothing_either() -> None:
    file = record_file.read(REAL)
    load_record(file=file)
    before = sql.everything()
    assert load_record(file=file).did_nothing
    assert sql.everything() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # One law in two spellings, in two places of the list.
        ('"29 U.S.C. § 207", ', '"29 U.S.C. § 207", "29:207", '),
        # One quote in two spellings, for two facts.
        (
            "  - target: event:rota\n",
            "  - {target: claim:wages, citations: [{source: gazette, quote: sued  on 4 March}]}\n"
            "  - target: event:rota\n",
        ),
    ],
)
def test_two_spellings_of_one_thing_are_one_at_once(old: str, new: str) -> None:
    text = edited(old, new)
    load(text)
    before = sql.everything()
    assert load(text).did_nothing
    assert sql.everything() == before


def test_a_change_of_the_file_changes_that_row_only() -> None:
    load()
    report = load(edited("Beta LLC", "Beta Inc."))
    assert (dict(report.changed), dict(report.created)) == ({"party": 1}, {})
    assert Party.objects.get(key="beta").name == "Beta Inc."


def test_a_change_of_a_claims_statutes_alone_is_told() -> None:
    load()
    report = load(edited('"29 U.S.C. § 207", ', ""))
    assert dict(report.changed) == {"cause of action": 1}
    assert [str(statute) for statute in Claim.objects.get().statutes.all()] == [
        "18 U.S.C. § 2701 et seq."
    ]


def test_another_reason_is_a_new_decision_above_the_earlier() -> None:
    load()
    report = load(edited("The Gazette was there.", "The clerk was not."))
    assert report.created == {"decision": 1}
    assert [decision.reason for decision in Decision.objects.all()] == [
        "The Gazette was there.",
        "The clerk was not.",
    ]


def test_a_field_left_out_is_left_alone() -> None:
    load()
    load(edited("  summary: About a rota.\n", ""))
    assert Case.objects.get(slug="rivera-v-acme").summary == "About a rota."


@pytest.mark.parametrize("empty", ["", " ~", " null", ' ""', " []"])
def test_a_field_named_and_left_empty_is_emptied(empty: str) -> None:
    load()
    load(edited("judges: [Ann Lee, Bo Ray]", f"judges:{empty}"))
    assert Case.objects.get(slug="rivera-v-acme").judges in ([], [""])


@pytest.mark.parametrize("empty", ["", " ~", ' ""'])
def test_text_and_dates_and_pointers_are_emptied_too(empty: str) -> None:
    load()
    load(
        edited("summary: About a rota.", f"summary:{empty}")
        .replace(", filed_by: rivera, ", f", filed_by:{empty or ' '}, ".replace(' ""', " ~"))
        .replace("number: 1, filed_on: 2025-03-04", "number: ~, filed_on: ~")
    )
    assert Case.objects.get(slug="rivera-v-acme").summary == ""
    complaint = Filing.objects.get(key="complaint")
    assert (complaint.filed_by, complaint.number, complaint.filed_on) == (None, None, None)


def test_what_the_court_said_nothing_of_and_what_nobody_saw_are_two_things() -> None:
    load()
    assert Filing.objects.get(key="complaint").text == ""
    assert Filing.objects.get(key="dismissal").text is None


def test_what_colleagues_added_is_left_alone() -> None:
    load()
    case = Case.objects.get(slug="rivera-v-acme")
    Party.objects.create(case=case, key="colleagues", name="Gamma SA", role="defendant")
    load()
    assert case.parties.count() == 4


def test_one_passage_carries_several_facts() -> None:
    load()
    passage = Passage.objects.get(exact="sued on 4 March")
    assert {citation.target for citation in passage.citations.all()} == {"case", "event"}


# --- all or nothing


def test_a_bad_last_fact_leaves_nothing_behind() -> None:
    before = sql.everything()
    with pytest.raises(RecordFileError):
        load(SMALL + "  - {target: party:nobody, field: name}\n")
    assert sql.everything() == before


def test_a_failure_half_way_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sql.everything()

    def fail(*args: object) -> None:
        assert Citation.objects.exists(), "the failure is to come in the middle"
        raise MemoryError

    monkeypatch.setattr("sources.actions.load_facts._load_decision", fail)
    with pytest.raises(MemoryError):
        load()
    assert sql.everything() == before


# --- the command


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path)
    call_command("load_record", path)
    assert "rivera-v-acme: added" in capsys.readouterr().out
    call_command("load_record", path)
    assert "rivera-v-acme: nothing new" in capsys.readouterr().out


def test_new_only_passes_over_a_case_that_is_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_record", write(tmp_path), "--new-only")
    Party.objects.filter(key="beta").update(name="Beta Inc.")
    call_command("load_record", write(tmp_path), "--new-only")
    assert "already here" in capsys.readouterr().out
    assert Party.objects.get(key="beta").name == "Beta Inc."
    call_command("load_record", write(tmp_path))
    assert Party.objects.get(key="beta").name == "Beta LLC"


def test_of_several_files_a_broken_one_stops_all_before_any_is_loaded(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("case: [", encoding="utf-8")
    with pytest.raises(CommandError, match=r"broken\.yaml:1"):
        call_command("load_record", write(tmp_path), broken)
    assert not Source.objects.exists()


def test_the_command_names_the_file_and_each_line(tmp_path: Path) -> None:
    path = write(tmp_path, edited("cand", "atlantis").replace("key: gazette, kind", "key: x, kind"))
    with pytest.raises(CommandError, match=rf"Nothing of {path} was loaded(.|\n)*{path}:4: "):
        call_command("load_record", path)


def test_words_that_the_tracker_knows_from_an_older_text_are_looked_for_in_the_newest() -> None:
    load()
    source = Source.objects.get(key="gazette")
    Citation.objects.filter(passage__exact="Acme was sued").delete()
    newest, _ = keep_text(source=source, text=GAZETTE, taken=Taken.PASTED)
    assert not newest.checks.filter(passage__exact="Acme was sued").exists()
    load()
    assert newest.checks.get(passage__exact="Acme was sued").state == CheckState.SAME
