"""What kind of paper a title names.

First come customs (see `customs`). They are kept by first word, so that an entry is compared with
few of them; the first that fits wins. Then comes the grammar: the last noun of the noun phrase
(see `titles`). Last come customs that stand anywhere in the title.
"""

import re
from collections.abc import Iterable

from cases.docket_text.customs import CUSTOMS
from cases.docket_text.titles import head_of, noun_phrase, title_of
from cases.kinds import FilingKind as K

# The nouns that a noun phrase of each kind ends in.
_NOUNS_OF: dict[K, str] = {
    K.COMPLAINT: "complaint, counterclaim, counterclaims, counter-claim, crossclaim, cross-claim, "
    "cross-complaint",
    K.PETITION: "petition",
    K.ANSWER: "answer, answers",
    K.MOTION: "motion, motions, application, request",
    K.BRIEF: "brief, briefs, response, responses, reply, replies, opposition, objection, "
    "objections, "
    "sur-reply, surreply, sur-response, memorandum, memo, traverse, points, authorities, "
    "statement, "
    "counterstatement, position, rebuttal, joinder",
    K.ORDER: "order, orders, opinion, decision, findings, endorsement, ruling, mandate, "
    "injunction, discharge",
    K.JUDGMENT: "judgment, judgement, decree, judgment order",
    K.VERDICT: "verdict",
    K.MINUTE_ENTRY: "minute entry, minutes, minute sheet, clerk's notes, proceedings",
    K.NOTICE: "notice, notices, appearance, acknowledgment, acknowledgement, notification, "
    "election, "
    "demand, withdrawal",
    K.STIPULATION: "stipulation, stipulations, agreement, waiver, consent, settlement",
    K.SUMMONS: "summons, subpoena, warrant, writ",
    K.DECLARATION: "declaration, affidavit, affirmation, exhibit, exhibits, exhibit list, "
    "witness list, list, appendix, attachment, attachments, certification, supporting documents, "
    "addendum",
    K.DISCLOSURE: "disclosure statement, corporate disclosure, ownership statement, disclosure, "
    "disclosures, interested parties, interested persons",
    K.REPORT: "report, reports, recommendation, recommendations, status statement, "
    "management statement, accounting, status update",
    K.TRANSCRIPT: "transcript, transcripts, transcript order, transcript request",
    K.LETTER: "letter, letters, correspondence",
    K.CHARGE: "indictment",
    K.CLERK: "record, records",
    K.SCHEDULE: "schedules, plan, matrix, means test, payment advices, course certificate, "
    "counseling certificate, income records, pay stubs, monthly income, "
    "statement of financial affairs, budget, schedule a, schedule b, schedule c, schedule d, "
    "schedule e, schedule f, schedule g, schedule h, schedule i, schedule j",
}
_NOUNS = {noun: kind for kind, nouns in _NOUNS_OF.items() for noun in nouns.split(", ")}

# Customs that stand anywhere in the title.
_ANYWHERE: list[tuple[str, K]] = [
    (r"\b(?:hearing|conference|trial|mediation|meeting)\b.{0,40}(?:settled|withdrawn|marked off|"
     r"adjourned|not held)", K.MINUTE_ENTRY),
    (r"transfer(?:red)? (?:in|out)\b|\bfee\b.{0,15}\bpaid|\bassigned to\b|\b(?:re)?assigned\b|"
     r"\badded (?:to|as)\b|\bdesignated\b|\b(?:is|was|has been) (?:added|closed)", K.CLERK),
    (r"\b(?:hearing|conference|trial|arraignment|sentencing|appearance|selection|mediation|meeting|"
     r"argument|voir dire|deliberations?)s?\b.{0,80}?"
     r"\b(?:set|scheduled|rescheduled|reset|continued|to be held|cancelled|canceled|vacated)\b",
     K.SETTING),
    (r"\b(?:hearing|conference|trial|arraignment|sentencing|appearance|selection|mediation"
     r"|argument|"
     r"meeting|plea|deliberations?)s?\b.{0,150}?"
     r"\b(?:held|began|begun|concluded|completed|before)\b", K.MINUTE_ENTRY),
    (r"\bhearings?\b|\bdeadlines?\b", K.SETTING),
]  # fmt: skip

# Of two papers in one entry the court's is what it is: a stipulation and order is an order.
_OF_THE_COURT = (K.JUDGMENT, K.ORDER)

_JOINTS = re.compile(r" (?:and|&|or) |/(?!re)")


def _by_first_word(
    customs: Iterable[tuple[str, str, K]],
) -> dict[str, list[tuple[re.Pattern[str], K]]]:
    found: dict[str, list[tuple[re.Pattern[str], K]]] = {}
    for first, after, kind in customs:
        found.setdefault(first, []).append((re.compile(after), kind))
    return found


_CUSTOMS_BY_FIRST_WORD = _by_first_word(CUSTOMS)
_NOUN = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True)) + r")(?![\w'-])"
)
_ELSEWHERE = [(re.compile(pattern), kind) for pattern, kind in _ANYWHERE]
_OCCASION = re.compile(r"\b(?:hearing|conference|trial|arraignment|argument)s?$")
# Where a title ends that its grammar did not tell.
_ABOUT = re.compile(r" (?:re|by|filed|consisting|to|as to|in)\b|[(:;]")
_FIRST_WORD = re.compile(r"[a-z0-9/]+(?:'s)?(?:\(a\))?")
_RECEIVED = re.compile(r"(?:received|recd|filed|lodged|proposed|submitted)\b\W*(?:ecf\b\W*)?")
# Massachusetts and others put remarks about the related paper first; then no title is left.
_UNTITLED = re.compile(r"\((?:re\b|related)")


def kind_of(text: str) -> K:
    """What kind of entry this is; `OTHER` when its title tells nothing in the table."""
    head = head_of(text)
    if _UNTITLED.match(head):
        return K.OTHER
    title = title_of(head)
    kind = _kind_of_title(title)
    if kind is None and title != head:
        # What was taken for a remark may have been the title (`Amended.`, `Supplement to 5
        # Motion`).
        kind = _kind_of_title(head.lstrip("*[]() "))
    return kind or K.OTHER


def _kind_of_title(title: str) -> K | None:
    word = _FIRST_WORD.match(title)
    if word:
        for after, kind in _CUSTOMS_BY_FIRST_WORD.get(word.group(), ()):
            if after.match(title, word.end()):
                return kind
        received = _RECEIVED.match(title)
        if received:
            inner = _kind_of_title(title_of(title[received.end() :]))
            return K.CLERK if inner is None and word.group().startswith("rec") else inner
    phrase = noun_phrase(title)
    named = _by_grammar(phrase)
    if named is K.MOTION and _OCCASION.search(phrase):  # a motion hearing is no motion
        named = None
    return named or _anywhere(title[:200])


def _by_grammar(phrase: str) -> K | None:
    """The last noun of the first conjunct, or of that which is the court's."""
    if "proposed" in phrase and "order" in phrase:
        conjuncts = [c for c in _JOINTS.split(phrase) if "proposed" not in c]
        return _by_grammar(" and ".join(conjuncts)) if conjuncts else K.PROPOSED_ORDER
    found = []
    for conjunct in _JOINTS.split(phrase):
        nouns = _NOUN.findall(conjunct)
        if nouns:
            found.append(_NOUNS[nouns[-1]])
    for kind in _OF_THE_COURT:
        if kind in found:
            return kind
    return found[0] if found else None


def _anywhere(title: str) -> K | None:
    for pattern, kind in _ELSEWHERE:
        if pattern.search(title):
            return kind
    return _by_grammar(_ABOUT.split(title, 1)[0])
