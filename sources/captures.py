"""The captures of a source as its page shows them: what is under way, what came of each."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.wording import plain_day
from sources.models import Capture, JobState, Snapshot, Source, Way

_SHOWN = 20
_LABELS = {
    "title": "its title",
    "author": "its author",
    "publisher": "its publisher",
    "published": "its date",
}


@dataclass(frozen=True)
class Outcome:
    """A capture in words."""

    capture: Capture

    @property
    def is_unfinished(self) -> bool:
        return self.capture.is_unfinished

    @property
    def has_failed(self) -> bool:
        return self.capture.state == JobState.FAILED

    @property
    def may_try_again(self) -> bool:
        """Whether it failed and there is something to try: an address, or bytes not refused."""
        return self.has_failed and (self.capture.way == Way.ADDRESS or self.capture.has_raw)  # type: ignore[attr-defined]

    @property
    def words(self) -> str:
        """What came of it, or what is being done."""
        match self.capture.state:
            case JobState.WAITING if self.capture.attempts:
                return "Waiting: the worker stopped in the middle of it, and it will be done again"
            case JobState.WAITING:
                return "Waiting for a worker"
            case JobState.RUNNING:
                return self.capture.stage or "A worker has taken it"
            case JobState.FAILED:
                return "No text was taken"
        return self._done

    @property
    def _done(self) -> str:
        snapshot = self.capture.snapshot
        if snapshot is None:  # which the database does not allow
            return ""
        day = plain_day(timezone.localdate(snapshot.taken_at))
        if not self.capture.is_new:
            return f"The same text as on {day}"
        if self.capture.words_were_here:  # type: ignore[attr-defined]
            return "The same words; what the page says beside them is new"
        if self.capture.had_earlier:  # type: ignore[attr-defined]
            return "A new text"
        return "The first text"

    @property
    def waits_long(self) -> bool:
        return self.capture.waits_long

    @property
    def who(self) -> str:
        """Who asked for it."""
        if self.capture.asked_by is not None:
            return self.capture.asked_by.get_username()
        return "the watch on its address" if self.capture.is_recheck else "nobody known"

    @property
    def seen(self) -> str:
        """Changes when what is shown of it changes: a page that shows this needs nothing new."""
        return f"{self.capture.state} {self.waits_long:d} {self.words}"

    @property
    def asks(self) -> bool:
        """Whether a person has still to say if what the text says of itself is right."""
        is_done = self.capture.state == JobState.DONE
        return is_done and bool(self.capture.proposed) and self.capture.confirmed_at is None


@dataclass(frozen=True)
class Captures:
    """The captures of one source, newest first."""

    source: Source
    shown: tuple[Outcome, ...]

    @cached_property
    def newest(self) -> Outcome | None:
        """The one that is under way, be it an old one tried again; else the last asked for."""
        under_way = (outcome for outcome in self.shown if outcome.is_unfinished)
        return next(under_way, self.shown[0] if self.shown else None)

    @property
    def earlier(self) -> tuple[Outcome, ...]:
        return tuple(it for it in self.shown[:_SHOWN] if it is not self.newest)

    @property
    def are_more(self) -> bool:
        """Whether some are so old that they are not shown."""
        return len(self.shown) > _SHOWN

    @property
    def may_ask_again(self) -> bool:
        """Whether there is an address, and nobody is at it; what failed is tried again instead."""
        newest = self.newest
        if not self.source.url or newest is None:
            return bool(self.source.url)
        by_address = newest.capture.way == Way.ADDRESS
        return not (by_address and (newest.is_unfinished or newest.has_failed))

    @property
    def proposed(self) -> list[str]:
        """What the text says of itself, for a sentence: title, author."""
        given = self.to_confirm.proposed if self.to_confirm else {}
        return [label for name, label in _LABELS.items() if name in given]

    @cached_property
    def to_confirm(self) -> Capture | None:
        """The newest that gives a title, author, publisher or date for a person to confirm."""
        return next((outcome.capture for outcome in self.shown if outcome.asks), None)


def captures_of(source: Source) -> Captures:
    """The newest captures of a source; one query."""
    found = _with_outcome().filter(source=source)[: _SHOWN + 1]
    return Captures(source, tuple(Outcome(capture) for capture in found))


def outcome_of(source: Source, pk: int) -> Outcome | None:
    """One capture of the source, or None."""
    capture = _with_outcome().filter(source=source, pk=pk).first()
    return Outcome(capture) if capture else None


def _with_outcome() -> QuerySet[Capture]:
    earlier = Snapshot.objects.whole_texts().filter(
        source=OuterRef("source"), pk__lt=OuterRef("snapshot")
    )
    return (
        Capture.objects.select_related("snapshot", "asked_by")
        .defer("raw", "snapshot__text", "snapshot__raw")
        .annotate(
            has_raw=Q(raw__isnull=False),
            had_earlier=Exists(earlier),
            words_were_here=Exists(earlier.filter(sha256=OuterRef("snapshot__sha256"))),
        )
    )
