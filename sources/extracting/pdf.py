"""The text layer of a PDF, page by page, by PDFium."""

import re
import time
from collections.abc import Iterator
from datetime import date
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
from pypdfium2.version import PDFIUM_INFO, PYPDFIUM_INFO

from sources.decoding import ExtractError, clean
from sources.extracting.extracted import Extracted, join_pages, shortened
from sources.noticing import notices_in_text

EXTRACTOR = f"pypdfium2 {PYPDFIUM_INFO.version} (PDFium {PDFIUM_INFO.build})"
MOST_PAGES = 2_000
MOST_SECONDS = 60  # for all pages; 500 full ones take half a second
MOST_CHARACTERS = 20_000_000  # a page can draw one text over and over

# PDFium is not safe in two threads, even on two documents.
_ONE_AT_A_TIME = Lock()
# PDFium puts this for the hyphen of a word divided at a line's end, and joins the lines.
_DIVIDED = "\x02"
_DIVIDED_WORD = re.compile(rf"(?<=[a-zß-öø-ÿ]){_DIVIDED}(?=[a-zß-öø-ÿ])")
# "5:25-" and "cv-00709", "2701-" and "2713": one number, over two lines.
_DIVIDED_NUMBER = re.compile(r"(?<=\w)-\n(?=\w)")
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def extract_pdf(raw: bytes) -> Extracted:
    """Return the text of every page, lines as they are printed.

    Raises ExtractError on a PDF that is damaged, needs a password, has no text, or has more than
    MOST_PAGES pages.
    """
    with _ONE_AT_A_TIME:
        try:
            with PdfDocument(raw) as document:
                pages = list(_pages(document))
                about = document.get_metadata_dict()
        except PdfiumError as error:
            raise ExtractError(_refusal(error)) from error
    text, starts = join_pages(pages)
    if not text:
        raise ExtractError(
            f"The PDF has {_counted(len(pages))} and no text: it is probably a scan. "
            "Run text recognition (OCR) on it, or type out the words that you want to cite."
        )
    return Extracted(
        text,
        EXTRACTOR,
        starts,
        notices=notices_in_text(text),
        title=shortened(clean(about["Title"]), 500),
        author=shortened(clean(about["Author"]), 200),
        published=_day(about["CreationDate"]),
    )


def _pages(document: PdfDocument) -> Iterator[str]:
    count = len(document)
    if count > MOST_PAGES:
        raise ExtractError(
            f"The PDF has {count:,} pages; {MOST_PAGES:,} is the most that is read here. "
            "Split it and add the part that matters."
        )
    until = time.monotonic() + MOST_SECONDS
    length = 0
    for number in range(count):
        if time.monotonic() > until or length > MOST_CHARACTERS:
            raise ExtractError(
                f"The PDF takes too long to read: after {number:,} of {count:,} pages we stopped. "
                "Split it and add the part that matters."
            )
        page = _page(document, number)
        length += len(page)
        yield page


def _page(document: PdfDocument, number: int) -> str:
    try:
        page = document[number]
    except PdfiumError:
        # One page that is damaged is a page without text, as it is in a reader.
        return ""
    try:
        words = page.get_textpage()
        try:
            text = words.get_text_bounded()
        finally:
            words.close()
    finally:
        page.close()
    # A word is whole again, and a quote of it is found; a docket number keeps its hyphen.
    text = _DIVIDED_WORD.sub("\u00ad", text).replace(_DIVIDED, "-")
    text = "\n".join(line.rstrip() for line in clean(text).split("\n")).strip()
    return _DIVIDED_NUMBER.sub("-", text)


def _refusal(error: PdfiumError) -> str:
    if error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
        return (
            "The PDF needs a password. Open it with the password, print it to a new PDF, "
            "and add that one."
        )
    return (
        "The PDF is damaged: it does not open. Download it again, or open it in a PDF reader, "
        "print it to a new PDF, and add that one."
    )


def _day(created: str) -> date | None:
    """The day of a PDF's date, "D:20250121093000-08'00'", in the zone that it was written in."""
    match = _CREATED.match(created)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages:,} pages"
