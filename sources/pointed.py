"""Words that somebody pointed at in a text: their sentence, what is read in them, how to name them.

Pure but for the reading of the snapshot's text, which is at hand.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sources.reader.finding import Finding
from sources.reader.prose import Prose

# The reader sees the words' own paragraph, and of a long one this much on either side.
_WINDOW = 1_500  # code points
_MOST_STEPS = 24  # words that a quote may gain until it stands once
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Pointed:
    """Words of a text by their offsets in code points, with what stands around them."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The words of the sentence before these."""
        return self.text[self._sentence[0] : self.start].lstrip()

    @property
    def after(self) -> str:
        """The words of the sentence after these."""
        return self.text[self.end : self._sentence[1]].rstrip()

    @property
    def sentence(self) -> str:
        start, end = self._sentence
        return self.text[start:end].strip()

    def findings(self, published: date | None) -> list[Finding]:
        """What the reader makes of these words in their paragraph, offsets as in the text.

        Findings that the words hold whole come before those that they only touch.
        """
        # The lists of courts and statutes take a while to load; pages need not wait for them.
        from sources.reader.read import read

        left, right = self._window
        found = [
            _moved(finding, left)
            for finding in read(self.text[left:right], published=published)
            if finding.start + left < self.end and finding.end + left > self.start
        ]
        return sorted(found, key=lambda it: not (self.start <= it.start and it.end <= self.end))

    def quote(self) -> str:
        """The words with as few of their neighbours as make them stand once in the text."""
        start, end = self.start, self.end
        for step in range(_MOST_STEPS):
            quote = self.text[start:end]
            if self.text.count(quote) <= 1:
                return quote
            wider = self._one_word_wider(start, end, to_the_left=step % 2 == 0)
            if wider == (start, end):
                wider = self._one_word_wider(start, end, to_the_left=step % 2 == 1)
            start, end = wider
        return self.text[start:end]

    @property
    def _paragraph(self) -> tuple[int, int]:
        end = self.text.find("\n", self.end)
        return self.text.rfind("\n", 0, self.start) + 1, len(self.text) if end < 0 else end

    @property
    def _window(self) -> tuple[int, int]:
        left, right = self._paragraph
        return max(left, self.start - _WINDOW), min(right, self.end + _WINDOW)

    @cached_property
    def _sentence(self) -> tuple[int, int]:
        """Where the sentence begins and ends, or the first and last of several."""
        left, right = self._window
        prose = Prose.of(self.text[left:right])
        places = [prose.original(it.start, it.end) for it in prose.sentences]
        spans = [(left + place.start, left + place.end) for place in places]
        touched = [span for span in spans if span[0] < self.end and span[1] > self.start]
        starts, ends = [span[0] for span in touched], [span[1] for span in touched]
        return min([self.start, *starts]), max([self.end, *ends])

    def _one_word_wider(self, start: int, end: int, *, to_the_left: bool) -> tuple[int, int]:
        left, right = self._paragraph
        if to_the_left:
            # Not from the paragraph's beginning, which in a text of one line is megabytes away.
            before = list(_WORD.finditer(self.text, max(left, start - _WINDOW), start))
            return (before[-1].start() if before else start), end
        after = _WORD.search(self.text, end, min(right, end + _WINDOW))
        return start, (after.end() if after else end)


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by)
