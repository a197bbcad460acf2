"""How passages fare from one snapshot of a source to another, read by the same program.

Two releases of an extractor cut different texts from one page, so a text cut by another release is
cut again from its bytes before the two are compared: what only the program changed is no change of
the publisher's. Nothing is written here.
"""

from dataclasses import dataclass
from functools import cached_property

from sources.anchoring import Span, plain
from sources.comparing import Comparison, Fate, Outcome, compare
from sources.extracting import ExtractError, Media, extract
from sources.models import Snapshot
from sources.webpage import parse, visible_blocks


@dataclass(frozen=True, slots=True)
class Fared:
    """An outcome in the newer text, and whether the extractor alone explains it."""

    outcome: Outcome
    by_extractor: bool = False


@dataclass(frozen=True)
class Change:
    """From one whole text of a source to another; diffed once, for any number of passages."""

    older: Snapshot
    newer: Snapshot

    def fared(self, start: int, end: int) -> Fared:
        """How the passage at these code points of the older text fares in the newer one."""
        outcome = self._direct.outcome(start, end)
        if outcome.fate is Fate.SAME or self._again is None:
            return Fared(outcome)
        reread = self._reread.outcome(start, end)
        if reread.found is not None:
            # The program keeps the words, so what becomes of them from there on is real.
            return Fared(self._since.outcome(reread.found.start, reread.found.end))
        return Fared(outcome, by_extractor=self._explains(reread, outcome, start, end))

    @cached_property
    def _direct(self) -> Comparison:
        return compare(self.older.text, self.newer.text)

    @cached_property
    def _again(self) -> str | None:
        """The older page, read as the newer one was; None where that makes no difference."""
        return read_again(self.older, by=self.newer.extractor)

    @cached_property
    def _reread(self) -> Comparison:
        return compare(self.older.text, self._again or "")

    @cached_property
    def _since(self) -> Comparison:
        return compare(self._again or "", self.newer.text)

    def _explains(self, reread: Outcome, outcome: Outcome, start: int, end: int) -> bool:
        """Whether the older page, read by today's program, has lost the words just as the newer."""
        if reread.fate is not outcome.fate:
            return False
        if reread.fate is Fate.MISSING:
            # Both texts lack the words; the newer page itself tells whether it has them.
            return plain(self.older.text[start:end]) in self._seen_on_newer_page
        then, now = self._reread.newer, self.newer.text
        return words_at(then, reread.suggestion) == words_at(now, outcome.suggestion)

    @cached_property
    def _seen_on_newer_page(self) -> str:
        if self.newer.media != Media.HTML or self.newer.raw is None:
            return ""
        blocks = visible_blocks(parse(bytes(self.newer.raw)))
        return plain("\n".join(block.text for block in blocks))


def read_again(snapshot: Snapshot, *, by: str) -> str | None:
    """The text that the extractor `by` cuts from a page another one was used on; else None.

    None too where `by` is not the one installed: then nobody can tell what it would cut.
    """
    if snapshot.media != Media.HTML or not snapshot.raw or snapshot.extractor == by:
        return None
    try:
        again = extract(bytes(snapshot.raw), Media.HTML, url=snapshot.url)
    except ExtractError:
        return None
    return again.text if again.extractor == by else None


def words_at(text: str, span: Span | None) -> str:
    """The words at a place in normal form, "" for no place."""
    return plain(text[span.start : span.end]) if span else ""
