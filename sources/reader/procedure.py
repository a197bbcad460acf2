"""What was filed and decided: papers, dispositions, prejudice, the standing of a class.

What a sentence denies, plans, fears or asks for has not happened and is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.reader.finding import About, Finding, FindingKind
from sources.reader.prose import Prose
from sources.reader.steps import CLAIM, COURT, DROPPED, STEPS, SUIT, THROWN_OUT

# Passive and without an author, "dismissed" does not say who ended the case.
_WAS_DISMISSED = re.compile(
    rf"\b(?:{SUIT}|{CLAIM})\b[^;]{{0,220}}? (?P<verb>(?:(?:has|have|had) been|was|were|is|being)"
    r" (?:\w+ly )?(?:dismissed|tossed|thrown out))\b"
)
_DISMISSED_BY_SOMEBODY = re.compile(
    rf"\b(?P<verb>(?:[Vv]oluntarily )?{THROWN_OUT} (?:an? |the |his |her |their |this )"
    rf"(?:\w+ ){{0,3}}?{SUIT})\b"
)
_BY_COURT = re.compile(rf"\b{COURT}\b")
_BY_PLAINTIFF = re.compile(
    r"\b[Vv]oluntar(?:y|ily)\b|\bnotice of dismissal\b"
    rf"|\b{DROPPED} (?:\w+ ){{0,3}}(?:suit|lawsuit|complaint)"
)
_PREJUDICE = re.compile(r"\b(?P<which>with|without) prejudice\b")
_DISMISSAL = re.compile(
    r"\bdismiss|\bgranted\b|\btoss|\bwithdr|\bstipulat|\bthrow|\bthrew\b|\bdropp"
)

# What makes a clause one of things that are not so, or not yet.
_UNREAL = re.compile(
    r"(?:\b(?:not|never|nor|neither|could|may|might|would|should|must|can|cannot|if|whether|unless|"
    r"refus\w+|declin\w+|threaten\w*|plan(?:s|ned)?|expects?|expected|wants?|wanted|"
    r"hop(?:es?|ed|ing)|seek(?:s|ing)? to|sought to|urg(?:es?|ed|ing)|ask(?:s|ed|ing)?|"
    r"mov(?:ed|es|ing) to|motion to|bid to|request to|will|yet to|fail(?:s|ed)? to|instead of|"
    r"rather than|intends?|consider\w*|likely|argu(?:es|ed|ing) [\w ]{0,40} should|"
    r"before a judge|without (?!prejudice))\b|n't\b)",
    re.IGNORECASE,
)
# Within the step's own words: "refused the motion" is a step, "refused to dismiss the suit" none.
_UNREAL_WITHIN = re.compile(
    r"\b(?:not|never|could|may|might|would|should|if|whether|unless|yet to|"
    r"(?:refus|declin|fail|threaten|plan|ask|mov|agree|want|seek|expect)\w* (?:\w+ ){0,3}to"
    r"(?! (?:settle|pay|dismiss with))|urg\w+|bid to|will)\b|n't\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|may|might|would|should|if|whether|unless|not|ask(?:s|ed|ing)?|urg\w+|moved)\b"
    r"|n't\b",
    re.IGNORECASE,
)
_CLAUSE_BORDER = re.compile(r"[;:]|,? (?:but|and then|although|though|while|because|after)\b|\"")
_BACK = 90
# To ask is what a motion is, and a class that is denied has been refused.
_UNREAL_BY_NATURE = frozenset({"motion", "denied"})

_VOLUNTARY = ("voluntary_dismissal", "that it was voluntary: said elsewhere in the text", "")
_BY_WHOM = ("dismissal", "", "the words do not say whether a court dismissed it")


def read_procedure(prose: Prose) -> list[Finding]:
    """Find steps of procedure that the text says have been taken, each once."""
    found = [
        Finding(
            FindingKind.PROCEDURE, *match.span(), step.value, step.about, step.inferred, step.doubt
        )
        for step in STEPS
        for match in step.pattern.finditer(prose.plain)
        if _is_stated(prose, match)
        and (step.value in _UNREAL_BY_NATURE or not _is_unreal(prose, match))
    ]
    return _most_explicit([*found, *_dismissals(prose), *_prejudice(prose)])


def _most_explicit(findings: list[Finding]) -> list[Finding]:
    """Keep each step once: without a guess where there is one, else by the order of STEPS."""
    best: dict[tuple[About, str], Finding] = {}
    for finding in sorted(findings, key=lambda one: (bool(one.doubt), bool(one.inferred))):
        best.setdefault((finding.about, finding.value), finding)
    return list(best.values())


def _is_stated(prose: Prose, match: re.Match[str]) -> bool:
    """Tell whether the words stand in one sentence, and in one that is no question."""
    sentence = prose.sentence(match.start())
    is_asked = prose.plain[sentence.start : sentence.end].rstrip(" \n\")'").endswith("?")
    return match.end() <= sentence.end and not is_asked


def _is_unreal(prose: Prose, match: re.Match[str]) -> bool:
    """Tell whether the clause up to the step's verb denies it or only speaks of it."""
    clause = _CLAUSE_BORDER.split(prose.before(match.start(), _BACK))[-1]
    return _UNREAL.search(clause) is not None or _UNREAL_WITHIN.search(match[0]) is not None


def _dismissals(prose: Prose) -> Iterator[Finding]:
    """Dismissals whose author stands elsewhere, or is the plaintiff."""
    is_voluntary = _BY_PLAINTIFF.search(prose.plain) is not None
    value, inferred, doubt = _VOLUNTARY if is_voluntary else _BY_WHOM
    for pattern in (_WAS_DISMISSED, _DISMISSED_BY_SOMEBODY):
        for match in pattern.finditer(prose.plain):
            if not _is_stated(prose, match) or _is_unreal(prose, match):
                continue
            if pattern is _DISMISSED_BY_SOMEBODY and _BY_COURT.search(
                prose.before(match.start(), 60)
            ):
                continue  # a step by its own words
            start, end = match.span("verb")
            yield Finding(
                FindingKind.PROCEDURE, start, end, value, About.FILING_DISPOSITION, inferred, doubt
            )


def _prejudice(prose: Prose) -> Iterator[Finding]:
    for match in _PREJUDICE.finditer(prose.plain):
        sentence = prose.sentence(match.start())
        around = prose.plain[max(sentence.start, match.start() - 160) : match.end() + 60]
        unreal = _HYPOTHETICAL.search(prose.before(match.start(), _BACK))
        if _DISMISSAL.search(around) and not unreal:
            yield Finding(
                FindingKind.PROCEDURE, *match.span(), match["which"], About.FILING_PREJUDICE
            )
