"""Where a case stands between open points and its sign-off, for readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db import connection

from cases.models import Case
from sources.facts import CaseFacts, Fact
from sources.models import SignOff, Source
from sources.page_facts import with_words


class Why(StrEnum):
    """Why a point is open; the words are those of the database's function."""

    UNDECIDED = "undecided"
    UNRECORDED = "unrecorded"
    OUTDATED = "outdated"
    CHANGED = "changed"
    NOTICE = "notice"
    UNSOURCED = "unsourced"


_TITLES = {
    Why.UNDECIDED: "Sources differ, and nobody has decided",
    Why.UNRECORDED: "Stated by a source, and not recorded yet",
    Why.OUTDATED: "Decided on another value than is shown",
    Why.CHANGED: "Words quoted are not the same any more",
    Why.NOTICE: "A source says that it changed",
    Why.UNSOURCED: "Shown without a source",
}


@dataclass(frozen=True)
class OpenPoint:
    """One thing to be settled: of a fact, or of a source as a whole."""

    why: Why
    fact: Fact | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Group:
    """The open points of one kind."""

    why: Why
    points: tuple[OpenPoint, ...]

    @property
    def title(self) -> str:
        return _TITLES[self.why]


class Standing:
    """A case before its sign-off: what is open, as the database itself finds it."""

    def __init__(self, record: CaseFacts) -> None:
        """Take the facts of the case, already read."""
        self.record = record

    @cached_property
    def groups(self) -> list[Group]:
        """What is open, by kind, in the order in which one settles it; empty when nothing is."""
        found = open_points_of(self.record)
        of_each = {why: tuple(point for point in found if point.why is why) for why in Why}
        return [Group(why, points) for why, points in of_each.items() if points]

    @property
    def number(self) -> int:
        return sum(len(group.points) for group in self.groups)

    @cached_property
    def sign_offs(self) -> Sequence[SignOff]:
        """All of them, the newest first."""
        return list(self.record.case.sign_offs.newest_first())

    @property
    def stands(self) -> SignOff | None:
        newest = self.sign_offs[0] if self.sign_offs else None
        return newest if newest and newest.reopened_at is None else None


def open_points_of(record: CaseFacts) -> list[OpenPoint]:
    """In the order of the case page, with their words; four queries or fewer."""
    found: dict[tuple[str, int, str], list[Why]] = {}
    noticed: list[int] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sources_open_points(%s)", [record.case.pk])
        for target, row_id, field, why in cursor.fetchall():
            if why == Why.NOTICE:
                noticed.append(row_id)
            else:
                found.setdefault((target, row_id, field), []).append(Why(why))
    # Evidence that came up between the two queries shows when the page is opened again.
    facts = {key: fact for key, fact in (record.facts | record.others).items() if key in found}
    points = [
        OpenPoint(why, fact=fact)
        for fact in with_words(record.case, facts.values())
        for why in found[fact.target.value, fact.row.pk, fact.citable.field]
    ]
    sources = Source.objects.filter(pk__in=noticed) if noticed else ()
    return [*points, *(OpenPoint(Why.NOTICE, source=source) for source in sources)]


def newest_sign_off(case: Case) -> SignOff | None:
    """The one that stands, or was taken back last."""
    return case.sign_offs.newest_first().first()
