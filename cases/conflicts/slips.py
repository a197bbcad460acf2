"""A slip of the pen: one letter wrong, missing, too many, or two of them exchanged. Pure."""

from collections.abc import Iterator
from string import ascii_lowercase

from rapidfuzz.distance import OSA

SHORTEST = 5  # letters; of shorter words, most are one letter from another
SHORTEST_AMONG_OTHERS = 3  # where two other words are the same
# From here on a slip is looked for in a word that stands alone, and in the first letter.
LONG = 7
_SURE = 4  # letters that the index can go by when the slip comes after them

# Letters that fingers and ears take for each other: neighbours on the keys, and of like sound.
_TAKEN_FOR = {
    "a": "eiosqz",
    "b": "vpgn",
    "c": "ksxv",
    "d": "tsfe",
    "e": "aiowr",
    "f": "vpdg",
    "g": "jfhk",
    "h": "gjnb",
    "i": "eyaou",
    "j": "gyhik",
    "k": "cjlgq",
    "l": "kro",
    "m": "n",
    "n": "mbh",
    "o": "auipe",
    "p": "bfo",
    "q": "kwa",
    "r": "elt",
    "s": "zcadx",
    "t": "dry",
    "u": "oviyw",
    "v": "wbfcu",
    "w": "vqeu",
    "x": "szc",
    "y": "iutj",
    "z": "sxa",
}


def is_slip(one: str, other: str, *, shortest: int = SHORTEST) -> bool:
    """Whether two words, long enough for it, are one slip apart."""
    shorter = min(len(one), len(other))
    if shorter < shortest or not (one.isalpha() and other.isalpha()):
        return False
    if shorter < LONG and one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def spelled_nearly(word: str, *, alone: bool = False, shortest: int = SHORTEST) -> Iterator[str]:
    """What to ask an index of words for, to find those one slip away; some are beginnings (ab:*).

    A beginning finds every slip behind it, and with it many others: not for a word `alone`. Before
    it a wrong letter is found where it is easily taken for the right one. Nothing for a word that
    is too short, or not of the letters a to z.
    """
    if len(word) < (LONG if alone else shortest) or not (word.isascii() and word.isalpha()):
        return
    by_beginning = len(word) >= LONG and not alone
    if by_beginning:
        yield f"{word[:_SURE]}:*"
    for at in range(_SURE if by_beginning else len(word) + 1):
        before, after = word[:at], word[at:]
        if at:
            yield from (f"{before}{letter}{after}" for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (f"{before}{letter}{after[1:]}" for letter in _TAKEN_FOR[after[0]])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
