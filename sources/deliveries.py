"""What the pages show of deliveries: how far each is, and what became of its files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.models import Case
from cases.wording import counted, figured, joined, plain_day
from sources.models import CourtFile, Delivery, JobState
from sources.models.job import PATIENCE

DELIVERIES_A_PAGE = 50
FILES_A_PAGE = 100
_CASES_SHOWN = 8
_CASES_OF_A_FILE = 3  # a feed names hundreds

_COPY = Q(same_as__isnull=False)
_FAILED = Q(state=JobState.FAILED)
_COLUMNS: dict[str, Any] = {
    "files": Count("pk"),
    "waiting": Count("pk", filter=Q(state=JobState.WAITING)),
    "running": Count("pk", filter=Q(state=JobState.RUNNING)),
    "copies": Count("pk", filter=_COPY),
    "read": Count("pk", filter=Q(state=JobState.DONE) & ~_COPY),
    "refused": Count("pk", filter=_FAILED & Q(raw__isnull=True)),
    "stopped": Count("pk", filter=_FAILED & Q(raw__isnull=False)),
    "new": Sum("entries_new", default=0),
    "changed": Sum("entries_changed", default=0),
    "unchanged": Sum("entries_unchanged", default=0),
    "waiting_since": Min("asked_at", filter=Q(state=JobState.WAITING)),
    "last_ended": Max("finished_at", filter=Q(attempts__gt=0)),
}
# What needs a person first, then what is under way.
_RANK = models.Case(
    When(state=JobState.FAILED, then=Value(0)),
    When(state=JobState.RUNNING, then=Value(1)),
    When(state=JobState.WAITING, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Tally:
    """How far a delivery is. `refused` for what they are; `stopped` may be tried again."""

    files: int = 0
    waiting: int = 0
    running: int = 0
    copies: int = 0
    read: int = 0
    refused: int = 0
    stopped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting_since: datetime | None = None
    last_ended: datetime | None = None

    @classmethod
    def of(cls, counted_columns: Mapping[str, Any]) -> Self:
        """From the columns that the database counted."""
        return cls(**{it.name: counted_columns[it.name] for it in fields(cls)})

    @property
    def ended(self) -> int:
        return self.files - self.waiting - self.running

    @property
    def is_unfinished(self) -> bool:
        return self.ended < self.files

    @property
    def entries(self) -> int:
        """Docket entries read."""
        return self.new + self.changed + self.unchanged

    @property
    def waits_long(self) -> bool:
        """Whether nobody is at it, and nobody was for longer than a worker lets anything wait."""
        if self.running or self.waiting_since is None:
            return False
        newest_sign = max(self.waiting_since, self.last_ended or self.waiting_since)
        return timezone.now() - newest_sign > PATIENCE

    @property
    def standing(self) -> str:
        """In a sentence: how far it is, or that it is finished."""
        files = counted(self.files, "file")
        if self.is_unfinished:
            return f"{files} came in. The workers read them; you may leave this page."
        parts = [
            *([f"{figured(self.read, 'file')} read"] if self.read else []),
            *([f"{self.copies:,} here already"] if self.copies else []),
            *([f"{self.refused:,} refused"] if self.refused else []),
            *([f"{self.stopped:,} stopped"] if self.stopped else []),
        ]
        return f"Finished: {joined(parts)}."

    @property
    def seen(self) -> str:
        """Changes when what is shown changes: a page that shows this needs nothing new."""
        shown = (self.waiting, self.running, self.stopped, self.refused, self.read, self.copies)
        return f"{'-'.join(map(str, shown))}-{self.entries}-{self.waits_long:d}"


@dataclass(frozen=True)
class Outcome:
    """One file, and in words what became of it."""

    file: CourtFile

    @property
    def words(self) -> str:
        """What came of it, or what is being done."""
        match self.file.state:
            case JobState.WAITING if self.file.attempts:
                return "Waiting: the worker stopped in the middle of it, and it will be read again"
            case JobState.WAITING:
                return "Waiting for a worker"
            case JobState.RUNNING:
                return self.file.stage or "Being read"
            case JobState.FAILED:
                return "Stopped" if self.may_try_again else "Refused"
        if self.file.same_as is not None:
            return f"The same file as {_named(self.file.same_as)}: nothing new"
        return self._entries

    @property
    def _entries(self) -> str:
        parts = [
            *(
                [figured(self.file.entries_new, "new entry", "new entries")]
                * bool(self.file.entries_new)
            ),
            *([f"{self.file.entries_changed:,} changed"] * bool(self.file.entries_changed)),
            *([f"{self.file.entries_unchanged:,} unchanged"] * bool(self.file.entries_unchanged)),
        ]
        return joined(parts) or "Read; no docket entries in it"

    @property
    def has_failed(self) -> bool:
        return self.file.state == JobState.FAILED

    @property
    def is_unfinished(self) -> bool:
        return self.file.is_unfinished

    @property
    def may_try_again(self) -> bool:
        """Whether it failed, and its bytes are kept: it was not refused for what it is."""
        return self.has_failed and bool(self.file.has_raw)  # type: ignore[attr-defined]

    @property
    def more_cases(self) -> int:
        """How many of the file's cases are not shown."""
        count: int = self.file.case_count  # type: ignore[attr-defined]
        return max(0, count - _CASES_OF_A_FILE)

    @property
    def source_pk(self) -> int | None:
        """The source whose text it is, or that the same file became before."""
        same = self.file.same_as
        return self.file.source_id or (same.source_id if same is not None else None)


def _named(file: CourtFile) -> str:
    return f"“{file.filename}” of {plain_day(timezone.localdate(file.delivery.made_at))}"


@dataclass(frozen=True)
class Progress:
    """A delivery: how far it is, the cases that it went to, and a page of its files."""

    delivery: Delivery
    tally: Tally
    files: "Page[CourtFile]"
    cases: tuple[Case, ...]
    case_count: int

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return [Outcome(file) for file in self.files]

    @property
    def more_cases(self) -> int:
        """How many cases are not shown."""
        return self.case_count - len(self.cases)

    @property
    def seen(self) -> str:
        return self.tally.seen


def progress_of(delivery: Delivery, page: Any = None) -> Progress:
    """How far a delivery is, with a page of its files; a constant number of queries."""
    tally = tally_of(CourtFile.objects.filter(delivery=delivery))
    pages = Paginator(_files_of(delivery), FILES_A_PAGE)
    pages.count = tally.files  # which is known already
    cases = Case.objects.filter(court_files__delivery=delivery).distinct().order_by("caption", "pk")
    shown = tuple(cases[:_CASES_SHOWN])
    count = len(shown) if len(shown) < _CASES_SHOWN else cases.count()
    return Progress(delivery, tally, pages.get_page(page), shown, count)


def tally_of(files: "QuerySet[CourtFile]") -> Tally:
    """How far some files are; one query."""
    return Tally.of(files.order_by().aggregate(**_COLUMNS))


def _files_of(delivery: Delivery) -> "QuerySet[CourtFile]":
    first_cases = Prefetch("cases", Case.objects.order_by("pk")[:_CASES_OF_A_FILE], "first_cases")
    has_raw = ExpressionWrapper(Q(raw__isnull=False), output_field=BooleanField())
    named = CourtFile.cases.through.objects.filter(courtfile=OuterRef("pk")).order_by()
    count = named.values("courtfile").values(count=Count("pk"))
    return (
        CourtFile.objects.filter(delivery=delivery)
        .select_related("same_as__delivery")
        .prefetch_related(first_cases)
        .defer("raw", "same_as__raw")
        .annotate(has_raw=has_raw, rank=_RANK, case_count=Coalesce(Subquery(count), 0))
        .order_by("rank", "pk")
    )


@dataclass(frozen=True)
class Listed:
    """A delivery in the list of them."""

    delivery: Delivery
    tally: Tally


@dataclass(frozen=True)
class Deliveries:
    """A page of the list, newest first."""

    page: "Page[Delivery]"
    listed: tuple[Listed, ...]


def deliveries(page: Any = None) -> Deliveries:
    """The deliveries of a page, with what became of each; a constant number of queries."""
    found = Paginator(Delivery.objects.select_related("made_by"), DELIVERIES_A_PAGE).get_page(page)
    tallies = _tallies(found)
    listed = tuple(Listed(it, tallies.get(it.pk, Tally())) for it in found)
    return Deliveries(found, listed)


def _tallies(of: Iterable[Delivery]) -> dict[int, Tally]:
    files = CourtFile.objects.filter(delivery__in=list(of)).order_by()
    return {row["delivery"]: Tally.of(row) for row in files.values("delivery").annotate(**_COLUMNS)}
