"""The name of a case, which the parser writes in the fashion of reporters, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.dockets.fields import Header
from sources.dockets.places import plain
from sources.dockets.records import PartyRecord, Place, Stated

UNNAMED = "Unknown Case Title"
_ADVERSARY = " - Adversary Proceeding"
_TITLE = re.compile(r"case\s+title:\s*", re.IGNORECASE)
_LONGEST = 2_000  # characters from the plaintiff's name to the defendant's


def caption_of(
    name: str, header: Header, number: Place, parties: Sequence[PartyRecord]
) -> Stated | None:
    """Return a case's name with the words that state it; None if the file names no case."""
    if not name or name.startswith(UNNAMED):
        return None
    base = name.removesuffix(_ADVERSARY)
    if place := line_naming(base, header.text, header.end, number[1]):
        return Stated(name, *place)
    if place := header.words.find(base):
        return Stated(name, *place)
    sides = [party for party in parties if party.name and plain(party.name) in plain(base)]
    if sides and sides[-1].place[0] - sides[0].place[0] <= _LONGEST:
        start = min(party.place[0] for party in sides)
        last = max(sides, key=lambda party: party.place)
        return Stated(name, start, last.place[0] + len(last.name))
    return None


def line_naming(name: str, text: str, end: int, start: int) -> Place | None:
    """Return the line that becomes the name when it is written as reporters write it."""
    from juriscraper.lib.string_utils import clean_string, harmonize

    head = {plain(word) for word in name.split()[:1]}
    for cell, stop in _cells(text, start, end):
        match = _TITLE.match(text, cell, stop)
        begin = match.end() if match else cell
        line = text[begin:stop]
        # Writing a line anew takes long: only one that shares the name's last word is tried.
        if plain(name.rsplit(maxsplit=1)[-1]) not in plain(line) and not head & {
            plain(line.split(" ")[0])
        }:
            continue
        if clean_string(harmonize(line)) == name:
            return begin, stop
    return None


def _cells(text: str, start: int, end: int) -> list[Place]:
    """The cells of the lines from the one of the docket number on, the first dozens of them."""
    found: list[Place] = []
    at = text.rfind("\n", 0, start) + 1
    while at < end and len(found) < 40:  # noqa: PLR2004
        stop = min(text.find("\n", at) % (len(text) + 1), end)
        tab = text.find("\t", at, stop)
        stop = tab if tab >= 0 else stop
        if stop > at:
            found.append((at, stop))
        at = stop + 1
    return found
