"""Bytes to characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.decoding import clean, decode

CURLY = "Roe’s café"


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (CURLY.encode(), ""),
        (CURLY.encode(), "utf-8"),
        (CURLY.encode("cp1252"), ""),
        (CURLY.encode("cp1252"), "windows-1252"),
        (CURLY.encode("cp1252"), "iso-8859-1"),
        (CURLY.encode("cp1252"), "us-ascii"),
        (CURLY.encode("utf-8-sig"), ""),
        (CURLY.encode("utf-16"), ""),
        (b"\xfe\xff" + CURLY.encode("utf-16-be"), ""),
        (CURLY.encode("utf-16-le"), "utf-16"),
        (CURLY.encode("mac-roman"), '"macintosh"'),
    ],
)
def test_text_is_read_in_its_charset(raw: bytes, declared: str) -> None:
    assert decode(raw, declared) == CURLY


@pytest.mark.parametrize("wrong", ["iso-8859-1", "windows-1252", "ascii", "utf-16-le", "koi8-r"])
def test_flawless_utf_8_is_utf_8_whatever_the_server_says(wrong: str) -> None:
    assert decode(f"{CURLY}.".encode(), wrong) == f"{CURLY}."


@pytest.mark.parametrize("wrong", ["utf-8", "euc-jp", "iso-2022-jp"])
def test_a_charset_that_the_bytes_contradict_is_passed_over(wrong: str) -> None:
    assert decode(CURLY.encode("cp1252"), wrong) == CURLY


@pytest.mark.parametrize("name", ["", "no-such", "\0", "unicode_escape", "idna", "rot13", "utf-7"])
def test_what_is_no_charset_is_passed_over(name: str) -> None:
    assert decode(rb"C:\users \u0041+AGE-", name) == r"C:\users \u0041+AGE-"


def test_the_first_charset_that_fits_is_taken() -> None:
    raw = "Привет".encode("koi8-r")
    assert decode(raw, "koi8-r", "windows-1251") == "Привет"
    assert decode(raw, "no-such", "koi8-r") == "Привет"


def test_utf_8_that_is_cut_off_within_a_character_stays_utf_8() -> None:
    assert decode("“Roe’s”".encode()[:-1]) == "“Roe’s\ufffd"


def test_line_ends_become_line_feeds_and_controls_go() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e\x00\x08f\x1b\tg\fh") == "a\nb\nc\nd\nef\tg\fh"


def test_a_lone_surrogate_is_replaced() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


@given(st.binary(), st.sampled_from(["", "utf-8", "utf-16", "gbk", "shift_jis", "big5", "latin1"]))
def test_any_bytes_become_characters_that_the_database_takes(raw: bytes, declared: str) -> None:
    text = decode(raw, declared)
    assert "\0" not in text
    assert text.encode().decode() == text
    assert clean(text) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_what_is_written_in_utf_8_is_read_back(text: str) -> None:
    assert decode(text.encode()) == clean(text)
