"""A source as one reads it: its text in paragraphs, cited passages marked, facts beside them."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Func, OuterRef, Q, TextField

from cases.models import Case
from sources.choosing import cases_of
from sources.facts import Fact, Reading, facts_cited_by, facts_stated_by
from sources.flags import Flag
from sources.models import (
    ROW_MODELS,
    CheckState,
    Citation,
    Notice,
    Passage,
    PassageCheck,
    Proposal,
    Review,
    Snapshot,
    Source,
)
from sources.models.citation import CitationQuerySet

PER_PAGE = 150
# From the start of a line only: a long line of nothing but blanks is looked through once.
_PARAGRAPH = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_LONGEST_NUMBER = 19


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

    @cached_property
    def differing(self) -> frozenset[int]:
        """Keys of the passages that begin here and state something else than is shown."""
        return frozenset(note.passage.pk for note in self.notes if not note.agrees)


@dataclass(frozen=True)
class Place:
    """Where in a text somebody wants to read, as an address says it; "" for what it does not."""

    page: str = ""
    passage: str = ""
    paragraph: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "Place":
        return cls(*(given.get(name, "") for name in ("page", "passage", "paragraph")))


@dataclass(frozen=True)
class Article:
    """A page of the newest whole text, or of the clippings where there is none."""

    snapshot: Snapshot | None
    paragraphs: tuple[Paragraph, ...]
    page: Page[Any]  # of the paragraphs, all of them counted
    cases: Sequence[Case]  # that the source is cited for, on any page, the most cited for first
    elsewhere: tuple[Note, ...] = ()  # cited from an older text, and not found in this one
    proposed: int = 0  # proposals that nobody has settled yet, on any page
    flagged: int = 0  # facts that lean on what changed since, on any page
    flagged_for_words: int = 0  # of these, the ones whose own words changed


def article_of(source: Source, *, with_proposals: bool = False, at: Place | None = None) -> Article:
    """The text of a source with what it is cited for; a constant number of queries.

    Long texts have pages: the one is read that holds what `at` names, else the first.
    `with_proposals`: also where words are that somebody may cite, for those who settle that.
    """
    at = at or Place()
    snapshot = source.snapshots.whole_texts().defer("raw").first()
    cases = cases_of(source)
    if snapshot is None:
        clipped = source.snapshots.defer("raw").order_by("pk")
        lines = [_Line(text, *span) for text in clipped for span in _lines(text.text)]
        page = _page(lines, at.page or _page_of(lines, _clipped_at(at, source)))
        read = _paragraphs(page, _notes(facts_stated_by(source)), ())
        return Article(None, tuple(read), page, cases)
    lines = [_Line(snapshot, *span) for span in _lines(snapshot.text)]
    page = _page(lines, at.page or _page_of(lines, _start_of(at, snapshot)))
    notes = _notes(facts_cited_by(_cited_on(page, snapshot).for_facts()))
    # Where the text ends, so that it is said once.
    elsewhere = () if page.has_next() else _notes(facts_cited_by(_not_in(snapshot).for_facts()))
    proposals = list(_proposed_on(page, snapshot)) if with_proposals else []
    number = Proposal.objects.open_in(snapshot).count() if with_proposals else 0
    read = _paragraphs(page, notes, proposals)
    return Article(snapshot, tuple(read), page, cases, tuple(elsewhere), number, *_flagged(source))


def article_as_of(snapshot: Snapshot, at: Place | None = None) -> Article:
    """A text that a source had, whichever it has now, with what stands in it that is cited."""
    at = at or Place()
    lines = [_Line(snapshot, *span) for span in _lines(snapshot.text)]
    page = _page(lines, at.page or _page_of(lines, _start_of(at, snapshot)))
    notes = _notes(facts_cited_by(_cited_on(page, snapshot).for_facts(as_of=snapshot)))
    read = _paragraphs(page, notes, ())
    return Article(snapshot, tuple(read), page, cases_of(snapshot.source))


def paragraph_at(text: str, at: int) -> int:
    """The number of the paragraph that holds a place of a text, or is the next after it."""
    return 1 + bisect_right(ends_of_paragraphs(text), at)


def ends_of_paragraphs(text: str) -> list[int]:
    """Where each paragraph of a text ends, in code points."""
    return [end for _, _, end in _lines(text)]


# --- Pages of a text ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph by its number in its text, and where it stands there."""

    snapshot: Snapshot
    number: int
    start: int
    end: int


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    for number, line in enumerate(_PARAGRAPH.finditer(text), start=1):
        yield number, *line.span()


def _page(lines: list[_Line], number: str | int) -> Page[Any]:
    return Paginator(lines, PER_PAGE).get_page(number)


def _page_of(lines: list[_Line], place: tuple[int, int] | None) -> int:
    """The page with a place: key of the text, and code point; the first page for no place."""
    if place is None:
        return 1
    snapshot, start = place
    for at, line in enumerate(lines):
        if line.snapshot.pk == snapshot and line.end > start:
            return 1 + at // PER_PAGE
    return max(1, math.ceil(len(lines) / PER_PAGE))


def _number(given: str) -> int:
    """A key or number out of an address; 0, which is nobody's, for anything else."""
    return int(given) if given.isdecimal() and len(given) < _LONGEST_NUMBER else 0


def _start_of(at: Place, snapshot: Snapshot) -> tuple[int, int] | None:
    """The place that is asked for, in this text; its end for a passage that it does not have."""
    if number := _number(at.paragraph):
        ends = ends_of_paragraphs(snapshot.text)
        return (snapshot.pk, ends[min(number, len(ends)) - 1] - 1) if ends else None
    if not (key := _number(at.passage)):
        return None
    here = Passage.objects.filter(pk=key, snapshot=snapshot).values_list("start", flat=True)
    found = PassageCheck.objects.filter(passage=key, snapshot=snapshot, found__isnull=False)
    starts = [*here, *found.values_list("found__start", flat=True)]
    return snapshot.pk, starts[0] if starts else len(snapshot.text)


def _clipped_at(at: Place, source: Source) -> tuple[int, int] | None:
    passages = Passage.objects.filter(pk=_number(at.passage), snapshot__source=source)
    return passages.values_list("snapshot_id", "start").first()


def _cited_on(page: Page[Any], snapshot: Snapshot) -> CitationQuerySet:
    """The citations whose words stand on a page of a text, whichever text they were quoted from."""
    lines = list(page)
    start, end = (lines[0].start, lines[-1].end) if lines else (0, 0)
    found = PassageCheck.objects.filter(
        snapshot=snapshot, found__start__lt=end, found__end__gt=start
    )
    here = Q(passage__snapshot=snapshot, passage__start__lt=end, passage__end__gt=start)
    cited = Citation.objects.filter(passage__snapshot__source=snapshot.source_id)
    return cited.filter(here | Q(passage__in=found.values("passage")))


def _not_in(snapshot: Snapshot) -> CitationQuerySet:
    """The citations of its source whose words a text does not have."""
    found = PassageCheck.objects.filter(snapshot=snapshot, found__isnull=False)
    cited = Citation.objects.filter(passage__snapshot__source=snapshot.source_id)
    return cited.exclude(passage__snapshot=snapshot).exclude(passage__in=found.values("passage"))


def _proposed_on(page: Page[Any], snapshot: Snapshot) -> Iterable[Proposal]:
    lines = list(page)
    start, end = (lines[0].start, lines[-1].end) if lines else (0, 0)
    wanted = Proposal.objects.open_in(snapshot)
    return wanted.filter(passage__start__lt=end, passage__end__gt=start)


def _flagged(source: Source) -> tuple[int, int]:
    """How many facts lean on what changed in a source, and how many on words that did."""
    cited = Citation.objects.filter(passage__snapshot__source=source)
    fact = Func(
        *(F(column) for column in ("case_id", "target", *(f"{it}_id" for it in ROW_MODELS))),
        F("field"),
        function="ROW",
        output_field=TextField(),
    )
    changed = (
        PassageCheck.objects.in_current_texts()
        .exclude(Q(state=CheckState.SAME) | Q(review=Review.CONFIRMED))
        .filter(passage=OuterRef("passage"))
    )
    by_words = cited.filter(Exists(changed)).aggregate(number=Count(fact, distinct=True))["number"]
    notices = Notice.objects.unreviewed().in_current_texts().filter(snapshot__source=source)
    if not notices.exists():
        return by_words, by_words
    return cited.aggregate(number=Count(fact, distinct=True))["number"], by_words


# --- What stands on a page ------------------------------------------------------------------


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
    page: Iterable[_Line], notes: Sequence[Note], proposals: Sequence[Proposal]
) -> Iterator[Paragraph]:
    """The paragraphs of a page; each note is looked at where it stands, and nowhere else."""
    of_text: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        of_text[note.passage.snapshot_id].append(note)
    waiting = sorted(proposals, key=lambda it: it.passage.start)
    at = proposed_at = 0
    open_notes: list[Note] = []
    open_proposals: list[Proposal] = []
    text = 0
    for line in page:
        inside = of_text[line.snapshot.pk]
        if line.snapshot.pk != text:
            at, open_notes, text = 0, [], line.snapshot.pk
        while at < len(inside) and inside[at].passage.start < line.end:
            open_notes.append(inside[at])
            at += 1
        while proposed_at < len(waiting) and waiting[proposed_at].passage.start < line.end:
            open_proposals.append(waiting[proposed_at])
            proposed_at += 1
        # What ended before this line is behind us for good.
        open_notes = [note for note in open_notes if note.passage.end > line.start]
        open_proposals = [it for it in open_proposals if it.passage.end > line.start]
        beginning = tuple(note for note in open_notes if note.passage.start >= line.start)
        passages = [note.passage for note in open_notes]
        # Words under a mark are looked at already, whatever else they may state.
        proposed = _not_under(passages, open_proposals)
        stretches = _stretches(line.snapshot.text, line.start, line.end, passages, proposed)
        yield Paragraph(line.number, line.start, tuple(stretches), beginning)


def _not_under(passages: Sequence[Passage], proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals whose words no passage touches; passages in the order of their starts."""
    starts = [passage.start for passage in passages]
    furthest = list(accumulate((passage.end for passage in passages), max))
    free = []
    for proposal in proposals:
        before = bisect_left(starts, proposal.passage.end)
        if not before or furthest[before - 1] <= proposal.passage.start:
            free.append(proposal)
    return free


def _stretches(
    text: str,
    start: int,
    end: int,
    passages: Sequence[Passage],
    proposals: Sequence[Proposal] = (),
) -> Iterator[Stretch]:
    cited = [(p.start, p.end, p.pk) for p in passages]
    proposed = [(p.passage.start, p.passage.end, p.pk) for p in proposals]
    borders = {start, end}
    for left, right, _ in [*cited, *proposed]:
        borders |= {max(start, left), min(end, right)}
    covering, suggesting = _Cover(cited), _Cover(proposed)
    begin: dict[int, list[int]] = defaultdict(list)
    for left, _, pk in cited:
        begin[left].append(pk)
    for left, right in pairwise(sorted(borders)):
        covered = covering.over(left, right)
        yield Stretch(
            text[left:right], covered, tuple(begin.get(left, ())), suggesting.over(left, right)
        )


class _Cover:
    """Which spans cover each of a row of stretches, asked for from left to right."""

    def __init__(self, spans: list[tuple[int, int, int]]) -> None:
        self._coming = deque(sorted(enumerate(spans), key=lambda it: it[1][0]))
        self._over: list[tuple[int, tuple[int, int, int]]] = []

    def over(self, left: int, right: int) -> tuple[int, ...]:
        """Keys of the spans over a stretch, in the order in which they were given."""
        while self._coming and self._coming[0][1][0] < right:
            self._over.append(self._coming.popleft())
        self._over = [it for it in self._over if it[1][1] > left]
        return tuple(pk for _, (_, _, pk) in sorted(self._over))
