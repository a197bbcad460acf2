"""The one way in, whatever the bytes are.

What reads a kind of file is loaded when one comes: the pages that only ask what a text is would
else wait for all of it at every start.
"""

from sources.decoding import MOST_BYTES, ExtractError
from sources.extracting.extracted import Extracted
from sources.extracting.media import Media


def extract(raw: bytes, media: Media, *, charset: str = "", url: str = "") -> Extracted:
    """Return the text of raw bytes, with what the file says of itself.

    The same bytes give the same text as long as `Extracted.extractor` is the same. `charset` is
    what the server said, `url` where a page came from. Raises ExtractError, whose words tell a
    person what was found and what to do.
    """
    if len(raw) > MOST_BYTES:
        raise ExtractError(
            f"The file has {len(raw) / 1e6:,.1f} MB; {MOST_BYTES / 1e6:.0f} MB is the most that is "
            "read here. Add the pages that matter by themselves."
        )
    match media:
        case Media.HTML:
            from sources.extracting.html import extract_html

            return extract_html(raw, charset, url)
        case Media.PDF:
            from sources.extracting.pdf import extract_pdf

            return extract_pdf(raw)
        case Media.EMAIL:
            from sources.extracting.email import extract_email

            return extract_email(raw)
        case Media.TEXT:
            from sources.extracting.plain import extract_text

            return extract_text(raw, charset)
