"""Which rows the page of a case shows, where there are too many for one page.

The others are counted there, and stand on the pages of the docket and of the parties.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.models import Counsel, Filing, Party, Scope

ALL_ENTRIES, NEWEST = 30, 20  # up to 30 entries are all shown; of more, the newest 20
ALL_PARTIES, FIRST = 20, 10
ALL_COUNSEL, OF_EACH = 60, 3


@dataclass(frozen=True)
class OnPage:
    """The rows that the page shows, in the order in which they were given."""

    parties: Sequence[Party]
    counsel: Sequence[Counsel]
    filings: Sequence[Filing]
    left_out: dict[int, int] = field(default_factory=dict)  # counsel, by the party they represent


def on_page(
    parties: Sequence[Party], counsel: Sequence[Counsel], filings: Sequence[Filing]
) -> OnPage:
    """Of all rows of a case (the docket newest first), those that its page shows."""
    newest = filings if len(filings) <= ALL_ENTRIES else _newest(filings)
    if len(parties) <= ALL_PARTIES and len(counsel) <= ALL_COUNSEL:
        return OnPage(parties, counsel, newest)
    first = parties if len(parties) <= ALL_PARTIES else parties[:FIRST]
    shown: list[Counsel] = []
    known = {party.pk: 0 for party in first}
    for lawyer in counsel:
        if lawyer.represents_id in known:
            known[lawyer.represents_id] += 1
            if known[lawyer.represents_id] <= OF_EACH:
                shown.append(lawyer)
    left_out = {party: number - OF_EACH for party, number in known.items() if number > OF_EACH}
    return OnPage(first, shown, newest, left_out)


def ending_of(filings: Sequence[Filing]) -> Filing | None:
    """Of the filings of a case, the one that ended it."""
    ending = [filing for filing in filings if filing.disposes == Scope.CASE]
    return max(ending, key=lambda it: (it.filed_on is not None, it.filed_on, it.pk), default=None)


def _newest(filings: Sequence[Filing]) -> Sequence[Filing]:
    """The newest, and the one that ended the case, for the page says how it ended."""
    ending = ending_of(filings)
    newest = list(filings[:NEWEST])
    return newest if ending is None or ending in newest else [*newest, ending]
