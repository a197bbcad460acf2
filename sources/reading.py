"""A source as one reads it: its text in paragraphs, cited passages marked, facts beside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sources.facts import Fact, Reading, facts_stated_by
from sources.models import Passage, Snapshot, Source

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Stretch:
    """A run of text between two borders of passages; the passages that cover it, by key."""

    text: str
    covered_by: tuple[int, ...]
    begins: tuple[int, ...]


@dataclass(frozen=True)
class Note:
    """One cited passage and what it states of which facts."""

    passage: Passage
    stated: tuple[tuple[Fact, Reading], ...]

    @property
    def agrees(self) -> bool:
        return all(reading.agrees for _, reading in self.stated)


@dataclass(frozen=True)
class Paragraph:
    number: int
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Article:
    """The newest whole text, or the clippings where there is none."""

    snapshot: Snapshot | None
    paragraphs: tuple[Paragraph, ...]
    elsewhere: tuple[Note, ...]  # cited from an older text, and not found in this one


def article_of(source: Source) -> Article:
    """The text of a source with all that it is cited for; a constant number of queries."""
    notes = _notes(facts_stated_by(source))
    snapshot = source.snapshots.whole_texts().defer("raw").first()
    if snapshot is None:
        clipped = source.snapshots.defer("raw").order_by("pk")
        paragraphs = [p for one in clipped for p in _paragraphs(one, notes)]
        return Article(None, tuple(paragraphs), ())
    here = {note.passage.pk for note in notes if note.passage.snapshot_id == snapshot.pk}
    elsewhere = tuple(note for note in notes if note.passage.pk not in here)
    return Article(snapshot, tuple(_paragraphs(snapshot, notes)), elsewhere)


def _notes(facts: Iterable[Fact]) -> list[Note]:
    passages: dict[int, Passage] = {}
    stated: dict[int, list[tuple[Fact, Reading]]] = defaultdict(list)
    for fact in facts:
        for reading in fact.readings:
            passages[reading.passage.pk] = reading.passage
            stated[reading.passage.pk].append((fact, reading))
    ordered = sorted(passages.values(), key=lambda p: (p.snapshot_id, p.start, p.end))
    return [Note(passage, tuple(stated[passage.pk])) for passage in ordered]


def _paragraphs(snapshot: Snapshot, notes: list[Note]) -> Iterator[Paragraph]:
    inside = [note for note in notes if note.passage.snapshot_id == snapshot.pk]
    for number, line in enumerate(_PARAGRAPH.finditer(snapshot.text), start=1):
        start, end = line.span()
        touching = [n for n in inside if n.passage.start < end and n.passage.end > start]
        beginning = tuple(n for n in touching if n.passage.start >= start)
        passages = [note.passage for note in touching]
        yield Paragraph(number, tuple(_stretches(snapshot.text, start, end, passages)), beginning)


def _stretches(text: str, start: int, end: int, passages: list[Passage]) -> Iterator[Stretch]:
    borders = {start, end}
    for passage in passages:
        borders |= {max(start, passage.start), min(end, passage.end)}
    for left, right in pairwise(sorted(borders)):
        covering = tuple(p.pk for p in passages if p.start < right and p.end > left)
        begins = tuple(p.pk for p in passages if p.start == left)
        yield Stretch(text[left:right], covering, begins)
