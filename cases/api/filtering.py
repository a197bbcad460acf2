"""The filters of the pages for the lists of the API: what is not understood is refused.

On a page, a filter that makes no sense is left out and said to be. A program would not read that,
and take all cases for some.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.forms import BooleanField, IntegerField, MultipleChoiceField
from django_filters import NumberFilter
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from cases.api.paging import CURSOR, SIZE
from cases.filters import SeveralTextsField
from cases.wording import joined

_SAID = ("true", "false")


class WholeNumberFilter(NumberFilter):
    """A number without a fraction."""

    field_class = IntegerField


class StrictFilters(DjangoFilterBackend):
    """Those of the view's `filterset_class`; anything else in the address is answered 400."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        """The rows that the filters leave. Raises ValidationError."""
        filters = self.get_filterset(request, queryset, view)
        if filters is None:
            return queryset
        refuse_if_invalid(filters)
        return filters.qs

    def get_filterset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        """The filters with what was given. Raises ValidationError for what is no filter."""
        made = view.filterset_for(queryset) if hasattr(view, "filterset_for") else None
        found = made if made is not None else super().get_filterset(request, queryset, view)
        known = found.filters if found is not None else {}
        refuse_unknown(request, known)
        for name in known:
            field = known[name].field
            takes_many = isinstance(field, MultipleChoiceField | SeveralTextsField)
            if len(request.query_params.getlist(name)) > 1 and not takes_many:
                raise ValidationError({name: ["Say it once: of several, only one would count."]})
            # On the page it is a box, which says yes by any value at all.
            if (
                isinstance(field, BooleanField)
                and request.query_params.get(name, "true") not in _SAID
            ):
                raise ValidationError({name: ["Say true or false."]})
        return found


def refuse_if_invalid(filters: Any) -> None:
    """Raise ValidationError with what is wrong, by the name of the filter.

    The library's own translation fills in percent signs, which a value may have too.
    """
    if not filters.is_valid():
        raise ValidationError({name: list(words) for name, words in filters.errors.items()})


def refuse_unknown(request: Request, filters: Iterable[str]) -> None:
    """Raise ValidationError that names parameters which are none, or say nothing."""
    known = [*filters, CURSOR, SIZE]
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        words = f"There is no such filter. There are: {joined(sorted(known))}."
        raise ValidationError({name: [words] for name in unknown})
    # A program whose variable is empty means some rows, and would be given all.
    empty = [name for name, given in request.query_params.lists() if not all(map(str.strip, given))]
    if empty:
        raise ValidationError({name: ["Say a value, or leave it out."] for name in empty})
