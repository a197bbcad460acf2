"""A value that a source states, as the field that it is stated of would write it."""

from decimal import Decimal, InvalidOperation

from cases.citable import Citable, Kind, plain_amount
from cases.dates import PartialDate
from cases.models import CitedModel
from cases.presenting import choices_of
from cases.statutes import StatuteError, parse

_LARGEST_AMOUNT = 10**14  # dollars, exclusive: what the column of an amount holds


def plain_form(row: CitedModel, citable: Citable, stated: str) -> str:
    """The value as the field would write it. Raises ValueError, in words."""
    match citable.kind:
        case Kind.CHOICE:
            return _choice(row, citable, stated)
        case Kind.DATE:
            return PartialDate.parse(stated).isoformat()
        case Kind.MONEY:
            return _amount(stated)
        case Kind.STATUTES:
            return _standard_form(stated)
    return stated


def _choice(row: CitedModel, citable: Citable, stated: str) -> str:
    """The choice that is called so; else the words, for a source may state what is no choice."""
    by_label = {label.casefold(): value for value, label in choices_of(row, citable).items()}
    return by_label.get(stated.casefold(), stated)


def _amount(stated: str) -> str:
    try:
        amount = Decimal(stated)
        is_real = 0 <= amount < _LARGEST_AMOUNT
    except InvalidOperation:  # no number at all, or the one called "not a number"
        is_real = False
    if not is_real:
        raise ValueError(f"“{stated}” is no amount; write dollars in digits, such as 1000")
    return plain_amount(amount)


def _standard_form(stated: str) -> str:
    try:
        return "; ".join(str(ref) for ref in parse(stated))
    except StatuteError:
        # A source may name a law in words that no code has; they are what it states.
        return stated
