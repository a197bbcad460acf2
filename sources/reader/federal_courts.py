"""The federal district, bankruptcy and appellate courts, as courts-db lists them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import courts_db

DIRECTIONS = {
    "N": "Northern", "S": "Southern", "E": "Eastern", "W": "Western", "M": "Middle", "C": "Central"
}  # fmt: skip
_DISTRICT = re.compile(r"(Bankr\. )?(?:([NSEWMC])\.)?D\.")
# One-letter citation strings that courts-db has for courts that sit no more.
_GONE = frozenset({"californiad", "fld", "gad", "lad", "ncd", "nyd", "ohd", "pad", "vad", "wvad"})
# courts-db ends it in 1801 (the Midnight Judges Act), and does not say that it sits again.
_NOT_ENDED = frozenset({"njd"})
_ORDINALS = (
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh".split()  # noqa: SIM905
)


class District(NamedTuple):
    """A federal trial court by what tells it apart: N.D. Cal. is ("Northern", "California")."""

    direction: str
    state: str
    is_bankruptcy: bool


@cache
def _districts() -> dict[District, str]:
    found: dict[District, str] = {}
    for court in courts_db.courts:
        match = _DISTRICT.match(court["citation_string"])
        ended = bool(court["dates"] and court["dates"][-1].get("end"))
        gone = court["id"] in _GONE or (ended and court["id"] not in _NOT_ENDED)
        if match and court["system"] == "federal" and not gone:
            state = "District of Columbia" if court["id"].startswith("dc") else court["location"]
            district = District(DIRECTIONS.get(match[2], ""), state, bool(match[1]))
            found.setdefault(district, court["id"])
    return found


@cache
def by_citation() -> dict[str, str]:
    """Return district courts by their citation without spaces: "N.D.Cal." gives cand."""
    return {
        re.sub(r"\s", "", court["citation_string"]): court["id"]
        for court in courts_db.courts
        if court["id"] in set(_districts().values())
    }


def district_court(direction: str, state: str, *, bankruptcy: bool = False) -> str | None:
    """Return the id of the court of a district: direction "Northern" or "", a state's name."""
    return _districts().get(District(direction, state, bankruptcy))


def only_court_of(state: str) -> str | None:
    """Return the id of a state's district court if the state is one district."""
    return district_court("", state)


def state_of(court: str) -> str:
    """Return the state that a district court sits for; "" for another court."""
    return next((district.state for district, known in _districts().items() if known == court), "")


def court_of_appeals(circuit: str) -> str | None:
    """Return the id of a circuit's court: "Ninth", "9th", "Federal", "D.C."."""
    name = circuit.strip()
    if name in _ORDINALS:
        return f"ca{_ORDINALS.index(name) + 1}"
    if match := re.fullmatch(r"([1-9]|1[01])(?:st|nd|rd|th|d)", name):
        return f"ca{match[1]}"
    return {"Federal": "cafc", "D.C.": "cadc", "DC": "cadc", "District of Columbia": "cadc"}.get(
        name
    )
