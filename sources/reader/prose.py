"""A text made ready for reading: one plain form for all, and where its sentences begin and end."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sources.anchoring import Span
from sources.reader.word_list import words

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’\N{ACUTE ACCENT}`", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}", "-"),
        **dict.fromkeys("\t\v\f\r\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
        **dict.fromkeys("\x85\u2028\u2029", "\n"),
    }
)

_INVISIBLE = "\N{SOFT HYPHEN}\u200b\u200c\u200d\u2060\ufeff"
_RUN = re.compile(rf"[ \n]{{2,}}|[{_INVISIBLE}]+")

# Lines between these lengths that end in mid-sentence are what a typesetter broke, not paragraphs.
_WRAPPED_LINE = range(45, 110)
_WRAPPED_SHARE = 0.4

_ABBREVIATIONS = words("""
    adm al art assn asst atty ave bankr bd bros bus cal capt cf ch cir cit civ cl co col comm comp
    corp crim ct dec dept dist div dkt dr ed educ esq ex feb fed fla ft gen gov hon id ill inc ind
    ins intl jan jr jul jun lt ltd mar mass md mfg mich mr mrs ms mt nat natl no nos nov oct op
    par pet ph prof pt pub rep reps res rev sec sen sens sep sept sgt sr st stat stats subd supp
    tex univ v vs vt wash wis calif conn colo ariz minn mo mont neb nev okla ore pa tenn va ala
    ark aug apr del ga ky kan la messrs mses
""")
# They can end a sentence as well; the word that follows tells.
_MAY_END = words("""
    co corp inc jr ltd sr llc lp a.m p.m u.s u.k p.c l.l.c l.l.p n.a
""")
_OPENERS = words("""
    a after all although an and as at because before both but by despite during each for from he
    her his however i if in it its last meanwhile neither nor on one our she since so some such
    that the their then there these they this those though to two under until we when while who
    with you
""")
_END = re.compile(r"[.!?][\"')\]]*(?=[ \n])|\n")
_LAST_WORD = re.compile(r"[A-Za-z.]+$")
_NEXT_WORD = re.compile(r"[ \n\"'(\[]*([A-Za-z]+)?")
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Prose:
    """The plain form of a text, with its sentences and paragraphs, by places in that form.

    `origins[i]` is where the text has the plain form's character i.
    """

    plain: str
    origins: array[int]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    quotation_marks: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Prose:
        plain, origins = _single_spaced(_unwrapped(text.translate(_PLAIN)))
        return cls(
            plain,
            origins,
            tuple(_stretches(plain, _sentence_ends(plain))),
            tuple(_stretches(plain, [at for at, char in enumerate(plain) if char == "\n"])),
            tuple(at for at, char in enumerate(plain) if char == '"'),
        )

    def original(self, start: int, end: int) -> Span:
        """Return where the text has the words of a place, which is not empty."""
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def sentence(self, at: int) -> Span:
        """Return the sentence that holds the place `at` of the text."""
        return _holding(self.sentences, at)

    def paragraph(self, at: int) -> Span:
        """Return the paragraph that holds the place `at` of the text."""
        return _holding(self.paragraphs, at)

    def before(self, at: int, width: int) -> str:
        """Return up to `width` characters of the same sentence before the place `at`."""
        return self.plain[max(self.sentence(at).start, at - width) : at]

    def after(self, at: int, width: int) -> str:
        """Return up to `width` characters of the same sentence from the place `at` on."""
        return self.plain[at : min(self.sentence(max(at - 1, 0)).end, at + width)]

    def is_quoted(self, at: int) -> bool:
        """Tell whether the place stands between quotation marks of its paragraph."""
        first = bisect_left(self.quotation_marks, self.paragraph(at).start)
        return (bisect_left(self.quotation_marks, at) - first) % 2 == 1

    def words(self, start: int, end: int) -> str:
        """Return the words of a place, in plain characters."""
        return " ".join(self.plain[start:end].split())


def is_headline(sentence: str) -> bool:
    """Tell whether most words begin with a capital, so that capitals say nothing of names."""
    if sentence.rstrip(" \n\"')").endswith((".", "!", ":", ",")):
        return False
    words = [word for word in re.findall(r"[A-Za-z][\w'-]*", sentence) if len(word) > 3]  # noqa: PLR2004
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 5 and capitals >= 0.9 * len(words)  # noqa: PLR2004


def _single_spaced(plain: str) -> tuple[str, array[int]]:
    """Make every run of spaces one, or one line's end, and drop what nobody sees."""
    parts, origins, at = [], array("l"), 0
    for match in _RUN.finditer(plain):
        parts.append(plain[at : match.start()])
        origins.extend(range(at, match.start()))
        if match[0][0] not in _INVISIBLE:
            parts.append("\n" if "\n" in match[0] else " ")
            origins.append(match.start())
        at = match.end()
    parts.append(plain[at:])
    origins.extend(range(at, len(plain)))
    return "".join(parts), origins


def _unwrapped(plain: str) -> str:
    """Join the lines of a text that was broken to a width; empty lines stay borders."""
    lines = [line.strip() for line in plain.split("\n")]
    long = [line for line in lines if len(line) >= _WRAPPED_LINE.start]
    broken = [line for line in long if len(line) in _WRAPPED_LINE and line[-1] not in '.!?:"']
    if len(long) < 3 or len(broken) < _WRAPPED_SHARE * len(long):  # noqa: PLR2004
        return plain
    return re.sub(r"(?<=[^\s.!?:]) *(\n) *(?=[^\s])", lambda m: m[0].replace("\n", " "), plain)


def _sentence_ends(plain: str) -> Iterator[int]:
    for match in _END.finditer(plain):
        if match[0] == "\n" or not _is_abbreviation(plain, match.start(), match.end()):
            yield match.end() - (match[0] == "\n")


def _is_abbreviation(plain: str, stop: int, end: int) -> bool:
    """Tell whether the stop belongs to the word before it and ends no sentence."""
    if plain[stop] != ".":
        return False
    following = _NEXT_WORD.match(plain, end)
    follows = following[1] if following and following[1] else ""
    if follows[:1].islower():
        return True
    word = _LAST_WORD.search(plain[max(0, stop - _LONGEST_WORD) : stop])
    bare = word[0].lower() if word else ""
    if bare in _MAY_END or bare.endswith((".m", ".c", ".s")):
        return follows.lower() not in _OPENERS
    return len(bare) == 1 or "." in bare or bare in _ABBREVIATIONS


def _stretches(plain: str, ends: Iterator[int] | list[int]) -> Iterator[Span]:
    """The spans between borders; together they cover the text, at least one."""
    for start, end in pairwise([0, *ends, len(plain)]):
        if end > start:
            yield Span(start, end)


def _holding(spans: tuple[Span, ...], at: int) -> Span:
    if not spans:
        return Span(0, 0)
    return spans[max(0, bisect_right(spans, at, key=lambda span: span.start) - 1)]
