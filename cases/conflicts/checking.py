"""A conflict check: every appearance of the names on a list, and the row that keeps it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from cases.conflicts.comparing import LONGER, SURNAME, WITHIN, Likeness, Named, compare
from cases.conflicts.looking import MOST_APPEARANCES, Candidates, Found, Place, candidates_for
from cases.conflicts.names import exact_form
from cases.conflicts.snapshot import (
    MOST_UNFOLDED,
    Appearance,
    Match,
    NameChecked,
    TooCommon,
    kept,
)
from cases.models import ConflictCheck, ConflictOutcome, Counsel, Party

MOST_NAMES = 500
AT_ONCE = 25  # names that are looked for together; some 0.15 s among four million
LONGEST_NAME = 300  # characters
# Rows that one check shows in all. Five hundred names have about three thousand; beyond this they
# are counted, and said to be.
MOST_SHOWN = 20_000


class NamesError(ValueError):
    """A list of names that cannot be checked as it is, and what to do about it."""


def names_on(text: str) -> list[str]:
    """The names of a list, one a line, each once. Raises NamesError in words for the form."""
    lines = [(number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), 1)]
    for number, line in lines:
        if len(line) > LONGEST_NAME:
            raise NamesError(
                f"Line {number} has {len(line):,} characters, more than a name has "
                f"({LONGEST_NAME}). Write one name a line."
            )
    names = {exact_form(line) or line: line for _, line in reversed(lines) if line}
    if not names:
        raise NamesError("Write the names to look for, one a line.")
    if len(names) > MOST_NAMES:
        raise NamesError(
            f"These are {len(names):,} names. One check takes {MOST_NAMES}: divide the list."
        )
    return list(reversed(names.values()))


@transaction.atomic
def keep_check(*, checked: Sequence[NameChecked], matter: str, by: Any) -> ConflictCheck:
    """Put what was found into the log, for good; all the names of a list, never a part of it."""
    return ConflictCheck.objects.create(
        made_by=by,
        matter=matter,
        names="\n".join(name.name for name in checked),
        names_given=len(checked),
        names_found=sum(not name.is_clear for name in checked),
        found=kept(checked),
    )


def decide(*, check: ConflictCheck, outcome: str, reason: str, by: Any) -> ConflictOutcome:
    """Say what came of a check; an earlier word on it stays, and no longer stands."""
    return ConflictOutcome.objects.create(
        check_made=check, outcome=outcome, reason=reason, decided_by=by
    )


@dataclass
class _Like:
    """A name of the record that is like one given, in the spellings that are the same."""

    place: Place
    likeness: Likeness
    spellings: list[Found]
    is_folded: bool = False  # one of many that are the same in part only

    @property
    def appearances(self) -> int:
        return sum(it.appearances for it in self.spellings)

    @property
    def part(self) -> str:
        rank = self.likeness.rank
        return "surname" if rank == SURNAME else "longer" if rank in {LONGER, WITHIN} else ""

    def rows(self, most: int) -> list[int]:
        keys = sorted((key for it in self.spellings for key in it.rows), reverse=True)
        return keys[:most]


def look_for(
    names: Sequence[str], *, tell: Callable[[int], None] = lambda done: None
) -> list[NameChecked]:
    """Everything in the record that is like one of the names; exact matches first.

    Six queries for every AT_ONCE names; `tell` is then told how many of all are done.
    """
    read = lru_cache(maxsize=10_000)(Named)
    checked: list[NameChecked] = []
    left = MOST_SHOWN
    for start in range(0, len(names), AT_ONCE):
        portion = _look_for([Named(name) for name in names[start : start + AT_ONCE]], read, left)
        left -= sum(len(match.shown) for name in portion for match in name.matches)
        checked += portion
        tell(len(checked))
    return checked


def _look_for(
    given: Sequence[Named], read: Callable[[str], Named], most_shown: int
) -> list[NameChecked]:
    likes: list[list[_Like]] = []
    common: list[list[TooCommon]] = []
    for named, places in zip(given, candidates_for(given), strict=True):
        likes.append(_likes(named, places, read))
        common.append(
            [
                TooCommon(it.place.said, it.names, it.appearances, len(it.found))
                for it in places
                if not it.are_all
            ]
        )
    everything = [it for found in likes for it in found]
    # Where all cannot be shown, what is surely meant goes before what is so in part.
    shown = _Shown(sorted(everything, key=lambda it: it.is_folded), most_shown)
    return [
        NameChecked(
            name=named.written,
            matches=[shown.match(like) for like in found],
            common=too_common,
            unreadable=not named.exact,
        )
        for named, found, too_common in zip(given, likes, common, strict=True)
    ]


def _likes(named: Named, places: Iterable[Candidates], read: Callable[[str], Named]) -> list[_Like]:
    """The surest first; of each kind those that appear most."""
    found: dict[tuple[str, str, str], _Like] = {}
    for candidates in places:
        for it in candidates.found:
            other = read(it.name)
            if likeness := compare(named, other):
                same = candidates.place.said, other.exact, likeness.words
                like = found.setdefault(same, _Like(candidates.place, likeness, []))
                like.spellings.append(it)
    for like in found.values():
        like.spellings.sort(key=lambda it: (-it.appearances, it.name))
    parts = Counter(like.part for like in found.values())
    for like in found.values():
        like.is_folded = bool(like.part) and parts[like.part] > MOST_UNFOLDED
    return sorted(found.values(), key=lambda it: (it.likeness.rank, -it.appearances))


class _Shown:
    """The rows that a check shows, read all at once."""

    def __init__(self, likes: Iterable[_Like], most: int) -> None:
        left = most
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        self._keys: dict[int, Sequence[int]] = {}
        for like in likes:
            keys = like.rows(min(left, 1 if like.is_folded else MOST_APPEARANCES))
            left -= len(keys)
            self._keys[id(like)] = keys
            wanted[like.place.model].update(keys)
        self._rows = {model: _read(model, keys) for model, keys in wanted.items()}

    def match(self, like: _Like) -> Match:
        rows = self._rows[like.place.model]
        return Match(
            name=like.spellings[0].name,
            place=like.place.said,
            kind=like.likeness.kind,
            why=like.likeness.words,
            appearances=like.appearances,
            shown=[
                _appearance(rows[key], like.place) for key in self._keys[id(like)] if key in rows
            ],
            also=[it.name for it in like.spellings[1:]],
            part=like.part,
        )


def _read(model: type[models.Model], keys: Iterable[int]) -> dict[int, Any]:
    """The rows, with their cases, and the fields of each that a passage is cited for."""
    rows: Any = model._default_manager.filter(pk__in=keys).select_related("case__court")
    if model is Counsel:
        rows = rows.select_related("represents")
    fields = ("name", "parent") if model is Party else ("attorney", "firm")
    # The evidence stands above the record, and is reached from it.
    citations: Any = model._meta.get_field("citations").related_model
    cited = citations.objects.filter(**{model._meta.model_name or "": OuterRef("pk")})
    sourced = {f"{field}_sourced": Exists(cited.filter(field=field)) for field in fields}
    return {row.pk: row for row in rows.annotate(**sourced)}


def _appearance(row: Party | Counsel, place: Place) -> Appearance:
    case = row.case
    is_sourced = getattr(row, f"{place.field}_sourced")
    return Appearance(
        case=case.caption,
        slug=case.slug,
        court=case.court.short if case.court else "",
        number=case.docket_number,
        role=_role(row, place),
        anchor=f"evidence-{row._meta.model_name}-{row.key}-{place.field}" if is_sourced else "",
    )


def _role(row: Party | Counsel, place: Place) -> str:
    if isinstance(row, Counsel):
        left = " (withdrew)" if row.withdrew_on else ""
        return f"{place.said} for {row.represents.name}{left}"
    role = row.court_role or row.get_role_display()
    return f"owns {row.name}, {role}" if place.field == "parent" else role


def lines_of(checked: Iterable[NameChecked]) -> Iterator[tuple[str, ...]]:
    """A check as rows of a table: a line for each appearance, and one for each name without."""
    for name in checked:
        for match in name.matches:
            for row in match.shown:
                yield (
                    *(name.name, match.kind, match.why, match.name, match.place, row.role),
                    *(row.case, row.court, row.number),
                )
            if match.left_out:
                yield (
                    *(name.name, match.kind, match.why, match.name, match.place),
                    f"and {match.left_out:,} more appearances",
                    *("", "", ""),
                )
        for common in name.common:
            said = (
                f"too common: {common.names:,} names have its words, {common.compared:,} compared"
            )
            yield name.name, "", said, "", common.place, "", "", "", ""
        if name.is_clear:
            yield name.name, "none", "nothing like it here", "", "", "", "", "", ""
        elif name.unreadable:
            yield name.name, "none", "no letter or figure to look for", "", "", "", "", "", ""
