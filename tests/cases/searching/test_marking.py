"""The words found, marked where they stand, and what of a long text is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.searching import asked
from cases.searching.marking import (
    AROUND,
    BEGINS,
    ENDS,
    SHORT,
    Extract,
    extract_of,
    marks_in,
    names_marked,
)


def shown(extract: Extract) -> str:
    """With marked words in brackets."""
    words = "".join(f"[{it.text}]" if it.marked else it.text for it in extract.pieces)
    return f"{'… ' * extract.cut_before}{words}{' …' * extract.cut_after}"


def in_names(text: str, words: str, *, loosely: bool = False) -> str:
    return shown(extract_of(text, names_marked(text, asked.read(words), loosely=loosely)))


@pytest.mark.parametrize(
    ("name", "words", "marked"),
    [
        ("LinkedIn Corporation", "linkedin", "[LinkedIn] Corporation"),
        ("LinkedIn Corporation", "Linked", "[LinkedIn] Corporation"),
        ("LinkedIn Corporation", "Li", "LinkedIn Corporation"),
        ("LinkedIn Corporation", "link corp", "LinkedIn [Corporation]"),  # the last may be begun
        ("Patrick O'Brien, Jr.", "obrien", "Patrick [O'Brien], Jr."),
        ("(Müller)", "muller", "([Müller])"),
        ("Eli Wade-Scott", "scott", "Eli Wade-[Scott]"),
        ("AT&T Inc.", "at&t", "[AT]&[T] Inc."),
        ("De La Torre v. Doe", '"la torre"', "De [La] [Torre] v. Doe"),
        ("Nobody", "doe", "Nobody"),
    ],
)
def test_words_of_names_are_marked_as_they_are_written(name: str, words: str, marked: str) -> None:
    assert in_names(name, words) == marked


def test_loosely_every_word_may_be_the_beginning_of_one() -> None:
    assert in_names("LinkedIn Corporation", "link corp", loosely=True) == "[LinkedIn] [Corporation]"


def test_marks_of_the_database_are_places_in_the_text() -> None:
    text = "A motion, and another Motion."
    headline = text.replace("motion", f"{BEGINS}motion{ENDS}")
    assert [text[start:end] for start, end in marks_in(headline, text)] == ["motion"]


def test_marks_in_another_text_are_not_believed() -> None:
    assert marks_in(f"{BEGINS}motion{ENDS}", "A motion") == []
    assert marks_in("a\ue000b", "a\ue000b") == []  # a text that has the signs itself


def test_a_short_text_is_shown_whole() -> None:
    assert shown(extract_of("The motion is denied.", [(4, 10)])) == "The [motion] is denied."


def test_of_a_long_text_the_stretch_with_most_of_the_words_is_shown() -> None:
    text = "motion " + "filler " * 100 + "motion to dismiss " + "filler " * 100
    marks = [(0, 6)]
    at = text.index("motion to dismiss")
    marks += [(at, at + 6), (at + 10, at + 17)]
    extract = extract_of(text, marks)
    assert "[motion] to [dismiss]" in shown(extract)
    assert shown(extract).startswith("… filler")
    assert shown(extract).endswith("filler …")
    assert len(str(extract)) <= AROUND + 2 * 40
    assert text[extract.start :].startswith(str(extract))
    assert extract.first_mark == at


def test_of_a_phrase_the_place_where_its_words_stand_together_is_shown() -> None:
    apart = "dismiss the case, dismiss it, a motion " + "filler " * 100
    text = apart + "the MOTION to\ndismiss"
    marks = [(start, start + 7) for start in (0, 18)]
    [term] = asked.read('"motion to dismiss"').wanted
    assert "MOTION to\ndismiss" in shown(extract_of(text, marks, [term]))


def test_a_long_text_without_marks_is_shown_from_its_beginning() -> None:
    extract = extract_of("word " * 200, [])
    assert shown(extract).startswith("word word")
    assert (extract.cut_before, extract.cut_after) == (False, True)


@given(st.text(max_size=3 * SHORT), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900))))
def test_an_extract_is_a_run_of_its_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [(start, min(end, len(text))) for start, end in spans if start < min(end, len(text))]
    extract = extract_of(text, marks)
    assert text[extract.start : extract.start + len(str(extract))] == str(extract)
    assert extract.cut_before == (extract.start > 0)
    assert extract.cut_after == (extract.start + len(str(extract)) < len(text))
