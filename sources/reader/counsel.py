"""Attorneys and law firms, and the positions of attorneys in their firms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.reader.finding import About, CounselDetails, Finding, FindingKind
from sources.reader.names import Name, Names
from sources.reader.titles import Title, title_of

_FIRM_WORD = re.compile(
    r"(?:\b(?:LLP|L\.L\.P\.|PLLC|P\.?L\.?L\.?C\.?|P\.?C\.?|P\.A\.|APC|A\.P\.C\.)$"
    r"|\b(?:Law (?:Group|Firm|Offices?|Center|Partners|LLC|Ltd)|Legal Group|Solicitors|"
    r"Advocates|Attorneys|Barristers|Trial Lawyers|Chambers)(?:,? (?:LLC|Inc\.|Ltd\.?))?$"
    r"|^Law Offices? of )"
)
_PRACTICE = r"(?i:attorneys?|lawyers?|counsel|co-counsel|solicitors?|barristers?|co-lead counsel)"
_POSITION = re.compile(
    r"\b(?:partner|associate|attorney|lawyer|counsel|shareholder|principal|solicitor|barrister|"
    r"advocate|chair|of counsel)s?\b",
    re.IGNORECASE,
)
# Lawyers of a company's own, who speak for it and do not appear for it.
_IN_HOUSE = re.compile(
    r"\b(?:general counsel|chief|vice president|city attorney|district attorney"
    r"|attorney general|legal officer)\b",
    re.IGNORECASE,
)
_SIDE = r"(?:plaintiff|defendant|claimant|petitioner|respondent)s?"
_NAMED = r"[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,4}"
_REPRESENTED = re.compile(
    r"\b(?:represented by|counsel(?:ed)? by|(?:attorneys?|lawyers?|counsel) (?:is|are)"
    rf"|[Ff]or (?:the )?(?:{_SIDE}|[A-Z][\w.& -]{{1,40}}):) "
    r"(?:(?:attorneys?|lawyers?|counsel|solicitors?|barristers?|the|a|team|led|by|of|law firms?) )*"
)
_CLIENT = re.compile(rf"\b(?:[Tt]he )?(?P<client>(?i:{_SIDE})|{_NAMED}) (?:is|are|was|were) $")
_PRACTISES_FOR = re.compile(
    rf"\b{_PRACTICE} (?:for|representing|acting for) (?:the )?"
    rf"(?P<client>[a-z][\w-]*(?: [a-z][\w-]*){{0,2}}|{_NAMED})"
)
_REPRESENTS = re.compile(
    r",? (?:who|which|(?:the|a) (?:law )?firm|the (?:attorney|lawyer)s?)?,? ?"
    r"(?:that |who |which )?(?:represent(?:s|ing|ed)?|act(?:s|ing|ed) for|appear(?:s|ing|ed) for)"
    rf" (?:lead )?(?:the )?(?P<client>[a-z]+(?: [a-z]+)?|{_NAMED})"
)
_DID_REPRESENT = re.compile(
    r",? (?:represents|represented|is representing|are representing|acts for|acted for) "
    rf"(?:the |lead )?(?:{_SIDE}|class\b)"
)
_OF_FIRM = re.compile(r",? (?:of|at|with|from) (?:the )?(?:law firm |firm )?(?:of )?")
_LAW_FIRM = re.compile(
    r"\b(?:[Ll]aw firms?|(?:[Ll]awyers|[Aa]ttorneys|[Ss]olicitors) (?:at|from|with)) (?:of )?"
)
_AND = re.compile(r"(?:,? and |, )")
_REACH = 160


@dataclass(frozen=True, slots=True)
class _Appearance:
    """What the text says of one attorney."""

    attorney: Name
    firm: Name | None = None
    position: Title | None = None
    represents: str = ""


def is_firm(words: str) -> bool:
    """Tell whether a name is a law firm's by its own words: LLP, PC, Law Offices of."""
    return _FIRM_WORD.search(words) is not None


def read_counsel(names: Names) -> list[Finding]:
    """Find attorneys, their firms and positions; in-house counsel are left to the speakers."""
    findings: list[Finding] = []
    firms: dict[int, Name] = {name.start: name for name in _firms(names)}
    for seen in _appearances(names, firms):
        if seen.firm:
            firms.setdefault(seen.firm.start, seen.firm)
        findings += _of(names, seen)
    findings += [_firm(names, firm) for firm in firms.values()]
    return findings


def _firms(names: Names) -> Iterator[Name]:
    for name in names.all:
        if is_firm(name.words):
            yield name
    for match in _LAW_FIRM.finditer(names.prose.plain):
        if firm := names.starting_at(match.end()):
            yield firm
    for name in names.all:
        if not names.is_person(name) and _DID_REPRESENT.match(names.prose.after(name.end, 60)):
            yield name
    for match in _REPRESENTED.finditer(names.prose.plain):
        firm = names.starting_at(match.end())
        if firm and not names.is_person(firm):
            yield firm


def _appearances(names: Names, firms: dict[int, Name]) -> Iterator[_Appearance]:
    taken: set[int] = set()
    for seen in (*_represented(names), *_by_title(names, firms), *_before_firms(names, firms)):
        if seen.attorney.start not in taken:
            taken.add(seen.attorney.start)
            yield seen


def _represented(names: Names) -> Iterator[_Appearance]:
    """Read "Jo Roe and Al Poe of Roe & Poe LLP" after "represented by" or "For the plaintiff:"."""
    for match in _REPRESENTED.finditer(names.prose.plain):
        client = _CLIENT.search(names.prose.before(match.start(), 80))
        listed = _people(names, match.end())
        firm = _firm_after(names, listed[-1]) if listed else None
        for name in listed:
            yield _Appearance(name, firm, None, client["client"] if client else "")


def _people(names: Names, at: int) -> list[Name]:
    found: list[Name] = []
    while (name := names.starting_at(at)) and names.is_person(name):
        found.append(name)
        joint = _AND.match(names.prose.plain, name.end)
        if not joint:
            break
        at = joint.end()
    return found


def _firm_after(names: Names, attorney: Name) -> Name | None:
    of = _OF_FIRM.match(names.prose.plain, attorney.end)
    return names.starting_at(of.end()) if of else None


def _by_title(names: Names, firms: dict[int, Name]) -> Iterator[_Appearance]:
    """Read "Jo Roe, a partner at Roe LLP", "attorney Jo Roe", "Jo Roe, a lawyer for Acme"."""
    for name in names.all:
        if not names.is_person(name):
            continue
        title = title_of(names, name)
        if title is None:
            if practises := _practises(names, name):
                yield practises
            continue
        if not _POSITION.search(title.words) or _IN_HOUSE.search(title.words):
            continue
        firm = title.organization
        before = title.end <= name.start
        if before and firm and not is_firm(firm.words) and firm.start not in firms:
            firm = None  # "Acme attorney Jo Roe": Acme is the client
        firm = firm or _firm_after(names, name)
        client = _client(names, title, name, firm)
        partner_like = not re.search(r"(?i)attorney|lawyer|counsel|solicitor", title.words)
        if partner_like and not firm and not client:
            continue
        # "an attorney for Acme": what follows is the client, not the firm.
        is_client = (
            firm is not None and firm is title.organization and _is_client(names, title, firm)
        )
        yield _Appearance(name, None if is_client else firm, title, client)


def _is_client(names: Names, title: Title, firm: Name) -> bool:
    between = names.prose.plain[title.end : firm.start]
    return not is_firm(firm.words) and re.search(r"\b(?:for|representing)\b", between) is not None


def _client(names: Names, title: Title, name: Name, firm: Name | None) -> str:
    after = names.prose.plain[title.start : title.start + _REACH]
    if match := _PRACTISES_FOR.match(after):
        return match["client"]
    end = firm.end if firm else max(title.end, name.end)
    represents = _REPRESENTS.match(names.prose.after(end, _REACH))
    return represents["client"] if represents else ""


def _practises(names: Names, name: Name) -> _Appearance | None:
    """Read "an attorney for the plaintiffs, Jo Roe", where the title is not beside the name."""
    before = names.prose.before(name.start, 120)
    match = re.search(_PRACTISES_FOR.pattern + r",? $", before)
    if not match:
        return None
    return _Appearance(name, _firm_after(names, name), None, match["client"])


def _before_firms(names: Names, firms: dict[int, Name]) -> Iterator[_Appearance]:
    """Read "Jo Roe of Roe LLP"."""
    for firm in list(firms.values()):
        before = names.prose.before(firm.start, 40)
        of = re.search(_OF_FIRM.pattern + "$", before)
        if of:
            name = names.ending_at(firm.start - len(before) + of.start())
            for attorney in names.listed_until(name) if name else []:
                if names.is_person(attorney):
                    yield _Appearance(attorney, firm)


def _of(names: Names, seen: _Appearance) -> Iterator[Finding]:
    details = CounselDetails(
        seen.firm.words if seen.firm else "",
        seen.position.words if seen.position else "",
        seen.represents,
    )
    name = seen.attorney
    yield Finding(
        FindingKind.COUNSEL,
        name.start,
        name.end,
        name.words,
        About.COUNSEL_ATTORNEY,
        details=details,
    )
    if seen.position and not seen.position.words.endswith("s"):  # "lawyers" are several
        yield Finding(
            FindingKind.COUNSEL,
            seen.position.start,
            seen.position.end,
            seen.position.words,
            About.COUNSEL_POSITION,
            details=details,
        )


def _firm(names: Names, firm: Name) -> Finding:
    represents = _REPRESENTS.match(names.prose.after(firm.end, _REACH))
    client = represents["client"] if represents else ""
    return Finding(
        FindingKind.COUNSEL,
        firm.start,
        firm.end,
        firm.words,
        About.COUNSEL_FIRM,
        details=CounselDetails(firm.words, "", client),
    )
