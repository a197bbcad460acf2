"""Which facts a value found in words may support. Pure: facts that were read already, in and out.

A match proposes and a person decides. What agrees comes before what differs, and a fact that the
sentence names before one that merely has such a value: two papers may be filed on one day.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cases.citable import WHOLE_ROW, Kind
from cases.dates import MONTHS, PartialDate
from cases.models import Case, Party
from cases.presenting import choices_of
from sources.anchoring import normalise
from sources.disagreements import agrees
from sources.facts import Fact
from sources.models import Target
from sources.reader.finding import Finding, FindingKind

# What makes up for a fact's being told of in the very sentence, or of another lawsuit.
_NAMED, _OTHER_CASE = 0.15, 0.1
_LIKE_ENOUGH = 0.5  # share of a row's name that stands in the sentence

_BY_VALUE = {
    FindingKind.DATE: Kind.DATE,
    FindingKind.AMOUNT: Kind.MONEY,
    FindingKind.STATUTE: Kind.STATUTES,
}
_FIELDS = {
    FindingKind.COURT: {"case.court"},
    FindingKind.DOCKET_NUMBER: {"case.docket_number"},
    FindingKind.JUDGE: {"case.judges"},
    FindingKind.PARTY: {"party.name"},
    FindingKind.COUNSEL: {"counsel.attorney", "counsel.firm"},
    FindingKind.SPEAKER: {"event.speaker"},
    FindingKind.CLAIM: {"claim.title"},
}
# They tell one row from another: another name is another row, and no disagreement.
_TELL_ROWS_APART = {
    *("party.name", "counsel.attorney", "counsel.firm", "event.speaker", "event.summary"),
    *("claim.title", "filing.kind", "filing.description", "related_case.relation"),
}
_NAMES = {"party.name", "counsel.attorney", "event.speaker", "case.judges"}

_WORD = re.compile(r"\w+")
_SLIGHT = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has"),
        *("have", "he", "her", "his", "in", "is", "it", "its", "not", "of", "on", "or", "said"),
        *("she", "that", "the", "their", "them", "they", "this", "to", "under", "was", "were"),
        *("who", "will", "with"),
    )
)
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|{name[3:4]})?" for name in MONTHS)
_MONTH_AND_DAY = re.compile(
    rf"\b({_MONTH})\b\.?\s+([0-9]{{1,2}})\b|\b([0-9]{{1,2}})\s+({_MONTH})\b", re.IGNORECASE
)
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}


class Standing(StrEnum):
    """How a value found in words stands to the record."""

    DIFFERS = "differs"
    NEW = "new"
    AGREES = "agrees"


@dataclass(frozen=True)
class Match:
    """One fact that words may support, and what they would state of it.

    `stated` is in the plain form of the fact's field, "" where the words give none. `likelihood`
    orders matches and means nothing else; 0: nothing speaks for this fact.
    """

    fact: Fact
    stated: str
    inferred: str = ""
    agrees: bool = False
    likelihood: float = 0.0

    @property
    def is_telling(self) -> bool:
        """Whether to say if it agrees: words that only have much in common with a text differ."""
        return self.likelihood >= _LIKE_ENOUGH or (self.agrees and self.likelihood > 0)

    @property
    def standing(self) -> Standing:
        if self.agrees:
            return Standing.AGREES
        return Standing.DIFFERS if self.fact.value else Standing.NEW


def matches_of_finding(finding: Finding, sentence: str, facts: Sequence[Fact]) -> list[Match]:
    """The facts that a finding in this sentence may support, the likeliest first.

    `facts` may be of several cases, the one that the source is chiefly about first: only of that
    one can the finding differ or be new.
    """
    may_carry = [fact for fact in facts if _may_carry(finding, fact)]
    chief = facts[0].case if facts else None
    found = [match for fact in may_carry if (match := _agreeing(finding, sentence, fact, chief))]
    if not found:
        of_the_chief = [fact for fact in may_carry if fact.case == chief]
        found = _otherwise(finding, sentence, of_the_chief)
    return _likeliest_first(found)


def matches_of_words(
    words: str, sentence: str, findings: Iterable[Finding], facts: Sequence[Fact]
) -> list[Match]:
    """A match for every one of the facts, the likeliest first; those without a reason keep 0.

    `findings` are those that were made in the words.
    """
    found = list(findings)
    best: dict[str, Match] = {}
    for finding in found:
        for match in matches_of_finding(finding, sentence, facts):
            _keep_the_better(best, match)
    for fact in facts:
        _keep_the_better(best, _by_words(words, fact))
        _keep_the_better(best, _without_a_reason(words, found, fact))
    return _likeliest_first(best.values())


def match_of_fact(words: str, sentence: str, findings: Iterable[Finding], fact: Fact) -> Match:
    """What the words would state of one fact, chosen whether or not anything speaks for it."""
    [match] = matches_of_words(words, sentence, findings, [fact])
    return match


def is_cited_already(finding: Finding, snapshot_id: int, facts: Iterable[Fact]) -> bool:
    """Whether words that overlap the finding's are cited in this text for what it states."""
    return any(
        reading.passage.snapshot_id == snapshot_id
        and reading.passage.start < finding.end
        and reading.passage.end > finding.start
        and _states_the_same(finding, fact, reading.citation.stated_value)
        for fact in facts
        if _may_carry(finding, fact)
        for reading in fact.readings
    )


def place_of(fact: Fact) -> str:
    """A fact's place in the record as findings name it: `case.filed_on`, `party.name`."""
    return f"{fact.target.value}.{fact.citable.field}"


# --- By a finding ---------------------------------------------------------------------------


def _may_carry(finding: Finding, fact: Fact) -> bool:
    by_value = _BY_VALUE.get(finding.kind)
    if by_value is not None:
        return fact.citable.kind is by_value
    named, place = _place_named(finding), place_of(fact)
    return place == named if named else place in _FIELDS.get(finding.kind, ())


def _place_named(finding: Finding) -> str:
    return finding.about.partition(":")[0]


def _states_the_same(finding: Finding, fact: Fact, value: str) -> bool:
    """Whether the finding supports a value of the fact's field."""
    if place_of(fact) == "case.court" and isinstance(fact.row, Case):
        return fact.row.court_id == finding.value or agrees(Kind.TEXT, value, finding.value)
    if agrees(fact.citable.kind, value, finding.value):
        return bool(value)
    return place_of(fact) in _NAMES and _is_part_of_name(finding.value, value)


def _agreeing(finding: Finding, sentence: str, fact: Fact, chief: Case | None) -> Match | None:
    if not fact.value or not _states_the_same(finding, fact, fact.value):
        return None
    place, inferred = place_of(fact), finding.inferred
    is_same_value = agrees(fact.citable.kind, fact.value, finding.value)
    stated = finding.value if is_same_value and place != "case.court" else fact.value
    if not is_same_value and place in _NAMES:
        inferred = inferred or "the full name"
    likelihood = (
        0.7
        + 0.1 * _share_named(sentence, fact)
        + _NAMED * (place == _place_named(finding))
        - _OTHER_CASE * (fact.case != chief)
        - _NAMED * (not _in_role(finding, fact))
        # The month agrees with each of its days: the month itself comes first.
        + 0.05 * (fact.value == finding.value)
    )
    return Match(fact, stated, inferred, agrees=True, likelihood=likelihood)


def _otherwise(finding: Finding, sentence: str, facts: Sequence[Fact]) -> list[Match]:
    """Facts of which the finding says something else than is shown, or the first thing at all."""
    named = _place_named(finding)
    if not named or named in _TELL_ROWS_APART:
        return []
    places = [fact for fact in facts if place_of(fact) == named]
    return [
        Match(fact, finding.value, finding.inferred, likelihood=0.5 + 0.1 * share)
        for fact in places
        if (share := _share_named(sentence, fact)) >= _LIKE_ENOUGH
        or fact.target is Target.CASE
        or len(places) == 1
    ]


def _in_role(finding: Finding, fact: Fact) -> bool:
    role = finding.about.partition(":")[2]
    return not role or not isinstance(fact.row, Party) or fact.row.role == role


def _is_part_of_name(part: str, name: str) -> bool:
    """“De La Torre” of Alessandro De La Torre: whole words of it, the last among them."""
    words, part_words = _words(name), _words(part)
    at = len(words) - len(part_words)
    return 0 < len(part_words) < len(words) and list(words[at:]) == list(part_words)


# --- By the words themselves ----------------------------------------------------------------


def _by_words(words: str, fact: Fact) -> Match:
    if not fact.value:
        return Match(fact, "")
    match fact.citable.kind:
        case Kind.CHOICE:
            return _by_choice(words, fact)
        case Kind.DATE:
            return _by_day(words, fact)
        case Kind.MONEY | Kind.STATUTES:
            return Match(fact, "")
    return _by_text(words, fact)


def _by_choice(words: str, fact: Fact) -> Match:
    label = choices_of(fact.row, fact.citable).get(fact.value, fact.value)
    if not _holds(_words(words), _words(label)):
        return Match(fact, "")
    return Match(fact, fact.value, agrees=True, likelihood=0.6)


def _by_day(words: str, fact: Fact) -> Match:
    """“Jan. 21” may be said of 21 January of any year: which one, the record tells."""
    found = _MONTH_AND_DAY.search(words)
    if found is None:
        return Match(fact, "")
    month, day = found[1] or found[4], found[2] or found[3]
    try:
        shown = PartialDate.parse(fact.value)
    except ValueError:
        return Match(fact, "")
    said = (_MONTH_NUMBERS[month[:3].lower()], int(day))
    if shown.precision != "day" or (shown.first_day.month, shown.first_day.day) != said:
        return Match(fact, "")
    return Match(fact, fact.value, "the year", agrees=True, likelihood=0.65)


def _by_text(words: str, fact: Fact) -> Match:
    whole_row = fact.citable.field == WHOLE_ROW
    said, shown = _words(words), _words(fact.value)
    weight = -0.05 if whole_row else 0.0
    if said == shown:
        return Match(fact, fact.value, agrees=True, likelihood=0.95 + weight)
    if _weighty(shown) and _holds(said, shown):
        share = len(shown) / len(said)
        return Match(fact, fact.value, agrees=True, likelihood=0.65 + 0.2 * share + weight)
    if _weighty(said) and agrees(fact.citable.kind, fact.value, words):
        share = len(said) / len(shown)
        return Match(fact, words, agrees=True, likelihood=0.55 + 0.25 * share + weight)
    significant = _weighty(said)
    common = len(significant & _weighty(shown))
    if common < 2 or common < _LIKE_ENOUGH * len(significant):  # noqa: PLR2004 - one may be chance
        return Match(fact, "")
    likelihood = 0.2 + 0.25 * common / len(significant) + weight
    return Match(fact, fact.value if whole_row else words, agrees=whole_row, likelihood=likelihood)


def _without_a_reason(words: str, findings: Iterable[Finding], fact: Fact) -> Match:
    """What the words would state of a fact that somebody chooses all the same."""
    if fact.citable.field == WHOLE_ROW:
        return Match(fact, fact.value, agrees=True)
    match fact.citable.kind:
        case Kind.DATE | Kind.MONEY | Kind.STATUTES:
            first = next((it for it in findings if _may_carry(it, fact)), None)
            return Match(fact, first.value, first.inferred) if first else Match(fact, "")
        case Kind.CHOICE:
            return Match(fact, "")
    return Match(fact, words)


# --- Words ----------------------------------------------------------------------------------


@lru_cache(maxsize=5000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(normalise(text).text.casefold()))


def _weighty(words: Iterable[str]) -> set[str]:
    return {word for word in words if word not in _SLIGHT}


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the part stands in the words, whole and in order."""
    length = len(part)
    return bool(part) and any(
        words[at : at + length] == part for at in range(len(words) - length + 1)
    )


def _share_named(sentence: str, fact: Fact) -> float:
    """How much of the name of the fact's row stands in the sentence; 0 for the case itself."""
    name = _weighty(_words(fact.subject))
    return len(name & set(_words(sentence))) / len(name) if name else 0.0


# --- Order ----------------------------------------------------------------------------------


def _keep_the_better(best: dict[str, Match], match: Match) -> None:
    known = best.get(match.fact.id)
    # At 0 both, what was said of it first has the reason of the two.
    if known is None or (match.likelihood, bool(match.stated)) > (
        known.likelihood,
        bool(known.stated),
    ):
        best[match.fact.id] = match


def _likeliest_first(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: -match.likelihood)
