"""Values of the record in words that a reader expects."""

from decimal import Decimal, InvalidOperation

from cases.citable import Citable, Kind
from cases.dates import PartialDate
from cases.models.base import CitedModel


def in_words(row: CitedModel, citable: Citable, value: str) -> str:
    """A value of a citable field as shown: Tuesday 21 January 2025, $1,000, without prejudice.

    A value that is not in the field's plain form, such as what a source states otherwise, stands
    as it is.
    """
    match citable.kind:
        case Kind.DATE:
            return _date(value)
        case Kind.MONEY:
            return _money(value)
        case Kind.CHOICE:
            return choices_of(row, citable).get(value, value) if value else ""
    return value


def choices_of(row: CitedModel, citable: Citable) -> dict[str, str]:
    """The values that a choice may take, with the words for each."""
    choices = row._meta.get_field(citable.field).flatchoices  # type: ignore[union-attr]
    return {value: str(label) for value, label in choices}


def _date(value: str) -> str:
    try:
        when = PartialDate.parse(value)
    except ValueError:
        return value
    return f"{when.weekday_name} {when}" if when.precision == "day" else str(when)


def _money(value: str) -> str:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return value
    if not amount.is_finite():
        return value
    cents = 2 if amount % 1 else 0
    return f"${amount:,.{cents}f}"
