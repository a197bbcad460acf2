"""The texts that a docket entry had: courts edit entries without notice, and each stays here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sources.comparing import Piece, word_diff
from sources.facts import Fact, Reading
from sources.models.court_file import COURT_KINDS


@dataclass(frozen=True)
class EntryText:
    """One wording, and the court's file that first has it."""

    text: str
    reading: Reading

    @property
    def since(self) -> date | None:
        return self.reading.source.published


@dataclass(frozen=True)
class Edit:
    """What the court changed from one wording to the next."""

    older: EntryText
    newer: EntryText
    pieces: tuple[Piece, ...]


def texts_of(fact: Fact | None) -> list[EntryText]:
    """The wordings of an entry in the court's files, the oldest first.

    By the date that each file gives itself; one that says what the one before it said is no new
    wording, so an entry that was put back to an older text has that twice.
    """
    if fact is None:
        return []
    texts: list[EntryText] = []
    for reading in _by_date(fact.readings):
        stated = reading.citation.stated_value
        if stated.strip() and (not texts or _plain(texts[-1].text) != _plain(stated)):
            texts.append(EntryText(stated, reading))
    return texts


def edits_of(fact: Fact) -> list[Edit]:
    """What changed between its wordings, the newest change first."""
    return [
        Edit(older, newer, word_diff(older.text, newer.text))
        for older, newer in pairwise(texts_of(fact))
    ][::-1]


def _by_date(readings: Iterable[Reading]) -> list[Reading]:
    of_court = (reading for reading in readings if reading.source.kind in COURT_KINDS)
    return sorted(of_court, key=lambda it: (it.source.published or date.min, it.turn))


def _plain(text: str) -> str:
    return " ".join(text.split())
