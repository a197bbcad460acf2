"""juriscraper's parsers, loaded quietly and late, with what we need to know about their work.

Each subclass parses exactly as its parent does; it only remembers which rows of the page became
which entries, and does not look twice for what it has found.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.parse import urljoin

from sources.dockets.records import RefusedFileError

# juriscraper adds a handler that writes to /var/log, and complains to stderr when it cannot,
# unless its logger has one. What it logs are its makers' notes to themselves.
_LOGGER = "juriscraper.lib.log_tools"
# The regular expressions that look for a caption take time with the square of this.
_LONGEST_FIRST_LINE = 10_000


class Parsers(NamedTuple):
    """The parsers by what they read."""

    docket: Any
    appellate: Any
    notice: Any
    feed: Any


@cache
def named(parser: str) -> str:
    """Return what a record gives as its parser: "juriscraper 4.0.1 DocketReport"."""
    return f"juriscraper {version('juriscraper')} {parser}"


@cache
def _faults(error_strings: tuple[str, ...]) -> list[tuple[list[str], re.Pattern[str]]]:
    """The expressions of pages that are no dockets, each with words without which none matches."""
    return [
        (
            sorted(re.findall(r"(?<![\\a-z0-9])[a-z0-9]+", fault.lower()), key=len, reverse=True),
            re.compile(r"\s+".join(fault.split()), re.IGNORECASE),
        )
        for fault in error_strings
    ]


@cache
def parsers() -> Parsers:
    """Return the parsers. The first call takes half a second, for it imports them."""
    logger = logging.getLogger(_LOGGER)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = False
    from juriscraper.lib.html_utils import clean_html, fix_links_in_lxml_tree
    from juriscraper.pacer import AppellateDocketReport, DocketReport, PacerRssFeed
    from juriscraper.pacer.email import NotificationEmail
    from juriscraper.pacer.reports import BaseReport

    class Quick(BaseReport):
        """The same page made ready in less time: fewer searches, and only the links that count."""

        def _parse_text(self, text: str) -> None:
            text = clean_html(text)
            self.check_validity(text)
            if self.is_valid:
                self._strip_bad_html_tags_insecure(text)
                for link in self.tree.iter("a"):
                    if href := link.get("href"):
                        link.set("href", fix_links_in_lxml_tree(urljoin(self.url, href.strip())))

        def check_validity(self, text: str) -> None:
            lower = text.lower()
            self.is_valid = not any(
                all(word in lower for word in words) and fault.search(text)
                for words, fault in _faults(tuple(self.ERROR_STRINGS))
            )

    class Docket(Quick, DocketReport):
        """A district or bankruptcy docket; `kept` are the cells of the entries, in order."""

        def __init__(self, court_id: str) -> None:
            super().__init__(court_id)
            self.kept: list[list[Any]] = []
            self._number: str | None = None
            self._rows: list[Any] | None = None

        def _get_docket_entry_rows(self) -> Any:
            if self._rows is None:
                self._rows = super()._get_docket_entry_rows()
            return self._rows

        def _get_document_number(self, cell: Any) -> Any:
            self._number = super()._get_document_number(cell)
            return self._number

        def _get_description(self, cells: Any) -> Any:
            # The rule by which juriscraper leaves out a row, applied after this call.
            if self._number is None or self._number.isdigit():
                self.kept.append(list(cells))
            return super()._get_description(cells)

        def _set_metadata_values(self) -> None:
            super()._set_metadata_values()
            if len(self.metadata_values[0]) > _LONGEST_FIRST_LINE:
                raise RefusedFileError(
                    "The head of this docket is a single line of "
                    f"{len(self.metadata_values[0]):,} characters; no court writes it so. "
                    "Download the docket report again and import that."
                )

    class Appellate(Quick, AppellateDocketReport):
        """An appellate docket; `kept` as in Docket, `parties_kept` the left cell of each party."""

        def __init__(self, court_id: str) -> None:
            super().__init__(court_id)
            self.kept: list[list[Any]] = []
            self.parties_kept: list[Any] = []

        def _get_document_number(self, cell: Any) -> Any:  # type: ignore[override,unused-ignore]
            self.kept.append(cell.getparent().xpath("./td"))
            return AppellateDocketReport._get_document_number(cell)

        def _parse_party_left(self, tree: Any) -> Any:
            self.parties_kept.append(tree)
            return super()._parse_party_left(tree)

    class Notice(Quick, NotificationEmail):
        """A notice of electronic filing, once its message has been taken apart."""

        def read(self, body: str, subject: str, *, is_page: bool) -> list[dict[str, Any]]:
            """Return the dockets of a message's body, the empty list if it notifies of none."""
            self.subject = subject
            self.content_type = "text/html" if is_page else "text/plain"
            # Lines of a page are folded where the mail was, as in juriscraper's own reading.
            self._parse_text(re.sub(r"\n", " ", body) if is_page else body)
            if self.is_valid is False or self.tree is None:
                return []
            # The order matters: these two remember what the rest goes by.
            self._is_appellate()
            self._is_acms()
            return list(self._get_dockets())

    class Feed(PacerRssFeed):
        """A feed that is only read: without the web client that its parent makes (17 ms)."""

        def __init__(self, court_id: str) -> None:
            DocketReport.__init__(self, court_id)
            self._clear_caches()
            self._data = None
            self.is_valid = True
            self.is_appellate = court_id[-1].isdigit() or court_id in {"cadc", "cafc", "cavc"}
            self.is_bankruptcy = court_id.endswith("b")

    return Parsers(Docket, Appellate, Notice, Feed)
