"""How a passage of one text of a source fares in a newer one.

Diff first, never score first: "January 21" made "January 25" is almost the same to any measure of
likeness, and is harm. So both texts are aligned once (`alignment`), every passage is taken
through the alignment, and likeness only ever makes a suggestion that a person may accept.

What decides, in this order:

1. The words are kept, next to one another: *same*; or *context changed*, if a sentence that holds
   them is not the same one in both texts (a "did not" before them, a "lawyers said" after).
2. Half of them are kept, or half of the sentence they stood in: *changed*.
3. They stand, word for word, where they did not stand before: *moved*, or *ambiguous* if there are
   several such places. A twin that stood elsewhere already is none: words that were deleted have
   not moved to their twin.
4. Else they are *missing*.

Words count as kept or moved only if something vouches that they are the same ones (`_vouched`):
"Tuesday" and "$1,000" are met again by chance.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice

from rapidfuzz.distance import LCSseq

from sources.anchoring import Span
from sources.comparing.alignment import Run, align
from sources.comparing.suggestions import Suggestions
from sources.comparing.tokens import Parsed, is_edge, parse, whole_tokens, words

# How many words in a row are no coincidence: a phrase of so many that the older text has but once,
# and a stretch of so many whatever it says.
_PHRASE = 4
_STRETCH = 8
_SOLID_RUN = 3  # fewer words in a row than these may be kept by chance
_NEIGHBOURHOOD = 120  # characters on each side: enough to hold a stretch of words
_REACH = 1000  # characters on each side of a passage; what a sentence has beyond is far from it
# Of words that stand, or newly stand, more often than this nobody can tell where they went.
_MOST_PLACES = 2000
_MOST_NEW_PLACES = 200


class Fate(StrEnum):
    """How a passage fared in a newer text."""

    SAME = "same"
    CONTEXT_CHANGED = "context_changed"
    CHANGED = "changed"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one passage; spans are code points of the newer text.

    `found`: where its very words stand (same, context changed, moved). `suggestion`: what stands in
    their place (changed), or the likeliest place (missing, ambiguous), for a person to accept.
    `candidates`: every place of the words (ambiguous).
    """

    fate: Fate
    found: Span | None = None
    suggestion: Span | None = None
    candidates: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cited:
    """A passage of the older text (a range of its normal form), and what is to be known of it."""

    first: int
    last: int
    length: int  # in words
    is_single: bool  # stands once in the older text
    before: list[str]  # the other words of its sentence
    after: list[str]


@dataclass(frozen=True)
class Comparison:
    """Two texts of one source, aligned: ask it about any number of passages."""

    older: str
    newer: str

    def outcome(self, start: int, end: int) -> Outcome:
        """Return how the passage `older[start:end]` (code points) fares in the newer text.

        What is found equals the passage in normal form. Raises ValueError if there is no such
        passage, or none but white space and invisible characters.
        """
        if not 0 <= start < end <= len(self.older):
            raise ValueError(
                f"a passage from {start} to {end} is not within a text of "
                f"{len(self.older)} characters; give its offsets in the older text"
            )
        first, last = self._old.range_of(start, end)
        if first == last:
            raise ValueError(
                f"the passage from {start} to {end} has no words; give one that has some"
            )
        shift = self._kept_at(first, last)
        if shift is not None and self._same_sentence(first, last, shift):
            return Outcome(Fate.SAME, found=self._new.original(first + shift, last + shift))
        cited = self._cited(first, last)
        if shift is not None and self._vouched(cited, shift):
            found = self._new.original(first + shift, last + shift)
            return Outcome(Fate.CONTEXT_CHANGED, found=found)
        if self._place_kept(first, last):
            replaced = self._suggestions.within(
                self._old.text[first:last], *self._place_of(first, last)
            )
            if replaced:
                return self._spanned(Fate.CHANGED, replaced)
        return self._looked_for(cited)

    @cached_property
    def _old(self) -> Parsed:
        return parse(self.older)

    @cached_property
    def _new(self) -> Parsed:
        return parse(self.newer)

    @cached_property
    def _runs(self) -> list[Run]:
        return align(self._old, self._new)

    # 1. Kept.

    def _kept_at(self, first: int, last: int) -> int | None:
        """Return the shift to where the diff keeps the words of a range together, or None."""
        after = bisect_right(self._runs, first, key=lambda run: run.older)
        for run in self._runs[max(0, after - 1) : after + 1]:
            # Where words repeat, a diff may cut between them as well as around them, at no cost:
            # if the text reads on from a run through the passage, the passage was kept.
            start, end = min(first, run.older_end), max(last, run.older)
            reads_on = self._reads_the_same(start, end, run.shift)
            if (
                reads_on
                and self._can_cut(first, last, run.shift)
                and self._belongs_to(run, first, last)
            ):
                return run.shift
        return None

    def _belongs_to(self, run: Run, first: int, last: int) -> bool:
        """Tell whether a range that a run reads on to, or holds, is of one sentence with it.

        Else the next sentence but begins as the one did that was deleted between the two.
        """
        start, end = self._old.sentences_around(first, last)
        is_near = run.older < end and start < run.older_end
        return is_near or self._same_sentence(first, last, run.shift)

    def _reads_the_same(self, start: int, end: int, shift: int) -> bool:
        """Tell whether a range of the older text stands in the newer at this shift."""
        return start + shift >= 0 and self._new.text.startswith(
            self._old.text[start:end], start + shift
        )

    def _can_cut(self, first: int, last: int, shift: int) -> bool:
        """Tell whether the range can be cut out of the newer text as it was out of the older.

        Not within what normal form took apart, nor within a word or number that the older text
        did not have there: 1,000 is not found in 1,000,000, nor 202 of 2025 in 2024.
        """
        old, new = self._old.text, self._new
        return self._reads_the_same(*whole_tokens(old, first, last), shift) and all(
            new.normal.is_border(at + shift)
            and (is_edge(new.text, at + shift) or not is_edge(old, at))
            for at in (first, last)
        )

    def _same_sentence(self, first: int, last: int, shift: int) -> bool:
        """Tell whether the sentences that hold a kept range are the same ones in both texts.

        A sentence ends where it ends in both: a paragraph that was split or merged is no change.
        One without end (a transcript, a table) is read no farther than `_REACH`.
        """
        old, new = self._old, self._new
        leftmost, rightmost = first - _REACH, last + _REACH
        starts = old.starts[bisect_left(old.starts, leftmost) : bisect_right(old.starts, first)]
        ends = old.ends[bisect_left(old.ends, last) : bisect_right(old.ends, rightmost)]
        start = next((at for at in reversed(starts) if at + shift in new.all_starts), leftmost)
        end = next((at for at in ends if at + shift in new.all_ends), rightmost)
        is_within = start >= 0 and end <= len(old.text)
        return is_within and self._reads_the_same(start, end, shift)

    # What vouches for words that are met again.

    def _vouched(self, cited: _Cited, shift: int) -> bool:
        """Tell whether the words cited, met in the newer text, are the same ones and no chance.

        They are if they stand in a long stretch of the same words, if they are a phrase that the
        older text has once, or if half of the words around them in their sentence came along.
        """
        first, last = cited.first, cited.last
        before, after = self._shared_around(first, last, shift)
        if len(words(self._old.text, first - before, last + after)) >= _STRETCH:
            return True
        if cited.is_single and cited.length >= _PHRASE:
            return True
        total = len(cited.before) + len(cited.after)
        if not total:
            return cited.is_single
        before_now, after_now = _company(self._new, first + shift, last + shift)
        shared = LCSseq.similarity(
            cited.before, before_now[-2 * len(cited.before) - _PHRASE :]
        ) + LCSseq.similarity(cited.after, after_now[: 2 * len(cited.after) + _PHRASE])
        return 2 * shared >= total

    def _cited(self, first: int, last: int) -> _Cited:
        text = self._old.text
        before, after = _company(self._old, first, last)
        is_single = text.count(text[first:last]) == 1
        return _Cited(first, last, len(words(text, first, last)), is_single, before, after)

    def _shared_around(self, first: int, last: int, shift: int) -> tuple[int, int]:
        """How many characters before and after a range are the same in both texts."""
        old, new = self._old.text, self._new.text
        start, end = first + shift, last + shift
        return (
            _shared_end(
                old[max(0, first - _NEIGHBOURHOOD) : first],
                new[max(0, start - _NEIGHBOURHOOD) : start],
            ),
            _shared_start(old[last : last + _NEIGHBOURHOOD], new[end : end + _NEIGHBOURHOOD]),
        )

    # 2. Changed.

    def _place_kept(self, first: int, last: int) -> bool:
        """Tell whether enough is kept of the words, or of their sentence, to know their place."""
        kept, total = self._words_kept(first, last)
        if kept >= _SOLID_RUN and 2 * kept >= total:
            return True
        kept, total = self._words_kept(*_around(self._old, first, last))
        return kept > 0 and 2 * kept >= total

    def _words_kept(self, first: int, last: int) -> tuple[int, int]:
        """Return how many words of a range are kept, and how many it has."""
        within = [
            (max(first, run.older), min(last, run.older_end), run)
            for run in self._runs_over(first, last)
        ]
        all_words = len(words(self._old.text, first, last))
        if not within:
            return 0, all_words
        (start, _, head), (_, end, tail) = within[0], within[-1]
        span = len(words(self._new.text, start + head.shift, end + tail.shift))
        is_dense = span <= 2 * all_words
        kept = sum(
            len(words(self._old.text, start, end))
            for start, end, run in within
            if is_dense or len(words(self._old.text, run.older, run.older_end)) >= _SOLID_RUN
        )
        return kept, all_words

    def _runs_over(self, first: int, last: int) -> list[Run]:
        start = bisect_right(self._runs, first, key=lambda run: run.older_end)
        end = bisect_left(self._runs, last, key=lambda run: run.older)
        return self._runs[start:end]

    def _place_of(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of the newer text between what is kept before and after the words."""
        at = bisect_right(self._runs, first, key=lambda run: run.older)
        before = self._runs[at - 1] if at else Run(0, 0, 0)
        start = min(first, before.older_end) + before.shift
        at = bisect_left(self._runs, last, key=lambda run: run.older_end)
        rest = Run(len(self._old.text), len(self._new.text), 0)
        after = self._runs[at] if at < len(self._runs) else rest
        return start, max(last, after.older) + after.shift

    # 3. Moved, and 4. missing.

    def _looked_for(self, cited: _Cited) -> Outcome:
        """Return the outcome for words whose own place is gone."""
        first, last = cited.first, cited.last
        wanted = self._old.text[first:last]
        found = list(islice(_places(wanted, self._new.text), _MOST_PLACES + 1))
        new = [at for at in found if not self._is_a_twin(at, len(wanted), first)]
        if len(found) > _MOST_PLACES or len(new) > _MOST_NEW_PLACES:
            return Outcome(Fate.MISSING)
        arrived = [
            at
            for at in new
            if self._can_cut(first, last, at - first) and self._vouched(cited, at - first)
        ]
        with_sentence = [at for at in arrived if self._same_sentence(first, last, at - first)]
        arrived = with_sentence or arrived
        if len(arrived) == 1:
            return Outcome(Fate.MOVED, found=self._span(arrived[0], wanted))
        places = [at for at in found if self._can_cut(first, last, at - first)]
        if arrived:
            likely = self._most_alike(first, last, arrived)
            return Outcome(
                Fate.AMBIGUOUS,
                suggestion=None if likely is None else self._span(likely, wanted),
                candidates=tuple(self._span(at, wanted) for at in places),
            )
        if len(places) == 1:
            return Outcome(Fate.MISSING, suggestion=self._span(places[0], wanted))
        return self._spanned(Fate.MISSING, self._suggestions.anywhere(wanted))

    def _span(self, at: int, wanted: str) -> Span:
        return self._new.original(at, at + len(wanted))

    def _is_a_twin(self, at: int, length: int, first: int) -> bool:
        """Tell whether words of the newer text stood in the older one too, elsewhere."""
        after = bisect_right(self._runs, at, key=lambda run: run.newer)
        run = self._runs[after - 1] if after else Run(0, 0, 0)
        return at + length <= run.newer_end and at - run.shift != first

    def _most_alike(self, first: int, last: int, places: list[int]) -> int | None:
        """Return the place with the most of the same text around it, unless two have as much."""
        shared = {at: sum(self._shared_around(first, last, at - first)) for at in places}
        best = [at for at in places if shared[at] == max(shared.values())]
        return best[0] if len(best) == 1 else None

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._new, self._runs)

    def _spanned(self, fate: Fate, suggested: tuple[int, int] | None) -> Outcome:
        return Outcome(fate, suggestion=suggested and self._new.original(*suggested))


def compare(older: str, newer: str) -> Comparison:
    """Return the comparison of two texts of one source; they are aligned when first asked."""
    return Comparison(older, newer)


def _places(wanted: str, text: str) -> Iterator[int]:
    """Every place of the words in a text, overlapping ones too, from left to right."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _around(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """The sentences that hold a range, or what is near of them if they are very long."""
    start, end = parsed.sentences_around(first, last)
    return max(start, first - _REACH), min(end, last + _REACH)


def _company(parsed: Parsed, first: int, last: int) -> tuple[list[str], list[str]]:
    """The words before and after a range in the sentences that hold it."""
    start, end = _around(parsed, first, last)
    return words(parsed.text, start, first), words(parsed.text, last, end)


def _shared_start(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shared_end(one: str, other: str) -> int:
    """How many characters two texts have in common at their end."""
    return _shared_start(one[::-1], other[::-1])
