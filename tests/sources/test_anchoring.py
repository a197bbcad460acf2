"""Finding a quote in a text again, exactly but for typography."""

import sys
import time
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.anchoring import Span, context, find, nearest, normalise, text_fragment

# Characters that a text of news and of courts does hold, and those that trip a normaliser up.
awkward = st.sampled_from(
    "ab 'e\n\t-.\"“”‘’«»–—−…ﬁﬀ½™ \u00a0\u2009\u200b\u200d\u00ad\ufeff\ufe0f¨´`¸Å\u212b"
    "\u0301\u0323\u0338\u1100\u1161\u11a8\uff76\uff9e\u0e33\u09c7\u09be\u034f\u3131\u314f"
    "\ufdfa\u1e9b\U0001f600\ufe70"
)
texts = st.one_of(st.text(), st.text(awkward), st.text(st.one_of(awkward, st.characters())))


@pytest.mark.parametrize(
    ("quote", "text", "words"),
    [
        ('the "Customers"', "said the “Customers” sued", "the “Customers”"),
        ("the “Customers”", 'said the "Customers" sued', 'the "Customers"'),
        ("„quoted‟", "«quoted» here", "«quoted»"),
        ("California's law", "under California’s law", "California’s law"),
        ("California’s law", "under California´s law", "California´s law"),
        ("opt-out", "an opt\u2011out setting", "opt\u2011out"),
        ("2701-2713", "§§ 2701–2713 say", "2701–2713"),
        ("sued - again", "sued — again", "sued — again"),
        ("-5", "at −5 degrees", "−5"),
        ("Jan. 21", "on Jan.\u00a021, in", "Jan.\u00a021"),
        ("filed on Tuesday", "was filed\n   on\u2009Tuesday.", "filed\n   on\u2009Tuesday"),
        ("  filed on\nTuesday ", "was filed on Tuesday.", "filed on Tuesday"),
        ("InMail", "an In\u200bMail sent", "In\u200bMail"),
        ("information", "the infor\u00admation was", "infor\u00admation"),
        ("infor\u00admation", "the information was", "information"),
        ("and so on...", "and so on… he said", "and so on…"),
        ("and so on…", "and so on... he said", "and so on..."),
        ("file", "a ﬁle of", "ﬁle"),
        ("café", "the cafe\u0301 was", "cafe\u0301"),
        ("cafe\u0301", "the café was", "café"),
        ("cafe\u0301", "the cafe\u200d\u0301 was", "cafe\u200d\u0301"),
        ("각", "a \u1100\u1161\u11a8 b", "\u1100\u1161\u11a8"),
        ("ガ", "a \uff76\uff9e b", "\uff76\uff9e"),
        ("§ 2701", "(§\u00a02701)", "§\u00a02701"),
        ("$1,000", "about ＄１,０００ each", "＄１,０００"),
        ("Premium", "Premium", "Premium"),
        ("a b", "a \u200b \u200b b", "a \u200b \u200b b"),
    ],
)
def test_a_quote_is_found_through_typography(quote: str, text: str, words: str) -> None:
    [span] = find(quote, text)
    assert text[span.start : span.end] == words


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("January 21", "on January 25, the"),
        ("filed on Tuesday", "filed on a Tuesday"),
        ("premium customers", "Premium customers"),
        ("opt out", "opt-out"),
        ("fi", "fe"),
        ("no such words", ""),
        ("resume", "résumé"),
    ],
)
def test_a_quote_not_in_the_text_is_not_found(quote: str, text: str) -> None:
    assert find(quote, text) == []


def test_a_quote_found_several_times_is_told_in_full() -> None:
    assert find("the suit", "the suit, and the suit") == [Span(0, 8), Span(14, 22)]


def test_places_that_overlap_are_all_told() -> None:
    assert find("ha ha", "ha ha ha") == [Span(0, 5), Span(3, 8)]


def test_a_quote_does_not_split_what_is_one_character_in_the_text() -> None:
    assert find("i", "ﬁ") == []
    assert find("..", "…") == []
    assert find("cafe", "cafe\u0301") == []
    assert find("fi", "ﬁ") == [Span(0, 1)]


def test_invisible_characters_around_a_quote_are_left_outside() -> None:
    assert find("word", "a \u200bword\u200b b") == [Span(3, 7)]


@pytest.mark.parametrize("quote", ["", "   ", "\n\t\u00a0", "\u200b", "\ufeff \u00ad"])
def test_a_quote_of_nothing_is_refused(quote: str) -> None:
    for search in (find, nearest):
        with pytest.raises(ValueError, match="has no words to look for; give the exact words"):
            search(quote, "some text")
    with pytest.raises(ValueError, match="has no words to look for"):
        text_fragment(quote)


def test_normal_form_maps_back_to_the_original() -> None:
    normal = normalise(" The  “ﬁrst”… ")
    assert normal.text == 'The "first"...'
    assert normal.original(0, 3) == Span(1, 4)
    assert normal.original(3, 4) == Span(4, 6)
    assert normal.original(5, 7) == Span(7, 8)
    assert normal.original(11, 14) == Span(12, 13)


def test_a_space_stands_for_the_whole_run_and_what_is_invisible_in_it() -> None:
    normal = normalise("a \u200b\n b")
    assert normal.text == "a b"
    assert normal.original(1, 2) == Span(1, 5)


def test_white_space_is_what_python_calls_so() -> None:
    spaces = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()]
    assert {normalise(f"a{space}b").text for space in spaces} == {"a b"}


@given(texts)
@example("0 ¨ ´")
@example("e\u200d\u0301")
def test_normal_form_is_stable(text: str) -> None:
    normal = normalise(text).text
    assert normalise(normal).text == normal


@given(texts)
def test_spans_lie_in_order_and_cover_only_the_text(text: str) -> None:
    normal = normalise(text)
    spans = list(zip(normal.starts, normal.ends, strict=True))
    assert len(spans) == len(normal.text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(st.characters(exclude_categories=["Cf", "Cs", "Zs", "Cc", "Mn"])))
def test_taking_a_text_apart_changes_nothing_in_its_nfkc(text: str) -> None:
    # Punctuation aside, the pieces' NFKC put together must be the NFKC of the whole.
    letters = "".join(char for char in text if unicodedata.category(char)[0] in "LM")
    whole = unicodedata.normalize("NFKC", letters)
    assert normalise(letters).text == normalise(whole).text


def test_an_accent_that_stands_alone_makes_no_space() -> None:
    assert normalise("a ¨ b¸c").text == "a ¨ b¸c"
    assert find("b¸c", "a b¸c") == [Span(2, 5)]


@given(texts, st.data())
def test_what_is_cut_between_characters_is_found_where_it_was(
    text: str, data: st.DataObject
) -> None:
    normal = normalise(text)
    borders = [at for at in range(len(normal.text) + 1) if normal.is_border(at)]
    first, last = sorted([data.draw(st.sampled_from(borders)), data.draw(st.sampled_from(borders))])
    words = normal.text[first:last].strip()
    if not words:
        return
    places = find(words, text)
    assert {normalise(text[place.start : place.end]).text for place in places} == {words}
    first += normal.text[first:last].index(words)
    if normal.is_border(first) and normal.is_border(first + len(words)):
        assert normal.original(first, first + len(words)) in places


@given(texts, texts, texts)
def test_a_quote_between_spaces_is_always_found(before: str, quote: str, after: str) -> None:
    if normalise(quote).text:
        text = f"{before} {quote} {after}"
        words = {normalise(text[span.start : span.end]).text for span in find(quote, text)}
        assert words == {normalise(quote).text}


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "\u200b" * 100_000,
        "e" + "\u0301" * 100_000,
        " \u200b" * 50_000,
        "“x” — ﬁ… " * 12_000,
        "\u0301" * 100_000,
        "e\u200b" * 50_000,
    ],
)
def test_a_text_of_one_thing_takes_no_longer_than_another(text: str) -> None:
    begun = time.perf_counter()
    normalise(text)
    assert time.perf_counter() - begun < 2


def test_the_nearest_passage_is_whole_words_of_the_text() -> None:
    text = "The complaint was filed on January 25, 2025, in San Jose. It was withdrawn later."
    suggestion = nearest("was filed on January 21, 2025", text)
    assert suggestion is not None
    assert suggestion.words == "was filed on January 25, 2025,"
    assert text[suggestion.span.start : suggestion.span.end] == suggestion.words
    assert 90 < suggestion.likeness < 100


def test_a_quote_longer_than_the_text_gets_the_text_if_it_is_like_it() -> None:
    suggestion = nearest("The complaint was filed on Tuesday", "complaint was filed on Tuesday")
    assert suggestion is not None
    assert suggestion.words == "complaint was filed on Tuesday"


def test_nothing_like_the_quote_is_no_suggestion() -> None:
    assert nearest("zzzz qqqq xxxx", "The complaint was filed on Tuesday") is None
    assert nearest("The complaint", "") is None


@given(texts, texts)
def test_a_suggestion_is_always_words_of_the_text(quote: str, text: str) -> None:
    if not normalise(quote).text:
        return
    suggestion = nearest(quote, text)
    if suggestion is not None:
        assert text[suggestion.span.start : suggestion.span.end] == suggestion.words
        assert suggestion.words.strip()


def test_context_is_cut_between_words() -> None:
    text = "Microsoft's platform shared messages with third parties for training"
    start = text.index("messages")
    assert context(text, start, start + 8, width=12) == ("shared ", " with third")
    assert context(text, start, start + 8) == (text[:start], text[start + 8 :])


def test_context_that_ends_with_a_word_keeps_it() -> None:
    assert context("one two three four", 8, 13, width=5) == ("two ", " four")
    assert context("one two three four", 8, 13, width=4) == ("two ", " four"[:4])


def test_context_cuts_a_word_only_if_nothing_else_is_left() -> None:
    assert context("x" * 50, 20, 30, width=5) == ("xxxxx", "xxxxx")


@given(texts, st.data(), st.integers(0, 80))
def test_context_adjoins_the_passage(text: str, data: st.DataObject, width: int) -> None:
    start, end = sorted(
        [data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))]
    )
    before, after = context(text, start, end, width)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert max(len(before), len(after)) <= width


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 5), (5, 6)])
def test_context_of_a_passage_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not within a text of 4 characters"):
        context("text", start, end)


@pytest.mark.parametrize(
    ("quote", "before", "after", "directive"),
    [
        ("an example", "", "", "an%20example"),
        ("an example", "this is ", " text fragment", "this%20is-,an%20example,-text%20fragment"),
        ("opt-out, now & here", "", "", "opt%2Dout%2C%20now%20%26%20here"),
        ("100% sure?", "", "", "100%25%20sure%3F"),
        ("“data”", "", "", "%E2%80%9Cdata%E2%80%9D"),
        ("two\u00a0 spaces", "", "", "two%20spaces"),
        ("one line\nanother line", "", "", "one%20line,another%20line"),
        ("here", "Title\nan end.\n\n", "\n\nNext one\nmore", "an%20end.-,here,-Next%20one"),
        ("x", "1 2 3 4 5 6 ", " 1 2 3 4 5 6", "3%204%205%206-,x,-1%202%203%204"),
    ],
)
def test_a_text_directive_is_written_as_the_specification_says(
    quote: str, before: str, after: str, directive: str
) -> None:
    assert text_fragment(quote, before, after) == f"#:~:text={directive}"


def test_a_long_quote_is_given_by_its_first_and_last_words() -> None:
    words = [f"word{number}" for number in range(100)]
    start, end = text_fragment(" ".join(words)).removeprefix("#:~:text=").split(",")
    assert unquote(start).split() == words[:6]
    assert unquote(end).split() == words[-6:]


def test_the_ends_of_a_long_quote_of_few_words_share_none() -> None:
    directive = text_fragment(f"{'a' * 150} {'b' * 150} {'c' * 150}").removeprefix("#:~:text=")
    assert directive == f"{'a' * 150},{'c' * 150}"


@given(texts, texts, texts)
def test_a_text_directive_holds_none_of_its_own_signs_unencoded(
    quote: str, before: str, after: str
) -> None:
    if not normalise(quote).text:
        return
    directive = text_fragment(quote, before, after)
    assert directive.isascii()
    terms = directive.removeprefix("#:~:text=").split(",")
    assert 1 <= len(terms) <= 4
    for term in terms:
        bare = term.removeprefix("-") if term == terms[-1] else term
        bare = bare.removesuffix("-") if term == terms[0] else bare
        assert not set(bare) & set("-&# ")
