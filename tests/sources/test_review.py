"""What a person concludes of a passage that is not the same any more, and the way back."""

import threading
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connections

from cases.models import Case
from sources.actions.compare import compare_with_earlier
from sources.actions.review import (
    OvertakenError,
    ReviewError,
    confirm,
    re_anchor,
    read_notice,
    seen_of,
    undo,
    undo_notice,
    withdraw,
)
from sources.anchoring import Span
from sources.facts import facts_of
from sources.models import Citation, Notice, PassageCheck, Review, Snapshot
from tests import sql
from tests.factories import (
    CaseFactory,
    CitationFactory,
    NoticeFactory,
    PartyFactory,
    PassageFactory,
    ProposalFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.people import person

pytestmark = pytest.mark.django_db

TEXT = "Roe sued Acme on January 21, the Gazette was told. Nobody at Acme would say more."
OTHER_DAY = TEXT.replace("January 21", "January 25")
NEW_WORDS = "on January 25, the Gazette was told"


@pytest.fixture
def case() -> Case:
    return CaseFactory(filed_on=date(2025, 1, 21))


@pytest.fixture
def citation(case: Case) -> Citation:
    passage = PassageFactory(
        snapshot=SnapshotFactory(text=TEXT), exact="on January 21, the Gazette was told"
    )
    return CitationFactory(
        about=case,
        field="filed_on",
        stated_value="2025-01-21",
        passage=passage,
        inferred="the year",
    )


@pytest.fixture
def check(citation: Citation) -> PassageCheck:
    """The day is another one in the newer text."""
    newer(citation, OTHER_DAY)
    return PassageCheck.objects.get()


def newer(citation: Citation, text: str) -> Snapshot:
    snapshot = SnapshotFactory(source=citation.passage.snapshot.source, text=text)
    compare_with_earlier(snapshot)
    return snapshot


def there(check: PassageCheck, words: str = NEW_WORDS) -> Span:
    start = check.snapshot.text.index(words)
    return Span(start, start + len(words))


def anybody() -> object:
    return person("paralegal")


def is_flagged(case: Case) -> bool:
    return bool(facts_of(Case.objects.get(pk=case.pk)).flagged)


# --- Confirm


def test_a_change_that_somebody_confirmed_flags_nothing_any_more(
    case: Case, check: PassageCheck
) -> None:
    assert is_flagged(case)
    by = anybody()
    confirm(check=check, seen=seen_of(check), by=by, remark="  The docket says the 21st. ")
    check.refresh_from_db()
    assert (check.review, check.reviewed_by) == (Review.CONFIRMED, by)
    assert check.remark == "The docket says the 21st."
    assert check.reviewed_at
    assert not is_flagged(case)


def test_a_confirmation_taken_back_flags_the_fact_again(case: Case, check: PassageCheck) -> None:
    confirm(check=check, seen=seen_of(check), by=anybody())
    undo(check=check)
    assert is_flagged(case)


# --- Re-anchor


def test_a_citation_moves_to_the_new_words_and_states_what_these_state(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    stated = {citation.pk: "2025-01-25"}
    re_anchor(check=check, seen=seen_of(check), by=anybody(), place=there(check), stated=stated)
    citation.refresh_from_db()
    assert (citation.passage.exact, citation.stated_value) == (NEW_WORDS, "2025-01-25")
    assert citation.inferred == "the year"
    [fact] = facts_of(case).disputed  # nobody had to say so
    assert (fact.citable.field, fact.flagged) == ("filed_on", False)


def test_a_stated_value_is_kept_in_the_plain_form_of_its_field(
    citation: Citation, check: PassageCheck
) -> None:
    for typed, message in (("the 25th of January", "2025-01-21"), ("  ", "withdraw")):
        with pytest.raises(ReviewError, match=message) as refusal:
            re_anchor(
                check=check,
                seen=seen_of(check),
                by=anybody(),
                place=there(check),
                stated={citation.pk: typed},
            )
        assert refusal.value.about == citation.pk
    citation.refresh_from_db()
    assert citation.passage.exact != NEW_WORDS


def test_taking_a_re_anchoring_back_restores_the_citation_exactly(
    citation: Citation, check: PassageCheck
) -> None:
    before = sql.run("SELECT * FROM sources_citation")
    stated = {citation.pk: "2025-01-25"}
    re_anchor(check=check, seen=seen_of(check), by=anybody(), place=there(check), stated=stated)
    assert sql.run("SELECT * FROM sources_citation") != before
    undo(check=check)
    assert sql.run("SELECT * FROM sources_citation") == before


def test_a_fact_cited_for_the_new_words_already_keeps_one_citation(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    passage = PassageFactory(snapshot=check.snapshot, exact=NEW_WORDS)
    twin = CitationFactory(about=case, field="filed_on", stated_value="2025-01-25", passage=passage)
    before = sql.run("SELECT * FROM sources_citation ORDER BY id")
    with pytest.raises(ReviewError, match="said to state “2025-01-25”"):
        re_anchor(check=check, seen=seen_of(check), by=anybody(), place=there(check), stated={})
    stated = {citation.pk: "2025-01-25"}
    re_anchor(check=check, seen=seen_of(check), by=anybody(), place=there(check), stated=stated)
    assert Citation.objects.get() == twin
    undo(check=check)
    assert sql.run("SELECT * FROM sources_citation ORDER BY id") == before


def test_a_re_anchoring_is_not_taken_back_over_an_edit_made_since(
    citation: Citation, check: PassageCheck
) -> None:
    re_anchor(check=check, seen=seen_of(check), by=anybody(), place=there(check), stated={})
    Citation.objects.filter(pk=citation.pk).update(stated_value="2025-01-26")
    before = sql.everything()
    with pytest.raises(OvertakenError, match="edited or removed since"):
        undo(check=check)
    assert sql.everything() == before


# --- Withdraw


def test_withdrawn_citations_are_gone_from_the_record_and_kept_in_its_history(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    withdraw(check=check, seen=seen_of(check), by=anybody(), reason="It was an error.")
    assert not Citation.objects.exists()
    assert not is_flagged(case)
    [[label]] = sql.run(
        "SELECT pgh_label FROM sources_citationhistory WHERE pgh_obj_id = %s "
        "ORDER BY pgh_id DESC LIMIT 1",
        citation.pk,
    )
    assert label == "delete"


def test_nothing_is_withdrawn_without_a_reason(citation: Citation, check: PassageCheck) -> None:
    with pytest.raises(ReviewError, match="Say why"):
        withdraw(check=check, seen=seen_of(check), by=anybody(), reason=" ")
    assert Citation.objects.get() == citation


def test_taking_a_withdrawal_back_restores_all_its_citations_and_their_proposals(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    party = PartyFactory(case=case)
    CitationFactory(about=party, field="name", stated_value="Acme", passage=citation.passage)
    proposal = ProposalFactory(passage=citation.passage, citation=citation)
    before = sql.run("SELECT * FROM sources_citation ORDER BY id")
    withdraw(check=check, seen=seen_of(check), by=anybody(), reason="It was an error.")
    undo(check=check)
    assert sql.run("SELECT * FROM sources_citation ORDER BY id") == before
    proposal.refresh_from_db()
    assert proposal.citation == citation


def test_a_withdrawal_is_not_taken_back_when_its_row_is_gone(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    party = PartyFactory(case=case)
    CitationFactory(about=party, field="name", stated_value="Acme", passage=citation.passage)
    withdraw(check=check, seen=seen_of(check), by=anybody(), reason="It was an error.")
    party.delete()
    with pytest.raises(OvertakenError, match="the row was deleted"):
        undo(check=check)
    assert not Citation.objects.exists()  # not one of the two alone


def test_a_withdrawal_is_not_taken_back_when_the_words_were_cited_again(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    withdraw(check=check, seen=seen_of(check), by=anybody(), reason="It was an error.")
    CitationFactory(
        about=case, field="filed_on", stated_value="2025-01-21", passage=citation.passage
    )
    with pytest.raises(OvertakenError, match="cited for it again"):
        undo(check=check)


def test_words_cited_again_after_their_withdrawal_are_to_be_reviewed_again(
    case: Case, citation: Citation, check: PassageCheck
) -> None:
    withdraw(check=check, seen=seen_of(check), by=anybody(), reason="It was an error.")
    CitationFactory(
        about=case, field="filed_on", stated_value="2025-01-21", passage=citation.passage
    )
    assert is_flagged(case)
    check.refresh_from_db()
    confirm(check=check, seen=seen_of(check), by=anybody())
    assert not is_flagged(case)


# --- Overtaken


def test_who_reviews_what_another_has_reviewed_meanwhile_is_told(check: PassageCheck) -> None:
    seen = seen_of(check)
    confirm(check=check, seen=seen, by=anybody(), remark="First.")
    with pytest.raises(OvertakenError, match="Somebody else was here"):
        withdraw(check=check, seen=seen, by=anybody(), reason="Second.")
    check.refresh_from_db()
    assert (check.review, check.remark) == (Review.CONFIRMED, "First.")
    assert Citation.objects.exists()


def test_who_reviews_citations_that_changed_meanwhile_is_told(
    citation: Citation, check: PassageCheck
) -> None:
    seen = seen_of(check)
    Citation.objects.update(stated_value="2025-01-22")
    with pytest.raises(OvertakenError):
        withdraw(check=check, seen=seen, by=anybody(), reason="It was an error.")
    assert Citation.objects.exists()


def test_a_check_of_a_text_that_is_not_the_current_one_is_not_reviewed(
    citation: Citation, check: PassageCheck
) -> None:
    newer(citation, f"{OTHER_DAY} More.")
    with pytest.raises(OvertakenError, match="newer text"):
        confirm(check=check, seen=seen_of(check), by=anybody())


def test_a_review_is_taken_back_once(check: PassageCheck) -> None:
    confirm(check=check, seen=seen_of(check), by=anybody())
    undo(check=check)
    with pytest.raises(OvertakenError, match="already"):
        undo(check=check)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_review_at_once_one_is_told_and_nothing_is_doubled() -> None:
    passage = PassageFactory(
        snapshot=SnapshotFactory(text=TEXT), exact="on January 21, the Gazette was told"
    )
    citation = CitationFactory(passage=passage, stated_value="X")
    newer(citation, OTHER_DAY)
    check = PassageCheck.objects.get()
    seen, people = seen_of(check), [anybody(), anybody()]
    begin, told = threading.Barrier(2), []

    def review(by: object) -> None:
        begin.wait(5)
        try:
            re_anchor(check=check, seen=seen, by=by, place=there(check), stated={})
        except OvertakenError as error:
            told.append(error)
        connections.close_all()

    threads = [threading.Thread(target=review, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(told) == 1
    assert Citation.objects.get().passage.exact == NEW_WORDS
    assert get_user_model().objects.count() == 2


# --- Notices


def test_a_notice_that_somebody_read_flags_nothing_any_more(citation: Citation, case: Case) -> None:
    notice = NoticeFactory(snapshot=citation.passage.snapshot)
    assert is_flagged(case)
    by = anybody()
    read_notice(notice=notice, by=by, remark="It is about another day.")
    notice.refresh_from_db()
    assert (notice.reviewed_by, notice.remark) == (by, "It is about another day.")
    assert not is_flagged(case)
    with pytest.raises(OvertakenError, match="Somebody else has read"):
        read_notice(notice=notice, by=anybody())
    undo_notice(notice=notice)
    assert is_flagged(case)
    with pytest.raises(OvertakenError, match="already"):
        undo_notice(notice=notice)


# --- What the database holds, whoever asks


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("review = 'withdrawn', reviewed_at = now(), before = '[{}]'", "withdrawn_for_a_reason"),
        (
            "review = 'withdrawn', reviewed_at = now(), remark = 'x'",
            "keeps_what_it_changed",
        ),
        ("review = 're_anchored', reviewed_at = now()", "keeps_what_it_changed"),
        ("review = 'confirmed'", "reviewed_at_a_time"),
        ("remark = 'x'", "unreviewed_says_nothing"),
        ("before = '[{}]'", "unreviewed_says_nothing"),
        ("reviewed_at = now()", "reviewed_at_a_time"),
    ],
)
def test_a_review_that_contradicts_itself_is_refused(
    check: PassageCheck, change: str, by: str
) -> None:
    with sql.refused(by):
        sql.run(f"UPDATE sources_passagecheck SET {change} WHERE id = %s", check.pk)


def test_a_notice_stands_once_in_a_text_and_says_nothing_before_it_is_read() -> None:
    notice = NoticeFactory(words="Correction. " * 1000)
    with sql.refused("notice_once_a_snapshot"):
        sql.insert_like(notice)
    with sql.refused("notice_unreviewed_says_nothing"):
        sql.run("UPDATE sources_notice SET remark = 'x' WHERE id = %s", notice.pk)


def test_notices_of_sources_apart_stay_apart() -> None:
    mine, other = NoticeFactory(), NoticeFactory(snapshot=SnapshotFactory(source=SourceFactory()))
    read_notice(notice=mine, by=anybody())
    assert Notice.objects.unreviewed().get() == other
