"""A source as one reads it: its text in paragraphs, cited passages marked, facts beside them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.facts import Fact, Reading, facts_cited_by, facts_stated_by
from sources.flags import Flag
from sources.models import Citation, Passage, Proposal, Snapshot, Source

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Stretch:
    """A run of text between two borders of passages; the passages that cover it, by key."""

    text: str
    covered_by: tuple[int, ...]
    begins: tuple[int, ...]
    proposed_by: tuple[int, ...] = ()  # proposals that nobody has settled yet, by key


@dataclass(frozen=True)
class Note:
    """One cited passage and what it states of which facts."""

    passage: Passage
    stated: tuple[tuple[Fact, Reading], ...]

    @property
    def agrees(self) -> bool:
        return all(reading.agrees for _, reading in self.stated)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What became of its own words; a notice of the source is said above the text."""
        own = (reading.own_flag for _, reading in self.stated)
        return tuple(dict.fromkeys(flag for flag in own if flag is not None))


@dataclass(frozen=True)
class Paragraph:
    number: int
    start: int  # in the snapshot's text, in code points
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Article:
    """The newest whole text, or the clippings where there is none."""

    snapshot: Snapshot | None
    paragraphs: tuple[Paragraph, ...]
    elsewhere: tuple[Note, ...]  # cited from an older text, and not found in this one
    proposed: int = 0  # proposals that nobody has settled yet


def article_of(source: Source, *, with_proposals: bool = False) -> Article:
    """The text of a source with all that it is cited for; a constant number of queries.

    `with_proposals`: also where words are that somebody may cite, for those who settle that.
    """
    notes = _notes(facts_stated_by(source))
    snapshot = source.snapshots.whole_texts().defer("raw").first()
    if snapshot is None:
        clipped = source.snapshots.defer("raw").order_by("pk")
        paragraphs = [p for one in clipped for p in _paragraphs(one, notes)]
        return Article(None, tuple(paragraphs), ())
    here = {note.passage.pk for note in notes if note.passage.snapshot_id == snapshot.pk}
    elsewhere = tuple(note for note in notes if note.passage.pk not in here)
    proposals = list(Proposal.objects.open_in(snapshot)) if with_proposals else []
    read = tuple(_paragraphs(snapshot, notes, proposals))
    return Article(snapshot, read, elsewhere, len(proposals))


def article_as_of(snapshot: Snapshot) -> Article:
    """A text that a source had, whichever it has now, with what stands in it that is cited."""
    cited = Citation.objects.filter(passage__snapshot__source=snapshot.source_id)
    notes = _notes(facts_cited_by(cited.for_facts(as_of=snapshot)))
    return Article(snapshot, tuple(_paragraphs(snapshot, notes)), ())


def paragraph_at(text: str, at: int) -> int:
    """The number of the paragraph that holds a place of a text, or is the next after it."""
    return 1 + bisect_right(ends_of_paragraphs(text), at)


def ends_of_paragraphs(text: str) -> list[int]:
    """Where each paragraph of a text ends, in code points."""
    return [match.end() for match in _PARAGRAPH.finditer(text)]


def _notes(facts: Iterable[Fact]) -> list[Note]:
    passages: dict[int, Passage] = {}
    stated: dict[int, list[tuple[Fact, Reading]]] = defaultdict(list)
    for fact in facts:
        for reading in fact.readings:
            passages[reading.passage.pk] = reading.passage
            stated[reading.passage.pk].append((fact, reading))
    ordered = sorted(passages.values(), key=lambda p: (p.snapshot_id, p.start, p.end))
    return [Note(passage, tuple(stated[passage.pk])) for passage in ordered]


def _paragraphs(
    snapshot: Snapshot, notes: list[Note], proposals: Sequence[Proposal] = ()
) -> Iterator[Paragraph]:
    inside = [note for note in notes if note.passage.snapshot_id == snapshot.pk]
    for number, line in enumerate(_PARAGRAPH.finditer(snapshot.text), start=1):
        start, end = line.span()
        touching = [n for n in inside if n.passage.start < end and n.passage.end > start]
        beginning = tuple(n for n in touching if n.passage.start >= start)
        passages = [note.passage for note in touching]
        # Words under a mark are looked at already, whatever else they may state.
        proposed = [
            p
            for p in proposals
            if p.passage.start < end
            and p.passage.end > start
            and not any(p.passage.start < c.end and p.passage.end > c.start for c in passages)
        ]
        stretches = tuple(_stretches(snapshot.text, start, end, passages, proposed))
        yield Paragraph(number, start, stretches, beginning)


def _stretches(
    text: str,
    start: int,
    end: int,
    passages: list[Passage],
    proposals: Sequence[Proposal] = (),
) -> Iterator[Stretch]:
    borders = {start, end}
    for passage in [*passages, *(proposal.passage for proposal in proposals)]:
        borders |= {max(start, passage.start), min(end, passage.end)}
    for left, right in pairwise(sorted(borders)):
        covering = tuple(p.pk for p in passages if p.start < right and p.end > left)
        begins = tuple(p.pk for p in passages if p.start == left)
        proposed = tuple(
            p.pk for p in proposals if p.passage.start < right and p.passage.end > left
        )
        yield Stretch(text[left:right], covering, begins, proposed)
