"""Words of a text by their place: their sentence, and a quote that stands once."""

import datetime
import time

from hypothesis import given
from hypothesis import strategies as st

from sources.pointed import Pointed

TEXT = "A headline\n\nRoe sued Doe on Jan. 21. She is a clerk. Doe denies it.\nDoe denies it."


def at(words: str, text: str = TEXT) -> Pointed:
    start = text.index(words)
    return Pointed(text, start, start + len(words))


def test_the_sentence_of_words_stands_around_them() -> None:
    pointed = at("clerk")
    assert (pointed.before, pointed.words, pointed.after) == ("She is a ", "clerk", ".")
    assert pointed.sentence == "She is a clerk."


def test_a_sentence_ends_with_its_paragraph() -> None:
    assert at("headline").sentence == "A headline"


def test_words_of_several_sentences_stand_in_all_of_them() -> None:
    assert at("clerk. Doe").sentence == "She is a clerk. Doe denies it."


def test_the_reader_sees_the_paragraph_and_offsets_are_those_of_the_text() -> None:
    pointed = at("Jan. 21")
    [finding] = [it for it in pointed.findings(datetime.date(2025, 1, 22)) if it.kind == "date"]
    assert finding.value == "2025-01-21"
    assert TEXT[finding.start : finding.end] == "Jan. 21"


def test_findings_elsewhere_in_the_paragraph_are_not_of_these_words() -> None:
    assert at("clerk").findings(datetime.date(2025, 1, 22)) == []


def test_a_quote_gains_the_words_that_make_it_stand_once() -> None:
    assert at("clerk").quote() == "clerk"
    assert TEXT.count(at("Doe denies").quote()) == 1


def test_a_quote_that_stands_everywhere_stays_as_it_is() -> None:
    pointed = at("ha", "ha ha\nha ha")
    assert pointed.quote() in "ha ha\nha ha"


def test_a_quote_out_of_a_long_line_is_found_without_reading_all_of_it() -> None:
    text = "word " * 400_000 + "ha ha ha " + "word " * 400_000
    began = time.process_time()
    assert "word" in at("word word", text[1_000_000:] + text).quote()
    pointed = Pointed(text, 2_000_010, 2_000_014)
    assert pointed.words in pointed.quote()
    assert time.process_time() - began < 1


@given(st.text(alphabet="ab. \n’1😀", min_size=1, max_size=80), st.data())
def test_whatever_is_pointed_at_has_a_sentence_and_a_quote_that_hold_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    pointed = Pointed(text, start, end)
    assert pointed.words in pointed.quote()
    assert pointed.quote() in text
    assert pointed.words.strip() in f"{pointed.before}{pointed.words}{pointed.after}"
