"""Plain text files."""

import pytest

from sources.extracting import Extracted, ExtractError, Media, extract


def read(raw: bytes, charset: str = "") -> Extracted:
    return extract(raw, Media.TEXT, charset=charset)


def test_the_text_stays_as_it_is() -> None:
    assert read("Roe’s suit\n\n  was filed.\n".encode()).text == "Roe’s suit\n\n  was filed.\n"


def test_line_ends_and_control_characters_are_put_right() -> None:
    assert read(b"Roe sued\r\nAcme\0 \x1b[1mtoday.").text == "Roe sued\nAcme [1mtoday."


def test_the_charset_that_the_server_says_is_taken() -> None:
    raw = "Привет".encode("koi8-r")
    assert read(raw, "koi8-r").text == "Привет"
    assert read(raw).text != "Привет"


def test_a_form_feed_begins_a_page() -> None:
    found = read(b"One\n\fTwo\n\f")
    assert found.text == "One\n\nTwo"
    assert [found.text[start:] for start in found.page_starts] == ["One\n\nTwo", "Two"]


def test_a_text_without_form_feeds_has_no_pages() -> None:
    assert read(b"One\n\nTwo").page_starts == ()


def test_a_note_in_it_is_noticed() -> None:
    [notice] = read(b"Roe sued.\n\nCorrection: The day was wrong.").notices
    assert notice.words == "Correction: The day was wrong."


@pytest.mark.parametrize("raw", [b"", b" \n\t", b"\f\f", b"\0\0", b"\xef\xbb\xbf"])
def test_an_empty_text_is_refused(raw: bytes) -> None:
    with pytest.raises(ExtractError, match="text is empty"):
        read(raw)
