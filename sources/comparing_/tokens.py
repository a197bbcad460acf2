"""A text taken apart: its normal form, where its sentences begin and end, its words.

All offsets here count characters of the normal form (`sources.anchoring.normalise`), so a break
of line is a space like any other. That it also ends a headline or a paragraph is kept beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sources.anchoring import Normalised, Span, normalise

# A text whose lines often go on in lower case was broken to a width (a PDF, an old e-mail): its
# single breaks end nothing. An article has one such line in fifty, if any.
_WRAPPED_SHARE = 0.2
_LONGEST_WORD = 100  # characters
_SHORT_FORM = 6  # letters; an abbreviation is shorter


@dataclass(frozen=True)
class Parsed:
    """A text with its normal form and its sentences: sentence i is `starts[i]` to `ends[i]`."""

    normal: Normalised
    starts: list[int]
    ends: list[int]

    @property
    def text(self) -> str:
        """The normal form, which all offsets here refer to."""
        return self.normal.text

    @cached_property
    def all_starts(self) -> frozenset[int]:
        """Where a sentence begins."""
        return frozenset(self.starts)

    @cached_property
    def all_ends(self) -> frozenset[int]:
        """Where a sentence ends."""
        return frozenset(self.ends)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the normal form behind an original passage, without outer spaces.

        Equal bounds mean that the passage is nothing but white space or invisible characters.
        """
        first = bisect_right(self.normal.ends, start)
        last = bisect_left(self.normal.starts, end)
        while first < last and self.text[first] == " ":
            first += 1
        while first < last and self.text[last - 1] == " ":
            last -= 1
        return first, max(first, last)

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original text behind a range that is not empty."""
        return self.normal.original(start, end)

    def sentences_around(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentences that hold a range begin and end."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = min(bisect_left(self.ends, end), len(self.ends) - 1)
        return self.starts[first], max(self.ends[last], end)


@lru_cache(maxsize=4)  # the texts of a comparison or two; each costs about 30 bytes a character
def parse(text: str) -> Parsed:
    """Return the text taken apart; in linear time, and remembered for the next comparison."""
    normal = normalise(text)
    if not normal.text:
        return Parsed(normal, [], [])
    breaks = {*_ends_of_sentences(normal.text), *_ends_of_paragraphs(text, normal)}
    inner = sorted((end, start) for end, start in breaks if 0 < end <= start < len(normal.text))
    return Parsed(
        normal,
        [0, *(start for _, start in inner)],
        [*(end for end, _ in inner), len(normal.text)],
    )


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the bounds of every word, number and sign in a range of a normal form.

    A number is one token with its separators, so that $1,000 is no part of $1,000,000. Scripts
    without spaces between words give a token a character.
    """
    end = len(text) if end is None else end
    pattern = _TOKEN if text.isascii() or not _SPACELESS.search(text, start, end) else _TOKEN_EAST
    return [match.span() for match in pattern.finditer(text, start, end)]


def words(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words and numbers in a range of a normal form, without the signs around them."""
    found = (text[first:last] for first, last in tokens(text, start, end))
    return [token for token in found if _WORDLIKE.match(token)]


def is_edge(text: str, at: int) -> bool:
    """Tell whether a word or number can end at `at`, so that a passage cut there cuts none.

    False within "1,000", "21/25", "non-profit", "can't": what stands on one side alone means
    something else.
    """
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after or _SPACELESS.match(before[-1]) or _SPACELESS.match(after[0]):
        return True
    return not _WITHIN_WORD.fullmatch(f"{before[-1]}|{after[0]}") and not (
        _JOINT_BEFORE.fullmatch(f"{before}|{after[0]}")
        or _JOINT_AFTER.fullmatch(f"{before[-1]}|{after}")
    )


def whole_tokens(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range widened to the tokens it cuts: "202" of "2025" to "2025"."""
    # A "word" of more than that is none; looking farther would cost time for nothing.
    leftmost, rightmost = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > leftmost and _is_within_token(text, start):
        start -= 1
    while end < rightmost and _is_within_token(text, end):
        end += 1
    return start, end


def _is_within_token(text: str, at: int) -> bool:
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after or _SPACELESS.match(before[-1]) or _SPACELESS.match(after[0]):
        return False
    return bool(_WITHIN_TOKEN.search(f"{before}|{after}"))


def _ends_of_sentences(text: str) -> set[tuple[int, int]]:
    """Where a sentence ends and the next begins, by punctuation alone."""
    return {
        (match.end(), match.end() + text.startswith(" ", match.end()))
        for match in _SENTENCE_END.finditer(text)
        if not _goes_on(text, match)
    }


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Tell whether the sentence goes on after what looks like its end.

    In doubt it goes on: a context taken too wide flags a fact too many, one taken too narrow
    hides a "did not".
    """
    found = _WORD_BEFORE.search(text, max(0, match.start() - _SHORT_FORM), match.start())
    word = found[0].lower() if found else ""
    if match["stop"] == "." and (word in _ABBREVIATIONS or _INITIALS.fullmatch(word)):
        return word in _NEVER_LAST or not _OPENER.match(text, match.end())
    following = _OPENING.match(text, match.end())
    # A full stop after a long word ends the sentence, even if an "iPhone" begins the next.
    ends = match[0] == "." and len(word) == _SHORT_FORM
    return bool(following and following["first"].islower()) and not ends


def _ends_of_paragraphs(text: str, normal: Normalised) -> set[tuple[int, int]]:
    """Where a line ends that is a paragraph, a headline or an entry of a list."""
    single, blank = [], []
    lower = 0
    for match in _LINE_BREAK.finditer(text):
        at = bisect_right(normal.starts, match.start()) - 1
        if at < 0 or normal.text[at] != " ":
            continue
        if _BLANK_LINE.search(match[0]):
            blank.append((at, at + 1))
        else:
            single.append((at, at + 1))
            lower += normal.text[at + 1 : at + 2].islower()
    is_wrapped = lower > _WRAPPED_SHARE * len(single)
    return set(blank) if is_wrapped else {*blank, *single}


_MORE = r"(?<=\d)[.,:](?=\d)"
# Thai to Lao, Tibetan, Myanmar, Khmer, kana, ideographs.
_NO_SPACES = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACELESS = re.compile(f"[{_NO_SPACES}]")
_TOKEN = re.compile(rf"\w+(?:{_MORE}\w+)*|[^\w\s]")
_EASTERN_WORD = rf"(?:(?![{_NO_SPACES}])\w)+"
_TOKEN_EAST = re.compile(
    rf"[{_NO_SPACES}]|{_EASTERN_WORD}(?:{_MORE}{_EASTERN_WORD})*|[^\w\s]",
)
_WORDLIKE = re.compile(r"\w")
_WITHIN_WORD = re.compile(r"\w\|\w")
_WITHIN_TOKEN = re.compile(r"\w\|\w|\d\|[.,:]\d|\d[.,:]\|\d")
_JOINT_BEFORE = re.compile(r"\w[-'.,:/]\|\w")
_JOINT_AFTER = re.compile(r"\w\|[-'.,:/]\w")

_CLOSING = "[\"')\\]}\u300d\u300f]*"
_SENTENCE_END = re.compile(
    rf"(?P<stop>[.!?]+){_CLOSING}(?= )|(?:\u3002|[!?](?=[{_NO_SPACES}])){_CLOSING}"
)
_OPENING = re.compile(r" ?[\"'(\[{]*(?P<first>.)")
_WORD_BEFORE = re.compile(r"[\w.&]+$")
_INITIALS = re.compile(r"(?:[a-z]\.)*[a-z]")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r|\u2029|\f")
_NEVER_LAST = frozenset(
    re.findall(
        r"\w+",
        """
    mr mrs ms mx dr prof hon rev gov sen rep gen lt col sgt capt messrs v vs
""",
    )
)
_ABBREVIATIONS = _NEVER_LAST | frozenset(
    re.findall(
        r"\w+",
        """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    inc corp co cos ltd llc llp lp bros assn dept univ jr sr st ave blvd
    no nos sec secs art arts ch cl ex exh fig pp para paras pt vol ed
    fed cir ct dist div app supp civ crim proc evid cal al etc approx est cf
""",
    )
)
# Words that hardly begin anything but a sentence, so that "… sued Acme Inc. The judge …" ends.
_OPENER = re.compile(
    r" ?[\"'(\[]*(?:The|It|Its|He|She|They|We|You|This|That|These|Those|There|In|On|At|But|And|As|"
    r"After|Before|When|While|If|For|From|However|Meanwhile|Both|His|Her|Their|Our)\b"
)
