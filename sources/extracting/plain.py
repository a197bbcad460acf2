"""Plain text, as it is: only its charset, line ends and control characters are put right."""

from sources.decoding import ExtractError, decode
from sources.extracting.extracted import Extracted, join_pages
from sources.noticing import notices_in_text

EXTRACTOR = "plain text 1"  # raise the number when a text comes out otherwise than before


def extract_text(raw: bytes, charset: str = "") -> Extracted:
    """Return the text of a file; a form feed begins a page, as on a printer.

    Raises ExtractError on a file of nothing but white space.
    """
    text = decode(raw, charset)
    starts: tuple[int, ...] = ()
    if "\f" in text:
        # The last page ends with a form feed as the others do; no page follows it.
        pages = text.rstrip("\f\n ").split("\f")
        text, starts = join_pages(page.strip("\n") for page in pages)
    if not text.strip():
        raise ExtractError("The text is empty. Paste the words that you want to cite from.")
    return Extracted(text, EXTRACTOR, starts, notices=notices_in_text(text))
