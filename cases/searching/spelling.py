"""What somebody may have meant by words that nothing has: names of the record spelled nearly so."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from cases.searching.asked import Asked
from cases.suggesting import counsel_with, judges_with, parties_with
from cases.words import as_in_names, words_of

SHORTEST = 4  # characters; most words of three are near to another
ALIKE = 80  # of 100: one letter wrong, missing or too many in five
_SURE = 3  # characters; people seldom get the beginning wrong, and by it names are indexed


def meant_by(text: str, asked: Asked) -> str:
    """The text with the words of names in place of those spelled nearly like them; "" for none."""
    meant = text
    for term in asked.wanted:
        if not term.is_phrase and term.text.isalpha() and len(term.text) >= SHORTEST:
            meant = re.sub(rf"\b{term.text}\b", _nearest(term.text) or term.text, meant)
    return meant if meant != text else ""


def _nearest(word: str) -> str:
    """The word of a name that is spelled most like this; "" where it is one, or none is near."""
    words = {one.casefold(): one for name in _names(word[:_SURE]) for one in words_of(name)}
    wanted = as_in_names(word).casefold()
    if wanted in words:
        return ""
    found = process.extractOne(wanted, list(words), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return words[found[0]] if found else ""


def _names(begins: str) -> Iterator[str]:
    """Of parties, attorneys, firms and judges, as they are indexed; SAMPLE rows of each."""
    for names in (parties_with(begins), counsel_with(begins), judges_with(begins)):
        yield from map(as_in_names, names)
