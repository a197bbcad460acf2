"""Causes of action by their usual titles, and violations of the statutes that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.reader.causes_of_action import TITLES
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.prose import Prose

_CLAIM = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<_{number}>{words})" for number, words in enumerate(TITLES.values()))
    + r")(?![\w-])",
    re.IGNORECASE,
)
# The words alone are everyday ones; in a sentence about a claim they are its title.
_CLAIMED = re.compile(
    r"\b(?:alleg\w+|accus\w+|claims?|claimed|claiming|suits?|lawsuits?|complaints?|sued|sues|suing|"
    r"damages|causes? of action|counts?|seek\w*|sought|assert\w*|violat\w+|liab\w+|jury|jurors|"
    r"class actions?|pleads?)\b",
    re.IGNORECASE,
)
_IN_A_STATUTE = re.compile(r"(?:'s)? (?:law|act|code|statute|and abuse act)s?\b", re.IGNORECASE)
_CRIMINAL = re.compile(
    r"\b(?:convicted|pleaded guilty|indict\w+|sentenced|prosecutors?|criminal|arrested)\b"
)
_BREACHES = re.compile(
    r"\b(?:violat(?:e|es|ed|ing|ions?)(?: of)?|breach(?:es|ed|ing)?(?: of)?|infring\w+|under|"
    r"pursuant to|br(?:eak|oke|eaks)|contraven\w+|claims?|against)\b[^.;]{0,120}$"
)
_NOT_YET = re.compile(
    r"\b(?:could|may|might|if|whether|(?:not|never|without) (?:\w+ )?violat\w+|compl(?:y|ies)"
    r"|unlike)\b"
)
_NAMED_AFTER = re.compile(r"\b(?:violations?|breach(?:es)?) of (?:the )?(?:federal |state )?$")
_WITHOUT_ARTICLE = re.compile(r"[A-Z][\w.]*(?: [A-Z][\w.]*)?'s? |(?:Section|Title) ")


def read_claims(prose: Prose, statutes: list[Finding]) -> list[Finding]:
    """Find causes of action. `statutes` are those found in the same text."""
    return [*_by_title(prose, statutes), *_under_statutes(prose, statutes)]


def _by_title(prose: Prose, statutes: list[Finding]) -> Iterator[Finding]:
    titles = list(TITLES)
    covered = sorted((statute.start, statute.end) for statute in statutes)
    for match in _CLAIM.finditer(prose.plain):
        sentence = prose.sentence(match.start())
        words = prose.plain[sentence.start : sentence.end]
        around = (
            words[: match.start() - sentence.start] + " | " + words[match.end() - sentence.start :]
        )
        if (
            match.lastgroup is None
            or any(start <= match.start() < end for start, end in covered)
            or _IN_A_STATUTE.match(prose.plain, match.end())
            or not _CLAIMED.search(around)
            or _CRIMINAL.search(words)
        ):
            continue
        yield Finding(
            FindingKind.CLAIM,
            match.start(),
            match.end(),
            titles[int(match.lastgroup[1:])],
            About.CLAIM_TITLE,
        )


def _under_statutes(prose: Prose, statutes: list[Finding]) -> Iterator[Finding]:
    """A statute said to be violated is a claim under it: "Violation of the Lanham Act"."""
    claimed: set[str] = set()
    for statute in statutes:
        words = prose.words(statute.start, statute.end)
        is_cited = any(char.isdigit() for char in words.split(" ")[0]) or "§" in words
        before = prose.before(statute.start, 200)
        if (
            statute.value in claimed
            or _NOT_YET.search(before)
            or is_cited
            or statute.about is not About.CLAIM_STATUTES
            or not _BREACHES.search(before)
        ):
            continue
        claimed.add(statute.value)
        article = "" if _WITHOUT_ARTICLE.match(words) else "the "
        named = _NAMED_AFTER.search(before)
        start = statute.start - len(named[0]) if named else statute.start
        yield Finding(
            FindingKind.CLAIM,
            start,
            statute.end,
            f"Violation of {article}{words}",
            About.CLAIM_TITLE,
            "" if named else "that it is a cause of action of its own",
        )
