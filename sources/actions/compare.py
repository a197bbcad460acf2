"""A text that was kept is compared with the earlier ones: each passage cited gets its check."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from cases.wording import plain_day
from sources import anchoring
from sources.actions.gaining import gain_notices
from sources.actions.quoting import passage_at
from sources.comparing import Fate, Outcome
from sources.faring import Change, Fared, words_at
from sources.models import (
    FOUND,
    CheckState,
    Passage,
    PassageCheck,
    Review,
    Snapshot,
    Source,
)

_CARRIED = "Reviewed in the text of "


@transaction.atomic
def compare_with_current(source: Source) -> None:
    """As `compare_with_earlier`, for the text of the source as it was last seen, if it has one.

    Call it after citing words of an older text: they are looked for in the current one.
    """
    current = held_source(source.pk).current
    if current is not None:
        compare_with_earlier(current)


@transaction.atomic
def compare_with_earlier(snapshot: Snapshot) -> None:
    """Look for every passage that the source is cited for in this text, and note what it gained.

    Done again it changes nothing but for passages cited since. Each state tells of the passage as
    it was quoted, whichever texts lie between. Clippings are looked for and nothing else.
    """
    if not snapshot.is_whole:
        return
    held_source(snapshot.source_id)
    gain_notices(snapshot)
    cited = Passage.objects.filter(snapshot__source=snapshot.source_id, citations__isnull=False)
    wanted = list(cited.exclude(snapshot=snapshot).exclude(checks__snapshot=snapshot).distinct())
    if wanted:
        PassageCheck.objects.bulk_create(_Comparing(snapshot).checks(wanted))


def held_source(source_pk: int) -> Source:
    """The source, held until the end: who cites an older text and who keeps a newer one meet here.

    Whoever comes second finds what the first has written, so no passage goes unlooked for.
    """
    sources = Source.objects.select_for_update(no_key=True).select_related(None)
    return sources.get(pk=source_pk)


@dataclass(frozen=True)
class _Place:
    """Where a passage stands in a text; `check` by which it was found there, None where quoted."""

    passage: Passage
    check: PassageCheck | None = None


@dataclass
class _Comparing:
    """One new text, against each earlier text that has passages, diffed once."""

    snapshot: Snapshot
    changes: dict[int, Change] = field(default_factory=dict)
    texts: dict[int, Snapshot] = field(default_factory=dict)

    def checks(self, wanted: list[Passage]) -> list[PassageCheck]:
        """Unsaved checks of these passages in the new text."""
        own = Snapshot.objects.filter(source=self.snapshot.source_id)
        self.texts = {one.pk: one for one in own.without_texts()}
        earlier: dict[int, list[PassageCheck]] = defaultdict(list)
        found = PassageCheck.objects.filter(passage__in=wanted).select_related("found")
        for check in found.order_by("snapshot_id"):
            earlier[check.passage_id].append(check)
        return [self._check(passage, earlier[passage.pk]) for passage in wanted]

    def _check(self, passage: Passage, earlier: list[PassageCheck]) -> PassageCheck:
        places = self._places(passage, earlier)
        if not places:
            check = self._written(passage, Fared(self._searched(passage)))
        else:
            check = self._compared(passage, places)
        previous = [one for one in earlier if one.snapshot_id < self.snapshot.pk]
        if previous:
            self._carry_over(check, previous[-1])
        return check

    def _places(self, passage: Passage, earlier: Iterable[PassageCheck]) -> list[_Place]:
        """Where the words stand in whole texts, the text just before the new one first."""
        known = [_Place(passage)] if self.texts[passage.snapshot_id].is_whole else []
        known += [_Place(check.found, check) for check in earlier if check.found is not None]

        def nearness(place: _Place) -> tuple[bool, int]:
            distance = self.snapshot.pk - place.passage.snapshot_id
            return (distance < 0, abs(distance))

        return sorted(known, key=nearness)

    def _compared(self, passage: Passage, places: list[_Place]) -> PassageCheck:
        nearest = places[0]
        check = self._through(passage, nearest)
        quoted = next((place for place in places if place.check is None), nearest)
        if check.state != CheckState.SAME and quoted is not nearest:
            # A sentence that was edited twice may read as it did when it was quoted.
            as_quoted = self._through(passage, quoted)
            if as_quoted.state == CheckState.SAME:
                return as_quoted
        return check

    def _through(self, passage: Passage, place: _Place) -> PassageCheck:
        fared = self._change(place.passage.snapshot_id).fared(
            place.passage.start, place.passage.end
        )
        check = self._written(passage, fared)
        if check.state == CheckState.SAME and place.check is not None:
            # Nothing new since a text in which it was not the same: that still stands.
            check.state = place.check.state
            _copy_review(check, place.check, self.texts[place.check.snapshot_id])
        return check

    def _change(self, older: int) -> Change:
        if older not in self.changes:
            self.changes[older] = Change(Snapshot.objects.get(pk=older), self.snapshot)
        return self.changes[older]

    def _searched(self, passage: Passage) -> Outcome:
        """A clipping has no text around it to compare: its words are there once or are not."""
        text = self.snapshot.text
        spans = anchoring.find(passage.exact, text)
        if len(spans) == 1:
            return Outcome(Fate.SAME, found=spans[0])
        if spans:
            return Outcome(Fate.AMBIGUOUS, candidates=tuple(spans))
        likest = anchoring.nearest(passage.exact, text)
        return Outcome(Fate.MISSING, suggestion=likest.span if likest else None)

    def _written(self, passage: Passage, fared: Fared) -> PassageCheck:
        outcome = fared.outcome
        check = PassageCheck(
            passage=passage,
            snapshot=self.snapshot,
            state=CheckState(outcome.fate.value),
            found=passage_at(self.snapshot, outcome.found) if outcome.found else None,
        )
        if outcome.suggestion is not None:
            check.suggested_start = outcome.suggestion.start
            check.suggested_end = outcome.suggestion.end
        if fared.by_extractor:
            check.review, check.reviewed_at = Review.CONFIRMED, timezone.now()
            check.remark = (
                f"{self.snapshot.extractor} reads the earlier page in the same way: the words "
                "were lost between two versions of that program, and the publisher changed nothing."
            )
        return check

    def _carry_over(self, check: PassageCheck, previous: PassageCheck) -> None:
        """What somebody confirmed in the text before is not asked again for the same words."""
        if check.state in FOUND or not check.is_open:
            return
        if previous.review != Review.CONFIRMED or previous.state != check.state:
            return
        text = Snapshot.objects.only("text").get(pk=previous.snapshot_id).text
        if words_at(text, previous.suggested) == words_at(self.snapshot.text, check.suggested):
            _copy_review(check, previous, self.texts[previous.snapshot_id])


def _copy_review(check: PassageCheck, reviewed: PassageCheck, text: Snapshot) -> None:
    if reviewed.review != Review.CONFIRMED:
        return
    check.review = reviewed.review
    check.reviewed_at, check.reviewed_by_id = reviewed.reviewed_at, reviewed.reviewed_by_id
    check.remark = reviewed.remark
    if not check.remark.startswith(_CARRIED):
        day = plain_day(timezone.localtime(text.taken_at).date())
        check.remark = f"{_CARRIED}{day}. {reviewed.remark}".strip()
