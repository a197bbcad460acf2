"""Courts by the place they sit in: "federal court in San Jose, California"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.reader import federal_courts
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.places import (
    CITY,
    CITY_AND_STATE,
    COURT_OF_CITY,
    STATE,
    court_of_city,
    state_named,
)
from sources.reader.prose import Prose

_FEDERAL = r"(?:U\.?S\.?|United States|[Ff]ederal)"
_COURT_IN = re.compile(
    rf"(?P<court>(?:(?P<federal>{_FEDERAL}) )(?i:(?:district |appeals |bankruptcy )?"
    r"(?:court(?:house)?|judge|jury))(?: sitting)? in "
    r"|(?i:\bcourt(?:house)? in |\bfiled in |\bjudge [\w. ]{4,30} in ))"
    rf"(?:(?:the )?{CITY_AND_STATE}|(?P<alone>{CITY}))"
)
_CITY_COURT = re.compile(
    rf"(?<![\w'-])(?P<city>{CITY}) {_FEDERAL} (?:district )?(?i:court|judge|jury)(?!s? of)"
)
_STATE_COURT = re.compile(
    rf"(?<![\w-])(?P<state>{STATE}) (?:(?P<federal>[Ff]ederal) )?"
    r"(?:(?:[Ss]tate|[Dd]istrict|[Mm]agistrate|[Aa]ppellate|[Aa]ppeals|[Tt]rial) )?"
    r"(?:[Cc]ourt|[Jj]udge|[Jj]ury)(?! (?:of|for)\b)(?![\w-])"
)
_OF_STATE_COURT = re.compile(r" (?:federal |state )?(?:court|judge)\b")
_STATE_OF = {"Californian": "California", "Texan": "Texas", "Virginian": "Virginia"}
_ADJECTIVE_COURT = re.compile(rf"\b(?P<of>{'|'.join(_STATE_OF)}) (?:federal |state )?court\b")
_WHICH = "which court there"
_ONLY_THE_PLACE = "the words name only the place; a state court sits there too"


def read_seats(prose: Prose) -> list[Finding]:
    """Find where a court sits, and the federal court that sits there, if one alone does."""
    return [*_in_places(prose), *_of_cities(prose), *_of_states(prose)]


def _court(start: int, end: int, court: str, doubt: str = "") -> Finding:
    return Finding(FindingKind.COURT, start, end, court, About.CASE_COURT, _WHICH, doubt)


def _seat(start: int, end: int, seat: str) -> Finding:
    return Finding(FindingKind.COURT, start, end, seat, About.CASE_SEAT)


def _in_places(prose: Prose) -> Iterator[Finding]:
    """Read "federal court in Newark, New Jersey", "filed in San Jose", "a judge in Texas"."""
    for match in _COURT_IN.finditer(prose.plain):
        at, is_federal = match.end("court"), match["federal"] is not None
        city, state = match["city"] or "", state_named(match["state"] or match["alone"])
        end = match.end("state") if city else match.end("alone")
        if not state:
            city = _city(match["alone"])
            end = match.start("alone") + len(city)
        if state and not _OF_STATE_COURT.match(prose.plain, end):
            yield _seat(at, end, f"{city}, {state}" if city else state)
        court = court_of_city(city, state) if city else federal_courts.only_court_of(state)
        if court and is_federal:
            yield _court(match.start(), end, court)
        elif court and city and state:
            yield _court(match.start(), end, court, _ONLY_THE_PLACE)


def _city(words: str) -> str:
    """The longest beginning of the words that is a city with a federal court; "" for none."""
    parts = words.split(" ")
    beginnings = (" ".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((city for city in beginnings if city in COURT_OF_CITY), "")


def _of_cities(prose: Prose) -> Iterator[Finding]:
    """Read "Manhattan federal court": the city is the longest ending of the words that is one."""
    for match in _CITY_COURT.finditer(prose.plain):
        words = match["city"].split(" ")
        for first in range(len(words)):
            city = " ".join(words[first:])
            if court := court_of_city(city):
                yield _court(match.end("city") - len(city), match.end(), court)
                break


def _of_states(prose: Prose) -> Iterator[Finding]:
    """Read "a California federal judge", "a Californian court"."""
    for match in _STATE_COURT.finditer(prose.plain):
        state = match["state"]
        if match["federal"] and (court := federal_courts.only_court_of(state)):
            yield _court(*match.span(), court)
        else:
            yield _seat(*match.span(), state)
    for match in _ADJECTIVE_COURT.finditer(prose.plain):
        yield _seat(*match.span(), _STATE_OF[match["of"]])
