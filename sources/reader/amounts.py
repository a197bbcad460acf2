"""Amounts of money, what they are counted by, and what they are for."""

from __future__ import annotations

import re
from decimal import Decimal

from cases.citable import plain_amount
from sources.reader.finding import About, AmountDetails, Finding, FindingKind
from sources.reader.prose import Prose

_SIGNS = {
    "$": "USD", "US$": "USD", "USD": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD",
    "HK$": "HKD", "S$": "SGD", "NZ$": "NZD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR",
    "EUR": "EUR", "GBP": "GBP",
}  # fmt: skip
_WORDS = {"dollar": "USD", "pound": "GBP", "euro": "EUR", "rupee": "INR", "yen": "JPY"}
_TIMES = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "mil": 10**6, "mn": 10**6,
    "m": 10**6, "mm": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12,
    "tn": 10**12,
}  # fmt: skip
_NUMERALS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "fifty": 50, "half a": 0.5,
}  # fmt: skip
_NUMBER = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,15}(?:\.[0-9]{1,4})?)"
_MANY = (
    r"(?:[ -]?(?P<times>(?i:hundred|thousand|million|billion|trillion|mil|mn|bn|tn|mm)|[kKmMbB])"
    r"\b)?"
)
_SIGN = r"(?P<sign>(?:US|CA|C|AU|A|HK|S|NZ)?\$|£|€|¥|₹|\b(?:USD|EUR|GBP))"
_SIGNED = re.compile(rf"(?<![\w$]){_SIGN} ?{_NUMBER}(?![0-9]|,[0-9]{{3}}){_MANY}")
_SPELLED = re.compile(
    rf"(?<![\w$.,])(?:{_NUMBER}|(?P<numeral>(?i:{'|'.join(_NUMERALS)})))"
    r"(?:[ -](?P<times>(?i:hundred|thousand|million|billion|trillion)))?[ -]"
    r"(?:U\.?S\.? )?(?P<word>(?i:dollar|pound|euro|rupee|yen))s?\b(?![ -]?(?:sterling )?weight)"
)
_LAST_OF_RANGE = re.compile(
    rf" ?(?:to|and|or|-|–) ?{_SIGN}? ?[0-9][0-9.,]*[ -]?"
    r"(?P<times>(?i:million|billion|trillion)|bn|m)\b"
)
_COUNTED = (
    r"person|people|customers?|users?|consumers?|buyers?|plaintiffs?|members?|class members?|"
    r"employees?|workers?|drivers?|subscribers?|shares?|violations?|offen[cs]es?|instances?|"
    r"incidents?|calls?|texts?|messages?|days?|weeks?|months?|years?|hours?|claimants?|patients?|"
    r"tickets?|units?|devices?|vehicles?|cars?|students?|tenants?|acres?|works?|cop(?:y|ies)"
)
_BASIS = re.compile(
    r" ?(?:in (?:statutory )?damages )?"
    r"(?P<basis>(?:per|for (?:each|every)|each|an?|every|to each) (?:[\w-]+ ){0,2}?"
    rf"(?:{_COUNTED})\b|per [\w-]+(?: member)?|each\b|apiece\b|a head\b)"
    r"|(?P<slash>/ ?(?:month|year|day|hour|week|mo|yr|user|person)\b)"
)
_ASKED = re.compile(
    r"\b(?:seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|ask(?:s|ed|ing)?|claim(?:s|ing)? (?:for )?"
    r"(?:£|\$|€|at least|more than|up to)|wants?|request(?:s|ed|ing)?|calls? for|damages|"
    r"su(?:ed|es|ing) (?:[\w'.]+ ){1,6}for|entitled to|could (?:each )?receive|claiming)\b"
)
_DAMAGES = re.compile(r"\bdamages\b|\bper violation\b|\bpenalt(?:y|ies)\b")
_PAID = re.compile(
    r"\b(?:settle(?:s|d|ment)?|agree(?:s|d) to pay|will pay|paid|award(?:s|ed)?|fined?|verdict|"
    r"jury|judgment|[Cc]lass members (?:would|will|could)|ordered)\b"
)
_AMOUNT_OF_OTHERS = re.compile(r"\b(?:invest\w*|purchase|deal|revenue|valued?|worth|market|fees)\b")
_FEES = re.compile(r" (?:in|of|for) (?:[\w']+ ){0,3}(?:fees|costs)\b")
_REACH = 90


def read_amounts(prose: Prose) -> list[Finding]:
    """Find amounts of money, each with its currency and what it is counted by."""
    findings = [_finding(prose, match) for match in _SIGNED.finditer(prose.plain)]
    findings += [_finding(prose, match) for match in _SPELLED.finditer(prose.plain)]
    return findings


def _finding(prose: Prose, match: re.Match[str]) -> Finding:
    parts = match.groupdict()
    number = parts["number"] or str(_NUMERALS[parts["numeral"].lower()])
    value = Decimal(number.replace(",", ""))
    times, inferred = (parts["times"] or "").lower(), ""
    if not times and (last := _LAST_OF_RANGE.match(prose.plain, match.end())) and value < 1000:  # noqa: PLR2004
        times = last["times"].lower()
        inferred = f"the {last['times']}, said after the second amount"
    value *= _TIMES.get(times, 1)
    currency = _SIGNS[parts["sign"].upper()] if parts.get("sign") else _WORDS[parts["word"].lower()]
    basis = _BASIS.match(prose.plain, match.end(), prose.sentence(match.start()).end)
    said = (basis["basis"] or "per " + basis["slash"].strip("/ ")) if basis else ""
    return Finding(
        FindingKind.AMOUNT,
        match.start(),
        basis.end() if basis else match.end(),
        plain_amount(value),
        _about(prose, match.start(), match.end()),
        inferred,
        "" if currency == "USD" else f"the amount is in {currency}, not in US dollars",
        AmountDetails(currency, " ".join(said.split())),
    )


def _about(prose: Prose, start: int, end: int) -> About:
    before, after = prose.before(start, _REACH), prose.after(end, _REACH)
    if _FEES.match(after):
        return About.UNKNOWN
    nearest, about = -1, About.UNKNOWN
    for pattern, meaning in (
        (_ASKED, About.CLAIM_AMOUNT),
        (_PAID, About.EVENT_SUMMARY),
        (_AMOUNT_OF_OTHERS, About.UNKNOWN),
    ):
        for cue in pattern.finditer(before):
            if cue.start() > nearest:
                nearest, about = cue.start(), meaning
    if about is About.UNKNOWN and nearest < 0:
        if _DAMAGES.search(after):
            return About.CLAIM_AMOUNT
        if _PAID.search(after):
            return About.EVENT_SUMMARY
    return about
