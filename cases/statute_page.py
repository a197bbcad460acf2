"""The page of one act or section: its cases by year and outcome, how claims cite it, its cases."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Func
from django.urls import reverse

from cases.kept_counts import while_no_card_changes
from cases.kinds import Disposition, Status
from cases.list_address import USUAL_SORT
from cases.list_order import COLUMNS, Column, order_of
from cases.models import Card, Case, Statute
from cases.models.card import CardQuerySet
from cases.statute_addresses import act_slug, slug_of
from cases.statutes import Act, StatuteRef, acts, is_jurisdictional
from cases.year_chart import YearChart, year_chart

NEWEST = 20

# Year, status, disposition and how many cases have these; a statute's key and how many name it.
_Standing = list[tuple[int | None, str, str, int]]
_Named = list[tuple[int, int]]


@dataclass(frozen=True)
class Span:
    """A range of sections that an act fills, and who says so."""

    ref: StatuteRef
    source: str

    @property
    def slug(self) -> str:
        return slug_of(self.ref)


@dataclass(frozen=True)
class Ending:
    """Cases that stand alike, in words, and how many they are."""

    words: str
    cases: int


@dataclass(frozen=True)
class Written:
    """A statute as claims cite it, and in how many cases they cite exactly that."""

    statute: Statute
    cases: int


@dataclass(frozen=True)
class ActNamed:
    """Another act, with its address."""

    act: Act

    @property
    def name(self) -> str:
        return self.act.names[0]

    @property
    def slug(self) -> str:
        return act_slug(self.act)


class StatutePage:
    """An act, or a section or range that is no act's whole."""

    def __init__(self, *refs: StatuteRef, act: Act | None = None) -> None:
        self.act = act
        self.refs: Sequence[StatuteRef] = act.ranges if act else refs
        self.statutes = list(Statute.objects.overlapping(*self.refs))

    @property
    def name(self) -> str:
        return self.act.names[0] if self.act else str(self.refs[0])

    @property
    def other_names(self) -> Sequence[str]:
        return self.act.names[1:] if self.act else ()

    @property
    def spans(self) -> list[Span]:
        if self.act is None:
            return []
        return [Span(*pair) for pair in zip(self.act.ranges, self.act.sources, strict=True)]

    @property
    def is_jurisdictional(self) -> bool:
        return all(map(is_jurisdictional, self.refs))

    @property
    def filter_value(self) -> str:
        """What the filter of the list of cases is given to find the same cases."""
        return self.act.names[0] if self.act else str(self.refs[0])

    @property
    def query(self) -> str:
        """Of the list of cases and of all that shows the same cases."""
        return urlencode({"statute": self.filter_value})

    @property
    def cases_address(self) -> str:
        return f"{reverse('cases:list')}?{self.query}"

    @property
    def feed_address(self) -> str:
        return f"{reverse('cases:feed')}?{self.query}"

    @cached_property
    def total(self) -> int:
        return sum(cases for _, _, _, cases in self._counts[0])

    @cached_property
    def by_year(self) -> dict[int, int]:
        """Cases by the year they were filed in, earliest first."""
        years: Counter[int] = Counter()
        for year, _, _, cases in self._counts[0]:
            if year is not None:
                years[year] += cases
        return dict(sorted(years.items()))

    @property
    def undated(self) -> int:
        return self.total - sum(self.by_year.values())

    @cached_property
    def chart(self) -> YearChart | None:
        return year_chart(self.by_year)

    @cached_property
    def endings(self) -> list[Ending]:
        """How the cases stand: open, not known, and the closed ones by what closed them."""
        found: Counter[str] = Counter()
        for _, status, disposition, cases in self._counts[0]:
            found[_said_of(status, disposition)] += cases
        return [Ending(words, cases) for words, cases in found.most_common()]

    @cached_property
    def written(self) -> list[Written]:
        """The statutes as claims cite them, in their order."""
        cases = dict(self._counts[1])
        return [Written(it, cases[it.pk]) for it in self.statutes if it.pk in cases]

    @cached_property
    def newest(self) -> list[Case]:
        keys = self._cards.newest_first().values("pk")[:NEWEST]
        found = Case.objects.for_rows().filter(pk__in=keys)
        return list(found.order_by(*order_of(USUAL_SORT, of_cases=True)))

    @property
    def columns(self) -> Sequence[Column]:
        return COLUMNS

    @cached_property
    def same(self) -> list[ActNamed]:
        """Acts that are just this: a section's own name, or another act of the same sections."""
        return [it for it in self._wider_or_same if self._holds(it.act)]

    @cached_property
    def wider(self) -> list[ActNamed]:
        """Acts that hold all of this, and more."""
        return [it for it in self._wider_or_same if not self._holds(it.act)]

    @cached_property
    def narrower(self) -> list[ActNamed]:
        """Acts that this holds all of, and more."""
        held = (ActNamed(act) for act in acts() if act != self.act and self._holds(act))
        return [it for it in held if it not in self._wider_or_same]

    @cached_property
    def _wider_or_same(self) -> list[ActNamed]:
        return [
            ActNamed(act)
            for act in acts()
            if act != self.act
            and all(any(span.holds(ref) for span in act.ranges) for ref in self.refs)
        ]

    def _holds(self, act: Act) -> bool:
        return all(any(ref.holds(span) for ref in self.refs) for span in act.ranges)

    @property
    def _cards(self) -> CardQuerySet:
        return Card.objects.filter(statutes__overlap=[it.pk for it in self.statutes])

    @cached_property
    def _counts(self) -> tuple[_Standing, _Named]:
        """How many cases stand how, by year; and how many name each statute."""

        def count() -> tuple[int, tuple[_Standing, _Named]]:
            cards = self._cards.order_by()
            standing = cards.values_list("filed_year", "status", "disposition")
            named = cards.annotate(one=Func("statutes", function="unnest")).values_list("one")
            counts = list(standing.annotate(Count("pk"))), list(named.annotate(Count("pk")))
            return sum(cases for *_, cases in counts[0]), counts

        return while_no_card_changes(("statute", sorted(it.pk for it in self.statutes)), count)


def _said_of(status: str, disposition: str) -> str:
    if disposition:
        return str(Disposition(disposition).label)
    return {Status.OPEN: "open", Status.CLOSED: "closed, how is not known"}.get(
        Status(status), "not known"
    )
