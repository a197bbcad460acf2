"""The words found, marked in the text as it was written, and what of a long text to show. Pure."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cases.searching.asked import Asked, Term
from cases.searching.queries import SHORTEST_BEGINNING
from cases.words import SIGNS, as_in_names, words_of

# Signs that the database puts around a word, and takes out of the text before: no text is kept with
# them, for the pages of Unicode where they stand are nobody's.
BEGINS, ENDS = "\ue000", "\ue001"

SHORT = 340  # characters: of a text up to this, all is shown
AROUND = 300  # characters of a longer one
_BEFORE = 70  # of them before the first mark, at the most
_CHUNK = re.compile(rf"[^\s{re.escape('/<>&-+:@_' + SIGNS)}]+")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether it is one of the words found."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """What is shown of a text, from the place `start` in it."""

    pieces: tuple[Piece, ...]
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def has_marks(self) -> bool:
        return any(piece.marked for piece in self.pieces)

    @property
    def first_mark(self) -> int:
        """Where in the text its first marked word stands; its beginning where none is."""
        at = self.start
        for piece in self.pieces:
            if piece.marked:
                return at
            at += len(piece.text)
        return self.start


def marks_in(headline: str, text: str) -> list[Span]:
    """Where the database marked words, in a text that it gave back with signs around them.

    No marks where it is not the same text, sign for sign: none is better than a wrong one.
    """
    spans: list[Span] = []
    at = begun = 0
    for run in re.split(f"([{BEGINS}{ENDS}])", headline):
        if run == BEGINS:
            begun = at
        elif run == ENDS:
            spans.append((begun, at))
        else:
            at += len(run)
    return spans if at == len(text) else []


def names_marked(text: str, asked: Asked, *, loosely: bool = False) -> list[Span]:
    """Where the words of names stand that were asked for, or that begin with them."""
    whole: set[str] = set()
    beginnings: list[str] = []
    for place, term in enumerate(asked.wanted, start=1):
        *before, last = (word.lower() for word in term.words)
        whole |= {*before, last}
        may_begin = not term.is_phrase and (loosely or place == len(asked.wanted))
        if may_begin and len(last) >= SHORTEST_BEGINNING:
            beginnings.append(last)
    return [
        (chunk.start() + core.start(), chunk.start() + core.end())
        for chunk in _CHUNK.finditer(text)
        if (core := _CORE.search(chunk[0]))
        and any(
            word in whole or word.startswith(tuple(beginnings))
            for word in words_of(as_in_names(chunk[0]).lower())
        )
    ]


def extract_of(text: str, marks: Sequence[Span], phrases: Sequence[Term] = ()) -> Extract:
    """What to show of a text: all of a short one, else where most of the words stand together."""
    spans = _joined(marks)
    if len(text) <= SHORT:
        return Extract(pieces_of(text, marks))
    first = _densest(text, spans, phrases)
    start = _word_before(text, max(0, first - _BEFORE))
    end = _word_after(text, min(len(text), start + AROUND))
    return Extract(
        _pieces(text, start, end, spans), start, cut_before=start > 0, cut_after=end < len(text)
    )


def pieces_of(text: str, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """All of a text."""
    return _pieces(text, 0, len(text), _joined(marks))


def _joined(marks: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    for start, end in sorted(marks):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _densest(text: str, spans: Sequence[Span], phrases: Sequence[Term]) -> int:
    """Where the stretch begins that has the most of the words, the earliest of equals."""
    for phrase in phrases:
        words = map(re.escape, re.findall(r"\w+", phrase.text))
        if found := re.search(r"\W+".join(words), text, re.IGNORECASE):
            return found.start()
    starts = [start for start, _ in spans]
    most, place = 0, 0
    for number, start in enumerate(starts):
        inside = spans[number : bisect_left(starts, start + AROUND - _BEFORE)]
        number_of_words = len({text[left:right].casefold() for left, right in inside})
        if number_of_words > most:
            most, place = number_of_words, start
    return place


def _word_before(text: str, at: int) -> int:
    """The beginning of the word that holds a place; the place itself in a word without an end."""
    blank = max(text.rfind(" ", max(0, at - 40), at), text.rfind("\n", max(0, at - 40), at))
    return blank + 1 if at and blank >= 0 else at


def _word_after(text: str, at: int) -> int:
    found = re.compile(r"\s").search(text, at, at + 40)
    return found.start() if found else at


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for span in spans:
        left, right = max(span[0], start), min(span[1], end)
        if left < right:
            pieces += [Piece(text[at:left]), Piece(text[left:right], marked=True)]
            at = right
    pieces.append(Piece(text[at:end]))
    return tuple(piece for piece in pieces if piece.text)
