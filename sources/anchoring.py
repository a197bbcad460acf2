"""Finding a quote in a text again, exactly but for typography.

Quote and text are compared in a normal form (quotation marks, dashes, white space, invisible
characters, NFKC) that keeps a map back to the text's own code points. Case and every word count:
a quote is found word for word or not at all. `nearest` only feeds an error message.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote as percent_encode

from rapidfuzz import fuzz

# Browsers stop matching an exact text directive across blocks, and long ones bloat the address;
# the specification's own generator changes to "start,end" at this length too.
LONGEST_EXACT_FRAGMENT = 300  # characters
_FRAGMENT_WORDS = 6  # at each end of a long quote
_FRAGMENT_CONTEXT_WORDS = 4
LEAST_LIKENESS = 50.0  # of 100; below it a "nearest passage" is noise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points: `start` inclusive, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The passage most like a quote that was not found: for a person to read, not to anchor."""

    span: Span
    words: str
    likeness: float  # 0 to 100


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in normal form; `starts[i]` to `ends[i]` is where its character i comes from."""

    text: str
    starts: array[int]
    ends: array[int]

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original text behind `text[start:end]`, which is not empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def is_border(self, at: int) -> bool:
        """Tell whether the original can be cut at `at`: not within a ligature, say."""
        return at in {0, len(self.text)} or self.ends[at - 1] <= self.starts[at]


def normalise(text: str) -> Normalised:
    """Return the text in normal form: NFKC, plain quotes and dashes, single spaces.

    Invisible characters go, white space at the ends too. Time is linear in the text's length.
    """
    build = _Builder()
    at = 0
    while at < len(text):
        # One of the patterns always matches: a character is plain, space, invisible or other.
        if match := _PLAIN.match(text, at):
            end = match.end()
            # A mark after the last letter composes with it (e + U+0301), so they go together.
            end -= _marks_end(text, end) > end
            build.plain(text, at, end)
        elif match := _SPACE.match(text, at):
            end = match.end()
            build.add(" ", at, end)
        elif match := _INVISIBLE.match(text, at):
            end = match.end()
        else:
            end = at
        if end == at:
            end = _marks_end(text, at + 1)
            build.add(_normal_form(text[at:end]), at, end)
        at = end
    return build.finish()


def plain(words: str) -> str:
    """Return the words in normal form, so that two spellings of them compare equal."""
    return normalise(words).text


def find(quote: str, text: str) -> list[Span]:
    """Return every place of the quote in the text, overlapping ones too, from left to right.

    Two places that overlap are two all the same: a quote that has them is ambiguous. A place
    never begins or ends with white space, nor within a character that normal form takes apart.
    Raises ValueError on a quote of nothing but white space or invisible characters.
    """
    wanted, within = _wanted(quote), normalise(text)
    spans = []
    at = within.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if within.is_border(at) and within.is_border(end):
            spans.append(within.original(at, end))
        at = within.text.find(wanted, at + 1)
    return spans


def nearest(quote: str, text: str) -> Suggestion | None:
    """Return the whole words of the text that are most like the quote, or None if none are.

    Raises ValueError on a quote of nothing but white space or invisible characters.
    """
    wanted, within = _wanted(quote), normalise(text)
    if not within.text:
        return None
    if len(wanted) >= len(within.text):
        likeness, start, end = fuzz.ratio(wanted, within.text), 0, len(within.text)
    else:
        best = fuzz.partial_ratio_alignment(wanted, within.text)
        if best is None:
            return None
        likeness, start, end = best.score, best.dest_start, best.dest_end
    if likeness < LEAST_LIKENESS:
        return None
    start = within.text.rfind(" ", 0, start + 1) + 1
    end = within.text.find(" ", max(end - 1, start))
    span = within.original(start, end if end >= 0 else len(within.text))
    return Suggestion(span, text[span.start : span.end], likeness)


def context(text: str, start: int, end: int, width: int = 60) -> tuple[str, str]:
    """Return up to `width` code points before and after a passage, cut between words.

    They adjoin the passage, spaces and all, so that before + passage + after is in the text. A
    word longer than `width` is cut. Raises ValueError on a passage that is not in the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(
            f"a passage from {start} to {end} is not within a text of {len(text)} characters"
        )
    before, after = text[max(0, start - width) : start], text[end : end + width]
    if start > width and not text[start - width - 1].isspace():
        before = _without_cut_word(before)
    if end + width < len(text) and not text[end + width].isspace():
        after = _without_cut_word(after[::-1])[::-1]
    return before.lstrip(), after.rstrip()


def text_fragment(quote: str, before: str = "", after: str = "") -> str:
    """Return the text directive that makes a browser scroll to the quote: "#:~:text=...".

    After the WICG's "URL Fragment Text Directives": [prefix-,]textStart[,textEnd][,-suffix]. A
    quote that is long or runs over several lines is given by its first and last words, for a
    directive's one term matches within one block only. Raises ValueError on an empty quote.
    """
    _wanted(quote)
    words = quote.split()
    is_long = len(" ".join(words)) > LONGEST_EXACT_FRAGMENT or len(quote.strip().splitlines()) > 1
    terms = [words]
    if is_long and len(words) > 1:
        first, last = quote.strip().splitlines()[0].split(), quote.strip().splitlines()[-1].split()
        half = len(words) // 2  # so that start and end never share a word
        terms = [first[: min(_FRAGMENT_WORDS, half)], last[-min(_FRAGMENT_WORDS, half) :]]
    parts = [_encoded(term) for term in terms]
    if prefix := _last_line(before)[-_FRAGMENT_CONTEXT_WORDS:]:
        parts.insert(0, f"{_encoded(prefix)}-")
    if suffix := _first_line(after)[:_FRAGMENT_CONTEXT_WORDS]:
        parts.append(f"-{_encoded(suffix)}")
    return "#:~:text=" + ",".join(parts)


def _without_cut_word(words: str) -> str:
    """Return the words without the first, unless that leaves nothing."""
    uncut = words[len(_FIRST_WORD.match(words)[0]) :]  # type: ignore[index]
    return uncut if uncut.strip() else words


def _wanted(quote: str) -> str:
    wanted = normalise(quote).text
    if not wanted:
        raise ValueError(
            f"the quote {quote[:40]!r} has no words to look for; give the exact words of the source"
        )
    return wanted


class _Builder:
    """Collects a normal form and where each of its characters comes from."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts = array("q")
        self.ends = array("q")
        self.after_space = True  # so that the text never begins with a space

    def plain(self, text: str, start: int, end: int) -> None:
        if end > start:
            self.pieces.append(text[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
            self.after_space = text[end - 1] == " "

    def add(self, normal: str, start: int, end: int) -> None:
        for char in normal:
            if char == " " and self.after_space:  # a run of spaces is one, and none at the start
                if self.ends:
                    self.ends[-1] = end
                continue
            self.pieces.append(char)
            self.starts.append(start)
            self.ends.append(end)
            self.after_space = char == " "

    def finish(self) -> Normalised:
        if self.after_space and self.pieces:
            for parts in (self.pieces, self.starts, self.ends):
                parts.pop()
        return Normalised("".join(self.pieces), self.starts, self.ends)


_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u00b4\u0060\u02bc\uff07\uff40"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\u301f\uff02"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
# Soft hyphen, joiners, direction marks, word joiner, variation selectors, byte order mark.
_INVISIBLES = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
# White space as str.isspace has it.
_SPACES = "\t-\r\x1c- \x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

# Words of ASCII with single spaces between them: what a text mostly is, taken in one piece.
_PLAIN = re.compile(r"[!-_a-~]+(?: [!-_a-~]+)*")
_SPACE = re.compile(f"[{_SPACES}]+")
_INVISIBLE = re.compile(f"[{_INVISIBLES}]+")
_FIRST_WORD = re.compile(r"\S*")
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **dict.fromkeys(_DASHES, "-"),
    }
)


def _normal_form(chunk: str) -> str:
    """Return the normal form of a character with its marks."""
    # Before NFKC for what it would take apart (an acute accent alone), after it for what it makes.
    visible = _INVISIBLE.sub("", chunk).translate(_TYPOGRAPHY)
    composed = unicodedata.normalize("NFKC", visible)
    if composed.startswith(" "):
        # An accent that stands alone would become a space and a mark: words must not gain spaces.
        composed = unicodedata.normalize("NFC", visible)
    return _SPACE.sub(" ", _INVISIBLE.sub("", composed.translate(_TYPOGRAPHY)))


def _marks_end(text: str, at: int) -> int:
    """Return where the marks end that compose with the character before `at`."""
    end = at
    while True:
        if match := _INVISIBLE.match(text, at):
            at = match.end()
        if at == len(text) or text[at].isascii() or not _is_mark(text[at]):
            return end
        at = end = at + 1


@lru_cache(maxsize=10_000)
def _is_mark(char: str) -> bool:
    """Tell whether NFKC may compose a character with the one before it, or reorder it."""
    first = unicodedata.normalize("NFKD", char)[0]
    is_medial_or_final_jamo = "\u1160" <= first <= "\u11ff" or "\ud7b0" <= first <= "\ud7fb"
    return unicodedata.category(first).startswith("M") or is_medial_or_final_jamo


def _encoded(words: list[str]) -> str:
    # The directive's own signs are "-", "," and "&"; quote() leaves only the first as it is.
    encoded = percent_encode(" ".join(words), safe="", errors="replace")
    return encoded.replace("-", "%2D")


def _first_line(text: str) -> list[str]:
    return next(filter(None, map(str.split, text.splitlines())), [])


def _last_line(text: str) -> list[str]:
    return next(filter(None, map(str.split, reversed(text.splitlines()))), [])
