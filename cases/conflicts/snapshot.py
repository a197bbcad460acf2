"""What a check found, as it is kept: plain words and numbers, that later changes do not touch."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

# Written into each, for who reads it when the form of it has changed.
VERSION = 1
PARTS = ("surname", "longer")
MOST_UNFOLDED = 10


@dataclass(frozen=True)
class Appearance:
    """One row of the record that has a name: in which case, as what, and whether it is sourced."""

    case: str
    slug: str
    court: str
    number: str
    role: str
    anchor: str = ""

    @property
    def address(self) -> str:
        """The case page, at the evidence for the name where there is some."""
        return f"/cases/{self.slug}/" + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Match:
    """A name of the record that is the same as one given, or near it and why."""

    name: str
    place: str
    kind: str
    why: str
    appearances: int
    shown: Sequence[Appearance]
    # Other spellings: they differ in capitals, punctuation and blanks.
    also: Sequence[str] = field(default_factory=list)
    part: str = ""  # "surname" or "longer": only a part of the names is the same

    @property
    def spellings(self) -> list[str]:
        return [self.name, *self.also]

    @property
    def left_out(self) -> int:
        return self.appearances - len(self.shown)


@dataclass(frozen=True)
class TooCommon:
    """More names of a place share the words of the one given than were compared with it."""

    place: str
    names: int
    appearances: int
    compared: int


@dataclass(frozen=True)
class Fold:
    """Many names of which only a part is the same: counted, and listed where somebody asks."""

    part: str
    matches: Sequence[Match]

    @property
    def appearances(self) -> int:
        return sum(match.appearances for match in self.matches)


@dataclass(frozen=True)
class NameChecked:
    """A name as given, with what is like it."""

    name: str
    matches: Sequence[Match]
    common: Sequence[TooCommon] = ()
    unreadable: bool = False

    @property
    def exact(self) -> list[Match]:
        return [match for match in self.matches if match.kind == "exact"]

    @property
    def near(self) -> list[Match]:
        """Those that are not folded."""
        return [match for match in self.listed if match.kind == "near"]

    @property
    def folds(self) -> list[Fold]:
        parts = [(part, [it for it in self.matches if it.part == part]) for part in PARTS]
        return [Fold(part, found) for part, found in parts if len(found) > MOST_UNFOLDED]

    @property
    def listed(self) -> list[Match]:
        """What stands open on the page, the surest first."""
        folded = {fold.part for fold in self.folds}
        return [match for match in self.matches if match.part not in folded]

    @property
    def to_search(self) -> str:
        """The name as a phrase for the search."""
        return f'"{self.name.replace(chr(34), " ")}"'

    @property
    def appearances(self) -> int:
        return sum(match.appearances for match in self.matches)

    @property
    def is_clear(self) -> bool:
        """Whether nothing stands against it: no match, and everything was compared."""
        return not self.matches and not self.common and not self.unreadable


def kept(names: Sequence[NameChecked]) -> dict[str, Any]:
    """As JSON."""
    return {"version": VERSION, "names": [asdict(name) for name in names]}


def names_kept(found: dict[str, Any]) -> Iterator[NameChecked]:
    """What was kept, again."""
    for name in found["names"]:
        yield NameChecked(
            name=name["name"],
            matches=[
                Match(**{**match, "shown": [Appearance(**row) for row in match["shown"]]})
                for match in name["matches"]
            ],
            common=[TooCommon(**common) for common in name["common"]],
            unreadable=name.get("unreadable", False),
        )
