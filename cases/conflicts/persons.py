"""Names of people: given names and a surname, however its particles are written. Pure."""

import re
from dataclasses import dataclass
from itertools import product

from cases.conflicts.first_names import ALSO_CALLED
from cases.conflicts.name_words import PARTICLES
from cases.conflicts.names import Name
from cases.conflicts.slips import LONG, is_slip

# Particles that a surname has swallowed: so long that no other surname begins with them by chance.
_SWALLOWED = re.compile(r"(?:de(?:la|las|los)|van(?:der|den)|vonder)(?=[a-z]{4})")
_MC = re.compile("mc(?=[a-z]{3})")
SHORTEST_SURNAME = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A name read as a person's: “Alessandro De La Torre” is delatorre, bare torre."""

    given: tuple[str, ...]
    surname: str
    bare: str


def readings(name: Name) -> tuple[Person, ...]:
    """As whom a name may be read; particles with the surname first, each word for itself second."""
    if not name.is_a_person or not name.parts:
        return ()
    plain = Person(name.parts[:-1], _whole(name.parts[-1]), _without(name.parts[-1]))
    given, run = [], ""
    for part in name.parts[:-1]:
        if part in PARTICLES:
            run += part
        else:
            given.append(run + part)
            run = ""
    last = name.parts[-1]
    if not run and tuple(given) == plain.given:
        return (plain,)
    joined = Person(tuple(given), _whole(run + last), _without(last) if run else plain.bare)
    return joined, plain


def _whole(surname: str) -> str:
    return _MC.sub("mac", surname)


def _without(surname: str) -> str:
    return _SWALLOWED.sub("", surname)


@dataclass(frozen=True, slots=True)
class Alike:
    """In what two people's names differ, that may be one's."""

    reasons: frozenset[str]
    is_surname_alone: bool = False
    slip: bool = False

    @property
    def order(self) -> tuple[bool, bool, int, list[str]]:
        return self.is_surname_alone, self.slip, len(self.reasons), sorted(self.reasons)


def as_persons(one: tuple[Person, ...], other: tuple[Person, ...]) -> Alike | None:
    """J. R. Smith is near John Robert Smith, near Bob Smith is Robert, and near both is Smith."""
    found = [
        (mine_at + theirs_at, alike)
        for (mine_at, mine), (theirs_at, theirs) in product(enumerate(one), enumerate(other))
        if (alike := _alike(mine, theirs))
    ]
    _, best = min(found, key=lambda it: (it[0], it[1].order), default=(0, None))
    return best


def _alike(one: Person, other: Person) -> Alike | None:
    surnames = _surnames(one, other)
    if surnames is None or bool(one.given) != bool(other.given):
        return _surname_alone(one, other, surnames)
    given = _given(*sorted((one.given, other.given), key=len))
    if given is None:
        return None
    reasons = surnames | given
    slips = sum(it.startswith(SLIP) for it in reasons)
    return Alike(reasons, slip=slips > 0) if slips <= 1 else None


SLIP = "a letter differs"


def _slip(one: str, other: str) -> str:
    return "{}: {} and {}".format(SLIP, *sorted((one, other)))


def _surnames(one: Person, other: Person) -> frozenset[str] | None:
    if min(len(one.surname), len(other.surname)) < SHORTEST_SURNAME:
        return None
    if one.surname == other.surname:
        return frozenset()
    if {one.bare, one.surname} & {other.bare, other.surname}:
        return frozenset({"a particle of the surname"})
    if is_slip(one.surname, other.surname):
        return frozenset({_slip(one.surname, other.surname)})
    if is_slip(one.bare, other.bare):
        return frozenset({_slip(one.bare, other.bare), "a particle of the surname"})
    return None


def _surname_alone(one: Person, other: Person, surnames: frozenset[str] | None) -> Alike | None:
    if surnames is None or (one.given and other.given):
        return None
    is_slipped = any(it.startswith(SLIP) for it in surnames)
    if is_slipped and min(len(one.bare), len(other.bare)) < LONG:
        return None
    return Alike(surnames | {"a surname alone"}, is_surname_alone=True, slip=is_slipped)


def _given(shorter: tuple[str, ...], longer: tuple[str, ...]) -> frozenset[str] | None:
    """In what given names differ; the first must fit, and no further one contradict."""
    if not shorter:
        return frozenset()
    if (first := _fits(shorter[0], longer[0])) is None:
        return None
    reasons, at, more = set(first), 1, False
    for given in shorter[1:]:
        while at < len(longer) and _fits(given, longer[at]) is None:
            more, at = True, at + 1
        if at == len(longer):
            return None
        reasons |= _fits(given, longer[at]) or set()
        at += 1
    if more or at < len(longer):
        reasons.add("a middle name or initial more")
    return frozenset(reasons)


def _fits(one: str, other: str) -> frozenset[str] | None:
    if one == other:
        return frozenset()
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        called = {long, *ALSO_CALLED.get(long, ())}
        return frozenset({"initials"}) if any(it.startswith(short) for it in called) else None
    if other in ALSO_CALLED.get(one, ()):
        return frozenset({"a first name in short: {} and {}".format(*sorted((one, other)))})
    if is_slip(one, other):
        return frozenset({_slip(one, other)})
    return None
