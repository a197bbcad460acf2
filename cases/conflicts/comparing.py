"""How alike two names are: the same, near and why, or not. Pure, and the same from either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from cases.conflicts.name_words import NO_PERSON, PARTICLES
from cases.conflicts.names import Name, exact_form, is_short, names_in
from cases.conflicts.persons import Person, as_persons, readings
from cases.conflicts.slips import LONG, SHORTEST, SHORTEST_AMONG_OTHERS, is_slip
from cases.wording import joined

EXACT, NEAR = "exact", "near"
# How sure it is that one is meant, the surest first.
SAME, OTHERWISE_WRITTEN, SAME_PERSON, SLIPPED, LONGER, WITHIN, SURNAME = range(7)
_SAY_NOTHING = NO_PERSON | PARTICLES | {"a", "an", "in", "at", "by", "to"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """That two names are the same or near, in what they differ, and how sure it is."""

    kind: str
    reasons: tuple[str, ...] = ()
    rank: int = SAME

    @property
    def words(self) -> str:
        """“the same”, “the same but for Inc.”"""
        return "the same" if self.kind == EXACT else joined(self.reasons)


class Named:
    """A name as it is written, read once and compared often."""

    __slots__ = ("exact", "names", "people", "written")

    def __init__(self, written: str) -> None:
        self.written = written
        self.exact = exact_form(written)
        self.names = names_in(written)
        self.people = [readings(name) for name in self.names]


def compare(one: Named, other: Named) -> Likeness | None:
    """How two names are alike; None where nothing says that they are one's."""
    if one.exact and one.exact == other.exact:
        return Likeness(EXACT)
    found = [
        likeness
        for mine, theirs in product(_read(one), _read(other))
        if (likeness := _near(*mine, *theirs)) is not None
    ]
    # Of several names that fit, the ones that differ least.
    return min(found, key=lambda it: (it.rank, len(it.reasons), it.reasons), default=None)


_Read = tuple[Name, tuple[Person, ...]]


def _read(named: Named) -> list[_Read]:
    return list(zip(named.names, named.people, strict=True))


def _near(
    one: Name, people: tuple[Person, ...], other: Name, others: tuple[Person, ...]
) -> Likeness | None:
    order = _order(one, people, other, others)
    if order is None:
        return None
    rank, reasons = order
    said = (*_left_out(one, other), *_spelled(one, other), *reasons, *_known_by(one, other))
    return Likeness(NEAR, said or ("the same but for signs",), rank)


_Order = tuple[int, Sequence[str]]


def _order(
    one: Name, people: tuple[Person, ...], other: Name, others: tuple[Person, ...]
) -> _Order | None:
    """In what the telling words of two names differ; None where they are not alike."""
    mine, theirs = one.core, other.core
    if mine == theirs or "".join(mine) == "".join(theirs):
        turned = one.surname_first != other.surname_first
        return OTHERWISE_WRITTEN, ("surname first",) if turned else ()
    mine, theirs = _telling(one), _telling(other)
    if mine == theirs:
        return OTHERWISE_WRITTEN, ("“and”",)
    if len(mine) > 1 and sorted(mine) == sorted(theirs):
        return OTHERWISE_WRITTEN, ("words in another order",)
    if found := as_persons(people, others):
        rank = SURNAME if found.is_surname_alone else SLIPPED if found.slip else SAME_PERSON
        return rank, sorted(found.reasons)
    return _one_letter(mine, theirs) or _within(
        *sorted((one, other), key=lambda it: len(_telling(it)))
    )


def _telling(name: Name) -> tuple[str, ...]:
    return tuple(word for word in name.core if word != "and")


def _one_letter(one: Sequence[str], other: Sequence[str]) -> _Order | None:
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(differing) != 1:
        return None
    shortest = SHORTEST_AMONG_OTHERS if len(one) > 2 else SHORTEST  # noqa: PLR2004
    if not is_slip(*differing[0], shortest=shortest):
        return None
    return SLIPPED, ("a letter differs: {} and {}".format(*sorted(differing[0])),)


def _within(less: Name, more: Name) -> _Order | None:
    """Acme, and Acme Holdings, are near Acme Freight Holdings; of the words one may have a slip.

    Words that say nothing alone, as a bank and a particle, are not enough; and what Smith Corp. and
    John Smith share is no name of a company.
    """
    shorter, longer = _telling(less), _telling(more)
    if len(shorter) == len(longer) or all(word in _SAY_NOTHING for word in shorter):
        return None
    at, begins_so, slips = 0, True, list[tuple[str, str]]()
    may_slip = len(shorter) > 1 or len("".join(shorter)) >= LONG
    for word in shorter:
        start = at
        while at < len(longer):
            if word == longer[at]:
                break
            if may_slip and not slips and is_slip(word, longer[at]):
                slips.append((word, longer[at]))
                break
            at += 1
        else:
            return None
        begins_so &= at == start
        at += 1
    slipped = [f"a letter differs: {' and '.join(sorted(pair))}" for pair in slips]
    if less.forms and more.is_a_person and not begins_so:
        return None
    rank = LONGER if begins_so else SURNAME if len(shorter) == 1 else WITHIN
    return rank, (*slipped, "a longer name that begins so" if begins_so else "within a longer name")


def _left_out(one: Name, other: Name) -> tuple[str, ...]:
    """What only one of two names has, or each has its own of."""
    differing = []
    for mine, theirs in ((one.forms, other.forms), (one.titles, other.titles)):
        if _plain(mine) != _plain(theirs):
            differing += sorted({" ".join(it) for it in (mine, theirs) if it})
    if one.has_the != other.has_the:
        differing.append("“the”")
    if one.has_others != other.has_others:
        differing.append("“et al.”")
    if exact_form(one.capacity) != exact_form(other.capacity):
        differing += sorted({f"“{it}”" for it in (one.capacity, other.capacity) if it})
    return (f"the same but for {joined(differing)}",) if differing else ()


def _plain(forms: Sequence[str]) -> list[str]:
    return [exact_form(form) for form in forms]


def _spelled(one: Name, other: Name) -> tuple[str, ...]:
    """Ways of writing the same words."""
    mine, theirs = ({word.plain: word for word in name.words} for name in (one, other))
    reasons = []
    if ("&" in mine) != ("&" in theirs) and ("and" in mine) != ("and" in theirs):
        reasons.append("“&” for “and”")
    if any(is_short(word) for word in mine.keys() ^ theirs.keys()):
        reasons.append("a word written short")
    if any(mine[word].folded != theirs[word].folded for word in mine.keys() & theirs.keys()):
        reasons.append("accents")
    return tuple(reasons)


def _known_by(one: Name, other: Name) -> tuple[str, ...]:
    """By which of their names they are near, where that is not the first of both."""
    said = sorted(f"{name.known_by} {name.written}" for name in (one, other) if name.known_by)
    return (f"named as “{joined(said)}”",) if said else ()
