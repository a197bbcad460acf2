"""What a source can be cited for: the fields that a model of the record declares citable."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """How values of a field are written and compared."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    MONEY = "money"
    PLACE = "place"
    DESCRIPTION = "description"  # may be given with more or fewer particulars
    STATUTES = "statutes"
    DOCKET_TEXT = "docket_text"  # clerks and programs add marks of their own


@dataclass(frozen=True)
class Citable:
    """One citable field of a model: its name, what a reader calls it, how its values compare."""

    field: str
    label: str
    kind: Kind = Kind.TEXT


# A citation of no field says that the row itself exists: this claim was made, this paper filed.
WHOLE_ROW = ""


def plain_amount(value: Decimal) -> str:
    """Dollars without trailing zeros: 1000, 1000.5."""
    return f"{value.normalize():f}"
