"""How alike two names are: the same, near and why, or not. Pure, and the same from either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from cases.conflicts.names import Name, exact_form, is_short, names_in
from cases.wording import joined

EXACT, NEAR = "exact", "near"


@dataclass(frozen=True, slots=True)
class Likeness:
    """That two names are the same or near, and in what they differ."""

    kind: str
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """“the same”, “the same but for Inc.”"""
        return "the same" if self.kind == EXACT else joined(self.reasons)


class Named:
    """A name as it is written, read once and compared often."""

    __slots__ = ("exact", "names", "written")

    def __init__(self, written: str) -> None:
        self.written = written
        self.exact = exact_form(written)
        self.names = names_in(written)


def compare(one: Named, other: Named) -> Likeness | None:
    """How two names are alike; None where nothing says that they are one's."""
    if one.exact and one.exact == other.exact:
        return Likeness(EXACT)
    found = [
        reasons
        for mine, theirs in product(one.names, other.names)
        if (reasons := _near(mine, theirs)) is not None
    ]
    # Of several names that fit, the ones that differ least.
    return Likeness(NEAR, min(found, key=lambda it: (len(it), it))) if found else None


def _near(one: Name, other: Name) -> tuple[str, ...] | None:
    order = _order(one, other)
    if order is None:
        return None
    return (*_left_out(one, other), *_spelled(one, other), *order, *_known_by(one, other)) or (
        "the same but for signs",
    )


def _order(one: Name, other: Name) -> tuple[str, ...] | None:
    """In what the telling words of two names differ; None where they are not alike."""
    mine, theirs = one.core, other.core
    if mine == theirs or "".join(mine) == "".join(theirs):
        return ("surname first",) if one.surname_first != other.surname_first else ()
    if len(mine) > 1 and sorted(mine) == sorted(theirs):
        return ("words in another order",)
    if one.is_a_person and other.is_a_person:
        return _as_persons(one.parts, other.parts)
    return None


def _as_persons(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...] | None:
    """J. R. Smith is near John Robert Smith, and near John Smith; John S. is not."""
    surname = one[-1]
    if len(one) < 2 or len(other) < 2 or surname != other[-1] or len(surname) < 2:  # noqa: PLR2004
        return None
    shorter, longer = sorted((one[:-1], other[:-1]), key=len)
    if not _fits(shorter[0], longer[0]):
        return None
    reasons = set() if shorter[0] == longer[0] else {"initials"}
    at = 1
    more: list[str] = []
    for given in shorter[1:]:
        while at < len(longer) and not _fits(given, longer[at]):
            more.append(longer[at])
            at += 1
        if at == len(longer):
            return None
        if given != longer[at]:
            reasons.add("initials")
        at += 1
    more.extend(longer[at:])
    if more:
        reasons.add("a middle name or initial more")
    return tuple(sorted(reasons))


def _fits(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


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
    if ("&" in mine) != ("&" in theirs):
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
