"""A newer text of a source: how each cited passage fares in it, and what the source gained."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, connections, transaction

from sources import faring
from sources.actions.compare import compare_with_current, compare_with_earlier
from sources.extracting import Extracted
from sources.models import (
    CheckState,
    Notice,
    NoticeKind,
    Passage,
    PassageCheck,
    Review,
    Snapshot,
    Source,
    Taken,
)
from tests import sql
from tests.factories import CitationFactory, PassageFactory, SnapshotFactory, SourceFactory
from tests.people import person

pytestmark = pytest.mark.django_db

FIRST = """Roe sued Acme over an imaginary rota on January 21, her lawyers said.

The complaint asks for $1,000 for each driver. Acme has not answered it.

A clerk said that the hearing is on Tuesday, and that nobody need come."""
NOTE = "Editor’s note: This article was corrected. The suit was withdrawn on Thursday."


@pytest.fixture
def source() -> Source:
    return SourceFactory()


@pytest.fixture
def first(source: Source) -> Snapshot:
    return SnapshotFactory(source=source, text=FIRST)


def cited(snapshot: Snapshot, words: str) -> Passage:
    passage = PassageFactory(snapshot=snapshot, exact=words)
    CitationFactory(passage=passage)
    return passage


def newer(source: Source, text: str, **values: Any) -> Snapshot:
    """A text kept after the others, and compared."""
    snapshot = SnapshotFactory(source=source, text=text, **values)
    compare_with_earlier(snapshot)
    return snapshot


def check_of(passage: Passage, snapshot: Snapshot) -> PassageCheck:
    return PassageCheck.objects.get(passage=passage, snapshot=snapshot)


def suggested(check: PassageCheck) -> str:
    return check.snapshot.text[check.suggested_start : check.suggested_end]


def confirm(check: PassageCheck, remark: str = "Nothing that matters.") -> None:
    check.review, check.remark = Review.CONFIRMED, remark
    check.reviewed_at, check.reviewed_by = datetime(2025, 3, 4, tzinfo=UTC), person("attorney")
    check.save()


# --- How passages fare


def test_the_same_words_in_a_newer_text_are_found_where_they_stand_now(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "$1,000 for each driver")
    check = check_of(passage, newer(source, f"By Ann Lee.\n\n{FIRST}"))
    assert check.state == CheckState.SAME
    assert check.found
    assert check.found.start == passage.start + len("By Ann Lee.\n\n")
    assert check.found.prefix.endswith("complaint asks for ")


def test_a_date_that_was_changed_is_changed_and_its_new_words_only_suggested(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "on January 21, her lawyers said")
    check = check_of(passage, newer(source, FIRST.replace("January 21", "January 25")))
    assert (check.state, check.found, check.is_open) == (CheckState.CHANGED, None, True)
    assert suggested(check) == "on January 25, her lawyers said"
    assert Passage.objects.count() == 1  # a suggestion that nobody took leaves nothing behind


def test_a_denial_added_before_the_words_flags_their_context(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "the hearing is on Tuesday")
    text = FIRST.replace("A clerk said that", "A clerk denied that")
    assert check_of(passage, newer(source, text)).state == CheckState.CONTEXT_CHANGED


def test_a_passage_nobody_cites_is_not_looked_for(source: Source, first: Snapshot) -> None:
    PassageFactory(snapshot=first, exact="Roe sued Acme")
    newer(source, f"{FIRST} More.")
    assert not PassageCheck.objects.exists()


def test_each_pair_of_texts_is_compared_once_whatever_the_passages(
    source: Source, first: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("Roe sued Acme", "$1,000", "nobody need come"):
        cited(first, words)
    pairs = []
    real = faring.compare
    monkeypatch.setattr(faring, "compare", lambda *pair: pairs.append(pair) or real(*pair))
    newer(source, f"{FIRST} More.")
    assert len(pairs) == 1


def test_comparing_again_changes_nothing_and_finds_what_was_cited_since(
    source: Source, first: Snapshot
) -> None:
    cited(first, "Roe sued Acme")
    second = newer(source, f"{FIRST}\n\n{NOTE}")
    before = sql.everything()
    compare_with_earlier(second)
    assert sql.everything() == before
    later = cited(first, "nobody need come")
    compare_with_current(source)
    assert check_of(later, second).state == CheckState.SAME


def test_a_passage_is_taken_on_from_where_the_previous_text_had_it(
    source: Source, first: Snapshot
) -> None:
    """Its paragraph was rewritten step by step; the words themselves stood all the time."""
    passage = cited(first, "the hearing is on Tuesday")
    second = FIRST.replace("A clerk said that", "The clerk, Ms. Poe, told us that")
    third = second.replace(", and that nobody need come", " at nine, in room 4")
    assert check_of(passage, newer(source, second)).state == CheckState.CONTEXT_CHANGED
    check = check_of(passage, newer(source, third))
    assert (check.state, check.found and check.found.exact) == (
        CheckState.CONTEXT_CHANGED,
        "the hearing is on Tuesday",
    )


def test_what_the_previous_text_had_lost_is_compared_with_the_text_quoted(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "on January 21, her lawyers said")
    newer(source, FIRST.replace("January 21", "January 25"))
    assert check_of(passage, newer(source, f"{FIRST} Restored.")).state == CheckState.SAME


def test_a_change_that_nobody_reviewed_stays_open_in_the_texts_after_it(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "the hearing is on Tuesday")
    second = FIRST.replace("A clerk said that", "A clerk denied that")
    newer(source, second)
    check = check_of(passage, newer(source, f"{second} More."))
    assert (check.state, check.is_open) == (CheckState.CONTEXT_CHANGED, True)
    assert check.found


def test_a_sentence_that_reads_again_as_it_was_quoted_is_the_same(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "the hearing is on Tuesday")
    newer(source, FIRST.replace("A clerk said that", "A clerk denied that"))
    check = check_of(passage, newer(source, f"{FIRST} The clerk never denied it."))
    assert check.state == CheckState.SAME


def test_a_text_that_the_article_goes_back_to_raises_no_flag(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "on January 21, her lawyers said")
    newer(source, FIRST.replace("January 21", "January 25") + f"\n\n{NOTE}")
    counted = PassageCheck.objects.in_current_texts().unreviewed()
    assert counted.get().passage == passage
    Source.objects.filter(pk=source.pk).update(current=first)
    compare_with_current(source)
    assert not counted.all().exists()
    assert not Notice.objects.in_current_texts().exists()


def test_words_cited_from_a_newer_text_are_looked_for_in_the_older_it_went_back_to(
    source: Source, first: Snapshot
) -> None:
    second = newer(source, f"{FIRST}\n\nActing on a tip, we asked Acme again.")
    kept, lost = cited(second, "Roe sued Acme"), cited(second, "we asked Acme again")
    Source.objects.filter(pk=source.pk).update(current=first)
    compare_with_current(source)
    assert check_of(kept, first).state == CheckState.SAME
    assert check_of(lost, first).state == CheckState.MISSING


# --- Clippings


def clipped(source: Source, words: str) -> Passage:
    return cited(SnapshotFactory(source=source, taken=Taken.CLIPPED, text=words), words)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("on January 21", CheckState.SAME),
        ("said", CheckState.AMBIGUOUS),
        ("on February 2", CheckState.MISSING),
    ],
)
def test_a_clipping_is_looked_for_word_for_word(source: Source, words: str, state: str) -> None:
    passage = clipped(source, words)
    check = check_of(passage, newer(source, FIRST))
    assert check.state == state
    assert (check.found is not None) == (state == CheckState.SAME)


def test_a_misquoted_clipping_is_missing_with_the_likest_words_suggested(source: Source) -> None:
    passage = clipped(source, "Roe sued Acme over an imaginary rotor")
    check = check_of(passage, newer(source, FIRST))
    assert check.state == CheckState.MISSING
    assert suggested(check) == "Roe sued Acme over an imaginary rota"


def test_once_found_a_clipping_is_compared_like_any_passage(source: Source) -> None:
    passage = clipped(source, "on January 21")
    newer(source, FIRST)
    check = check_of(passage, newer(source, FIRST.replace("January 21", "January 25")))
    assert (check.state, suggested(check)) == (CheckState.CHANGED, "on January 25")


def test_clippings_are_compared_with_nothing(source: Source, first: Snapshot) -> None:
    cited(first, "Roe sued Acme")
    compare_with_earlier(SnapshotFactory(source=source, taken=Taken.CLIPPED, text="on a rota"))
    assert not PassageCheck.objects.exists()


# --- What was reviewed before


def test_a_change_confirmed_before_is_not_asked_about_again(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "on January 21, her lawyers said")
    second = FIRST.replace("January 21", "January 25")
    snapshot = newer(source, second, taken_at=datetime(2025, 3, 3, 20, tzinfo=UTC))
    confirm(check_of(passage, snapshot), "The docket says the 21st.")
    check = check_of(passage, newer(source, f"{second} More."))
    assert (check.state, check.is_open) == (CheckState.CHANGED, False)
    assert check.remark == "Reviewed in the text of 3 March 2025. The docket says the 21st."
    assert check.reviewed_by
    third = check_of(passage, newer(source, f"{second} More, and more."))
    assert (third.is_open, third.remark) == (False, check.remark)


def test_a_change_confirmed_before_is_asked_about_when_the_words_change_again(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "on January 21, her lawyers said")
    confirm(check_of(passage, newer(source, FIRST.replace("January 21", "January 25"))))
    assert check_of(passage, newer(source, FIRST.replace("January 21", "January 26"))).is_open


def test_a_context_confirmed_before_is_asked_about_when_it_changes_again(
    source: Source, first: Snapshot
) -> None:
    passage = cited(first, "the hearing is on Tuesday")
    second = FIRST.replace("A clerk said that", "A clerk believed that")
    confirm(check_of(passage, newer(source, second)))
    assert not check_of(passage, newer(source, f"{second} More.")).is_open
    third = FIRST.replace("A clerk said that", "A clerk denied that")
    assert check_of(passage, newer(source, third)).is_open


# --- What only the extractor changed

PAGE = """<html><body><article><h1>A rota</h1><p>{first}</p><p>{second}</p></article>
</body></html>"""
TWO = {"first": "Roe sued Acme over a rota.", "second": "Acme has not answered the suit yet."}


@pytest.fixture
def other_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor of another release than the one that cut the first text: it drops a line."""

    def extract(raw: bytes, media: str, *, charset: str = "", url: str = "") -> Extracted:
        lines = raw.decode().split("<p>")[1:]
        text = "\n".join(line.split("</p>")[0] for line in lines)
        return Extracted(text.replace("\nAcme has not answered the suit yet.", ""), "extractor 2")

    monkeypatch.setattr(faring, "extract", extract)


def page_taken(source: Source, text: str, raw: str, extractor: str) -> Snapshot:
    return SnapshotFactory(
        source=source, text=text, raw=raw.encode(), media="html", extractor=extractor
    )


@pytest.mark.usefixtures("other_release")
def test_words_that_only_the_extractor_lost_do_not_count_as_changed(source: Source) -> None:
    before = page_taken(source, "\n".join(TWO.values()), PAGE.format(**TWO), "extractor 1")
    passage = cited(before, "Acme has not answered")
    raw = PAGE.format(**TWO).replace("A rota", "The rota")
    after = page_taken(source, TWO["first"], raw, "extractor 2")
    compare_with_earlier(after)
    check = check_of(passage, after)
    assert (check.state, check.is_open, check.reviewed_by) == (CheckState.MISSING, False, None)
    assert "the publisher changed nothing" in check.remark


@pytest.mark.usefixtures("other_release")
def test_words_gone_from_the_page_itself_count_whatever_the_extractor_does(source: Source) -> None:
    before = page_taken(source, "\n".join(TWO.values()), PAGE.format(**TWO), "extractor 1")
    passage = cited(before, "Acme has not answered")
    raw = PAGE.format(first=TWO["first"], second="Acme answered.")
    after = page_taken(source, f"{TWO['first']}\nAcme answered.", raw, "extractor 2")
    compare_with_earlier(after)
    assert check_of(passage, after).is_open


@pytest.mark.usefixtures("other_release")
def test_what_the_extractor_moved_and_the_publisher_kept_is_the_same(source: Source) -> None:
    text = f"Menu Roe sued Acme {TWO['first']}\n{TWO['second']}"
    before = page_taken(source, text, PAGE.format(**TWO), "extractor 1")
    passage = cited(before, "Roe sued Acme over a rota")
    after = page_taken(source, TWO["first"], PAGE.format(**TWO), "extractor 2")
    compare_with_earlier(after)
    assert check_of(passage, after).state == CheckState.SAME


@pytest.mark.usefixtures("other_release")
def test_a_change_of_the_publisher_counts_beside_one_of_the_extractor(source: Source) -> None:
    before = page_taken(source, "\n".join(TWO.values()), PAGE.format(**TWO), "extractor 1")
    passage = cited(before, "Roe sued Acme over a rota")
    raw = PAGE.format(**TWO).replace("sued Acme over a rota", "sued Beta over a rota")
    after = page_taken(source, "Roe sued Beta over a rota.", raw, "extractor 2")
    compare_with_earlier(after)
    check = check_of(passage, after)
    assert (check.state, check.is_open) == (CheckState.CHANGED, True)


# --- What a source says of itself


def test_an_editors_note_added_on_top_is_a_notice_and_the_first_text_has_none(
    source: Source, first: Snapshot
) -> None:
    compare_with_earlier(first)
    assert not Notice.objects.exists()
    second = newer(source, f"{NOTE}\n\n{FIRST}")
    notice = Notice.objects.get()
    assert (notice.snapshot, notice.kind, notice.words) == (second, NoticeKind.NOTE, NOTE)
    assert not notice.earlier


def test_a_note_that_the_text_before_had_is_no_news(source: Source, first: Snapshot) -> None:
    newer(source, f"{NOTE}\n\n{FIRST}")
    newer(source, f"{NOTE.replace('’', chr(39))}\n\n{FIRST} More.")
    assert Notice.objects.count() == 1


def test_a_note_outside_the_text_is_noticed_too(source: Source, first: Snapshot) -> None:
    newer(source, FIRST, notices=[{"kind": "note", "words": NOTE}])
    assert Notice.objects.get().words == NOTE


def test_a_note_that_the_text_gives_in_part_is_one_notice(source: Source, first: Snapshot) -> None:
    whole = "Editor’s note: March 14. An earlier version of this article misstated the date."
    headline = "Acme sued over its rota by all who worked nights"
    # The line of the headline has no full stop, so that a text's lines run on into the note.
    newer(source, f"{headline}\n{whole}\n{FIRST}", notices=[{"kind": "note", "words": whole}])
    assert [notice.words for notice in Notice.objects.all()] == [whole]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("headline", "Acme sued over rota", "Suit over rota is withdrawn"),
        ("modified", "2025-01-21", "2025-01-30"),
    ],
)
def test_another_headline_or_date_of_change_keeps_what_it_was(
    source: Source, kind: str, before: str, after: str
) -> None:
    SnapshotFactory(source=source, text=FIRST, notices=[{"kind": kind, "words": before}])
    newer(source, f"{FIRST} More.", notices=[{"kind": kind, "words": after}])
    notice = Notice.objects.get()
    assert (notice.kind, notice.words, notice.earlier) == (kind, after, before)


def test_a_headline_where_the_text_before_was_pasted_is_no_news(
    source: Source, first: Snapshot
) -> None:
    said = [{"kind": "headline", "words": "Acme sued"}, {"kind": "modified", "words": "2025-01-21"}]
    newer(source, FIRST, notices=said)
    assert not Notice.objects.exists()


# --- Two at once


@pytest.mark.django_db(transaction=True)
def test_words_cited_while_a_newer_text_is_kept_are_looked_for_in_it() -> None:
    source = SourceFactory()
    first = SnapshotFactory(source=source, text=FIRST)
    cited_now, go_on = threading.Event(), threading.Event()

    def cite() -> None:
        with transaction.atomic():
            cited(first, "Roe sued Acme")
            compare_with_current(source)
            cited_now.set()
            go_on.wait(5)
        connections.close_all()

    def keep() -> None:
        cited_now.wait(5)
        with transaction.atomic():
            threading.Timer(0.3, go_on.set).start()
            newer(source, f"{FIRST} More.")
        connections.close_all()

    threads = [threading.Thread(target=one) for one in (cite, keep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert PassageCheck.objects.get().state == CheckState.SAME
    assert connection.is_usable()
