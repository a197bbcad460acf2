"""The filters of a docket: what each parameter of its address means."""

import re
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q, TextChoices
from django.http import QueryDict

from cases.filters import LONGEST, NO_CHOICE, NO_DATE
from cases.models import Case, DocketTag, Document, Filing, FilingKind, Party
from cases.models.filing import FilingQuerySet

# Decisions of the court that stand for themselves; what a clerk notes of a hearing is none.
ORDERS = (FilingKind.ORDER, FilingKind.JUDGMENT)
UNKNOWN = "none"  # in the address: the kind that nothing states
_RANGE = re.compile(r"(\d*)\s*(?:[-\N{EN DASH}]|to)\s*(\d*)", re.IGNORECASE)
_LARGEST = 10**18  # what the column holds, and more digits than any court counts in
_WORDS = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Sort(TextChoices):
    NEWEST = "newest", "newest first"
    OLDEST = "oldest", "oldest first"


@dataclass(frozen=True)
class Numbers:
    """From one number to another, both included; None: no end."""

    first: int | None
    last: int | None


class NumbersField(forms.CharField):
    """“12-45”, “100-”, “-20”, “7”; cleans to Numbers."""

    def clean(self, value: Any) -> Numbers | None:
        text = super().clean(value).strip()
        if not text:
            return None
        if text.isdecimal():
            return Numbers(_number(text), _number(text))
        match = _RANGE.fullmatch(text)
        if match is None or not (match[1] or match[2]):
            raise ValidationError(
                f"“{text}” is no range of entry numbers. Write 12-45, 100- for 100 and above, "
                "-20 for up to 20, or one number."
            )
        first, last = (_number(end) if end else None for end in match.groups())
        if first is not None and last is not None and last < first:
            raise ValidationError(
                f"The range runs backwards, from {first} to {last}. Write {last}-{first}."
            )
        return Numbers(first, last)


class NumbersFilter(django_filters.Filter):
    field_class = NumbersField

    def filter(self, qs: FilingQuerySet, value: Numbers | None) -> FilingQuerySet:
        if value is None:
            return qs
        if value.first is not None:
            qs = qs.filter(number__gte=value.first)
        return qs if value.last is None else qs.filter(number__lte=value.last)


class YesFilter(django_filters.BooleanFilter):
    """A box to tick; unticked, or not in the address, it filters nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxInput, **kwargs)


class DocketFilter(django_filters.FilterSet):
    """Filters of `/cases/<slug>/docket/`; all that are given must hold."""

    q = django_filters.CharFilter(label="Words", method="with_words", max_length=LONGEST)
    number = NumbersFilter(label="Numbers", max_length=60)
    filed_after = django_filters.DateFilter(
        label="Filed on or after",
        field_name="filed_on",
        lookup_expr="gte",
        widget=_DAY,
        error_messages={"invalid": NO_DATE},
    )
    filed_before = django_filters.DateFilter(
        label="Filed on or before",
        field_name="filed_on",
        lookup_expr="lte",
        widget=_DAY,
        error_messages={"invalid": NO_DATE},
    )
    kind = django_filters.ChoiceFilter(
        label="Kind",
        method="of_kind",
        empty_label="any",
        error_messages={"invalid_choice": f"{NO_CHOICE} choose a kind of the list."},
    )
    party = django_filters.ChoiceFilter(
        label="Filed by",
        field_name="filed_by__key",
        empty_label="anyone",
        error_messages={"invalid_choice": f"{NO_CHOICE} choose a party of the list."},
    )
    tag = django_filters.ChoiceFilter(
        label="Tag",
        method="tagged",
        empty_label="any or none",
        error_messages={"invalid_choice": "No entry of this docket has the tag “%(value)s”."},
    )
    documents = YesFilter(label="With documents", method="with_documents")
    orders = YesFilter(label="Orders and judgments", method="orders_only")
    by_hand = YesFilter(label="Logged by hand", method="logged_by_hand")
    sort = django_filters.ChoiceFilter(
        label="Order",
        choices=Sort.choices,
        method="sorted_by",
        empty_label=None,
        error_messages={"invalid_choice": f"{NO_CHOICE} choose newest or oldest."},
    )

    class Meta:
        model = Filing
        fields: list[str] = []

    def __init__(self, case: Case, given: QueryDict, *, with_tags: bool) -> None:
        """`with_tags`: for somebody who sees what colleagues tell each other."""
        super().__init__(given, case.filings.newest_first())
        self._papers = Document.objects.filter(filing__case=case)
        self.filters["kind"].extra["choices"] = _kinds_of(case)
        self.filters["party"].extra["choices"] = _parties_of(case)
        if with_tags:
            self.filters["tag"].extra["choices"] = [(tag, tag) for tag in tags_in_use(case)]
        else:
            del self.filters["tag"]

    def with_words(self, filings: FilingQuerySet, name: str, value: str) -> FilingQuerySet:
        """Each word or “phrase in quotes”, and none of those after a minus.

        Any run of signs is found, parts of words too: of one case all rows are soon gone through.
        """
        for minus, phrase, word in _WORDS.findall(_straight(value)):
            is_unwanted = bool(minus) or (word.startswith("-") and len(word) > 1)
            wanted = (phrase or word.removeprefix("-") if is_unwanted else phrase or word).strip()
            papers = self._papers.filter(description__icontains=wanted).values("filing")
            said = Q(text__icontains=wanted) | Q(description__icontains=wanted) | Q(pk__in=papers)
            if wanted and is_unwanted:
                filings = filings.exclude(pk__in=filings.filter(said).order_by().values("pk"))
            elif wanted:
                filings = filings.filter(said)
        return filings

    def of_kind(self, filings: FilingQuerySet, name: str, value: str) -> FilingQuerySet:
        return filings.filter(kind="" if value == UNKNOWN else value)

    def tagged(self, filings: FilingQuerySet, name: str, value: str) -> FilingQuerySet:
        tags = DocketTag.objects.filter(filing=OuterRef("pk"), name__iexact=value)
        return filings.filter(Exists(tags))

    def with_documents(self, filings: FilingQuerySet, name: str, value: bool) -> FilingQuerySet:
        papers = Document.objects.filter(filing=OuterRef("pk"))
        return filings.filter(Exists(papers)) if value else filings

    def orders_only(self, filings: FilingQuerySet, name: str, value: bool) -> FilingQuerySet:
        return filings.filter(kind__in=ORDERS) if value else filings

    def logged_by_hand(self, filings: FilingQuerySet, name: str, value: bool) -> FilingQuerySet:
        said: Any = filings.saying_if_logged_by_hand()
        return said.filter(logged_by_hand=True) if value else filings

    def sorted_by(self, filings: FilingQuerySet, name: str, value: str) -> FilingQuerySet:
        return filings.oldest_first() if value == Sort.OLDEST else filings


def tags_in_use(case: Case) -> list[str]:
    """The tags of a case's docket, each in one spelling, by name; one query."""
    names = DocketTag.objects.filter(filing__case=case).order_by("name").values_list("name")
    return list({name.casefold(): name for (name,) in names.distinct()}.values())


def _kinds_of(case: Case) -> list[tuple[str, str]]:
    """The kinds that a docket has, those with the most entries first, and how many they are."""
    found = case.filings.values_list("kind").annotate(number=Count("pk")).order_by("-number")
    names = dict(FilingKind.choices)
    return [(kind or UNKNOWN, f"{names[kind]} ({number:,})") for kind, number in found]


def _parties_of(case: Case) -> list[tuple[str, str]]:
    filing = Party.objects.filter(case=case, filings__isnull=False)
    found = filing.annotate(number=Count("filings")).order_by("name", "pk")
    return [(party.key, f"{party.name} ({party.number:,})") for party in found]


def _straight(words: str) -> str:
    """With plain quotation marks, whichever were typed."""
    return words.translate(dict.fromkeys(map(ord, "“”„‟«»"), '"'))


def _number(digits: str) -> int:
    return min(int(digits[:20]), _LARGEST)
