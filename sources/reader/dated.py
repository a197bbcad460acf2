"""What a date is the date of, by the nearest verb of its sentence that says so."""

from __future__ import annotations

import re

from sources.reader.finding import About
from sources.reader.prose import Prose

_SUIT = (
    r"(?:lawsuits?|suits?|class[ -]actions?|complaints?|claims?|petitions?|actions?|proceedings|"
    r"cases?|litigation)"
)
_PAPER = (
    r"(?:motions?|notices?|answers?|briefs?|appeals?|orders?|stipulations?|responses?|papers|"
    r"documents?|declarations?|objections?|requests?|oppositions?|repl(?:y|ies)|bid|settlements?|"
    r"amended complaint)"
)
_BRINGS = (
    r"(?:files?|filed|filing (?=an?\b|the\b|its\b|it\b)|lodged|brought|launched|initiated|issued"
    r"|commenced|submitted)"
)
_COURT = r"(?i:judges?|courts?|chancellor|panel|justices?|jury|magistrate|circuit)"
_DECIDES = (
    r"(?:granted|denied|refused|rejected|approved|certified|ruled|ordered|held|affirmed|reversed|"
    r"vacated|overturned|upheld|revived|entered|signed|issued|sided)"
)
_ENDS = (
    r"(?:dismissed|dismisses|dismissal|dismissing|tossed|tosses|threw out|throws out|thrown out|"
    r"withdrew|withdrawn|withdraws|dropped|drops|settled|settles|terminated)"
)
# Tried in this order where several begin at one place.
_CUES = (
    (About.CASE_TERMINATED_ON, rf"(?:notice|stipulation) of (?:voluntary )?dismissal|{_ENDS}"),
    (
        About.FILING_FILED_ON,
        rf"{_BRINGS} (?:(?!{_SUIT}\b)[\w'-]+ ){{0,4}}?{_PAPER}|{_PAPER} (?:\w+ ){{0,3}}?"
        rf"(?:{_BRINGS}|dated|entered)|moved to \w+|{_COURT}\b[^;]{{0,80}}? {_DECIDES}"
        rf"|{_DECIDES} by (?:\w+ ){{0,4}}?{_COURT}|appealed|Dated|dated|DATED",
    ),
    (About.CASE_FILED_ON, rf"sued|sues|suing|(?:hit|slapped|served) with|{_BRINGS}"),
    (
        About.EVENT_DATE,
        r"said|says|told|tells|wrote|writes|posted|announced|reported|reports|added|introduced|"
        r"updated|changed|began|launched|published|revealed|learned|met|emailed|testified|denied|"
        r"charged|accused|claimed|alleged|paid|bought|sold|fired|hired|agreed|resigned|injured|"
        r"died|happened|occurred",
    ),
)
_CUE = re.compile(
    "|".join(rf"(?P<_{number}>\b(?:{cue})\b)" for number, (_, cue) in enumerate(_CUES))
)
_ADJACENT = re.compile(rf" (?:\w+ly )?(?:{_CUE.pattern})")
_DECIDED = re.compile(rf" (?:\w+ly )?{_DECIDES}\b")
_SUIT_OF_THAT_DAY = re.compile(rf" (?:[a-z-]+ ){{0,2}}?{_SUIT}(?! (?:against|filed|said))\b")
# What begins another clause, whose verb the date does not belong to.
_BORDER = re.compile(
    r"\b(?:that|when|after|before|because|who|which|while|where|whether|between|if|since|saying|"
    r"alleg\w+|accus\w+|claim(?:s|ed|ing))\b|[;:]"
)
_REACH = 160
_DATELINE = re.compile(r" ?[(–—:-]| \(?[A-Z][\w ]+\)? ?[–—-] ")
_OPENS_SENTENCE = re.compile(r"[\s\"(]*(?:(?:Late|Early|Last|Back)\b )?(?:[OI]n )?")


def about_date(prose: Prose, start: int, end: int) -> About:
    """Return the field that a date most likely supports; an event's date where nothing says."""
    before = prose.before(start, _REACH)
    nearest: About | None = None
    for cue in _CUE.finditer(before):
        if not _BORDER.search(before, cue.end()):
            nearest = _of(cue)
    if nearest:
        return nearest
    after = prose.after(end, _REACH)
    if _SUIT_OF_THAT_DAY.match(after):
        return About.CASE_FILED_ON
    if _DECIDED.match(after) and re.search(rf"\b{_COURT}\b", before):
        return About.FILING_FILED_ON
    if adjacent := _ADJACENT.match(after):
        return _of(adjacent)
    opens = _OPENS_SENTENCE.fullmatch(before) and not _DATELINE.match(after)
    later = _CUE.search(after) if opens else None
    return _of(later) if later else About.EVENT_DATE


def _of(cue: re.Match[str]) -> About:
    assert cue.lastgroup is not None  # noqa: S101 - every alternative is a named group
    return _CUES[int(cue.lastgroup[1:])][0]
