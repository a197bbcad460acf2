"""Where a text holds a value, though the parser has changed its blanks, dashes and capitals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from sources.dockets.records import Place

_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"[\W_]*")
_AFTER = re.compile(r"[\W_]*$")
_DATE = re.compile(r"(\d{1,4})[/\-–—.](\d{1,2})[/\-–—.](\d{2,4})")
_CENTURY = 69  # as dateutil reads two figures of a year


def plain(words: str) -> str:
    """Return only the letters and figures of some words, without their case."""
    return "".join(_WORD.findall(words)).casefold()


class Words:
    """A stretch of a text by its letters and figures, to find values in from left to right."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.plain = ""
        self.begins: list[int] = []  # where each word begins in `plain`
        self.places: list[Place] = []  # and where it stands in the text
        pieces, length = [], 0
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            word = match[0].casefold()
            pieces.append(word)
            self.begins.append(length)
            self.places.append(match.span())
            length += len(word)
        self.plain = "".join(pieces)

    def find(self, value: str, start: int = 0, end: int | None = None) -> Place | None:
        """Return where the text holds a value as whole words, from `start` in the text on."""
        sought = plain(value)
        if not sought:
            return None
        first = bisect_left(self.places, (start, 0))
        if first == len(self.places):
            return None
        at = self.begins[first]
        while (at := self.plain.find(sought, at)) >= 0:
            word = bisect_right(self.begins, at) - 1
            last = bisect_right(self.begins, at + len(sought) - 1) - 1
            after = self.begins[last + 1] if last + 1 < len(self.begins) else len(self.plain)
            if self.begins[word] == at and after == at + len(sought):
                place = with_marks(self.text, self.places[word][0], self.places[last][1], value)
                return place if end is None or place[1] <= end else None
            at += 1
        return None


def opens_with(text: str, start: int, value: str) -> int:
    """Return where a value ends with which the text goes on at `start`; -1 if it does not."""
    sought = plain(value)
    if not sought:
        return -1
    reach = start + 3 * len(value) + 20
    while True:
        got, end = "", -1
        for match in _WORD.finditer(text, start, min(reach, len(text))):
            got += match[0].casefold()
            end = match.end()
            if len(got) >= len(sought):
                break
        if len(got) >= len(sought) or reach >= len(text):
            break
        reach *= 2
    return end if got == sought else -1


def with_marks(text: str, start: int, end: int, value: str) -> Place:
    """Return a place with the marks around its words that the value has: "(Inc.)" for "Inc"."""
    for mark in reversed(_BEFORE.match(value)[0]):  # type: ignore[index]
        if not start or text[start - 1] != mark:
            break
        start -= 1
    for mark in _AFTER.search(value)[0]:  # type: ignore[index]
        if text[end : end + 1] != mark:
            break
        end += 1
    return start, end


def iso_date(words: str) -> str:
    """Return the first day that words give in figures, as ISO; "" if there is none."""
    match = _DATE.search(words)
    if not match:
        return ""
    one, two, three = match.groups()
    if len(one) == 4:  # noqa: PLR2004
        return f"{one}-{int(two):02}-{int(three):02}"
    year = int(three)
    if len(three) == 2:  # noqa: PLR2004
        year += 1900 if year >= _CENTURY else 2000
    return f"{year:04}-{int(one):02}-{int(two):02}"


def line_of(text: str, start: int, end: int) -> Place:
    """Return the whole lines that hold a place."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after
