"""Parties and their roles, from captions and from who sues whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sources.anchoring import Span
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.names import Name, Names

_SUIT = (
    r"(?:(?:law)?suits?|class[ -]actions?(?: (?:law)?suits?| complaints?)?|complaints?"
    r"|legal actions?|legal proceedings|proceedings|petitions?|litigation|actions?|group claims?"
    r"|claims?|case)"
)
_SOME = r"(?:(?:[\w'-]+|[\w'-]+,) ){0,6}?"
_A = r"(?:an? |another |the )?"
_ONES = r"(?:an? |the |his |her |their |its )?"
_BRINGS = (
    r"(?:files|filed|brings|brought|lodged|launched|initiated|issued|commenced|filing|bringing)"
)
_ENDS = r"(?:dropped|dropping|withdrew|settled|voluntarily dismissed)"

# ---- The subject sues
_DOES_SUE = re.compile(
    rf"\b(?:sued|sues|(?:is|are) suing|suing|{_BRINGS} {_ONES}{_SOME}{_SUIT}"
    rf"|{_ENDS} (?:{_ONES}{_SOME}{_SUIT}(?= against)|(?:his|her|their) {_SOME}{_SUIT})"
    r"|(?:took|taken|taking|takes)(?= [\w.&' ]{2,60} to court\b))(?![\w-])"
)
_PASSIVE = (" is", " was", " were", " been", " being", " are", " got", " gets")
_NO_OBJECT = re.compile(r" (?:by|for|over)\b")
_CHARGED = re.compile(r"\b(?:charged|charges) (?=[a-z]* ?[\w ,]{2,80} with\b)")
# "papers seen by Acme" were not filed by it.
_NO_AGENT = r"(?<!seen )(?<!obtained )(?<!reviewed )(?<!owned )(?<!made )(?<!run )"
_BROUGHT_BY = re.compile(rf"\b(?:sued|{_BRINGS}) (?:[\w',.-]+ ){{0,18}}?{_NO_AGENT}by ")
# "In a complaint filed Monday in Boston, Jo Roe says"
_IN_A_SUIT = re.compile(
    rf"\bIn (?:an? |the |his |her |their |its )(?:[\w-]+ ){{0,4}}?{_SUIT} "
    r"(?:filed|lodged|brought|submitted)"
    r" (?:[\w'.-]+ ){0,12}?[\w'.-]+, "
)
_SAYS = re.compile(
    r",? (?:say|says|said|alleges?|alleged|claims?|claimed|accuses?|accused|argues?)\b"
)
_ON_BEHALF = re.compile(
    rf"\b{_BRINGS} (?:[\w,'.-]+ ){{0,6}}?on behalf of (?:[a-z]+ ){{0,4}}?(?=[A-Z])"
)
_OWN_SUIT = re.compile(rf"'s? (?:[\w-]+ ){{0,2}}?{_SUIT}\b(?! (?:manager|handler|department))")
_OF_OTHERS = re.compile(r" [a-z]+s\b")

# ---- The object or the subject is sued
_SUED = re.compile(r"\b(?:sued|sues|suing) (?!by\b|for\b|over\b|in\b|on\b|after\b|and\b)")
_AGAINST = re.compile(rf"\b{_SUIT}(?: [\w',().-]+){{0,16}}? against ")
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:that|alleg\w+|claiming|saying|discriminat\w+|retaliat\w+)\b(?!.*\b(?:brought|filed)\b)"
)
_IS_SUED = re.compile(
    r"\b(?:(?:is|are|was|were|been|being|gets?|got) (?:being )?(?:sued|taken to court)"
    rf"|fac(?:es|ing|ed) {_A}{_SOME}{_SUIT}"
    rf"|(?:hit|slapped|served|named|targeted) (?:with|in|as|by) {_A}{_SOME}(?:{_SUIT}|defendants?)"
    r"|(?:agrees|agreed|will|to) (?:to )?pay [^;]{1,60}? (?:to|and) (?:settle|resolve|end)"
    r"|(?P<settling>settles|settled|settle|settling|reached a settlement (?:in|of|with))"
    r"|sued (?:over|by|for (?:alleg\w+|[a-z]+ing)))(?![\w-])"
)
_ACCUSES = re.compile(
    r"\b(?P<accuses>accus(?:es|ed|ing)) "
    rf"|\b{_SUIT}(?: [\w',-]+){{0,12}}? "
    r"(?:alleges|alleged|alleging|claims|claimed|claiming|says|said) (?:that )?"
    r"(?=[A-Z0-9]|[a-z][A-Z])"
)
_ACCUSED_OF = re.compile(r" (?:and [a-z ]{1,40} )?of\b")
_TO_COURT = re.compile(r"\b(?:took|taken|taking|takes) (?P<whom>[\w.&' ]{2,60}?) to court\b")

# ---- The role is said
_LABELS = {
    "plaintiff": About.PLAINTIFF, "claimant": About.PLAINTIFF, "pursuer": About.PLAINTIFF,
    "defendant": About.DEFENDANT, "petitioner": About.PETITIONER,
    "respondent": About.RESPONDENT, "appellant": About.APPELLANT, "appellee": About.APPELLEE,
    "intervenor": About.INTERVENOR,
}  # fmt: skip
_ANY_LABEL = rf"(?P<label>(?i:{'|'.join(_LABELS)}))s?"
_LABEL = re.compile(rf"\b(?:(?i:lead|named|co-|sole|original) ?)?{_ANY_LABEL},? ")
_LABEL_AFTER = re.compile(
    rf",?\s(?:is |was |as )?(?:the |a )?(?:lead |named |sole )?{_ANY_LABEL}(?![\w']|,? [A-Z])"
)
_FAR = 30  # characters of description between a label and the name

# ---- Captions
_CAPTION = re.compile(r",? (?:et al\.?,? )?(?:vs?\.|versus) (?:the )?")
_ET_AL = re.compile(r",? et al\.?")
_IN_RE = re.compile(r"\b(?:In re|In the Matter of):? (?=[A-Z])")
_OF_A_YEAR = re.compile(r",? ?\((?:[^()]{0,30} )?(?:1[89]|20)[0-9]{2}\)")
_ROLE_IN_CAPTION = (About.PLAINTIFF, About.DEFENDANT)

_NO_PARTY = re.compile(
    r"\b(?:Court|Circuit|District of|Judge|Congress|Act|Internet|Monday|Class|Judicial)\b"
)
_LONGEST = 110  # characters that still are the fewest words

_Found = tuple[Name, About, Span]


def read_parties(names: Names, precedents: list[Span]) -> list[Finding]:
    """Find captions, and parties with their roles. `precedents` are citations of other cases."""
    captions = list(_captions(names, precedents))
    found = [
        *(party for _, parties in captions for party in parties),
        *_suing(names),
        *_suing_by_phrase(names),
        *_sued_as_object(names),
        *_sued_as_subject(names),
        *_labelled(names),
    ]
    return [caption for caption, _ in captions] + [
        _party(names, name, role, cue)
        for name, role, cue in found
        if not _NO_PARTY.search(name.words)
    ]


def _party(names: Names, name: Name, role: About, cue: Span) -> Finding:
    """The words that carry a party and its role: the name and what tells, if they are near."""
    start, end = min(name.start, cue.start), max(name.end, cue.end)
    if end - start > _LONGEST:
        start, end = name.start, name.end
    whole = None if " " in name.words else names.full_name(name.words)
    inferred = "the first name, given elsewhere in the text" if whole else ""
    return Finding(FindingKind.PARTY, start, end, whole or name.words, role, inferred)


def _captions(names: Names, precedents: list[Span]) -> Iterator[tuple[Finding, list[_Found]]]:
    """Each caption, and the parties that it names."""
    plain = names.prose.plain
    for match in _CAPTION.finditer(plain):
        first, second = names.ending_at(match.start()), names.starting_at(match.end())
        if first and second and not _is_precedent(names, second, precedents):
            after = _ET_AL.match(plain, second.end)
            parties = [
                (name, role, Span(name.start, name.end))
                for name, role in zip((first, second), _ROLE_IN_CAPTION, strict=True)
            ]
            yield _caption(names, first.start, after.end() if after else second.end), parties
    for match in _IN_RE.finditer(plain):
        if name := names.starting_at(match.end()):
            yield _caption(names, match.start(), name.end), []


def _caption(names: Names, start: int, end: int) -> Finding:
    words = names.prose.words(start, end)
    return Finding(FindingKind.PARTY, start, end, words, About.CASE_CAPTION)


def _is_precedent(names: Names, second: Name, precedents: list[Span]) -> bool:
    """Tell whether a reporter's citation or a year in brackets follows the caption."""
    cited = bisect_left(precedents, second.end, key=lambda place: place.start)
    return bool(_OF_A_YEAR.match(names.prose.plain, second.end)) or (
        cited < len(precedents) and precedents[cited].start <= second.end + 8
    )


def _suing(names: Names) -> Iterator[_Found]:
    """Acme of "Acme sued", "Acme, a lender, filed a suit", "Acme took Beta to court"."""
    plain = names.prose.plain
    for match in _DOES_SUE.finditer(plain):
        is_passive = names.prose.before(match.start(), 30).rstrip().endswith(_PASSIVE)
        if is_passive or _NO_OBJECT.match(plain, match.end()):
            continue
        if subject := names.subject_before(match.start()):
            for name in names.listed_until(subject):
                yield name, About.PLAINTIFF, Span(match.start(), match.end())
    for match in _CHARGED.finditer(plain):
        subject = names.subject_before(match.start())
        if subject and not names.is_person(subject):
            yield subject, About.PLAINTIFF, Span(match.start(), match.end())
            for name in names.listed_from(match.end()):
                yield name, About.DEFENDANT, Span(match.start(), name.end)


def _suing_by_phrase(names: Names) -> Iterator[_Found]:
    """Jo Roe of "filed by Jo Roe", "filed on behalf of Jo Roe" and "Jo Roe's complaint"."""
    plain = names.prose.plain
    for match in _BROUGHT_BY.finditer(plain):
        for name in names.listed_from(match.end()) if _in_one_sentence(names, match) else []:
            yield name, About.PLAINTIFF, Span(match.end() - len("by "), name.end)
    for match in _IN_A_SUIT.finditer(plain):
        for name in names.listed_from(match.end()) if _in_one_sentence(names, match) else []:
            if _SAYS.match(plain, names.listed_from(match.end())[-1].end):
                yield name, About.PLAINTIFF, Span(match.start(), name.end)
    for match in _ON_BEHALF.finditer(plain):
        person = names.starting_at(match.end())
        if person and names.is_person(person) and not _OF_OTHERS.match(plain, person.end):
            yield person, About.PLAINTIFF, Span(match.start(), person.end)
    for name in names.all:
        own = _OWN_SUIT.match(plain, name.end)
        if own and (names.full_name(name.words) or names.is_person(name)):
            yield name, About.PLAINTIFF, Span(name.start, own.end())


def _sued_as_object(names: Names) -> Iterator[_Found]:
    """Acme of "sued Acme", "a suit against Acme", "accusing Acme of", "the suit says Acme"."""
    plain = names.prose.plain
    for match in _SUED.finditer(plain):
        before = names.prose.before(match.start(), 12).rstrip()
        if match[0].startswith("suing") or not before.endswith(_PASSIVE):
            yield from _defendants(match, names.listed_from(match.end()))
    for match in _AGAINST.finditer(plain):
        if _in_one_sentence(names, match) and not _OF_SOMETHING_ELSE.search(match[0]):
            yield from _defendants(match, names.listed_from(match.end()))
    for match in _ACCUSES.finditer(plain):
        listed = names.listed_from(match.end()) if _in_one_sentence(names, match) else []
        if listed and (not match["accuses"] or _ACCUSED_OF.match(plain, listed[-1].end)):
            yield from _defendants(match, listed)
    for match in _TO_COURT.finditer(plain):
        if whom := names.described_from(match.start("whom")):
            yield from _defendants(match, [whom])


def _sued_as_subject(names: Names) -> Iterator[_Found]:
    """Acme of "Acme faces a suit", "Acme was sued", "Acme agreed to pay $5 million to settle"."""
    for match in _IS_SUED.finditer(names.prose.plain):
        subject = names.subject_before(match.start())
        if subject and not (match["settling"] and names.is_person(subject)):
            yield subject, About.DEFENDANT, Span(match.start(), match.end())


def _defendants(cue: re.Match[str], listed: list[Name]) -> Iterator[_Found]:
    for name in listed:
        yield name, About.DEFENDANT, Span(cue.start(), max(name.end, cue.end()))


def _in_one_sentence(names: Names, match: re.Match[str]) -> bool:
    return match.end() <= names.prose.sentence(match.start()).end


def _labelled(names: Names) -> Iterator[_Found]:
    """Read "plaintiff Jo Roe", "the defendants, Acme and Beta", "Jo Roe, the lead plaintiff"."""
    for match in _LABEL.finditer(names.prose.plain):
        for name in names.listed_from(match.end()):
            if name.start - match.end() < _FAR:
                yield name, _LABELS[match["label"].lower()], Span(match.start(), name.end)
    for name in names.all:
        if after := _LABEL_AFTER.match(names.prose.plain, name.end):
            yield name, _LABELS[after["label"].lower()], Span(name.start, after.end())
