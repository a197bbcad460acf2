"""What an index of words is asked for, to find a name in all the ways that it may be written.

In the language of PostgreSQL's `to_tsquery`. What is asked for may be too much: `comparing` has the
last word. It must never be too little. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from cases.conflicts.comparing import Named
from cases.conflicts.first_names import ALSO_CALLED
from cases.conflicts.name_words import LEADS_MANY, PARTICLES
from cases.conflicts.names import Name, ways_to_write
from cases.conflicts.slips import SHORTEST, SHORTEST_AMONG_OTHERS, spelled_nearly
from cases.words import as_in_names, words_of

_ANY_LENGTH = 100_000
# Where JPMorgan and LinkedIn are two words to others.
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MOST_JOINED = 4  # words that may also be written as one: J.P. Morgan, JPMorgan
_MOST_SLIPPED = 4  # words of a company in which a slip is looked for
_BESIDES = 4  # characters that a surname alone may have besides: “, Jr”
_NEVER_ACCENTED = frozenset("bfghjkmpqrtvwx")
# Words asked for at once: of more, the index takes the square of their number in time.
_AT_ONCE = 25


class Question(NamedTuple):
    """The words of names wanted, 'smith' & ('john' | 'j'), their length, how they begin."""

    words: str
    longest: int = _ANY_LENGTH
    begins: str = ""


def questions(named: Named) -> list[Question]:
    """What to ask for; each finds some of the ways to write a name. None for one without words."""
    plain = dict.fromkeys(query for name in named.names for query in _written(name))
    found = [Question(" | ".join(f"({query})" for query in plain))] if plain else []
    for name in named.names:
        found += _shorter(name)
        found += _slipped(name)
    return found


def _written(name: Name) -> Iterator[str]:
    """All of its words, in other spellings, joined and apart; or a surname and a first name."""
    yield _all_of(_any_of(ways_to_write(word)) for word in _telling(name.core))
    written = " ".join(word.written for word in name.words if word.plain != "&")
    if as_indexed := words_of(as_in_names(written).lower()):
        yield _all_of(_any_of({word}) for word in _telling(as_indexed))
    if (apart := words_of(as_in_names(_INNER_CAPITAL.sub(" ", written)).lower())) != as_indexed:
        yield _all_of(_any_of({word}) for word in apart)
    core = name.core
    if 1 < len(core) <= _MOST_JOINED:
        yield _quoted("".join(core))
        for at, pair in enumerate(pairwise(core)):
            yield _all_of(_any_of({word}) for word in (*core[:at], "".join(pair), *core[at + 2 :]))
    if not name.is_a_person or not name.parts:
        return
    given, surname = _given_and_surname(name)
    first = f" & ({_given_name(given[0])})" if given else ""
    yield f"({_surname(surname)}){first}"
    hyphened = [word.plain for word, following in pairwise(name.words) if following.hyphened]
    for half in hyphened if given else ():
        yield f"{_quoted(half)}{first}"


def _given_and_surname(name: Name) -> tuple[Sequence[str], Sequence[str]]:
    """The parts before the surname, and it with its particles; Al Roe has a first name."""
    parts = name.parts
    at = len(parts) - 1
    while at > 0 and parts[at - 1] in PARTICLES:
        at -= 1
    return parts[:at], parts[at:]


def _surname(parts: Sequence[str]) -> str:
    """As it stands, without its particles, all in one, and with those that it begins with apart."""
    last = parts[-1]
    ways = {_quoted(last), _quoted("".join(parts))}
    ways |= {_quoted("".join(parts[at:])) for at in range(len(parts))}
    ways |= {_all_of(map(_quoted, apart)) for apart in _apart("".join(parts))}
    for one, other in (("mc", "mac"), ("mac", "mc")):
        if (whole := "".join(parts)).startswith(one):
            rest = whole[len(one) :]
            ways |= {_quoted(other + rest), _all_of(map(_quoted, (other, rest)))} if rest else set()
    return " | ".join(sorted(f"({way})" for way in ways))


def _apart(surname: str) -> Iterator[tuple[str, ...]]:
    """The ways to write particles apart that a surname may begin with: van der Berg."""
    for end in range(1, min(len(surname) - 2, 7)):
        if surname[:end] in PARTICLES:
            yield surname[:end], surname[end:]
            for rest in _apart(surname[end:]):
                yield surname[:end], *rest


def _given_name(given: str) -> str:
    """John, J., Jack, or the J.R. that is one word of the index; an initial stands for any."""
    if len(given) == 1:
        return f"{_quoted(given)}:*"
    called = {given, *ALSO_CALLED.get(given, ())}
    initials = {name[0] for name in called}
    return _any_of({*called, *initials, *(given[0] + second for second in ascii_lowercase)})


def _shorter(name: Name) -> Iterator[Question]:
    """Names with no more than its surname or its first word, which may be all that is known."""
    core = _telling(name.core)
    if len(core) < 2:  # noqa: PLR2004
        return
    if name.is_a_person:
        given, surname = _given_and_surname(name)
        if given:
            yield Question(
                _surname(surname),
                len(" ".join(surname)) + _BESIDES,
                _begins(surname[0]),
            )
    has_initials = any(len(part) == 1 for part in name.parts)
    if core[0] in ALSO_CALLED or core[0] in PARTICLES or (name.is_a_person and has_initials):
        return
    words = core[:2] if core[0] in LEADS_MANY else core[:1]
    if len(words) < len(core):
        yield Question(_all_of(map(_quoted, words)), len(" ".join(core)), _begins(core[0]))


def _begins(word: str) -> str:
    """As LIKE has it: an accent, an apostrophe or a particle apart in another's make no miss."""
    may_be_apart = word[:1] in "dlo" or word in PARTICLES or any(_apart(word))
    plain = word[:1] if may_be_apart else word
    return "".join(letter if letter in _NEVER_ACCENTED else "_" for letter in plain)


def _slipped(name: Name) -> Iterator[Question]:
    if name.is_a_person:
        given, surname = _given_and_surname(name)
        whole = "".join(surname)
        first = given[0] if given else ""
        # By an initial alone too much would be found, and a long surname needs none.
        is_alone = len(first) < 2  # noqa: PLR2004
        called = {first, first[:1], *ALSO_CALLED.get(first, ())}
        beside = f" & {_any_of(called)}" if not is_alone else ""
        shortest = SHORTEST if len(surname) == 1 else SHORTEST_AMONG_OTHERS
        for word in {whole, surname[-1]}:
            yield from _nearly(word, beside, alone=is_alone, shortest=shortest)
        if not is_alone:
            yield from _nearly(first, f" & ({_surname(surname)})")
        return
    words = _telling(name.core)
    shortest = SHORTEST_AMONG_OTHERS if len(words) > 2 else SHORTEST  # noqa: PLR2004
    for at in sorted(range(len(words)), key=lambda at: -len(words[at]))[:_MOST_SLIPPED]:
        others = [_any_of(ways_to_write(word)) for word in (*words[:at], *words[at + 1 :])]
        beside = "".join(f" & {other}" for other in others)
        yield from _nearly(words[at], beside, alone=not others, shortest=shortest)


def _nearly(
    word: str, beside: str, *, alone: bool = False, shortest: int = SHORTEST
) -> Iterator[Question]:
    ways = sorted(set(spelled_nearly(word, alone=alone, shortest=shortest)))
    for start in range(0, len(ways), _AT_ONCE):
        yield Question(f"({' | '.join(ways[start : start + _AT_ONCE])}){beside}")


def _telling(words: Sequence[str]) -> Sequence[str]:
    """Without “and”, which may stand as a sign that no index has; unless there is nothing else."""
    return [word for word in words if word != "and"] or words


def _all_of(queries: Iterable[str]) -> str:
    return " & ".join(queries)


def _any_of(words: Iterable[str]) -> str:
    return f"({' | '.join(map(_quoted, sorted(words)))})"


def _quoted(word: str) -> str:
    # Letters and digits only, so that there is nothing to escape.
    return "'{}'".format("".join(words_of(word)))
