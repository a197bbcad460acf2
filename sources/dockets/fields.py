"""The fields at the head of a docket: each value, and the label and words that state it."""

from __future__ import annotations

import re
from collections import defaultdict

from sources.dockets.places import Words, iso_date, opens_with, with_marks
from sources.dockets.records import Place, Stated

_LABELS = {
    "filed_on": ("date filed", "filed date", "docketed"),
    "terminated_on": ("date terminated", "termed"),
    "converted_on": ("date converted",),
    "discharged_on": ("date discharged", "debtor discharged"),
    "nature_of_suit": ("nature of suit", "nature[s] of suit", "nature of"),
    "jurisdiction": ("jurisdiction",),
    "jury_demand": ("jury demand",),
    "demand": ("demand",),
    "mdl_status": ("mdl status",),
    "appeal_from": ("appeal from",),
    "cause": ("cause",),
    "assigned": ("assigned to",),
    "referred": ("referred to",),
    "panel": ("panel",),
    "docket_number": ("docket #", "case #", "petition #", "proceeding #", "case number"),
}
_LABEL = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted({re.escape(w) for words in _LABELS.values() for w in words}, key=len)[::-1])
    + r")\s*:\s*",
    re.IGNORECASE,
)
_DATES = frozenset({"filed_on", "terminated_on", "converted_on", "discharged_on"})
_LONGEST_DATE = 24


class Header:
    """The head of a docket's text: where each label of a field stands."""

    def __init__(self, text: str, end: int) -> None:
        self.text, self.end = text, end
        self.labels: dict[str, list[Place]] = defaultdict(list)
        for match in _LABEL.finditer(text, 0, end):
            name = match[0].rstrip().rstrip(":").rstrip().lower()
            self.labels[" ".join(name.split())].append(match.span())
        self._words: Words | None = None

    @property
    def words(self) -> Words:
        """The head's words, to find what stands behind no label."""
        if self._words is None:
            self._words = Words(self.text, 0, self.end)
        return self._words

    def after(self, field: str) -> list[Place]:
        """Return where the labels of a field stand, the likeliest kind of label first."""
        return [place for label in _LABELS[field] for place in self.labels.get(label, ())]

    def find(self, field: str, value: str) -> Stated | None:
        """Return a field's value with its label, or the words alone, or None if it is not there."""
        if not value:
            return None
        for start, end in self.after(field):
            if field in _DATES:
                words = self.text[end : end + _LONGEST_DATE]
                if iso_date(words) == value:
                    line = words.split("\n")[0].split("\t")[0].rstrip()
                    return Stated(value, start, end + len(line.split(" ")[0]))
            elif (stop := opens_with(self.text, end, value)) >= 0:
                return Stated(value, start, with_marks(self.text, end, stop, value)[1])
        if field in _DATES:
            return None
        place = self.words.find(value)
        return Stated(value, *place) if place else None

    def line_after(self, field: str, holding: str) -> Place | None:
        """Return a label and the rest of its line, if that holds the last word of a value."""
        last = holding.rsplit(maxsplit=1)[-1].strip(".,").casefold()
        for start, end in self.after(field):
            stop = self.text.find("\n", end)
            stop = self.end if stop < 0 else stop
            tab = self.text.find("\t", end, stop)
            stop = tab if tab >= 0 else stop
            if last in self.text[end:stop].casefold():
                return start, stop
        return None
