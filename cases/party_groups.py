"""The parties of a case by their role, each with counsel; counsel of several is said once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.models import Counsel, Party, Role

FOLDED = 12  # more ended parties or withdrawn counsel than this many of one group are folded


@dataclass(frozen=True)
class Appearance:
    """One attorney or firm, for all parties of a group that they appear for alike."""

    lawyers: tuple[Counsel, ...]  # a row for each party

    @property
    def first(self) -> Counsel:
        return self.lawyers[0]

    @property
    def parties(self) -> list[Party]:
        return [lawyer.represents for lawyer in self.lawyers]

    @property
    def others(self) -> int:
        """How many parties they appear for besides the first."""
        return len(self.lawyers) - 1


@dataclass(frozen=True)
class Firm:
    """A firm, or "" for attorneys of none, and who of it appears."""

    name: str
    appearances: tuple[Appearance, ...]

    @property
    def together(self) -> Appearance | None:
        """Any of them, where all who appear do so for the very same parties, and are several."""
        for_whom = {tuple(it.pk for it in one.parties) for one in self.appearances}
        is_one = len(for_whom) == 1 and len(self.appearances) > 1
        return self.appearances[0] if is_one else None


@dataclass(frozen=True)
class Group:
    """The parties of one role."""

    role: Role
    present: tuple[Party, ...]
    ended: tuple[Party, ...]
    firms: tuple[Firm, ...]
    withdrawn: tuple[Appearance, ...]

    @property
    def size(self) -> int:
        return len(self.present) + len(self.ended)

    @property
    def without_counsel(self) -> tuple[Party, ...]:
        """Parties still in the case for whom nobody is named."""
        named = {it.pk for firm in self.firms for one in firm.appearances for it in one.parties}
        return tuple(party for party in self.present if party.pk not in named)


def groups_of(parties: Iterable[Party], counsel: Iterable[Counsel]) -> list[Group]:
    """The groups in the order of the roles; `represents` of counsel must be read already."""
    of_role: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        of_role[party.role].append(party)
    for_role: dict[str, list[Counsel]] = defaultdict(list)
    for lawyer in counsel:
        for_role[lawyer.represents.role].append(lawyer)
    return [_group(role, of_role[role], for_role[role]) for role in Role if role in of_role]


def _group(role: Role, parties: Sequence[Party], counsel: Sequence[Counsel]) -> Group:
    there = [lawyer for lawyer in counsel if lawyer.withdrew_on is None]
    gone = [lawyer for lawyer in counsel if lawyer.withdrew_on is not None]
    firms: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in _appearances(there):
        firms[appearance.first.firm].append(appearance)
    return Group(
        role,
        tuple(party for party in parties if party.terminated_on is None),
        tuple(party for party in parties if party.terminated_on is not None),
        tuple(Firm(name, tuple(of_one)) for name, of_one in firms.items()),
        tuple(_appearances(gone)),
    )


def _appearances(counsel: Iterable[Counsel]) -> list[Appearance]:
    """Rows that say the same of one person but for the party, together."""
    alike: dict[tuple[object, ...], list[Counsel]] = defaultdict(list)
    for it in counsel:
        alike[it.attorney, it.firm, it.position, it.contact, it.withdrew_on].append(it)
    return [Appearance(tuple(of_one)) for of_one in alike.values()]
