"""What the text of an entry says, in terms of the case it is logged in.

It fills what nobody typed: a number becomes the entry of this case that has it, a name the party.
What does not lead to a row of the case is left out.
"""

import re
from dataclasses import dataclass
from datetime import date

from cases.docket_log import typed_dates
from cases.docket_log.finding import TypedNameError, party_called
from cases.docket_text import read_entry
from cases.docket_text.reading import EntryReading
from cases.kinds import Outcome
from cases.models import Case, Filing, Party

_DAY = r"(\d{1,2}/\d{1,2}/\d{2,4})"
_ENTERED = re.compile(rf"\bEntered:?\s*(?:on\s*)?{_DAY}", re.IGNORECASE)
_FILED = re.compile(rf"\b(?:Filed on|Date Filed|Filed):?\s*{_DAY}", re.IGNORECASE)
_ALL_CLAIMS = re.compile(r"\ball\s+(?:\w+\s+){0,2}(?:claims|causes of action)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """What the text was read to say, with rows of the case in place of numbers and names."""

    reading: EntryReading
    filed_on: date | None = None
    entered_on: date | None = None
    filed_by: Party | None = None
    answers: Filing | None = None
    rulings: tuple[tuple[Filing, Outcome], ...] = ()
    all_claims: bool = False


def proposal_of(text: str, case: Case, today: date) -> Proposal:
    """What a text says that is to be logged in this case."""
    reading = read_entry(text)
    numbers = {number for number, _ in reading.rulings} | {reading.answers}
    entries = {
        entry.number: entry
        for entry in Filing.objects.filter(case=case, number__in=numbers - {None})
    }
    rulings = ((entries.get(number), outcome) for number, outcome in reading.rulings)
    return Proposal(
        reading,
        filed_on=_day(_FILED, text, today),
        entered_on=_day(_ENTERED, text, today),
        filed_by=_party(case, reading.filed_by),
        answers=entries.get(reading.answers),
        rulings=tuple((entry, outcome) for entry, outcome in rulings if entry is not None),
        all_claims=bool(_ALL_CLAIMS.search(text)),
    )


def _day(pattern: re.Pattern[str], text: str, today: date) -> date | None:
    match = pattern.search(text)
    try:
        return typed_dates.parse(match[1], today) if match else None
    except typed_dates.TypedDateError:
        return None


def _party(case: Case, name: str) -> Party | None:
    try:
        return party_called(name, case) if name else None
    except TypedNameError:
        return None
