"""The page of all statutes: each act and section, and how many cases are under it.

Numbers are those that the list of cases gives for the same statute: each case once, whether its
claims name the section itself, a part of it or a range that holds it. To have all of them at
once, the cards are read in one pass, gathered by the set of statutes that a case is under;
there are far fewer such sets than cases, and the rest is done with them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, TextChoices
from django.http import QueryDict

from cases.kept_counts import while_no_card_changes
from cases.models import Card, Statute
from cases.sections import CFR, USC
from cases.statute_addresses import plain
from cases.statutes import Act, StatuteError, StatuteRef, acts, is_jurisdictional, parse
from cases.statutes.jurisdiction import asks_for_its_part_alone
from cases.statutes.reach import DEEPER, overlap
from cases.statutes.subsections import above

LONGEST = 200  # characters to look for
SECTIONS_A_PAGE = 200


class Order(TextChoices):
    CODE = "", "by section"
    CASES = "cases", "most cases"


@dataclass(frozen=True)
class Heading:
    """What cases are counted under: an act or a statute, with the keys of those that overlap it."""

    of: Act | Statute
    statutes: frozenset[int]


@dataclass(frozen=True)
class Line:
    """An act or a statute of the list, and how many cases are under it."""

    of: Act | Statute
    cases: int


@dataclass(frozen=True)
class Group:
    """The sections of one title or code, in their order."""

    name: str
    lines: list[Line]


class KnownStatutes:
    """The statutes of the database, so arranged that those overlapping a section are found."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self.all = sorted(statutes, key=_place)
        self._points: dict[tuple[str, int | None], list[tuple[str, Statute]]] = defaultdict(list)
        self._ranges: dict[tuple[str, int | None], list[Statute]] = defaultdict(list)
        for statute in self.all:
            within = statute.code, statute.title
            if statute.lower_key == statute.upper_key:
                self._points[within].append((statute.lower_key, statute))
            else:
                self._ranges[within].append(statute)

    def overlapping(self, ref: StatuteRef) -> Iterator[Statute]:
        """As `Statute.objects.overlapping` has it, without asking the database."""
        found = self._between(ref.code, ref.title, ref.lower_key, ref.upper_key)
        return _asked_for(found, ref.lower_key, asked=is_jurisdictional(ref))

    def overlapping_one_of_them(self, known: Statute) -> Iterator[Statute]:
        found = self._between(known.code, known.title, known.lower_key, known.upper_key)
        return _asked_for(found, known.lower_key, asked=known.jurisdictional)

    def _between(self, code: str, title: int | None, lower: str, upper: str) -> Iterator[Statute]:
        points = self._points.get((code, title), [])
        # From the section on, which holds the subsections after it.
        start = bisect_left(points, [*above(lower), lower][0], key=lambda point: point[0])
        end = bisect_right(points, upper + DEEPER, key=lambda point: point[0])
        near = [statute for _, statute in points[start:end]]
        for statute in [*near, *self._ranges.get((code, title), [])]:
            if overlap(lower, upper, statute.lower_key, statute.upper_key):
                yield statute


def _place(statute: Statute) -> tuple[bool, bool, str, str]:
    """Federal statutes, federal regulations, then the codes of the states, by their sections."""
    code = statute.code
    return code != USC, code != CFR, statute.lower_key, statute.upper_key


def _asked_for(found: Iterable[Statute], lower: str, *, asked: bool) -> Iterator[Statute]:
    part_alone = asks_for_its_part_alone(lower)
    for statute in found:
        if not statute.jurisdictional or (asked and (not part_alone or statute.lower_key >= lower)):
            yield statute


def cases_under(
    headings: Sequence[Heading], cases_of_sets: Iterable[tuple[Sequence[int], int]]
) -> list[int]:
    """How many cases are under each heading, in their order; a case counts once under each.

    `cases_of_sets` says of each set of statutes how many cases are under exactly that set.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for place, heading in enumerate(headings):
        for statute in heading.statutes:
            places[statute].append(place)
    numbers = [0] * len(headings)
    for statutes, cases in cases_of_sets:
        if len(statutes) == 1:
            for place in places.get(statutes[0], ()):
                numbers[place] += cases
            continue
        for place in {place for statute in statutes for place in places.get(statute, ())}:
            numbers[place] += cases
    return numbers


def _counted(headings: Sequence[Heading]) -> list[int]:
    """As `cases_under`, of all cards."""

    def count() -> tuple[int, list[int]]:
        sets = list(_cases_of_sets())
        return sum(cases for _, cases in sets), cases_under(headings, sets)

    asked = [sorted(heading.statutes) for heading in headings]
    return while_no_card_changes(("statutes", asked), count)


def _cases_of_sets() -> Iterator[tuple[Sequence[int], int]]:
    sets = Card.objects.order_by().values_list("statutes").annotate(Count("pk"))
    return sets.iterator(chunk_size=10_000)


class StatuteList:
    """The acts and sections that the address asks for, with their numbers."""

    def __init__(self, given: QueryDict) -> None:
        self.wanted = " ".join(given.get("q", "").split())[:LONGEST]
        self.order = Order.CASES if given.get("sort") == Order.CASES else Order.CODE
        self.with_jurisdiction = given.get("jurisdiction") == "1"
        self._page = given.get("page", "1")
        self._known = KnownStatutes(Statute.objects.all())
        self._refs = _refs_in(self.wanted)

    @property
    def orders(self) -> list[tuple[str, str]]:
        return Order.choices

    @cached_property
    def acts(self) -> list[Line]:
        """Acts with cases, those with the most first."""
        return sorted((line for line in self._acts if line.cases), key=lambda line: -line.cases)

    @cached_property
    def acts_without_cases(self) -> list[Line]:
        return [line for line in self._acts if not line.cases]

    @cached_property
    def jurisdiction(self) -> list[Line]:
        """Sections that only found a court's jurisdiction, where they are asked for."""
        return [line for line in self._sections if _of_jurisdiction(line)]

    @property
    def jurisdiction_sections(self) -> int:
        """How many of what is looked for only found a court's jurisdiction."""
        return sum(statute.jurisdictional for statute in self._wanted_sections)

    @cached_property
    def page(self) -> Page[Line]:
        """The sections that are about something, a page of them."""
        lines = [line for line in self._sections if not _of_jurisdiction(line)]
        if self.order == Order.CASES:
            lines.sort(key=lambda line: -line.cases)
        return Paginator(lines, SECTIONS_A_PAGE).get_page(self._page)

    @cached_property
    def groups(self) -> list[Group]:
        """The page's sections by title or code; in one group where the most cases come first."""
        lines = list(self.page)
        if self.order == Order.CASES:
            return [Group("Sections, most cases first", lines)] if lines else []
        by_title = groupby(lines, key=_title_of)
        return [Group(title, list(of_title)) for title, of_title in by_title]

    @property
    def _acts(self) -> list[Line]:
        return [line for line in self._lines if isinstance(line.of, Act)]

    @property
    def _sections(self) -> list[Line]:
        return [line for line in self._lines if isinstance(line.of, Statute)]

    @cached_property
    def _lines(self) -> list[Line]:
        headings = [*self._act_headings(), *self._section_headings()]
        numbers = _counted(headings)
        return [Line(head.of, number) for head, number in zip(headings, numbers, strict=True)]

    def _act_headings(self) -> Iterator[Heading]:
        for act in acts():
            if self._is_wanted(" ".join([*act.names, *map(str, act.ranges)]), act.ranges):
                held = {it.pk for ref in act.ranges for it in self._known.overlapping(ref)}
                yield Heading(act, frozenset(held))

    def _section_headings(self) -> Iterator[Heading]:
        for statute in self._wanted_sections:
            # One that is named is asked for.
            if not statute.jurisdictional or self.with_jurisdiction or self._refs:
                held = {it.pk for it in self._known.overlapping_one_of_them(statute)}
                yield Heading(statute, frozenset(held))

    @cached_property
    def _wanted_sections(self) -> list[Statute]:
        if self._refs:
            found = {it.pk for ref in self._refs for it in self._known.overlapping(ref)}
            return [it for it in self._known.all if it.pk in found]
        return [
            it for it in self._known.all if self._is_wanted(f"{it.citation} {it.popular_name}", ())
        ]

    def _is_wanted(self, said: str, ranges: Sequence[StatuteRef]) -> bool:
        if self._refs:
            return any(ref.overlaps(span) for ref in self._refs for span in ranges)
        words = plain(self.wanted).split("-") if plain(self.wanted) else []
        # Signs alone are looked for as they are, and are in nothing.
        return all(word in plain(said) for word in words) if words else self.wanted in said


def _refs_in(text: str) -> tuple[StatuteRef, ...]:
    """The statutes that are looked for; none where it is words, part of a name or number."""
    try:
        return parse(text)
    except StatuteError:
        return ()


def _of_jurisdiction(line: Line) -> bool:
    return isinstance(line.of, Statute) and line.of.jurisdictional


def _title_of(line: Line) -> str:
    assert isinstance(line.of, Statute)  # noqa: S101 - groups are of sections
    return f"{line.of.title} {line.of.code}" if line.of.title else line.of.code
