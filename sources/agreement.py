"""The picture of agreement: the facts of a case down, its sources across.

The figures are of all facts, and counted; the passages are read for the page of lines shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.core.paginator import Page, Paginator

from sources.counting import CountedFact
from sources.facts import CaseFacts, Fact, Reading
from sources.models import Source, Target
from sources.page_facts import with_words
from sources.wording import SECTION_TITLES

PER_PAGE = 150
# More columns than this, and only the sources that state something of the lines shown have one.
MOST_COLUMNS = 25


class Show(StrEnum):
    """Which facts the picture shows; the value is what the address says."""

    ALL = "all"
    DIFFER = "differ"
    UNSOURCED = "unsourced"
    FLAGGED = "flagged"

    def keeps(self, fact: CountedFact) -> bool:
        match self:
            case Show.DIFFER:
                return fact.disputed
            case Show.UNSOURCED:
                return not fact.sourced
            case Show.FLAGGED:
                return fact.flagged
        return True


@dataclass(frozen=True)
class Mark:
    """What one source states of one fact in one way; it links to the first passage that does."""

    fact: Fact
    readings: tuple[Reading, ...]

    @property
    def agrees(self) -> bool:
        return self.readings[0].agrees

    @property
    def differs(self) -> bool:
        return self.fact.differs(self.readings[0])

    @property
    def stated(self) -> str:
        """The value in words; where a passage only shows that there is one, the value shown."""
        return self.readings[0].stated or (self.fact.shown if self.agrees else "nothing")

    @property
    def inferred(self) -> str:
        """What the value adds to the words of every passage that states it, "" if one says all."""
        added = [reading.citation.inferred for reading in self.readings]
        return added[0] if all(added) else ""

    @property
    def name(self) -> str:
        """The mark in words: “PYMNTS states it: 21 January 2025”."""
        verb = "states otherwise" if self.differs else "states it"
        words = f"{self.readings[0].source.name} {verb}: {self.stated}"
        if self.inferred:
            words += f" (inferred: {self.inferred})"
        if len(self.readings) > 1:
            words += f", in {len(self.readings)} passages"
        if self.flagged:
            words += f"; {self.flagged[0].lower()}{self.flagged[1:]}"
        return words

    @property
    def flagged(self) -> str:
        """What changed since one of its passages was cited, "" if nothing did."""
        return next((flag.says for reading in self.readings for flag in reading.flags), "")

    @property
    def address(self) -> str:
        first = self.readings[0]
        return first.passage.address


@dataclass(frozen=True)
class Line:
    """One fact, and the marks of each source in the order of the columns; none: it is silent."""

    fact: Fact
    cells: tuple[tuple[Mark, ...], ...]
    begins_row: bool  # the first line about this row of the record

    @property
    def address(self) -> str:
        return self.fact.page_address


@dataclass(frozen=True)
class Column:
    """A source, and of how many facts of the case it states what is shown, or something else."""

    source: Source
    states: int
    otherwise: int


@dataclass(frozen=True)
class Group:
    """The lines about one kind of row."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """The table of one case; its columns count all facts, whichever of them are shown."""

    record: CaseFacts
    show: Show
    number: str = ""  # of the page, as the address has it

    @cached_property
    def page(self) -> Page[CountedFact]:
        """The facts that the choice keeps, a page of them."""
        kept = [fact for fact in self.record.counted if self.show.keeps(fact)]
        order = list(SECTION_TITLES)
        kept.sort(key=lambda fact: order.index(fact.target))
        return Paginator(kept, PER_PAGE).get_page(self.number)

    @cached_property
    def facts(self) -> list[Fact]:
        """Those on the page, with their passages."""
        counted = [fact for fact in self.page if not isinstance(fact, Fact)]
        worded = {fact.id: fact for fact in with_words(self.record.case, counted)}
        return [fact if isinstance(fact, Fact) else worded[fact.id] for fact in self.page]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        states: dict[int, int] = defaultdict(int)
        otherwise: dict[int, int] = defaultdict(int)
        for fact in self.record.counted:
            for key in {r.source_id for r in fact.readings if r.agrees}:
                states[key] += 1
            for key in {r.source_id for r in fact.readings if fact.differs(r)}:
                otherwise[key] += 1
        sources = self.record.sources
        if len(sources) > MOST_COLUMNS:
            stating = {reading.source_id for fact in self.facts for reading in fact.readings}
            sources = [source for source in sources if source.pk in stating]
        return tuple(Column(source, states[source.pk], otherwise[source.pk]) for source in sources)

    @property
    def silent(self) -> int:
        """How many sources have no column, for they state nothing of the facts on this page."""
        return len(self.record.sources) - len(self.columns)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        kept: dict[Target, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            kept[fact.target].append(fact)
        return tuple(
            Group(title, tuple(self._lines(kept[target])))
            for target, title in SECTION_TITLES.items()
            if target in kept
        )

    @property
    def choices(self) -> list[tuple[Show, str, int]]:
        """The filters with their words and how many facts each would show."""
        words = {
            Show.ALL: "All facts",
            Show.DIFFER: "Where sources differ",
            Show.UNSOURCED: "What is unsourced",
            Show.FLAGGED: "What changed since",
        }
        return [(show, words[show], sum(map(show.keeps, self.record.counted))) for show in Show]

    def _lines(self, facts: Sequence[Fact]) -> Iterable[Line]:
        row = None
        for fact in facts:
            yield Line(fact, self._cells(fact), begins_row=fact.row is not row)
            row = fact.row

    def _cells(self, fact: Fact) -> tuple[tuple[Mark, ...], ...]:
        of_source: dict[int, list[Reading]] = defaultdict(list)
        for reading in fact.readings:
            of_source[reading.source_id].append(reading)
        return tuple(
            _marks(fact, of_source[column.source.pk]) if column.source.pk in of_source else ()
            for column in self.columns
        )


def _marks(fact: Fact, readings: Iterable[Reading]) -> tuple[Mark, ...]:
    """What agrees is one mark, and so is each other value; what agrees comes first."""
    groups: dict[str | None, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[None if reading.agrees else reading.stated].append(reading)
    agreeing = groups.pop(None, [])
    # The passage that says the most of the value speaks for all that agree.
    agreeing.sort(key=lambda reading: (bool(reading.citation.inferred), -len(reading.stated)))
    in_order = [agreeing, *groups.values()]
    return tuple(Mark(fact, tuple(of_one)) for of_one in in_order if of_one)
