"""Logging a docket entry: what the row understands, what it makes, and what its undo takes back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cases.docketing import LoggingError, UndoRefusedError, undo_log
from cases.models import Case, Claim, Filing, Ruling
from cases.models.filing import COURT_FILES
from sources.models import SourceKind
from tests.docket_log import filed, logged, typed
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    FilingFactory,
    PartyFactory,
)
from tests.people import NO_GROUP, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-acme", caption="Roe v. Acme Corp.")


@pytest.fixture
def acme(case: Case) -> Any:
    return PartyFactory(case=case, name="Acme Corp.")


@pytest.fixture
def colleague() -> Iterator[Any]:
    """What is done from here on is somebody else's doing."""
    someone = person("attorney")
    with pghistory.context(user=someone.pk):
        yield someone


# --- What is understood -----------------------------------------------------------------------


def test_an_entry_is_logged_as_it_was_typed(case: Case, acme: Any) -> None:
    complaint = FilingFactory(case=case, number=1, kind="complaint")
    filing = logged(
        case,
        filed="1/30/25",
        entered="1/31/25",
        number="12",
        kind="mtd",
        filed_by="acme",
        answers="1",
        text="A motion of ours.",
    )
    assert (filing.filed_on, filing.entered_on) == (date(2025, 1, 30), date(2025, 1, 31))
    assert (filing.number, filing.kind, filing.motion_type) == (12, "motion", "dismiss")
    assert (filing.filed_by, filing.answers, filing.text) == (acme, complaint, "A motion of ours.")


def test_what_nobody_typed_is_read_out_of_the_text(case: Case, acme: Any) -> None:
    FilingFactory(case=case, number=1, kind="complaint")
    filing = logged(
        case,
        filed="",
        text="MOTION to Dismiss 1 Complaint filed by Acme Corp.. (Filed on 1/30/2025) "
        "(Entered: 01/31/2025)",
    )
    assert (filing.kind, filing.motion_type) == ("motion", "dismiss")
    assert filing.filed_by == acme
    assert (filing.filed_on, filing.entered_on) == (date(2025, 1, 30), date(2025, 1, 31))


def test_what_a_person_typed_wins_over_the_text(case: Case, acme: Any) -> None:
    roe = PartyFactory(case=case, name="Ann Roe", role="plaintiff")
    filing = logged(
        case,
        text="MOTION to Dismiss filed by Acme Corp. (Entered: 01/31/2025)",
        filed="1/29/25",
        entered="2/3/25",
        kind="notice",
        filed_by="roe",
    )
    assert (filing.kind, filing.motion_type, filing.filed_by) == ("notice", "", roe)
    assert filing.entered_on == date(2025, 2, 3)


def test_a_dash_says_that_there_is_none_whatever_the_text_says(case: Case, acme: Any) -> None:
    filing = logged(case, text="MOTION to Dismiss filed by Acme Corp.", filed_by="-", kind="-")
    assert (filing.filed_by, filing.kind) == (None, "")


def test_without_a_text_the_court_s_words_are_not_known_rather_than_none(case: Case) -> None:
    assert logged(case, kind="complaint").text is None


def test_an_entry_may_be_without_a_number(case: Case) -> None:
    assert logged(case, kind="min", number="").number is None


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"filed": ""}, "filed", "When was it filed?"),
        ({"filed": "banana"}, "filed", "is no day"),
        ({"filed": "1/30/2035"}, "filed", "30 January 2035 is still to come"),
        ({"entered": "1/29/25"}, "entered", "before it was filed on 30 January 2025"),
        ({"number": "twelve"}, "number", "is no number of an entry"),
        ({"number": "0"}, "number", "is no number of an entry"),
        ({"number": "9" * 30}, "number", "is no number of an entry"),
        ({"kind": "xyz"}, "kind", "is no kind of entry"),
        ({"kind": ""}, "kind", "Say what was filed"),
        ({"filed_by": "Nobody"}, "filed_by", "Its parties are Acme Corp. (defendant)"),
        ({"answers": "99"}, "answers", "has no entry 99"),
        ({"answers": "9" * 60}, "answers", "has no entry"),
        ({"answers": "banana"}, "answers", "No entry of this case has the words"),
        ({"decides": "12 granted"}, "decides", "has no entry 12"),
        ({"disposition": "dismissal"}, "disposes", "Say what it disposes of"),
        ({"disposes": "case"}, "disposition", "Say how"),
        ({"prejudice": "with"}, "disposes", "Prejudice goes with what it disposes of"),
        ({"token": "x"}, "token", "reload the page"),
        ({"kind": "complaint\0"}, "kind", "Null characters"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(
    case: Case, acme: Any, changed: dict[str, str], field: str, words: str
) -> None:
    form = typed(case, **({"kind": "complaint"} | changed))
    assert words in " ".join(form.errors[field])
    assert list(form.errors) == [field]


def test_several_parties_of_a_name_are_told_apart_by_their_role(case: Case, acme: Any) -> None:
    other = PartyFactory(case=case, name="Acme Holdings", role="plaintiff")
    assert "type more of the name" in " ".join(
        typed(case, kind="answer", filed_by="acme").errors["filed_by"]
    )
    assert logged(case, kind="answer", filed_by="acme plaintiff").filed_by == other


def test_an_entry_is_answered_by_its_words_if_they_are_of_one_only(case: Case) -> None:
    motion = FilingFactory(case=case, number=7, kind="motion", motion_type="dismiss")
    FilingFactory(case=case, number=8, kind="motion", motion_type="stay")
    assert logged(case, kind="brief", answers="motion dismiss").answers == motion
    assert "2 entries have these words: 8" in " ".join(
        typed(case, kind="brief", answers="motion").errors["answers"]
    )


def test_entries_of_another_case_are_not_found(case: Case) -> None:
    FilingFactory(number=12, kind="motion")
    assert "has no entry 12" in " ".join(typed(case, kind="brief", answers="12").errors["answers"])


# --- Motions and orders ------------------------------------------------------------------------


@pytest.fixture
def motion(case: Case) -> Filing:
    return FilingFactory(case=case, number=12, kind="motion", filed_on=date(2025, 1, 30))


def test_an_order_that_answers_a_motion_decides_it(case: Case, motion: Filing) -> None:
    order = logged(case, number="31", kind="order denying", answers="12")
    ruling = Ruling.objects.get()
    assert (ruling.order, ruling.motion, ruling.outcome) == (order, motion, "denied")
    assert ruling.by_hand


def test_an_order_whose_text_names_a_motion_decides_it(case: Case, motion: Filing) -> None:
    logged(case, number="31", text="ORDER granting 12 Motion to Dismiss. Signed by Judge Poe.")
    ruling = Ruling.objects.get()
    assert (ruling.motion, ruling.outcome) == (motion, "granted")


def test_an_order_that_came_before_its_motion_decides_it_once_that_is_logged(case: Case) -> None:
    order = FilingFactory(
        case=case, number=9, kind="order", text="ORDER granting 8 Motion to Stay."
    )
    user = person("paralegal")
    motion = logged(case, by=user, number="8", kind="motion")
    assert Ruling.objects.get(order=order).motion == motion
    undo_log(filing=motion, by=user)
    assert not Ruling.objects.exists()


def test_what_is_typed_of_what_it_decides_wins(case: Case, motion: Filing) -> None:
    other = FilingFactory(case=case, number=14, kind="motion")
    logged(case, text="ORDER granting 12 Motion to Dismiss", decides="12 denied, 14 moot")
    found = {ruling.motion: ruling.outcome for ruling in Ruling.objects.all()}
    assert found == {motion: "denied", other: "moot"}


def test_a_dash_denies_what_the_text_seems_to_decide(case: Case, motion: Filing) -> None:
    logged(case, text="ORDER granting 12 Motion to Dismiss", decides="-")
    assert not Ruling.objects.exists()


def test_an_order_that_says_nothing_of_a_motion_decides_nothing(case: Case, motion: Filing) -> None:
    logged(case, kind="order", answers="12")
    assert not Ruling.objects.exists()


def test_a_number_without_an_outcome_is_asked_for_one(case: Case, motion: Filing) -> None:
    form = typed(case, kind="order", decides="12")
    assert form.errors["decides"] == ["Say what it decides of 12: 12 granted."]


# --- What ends a case, and claims ---------------------------------------------------------------


def test_a_dismissal_closes_the_case_and_its_undo_opens_it(case: Case) -> None:
    user = person("paralegal")
    Case.objects.filter(pk=case.pk).update(filed_on=date(2025, 1, 2))
    filing = logged(
        case,
        by=user,
        text="NOTICE of Voluntary Dismissal by Ann Roe. Fed. R. Civ. P. 41(a)(1)(A)(i)",
    )
    assert (filing.disposes, filing.disposition) == ("case", "voluntary_dismissal")
    assert list(Case.objects.closed()) == [case]
    undo_log(filing=filing, by=user)
    assert list(Case.objects.open()) == [case]
    assert not Filing.objects.exists()


def test_prejudice_is_recorded_only_as_it_is_stated(case: Case) -> None:
    plain = logged(case, number="1", text="NOTICE of Voluntary Dismissal by Ann Roe")
    stated = logged(
        case, number="2", text="NOTICE of Voluntary Dismissal Without Prejudice by Ann Roe"
    )
    assert (plain.prejudice, stated.prejudice) == ("", "without")


CLAIMS: dict[str, Any] = {"kind": "order", "disposes": "claims", "disposition": "dismissal"}


@pytest.fixture
def claims(case: Case) -> list[Claim]:
    return [ClaimFactory(case=case, number=n, title=f"Count {n}") for n in (1, 2, 3)]


def test_of_a_disposal_of_claims_it_is_asked_which(case: Case, claims: list[Claim]) -> None:
    form = typed(case, **CLAIMS)
    assert form.errors["claims"] == ["Which claims does it dispose of? Choose them."]
    assert [(claim, chosen) for claim, chosen in form.claim_choices] == [
        (claim, False) for claim in claims
    ]
    assert typed(case, **CLAIMS, no_claims="on").errors == {}


def test_claims_chosen_are_disposed_of_by_the_entry_and_undone_with_it(
    case: Case, claims: list[Claim]
) -> None:
    user = person("paralegal")
    earlier = FilingFactory(case=case, disposition="dismissal", disposes="claims")
    Claim.objects.filter(pk=claims[2].pk).update(disposed_by=earlier)
    filing = logged(case, by=user, **CLAIMS, claims=[claims[0].pk])
    assert list(Claim.objects.values_list("disposed_by", flat=True)) == [
        filing.pk,
        None,
        earlier.pk,
    ]
    undo_log(filing=filing, by=user)
    assert list(Claim.objects.values_list("disposed_by", flat=True)) == [None, None, earlier.pk]


def test_all_claims_are_chosen_where_the_text_says_so(case: Case, claims: list[Claim]) -> None:
    filing = logged(case, **CLAIMS, text="ORDER dismissing all remaining claims against Acme")
    assert set(filing.claims_disposed_of.all()) == set(claims)


def test_a_case_disposed_of_leaves_its_claims_as_they_are(case: Case, claims: list[Claim]) -> None:
    logged(case, text="NOTICE of Voluntary Dismissal by Ann Roe")
    assert not Claim.objects.exclude(disposed_by=None).exists()


# --- Once, and once only -------------------------------------------------------------------------


def test_the_same_form_sent_twice_makes_one_entry(case: Case) -> None:
    first = logged(case, kind="complaint", token="a" * 16)
    assert logged(case, kind="complaint", token="a" * 16) == first
    assert Filing.objects.count() == 1


def test_the_same_form_sent_with_something_else_is_told_that_it_was_logged(case: Case) -> None:
    logged(case, kind="complaint", number="1", token="a" * 16)
    with pytest.raises(LoggingError, match="This was logged already, as entry 1"):
        logged(case, kind="answer", number="1", token="a" * 16)


def test_a_number_that_is_taken_is_refused_with_the_next_free_one(case: Case) -> None:
    FilingFactory(case=case, number=46, description="A letter")
    with pytest.raises(
        LoggingError, match=r"46 is taken: “A letter”\. The next free number is 47\."
    ):
        logged(case, kind="complaint", number="46")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_log_one_number_at_once_the_second_is_told() -> None:
    case, people = CaseFactory(), [person("paralegal"), person("paralegal")]

    def log(who: Any) -> str:
        try:
            return str(logged(case, by=who, kind="complaint", number="46").number)
        except LoggingError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(log, people))
    assert said[0] == "46"
    assert said[1].startswith("46 is taken")
    assert Filing.objects.count() == 1


# --- Undo ----------------------------------------------------------------------------------------


def test_an_undo_takes_its_documents_and_rulings_along(case: Case, motion: Filing) -> None:
    user = person("paralegal")
    filing = logged(
        case, by=user, number="31", kind="order granting", answers="12", papers=[filed("order.pdf")]
    )
    undo_log(filing=filing, by=user)
    assert list(Filing.objects.all()) == [motion]
    assert not Ruling.objects.exists()


def changed_text(filing: Filing) -> None:
    Filing.objects.filter(pk=filing.pk).update(text="Corrected.")


def note(filing: Filing) -> None:
    filing.notes.create(text="Call her.", written_by=person("attorney"))


def ruled(filing: Filing) -> None:
    order = FilingFactory(case=filing.case, kind="order")
    Ruling.objects.create(order=order, motion=filing, outcome="granted", by_hand=True)


def claimed(filing: Filing) -> None:
    ClaimFactory(case=filing.case, disposed_by=filing)


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (changed_text, "Entry 5 was changed since it was logged"),
        (note, "a colleague wrote a note on it"),
        (ruled, "an order decides it"),
        (claimed, "somebody entered it for another cause of action"),
        (lambda it: FilingFactory(case=it.case, answers=it), "another entry answers it"),
        (lambda it: CitationFactory(about=it, field="number"), "a source is cited for it"),
        (lambda it: it.documents.create(attachment=9), None),
    ],
    ids=["changed", "note", "ruling", "claim", "answered", "cited", "document"],
)
def test_what_a_colleague_did_since_is_not_trampled(
    case: Case, meanwhile: Any, words: str | None, request: pytest.FixtureRequest
) -> None:
    user = person("paralegal")
    filing = logged(case, by=user, number="5", kind="motion")
    request.getfixturevalue("colleague")
    meanwhile(filing)
    with pytest.raises(UndoRefusedError, match=words or "was changed since"):
        undo_log(filing=filing, by=user)
    assert Filing.objects.filter(pk=filing.pk).exists()


def test_a_claim_that_a_colleague_moved_on_stays_where_it_is(
    case: Case, claims: list[Claim], request: pytest.FixtureRequest
) -> None:
    user = person("paralegal")
    filing = logged(case, by=user, **CLAIMS, claims=[claims[0].pk, claims[1].pk])
    request.getfixturevalue("colleague")
    other = FilingFactory(case=case)
    Claim.objects.filter(pk=claims[0].pk).update(disposed_by=other)
    Claim.objects.filter(pk=claims[1].pk).update(title="Count two")
    undo_log(filing=filing, by=user)
    assert [(it.title, it.disposed_by) for it in Claim.objects.all()] == [
        ("Count 1", other),
        ("Count two", None),
        ("Count 3", None),
    ]


def test_what_somebody_else_logged_takes_the_right_to_delete(case: Case) -> None:
    filing = logged(case, kind="complaint", number="1")
    stranger = person(NO_GROUP)
    with pytest.raises(UndoRefusedError, match="Entry 1 was logged by somebody else"):
        undo_log(filing=filing, by=stranger)
    undo_log(filing=filing, by=person("paralegal"))
    assert not Filing.objects.exists()


def test_what_was_not_logged_here_is_not_undone(case: Case) -> None:
    with pytest.raises(UndoRefusedError, match="was not logged here"):
        undo_log(filing=FilingFactory(case=case), by=person("paralegal"))


# --- By hand, until a court file confirms it ------------------------------------------------------


def by_hand(filing: Filing) -> bool:
    found = Filing.objects.saying_if_logged_by_hand().get(pk=filing.pk)
    return bool(found.logged_by_hand)


def test_the_kinds_of_court_files_are_kinds_of_sources() -> None:
    assert set(COURT_FILES) <= set(SourceKind.values)


@pytest.mark.parametrize(
    ("kind", "confirms"),
    [("docket_report", True), ("filing_notice", True), ("feed", True), ("press_article", False)],
)
def test_an_entry_is_logged_by_hand_until_a_court_file_confirms_it(
    case: Case, kind: str, confirms: bool
) -> None:
    filing = logged(case, kind="complaint", number="1")
    assert by_hand(filing)
    CitationFactory(about=filing, field="number", passage__snapshot__source__kind=kind)
    assert by_hand(filing) is not confirms


def test_an_entry_that_nobody_typed_was_not_logged_by_hand(case: Case) -> None:
    assert not by_hand(FilingFactory(case=case))


def test_an_entry_made_in_the_administration_was_logged_by_hand(case: Case) -> None:
    client = signed_in("paralegal")
    sent = {"case": case.pk, "kind": "complaint", "description": "A paper", "seen_version": ""}
    client.post("/admin/cases/filing/add/", sent)
    assert by_hand(Filing.objects.get())


def test_all_of_it_is_read_in_as_many_queries_for_one_entry_as_for_many(
    case: Case, django_assert_num_queries: Any
) -> None:
    for number in range(20):
        motion = FilingFactory(case=case, number=number, kind="motion")
        Ruling.objects.create(order=FilingFactory(case=case), motion=motion, outcome="granted")
    entries = case.filings.saying_if_logged_by_hand().with_rulings().with_documents()
    with django_assert_num_queries(4):
        for entry in entries:
            [(it.motion.number, it.outcome) for it in entry.rulings.all()]
            [it.order.number for it in entry.ruled_by.all()]
            [it.filename for it in entry.documents.all()]


# --- Who --------------------------------------------------------------------------------------


def test_today_is_that_of_the_place_of_the_tracker(case: Case) -> None:
    assert logged(case, kind="complaint", filed="today").filed_on == timezone.localdate()


def test_the_history_says_who_logged_it(case: Case) -> None:
    user = person("paralegal")
    client = Client()
    client.force_login(user)
    client.post(f"/cases/{case.slug}/log/", {"token": "b" * 16, "filed": "t", "kind": "complaint"})
    made = Filing.objects.get().history.get()
    assert made.pgh_context.metadata["user"] == user.pk
