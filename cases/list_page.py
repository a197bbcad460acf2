"""The page of cases: what its filters are at, what to choose next, and the cases themselves."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.forms import BoundField, DateInput, TextInput
from django.http import QueryDict
from django.urls import reverse

from cases.card_counts import counts_of
from cases.facets import Facets, count_cards
from cases.filters import CaseFilter
from cases.list_address import MANY, Address
from cases.list_choices import Choices, choices_of
from cases.list_order import COLUMNS, Column, order_of
from cases.list_words import cases_in_words, what_cases, year_of
from cases.models import Card, Case
from cases.models.card import CardQuerySet
from cases.models.saved_filter import LONGEST_NAME
from cases.wording import capitalised, joined

PER_PAGE = 50
FIRST_SEEN = ("statute", "party", "counsel", "judge", "q")
FURTHER = ("claim", "nature_of_suit", "filed_after", "filed_before")
# Chosen beside the results; errors of theirs stand there too.
CHOSEN = ("court", "status", "disposition", "sort")
SUGGESTED = ("statute", "party", "counsel", "judge", "nature_of_suit")
_HINTS = {
    "statute": "SCA, 18:2701, 18 U.S.C. § 2701",
    "q": "caption, party, number",
}
# Of a dimension of the cards, the parameters that filter by it.
_FILTERED_BY = {
    "court": ("court",),
    "status": ("status",),
    "disposition": ("disposition",),
    "nature_of_suit": ("nature_of_suit",),
    "filed_year": ("filed_after", "filed_before"),
}


@dataclass(frozen=True)
class Chip:
    """A filter that holds, in words, with the address of the list without it."""

    name: str
    label: str
    value: str
    without: str


@dataclass(frozen=True)
class WayOut:
    """A filter to loosen, and how many cases there would be."""

    chip: Chip
    cases: int


@dataclass(frozen=True)
class Head:
    """The head of a column: which way it is sorted now, and where it would lead."""

    column: Column
    sorted: str  # "ascending", "descending", or "" when another column rules
    address: str


class ListPage:
    """The filters as the address gives them; one that makes no sense is left out, and said."""

    def __init__(self, given: QueryDict) -> None:
        self.address = Address.of(given)
        self._page = given.get("page", "")
        self.filter = CaseFilter(QueryDict(self.address.query), Case.objects.all(), once=True)
        for name, field in self.filter.form.fields.items():
            field.widget.attrs["aria-describedby"] = f"error-{name}"
            if name in self.filter.form.errors and isinstance(field.widget, DateInput):
                # A date field would hide what it cannot read.
                field.widget = TextInput(attrs=field.widget.attrs | {"type": "text"})
            if name in _HINTS:
                field.widget.attrs["placeholder"] = _HINTS[name]
            if name in SUGGESTED:
                field.widget.attrs |= _suggesting(name)

    # --- What is asked for --------------------------------------------------------------------

    @property
    def fields(self) -> list[BoundField]:
        return [self.filter.form[name] for name in FIRST_SEEN]

    @property
    def further_fields(self) -> list[BoundField]:
        return [self.filter.form[name] for name in FURTHER]

    @property
    def suggested(self) -> tuple[str, ...]:
        """The boxes that suggest what the record has."""
        return SUGGESTED

    @property
    def is_further_open(self) -> bool:
        """Whether one of the further filters holds, or makes no sense."""
        names = set(self.filter.holding) | set(self.filter.form.errors)
        return not names.isdisjoint(FURTHER)

    @property
    def chosen_errors(self) -> list[BoundField]:
        """What the address gives for filters without a box, and cannot be understood."""
        return [self.filter.form[name] for name in CHOSEN if name in self.filter.form.errors]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form sends along beside its boxes: what is chosen, and the order."""
        held = [(name, one) for name in CHOSEN for one in self.address.values(name)]
        boxes = [(name, one) for name in ("statute", "nature_of_suit")
                 for one in self.address.values(name)[1:]]  # fmt: skip
        return held + boxes

    @cached_property
    def chips(self) -> list[Chip]:
        return [chip for name in self.filter.holding for chip in self._chips_of(name)]

    @property
    def left_out(self) -> list[str]:
        """The labels of the filters that make no sense."""
        return [f"“{self.filter.filters[name].label}”" for name in self.filter.form.errors]

    @property
    def in_words(self) -> str:
        """“1,284 open cases under 18 U.S.C. § 2701, filed since 2024”."""
        return cases_in_words(self.count, self.filter.holding, self.address.given)

    @property
    def without_number(self) -> str:
        """“open cases under 18 U.S.C. § 2701, filed since 2024”."""
        return what_cases(self.filter.holding, self.address.given)

    @property
    def name_to_save(self) -> str:
        """What the filter may be called, until somebody gives it a better name."""
        words = capitalised(self.without_number)
        return words if len(words) <= LONGEST_NAME else ""

    @property
    def title(self) -> str:
        return f"{capitalised(self.in_words) if self.chips else 'Cases'} · Case Tracker"

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in COLUMNS]

    # --- What there is ------------------------------------------------------------------------

    @cached_property
    def facets(self) -> Facets:
        without = {
            dimension: self._cards_without(*names)
            for dimension, names in _FILTERED_BY.items()
            if not self.filter.conditions.keys().isdisjoint(names)
        }
        try:
            return count_cards(self._cards_without(), without)
        except EmptyResultSet:
            return Facets(0, {dimension: {} for dimension in _FILTERED_BY}, ())

    @property
    def count(self) -> int:
        return self.facets.total

    @cached_property
    def choices(self) -> list[Choices]:
        """What one may choose next, with how many cases each choice would leave."""
        return choices_of(self.facets, self.address, self.filter.holding)

    @cached_property
    def page(self) -> Page[Case]:
        """The cases of this page: found and put in order by their cards alone."""
        numbers = Paginator(range(self.count), PER_PAGE).get_page(self._page)
        start = (numbers.number - 1) * PER_PAGE
        here = self.filter.cards.values("pk")[start : start + PER_PAGE]
        order = order_of(self.filter.order, of_cases=True)
        found = Case.objects.for_rows().filter(pk__in=here).order_by(*order)
        return Page(list(found), numbers.number, numbers.paginator)  # type: ignore[arg-type]

    @property
    def page_before(self) -> str:
        return self.at(str(self.page.previous_page_number()))

    @property
    def page_after(self) -> str:
        return self.at(str(self.page.next_page_number()))

    @property
    def here(self) -> str:
        return self.at(str(self.page.number) if self.count else "")

    def at(self, number: str) -> str:
        """The query string of a page of the list, in its shortest form."""
        if number in {"", "1"}:
            return str(self.address)
        sign = "&" if self.address.given else "?"
        return f"{self.address}{sign}{urlencode({'page': number})}"

    @cached_property
    def total(self) -> int:
        """How many cases the tracker has."""
        return self._numbers["all"]

    def ways_out(self) -> list[WayOut]:
        """The filters without which there would be cases, the most telling first."""
        ways = []
        for name in self.filter.holding:
            chips = self._chips_of(name)
            value = joined([chip.value for chip in chips], "or")
            chip = Chip(name, chips[0].label, value, str(self.address.without(name)))
            ways.append(WayOut(chip, self._numbers[name]))
        return sorted((way for way in ways if way.cases), key=lambda way: way.cases)

    # --- Parts --------------------------------------------------------------------------------

    def _cards_without(self, *names: str) -> CardQuerySet:
        conditions = self.filter.conditions
        return Card.objects.filter(*(conditions[name] for name in conditions if name not in names))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Cases in all, and without each filter, in one query, however many filters hold."""
        asked = {"all": Card.objects.all()}
        asked |= {name: self._cards_without(name) for name in self.filter.holding}
        return counts_of(asked)

    def _chips_of(self, name: str) -> list[Chip]:
        holding = self.filter.holding
        label = str(self.filter.filters[name].label)
        year = year_of(holding.get("filed_after"), holding.get("filed_before"))
        if year and name.startswith("filed_"):
            if name == "filed_before":
                return []
            without = self.address.without("filed_after", "filed_before")
            return [Chip(name, "Filed in", str(year), str(without))]
        if name not in MANY:
            return [Chip(name, label, self.address.value(name), str(self.address.without(name)))]
        return [
            Chip(name, label, self._said(name, given), str(self.address.without_value(name, given)))
            for given in self.address.values(name)
        ]

    def _said(self, name: str, given: str) -> str:
        if name == "court":
            return str(
                next(court.short for court in self.filter.holding[name] if court.pk == given)
            )
        labels = dict(self.filter.filters[name].extra.get("choices", ()))
        return capitalised(str(labels.get(given, given)))

    def _head(self, column: Column) -> Head:
        now = self.filter.order or "-filed"
        if now.removeprefix("-") != column.name:
            return Head(column, "", str(self.address.with_only("sort", column.first)))
        is_down = now.startswith("-")
        other = column.name if is_down else f"-{column.name}"
        turned = str(self.address.with_only("sort", other))
        return Head(column, "descending" if is_down else "ascending", turned)


def _suggesting(name: str) -> dict[str, str]:
    """What has a box ask for suggestions while one types; without JavaScript it is a plain box."""
    return {
        "autocomplete": "off",
        "hx-get": reverse("cases:suggestions", args=[name]),
        "hx-trigger": "input changed delay:200ms",
        "hx-target": f"#suggestions-{name}",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
        "data-suggestions": f"suggestions-{name}",
    }
