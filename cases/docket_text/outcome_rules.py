"""What an order decides, of what was asked for, and of which entries.

CM/ECF words it `ORDER granting 22 Motion to Dismiss; denying as moot 24 Motion`; older and free
texts say that a motion `is GRANTED`. What should be, may be or was recommended is not decided.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cases.docket_text.references import LABEL
from cases.kinds import Outcome

READ = 1500  # characters of an order's text: what it decides stands near the beginning

# Spaces stand in brackets, for these are put into patterns that are written over several lines.
_IN_PART = (
    r"(?:,?[ ]*(?:and|but)?[ ]*(?:den(?:ying|ied)|grant(?:ing|ed))[- ](?:in[- ]part"
    r"|the[ ]remainder))?"
)
# Before the word: what makes it a wish, a condition or the past.
_NOT_DECIDED = re.compile(
    r"(?:should|shall|may|might|would|could|will|can|to|if|not|whether"
    r"|recommend\w*(?: that)?(?: \w+){0,4}"
    r"|previously|requested|unless)(?: be| is| been| hereby)? $"
)
_DECIDED = re.compile(
    rf"""\b(?:
      (?P<granted_in_part>(?:grant(?:ing|ed|s)|allow(?:ing|ed)|approv(?:ing
      |ed))[- ]in[- ]part{_IN_PART}
        |den(?:ying|ied)[- ]in[- ]part{_IN_PART}
        |granting(?:\ and|/|,)\ ?denying|granted(?:\ and|/|,)\ ?denied)
    | (?P<moot>(?:den(?:ying|ied)|dismiss(?:ing|ed)|terminat(?:ing|ed)|find(?:ing|s)|deem(?:ing|ed)
        |deni(?:es|al))\ ?(?:[\w#\[\].]+\ ){{0,5}}?(?:as\ )?(?:\(?moot\b|moot\b)|moot(?:ed|ing)?\b)
    | (?P<deferred>tak(?:ing|en|es)\ (?:[\w#\[\].]+\ ){{0,6}}?under\ (?:advisement|submission)
        |deferring|reserv(?:ing|ed)\ ruling|ruling\ (?:is\ )?(?:deferred|reserved)
        |held\ in\ abeyance|holding\ in\ abeyance)
    | (?P<withdrawn>withdrawing\b(?!\ as)|(?:motion|application|request)\ (?:is\ )?withdrawn)
    | (?P<denied>den(?:ying|ied|ies)|overrul(?:ing|ed)|refus(?:ing|ed))
    | (?P<granted>grant(?:ing|ed|s)|allow(?:ing|ed)|approv(?:ing|es)|(?:is|are|hereby)\ approved
    |sustain(?:ing|ed)
        |so\ ordered|(?:is|are)\ (?:hereby\ )?admitted\ pro\ hac\ vice)
    )\b""",
    re.VERBOSE,
)
# Without any of these there is no such word; looking for them is cheap.
_STEMS = ("grant", "den", "moot", "allow", "approv", "advisement", "submission", "deferr", "reserv",
    "abeyance", "withdraw", "overrul", "refus", "sustain", "so ordered", "admitted pro",
)  # fmt: skip

# After the word and up to the next: the numbers of entries, with a label, or before the name of a
# paper, or at the end of its name.
_PAPER = (
    r"(?:[\w()/'’-]+[ ]){0,5}?(?:motion|application|request|petition|letter|stipulation|objection"
    r"|report"
    r"|proposed|consent|bill|appeal)"
)
_NUMBERS = re.compile(
    rf"""(?:\(?\b{LABEL}\[?[#]?\ ?|\[[#]?\ ?|(?<!\w)[#]\ ?)(\d{{1,5}})(?![\d-])
      | (?:^|[\s;,&(])(\d{{1,5}})(?=\ {_PAPER}|(?:,\ |\ and\ |\ &\ )\d{{1,5}}\ {_PAPER})
      | ^\ ?(?:as\ moot\ |filing\ |without\ (?:prejudice|opposition)\ )?(\d{{1,5}})\ ?(?:[.,;]|$
      |as\ to)
      | (?:motion|application|request|to|for|extension|continue|dismiss|time|counsel
      |seal)\ (\d{{1,5}})
        (?=\ (?:as\ to|and|is|are|by|filed)\b|\ ?[.;)]|$)""",
    re.VERBOSE,
)
_LABELLED = re.compile(rf"(?:\b{LABEL}\[?[#]?\ ?|\[[#]?\ ?|[#]\ ?)(\d{{1,5}})(?![\d-])", re.VERBOSE)
_ENDS = re.compile(
    r"\. (?:the|it|plaintiff|defendant|a|any|all|this|if|parties|counsel|accordingly|no|for|on)\b"
    r"|signed by|ordered by|so ordered|\(entered|\(attachments|\(written|\bmodified on|notice date"
    r"|related (?:to )?(?:order|response)"
)
_REFERS = re.compile(
    r" (?:re|regarding|as to|relating to|in response to|filed by)\b(?! related| doc)"
)


@dataclass(frozen=True, slots=True)
class Ruled:
    """One word of decision, and where it stands."""

    start: int
    end: int
    outcome: Outcome


def words_of_decision(text: str) -> list[Ruled]:
    """The words of an order, in small letters, that decide something, in their order.

    What is said at once by a verb in -ing (`granting`) is the title's; only without it the
    sentences that follow are read.
    """
    beginning = text[:READ]
    if not any(stem in beginning for stem in _STEMS):
        return []
    found = [
        Ruled(hit.start(), hit.end(), Outcome(hit.lastgroup or ""))
        for hit in _DECIDED.finditer(beginning)
        if not _NOT_DECIDED.search(text, max(0, hit.start() - 40), hit.start())
    ]
    of_title = [
        ruled
        for ruled in found
        if ruled.start < 600 and re.match(r"\w+ing\b", text[ruled.start : ruled.end])  # noqa: PLR2004
    ]
    return of_title or found


def outcome_of(found: Iterable[Ruled]) -> Outcome:
    """What was decided on the whole: granted and denied together are granted in part."""
    outcomes = dict.fromkeys(ruled.outcome for ruled in found)
    if not outcomes:
        return Outcome.NOT_STATED
    if Outcome.GRANTED_IN_PART in outcomes or {Outcome.GRANTED, Outcome.DENIED} <= outcomes.keys():
        return Outcome.GRANTED_IN_PART
    for outcome in (Outcome.GRANTED, Outcome.DENIED):
        if outcome in outcomes:
            return outcome
    return next(iter(outcomes))


def rulings_of(text: str, found: list[Ruled]) -> tuple[tuple[int, Outcome], ...]:
    """The entries whose numbers stand with each word of decision; the first word on one counts."""
    rulings: dict[int, Outcome] = {}
    behind = 0  # how far the words before were read
    for ruled, following in zip(found, [*found[1:], None], strict=True):
        until = min(following.start if following else len(text), ruled.end + 300)
        segment = text[ruled.end : until]
        ends = _ENDS.search(segment)
        segment = segment[: ends.start()] if ends else segment
        numbers = _numbers_after(segment)
        if not numbers:  # `Motion to seal (Filing No. 50) is granted`
            numbers = _LABELLED.findall(text, max(behind, ruled.start - 200), ruled.start)[-1:]
        for number in numbers:
            if int(number):
                rulings.setdefault(int(number), ruled.outcome)
        behind = ruled.end
    return tuple(rulings.items())


def _numbers_after(segment: str) -> list[str]:
    """The numbers of what is decided; what the motion itself refers to is not decided."""
    numbers: list[str] = []
    for hit in _NUMBERS.finditer(segment):
        if numbers and _REFERS.search(segment, 0, hit.start()):
            break
        numbers.append(next(group for group in hit.groups() if group))
    return numbers
