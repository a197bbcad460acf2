"""What bytes are."""

import gzip
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.decoding import MOST_BYTES
from sources.extracting import Extracted, ExtractError, Media, extract, media_of
from tests.sources.extracting.small_pdf import small_pdf

PAGE = b"<!doctype html><html><body><p>Roe sued Acme.</p></body></html>"
MESSAGE = b"Message-ID: <1@example.org>\nFrom: roe@example.org\nSubject: Suit\n\nRoe sued Acme."
PASTED = b"From: Jane Roe\nSubject: The suit\n\nRoe sued Acme."


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "words")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "media"),
    [
        (PAGE, Media.HTML),
        (b"\xef\xbb\xbf\n  " + PAGE, Media.HTML),
        (PAGE.decode().encode("utf-16"), Media.HTML),
        (b"<!-- saved from url=(0020)https://example.org -->\n" + PAGE, Media.HTML),
        (b"<?xml version='1.0'?>\n" + PAGE, Media.HTML),
        (b"<HTML><HEAD>", Media.HTML),
        (small_pdf([["One"]]), Media.PDF),
        (b"\r\njunk\r\n" + small_pdf([["One"]]), Media.PDF),
        (MESSAGE, Media.EMAIL),
        (b"From roe@example.org Tue Jan 21 10:00:00 2025\n" + MESSAGE, Media.EMAIL),
        (MESSAGE.replace(b"\n", b"\r\n"), Media.EMAIL),
        (b"Roe sued Acme.", Media.TEXT),
        ("Roe’s suit".encode("utf-16"), Media.TEXT),
        ("Roe’s café".encode("cp1252"), Media.TEXT),
        (b"1 < 2 and <b>", Media.TEXT),
        (PASTED, Media.TEXT),
        (b"Subject: a suit\nRoe sued Acme: a story.\n\nMore.", Media.TEXT),
    ],
)
def test_bytes_say_what_they_are(raw: bytes, media: Media) -> None:
    assert media_of(raw) is media


@pytest.mark.parametrize("called", ["text/plain", "image/png", "application/octet-stream", ""])
def test_a_wrong_name_does_not_matter(called: str) -> None:
    assert media_of(PAGE, content_type=called, filename="order.pdf") is Media.HTML
    assert media_of(small_pdf([["One"]]), content_type=called, filename="a.html") is Media.PDF


@pytest.mark.parametrize(
    ("raw", "content_type", "filename", "media"),
    [
        (b"Roe <b>sued</b><br>Acme", "text/html; charset=utf-8", "", Media.HTML),
        (b"Roe <b>sued</b><br>Acme", "", "story.HTML", Media.HTML),
        (b"Roe sued Acme", "text/html", "", Media.TEXT),
        (PASTED, "message/rfc822", "", Media.EMAIL),
        (PASTED, "", "suit.eml", Media.EMAIL),
        (b"Roe sued Acme", "", "suit.eml", Media.TEXT),
    ],
)
def test_names_decide_what_bytes_leave_open(
    raw: bytes, content_type: str, filename: str, media: Media
) -> None:
    assert media_of(raw, content_type=content_type, filename=filename) is media


@pytest.mark.parametrize(
    ("raw", "seems"),
    [
        (b"\x89PNG\r\n\x1a\n", "an image .PNG."),
        (b"\xff\xd8\xff\xe0", "an image .JPEG."),
        (b"GIF89a", "an image .GIF."),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
        (zipped("order.pdf"), "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word"),
        (b"{\\rtf1 Roe sued}", "a rich text file"),
        (gzip.compress(PAGE, mtime=0), "a compressed file"),
        (b"\0\0\0\x18ftypmp42", "a film"),
        (bytes(range(256)) * 10, "a file for a program"),
    ],
)
def test_anything_else_is_refused_by_its_name(raw: bytes, seems: str) -> None:
    with pytest.raises(ExtractError, match=f"seems to be {seems}.*only a web page.*can be read"):
        media_of(raw, content_type="text/html", filename="story.html")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is empty"),
        (b" \n\0", "is empty"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "news feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "news feed"),
        (b"<?xml version='1.0'?><docket/>", "an XML file"),
        (
            b"From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\n"
            b"Subject: Suit\nMIME-Version: 1.0\n\n",
            "web archive",
        ),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(raw: bytes, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        media_of(raw)


def test_more_than_the_most_bytes_are_refused() -> None:
    raw = b"a" * (MOST_BYTES + 1)
    with pytest.raises(ExtractError, match=r"has 20\.0 MB; 20 MB is the most"):
        media_of(raw)
    for media in Media:
        with pytest.raises(ExtractError, match=r"20 MB is the most"):
            extract(raw, media)


def test_bytes_cut_within_a_character_are_read_in_their_charset() -> None:
    assert media_of(("é" * 40_000).encode()) is Media.TEXT


starts = st.sampled_from(
    [
        b"",
        PAGE,
        MESSAGE,
        b"%PDF-",
        b"PK\x03\x04",
        b"From: a\nTo: b\n",
        b"\xff\xfe",
        b"<html>",
        b"<?xml ",
    ]
)
names = st.sampled_from(["", "a.html", "a.eml", "a.txt", "a.", "."])


@given(starts, st.binary(), names)
@example(b"", b"\xff\xfe", "")
def test_any_bytes_are_something_or_refused_in_words(start: bytes, rest: bytes, name: str) -> None:
    try:
        media = media_of(start + rest, filename=name, content_type=name)
    except ExtractError as refusal:
        assert str(refusal).endswith((".", "pages that matter by themselves."))  # noqa: PT017
    else:
        assert media in Media


@given(st.sampled_from(Media), starts, st.binary(), st.sampled_from(["", "utf-16", "no-such"]))
def test_any_bytes_are_extracted_or_refused_in_words(
    media: Media, start: bytes, rest: bytes, charset: str
) -> None:
    try:
        found = extract(start + rest, media, charset=charset, url="https://example.org/a")
    except ExtractError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        assert isinstance(found, Extracted)
        assert "\0" not in found.text
        assert found.text.strip()
        assert found.text.encode()
