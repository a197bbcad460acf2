"""What a paper takes of a text: its words on one line, and no mark that no paper may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.handing_over.memo import plain


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Roe v. Doe", "Roe v. Doe"),
        ("line one\r\n\tline two", "line one line two"),
        ("two \x1b words", "two words"),
        ("\u202eevil\u202c", "evil"),
        ("so\u00adcial", "social"),
        ("\x00\x1b[31m\ufffe\ud800", "[31m"),
        ("👩\u200d⚖️ ‘naïve’ Ω Ж 法", "👩\u200d⚖️ ‘naïve’ Ω Ж 法"),
        ("\U0001fadc\ue000", "\U0001fadc\ue000"),  # newer than this Python, and of private use
    ],
)
def test_words_stay_and_marks_go(text: str, taken: str) -> None:
    assert plain(text) == taken


@given(st.text())
def test_what_is_taken_is_taken_again(text: str) -> None:
    assert plain(plain(text)) == plain(text)
