"""Whether an entry by itself ends the case or claims, how, and under which rule.

What it says sets a case's status, so in doubt nothing is read: a motion granted "to dismiss" may
leave claims or allow an amendment, so it disposes of nothing until the order says that the case is
dismissed. What a text recounts, asks, threatens or recommends disposes of nothing either.
"""

import re
from dataclasses import dataclass

from cases.kinds import Disposition, FilingKind, Prejudice, Scope

READ = 2500  # characters


@dataclass(frozen=True, slots=True)
class Disposed:
    """How an entry disposes, of what; all empty when it does not."""

    disposition: Disposition = Disposition.NONE
    disposes: Scope = Scope.NONE
    prejudice: Prejudice = Prejudice.NOT_STATED
    rule: str = ""


NOTHING = Disposed()

# What can be dismissed and is all there is. A complaint is not: it may be dismissed with leave.
_ALL = (
    r"(?:the |this |plaintiff'?s'? |debtor'?s'? |above[- ]\w+ |entire |instant |civil |chapter \d+ "
    r"|bankruptcy |adversary |captioned |and |joint |individual )*"
    r"(?:case|action|matter|lawsuit|proceeding|cause|entire action)\b(?! management| no\b| opening)"
)
_A_MOTION = (
    r"(?! (?:[\w#\[\]]+ ){0,3}(?:of (?:the )?|for |as moot )?(?:motions?|appeals?"
    r"|objections?|hearing))"
)

_VOLUNTARY = re.compile(
    r"voluntar(?:y|ily) (?:\w+ )?(?:dismiss|discontinu)|stipulat\w+ (?:\w+ ){0,4}?(?:of |for |to "
    r"|and ){0,3}"
    r"(?:\w+ ){0,4}?dismiss|dismissal by stipulation|41\(a\)|stipulated (?:\w+ )?dismissal"
)
_DISMISSING = re.compile(
    rf"\b(?:order|judgment|minutes|decision)s?\b[^.;:]{{0,60}}?\b(?:of|for|re|and|granting)?:? ?"
    rf"(?:final |voluntary |partial )*dismiss(?:al\b{_A_MOTION}|ing (?:without prejudice "
    rf"|with prejudice )?"
    rf"{_ALL})|{_ALL} (?:is to be |is |be |are |stands |shall be |was )?(?:hereby "
    rf"|now )?(?:ordered )?"
    rf"(?:voluntarily )?dismissed\b|\bdismissing {_ALL}|\bdismissed {_ALL}"
)
_GRANTED_VOLUNTARY = re.compile(
    r"\b(?:grant|approv|allow)ing\b[^.;]{0,80}?(?:voluntary dismissal"
    r"|stipulat\w+ (?:\w+ ){0,3}?(?:of|for|to) "
    r"(?:voluntar\w+ )?dismiss|(?:notice|motion|request) (?:of|for|to) voluntar(?:y|ily) dismiss)"
)
_REMANDING = re.compile(
    rf"\bremanding {_ALL}|\b{_ALL} (?:is |be )?(?:hereby )?(?:ordered )?remanded\b|\border (?:of"
    rf"|to|for)? ?"
    r"remand\b|\bgranting\b(?!(?: \w+){0,3} in part)[^.;]{0,60}?\bmotion (?:for "
    r"|to )(?:an order )?remand\b"
    r"|^\W*remanded to\b"
)
_ELSEWHERE = (
    r"[^.;]{0,80}?\b(?:(?:district|court|division|courts) of|(?:north|south|east|west|centr"
    r"|middl)\w* district"
    r"|[nsewmc]\.? ?d\.|u\.?s\.? district|bankruptcy court|circuit|[nsewmc]\.?d\.?\b)"
)
_TRANSFERRING = re.compile(
    rf"\btransferring {_ALL}{_ELSEWHERE}|\b{_ALL} (?:is |be |hereby "
    rf"|electronically )*(?:transferred|transfer)"
    rf"(?! in\b)(?: out)?(?: \w+){{0,2}}? to\b{_ELSEWHERE}|\binter-?district transfer (?:out )?to\b"
    rf"|\btransfer of {_ALL} to\b{_ELSEWHERE}"
    rf"|\bgranting\b(?!(?: \w+){{0,3}} in part)[^.;]{{0,70}}?\b"
    rf"motion (?:for |to )(?:a )?(?:transfer|change) (?:of )?(?:{_ALL}|venue){_ELSEWHERE}"
    rf"|\border\b[^.;:]{{0,20}}\bto transfer {_ALL}{_ELSEWHERE}|\bcase transferred out\b"
)

# The word that must be there, the words themselves, and what they do; the first that holds counts.
_ORDERS = [
    ("transfer", _TRANSFERRING, Disposition.TRANSFER),
    ("change of venue", _TRANSFERRING, Disposition.TRANSFER),
    ("remand", _REMANDING, Disposition.REMAND),
    ("dismiss", _GRANTED_VOLUNTARY, Disposition.VOLUNTARY_DISMISSAL),
    ("dismiss", _DISMISSING, Disposition.DISMISSAL),
]

_STEMS = ("dismiss", "judgment", "remand", "transfer", "change of venue")

# Before or about the words: then they dispose of nothing.
_DOUBT = re.compile(
    r"show cause|should(?: not)? be|\bmay be\b|\bmight\b|\bwill be\b|\bwould\b|\bif\b|\bunless\b"
    r"|\bfailure to"
    r"|\bfail(?:s|ing)? to|recommend|\bden(?:y|ying|ied|ies)\b|\bvacating|\bset(?:ting)? aside"
    r"|\brevers"
    r"|\bnot dismiss|\breinstat|\breopen|\breconsider|\bappeal|\brelief from|\bmotions? to vacate"
    r"|\bdraft"
    r"|\bremain|\bpropos|\bwarn|leave to amend|\bpreviously|\bwithdraw(?:s|n|ing)\b|\bin error"
    r"|\bterminated in"
    r"|conditional transfer|transferred (?:in|from)|\bclaim no|\bcounts? dismissed"
)
# Less than all of it.
_SOME = re.compile(
    r"\bpartial|\bas (?:to|against)(?! (?:all\b|the entire|this action|each))|\bonly\b|\bin part\b|"
    r"\bcounts?\b|\bclaims? (?:against|of|by|for|one|two|\d|[ivx]+\b)|\bagainst (?:the )?def"
    r"|\bagainst \w"
    r"|\bdefendants? (?!and\b|filed|in th|to |shall|hav|with|pursuant|has\b)[a-z]|\bwith respect to"
    r"|\bof (?:the )?(?:defendants?|plaintiffs?) \w|\bcounterclaims?\b|\bcross-?claims?\b"
    r"|\bparty\b|"
    r"\bfewer|\bthird[- ]party"
)
_CRIMINAL = re.compile(
    r"\bcommit|\bcriminal|\bindictment|\bimprison|\bsentence|\bprobation|\bsupervised"
    r"|\bcount\(s\)|\(\d{1,2}\),"
    r"|\brevocation|\bforfeit|\bas to [a-z' .-]+\(\d+\)"
)

_JUDGMENT = re.compile(
    r"\bin favor of\b|^\W*(?:final |clerk'?s? |stipulated |consent |amended |default |agreed "
    r"|by )*judgment\b"
    r"(?! (?:debtor|lien|as a matter|on the plead|of|against|creditor))"
    r"|judgment (?:is )?(?:hereby )?entered"
)
_WITH = re.compile(r"\bwith prejudice\b|\(with prej")
_WITHOUT = re.compile(r"\bwithout prejudice\b|\bw/o prejudice\b|with(?:out| out) prej")
_RULE = re.compile(
    r"\b(41 ?\((?:a|b|c)\)(?: ?\(\d\))?(?: ?\([ab]\))?(?: ?\((?:i{1,3})\))?|12 ?\(b\) ?\(\d\)"
    r"|12\(c\)|4\(m\)|"
    r"54\(b\)|58(?:\([a-d]\))?|68)(?!\d|\.\d)"
)
_SECTION = re.compile(r"\b(28|11) usc(?: sec(?:tion|\.)?| §+| ss)? ?(\d{3,4}[a-z]?(?:\(\w\))*)")
_SECTIONS_THAT_DISPOSE = {
    "1404",
    "1406",
    "1407",
    "1412",
    "1447",
    "1631",
    "1915",
    "707",
    "1112",
    "1307",
}

# Abbreviations whose full stop ends no sentence; those of laws lose theirs within too.
_LAWS = re.compile(r"\bu\. ?s\. ?c\.?|\bfed\. ?r\. ?civ\. ?p\.?|\bf\.r\.c\.p\.?")
_NO_STOP = re.compile(r"\b(inc|corp|ltd|co|nos?|vs?|dkt|doc|jr|sr|hon)\.(?= )")

_TO_SIGN = re.compile(r"\bproposed\b|\[prop")
_ATTACHED = re.compile(r"\(attachments?:?|\(entered|\[entered|\bsigned by|\(filed on")


def disposed_by(kind: FilingKind, text: str) -> Disposed:
    """How an entry of this kind disposes.

    Args:
        kind: What the entry was read to be.
        text: Its first `READ` characters in small letters, with single spaces.
    """
    ends = _ATTACHED.search(text)
    own = text[: ends.start()] if ends else text
    if not any(stem in own for stem in _STEMS):
        return NOTHING
    own = _LAWS.sub(lambda law: "usc" if law[0].startswith("u") else "frcp", own)
    own = _NO_STOP.sub(r"\1", own)
    if "dismiss" in own and kind is FilingKind.NOTICE_OF_DISMISSAL:
        return _voluntary(own, "Fed. R. Civ. P. 41(a)(1)(A)(i)")
    if kind is FilingKind.STIPULATION:
        ends_it = "dismiss" in own and _VOLUNTARY.search(own) and not _TO_SIGN.search(own)
        return _voluntary(own, "Fed. R. Civ. P. 41(a)(1)(A)(ii)") if ends_it else NOTHING
    if kind is FilingKind.JUDGMENT:
        return _judgment(own)
    decides = kind in (FilingKind.ORDER, FilingKind.MINUTE_ENTRY, FilingKind.CLERK)
    return _order(kind, own) if decides else NOTHING


def _voluntary(own: str, rule: str) -> Disposed:
    if re.search(
        r"dismiss(?:al|ing)? (?:of )?(?:the |his |its |her )?(?:\w+ )?(?:appeal|motion|objection"
        r"|hearing|claim no)"
        r"|withdraw|\bdismissed in error",
        own,
    ):
        return NOTHING
    return _with(Disposition.VOLUNTARY_DISMISSAL, own, own[:500], _rule(own) or rule)


def _order(kind: FilingKind, own: str) -> Disposed:
    for stem, words, disposition in _ORDERS:
        for hit in words.finditer(own) if stem in own else ():
            sentence = _sentence(own, hit)
            if _DOUBT.search(sentence) or _CRIMINAL.search(own):
                continue
            rule = _rule(sentence)
            if disposition is Disposition.DISMISSAL and _VOLUNTARY.search(sentence):
                disposition = Disposition.VOLUNTARY_DISMISSAL  # noqa: PLW2901
            if disposition is Disposition.VOLUNTARY_DISMISSAL and "stipulat" in sentence:
                rule = rule or "Fed. R. Civ. P. 41(a)(1)(A)(ii)"
            if kind is FilingKind.CLERK and disposition is Disposition.DISMISSAL:
                continue  # the clerk records what an order did
            if disposition in (Disposition.TRANSFER, Disposition.REMAND):
                return Disposed(disposition, _scope_of_sending(sentence), rule=rule)
            return _with(disposition, own, sentence, rule)
    return NOTHING


def _judgment(own: str) -> Disposed:
    if _CRIMINAL.search(own) or "appeal" in own or "usca" in own or "abstract" in own[:40]:
        return NOTHING
    dismissing = _order(FilingKind.JUDGMENT, own)
    if dismissing.disposition:
        return dismissing
    if own.strip(" .") == "judgment":  # a feed's name of the event is the same in criminal cases
        return NOTHING
    hit = _JUDGMENT.search(own)
    if hit is None or ("in favor" not in own and re.search(r"\bas to [a-z]", own)):
        return NOTHING
    sentence = _sentence(own, hit)
    if _DOUBT.search(sentence[: hit.end()]) or re.search(r"\bfees?\b|\bcosts\b", sentence[:60]):
        return NOTHING
    by_default = re.search(r"\bdefault judgment\b|\bjudgment by default\b", own[:200])
    disposition = Disposition.DEFAULT_JUDGMENT if by_default else Disposition.JUDGMENT
    some = re.search(r"\bpartial|54\(b\)|\bas to\b|\bcounts?\b|\bonly\b", own[:400])
    return Disposed(disposition, Scope.CLAIMS if some else Scope.CASE, rule=_rule(sentence))


def _with(disposition: Disposition, own: str, sentence: str, rule: str) -> Disposed:
    """A dismissal, its scope and its prejudice as the same words say them."""
    scope = Scope.CLAIMS if _SOME.search(sentence) else Scope.CASE
    near = own[:600] if sentence in own[:600] else sentence
    said = (bool(_WITH.search(near)), bool(_WITHOUT.search(near)))
    # Both at once are said of different claims or persons (a named plaintiff, and a class).
    prejudice = {(True, False): Prejudice.WITH, (False, True): Prejudice.WITHOUT}.get(
        said, Prejudice.NOT_STATED
    )
    return Disposed(disposition, scope, prejudice, rule)


def _scope_of_sending(sentence: str) -> Scope:
    some = re.search(
        r"\bin part\b|\bas to (?!all\b)|\bclaims?\b|\bcounts?\b|\bonly\b|\bsever", sentence
    )
    return Scope.CLAIMS if some else Scope.CASE


def _sentence(own: str, hit: re.Match[str]) -> str:
    start = max(own.rfind(". ", 0, hit.start()), own.rfind("; ", 0, hit.start())) + 1
    stops = [at for at in (own.find(". ", hit.end()), own.find("; ", hit.end())) if at >= 0]
    return own[start : min([*stops, hit.end() + 200])]


def _rule(words: str) -> str:
    """The rule or section that the words cite: `Fed. R. Civ. P. 41(a)(1)(A)(i)`."""
    section = _SECTION.search(words)
    if section and re.match(r"\d+", section[2])[0] in _SECTIONS_THAT_DISPOSE:  # type: ignore[index]
        return f"{section[1]} U.S.C. § {section[2]}"
    rule = _RULE.search(words) if re.search(r"rule|frcp|civ|r\. ?\d|41 ?\(", words) else None
    if rule is None:
        return ""
    number = rule[1].replace(" ", "")
    # Paragraph (1)(A): its letter is a capital in the rule's own text.
    number = re.sub(r"(?<=\(\d\))\(([ab])\)", lambda letter: f"({letter[1].upper()})", number)
    return f"Fed. R. Civ. P. {number}"
