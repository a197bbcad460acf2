"""The parties of a trial court's docket and their counsel, with their places.

The page has the names of both in bold, so that they are found by going along what is in bold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sources.dockets.entries import iso
from sources.dockets.firms import firm_in
from sources.dockets.page_text import Name, PageText
from sources.dockets.places import Words, iso_date, line_of, plain
from sources.dockets.records import CounselRecord, PartyRecord, Place
from sources.dockets.roles import role_of

_NO_COUNSEL = frozenset({"", "pro se"})


def parties_of(
    raw: Sequence[Mapping[str, Any]], page: PageText, end: int
) -> tuple[PartyRecord, ...]:
    """Return the parties that a docket lists before `end`."""
    going = _Going(page, end)
    found = []
    for party in raw:
        name = squeezed(party.get("name") or "")
        if not name:
            continue
        found.append(_party(party, name, going))
    return tuple(found)


class _Going:
    """How far along the names in bold we have come."""

    def __init__(self, page: PageText, end: int) -> None:
        self.text, self.end = page.text, end
        self.names = [name for name in page.names if name.place[1] <= end]
        self.said = [plain(page.text[slice(*name.place)]) for name in self.names]
        self.next = 0
        self._words: Words | None = None

    def to(self, name: str) -> Name | None:
        """The next name in bold that reads so; from there on the next is looked for."""
        sought = plain(name)
        try:
            at = self.said.index(sought, self.next)
        except ValueError:
            return None
        self.next = at + 1
        return self.names[at]

    def heading(self, court_role: str) -> Place | None:
        """The last heading before where we are that names a role."""
        role = plain(court_role)
        for at in range(self.next - 1, -1, -1):
            if role and self.said[at].startswith(role):
                return self.names[at].place
        return None

    def block(self, name: Name) -> Place:
        """A name and what stands below it in its cell, up to the next name there."""
        at = self.next
        stop = name.cell[1]
        if at < len(self.names) and name.place[1] <= self.names[at].place[0] < stop:
            stop = self.names[at].place[0]
        while self.text[stop - 1].isspace():
            stop -= 1
        return name.place[0], stop

    def anywhere(self, name: str) -> Place:
        """A name's place by its words alone; else the line that we are in."""
        if self._words is None:
            self._words = Words(self.text, 0, self.end)
        start = self.names[self.next - 1].place[1] if self.next else 0
        place = self._words.find(name, start) or self._words.find(name)
        return place or line_of(self.text, start, start)


def _party(party: Mapping[str, Any], name: str, going: _Going) -> PartyRecord:
    court_role = squeezed(party.get("type") or "")
    at = going.to(name)
    role_place: Place | None = None
    if at is None:
        place = going.anywhere(name)
    else:
        role_place = going.heading(court_role)
        place = (at.place[0], max(at.place[1], at.cell[1]))
        if role_place and at.cell[0] <= role_place[0] < at.place[0]:
            place, role_place = (role_place[0], place[1]), None
    counsel = tuple(
        _counsel(attorney, going)
        for attorney in party.get("attorneys") or ()
        if attorney.get("name", "").casefold() not in _NO_COUNSEL
    )
    return PartyRecord(
        name=name,
        court_role=court_role,
        role=role_of(court_role),
        description=party.get("extra_info") or "",
        terminated_on=iso(party.get("date_terminated")),
        place=place,
        counsel=counsel,
        role_place=role_place,
    )


def _counsel(attorney: Mapping[str, Any], going: _Going) -> CounselRecord:
    name = squeezed(attorney["name"])
    at = going.to(name)
    return CounselRecord(
        place=going.block(at) if at else going.anywhere(name), **said_of(attorney, name)
    )


def said_of(attorney: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return what a docket says of an attorney, but for the place."""
    roles = [squeezed(role) for role in attorney.get("roles") or ()]
    contact = (attorney.get("contact") or "").strip()
    ended = (iso_date(role) for role in roles if role.casefold().startswith("terminated"))
    return {
        "attorney": name,
        "firm": firm_in(contact, name),
        "roles": "; ".join(filter(None, roles)),
        "contact": contact,
        "withdrew_on": next(ended, ""),
    }


def squeezed(words: str) -> str:
    """Return words with single blanks between them."""
    return " ".join(words.split())
