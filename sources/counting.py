"""What counts of a fact: who states it, who differs, what is open. No words are needed for that.

A docket of 2,000 entries has ten thousand citations: a page reads the words of those it shows,
and counts the others. Both count by the rules that stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.urls import reverse

from cases.citable import Citable
from cases.models import Case, CaseRow, CitedModel
from sources.models import Basis, Decision, Target

# What the case page shows only the first or newest of, where there are many.
LISTED = (Target.PARTY, Target.COUNSEL, Target.FILING)


class Stated(Protocol):
    """One passage, read for one fact."""

    @property
    def agrees(self) -> bool:
        """It states the value shown."""

    @property
    def source_id(self) -> int: ...

    @property
    def turn(self) -> int:
        """Higher than that of every statement made before."""

    @property
    def has_other_words(self) -> bool:
        """Its very words are not the same any more, and nobody has reviewed that."""

    @property
    def is_flagged(self) -> bool:
        """It needs to be looked at again, for its words or for what its source says of itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A passage as it counts, without its words."""

    agrees: bool
    source_id: int
    turn: int
    has_other_words: bool
    is_flagged: bool


@dataclass(frozen=True)
class CountedFact:
    """A shown field of a row (or the row as a whole), and what its evidence amounts to."""

    case: Case
    target: Target
    row: CitedModel
    citable: Citable
    readings: Sequence[Stated]
    decision: Decision | None

    @property
    def address(self) -> str:
        """The row as record files name it: `case`, `party:linkedin`."""
        return address_of(self.target, self.row)

    @property
    def id(self) -> str:
        return f"{self.case.slug}/{self.address}/{self.citable.field or 'row'}"

    @property
    def anchor(self) -> str:
        """The id of this fact's evidence on the case page."""
        return anchor_of(self.target, self.row, self.citable.field)

    @property
    def page_address(self) -> str:
        """Where a reader finds its evidence: on the case page, or on a page of its own."""
        if self.target in LISTED:
            return reverse("sources:fact_evidence", args=[self.case.slug, self.anchor])
        return f"{self.case.get_absolute_url()}#{self.anchor}"

    @property
    def label(self) -> str:
        return self.row.label_of(self.citable.field)

    @property
    def subject(self) -> str:
        """What the fact is of, where its label alone would not say: the row's own name."""
        return "" if self.target is Target.CASE else self.row.headline

    @cached_property
    def value(self) -> str:
        return self.row.value_of(self.citable.field)

    @property
    def unrecorded(self) -> bool:
        """Stated by a source, while the record shows nothing and nobody decided that it should."""
        if self.value or self.decision is not None:
            return False
        return any(not reading.agrees for reading in self.readings)

    @property
    def disputed(self) -> bool:
        return bool(self.differing)

    @property
    def undecided(self) -> bool:
        """Whether a source states otherwise that no decision has considered."""
        considered = -1 if self.decision is None else self.decision.considers
        otherwise = (it for it in self.readings if self.differs(it))
        return any(it.turn > considered for it in otherwise)

    @property
    def sourced(self) -> bool:
        return bool(self.readings)

    @property
    def inferred(self) -> bool:
        """Shown by reasoning: the decision says so, or no passage states it in full."""
        return self.decision is not None and self.decision.basis == Basis.INFERENCE

    @property
    def flagged(self) -> bool:
        """A source it leans on changed since, and nobody has reviewed that."""
        return any(reading.is_flagged for reading in self.readings)

    @property
    def sources(self) -> int:
        return len({reading.source_id for reading in self.readings})

    @property
    def supporting(self) -> int:
        """How many sources state the value shown."""
        return len({reading.source_id for reading in self.readings if reading.agrees})

    @property
    def differing(self) -> int:
        """How many sources state another value, also if they state the one shown elsewhere."""
        return len({reading.source_id for reading in self.readings if self.differs(reading)})

    def differs(self, reading: Stated) -> bool:
        """Whether it contradicts what is shown: from nothing recorded yet, nothing differs."""
        return not reading.agrees and not self.unrecorded

    @property
    def stale_decision(self) -> bool:
        """The record has changed since this value was decided on."""
        return self.decision is not None and self.decision.value != self.value


def address_of(target: Target, row: CitedModel) -> str:
    """A row as record files name it: `case`, `party:linkedin`."""
    return f"{target.value}:{row.key}" if isinstance(row, CaseRow) else target.value


def anchor_of(target: Target, row: CitedModel, field: str) -> str:
    """The id of a fact's evidence on the case page: `evidence-party-linkedin-name`."""
    return f"evidence-{address_of(target, row)}-{field or 'row'}".replace(":", "-")
