"""Who says something, with the title and the organization that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.reader.finding import About, Finding, FindingKind, SpeakerDetails
from sources.reader.names import Name, Names
from sources.reader.titles import Title, title_after, title_before, title_of

_SAYS = (
    r"(?:said|says|told|tells|wrote|writes|stated|states|added|adds|explained|explains|noted|notes"
    r"|argued|acknowledged|emphasi[sz]ed|stressed|announced|confirmed|commented|posted|tweeted"
    r"|insisted|contended|testified|warned|called|pointed out|remarked|replied|responded|concluded"
    r"|declared|asserted|maintained|cautioned|predicted|suggested|urged|recalled|observed|admitted"
    r"|denied|denies|declined to (?:comment|say|discuss|elaborate)"
    r"|(?:did not|didn't|has not|have not|had not) (?:immediately )?(?:commented|comment|respon\w+"
    r"|repl\w+|return\w*))"
)
_SAYS_OF_COMPANIES = (
    r"(?:said|says|told|stated|wrote|announced|added|denied|denies|declined to (?:comment|discuss)"
    r"|(?:did not|didn't|has not|had not) (?:immediately )?(?:commented|comment|respon\w+|return\w*"
    r"|reply|replied)|disputed|disputes|apologi[sz]ed|responded|insisted|maintains|maintained"
    r"|called the)"
)
_VERB = re.compile(rf"\b{_SAYS}\b")
_COMPANY_VERB = re.compile(rf"\b{_SAYS_OF_COMPANIES}\b")
# Before the name: 'said Jo Roe', 'according to Jo Roe'.
_INVERTED = re.compile(r"\b(?:said|says|wrote|writes|stated|added|explained|noted|according to) ")
_STATEMENT_BY = re.compile(
    r"\b(?:statement|post|email|letter|tweet|interview|testimony) (?:by|from|with) "
)
_SPOKES = (
    r"(?:spokes(?:man|woman|person|people)|spokespersons|representatives?|rep|company official)"
)
_SPOKES_OF = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne) (?:\w+ )?(?P<noun>{_SPOKES}) (?:for|of|from) (?:the )?"
)
_SPOKES_AFTER = re.compile(rf"(?:'s)? (?P<noun>{_SPOKES})(?![\w-])(?! [A-Z])")
# Not who speaks: papers, and those who only report.
_NO_SPEAKER = re.compile(
    r"\b(?:Reuters|Bloomberg|Associated Press|AP|CNBC|CNN|BBC|NBC|CBS|ABC|News|Times|Post|Journal|"
    r"Guardian|Register|Verge|TechCrunch|Law360|Politico|Axios|Wired|Forbes|Court|Judge|Circuit|"
    r"Act|Twitter|Facebook post|Plaintiffs?)\b"
)
_JUDGE = re.compile(r"\b(?:Judge|Justice|Magistrate|Chancellor|Hon\.) $")
_OUTSIDE_LAWYER = re.compile(
    r"^(?:(?:lead|defen[cs]e|co-|trial|outside|longtime) ?)*"
    r"(?:attorney|lawyer|counsel|solicitor|barrister)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the |an? |its |their |his |her |our )?(?:[a-z-]+ ){0,2}")
# After "says Jo Roe" a verb would make her whom the words are about.
_STATEMENT_ENDS = re.compile(
    r"$|[,.;:\")\n]| (?:of|at|in|on|from|with|who|and|when|while|after|during|as|–|—)(?!\w)| ?\("
)
_LAST_BEFORE_VERB = re.compile(r"(?:,|\))? ?$")
_FIRST_NAME = "the first name, given elsewhere in the text"


def read_speakers(names: Names) -> list[Finding]:
    """Find speakers: persons at every statement, their titles and organizations, companies."""
    findings: list[Finding] = []
    for name in _persons(names):
        findings += _of_person(names, name)
    findings += _spokespeople(names)
    findings += _companies(names, {finding.start for finding in findings})
    return findings


def _persons(names: Names) -> Iterator[Name]:
    """Every name of a person that a verb of saying belongs to, by the order of the verbs."""
    seen: set[int] = set()
    for match in _VERB.finditer(names.prose.plain):
        name = names.subject_before(match.start()) or _before_title(names, match.start())
        for one in names.listed_until(name) if name else []:
            if one.start not in seen and _is_person(names, one):
                seen.add(one.start)
                yield one
    for pattern in (_INVERTED, _STATEMENT_BY):
        for match in pattern.finditer(names.prose.plain):
            name = _named_at(names, match.end())
            if name and name.start not in seen and _is_person(names, name):
                seen.add(name.start)
                yield name


def _before_title(names: Names, at: int) -> Name | None:
    """Return Jo Roe of "Jo Roe, legal VP, litigation and enforcement at Acme called"."""
    before = names.prose.before(at, 160)
    base = at - len(before)
    for comma in re.finditer(", ", before):
        name = names.ending_at(base + comma.start())
        title = title_after(names, name) if name else None
        if title is None:
            continue
        end = title.organization.end if title.organization else title.end
        if _LAST_BEFORE_VERB.fullmatch(names.prose.plain[end:at]):
            return name
    return None


def _named_at(names: Names, at: int) -> Name | None:
    """Return the person that "Jo Roe" or "Acme chief executive Jo Roe" at `at` names."""
    name = names.starting_at(at)
    for _ in range(3):
        if name and _is_person(names, name):
            return name if _STATEMENT_ENDS.match(names.prose.plain, name.end) else None
        name = names.next_from(name.end if name else at)
        title = title_before(names, name) if name else None
        if name is None or title is None:
            return None
        begins = title.organization.start if title.organization else title.start
        if not _ARTICLE.fullmatch(names.prose.plain[at:begins]):
            return None
    return None


def _is_person(names: Names, name: Name) -> bool:
    # What a judge says is an order, and no statement about the case.
    if _NO_SPEAKER.search(name.words) or _JUDGE.search(names.prose.before(name.start, 20)):
        return False
    return names.is_person(name) or names.full_name(name.words) is not None


def _of_person(names: Names, name: Name) -> list[Finding]:
    whole = name.words if name.looks_personal else names.full_name(name.words) or name.words
    title = title_of(names, name)
    organization = title.organization if title and not _acts_for(title) else None
    details = SpeakerDetails(
        title.words if title else "", organization.words if organization else ""
    )
    found = [
        Finding(
            FindingKind.SPEAKER,
            name.start,
            name.end,
            whole,
            About.EVENT_SPEAKER,
            "" if whole == name.words else _FIRST_NAME,
            details=details,
        )
    ]
    return found + (_of_title(title) if title else [])


def _of_title(title: Title) -> list[Finding]:
    found = [
        Finding(FindingKind.SPEAKER, title.start, title.end, title.words, About.EVENT_SPEAKER_TITLE)
    ]
    if title.organization and not _acts_for(title):
        found.append(_organization(title.organization))
    return found


def _acts_for(title: Title) -> bool:
    """Tell whether the organization is the client: "Acme's attorney, Jo Roe"."""
    is_before = title.organization is not None and title.organization.end <= title.start
    return is_before and _OUTSIDE_LAWYER.search(title.words) is not None


def _organization(name: Name) -> Finding:
    return Finding(
        FindingKind.SPEAKER, name.start, name.end, name.words, About.EVENT_SPEAKER_ORGANIZATION
    )


def _spokespeople(names: Names) -> Iterator[Finding]:
    """An unnamed voice is known by whom it speaks for: "Acme spokesperson"."""
    plain = names.prose.plain
    for match in _SPOKES_OF.finditer(plain):
        if name := names.described_from(match.end()):
            yield from _voice(name, match["noun"], match.start("noun"), name.end)
    for name in names.all:
        if after := _SPOKES_AFTER.match(plain, name.end):
            yield from _voice(name, after["noun"], name.start, after.end())


def _voice(name: Name, noun: str, start: int, end: int) -> Iterator[Finding]:
    value = f"{name.words} {noun}"
    details = SpeakerDetails(noun, name.words)
    yield Finding(FindingKind.SPEAKER, start, end, value, About.EVENT_SPEAKER, details=details)
    yield _organization(name)


def _companies(names: Names, taken: set[int]) -> Iterator[Finding]:
    """Organizations that speak for themselves; each once, where it first does."""
    for match in _COMPANY_VERB.finditer(names.prose.plain):
        name = names.subject_before(match.start())
        if (
            name
            and name.start not in taken
            and not names.is_person(name)
            and not _is_person(names, name)
            and not _NO_SPEAKER.search(name.words)
            and not title_of(names, name)
        ):
            taken.add(name.start)
            yield _organization(name)
