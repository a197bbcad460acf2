"""The filters of the list of cases: what each parameter of the address means."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from cases.models import Case, Court, Disposition
from cases.models.case import CaseQuerySet
from cases.statutes import StatuteError, StatuteRef, parse

NO_CHOICE = "“%(value)s” is none of the choices;"
NO_DATE = "This is not a date. Write the day as year, month and day: 2025-01-21."
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

LONGEST = 200  # characters; five thousand words in `q` took two minutes


class Status(TextChoices):
    """Where a case stands, as the filings and dates of the record have it."""

    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    UNKNOWN = "unknown", "not known"


class Sort(TextChoices):
    NEWEST = "-filed", "newest first"
    OLDEST = "filed", "oldest first"
    CAPTION = "caption", "by caption"
    COURT = "court", "by court"


_WITH_STATUS = {
    Status.OPEN: CaseQuerySet.open,
    Status.CLOSED: CaseQuerySet.closed,
    Status.UNKNOWN: CaseQuerySet.with_unknown_status,
}
_SORTED = {
    Sort.NEWEST: CaseQuerySet.newest_first,
    Sort.OLDEST: CaseQuerySet.oldest_first,
    Sort.CAPTION: CaseQuerySet.by_caption,
    Sort.COURT: CaseQuerySet.by_court,
}


class StatuteField(forms.CharField):
    """A statute in any usual spelling; cleans to the references that it names."""

    def clean(self, value: Any) -> tuple[StatuteRef, ...]:
        text = super().clean(value)
        if not text:
            return ()
        try:
            return parse(text)
        except StatuteError as error:
            raise ValidationError(str(error)) from error


class WordsFilter(django_filters.CharFilter):
    """Words to look for, and no more of them than the database plans a query for in no time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)


class StatuteFilter(django_filters.Filter):
    field_class = StatuteField

    def filter(self, qs: CaseQuerySet, value: tuple[StatuteRef, ...]) -> CaseQuerySet:
        return qs.claiming_under(*value) if value else qs


class CaseFilter(django_filters.FilterSet):
    """Filters of `/cases/`; all that are given must hold."""

    statute = StatuteFilter(label="Statute", max_length=LONGEST)
    status = django_filters.ChoiceFilter(
        label="Status",
        choices=Status.choices,
        method="with_status",
        empty_label="any",
        error_messages={"invalid_choice": f"{NO_CHOICE} choose open, closed or unknown."},
    )
    disposition = django_filters.ChoiceFilter(
        label="Disposition",
        choices=[choice for choice in Disposition.choices if choice[0]],
        method="with_disposition",
        empty_label="any",
        error_messages={"invalid_choice": f"{NO_CHOICE} choose one of the list."},
    )
    court = django_filters.ModelChoiceFilter(
        label="Court",
        queryset=Court.objects.filter(case__isnull=False).distinct(),
        empty_label="any",
        error_messages={"invalid_choice": "No case here is before a court of that name or id."},
    )
    claim = WordsFilter(label="Cause of action", method="with_claim")
    party = WordsFilter(label="Party", method="with_party")
    counsel = WordsFilter(label="Counsel or firm", method="with_counsel")
    judge = WordsFilter(label="Judge", method="before_judge")
    nature_of_suit = WordsFilter(
        label="Nature of suit", field_name="nature_of_suit", lookup_expr="icontains"
    )
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
    q = WordsFilter(label="Words", method="with_words")
    sort = django_filters.ChoiceFilter(
        label="Order",
        choices=Sort.choices,
        method="sorted_by",
        empty_label=None,
        error_messages={"invalid_choice": f"{NO_CHOICE} choose -filed, filed, caption or court."},
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def with_status(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return _WITH_STATUS[Status(value)](cases)

    def with_disposition(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.disposed_by(value)

    def with_claim(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.claiming(value)

    def with_party(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.with_party_named(value)

    def with_counsel(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.with_counsel_named(value)

    def before_judge(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.before_judge(value)

    def with_words(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.mentioning(value)

    def sorted_by(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return _SORTED[Sort(value)](cases)
