"""Statutes, by citation and by name; their standard form is that of cases.statutes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from eyecite import get_citations
from eyecite.models import CitationBase, FullCaseCitation, FullLawCitation
from eyecite.tokenizers import AhocorasickTokenizer

from cases.statutes import Act, StatuteError, acts, is_jurisdictional, parse
from cases.statutes.codes import codes
from cases.statutes.naming import STATES as ABBREVIATED
from sources.anchoring import Span
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.places import STATES
from sources.reader.prose import Prose
from sources.reader.word_list import words

_ET_SEQ = re.compile(r"(?:\([\w]{1,4}\))*,? ?(?:et\.? ?seq\b\.?|and following\b)?")
# What eyecite passes over: a citation without the sign, and one that puts the section first.
_FEDERAL = re.compile(
    r"(?<![\w.])(?:[Tt]itle )?[0-9]{1,2},? "
    r"(?:U\. ?S\. ?C\.(?: ?[AS]\.)?|USC[AS]?|C\. ?F\. ?R\.|CFR)"
    r" ?(?:§§? ?|[Ss]ections? |[Ss]ec\. )?[0-9][0-9A-Za-z.]{0,9}(?:-[0-9a-z]{1,4})?"
    r"(?:\([\w]{1,4}\))*(?:,? et\.? seq\.?)?"
)
_SECTION_OF = re.compile(
    r"(?i:\bsections? |§§? ?)[0-9][\w.:-]{0,15}(?:\([\w]{1,4}\))*(?:,? et seq\.?)?,? of (?:the )?"
    r"(?:[Tt]itle [0-9]{1,2}(?: of the (?:U\.S\.|United States) Code)?"
    rf"|(?:{'|'.join(STATES)})(?:'s)? [A-Z][\w&' ]{{3,50}}?(?:Code|Laws?|Statutes)\b)"
)
_NUMBER = (
    r"[0-9][0-9A-Za-z]{0,7}(?:[-.:/][0-9A-Za-z]{1,7}){0,4}(?:\([\w]{1,4}\))*(?:,? et\.? seq\.?)?"
)


@cache
def _state_code() -> re.Pattern[str]:
    """What may cite a state's code, which it is if it can be read; eyecite knows few spellings."""
    initials = {name for code in codes().values() for name in code.names if _INITIALS.match(name)}
    leads = "|".join(re.escape(name) for name in sorted({*initials, *STATES, *ABBREVIATED}))
    chapter = r"(?:(?:[Cc]hapter|[Tt]itle|[Cc]h|[Tt]it|c)\.? ?[0-9]{1,3}[A-Z]{0,2},? ?)?"
    return re.compile(
        rf"(?<![\w.§-])(?:[0-9]{{1,3}} )?(?:{leads})(?![a-z])[A-Za-z.,&' ]{{0,60}}?"
        rf"(?:[Cc]ode [0-9]{{4}},? )?{chapter}(?:§§? ?|[Ss]ections? |[Ss]ec\. )?{_NUMBER}"
    )


_INITIALS = re.compile(r"(?:[A-Z]{3,5}|(?:[A-Z]\.){2,5}|RSMo)$")
_ACT_WORD = r"(?:(?!(?:Act|Law|Statute|Code|Regulation|Ordinance)s?\b)[A-Z][\w'-]*\.?)"
_NAMED_ACT = re.compile(
    rf"(?<![\w-])(?:{_ACT_WORD}(?:,? (?:and|of|for|the|in|on|to|with|&|{_ACT_WORD})){{0,9}} )"
    r"(?:Act|Law|Statute|Code|Regulation|Ordinance)(?:s\b)?(?: of (?:1[89]|20)[0-9]{2})?(?![\w-])"
)
_NO_ACT = words("""
    A An And By For From In It Its On The This That To Under Of With Violating Violation
    Violations Against Both Two Federal If When While
""")
_NO_LAW = re.compile(
    r"\b(?:(?:Harvard|Yale|Columbia|Stanford) Law|(?:School|Dean|Professor) of|Class Act|Model|"
    r"Family Law|Moore's Law|Common Law|Dress Code|QR Code|Zip Code|Source Code)\b"
)
_PLACE = rf"(?P<place>(?:{'|'.join(STATES)}|[Ff]ederal|U\.S\.)(?:'s)? )"
_CAPITAL_BEFORE = re.compile(
    r"(?<![.!?:] )\b(?!(?:Federal|The|And|Under|Violating|State|U\.S)\b)[A-Z][a-z]+ (?:and )?$"
)
_OF_A_PLACE = re.compile(rf"^(?:{'|'.join(STATES)})\b")
_RULED = re.compile(r"([^\w\s]|_)\1{3,}")
_TITLE_LAST = re.compile(r"of [Tt]itle ([0-9]{1,2})$")
_LONG_ACRONYM = 4
# Long acronyms that are words in capitals too, or an agency, or a form of insurance.
_ALSO_OTHERS = words("COBRA FARA FAPA FACA HACA IDEA LIBERTAD OSHA WARN")
_JUST_NAME = "the code and section: the words give only the law's name"


def citations(prose: Prose) -> list[CitationBase]:
    """Return what eyecite finds: citations of statutes, and of reported decisions."""
    # A ruled line is nothing to it but long, and it takes the square of its length.
    plain = _RULED.sub(lambda match: " " * len(match[0]), prose.plain)
    return list(get_citations(plain, tokenizer=_tokenizer())) if plain.strip() else []


def case_citations(found: list[CitationBase]) -> list[Span]:
    """Return where reported decisions are cited (585 U.S. 296): cases that are precedents."""
    return [_place(citation) for citation in found if isinstance(citation, FullCaseCitation)]


def _place(citation: CitationBase) -> Span:
    start, end = citation.span()  # type: ignore[no-untyped-call]
    return Span(start, end)


@cache
def _tokenizer() -> AhocorasickTokenizer:
    return AhocorasickTokenizer()


@cache
def _names_of_acts() -> re.Pattern[str]:
    """Every name of two words or more, as the register writes it or in small letters."""
    names = {name for act in acts() for name in act.names if " " in name}
    any_case = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-]){_PLACE}?(?P<name>(?i:{any_case}))(?! of [A-Z])(?![\w-])")


@cache
def _acronyms() -> dict[str, Act]:
    """Names of letters only: 93A is a seat and a flight too."""
    return {name: act for act in acts() for name in act.names if name.isupper() and name.isalpha()}


@cache
def _acronym() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _acronyms()))})(?![\w-])")


def read_statutes(prose: Prose, cited: list[CitationBase]) -> list[Finding]:
    """Find statutes cited by section, in the standard form, and those named by their acts."""
    by_section = _cited(prose, cited)
    # The name of a code within its citation is no law by itself.
    return by_section + [
        named
        for named in _named(prose)
        if not any(it.start <= named.start and named.end <= it.end for it in by_section)
    ]


def _cited(prose: Prose, cited: list[CitationBase]) -> list[Finding]:
    found: dict[int, tuple[int, str, str]] = {}
    for citation in cited:
        if isinstance(citation, FullLawCitation):
            place = _place(citation)
            known = citation.corrected_citation()  # type: ignore[no-untyped-call]
            found[place.start] = (place.end, prose.words(place.start, place.end), known)
    for pattern in (_FEDERAL, _SECTION_OF, _state_code()):
        for match in pattern.finditer(prose.plain):
            found.setdefault(match.start(), (match.end(), prose.words(*match.span()), ""))
    findings, reached = [], 0
    for start, (end, said, known) in sorted(found.items()):
        rest = _ET_SEQ.match(prose.plain, end)
        whole = rest.end() if rest else end
        if start >= reached and (finding := _citation(prose, start, whole, said, known)):
            findings.append(finding)
            reached = whole
    return findings


def _citation(prose: Prose, start: int, end: int, said: str, known: str) -> Finding | None:
    written = prose.words(start, end).rstrip(",").strip()
    try:
        refs = parse(_TITLE_LAST.sub(r"of title \1 U.S.C.", written))
    except StatuteError:
        if not known:
            return None
        value, doubt = said, "its code is not one whose sections the record can search"
        return Finding(FindingKind.STATUTE, start, end, value, About.CLAIM_STATUTES, "", doubt)
    about = About.CASE_JURISDICTION if all(map(is_jurisdictional, refs)) else About.CLAIM_STATUTES
    return Finding(FindingKind.STATUTE, start, end, "; ".join(map(str, refs)), about)


def _named(prose: Prose) -> list[Finding]:
    findings: list[Finding] = []
    in_full: set[str] = set()
    for match in _names_of_acts().finditer(prose.plain):
        is_written_small = match["name"] != match["name"].title() and match["name"].islower()
        if is_written_small and not match["place"]:
            continue
        if finding := _by_register(prose, match):
            findings.append(finding)
            in_full.add(finding.value)
    for match in _NAMED_ACT.finditer(prose.plain):
        if finding := _by_its_own_name(prose, match):
            findings.append(finding)
    for match in _acronym().finditer(prose.plain):
        value = _sections(_acronyms()[match[0]])
        is_plain = len(match[0]) >= _LONG_ACRONYM and match[0] not in _ALSO_OTHERS
        if is_plain or value in in_full:
            findings.append(_named_finding(match.start(), match.end(), value))
    return findings


def _by_register(prose: Prose, match: re.Match[str]) -> Finding | None:
    """Read a name that the register of acts has, with the place before it where that belongs."""
    act = _act(match["name"])
    if act is None:
        return None
    if _CAPITAL_BEFORE.search(prose.before(match.start(), 30)):
        return None  # the end of another act's name
    place = (match["place"] or "").strip()
    of_place = _act(f"{place} {match['name']}") if place else None
    if of_place is not None:
        act = of_place  # Maryland's Wiretap Act is not the federal one
    elif place and place.split(" ")[0] not in _NO_ACT:
        state = place.removesuffix("'s")
        # Another state's law of that name, which is no act of the register.
        if state in STATES:
            return None
        place = ""
    belongs = place.removesuffix("'s") in STATES
    return _named_finding(
        match.start() if belongs else match.start("name"), match.end(), _sections(act)
    )


def _act(name: str) -> Act | None:
    try:
        refs = parse(name)
    except StatuteError:
        return None
    return next((act for act in acts() if act.ranges == refs), None)


def _sections(act: Act) -> str:
    """The act's citation as one writes it: its first section, and "et seq." where more follow."""
    return "; ".join(
        f"{replace(ref, last=None)} et seq." if ref.last else str(ref) for ref in act.ranges
    )


def _named_finding(start: int, end: int, value: str) -> Finding:
    return Finding(FindingKind.STATUTE, start, end, value, About.CLAIM_STATUTES, _JUST_NAME)


def _by_its_own_name(prose: Prose, match: re.Match[str]) -> Finding | None:
    """Read the name of an act that the register has not, whose section a person must look up."""
    start, said = match.start(), prose.words(*match.span())
    while said.partition(" ")[0].removesuffix("'s") in _NO_ACT:
        start += len(said.partition(" ")[0]) + 1
        said = prose.words(start, match.end())
        if " " not in said:
            return None
    is_law = not said.endswith(("Law", "Code")) or _OF_A_PLACE.match(said)
    if _NO_LAW.search(said) or not (is_law or "the " in prose.before(start, 4)):
        return None
    known = _names_of_acts().search(said)
    if known and _by_register_covers(known, said):
        return None
    doubt = "no section of this law is known here; look it up"
    return Finding(FindingKind.STATUTE, start, match.end(), said, About.CLAIM_STATUTES, "", doubt)


def _by_register_covers(known: re.Match[str], said: str) -> bool:
    """Tell whether the register's name is the whole of the said, but for a place or a year."""
    rest = (said[: known.start("name")] + said[known.end() :]).strip()
    return _act(said) is not None or not re.search(r"[A-Za-z]", re.sub(r"of|federal", "", rest))
