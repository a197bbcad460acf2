"""The page of a docket: what its filters are at, and which rows of it are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import BoundField, CheckboxInput, DateInput, TextInput
from django.http import QueryDict

from cases.docket_filters import DocketFilter, Numbers, Sort
from cases.list_page import Chip
from cases.models import Case, DocketNote, DocketTag, Filing
from cases.models.filing import FilingQuerySet
from cases.wording import figured

AT_ONCE = 100  # rows
_FIELDS = ("q", "number", "filed_after", "filed_before", "kind", "party", "tag")
_BOXES = ("documents", "orders", "by_hand")
_HINTS = {"q": 'stay "motion to compel" -denied', "number": "12-45 or 100-"}
_MOST_PAGES = 10_000


@dataclass(frozen=True)
class Told:
    """What colleagues tell each other about one entry."""

    notes: Sequence[DocketNote]
    tags: Sequence[DocketTag]


class DocketPage:
    """The filters as the address gives them; one that makes no sense is left out, and said."""

    def __init__(self, case: Case, given: QueryDict, *, for_colleagues: bool) -> None:
        """`for_colleagues`: with notes and tags, for people of the house."""
        self.case, self.for_colleagues = case, for_colleagues
        self._given = given
        self.filter = DocketFilter(case, given, with_tags=for_colleagues)
        self.filings: FilingQuerySet = self.filter.qs
        for name, field in self.filter.form.fields.items():
            field.widget.attrs["aria-describedby"] = f"error-{name}"
            if name in self.filter.form.errors and isinstance(field.widget, DateInput):
                # A date field would hide what it cannot read.
                field.widget = TextInput(attrs=field.widget.attrs | {"type": "text"})
            if name in _HINTS:
                field.widget.attrs["placeholder"] = _HINTS[name]

    @property
    def fields(self) -> list[BoundField]:
        return [self.filter.form[name] for name in _FIELDS if name in self.filter.filters]

    @property
    def boxes(self) -> list[BoundField]:
        return [self.filter.form[name] for name in _BOXES]

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

    @property
    def in_words(self) -> str:
        """The filter as the head of a print or file has it; "" where nothing filters."""
        said = (f"{chip.label.lower()}: {chip.value}" if chip.value else chip.label.lower()
                for chip in self.chips)  # fmt: skip
        return "; ".join(said)

    @property
    def is_oldest_first(self) -> bool:
        return bool(self.filter.form.cleaned_data.get("sort") == Sort.OLDEST)

    def address(self, *without: str) -> str:
        """The query string with what is given, in its shortest form, less some and the page."""
        kept = QueryDict(mutable=True)
        for name in self.filter.filters:
            given = self._given.get(name)
            is_idle = name == "sort" and given == Sort.NEWEST
            if given and not is_idle and name not in without:
                kept[name] = str(given)
        return f"?{kept.urlencode()}" if kept else ""

    @property
    def here(self) -> str:
        return self.address()

    @cached_property
    def total(self) -> int:
        """How many entries the docket has."""
        return self.case.filings.count()

    @cached_property
    def count(self) -> int:
        """How many of them the filters leave."""
        return self.filings.count() if self.chips else self.total

    @property
    def counted(self) -> str:
        """“312 of 2,004 entries”, “2,004 entries”."""
        whole = figured(self.total, "entry", "entries")
        return f"{self.count:,} of {whole}" if self.chips else whole

    # --- Rows ---------------------------------------------------------------------------------

    @cached_property
    def number(self) -> int:
        """Of the page: as asked for, or the one that holds the entry asked for."""
        if key := self._given.get("entry", ""):
            keys = list(self.filings.values_list("key", flat=True))
            return 1 + keys.index(key) // AT_ONCE if key in keys else 1
        given = self._given.get("page", "")
        last = max(1, -(-self.count // AT_ONCE))
        return min(max(1, int(given)), last) if given.isdecimal() and len(given) < 6 else 1  # noqa: PLR2004 - digits of a page

    @cached_property
    def rows(self) -> list[Filing]:
        """The entries of this page, with what they point at, their rulings and papers."""
        start = (self.number - 1) * AT_ONCE
        return list(with_all_it_shows(self.filings)[start : start + AT_ONCE])

    @property
    def first(self) -> int:
        """The place of the first row among those that the filters leave."""
        return (self.number - 1) * AT_ONCE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def following(self) -> int:
        """How many rows the next page has; 0 where there is none."""
        return min(AT_ONCE, max(0, self.count - self.last))

    @property
    def next_address(self) -> str:
        return self._at(self.number + 1)

    @property
    def previous_address(self) -> str:
        return self._at(self.number - 1) if self.number > 1 else ""

    def _at(self, number: int) -> str:
        kept = QueryDict(self.address().removeprefix("?"), mutable=True)
        kept["page"] = str(number)
        return f"?{kept.urlencode()}"

    @cached_property
    def told(self) -> dict[int, Told]:
        """Notes and tags of the rows, by entry; two queries, or none where nobody may see them."""
        return told_of(self.rows) if self.for_colleagues else {}

    def _holding(self) -> Iterator[tuple[str, Any]]:
        """The filters given that make sense, with their values; the order is no filter."""
        for name, value in self.filter.form.cleaned_data.items():
            if name != "sort" and value not in (None, "", False):
                yield name, value

    def _said(self, name: str) -> str:
        value = self.filter.form.cleaned_data[name]
        field = self.filter.form.fields[name]
        if isinstance(field.widget, CheckboxInput):
            return ""
        if isinstance(value, Numbers):
            return _range(value)
        label = dict(self.filter.filters[name].extra.get("choices", ())).get(value)
        return str(label).rpartition(" (")[0] or str(label) if label else self._given.get(name, "")


def with_all_it_shows(filings: FilingQuerySet) -> FilingQuerySet:
    """Entries with whom and what they point at, their rulings and papers: five queries."""
    joined = filings.select_related("filed_by", "answers").saying_if_logged_by_hand()
    return joined.with_rulings().with_documents()


def told_of(filings: Sequence[Filing]) -> dict[int, Told]:
    """Notes, the oldest first, and tags of some entries; two queries."""
    notes: dict[int, list[DocketNote]] = {filing.pk: [] for filing in filings}
    tags: dict[int, list[DocketTag]] = {filing.pk: [] for filing in filings}
    for note in DocketNote.objects.filter(filing__in=filings).select_related("written_by"):
        notes[note.filing_id].append(note)
    for tag in DocketTag.objects.filter(filing__in=filings):
        tags[tag.filing_id].append(tag)
    return {pk: Told(notes[pk], tags[pk]) for pk in notes}


def _range(numbers: Numbers) -> str:
    if numbers.first == numbers.last:
        return str(numbers.first)
    if numbers.last is None:
        return f"{numbers.first} and above"
    return f"{numbers.first} to {numbers.last}" if numbers.first is not None else (
        f"up to {numbers.last}"
    )  # fmt: skip
