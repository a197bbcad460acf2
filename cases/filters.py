"""The filters of the list of cases: what each parameter of the address means.

Every filter is a condition on the index card of a case (`cases/models/card.py`), so that the list,
its counts, the feed, the file and the API all mean the same by it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, Lookup, OuterRef, Q, QuerySet

from cases.kinds import Disposition, Status
from cases.list_order import CHOICES, order_of
from cases.models import Card, Case, Court, Statute
from cases.models.card import CardQuerySet
from cases.models.case import CaseQuerySet
from cases.statutes import StatuteError, StatuteRef, parse

NO_CHOICE = "“%(value)s” is none of the choices;"
NO_DATE = "This is not a date. Write the day as year, month and day: 2025-01-21."
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

LONGEST = 200  # characters; five thousand words in `q` took two minutes
MOST_KEYS = 100_000  # of cases that words are looked for once in
MOST_CHOSEN = 100  # values of one filter: as many as the page offers

_TOO_MANY = f"{{:,}} values are given here, and up to {MOST_CHOSEN} can be looked for."

Condition = Callable[[Any], Q]


class OnCards:
    """A filter that says what it asks of a card; its `method` is not used."""

    def __init__(self, *, condition: Condition, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.condition = condition

    def filter(self, qs: QuerySet[Case], value: Any) -> QuerySet[Case]:
        """On cases, by their cards; several filters at once are better asked as one."""
        if value in (None, "", (), []):
            return qs
        return qs.filter(pk__in=Card.objects.filter(self.condition(value)).values("pk"))


class SeveralField(forms.MultipleChoiceField):
    """Values of a list, any of which will do; blanks ask for nothing."""

    def to_python(self, value: Any) -> list[str]:
        given = super().to_python(value)
        return list(dict.fromkeys(one for one in given if one.strip()))

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_CHOSEN:
            raise ValidationError(_TOO_MANY.format(len(value)))
        super().validate(value)


class CourtsField(SeveralField):
    """Ids of courts that have a case here; cleans to the courts, in one query or those `known`."""

    known: Mapping[str, Court] | None = None

    def clean(self, value: Any) -> tuple[Court, ...]:
        ids = self.to_python(value)
        if len(ids) > MOST_CHOSEN:
            raise ValidationError(_TOO_MANY.format(len(ids)))
        askable = [one for one in ids if "\0" not in one]
        known = self.known
        if known is None:
            known = courts_in_use().in_bulk(askable) if askable else {}
        for one in ids:
            if one not in known:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": one}
                )
        return tuple(known[one] for one in ids)


class SeveralTexts(forms.TextInput):
    """A box for one text; the others that the address gives under its name come with the chips."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [one for one in given if one.strip()]

    def format_value(self, value: Any) -> Any:
        return super().format_value(value[0] if isinstance(value, list) and value else value or "")


class SeveralTextsField(forms.CharField):
    """Texts, each no longer than one may be; cleans to what `read` makes of each."""

    widget = SeveralTexts

    def clean(self, value: Any) -> tuple[Any, ...]:
        if len(value) > MOST_CHOSEN:
            raise ValidationError(_TOO_MANY.format(len(value)))
        return tuple(self.read(super(SeveralTextsField, self).clean(one)) for one in value)

    def read(self, text: str) -> Any:
        return text


class StatuteField(SeveralTextsField):
    """Statutes in any usual spelling; cleans to the references that each text names."""

    def read(self, text: str) -> tuple[StatuteRef, ...]:
        try:
            return parse(text)
        except StatuteError as error:
            raise ValidationError(str(error)) from error


class StatuteFilter(OnCards, django_filters.Filter):
    field_class = StatuteField


class NaturesFilter(OnCards, django_filters.Filter):
    field_class = SeveralTextsField


class Among(Lookup):
    """`key = ANY (array)`: for thousands of keys, in one value of the query."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, values = self.process_lhs(compiler, connection)
        return f"{sql} = ANY (%s)", [*values, self.rhs]


class WordsFilter(OnCards, django_filters.CharFilter):
    """Words to look for, and no more of them than the database plans a query for in no time."""

    def __init__(self, *, found_by: Callable[[CaseQuerySet, str], CaseQuerySet], **kw: Any) -> None:
        super().__init__(max_length=LONGEST, condition=self._condition, **kw)
        self._found_by = found_by

    def found_once(self, words: str) -> Q:
        """As `condition`, the words looked for now, and not in each query that asks for them.

        Unless very many cases have them: there the keys are more than the search.
        """
        keys = list(self._found(words).values_list("pk", flat=True)[: MOST_KEYS + 1])
        return self._condition(words) if len(keys) > MOST_KEYS else Q(Among(F("pk"), keys))

    def _condition(self, words: str) -> Q:
        return Q(case__in=self._found(words).values("pk"))

    def _found(self, words: str) -> CaseQuerySet:
        return self._found_by(Case.objects.order_by(), words)


class DayFilter(OnCards, django_filters.DateFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_DAY, error_messages={"invalid": NO_DATE}, **kwargs)


class SeveralFilter(OnCards, django_filters.MultipleChoiceFilter):
    field_class = SeveralField


class CourtsFilter(OnCards, django_filters.MultipleChoiceFilter):
    field_class = CourtsField


def courts_in_use() -> QuerySet[Court]:
    """Courts that have a case here; one look into an index for each."""
    return Court.objects.filter(Exists(Case.objects.filter(court=OuterRef("pk"))))


def _under(texts: Sequence[Sequence[StatuteRef]]) -> Q:
    """Under one of the references of each text: a case is under many statutes, and texts narrow."""
    held = Q()
    for refs in texts:
        held &= Q(statutes__overlap=Statute.objects.keys_overlapping(*refs))
    return held


def _of_nature(values: Sequence[str]) -> Q:
    """Exactly one of these; where no case has it, one that holds its words."""
    found = Q()
    for words in values:
        exactly = Q(nature_of_suit=words)
        is_whole = Card.objects.filter(exactly).exists()
        found |= exactly if is_whole else Q(nature_of_suit__icontains=words)
    return found


class CaseFilter(django_filters.FilterSet):
    """Filters of `/cases/`; all that are given must hold.

    Of several courts, statuses, dispositions or natures of suit any will do, for a case has one of
    each. Several statutes must all hold; for any of them they are written in one: 18:2701; 17:501.
    """

    statute = StatuteFilter(label="Statute", max_length=LONGEST, condition=_under)
    status = SeveralFilter(
        label="Status",
        choices=Status.choices,
        condition=lambda values: Q(status__in=values),
        error_messages={"invalid_choice": f"{NO_CHOICE} choose open, closed or unknown."},
    )
    disposition = SeveralFilter(
        label="Disposition",
        choices=[choice for choice in Disposition.choices if choice[0]],
        condition=lambda values: Q(disposition__in=values),
        error_messages={"invalid_choice": f"{NO_CHOICE} choose one of the list."},
    )
    court = CourtsFilter(
        label="Court",
        condition=lambda courts: Q(court__in=[court.pk for court in courts]),
        error_messages={"invalid_choice": "No case here is before a court of that name or id."},
    )
    claim = WordsFilter(label="Cause of action", found_by=CaseQuerySet.claiming)
    party = WordsFilter(label="Party", found_by=CaseQuerySet.with_party_named)
    counsel = WordsFilter(label="Counsel or firm", found_by=CaseQuerySet.with_counsel_named)
    judge = WordsFilter(label="Judge", found_by=CaseQuerySet.before_judge)
    nature_of_suit = NaturesFilter(label="Nature of suit", max_length=LONGEST, condition=_of_nature)
    filed_after = DayFilter(label="Filed on or after", condition=lambda day: Q(filed_on__gte=day))
    filed_before = DayFilter(label="Filed on or before", condition=lambda day: Q(filed_on__lte=day))
    q = WordsFilter(label="Words", found_by=CaseQuerySet.mentioning)
    sort = django_filters.ChoiceFilter(
        label="Order",
        choices=CHOICES,
        empty_label=None,
        error_messages={
            "invalid_choice": f"{NO_CHOICE} choose {', '.join(name for name, _ in CHOICES[::2])} "
            "or one of these with a minus before it, for the other way round."
        },
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(
        self,
        *args: Any,
        courts: Mapping[str, Court] | None = None,
        once: bool = False,
        **kwargs: Any,
    ) -> None:
        """`courts`: those that there are, where many filters are read and one query shall do.

        `once`: for whoever asks several queries of the same cards; words are looked for but once.
        """
        super().__init__(*args, **kwargs)
        self.form.fields["court"].known = courts
        self._once = once

    @cached_property
    def holding(self) -> dict[str, Any]:
        """The filters given that make sense, with their values; the order is no filter."""
        self.form.is_valid()  # whatever makes no sense is then left out of what is cleaned
        return {
            name: value
            for name, value in self.form.cleaned_data.items()
            if name != "sort" and value not in (None, "", (), [])
        }

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each filter that holds asks of a card."""
        found = {}
        for name, value in self.holding.items():
            asked = self.filters[name]
            is_words = self._once and isinstance(asked, WordsFilter)
            found[name] = asked.found_once(value) if is_words else asked.condition(value)
        return found

    @property
    def order(self) -> str:
        """The order asked for, as the address has it; "" for the usual one."""
        self.form.is_valid()
        return str(self.form.cleaned_data.get("sort") or "")

    @property
    def cards(self) -> CardQuerySet:
        """The cards that the filters leave, in the order asked for."""
        found = Card.objects.filter(*self.conditions.values())
        return found.order_by(*order_of(self.order))

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """Of these cases, those that the filters leave, in the order asked for, if any is."""
        if self.conditions:
            cards = Card.objects.filter(*self.conditions.values())
            queryset = queryset.filter(pk__in=cards.values("pk"))
        return queryset.order_by(*order_of(self.order, of_cases=True)) if self.order else queryset
