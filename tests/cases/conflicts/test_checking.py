"""A conflict check: what it finds, how it is kept, and that nobody alters the log."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.conflicts import checking, looking
from cases.conflicts.checking import NamesError, decide, keep_check, lines_of, look_for, names_on
from cases.conflicts.snapshot import MOST_UNFOLDED, NameChecked, kept, names_kept
from cases.models import ConflictCheck, Role
from tests import sql
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ConflictCheckFactory,
    ConflictOutcomeFactory,
    CounselFactory,
    CourtFactory,
    PartyFactory,
    UserFactory,
)


def found(*names: str) -> dict[str, list[tuple[str, str, str]]]:
    """For each name the matches: kind, the name found, where."""
    return {
        it.name: [(match.kind, match.name, match.place) for match in it.matches]
        for it in look_for(names)
    }


def one(name: str) -> NameChecked:
    [checked] = look_for([name])
    return checked


# --- The list of names


def test_names_stand_one_a_line_and_each_is_looked_for_once() -> None:
    assert names_on(" Acme,  Inc. \n\n ACME INC\r\nJohn Smith\n") == ["Acme, Inc.", "John Smith"]


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_a_list_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(NamesError, match="Write the names to look for, one a line"):
        names_on(text)


def test_too_many_names_are_refused_with_their_number() -> None:
    text = "\n".join(f"Somebody {at}" for at in range(501))
    with pytest.raises(NamesError, match=r"These are 501 names\. One check takes 500"):
        names_on(text)
    assert len(names_on(text.rpartition("\n")[0])) == 500


def test_a_line_that_is_no_name_is_refused_with_its_number() -> None:
    with pytest.raises(NamesError, match="Line 2 has 301 characters"):
        names_on("Acme\n" + "x" * 301)


# --- What is found


@pytest.mark.django_db
def test_exact_matches_come_before_near_ones() -> None:
    for name in ("Acme LLC", "Acme LLC", "ACME, INC.", "Acme Foods"):
        PartyFactory(name=name)
    assert found("Acme, Inc.")["Acme, Inc."] == [
        ("exact", "ACME, INC.", "party"),
        ("near", "Acme LLC", "party"),
        ("near", "Acme Foods", "party"),
    ]


@pytest.mark.django_db
def test_an_appearance_says_in_which_case_and_as_what() -> None:
    case = CaseFactory(
        caption="Roe v. Acme",
        slug="roe-v-acme",
        docket_number="5:25-cv-1",
        court=CourtFactory(name="District Court of Nowhere", citation="D. Nowh."),
    )
    party = PartyFactory(case=case, name="Acme", role=Role.DEFENDANT, key="acme")
    [match] = one("Acme, Inc.").matches
    [row] = match.shown
    assert (match.why, match.appearances) == ("the same but for Inc.", 1)
    assert (row.case, row.court, row.number) == ("Roe v. Acme", "D. Nowh.", "5:25-cv-1")
    assert (row.role, row.address) == ("defendant", "/cases/roe-v-acme/")
    assert party.court_role == ""


@pytest.mark.django_db
def test_a_sourced_name_leads_to_its_passages() -> None:
    party = PartyFactory(name="Acme", key="acme", case__slug="roe-v-acme")
    CitationFactory(about=party, field="name", stated_value="Acme")
    [match] = one("Acme").matches
    assert match.shown[0].address == "/cases/roe-v-acme/#evidence-party-acme-name"


@pytest.mark.django_db
def test_counsel_firm_and_parent_say_for_whom() -> None:
    party = PartyFactory(name="Beta Foods", parent="Acme Holdings", court_role="Cross-Defendant")
    CounselFactory(case=party.case, represents=party, attorney="Ann Lee", firm="Lee & Roe LLP")
    roles = {
        name: one(name).matches[0].shown[0].role
        for name in ("Ann Lee", "Lee and Roe", "Acme Holdings", "Beta Foods")
    }
    assert roles == {
        "Ann Lee": "attorney for Beta Foods",
        "Lee and Roe": "firm for Beta Foods",
        "Acme Holdings": "owns Beta Foods, Cross-Defendant",
        "Beta Foods": "Cross-Defendant",
    }


@pytest.mark.django_db
def test_a_name_that_nothing_is_like_is_clear() -> None:
    PartyFactory(name="Beta Foods")
    assert one("Acme").is_clear
    assert not one("???").is_clear
    assert one("???").unreadable


@pytest.mark.django_db
def test_what_is_too_common_says_so_and_is_not_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_COMPARED", 1)
    PartyFactory(name="Bank of Somewhere")
    PartyFactory(name="Bank of Nowhere")
    checked = one("Bank")
    [common] = checked.common
    assert (common.place, common.names, common.appearances, common.compared) == ("party", 2, 2, 1)
    assert not checked.is_clear


@pytest.mark.django_db
def test_more_appearances_than_are_shown_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_SHOWN", 2)
    for _ in range(5):
        PartyFactory(name="Acme")
    [match] = one("Acme").matches
    assert (match.appearances, len(match.shown), match.left_out) == (5, 2, 3)
    assert ("and 3 more appearances") in {line[5] for line in lines_of([one("Acme")])}


@pytest.mark.django_db
def test_a_long_list_is_gone_through_in_portions_and_each_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("Acme", "Beta", "Gamma"):
        PartyFactory(name=name)
    names = ["Gamma", "Nobody", "Acme", "Nobody Else", "Beta"]
    at_once = look_for(names)
    told: list[int] = []
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    assert look_for(names, tell=told.append) == at_once
    assert told == [2, 4, 5]


@pytest.mark.django_db
def test_what_is_shown_in_all_is_bounded_whatever_the_portions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    monkeypatch.setattr(checking, "MOST_SHOWN", 3)
    for name in ("Acme", "Acme", "Beta", "Beta"):
        PartyFactory(name=name)
    shown = [len(match.shown) for name in look_for(["Acme", "Beta"]) for match in name.matches]
    assert shown == [2, 1]


@pytest.mark.django_db
def test_spellings_that_differ_in_punctuation_alone_are_one_line() -> None:
    for name in ("GIBBONS PC", "GIBBONS P.C.", "GIBBONS P.C.", "Gibbons LLP"):
        PartyFactory(name=name)
    exact, near = one("Gibbons P.C.").matches
    assert (exact.kind, exact.name, exact.also) == ("exact", "GIBBONS P.C.", ["GIBBONS PC"])
    assert (exact.appearances, len(exact.shown)) == (3, 3)
    assert (near.kind, near.spellings) == ("near", ["Gibbons LLP"])


@pytest.mark.django_db
def test_many_of_one_surname_are_folded_and_counted_and_hide_nothing() -> None:
    case = CaseFactory()
    for at in range(MOST_UNFOLDED + 1):
        PartyFactory(case=case, name=f"Person{'abcdefghijklmn'[at]} Smith")
    PartyFactory(case=case, name="Persona Smith")
    PartyFactory(case=case, name="SMITH")
    checked = one("Smith")
    assert [match.name for match in checked.listed] == ["SMITH"]
    [fold] = checked.folds
    assert (fold.part, len(fold.matches), fold.appearances) == ("surname", 11, 12)
    assert [(len(it.shown), it.left_out) for it in fold.matches] == [(1, 1)] + [(1, 0)] * 10
    assert not checked.is_clear
    assert len([line for line in lines_of([checked]) if "Smith" in line[3]]) == 12


@pytest.mark.django_db
def test_a_few_of_one_surname_stand_open() -> None:
    for at in range(MOST_UNFOLDED):
        PartyFactory(name=f"Person{'abcdefghijklmn'[at]} Smith")
    checked = one("Smith")
    assert (len(checked.listed), checked.folds) == (MOST_UNFOLDED, [])


@pytest.mark.django_db
def test_the_surest_come_first() -> None:
    surest = ["John Hargrove", "John Hargrove, Jr.", "J. Hargrove", "John Hargreve", "Hargrove"]
    for name in reversed(surest):
        PartyFactory(name=name)
    assert [match.name for match in one("John Hargrove").matches] == surest


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_what_is_found() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            look_for(["Acme", "Ann Advocate", "Nobody"])
        return len(captured)

    CounselFactory(represents__name="Acme")
    few = queries()
    for _ in range(10):
        CounselFactory(represents__name="Acme")
    assert queries() == few == 6


# --- How it is kept


@pytest.mark.django_db
def test_what_was_found_stays_as_it_was_found() -> None:
    party = PartyFactory(name="Acme, Inc.", case__caption="Roe v. Acme")
    check = keep_check(checked=look_for(["Acme", "Nobody"]), matter="Roe", by=UserFactory())
    sql.run("UPDATE cases_party SET name = 'Beta' WHERE id = %s", party.pk)
    again = ConflictCheck.objects.get(pk=check.pk)
    acme, nobody = names_kept(again.found)
    assert (again.names_given, again.names_found, again.matter) == (2, 1, "Roe")
    assert [match.name for match in acme.matches] == ["Acme, Inc."]
    assert acme.matches[0].shown[0].case == "Roe v. Acme"
    assert nobody.is_clear


@pytest.mark.django_db
def test_what_is_kept_is_read_again_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_COMPARED", 1)
    for name in ("Acme", "Acme Inc", "Acme Foods of Nowhere"):
        PartyFactory(name=name)
    checked = look_for(["Acme", "???", "Nobody"])
    assert list(names_kept(kept(checked))) == checked


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases_conflictcheck SET matter = 'another'",
        "DELETE FROM cases_conflictcheck",
        "TRUNCATE cases_conflictcheck CASCADE",
        "UPDATE cases_conflictoutcome SET outcome = 'conflict'",
        "DELETE FROM cases_conflictoutcome",
        "TRUNCATE cases_conflictoutcome",
    ],
)
def test_the_log_is_never_altered(change: str) -> None:
    ConflictOutcomeFactory()
    with sql.refused("append_only|[Cc]annot (update|delete)|kept for good|pending trigger"):
        sql.run(change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "changes", "by"),
    [
        ("check", {"names": ""}, "conflict_check_has_names"),
        ("outcome", {"outcome": "maybe"}, "conflict_outcome_known"),
        ("outcome", {"reason": ""}, "conflict_outcome_has_a_reason"),
    ],
)
def test_the_database_refuses(table: str, changes: dict[str, Any], by: str) -> None:
    row = ConflictOutcomeFactory() if table == "outcome" else ConflictCheckFactory()
    sql.insert_like(row)
    with sql.refused(by):
        sql.insert_like(row, **changes)


@pytest.mark.django_db
def test_the_newest_word_on_a_check_stands_and_the_others_stay() -> None:
    check = ConflictCheckFactory()
    decide(check=check, outcome="refer", reason="Ask the partner.", by=UserFactory())
    decide(check=check, outcome="cleared", reason="Another person.", by=UserFactory())
    [logged] = ConflictCheck.objects.for_log()
    assert logged.outcome == "cleared"  # type: ignore[attr-defined]
    assert [it.outcome for it in check.outcomes.all()] == ["refer", "cleared"]
