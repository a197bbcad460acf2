"""The orders of the list of cases: by any of its columns, either way, what is not known last."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import NullIf

from cases.list_address import USUAL_SORT

CARD, CASE = "card", "case"


@dataclass(frozen=True)
class Column:
    """A column of the list: its name in an address, its head, and where its values are."""

    name: str
    head: str
    up: str  # what the order is called
    down: str
    value: Callable[[str, str], F | NullIf]  # paths to the card and the case → what to order by
    # What one wants to see first: the newest filing, but the first letter.
    begins_down: bool = False
    is_always_known: bool = False

    @property
    def first(self) -> str:
        """The order that the first press on its head asks for."""
        return f"-{self.name}" if self.begins_down else self.name


COLUMNS: Final = (
    Column(
        "caption",
        "Case",
        "by caption",
        "by caption, from Z",
        lambda _, case: F(f"{case}caption"),
        is_always_known=True,
    ),
    Column(
        "court", "Court", "by court", "by court, from Z", lambda card, _: F(f"{card}court__name")
    ),
    Column(
        "number",
        "Docket number",
        "by docket number",
        "by docket number, the highest first",
        lambda _, case: NullIf(F(f"{case}docket_number"), Value("")),
    ),
    Column(
        "nature_of_suit",
        "Nature of suit",
        "by nature of suit",
        "by nature of suit, from Z",
        lambda card, _: NullIf(F(f"{card}nature_of_suit"), Value("")),
    ),
    Column(
        "filed",
        "Filed",
        "oldest first",
        "newest first",
        lambda card, _: F(f"{card}filed_on"),
        begins_down=True,
    ),
    Column(
        "status",
        "Status",
        "by status",
        "by status, from Z",
        lambda card, _: F(f"{card}status"),
        is_always_known=True,
    ),
    Column(
        "disposition",
        "Disposition",
        "by disposition",
        "by disposition, from Z",
        lambda card, _: NullIf(F(f"{card}disposition"), Value("")),
    ),
    Column(
        "ended",
        "Ended",
        "by end, the first first",
        "by end, the latest first",
        lambda card, _: F(f"{card}ended_on"),
        begins_down=True,
    ),
)
_COLUMN: Final = {column.name: column for column in COLUMNS}
CHOICES: Final = tuple(
    choice
    for column in COLUMNS
    for choice in ((column.name, column.up), (f"-{column.name}", column.down))
)


def order_of(sort: str, *, of_cases: bool = False) -> tuple[OrderBy | str, ...]:
    """What to order cards by, or cases: `-filed`, `court`… or "" for the usual order.

    Of what is the same, the case that came in last is the first, or the last where the order is
    turned round.
    """
    sort = sort or USUAL_SORT
    column = _COLUMN[sort.removeprefix("-")]
    value = column.value("card__", "") if of_cases else column.value("", "case__")
    is_down = sort.startswith("-")
    # Said only where it says something: an index is read backwards only for its very opposite.
    nulls_last = None if column.is_always_known else True
    return OrderBy(value, descending=is_down, nulls_last=nulls_last), "-pk" if is_down else "pk"
