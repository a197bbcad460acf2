"""The page of cases: what its filters are at, and what to loosen when they leave nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.forms import BoundField, DateInput, TextInput
from django.http import QueryDict

from cases.filters import CaseFilter
from cases.models import Case, Court
from cases.models.case import CaseQuerySet

FIRST_SEEN = ("statute", "q", "court", "status", "disposition")
FURTHER = ("party", "counsel", "claim", "judge", "nature_of_suit", "filed_after", "filed_before")
_HINTS = {
    "statute": "18 U.S.C. § 2701, 18:2701 or Stored Communications Act",
    "q": "caption, party, number",
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


class ListPage:
    """The filters as the address gives them; one that makes no sense is left out, and said."""

    def __init__(self, given: QueryDict) -> None:
        self._given = given
        self.filter = CaseFilter(given, Case.objects.for_list().newest_first())
        self.cases: CaseQuerySet = self.filter.qs
        for name, field in self.filter.form.fields.items():
            field.widget.attrs["aria-describedby"] = f"error-{name}"
            if name in self.filter.form.errors and isinstance(field.widget, DateInput):
                # A date field would hide what it cannot read.
                field.widget = TextInput(attrs=field.widget.attrs | {"type": "text"})
            if name in _HINTS:
                field.widget.attrs["placeholder"] = _HINTS[name]

    @property
    def fields(self) -> list[BoundField]:
        return [self.filter.form[name] for name in FIRST_SEEN]

    @property
    def further_fields(self) -> list[BoundField]:
        return [self.filter.form[name] for name in FURTHER]

    @property
    def is_further_open(self) -> bool:
        """Whether one of the further filters holds, or makes no sense."""
        names = {chip.name for chip in self.chips} | set(self.filter.form.errors)
        return not names.isdisjoint(FURTHER)

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(name, str(self.filter.filters[name].label), self._said(name), self.address(name))
            for name, _ in self._holding()
        ]

    @property
    def left_out(self) -> list[str]:
        """The labels of the filters that make no sense."""
        return [f"“{self.filter.filters[name].label}”" for name in self.filter.form.errors]

    def address(self, *without: str) -> str:
        """The query string with what is given, in its shortest form, less some and the page."""
        kept = QueryDict(mutable=True)
        for name in self.filter.filters:
            given = self._given.get(name)
            if given and name not in without:
                kept[name] = str(given)
        return f"?{kept.urlencode()}" if kept else ""

    @cached_property
    def total(self) -> int:
        """How many cases the tracker has."""
        return int(self._counts["all"])

    def ways_out(self) -> list[WayOut]:
        """The filters without which there would be cases, the most telling first."""
        found = [WayOut(chip, int(self._counts[chip.name])) for chip in self.chips]
        return sorted((way for way in found if way.cases), key=lambda way: way.cases)

    @cached_property
    def _counts(self) -> dict[str, int]:
        """One query, however many filters hold."""
        without = {
            name: Count("pk", filter=Q(pk__in=self._cases_without(name).values("pk")))
            for name, _ in self._holding()
        }
        return Case.objects.aggregate(all=Count("pk"), **without)

    def _cases_without(self, left_out: str) -> CaseQuerySet:
        cases = Case.objects.all()
        for name, value in self._holding():
            if name != left_out:
                cases = self.filter.filters[name].filter(cases, value)
        return cases

    def _holding(self) -> Iterator[tuple[str, Any]]:
        """The filters given that make sense, with their values; the order is no filter."""
        for name, value in self.filter.form.cleaned_data.items():
            if name != "sort" and value not in (None, "", ()):
                yield name, value

    def _said(self, name: str) -> str:
        value = self.filter.form.cleaned_data[name]
        if isinstance(value, Court):
            return value.short
        choices = self.filter.filters[name].extra.get("choices", ())
        return str(dict(choices).get(value, self._given.get(name, "")))
