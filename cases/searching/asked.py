"""What somebody types to look for: words, “phrases”, -what must not be there, docket numbers. Pure.

The database never sees it as syntax: each word goes to it by itself, letters and digits only.
"""

import re
from dataclasses import dataclass, replace

from cases import docket_numbers
from cases.docket_numbers import DocketNumber
from cases.words import as_in_names, words_of

LONGEST = 400  # characters
MOST = 30  # words and phrases

_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f«»", '"'))
_MINUS = "[-\u2010\u2011\u2012\u2013\u2212]"
_TERM = re.compile(rf'({_MINUS}?)"([^"]*)"?|({_MINUS}?)([^\s"]+)')
# What stands between two parties says nothing: every caption has it.
_VERSUS = frozenset({"v", "vs", "versus"})


class AskedError(ValueError):
    """What cannot be looked for: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that stand together in this order."""

    text: str
    is_phrase: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.is_phrase else self.text

    @property
    def words(self) -> list[str]:
        """As names are indexed: one, or several for what a sign parts (Wade-Scott)."""
        return words_of(as_in_names(self.text))


@dataclass(frozen=True, slots=True)
class Asked:
    """What must be there, and what must not. `number`: if all of it, or a part, is one."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    number: DocketNumber | None = None
    is_number: bool = False  # and nothing besides

    def __str__(self) -> str:
        return " ".join([*map(str, self.wanted), *(f"-{term}" for term in self.unwanted)])

    @property
    def is_empty(self) -> bool:
        return not (self.wanted or self.unwanted)

    def taken_apart(self) -> "Asked":
        """With the words of each phrase by themselves: what an index finds without reading rows."""
        words = tuple(Term(word, is_phrase=True) for term in self.wanted for word in term.words)
        return replace(self, wanted=words)

    @property
    def has_phrases(self) -> bool:
        return any(len(term.words) > 1 for term in self.wanted)

    def without_minus(self) -> "Asked":
        return replace(self, unwanted=())


def read(text: str) -> Asked:
    """Raises AskedError with what to do on what is too long, or has a sign that no text has."""
    if "\0" in text:
        raise AskedError(
            "There is a sign in it that no text can have (a NUL byte). Type the words anew."
        )
    if len(text) > LONGEST:
        raise AskedError(
            f"That is {len(text):,} characters; up to {LONGEST} can be looked for. Take the few "
            "words that only what you look for has, or one sentence of it in “quotes”."
        )
    wanted: list[Term] = []
    unwanted: list[Term] = []
    number = docket_numbers.read(text)
    is_number = number is not None
    for match in _TERM.finditer(text.translate(_QUOTES)):
        minus, phrase, word_minus, word = match.groups()
        term = Term(phrase.strip(), True) if word is None else Term(word)
        is_unwanted = bool(minus or word_minus)
        if not term.words:
            continue
        if word and not is_unwanted and number is None:
            number = _number_in(word)
        (unwanted if is_unwanted else wanted).append(term)
    if len(wanted) + len(unwanted) > MOST:
        raise AskedError(
            f"That is {len(wanted) + len(unwanted)} words; up to {MOST} can be looked for. Put "
            "“quotes” around a sentence, or take fewer words."
        )
    return Asked(_telling(wanted), tuple(unwanted), number, is_number)


def _number_in(word: str) -> DocketNumber | None:
    """A docket number among other words: one with its type, or 2010-2015 would be one."""
    number = docket_numbers.read(word)
    return number if number and (number.type or number.office) else None


def _telling(terms: list[Term]) -> tuple[Term, ...]:
    """Without the “v.” of a caption, where there is anything besides."""
    rest = [it for it in terms if it.is_phrase or it.text.strip(".").lower() not in _VERSUS]
    return tuple(rest or terms)
