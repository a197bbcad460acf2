"""How a passage fares in a newer text: what is the same, what is flagged, what is never done."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.anchoring import Span, normalise
from sources.comparing import Fate, Outcome, compare

ARTICLE = (
    "Quillon sued over drafts\n"
    "Quillon was sued on January 21, 2025, in San Rafael over claims that it shared “drafts”. "
    "The suit seeks $1,000 for each customer. A hearing was held on Tuesday.\n"
    "The company’s lawyers declined to comment on the case. It is pending.\n"
    "Dana Ellery, who lives in Marlow, said that she had never agreed to any of it."
)

awkward = st.text(st.sampled_from("ab aB1 .,\"'“”’-—\n\t\u200b\u00ad½…ﬁ他。\u0301"), max_size=40)
sentence = st.lists(st.sampled_from(["Roe", "sued", "Acme", "1,000", "on", "not"]), min_size=1)
prose = st.lists(sentence.map(" ".join), max_size=6).map(". ".join)
texts = st.one_of(st.text(max_size=40), awkward, prose)


def fare(quote: str, newer: str, older: str = ARTICLE) -> Outcome:
    """The outcome for the first place of the quote in the older text."""
    start = older.index(quote)
    return compare(older, newer).outcome(start, start + len(quote))


def place(words: str, text: str) -> Span:
    """The only place of the words in the text."""
    assert text.count(words) == 1
    return Span(text.index(words), text.index(words) + len(words))


def edited(old: str, new: str) -> str:
    assert ARTICLE.count(old) == 1
    return ARTICLE.replace(old, new)


# Same.


@pytest.mark.parametrize("quote", ["January 21, 2025", "The suit seeks $1,000", "drafts", "202"])
def test_a_text_that_has_not_changed_has_every_passage_where_it_was(quote: str) -> None:
    start = ARTICLE.index(quote)
    assert fare(quote, ARTICLE) == Outcome(Fate.SAME, found=Span(start, start + len(quote)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("shared “drafts”", 'shared "drafts"'),
        ("shared “drafts”", "shared\u00a0“dra\u00adfts”"),
        ("it shared “drafts”", "it\n   shared\u200b “drafts”"),
        ("that it shared “drafts”", "that it shared\u2009«drafts»"),
    ],
)
def test_typography_is_no_change(old: str, new: str) -> None:
    newer = edited(old, new)
    outcome = fare("shared “drafts”", newer)
    assert outcome.fate == Fate.SAME
    assert outcome.found is not None
    found = newer[outcome.found.start : outcome.found.end]
    assert normalise(found).text == 'shared "drafts"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The suit seeks", "It was the first such suit. The suit seeks"),
        ("on Tuesday", "on Friday"),
        ("in San Rafael over", "in Marlow over"),
        ("customer. A hearing", "customer.\nA hearing"),
        ("customer. A hearing", "customer. Nobody else has sued. A hearing"),
        ("“drafts”. The", "“drafts”.\n\nThe"),
        ("Quillon sued over drafts\n", "Correction: The suit seeks $1,000, not $2,000.\n"),
    ],
)
def test_what_is_edited_in_other_sentences_leaves_a_passage_the_same(old: str, new: str) -> None:
    newer = edited(old, new)
    start = newer.rindex("suit seeks $1,000")
    outcome = fare("suit seeks $1,000", newer)
    assert outcome == Outcome(Fate.SAME, found=Span(start, start + 17))


def test_a_paragraph_that_is_split_within_the_passage_is_no_change() -> None:
    newer = edited("customer. A hearing", "customer.\n\nA hearing")
    outcome = fare("each customer. A hearing was", newer)
    assert outcome == Outcome(Fate.SAME, found=place("each customer.\n\nA hearing was", newer))


def test_a_headline_is_the_same_though_a_line_without_full_stop_follows_it() -> None:
    newer = edited("over drafts\n", "over drafts\nBy Dana Roe, Feb. 3\n")
    assert fare("Quillon sued over drafts", newer).fate == Fate.SAME


def test_of_two_paragraphs_alike_the_one_that_stayed_is_the_one_cited() -> None:
    older = "One here. Twice said.\nTwo here.\nTwice said.\nThree here."
    first, second = Span(10, 21), Span(32, 43)
    assert older[10:21] == older[32:43] == "Twice said."
    without_second = compare(older, "One here. Twice said.\nTwo here.\nThree here.")
    assert without_second.outcome(10, 21) == Outcome(Fate.SAME, found=first)
    assert without_second.outcome(32, 43) == Outcome(Fate.MISSING, suggestion=first)
    without_first = compare(older, "One here.\nTwo here.\nTwice said.\nThree here.")
    assert without_first.outcome(10, 21) == Outcome(Fate.MISSING, suggestion=Span(20, 31))
    assert without_first.outcome(32, 43) == Outcome(Fate.SAME, found=Span(20, 31))
    assert second != first


def test_of_two_neighbours_alike_whichever_goes_the_other_is_meant() -> None:
    older, newer = "It sued. La la. La la. It won.", "It sued. La la. It won."
    for start in (9, 16):
        outcome = compare(older, newer).outcome(start, start + 6)
        assert outcome == Outcome(Fate.SAME, found=Span(9, 15))


def test_words_of_a_script_without_spaces_are_found_again() -> None:
    outcome = fare("公司", "原告提起诉讼。今天,公司否认。", older="原告起诉。今天,公司否认。")
    assert outcome == Outcome(Fate.SAME, found=Span(10, 12))


# Context changed.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("was sued on", "was not sued on"),
        ("shared “drafts”.", "shared “drafts”, lawyers said."),
        ("Quillon was sued", "Reportedly, Quillon was sued"),
        ("over claims", "over stale claims"),
    ],
)
def test_words_whose_sentence_says_something_else_are_flagged(old: str, new: str) -> None:
    newer = edited(old, new)
    outcome = fare("sued on January 21, 2025", newer)
    assert outcome.fate == Fate.CONTEXT_CHANGED
    assert outcome.found == place("sued on January 21, 2025", newer)


def test_a_not_is_seen_across_a_short_form_that_looks_like_a_full_stop() -> None:
    older = "Roe did sue Acme Corp. Tuesday morning at nine."
    outcome = fare("Tuesday morning", older.replace("did", "did not"), older)
    assert outcome.fate == Fate.CONTEXT_CHANGED


def test_a_text_without_sentences_has_its_context_within_reach() -> None:
    older = "start " + "word and more " * 300 + "the passage here " + "or so on " * 300 + "end"
    far, near = older.replace("start", "began"), older.replace("the passage", "not the passage")
    assert fare("passage here", far, older).fate == Fate.SAME
    assert fare("passage here", near, older).fate == Fate.CONTEXT_CHANGED


def test_a_year_within_a_date_is_kept_though_the_day_is_another() -> None:
    outcome = fare("2025", "It sued on 2025-01-25.", older="It sued on 2025-01-21.")
    assert outcome == Outcome(Fate.CONTEXT_CHANGED, found=Span(11, 15))


# Changed.


@pytest.mark.parametrize(
    ("quote", "old", "new", "suggested"),
    [
        ("January 21, 2025", "January 21", "January 25", "January 25, 2025"),
        ("seeks $1,000 for", "$1,000", "$1,000,000", "seeks $1,000,000 for"),
        ("$1,000", "$1,000", "€1,000", "€1,000"),
        ("Tuesday", "Tuesday", "Friday morning", "Friday morning"),
        ("The suit seeks", "The suit", "The SUIT", "The SUIT seeks"),
        ("suit seeks $1,000", "seeks", "allegedly seeks", "suit allegedly seeks $1,000"),
        ("said that she had", "that she", "she", "said she had"),
        ("202", "2025", "2024", "2024"),
        ("1,0", "1,000", "1,050", "1,050"),
        ("pending", "It is pending", "It is closed", "closed"),
        ("$1,000", "$1,000", "$ 1,000", "$ 1,000"),
    ],
)
def test_words_that_changed_are_never_found_but_shown(
    quote: str, old: str, new: str, suggested: str
) -> None:
    newer = edited(old, new)
    outcome = fare(quote, newer)
    assert outcome == Outcome(Fate.CHANGED, suggestion=place(suggested, newer))


def test_a_value_that_changed_is_not_found_where_it_newly_stands_elsewhere() -> None:
    newer = edited("on Tuesday", "on Friday") + " She filed an appeal on Tuesday."
    outcome = fare("Tuesday", newer)
    assert outcome == Outcome(Fate.CHANGED, suggestion=place("Friday", newer))


def test_half_of_a_sentence_that_was_kept_is_enough_to_know_it_changed() -> None:
    newer = edited("lawyers declined to comment on the case", "lawyers then spoke on the case")
    outcome = fare("company’s lawyers declined to comment on the case", newer)
    assert outcome.fate == Fate.CHANGED
    assert outcome.suggestion == place("company’s lawyers then spoke on the case", newer)


# Moved.


def test_a_paragraph_put_elsewhere_has_moved() -> None:
    last = ARTICLE.splitlines()[-1]
    newer = f"{last}\n{ARTICLE.removesuffix(last)}"
    outcome = fare("she had never agreed", newer)
    assert outcome == Outcome(Fate.MOVED, found=place("she had never agreed", newer))


def test_a_short_passage_moves_with_its_sentence() -> None:
    newer = edited(" A hearing was held on Tuesday.", "") + " A hearing was held on Tuesday."
    assert fare("Tuesday", newer) == Outcome(Fate.MOVED, found=place("Tuesday", newer))


def test_a_short_passage_has_not_moved_to_a_sentence_of_something_else() -> None:
    newer = edited(" A hearing was held on Tuesday.", "") + " She called back one Tuesday."
    assert fare("Tuesday", newer) == Outcome(Fate.MISSING, suggestion=place("Tuesday", newer))


def test_a_sum_is_not_found_within_a_larger_one() -> None:
    newer = edited("The suit seeks $1,000 for each customer. ", "") + " It paid $1,000,000 at once."
    assert fare("seeks $1,000", newer).found is None
    assert fare("$1,000", newer).found is None


def test_of_two_places_the_one_with_the_whole_sentence_is_where_it_moved() -> None:
    gone = "The suit seeks $1,000 for each customer."
    newer = edited(f" {gone}", "") + f" {gone} Others say that the suit seeks $1,000 for each one."
    outcome = fare("suit seeks $1,000 for each", newer)
    assert outcome == Outcome(Fate.MOVED, found=Span(newer.index(gone) + 4, newer.index(gone) + 30))


# Ambiguous.


def test_words_gone_from_their_place_and_twice_elsewhere_are_ambiguous() -> None:
    gone = "A hearing was held on Tuesday."
    newer = f"{gone} It rained.\n" + edited(f" {gone}", "") + f"\nIt snowed. {gone}"
    outcome = fare("A hearing was held", newer)
    second = newer.rindex(gone)
    assert outcome.fate == Fate.AMBIGUOUS
    assert outcome.found is None
    assert outcome.candidates == (Span(0, 18), Span(second, second + 18))


# Missing.


def test_words_that_are_gone_are_missing() -> None:
    newer = edited(" The suit seeks $1,000 for each customer.", "")
    assert fare("The suit seeks $1,000", newer) == Outcome(Fate.MISSING)


def test_a_lookalike_elsewhere_is_suggested_and_never_found() -> None:
    newer = edited(" The suit seeks $1,000 for each customer.", "")
    newer += " The suit seeks $2,000 for each customer."
    outcome = fare("The suit seeks $1,000 for each", newer)
    expected = place("The suit seeks $2,000 for each", newer)
    assert outcome == Outcome(Fate.MISSING, suggestion=expected)


def test_the_next_sentence_is_no_place_for_one_that_began_alike() -> None:
    older = "Before. Lawyers for Roe asked for $1,000 then. Lawyers for Roe asked for more. After."
    newer = "Before. Lawyers for Roe asked for more. After."
    assert compare(older, newer).outcome(8, 34).found is None
    assert compare(older, newer).outcome(47, 73).fate == Fate.SAME


def test_words_deleted_have_not_moved_to_a_twin_that_stood_there_before() -> None:
    older = "It sued on May 5, 2024. Much happened.\nIn court, it sued on May 5, 2024, again."
    newer = "Much happened.\nIn court, it sued on May 5, 2024, again."
    outcome = fare("sued on May 5, 2024", newer, older)
    assert outcome == Outcome(Fate.MISSING, suggestion=place("sued on May 5, 2024", newer))


@pytest.mark.parametrize("newer", ["", "\n", "Subscribe to read on.", "x" * 5000])
def test_nothing_is_found_in_a_text_of_something_else(newer: str) -> None:
    assert fare("The suit seeks $1,000 for each", newer) == Outcome(Fate.MISSING)


def test_what_stands_before_a_paywall_stays_and_what_follows_is_missing() -> None:
    newer = ARTICLE[: ARTICLE.index("The company’s")] + "Subscribe to read on."
    assert fare("A hearing was held", newer).fate == Fate.SAME
    assert fare("Dana Ellery", newer) == Outcome(Fate.MISSING)


# What is asked wrongly.


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 7)])
def test_a_passage_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not within a text of 6 characters; give its offsets"):
        compare("a text", "a text").outcome(start, end)


def test_a_passage_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="from 1 to 3 has no words; give one that has some"):
        compare("a \u200b text", "a text").outcome(1, 3)


# Properties.


def passages(text: str, data: st.DataObject) -> tuple[int, int]:
    """A passage that has words and does not split what is one character."""
    normal = normalise(text)
    borders = [at for at in range(len(normal.text) + 1) if normal.is_border(at)]
    first = data.draw(st.sampled_from(borders[:-1]))
    last = data.draw(st.sampled_from([at for at in borders if at > first]))
    span = normal.original(first, last)
    return span.start, span.end


@given(texts.filter(lambda text: normalise(text).text), texts, st.data())
def test_what_is_found_is_the_passage_in_normal_form(
    older: str, newer: str, data: st.DataObject
) -> None:
    start, end = passages(older, data)
    if not normalise(older[start:end]).text:
        return
    outcome = compare(older, newer).outcome(start, end)
    is_found = outcome.fate in {Fate.SAME, Fate.CONTEXT_CHANGED, Fate.MOVED}
    assert (outcome.found is not None) == is_found
    assert (outcome.suggestion is None) or not is_found
    assert bool(outcome.candidates) == (outcome.fate == Fate.AMBIGUOUS)
    for span in filter(None, [outcome.found, *outcome.candidates]):
        found = normalise(newer[span.start : span.end]).text
        assert found == normalise(older[start:end]).text
    if outcome.suggestion:
        assert newer[outcome.suggestion.start : outcome.suggestion.end].strip()


@given(texts.filter(lambda text: normalise(text).text), st.data())
def test_a_text_compared_with_itself_is_all_the_same(text: str, data: st.DataObject) -> None:
    start, end = passages(text, data)
    if not normalise(text[start:end]).text:
        return
    outcome = compare(text, text).outcome(start, end)
    assert outcome.fate == Fate.SAME
    assert outcome.found is not None
    assert start <= outcome.found.start < outcome.found.end <= end


other_prose = st.lists(st.sampled_from(["Others", "said", "so.", "Too"])).map(" ".join)


@given(prose.filter(bool), other_prose, other_prose, st.data())
def test_paragraphs_put_around_a_text_leave_it_the_same(
    text: str, before: str, after: str, data: st.DataObject
) -> None:
    start, end = passages(text, data)
    if not text[start:end].strip():
        return
    newer = f"{before}\n\n{text}\n\n{after}"
    outcome = compare(text, newer).outcome(start, end)
    assert outcome.fate == Fate.SAME


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("la " * 70_000, "la " * 69_000),
        ("x" * 200_000, "x" * 199_999),
        ("It was so. " * 20_000, "It was so. " * 19_990 + "No."),
        (" ".join(map(str, range(40_000))), " ".join(map(str, range(40_000, 0, -1)))),
    ],
)
def test_a_text_of_one_thing_takes_no_longer_than_another(older: str, newer: str) -> None:
    begun = time.perf_counter()
    comparison = compare(older, newer)
    for start in range(0, 190_000, 5_000):
        comparison.outcome(start, start + 60)
    assert time.perf_counter() - begun < 5
