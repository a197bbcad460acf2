"""The texts that a source had, one after the other, and two of them side by side."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from django.db.models import Count, F, Func, IntegerField

from sources.anchoring import Span
from sources.comparing import Pair, side_by_side
from sources.models import CheckState, Notice, PassageCheck, Snapshot, Source
from sources.models.snapshot import SnapshotQuerySet

_FARED = {
    CheckState.CONTEXT_CHANGED: "in a sentence that changed",
    CheckState.CHANGED: "changed",
    CheckState.MOVED: "moved",
    CheckState.AMBIGUOUS: "there several times",
    CheckState.MISSING: "missing",
}
_NEIGHBOURS = 1  # paragraphs shown above and below the one that matters


@dataclass(frozen=True)
class Segment:
    """A run of a paragraph: the same in both texts or not, cited or not."""

    text: str
    is_changed: bool
    is_cited: bool


@dataclass(frozen=True)
class Row:
    """A paragraph as it was beside what it is now; None where it has no counterpart."""

    older: tuple[Segment, ...] | None
    newer: tuple[Segment, ...] | None
    is_unchanged: bool
    skipped: int = 0  # paragraphs left out before it

    @property
    def is_cited(self) -> bool:
        return any(segment.is_cited for segment in (*(self.older or ()), *(self.newer or ())))


@dataclass(frozen=True)
class Version:
    """One text of a source in the list of them."""

    snapshot: Snapshot
    earlier: Snapshot | None  # the whole text kept before it
    is_current: bool
    words: int
    fared: tuple[tuple[str, int], ...] = ()  # how many passages are changed, missing…
    notices: tuple[Notice, ...] = field(default=())


def versions_of(source: Source) -> list[Version]:
    """All texts of a source, the newest first, clippings last; three queries."""
    texts = list(_with_words(source.snapshots.without_texts()).order_by("-pk"))
    fared: dict[int, list[tuple[str, int]]] = defaultdict(list)
    checks = PassageCheck.objects.filter(snapshot__source=source).exclude(state=CheckState.SAME)
    for pk, state, number in (
        checks.values_list("snapshot", "state").annotate(number=Count("pk")).order_by("state")
    ):
        fared[pk].append((_FARED[CheckState(state)], number))
    gained: dict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(snapshot__source=source):
        gained[notice.snapshot_id].append(notice)
    whole = [text for text in texts if text.is_whole]
    before = {text.pk: earlier for text, earlier in zip_longest(whole, whole[1:])}
    return [
        Version(
            text,
            before.get(text.pk),
            text.pk == source.current_id,
            text.words,  # type: ignore[attr-defined]
            tuple(fared[text.pk]),
            tuple(gained[text.pk]),
        )
        for text in sorted(texts, key=lambda text: not text.is_whole)
    ]


def rows_of(
    older: str, newer: str, *, cited: Span | None = None, now: Span | None = None
) -> list[Row]:
    """Both texts paragraph by paragraph; `cited` and `now` are marked in the older and newer."""
    rows, older_at, newer_at = [], 0, 0
    for pair in side_by_side(older, newer):
        left = right = None
        if pair.older is not None:
            older_at = older.index(pair.older, older_at)
            left = tuple(_segments(_old_runs(pair), older_at, cited))
            older_at += len(pair.older)
        if pair.newer is not None:
            newer_at = newer.index(pair.newer, newer_at)
            right = tuple(_segments(_new_runs(pair), newer_at, now))
            newer_at += len(pair.newer)
        rows.append(Row(left, right, pair.is_unchanged))
    return rows


def around_what_is_cited(rows: list[Row]) -> list[Row]:
    """The rows with marked words, and one above and below each."""
    return _around(rows, [number for number, row in enumerate(rows) if row.is_cited])


def around_what_changed(rows: list[Row]) -> list[Row]:
    """The rows that differ, and one above and below each."""
    return _around(rows, [number for number, row in enumerate(rows) if not row.is_unchanged])


def _around(rows: list[Row], wanted: list[int]) -> list[Row]:
    near = {n for at in wanted for n in range(at - _NEIGHBOURS, at + _NEIGHBOURS + 1)}
    shown, before = [], -1
    for number in sorted(near & set(range(len(rows)))):
        shown.append(replace(rows[number], skipped=number - before - 1))
        before = number
    return shown


def _with_words(texts: SnapshotQuerySet) -> SnapshotQuerySet:
    """Counted by the database, which need not send the texts for it."""
    return texts.annotate(
        words=Func(
            F("text"), template=r"regexp_count(%(expressions)s, '\S+')", output_field=IntegerField()
        )
    )


def _old_runs(pair: Pair) -> Iterator[tuple[str, bool]]:
    return ((piece.older, piece.kind != "same") for piece in pair.pieces_older)


def _new_runs(pair: Pair) -> Iterator[tuple[str, bool]]:
    return ((piece.newer, piece.kind != "same") for piece in pair.pieces_newer)


def _segments(runs: Iterator[tuple[str, bool]], at: int, cited: Span | None) -> Iterator[Segment]:
    for text, is_changed in runs:
        end = at + len(text)
        borders = {at, end}
        if cited is not None:
            borders |= {border for border in (cited.start, cited.end) if at < border < end}
        ordered = sorted(borders)
        for left, right in pairwise(ordered):
            within = cited is not None and cited.start <= left and right <= cited.end
            yield Segment(text[left - at : right - at], is_changed, within)
        at = end
