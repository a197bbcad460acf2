"""What differs between two texts, for showing: word by word, and paragraph beside paragraph.

Typography and white space are no difference. So that nothing of either text is lost all the same,
what is the same is given as it stands in each.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Literal

from sources.anchoring import Span, normalise
from sources.comparing.alignment import Run, align
from sources.comparing.tokens import Parsed, parse

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comparison: `older` as it stood, `newer` as it stands; "" where it does not.

    The `older` of all pieces are the older text, to the character, and the `newer` of all the
    newer one.
    """

    kind: Kind
    older: str
    newer: str

    @property
    def text(self) -> str:
        """What to show: the newer wording where there is one."""
        return self.newer or self.older


Row = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the older text beside that of the newer; None: it has no counterpart there.

    `pieces_older` are "same" and "gone", `pieces_newer` "same" and "new". A paragraph without a
    counterpart may be the same word for word, where paragraphs were split or merged.
    """

    older: str | None
    newer: str | None
    pieces_older: Row
    pieces_newer: Row

    @property
    def is_unchanged(self) -> bool:
        """Tell whether both are there and no word differs."""
        pieces = (*self.pieces_older, *self.pieces_newer)
        both = self.older is not None and self.newer is not None
        return both and all(piece.kind == "same" for piece in pieces)


def word_diff(older: str, newer: str) -> tuple[Piece, ...]:
    """Return both texts as one row of pieces, what is gone before what is new in its place."""
    old, new = parse(older), parse(newer)
    pieces: list[Piece] = []
    older_at = newer_at = 0
    for run in _runs(old, new):
        old_span, new_span = _spans(old, new, run)
        gap = older[older_at : old_span.start], newer[newer_at : new_span.start]
        pieces += _gap(*gap, is_outer=not pieces)
        pieces.append(Piece("same", _cut(older, old_span), _cut(newer, new_span)))
        older_at, newer_at = old_span.end, new_span.end
    pieces += _gap(older[older_at:], newer[newer_at:], is_outer=True)
    return tuple(_joined(pieces))


def side_by_side(older: str, newer: str) -> tuple[Pair, ...]:
    """Return the paragraphs (lines with words) of both texts, in order, beside each other.

    Two stand beside each other if each shares more with the other than with any paragraph else,
    and at least half of the shorter one.
    """
    old, new = parse(older), parse(newer)
    runs = _runs(old, new)
    same = [_spans(old, new, run) for run in runs]
    lines, new_lines = _lines(older, old), _lines(newer, new)
    left = [_row(older, line, [span for span, _ in same], "gone") for line in lines]
    right = [_row(newer, line, [span for _, span in same], "new") for line in new_lines]
    partners = _partners(
        [old.range_of(line.start, line.end) for line in lines],
        [new.range_of(line.start, line.end) for line in new_lines],
        runs,
    )
    pairs: list[Pair] = []
    at = new_at = 0
    for partner, new_partner in [*partners, (len(lines), len(new_lines))]:
        pairs += (Pair(_text(row), None, row, ()) for row in left[at:partner])
        pairs += (Pair(None, _text(row), (), row) for row in right[new_at:new_partner])
        if partner < len(lines):
            row, new_row = left[partner], right[new_partner]
            pairs.append(Pair(_text(row), _text(new_row), row, new_row))
        at, new_at = partner + 1, new_partner + 1
    return tuple(pairs)


def _runs(old: Parsed, new: Parsed) -> list[Run]:
    """What both texts share, cut only where both can be cut: not within a "½"."""
    found = []
    for run in align(old, new):
        start, end = run.older, run.older_end
        while start < end and not _is_border(old, new, start, run.shift):
            start += 1
        while start < end and not _is_border(old, new, end, run.shift):
            end -= 1
        if start < end:
            found.append(Run(start, start + run.shift, end - start))
    return found


def _is_border(old: Parsed, new: Parsed, at: int, shift: int) -> bool:
    return old.normal.is_border(at) and new.normal.is_border(at + shift)


def _spans(old: Parsed, new: Parsed, run: Run) -> tuple[Span, Span]:
    return old.original(run.older, run.older_end), new.original(run.newer, run.newer_end)


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _gap(older: str, newer: str, *, is_outer: bool) -> Iterator[Piece]:
    """The pieces between two runs; white space at the gap's ends belongs to what is the same.

    At the ends of the texts (`is_outer`) no white space is a difference.
    """
    edge = "" if is_outer else "|"
    if normalise(f"{edge}{older}{edge}").text == normalise(f"{edge}{newer}{edge}").text:
        yield Piece("same", older, newer)
        return
    head, older, tail = _spaces_apart(older)
    new_head, newer, new_tail = _spaces_apart(newer)
    if not (head and new_head):
        older, newer, head, new_head = head + older, new_head + newer, "", ""
    if not (tail and new_tail):
        older, newer, tail, new_tail = older + tail, newer + new_tail, "", ""
    yield Piece("same", head, new_head)
    yield Piece("gone", older, "")
    yield Piece("new", "", newer)
    yield Piece("same", tail, new_tail)


def _spaces_apart(text: str) -> tuple[str, str, str]:
    """White space at the start, the rest, white space at the end."""
    rest = text.lstrip()
    head = text[: len(text) - len(rest)]
    core = rest.rstrip()
    return head, core, rest[len(core) :]


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces without empty ones, neighbours of one kind made one."""
    full = (piece for piece in pieces if piece.older or piece.newer)
    for kind, group in groupby(full, key=attrgetter("kind")):
        together = list(group)
        older, newer = "".join(p.older for p in together), "".join(p.newer for p in together)
        yield Piece(kind, older, newer)


def _lines(text: str, parsed: Parsed) -> list[Span]:
    """The lines that have words, without the white space around them."""
    found = (Span(*match.span()) for match in _LINE.finditer(text))
    ranges = ((line, parsed.range_of(line.start, line.end)) for line in found)
    return [line for line, (start, end) in ranges if start < end]


def _row(text: str, line: Span, same: list[Span], kind: Literal["gone", "new"]) -> Row:
    """A line as pieces: "same" in the spans that both texts share, `kind` in between."""
    cuts: list[tuple[Kind, int, int]] = []
    at = line.start
    first = bisect_right(same, line.start, key=attrgetter("end"))
    last = bisect_left(same, line.end, key=attrgetter("start"))
    for span in [*same[first:last], Span(line.end, line.end)]:
        start, end = max(at, span.start), min(span.end, line.end)
        head, core, _ = _spaces_apart(text[at:start])
        shown: Kind = kind if normalise(core).text else "same"
        cuts += [
            ("same", at, at + len(head)),
            (shown, at + len(head), at + len(head) + len(core)),
            ("same", at + len(head) + len(core), end),
        ]
        at = end
    pieces = [
        Piece(cut, text[a:b], "") if kind == "gone" else Piece(cut, "", text[a:b])
        for cut, a, b in cuts
    ]
    return tuple(_joined(pieces))


def _text(row: Row) -> str:
    return "".join(piece.text for piece in row)


def _partners(
    lines: list[tuple[int, int]], new_lines: list[tuple[int, int]], runs: list[Run]
) -> list[tuple[int, int]]:
    """Which lines (ranges of normal form) stand beside each other, by number, in order."""
    shared = Counter[tuple[int, int]]()
    for run in runs:
        for number, start, end in _lines_in(lines, run.older, run.older_end):
            moved = start + run.shift, end + run.shift
            for new_number, new_start, new_end in _lines_in(new_lines, *moved):
                shared[number, new_number] += new_end - new_start
    best: dict[int, tuple[int, int]] = {}
    new_best: dict[int, tuple[int, int]] = {}
    for pair, length in shared.items():
        number, new_number = pair
        if length > shared[best.get(number, (-1, -1))]:
            best[number] = pair
        if length > shared[new_best.get(new_number, (-1, -1))]:
            new_best[new_number] = pair
    return [
        pair
        for pair in sorted(best.values())
        if new_best[pair[1]] == pair
        and 2 * shared[pair] >= min(_length(lines[pair[0]]), _length(new_lines[pair[1]]))
    ]


def _lines_in(lines: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The lines that a range touches: number, and from where to where it covers them."""
    for number in range(bisect_right(lines, start, key=itemgetter(1)), len(lines)):
        first, last = lines[number]
        if first >= end:
            return
        yield number, max(first, start), min(last, end)


def _length(line: tuple[int, int]) -> int:
    return line[1] - line[0]


_LINE = re.compile(r"[^\s](?:[^\n\r\v\f\x85\u2028\u2029]*[^\s])?")
