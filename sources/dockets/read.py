"""Which of the kinds of court files bytes are, and the reading of that kind."""

from __future__ import annotations

import logging
import re

from sources.decoding import MOST_BYTES
from sources.dockets import courts
from sources.dockets.appellates import read_appellate
from sources.dockets.dockets import read_docket
from sources.dockets.feeds import read_feed
from sources.dockets.notices import is_message, read_notice
from sources.dockets.pages import page_of
from sources.dockets.records import CourtRecord, RefusedFileError
from sources.dockets.refusals import refuse_by_first_bytes, refuse_if_cut_off

_log = logging.getLogger(__name__)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b")
_HTML = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_BEFORE_A_FEED = 5_000  # characters of declarations and comments
_PAGE = re.compile(r"<\s*(?:!doctype|html|head|body|table|div|center|p|br)\b", re.IGNORECASE)


def read_court_file(raw: bytes, filename: str) -> CourtRecord:
    """Return what a court file states; its name is asked only for the court it begins with.

    Raises RefusedFileError, in words for the person who brought the file, on anything that is no
    whole court file.
    """
    if len(raw) > MOST_BYTES:
        raise RefusedFileError(
            f"This file has {len(raw) / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} MB is the most that is "
            "read. Run the docket report for a range of dates or numbers, and import the parts."
        )
    refuse_by_first_bytes(raw)
    try:
        return _read(raw, filename)
    except RefusedFileError:
        raise
    except Exception as error:
        # juriscraper raises whatever its expressions happen to raise on what it does not know.
        _log.warning("A court file could not be read", exc_info=error)
        raise RefusedFileError(
            "This looks like a court file, but it cannot be read to the end "
            f"({type(error).__name__}: {_short(error)}). Download it again from the court; if that "
            "does not help, log its entries by hand."
        ) from error


def _read(raw: bytes, filename: str) -> CourtRecord:
    if is_message(raw):
        return read_notice(raw, filename)
    text = page_of(raw)
    if _FEED.search(text[:_BEFORE_A_FEED]) and not _HTML.search(text[:_BEFORE_A_FEED]):
        return read_feed(raw, text, filename)
    if not _PAGE.search(text):
        raise RefusedFileError(
            "This file is neither a court's web page nor an e-mail nor a feed. Save the docket "
            "report as HTML, or the notice as .eml, and import that."
        )
    court_id = courts.court_of(text, filename)
    read = read_appellate if courts.is_appellate(court_id) else read_docket
    try:
        return read(text, court_id)
    except RefusedFileError:
        raise
    except Exception:
        refuse_if_cut_off(text)
        raise


def _short(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:150] or "no reason given"
