"""Where a passage that is not kept might be meant: by likeness, for a person to accept or not.

The only place where a score decides anything, and it decides nothing but what is offered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from operator import attrgetter, itemgetter

from sources.anchoring import nearest
from sources.comparing.alignment import Run
from sources.comparing.tokens import Parsed, words

_LEAST_LIKENESS = 60.0  # of 100; less like the passage, a suggestion would waste a person's time
_LOOKED_AT = 5  # sentences: those that share the rarest words with the passage
_PART = 300  # characters; a sentence that is longer is looked at in parts
_LONGEST = 2000  # characters of a passage that a likeness is looked for
_SHORT = 120  # characters that a replacement may be longer by and is still shown whole


class Suggestions:
    """Suggests ranges of a newer text; all ranges are of its normal form."""

    def __init__(self, newer: Parsed, runs: list[Run]) -> None:
        self.newer = newer
        self.runs = runs

    def within(self, wanted: str, start: int, end: int) -> tuple[int, int] | None:
        """Return a range without outer spaces, or what in it is most like `wanted` if it is long.

        None if nothing is left of it.
        """
        text = self.newer.text
        while start < end and text[start] == " ":
            start += 1
        while start < end and text[end - 1] == " ":
            end -= 1
        if start >= end:
            return None
        if end - start <= 2 * len(wanted) + _SHORT:
            return start, end
        return self._scored(wanted, start, end)[1]

    def anywhere(self, wanted: str) -> tuple[int, int] | None:
        """Return the words most like `wanted` among what is new in the text, or None.

        Only what is new: a likeness that stood there before is not what became of the passage.
        """
        if len(wanted) > _LONGEST:
            return None
        votes: dict[int, float] = defaultdict(float)
        for word in set(words(wanted)):
            having = self._new_parts_by_word.get(word, [])
            for start in having:
                votes[start] += 1 / len(having)
        best: tuple[float, tuple[int, int] | None] = 0.0, None
        for start in sorted(votes, key=lambda start: (-votes[start], start))[:_LOOKED_AT]:
            end = self._end_of_part(start + max(len(wanted), _PART))
            best = max(best, self._scored(wanted, start, end), key=itemgetter(0))
        return best[1]

    def _scored(self, wanted: str, start: int, end: int) -> tuple[float, tuple[int, int] | None]:
        # A normal form is its own normal form, so the offsets of the part are those of the text.
        best = nearest(wanted, self.newer.text[start:end])
        if best is None or best.likeness < _LEAST_LIKENESS:
            return 0.0, None
        return best.likeness, (start + best.span.start, start + best.span.end)

    def _end_of_part(self, at: int) -> int:
        """The end of the word at `at`."""
        end = self.newer.text.find(" ", at)
        return end if end >= 0 else len(self.newer.text)

    @cached_property
    def _new_parts_by_word(self) -> dict[str, list[int]]:
        """Where each sentence begins that is new and has the word; of a long one, each part."""
        found: dict[str, list[int]] = defaultdict(list)
        for start, end in zip(self.newer.starts, self.newer.ends, strict=True):
            at = bisect_right(self.runs, start, key=attrgetter("newer"))
            if at and self.runs[at - 1].newer_end >= end:
                continue  # kept whole
            for part in range(start, end, _PART):
                for word in set(words(self.newer.text, part, min(part + _PART, end))):
                    found[word].append(part)
        return found
