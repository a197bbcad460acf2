"""Courts by their names and citations, as ids of courts-db."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import courts_db

from sources.reader import federal_courts
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.places import STATE, STATES
from sources.reader.prose import Prose

_DIRECTION = r"(?P<direction>(?i:Northern|Southern|Eastern|Western|Middle|Central))"
_US = r"(?:U\.?S\.?|United States|[Ff]ederal)"
_IN_STATE = rf" (?P<state>(?i:{'|'.join(STATES)}|District of Columbia))(?![\w-])"
_COURT_FOR = (
    rf"(?:(?P<bankruptcy>(?:{_US} )?Bankruptcy Court)|(?i:{_US} District Court))"
    r"(?: for| in|,)? (?:the )?"
)
_DISTRICTS = [
    re.compile(words)
    for words in (
        rf"(?:{_COURT_FOR})?{_DIRECTION} (?i:District of){_IN_STATE}",
        rf"{_COURT_FOR}{_DIRECTION}{_IN_STATE}",
        rf"{_COURT_FOR}(?i:District of){_IN_STATE}",
        rf"(?<!ern )(?<!ERN )(?<!dle )(?<!ral )(?<!the )(?:District of|DISTRICT OF){_IN_STATE}",
        rf"\bthe District of{_IN_STATE}",
    )
]
_CITED = re.compile(r"(?<![\w.])(?:[NSEWMC]\. ?)?D\. ?(?:[A-Z][A-Za-z]*\.? ?){1,2}(?![a-z])")
_HALF_CITED = re.compile(
    rf"(?<![\w.])(?P<letter>[NSEWMC])\. ?D\. (?:of )?(?P<state>{STATE})(?![\w-])"
)
_INITIALS = {
    "SDNY": "nysd", "EDNY": "nyed", "NDNY": "nynd", "WDNY": "nywd", "NDCA": "cand", "CDCA": "cacd",
    "SDCA": "casd", "EDCA": "caed", "EDVA": "vaed", "NDIL": "ilnd", "SDFL": "flsd", "EDTX": "txed",
    "WDTX": "txwd",
}  # fmt: skip
_BY_INITIALS = re.compile(rf"\b(?:{'|'.join(_INITIALS)})\b")
_CIRCUIT = re.compile(
    rf"(?:(?:(?:{_US} )?(?:Court of Appeals|Appeals Court) for )?[Tt]he )?(?<![\w-])"
    r"(?P<circuit>(?i:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh)"
    r"|[1-9](?:st|nd|rd|th|d)|1[01]th|Federal|D\.C\.|DC) (?:(?:U\.S\.|US) )?"
    r"(?:Circuit(?! Court (?!of Appeals))|CIRCUIT|Cir\.)(?: Court of Appeals)?"
)
_SUPREME = re.compile(r"\b(?:U\.?S\.? Supreme Court|Supreme Court of the United States|SCOTUS)\b")
# Courts of states and special ones, which courts-db knows by their names.
_NAMED = re.compile(
    rf"(?<![\w'-])(?:{STATE}(?:'s| State)? |(?:[A-Z][\w'-]+ ){{1,3}}County |U\.S\. "
    r"|United States )(?:Supreme Court|Superior Court|Court of (?:Appeals?|Chancery|International "
    r"Trade|Federal Claims)|Chancery Court|Appellate Court|Appeals Court|Supreme Judicial Court|"
    r"Tax Court|(?<!U\.S\. )(?<!United States )Circuit Court|Business Court)"
    rf"|(?:Supreme|Superior|Appellate|Appeals|Supreme Judicial) Court of (?:the State of )?{STATE}"
    rf"|Court of (?:Chancery|Appeals?) of (?:the State of )?{STATE}"
    r"|(?:San Francisco|Los Angeles) Superior Court"
    r"|Judicial Panel on Multidistrict Litigation"
)


def read_courts(prose: Prose) -> list[Finding]:
    """Find courts named or cited; those that courts-db does not know are left out."""
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = [
        *((pattern, _district) for pattern in _DISTRICTS),
        (_HALF_CITED, _half_cited),
        (_BY_INITIALS, lambda match: _INITIALS[match[0]]),
        (_CIRCUIT, lambda match: federal_courts.court_of_appeals(_capitalised(match["circuit"]))),
        (_SUPREME, lambda _: "scotus"),
        (_NAMED, lambda match: _known_by_name(match[0])),
    ]
    findings = [*_cited(prose)]
    for pattern, id_of in readers:
        for match in pattern.finditer(prose.plain):
            if court := id_of(match):
                findings.append(_court(*match.span(), court))
    return findings


def _court(start: int, end: int, court: str) -> Finding:
    return Finding(FindingKind.COURT, start, end, court, About.CASE_COURT)


def _district(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    state = next((state for state in STATES if state.lower() == parts["state"].lower()), None)
    return federal_courts.district_court(
        (parts.get("direction") or "").capitalize(),
        state or "District of Columbia",
        bankruptcy=bool(parts.get("bankruptcy")),
    )


def _half_cited(match: re.Match[str]) -> str | None:
    """Read "E.D. Texas"."""
    return federal_courts.district_court(federal_courts.DIRECTIONS[match["letter"]], match["state"])


def _cited(prose: Prose) -> Iterator[Finding]:
    """Read "N.D. Cal."; "E.D. Tex. Apr." is read too far, so the shorter form is tried as well."""
    for match in _CITED.finditer(prose.plain):
        words = match[0].rstrip()
        for cited in (words, words.rpartition(" ")[0]):
            if court := federal_courts.by_citation().get(cited.replace(" ", "")):
                yield _court(match.start(), match.start() + len(cited), court)
                break


def _capitalised(circuit: str) -> str:
    return circuit.capitalize() if circuit.isupper() and circuit.isalpha() else circuit


@lru_cache(maxsize=1024)
def _known_by_name(name: str) -> str | None:
    """Ask courts-db for a court's id; None unless exactly one fits the whole name."""
    for written in (name, _as_listed(name)):
        found = courts_db.find_court(written, allow_partial_matches=False)
        if len(found) == 1:
            return str(found[0])
    return None


def _as_listed(name: str) -> str:
    """Spell a name as courts-db does: "Delaware Court of Chancery" of the Chancery Court."""
    name = re.sub(r"(?:'s| State)(?= )| County(?= )", "", name)
    name = name.replace("Chancery Court", "Court of Chancery")
    return name.replace("Appeals Court", "Court of Appeals")
