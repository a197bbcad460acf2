"""Titles of people: before the name ("Acme vice president Jo Roe"), or in apposition after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.reader.name_words import NO_DESCRIPTION
from sources.reader.names import Name, Names
from sources.reader.word_list import words

HEADS = (
    r"(?:C[EFTOIM]O|CLO|CPO|S?E?VPs?|chief [\w -]{3,40}? officer|chief executive(?: officer)?"
    r"|chief of [a-z]+|general counsel|counsel|vice[- ]president|president|director|manager"
    r"|superintendent|attorney general|solicitor general|district attorney"
    r"|spokes(?:man|woman|person)|representative|co-founder|founder|chair(?:man|woman|person)?|commissioner|secretary|minister"
    r"|senator|governor|mayor|sheriff|professor|analyst|researcher|scientist|fellow|economist"
    r"|engineer|head|executive|officer|editor|partner|shareholder|principal|associate|attorney"
    r"|attorneys|lawyers?|solicitors?|barristers?|advocate|consultant|strategist|administrator|coordinator|leader"
    r"|owner|chief|dean|lecturer|ombudsman|inspector|organi[sz]er|treasurer|lobbyist|expert"
    r"|regulator|adviser|advisor|specialist|publisher)"
)
_FIELD = (
    r"(?!(?:the|an?|its|his|her|their|our|at|of|for|with|from|in|on|to|by|who|that|which|and|as|said"
    r"|says|told|wrote|called|added|whose|is|was|has|representing|based|not)\b)[a-z][\w-]*"
)
_OF_WHAT = (
    rf"(?:,? (?:of|for) (?:{_FIELD}|AI|IT|HR|PR)(?: {_FIELD}){{0,2}}"
    rf"(?:(?:, | and | & |, and ){_FIELD}(?: {_FIELD})?){{0,2}})?"
)
# A list of departments can follow a title before its organization does.
_DEPARTMENTS = rf"(?:(?:, and | and | & |, ){_FIELD}(?: {_FIELD})?){{0,4}}"
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<head>(?i:{HEADS})(?:,? (?:and|&) (?:[\w-]+ ){{0,2}}?(?i:{HEADS}))?)"
    rf"{_OF_WHAT}(?P<comma>,)? $"
)
_MODIFIER = re.compile(r"(?:^|(?<=[\s(\"]))([\w&/-]+) $")
_NO_MODIFIER = NO_DESCRIPTION | words("""
    a according acknowledged added an announced argued asked called claimed commented company's
    confirmed declared denied email explained former her his insisted its noted notes our sent
    statement tell telling told wrote writes longtime comes came shortly hired fired
""")
_PARTICIPLES = words("""
    acting managing founding marketing engineering licensing operating advertising publishing
    commissioning consulting accounting manufacturing
""")
_OWNER = re.compile(r"(?:'s?)? ?$")
_AFTER = re.compile(
    r",? \(?(?:who is |who was |then |now )?"
    r"(?:(?:an?|the|its|his|her|their|one of the|former) ){0,2}"
    r"(?:[a-z]+s?'s? )?"
    rf"(?P<title>(?:[\w&/'-]+ ){{0,5}}?(?i:{HEADS})(?: (?i:{HEADS}))*(?![\w-]){_OF_WHAT})"
    rf"(?P<rest>{_DEPARTMENTS})"
    r"(?P<by>,? (?:at|of|for|with|from) (?:the )?(?:law firm )?)?"
)
_OWNED = re.compile(r", (?:the )?(?P<owner>[A-Z][\w&.' -]{1,60}?)'s? (?=[a-z]|[A-Z])")
_VERBS_IN_TITLE = re.compile(
    r"\b(?:said|says|told|wrote|called|was|were|is|has|have|had|will|did|who|that|sued|filed|which)\b"
)
_WIDTH = 150


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in the text, and the organization that it is held in, if named."""

    start: int
    end: int
    words: str
    organization: Name | None = None


def title_of(names: Names, name: Name) -> Title | None:
    """Return the title that the text gives somebody beside the name, before it or after."""
    return title_before(names, name) or title_after(names, name)


def title_before(names: Names, name: Name) -> Title | None:
    """Read "Acme vice president of legal Jo Roe", "Acme's general counsel, Jo Roe"."""
    before = names.prose.before(name.start, _WIDTH)
    match = _BEFORE.search(before)
    if not match:
        return None
    start = match.start("head")
    while (word := _MODIFIER.search(before[:start])) and _is_modifier(names, word, before, name):
        start = word.start(1)
    base = name.start - len(before)
    end = base + (match.start("comma") if match["comma"] else len(before) - 1)
    owner = _OWNER.search(before[:start])
    organization = names.ending_at(base + owner.start()) if owner and owner[0] else None
    written = names.prose.words(base + start, end)
    return Title(base + start, end, written, organization)


def _is_modifier(names: Names, word: re.Match[str], before: str, name: Name) -> bool:
    """Tell whether a word belongs to the title and not to what stands before it."""
    base = name.start - len(before)
    begins = names.ending_at(base + word.end(1)) is not None
    head = before[word.end()]
    return (
        not begins
        and word[1][0].isupper() == head.isupper()
        and word[1].lower() not in _NO_MODIFIER
        and (word[1].lower() in _PARTICIPLES or not word[1].endswith(("'s", "ed", "ing")))
        and not word[1][0].isdigit()
    )


def title_after(names: Names, name: Name) -> Title | None:
    """Read "Jo Roe, commercial manager for data privacy at Acme" and "Jo Roe, Acme's counsel"."""
    plain = names.prose.plain
    limit = min(names.prose.sentence(name.start).end, name.end + _WIDTH)
    at, owner = name.end, None
    if owned := _OWNED.match(plain, name.end, limit):
        owner = names.ending_at(owned.end("owner"))
        at = owned.end() - 1 if owner else name.end
    elif plain[name.end : name.end + 2] not in {", ", " ("}:
        return None
    match = _AFTER.match(plain, at, limit)
    if not match or _VERBS_IN_TITLE.search(match["title"]):
        return None
    start, end = match.span("title")
    if owner is None and match["by"] and (held := names.described_from(match.end())):
        owner = held
        end = match.end("rest")
    elif owner is None and names.next_from(start) and (own := _name_first(names, start, end)):
        # ", Acme director": the organization stands within the apposition.
        owner, start = own, own.end + 1
    return Title(start, end, names.prose.words(start, end), owner)


def _name_first(names: Names, start: int, end: int) -> Name | None:
    name = names.starting_at(start)
    return name if name and name.end + 1 < end else None
