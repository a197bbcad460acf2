"""Words of the press for steps of procedure, and what the record calls each step.

Of one step, the words that stand first here are the most explicit ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sources.reader.finding import About

SUIT = (
    r"(?:(?:law)?suits?|class[ -]actions?|(?:amended |class[ -]action )?complaints?|petitions?"
    r"|group claims?|(?:court |legal )?cases?|legal action|proceedings|litigation"
    r"|(?:court |tort )?actions?)"
)
CLAIM = r"(?:claims?)"
COURT = (
    r"(?:[Jj]udge|[Cc]ourt|[Cc]hancellor|[Pp]anel|[Jj]ustice|[Mm]agistrate|[Cc]ircuit|[Jj]ury|[Hh]e|[Ss]he|[Ii]t"
    r"|District of [A-Z]\w+)"
)
THROWN_OUT = r"(?:dismiss(?:ed|es)|toss(?:ed|es)(?: out)?|thr(?:ew|ows?|own) out|nixed|axed)"
DROPPED = r"(?:withdr(?:ew|awn|aws)|dropp?(?:ed|s)|abandon(?:ed|s))"
_WORDS = r"(?:[\w'$%.-]+,? ){0,7}?"
_FEW = r"(?:[\w'-]+ ){0,4}?"
_FILED = r"(?:files?|filed|brings?|brought|lodged|launched|initiated|issued|commenced)"
_OWN = r"(?:an? |the |his |her |their |its |another )?"
_HAS_BEEN = r"(?:(?:has|have|had) been |was |were |is |being |is being )"
_SAYS = (
    r"(?:was filed|argue[sd]|alleg\w+|states?|stated(?! a claim)|says?|said|claim(?:s|ed)"
    r"|accuse[sd]?|reads?|describe[sd]|seeks|filed|lodged)"
)
_PLEADING = "the pleading's name: the words say only that suit was brought"
_LEGAL_FORM = "the legal form: the words say only that the suit was withdrawn"
_BY_MOTION = "that the case is dismissed: the words say that a motion to dismiss was granted"
_VERDICT = "a verdict; judgment is entered on it separately (Fed. R. Civ. P. 58)"


@dataclass(frozen=True, slots=True)
class Step:
    """Words that show a step of procedure, and the field and choice of the record for it."""

    about: About
    value: str
    pattern: re.Pattern[str] = field(repr=False)
    inferred: str = ""
    doubt: str = ""


def _steps(
    about: About, value: str, *patterns: str, inferred: str = "", doubt: str = ""
) -> list[Step]:
    return [Step(about, value, re.compile(words), inferred, doubt) for words in patterns]


_KIND, _DISPOSITION, _CLASS = (
    About.FILING_KIND,
    About.FILING_DISPOSITION,
    About.CASE_CLASS_STATUS,
)

STEPS: list[Step] = [
    # ---- What begins a case; a suit is filed by a complaint
    *_steps(
        _KIND,
        "complaint",
        rf"\b{_FILED} {_OWN}{_FEW}complaint\b",
        rf"\b(?:the|The|'s|amended|action|page) complaint,? {_SAYS}\b",
    ),
    *_steps(
        _KIND,
        "complaint",
        rf"\b{_FILED} {_OWN}{_FEW}(?:{SUIT}|{CLAIM})\b",
        rf"\b(?:{SUIT}|{CLAIM}),? (?:(?:that|which) )?(?:{_HAS_BEEN}|are )?"
        r"(?:(?:first|formally|originally|initially) )?"
        r"(?:filed|brought|lodged|launched|initiated|issued)\b",
        r"\b(?:sued|sues|is suing|are suing)\b",
        rf"\b(?:hit|slapped|served) with (?:an? |another )?{_FEW}{SUIT}\b",
        inferred=_PLEADING,
    ),
    # ---- Papers on the way
    *_steps(
        _KIND,
        "answer",
        r"\b(?:filed|submitted|served) (?:an|its|his|her|their) answer\b",
        r"\banswered the complaint\b",
    ),
    *_steps(
        _KIND,
        "motion",
        rf"\b(?:filed|files|submitted|made|brought) {_OWN}{_FEW}motion\b",
        r"\b(?:moved|moves) (?:to (?:dismiss|compel|strike|remand|certify|stay|seal|transfer|quash"
        r"|disqualify)|for (?:an? )?(?:summary|preliminary|class|sanctions|judgment))\b",
        r"\b(?:asked|asks) (?:the |a )?(?:court|[\w. ]{0,20}judge) to"
        r" (?:dismiss|throw out|toss|strike|compel|certify|transfer|block|halt)\b",
    ),
    *_steps(
        _KIND,
        "notice",
        r"\b(?:filed|files) (?:an? )?notice of (?:appeal|removal)\b",
        r"\bappealed (?:the|to|that|this)\b",
    ),
    *_steps(_KIND, "notice_of_dismissal", r"\bnotice of (?:voluntary )?dismissal\b"),
    *_steps(
        _KIND,
        "stipulation",
        r"\bstipulat(?:ion|ed) (?:of|for|to) (?:voluntary )?(?:dismissal|dismiss)\b",
        r"\bfiled (?:a )?(?:joint )?stipulation\b",
    ),
    # ---- What the court did
    *_steps(
        _KIND,
        "order",
        rf"\b{COURT}\b[^;]{{0,60}}? (?:(?:partially|largely|also|partly) )?"
        r"(?:granted|grants|denied|denies|refused|refuses|rejected|rejects|approved|approves)"
        rf" (?:an? |the |its |his |her |their |[\w.&]+'s? )?{_WORDS}(?:motions?|applications?|bids?"
        r"|requests?|petitions?|settlement|deal|injunction|certification)\b",
        r"\bmotions? (?:to \w+ |for [\w ]{1,30})?(?:is|was|were|are) (?:hereby )?"
        r"(?:granted|denied|GRANTED|DENIED)\b",
        rf"\b{COURT}\b[^;]{{0,40}}? "
        r"(?:certified|affirmed|reversed|vacated|overturned|upheld|revived|ordered|ruled|remanded)\b",
        rf"\b{COURT} (?:gave|granted) (?:final|preliminary) approval\b",
        r"\border (?:issued|entered|signed|dated|filed)\b",
        r"\b(?:issued|entered|signed) an? (?:\w+ )?order\b",
    ),
    *_steps(
        _KIND,
        "judgment",
        r"\bentered (?:final |default )?judgment\b",
        r"\bjudgment (?:was|is) entered\b",
        r"\bfinal judgment\b",
    ),
    *_steps(
        _DISPOSITION,
        "default_judgment",
        r"\bdefault judgment (?:was|is|against)\b",
        r"\bentered (?:a )?default judgment\b",
    ),
    *_steps(
        _DISPOSITION,
        "judgment",
        r"\bentered (?:final )?judgment\b",
        r"\bjudgment (?:was|is) entered\b",
        r"\bgranted [\w' ]{0,30}summary judgment\b",
        r"\bwon summary judgment\b",
    ),
    *_steps(
        _DISPOSITION,
        "judgment",
        r"\bjur(?:y|ors)\b[^;]{0,60}? (?:awarded|found|returned|ordered|sided|cleared|decided)\b",
        r"\b(?:won|returned|reached) an? [\w$. ]{0,20}?verdict\b",
        doubt=_VERDICT,
    ),
    *_steps(
        _DISPOSITION,
        "dismissal",
        rf"\b{COURT}\b[^;]{{0,90}}? (?:\w+ly )?{THROWN_OUT} {_WORDS}(?:{SUIT}|{CLAIM}|it\b)",
        rf"\b{THROWN_OUT} by (?:an? |the )?{_FEW}{COURT}\b",
        rf"\b(?:[Jj]udge|[Cc]ourt) (?:\w+ly )?{THROWN_OUT} ",
    ),
    *_steps(
        _DISPOSITION,
        "dismissal",
        rf"\bgranted (?!in part)(?![^;]{{0,30}}denied in part){_WORDS}motion to dismiss\b",
        inferred=_BY_MOTION,
    ),
    *_steps(
        _DISPOSITION,
        "transfer",
        rf"\btransferred (?:the |this )?{_FEW}{SUIT}\b",
        rf"\b{SUIT} (?:was|were|has been|is) transferred\b",
        r"\b(?:won|ordered) the transfer of\b",
    ),
    *_steps(_DISPOSITION, "remand", r"\bremanded\b", rf"\bsent (?:the |a )?{_FEW}{SUIT} back to\b"),
    # ---- How it ended otherwise, or has not
    *_steps(
        _DISPOSITION,
        "voluntary_dismissal",
        r"\b(?:fil(?:ed|ing)|submitted) (?:a )?notice of (?:voluntary )?dismissal\b",
        r"\bvoluntar(?:ily|y) (?:fil\w+ a notice of )?dismiss(?:ed|al|es)\b",
    ),
    *_steps(
        _DISPOSITION,
        "voluntary_dismissal",
        rf"\b{DROPPED} {_OWN}{_WORDS}(?:{SUIT}|{CLAIM})\b",
        rf"\b{SUIT}\b[^;]{{0,120}}? (?:{_HAS_BEEN}|be )"
        r"(?:(?:quietly|later|now|since) )?(?:withdrawn|dropped|abandoned)\b",
        inferred=_LEGAL_FORM,
    ),
    *_steps(
        _DISPOSITION,
        "settlement",
        rf"\bsettle[sd]? (?:{_OWN}|claims |this |that |all ){_WORDS}"
        rf"(?:{SUIT}|{CLAIM}|allegations|dispute)\b",
        rf"\breach(?:ed|es) (?:an? )?{_FEW}settlement\b",
        r"\b(?:agreed|agrees) to (?:settle|pay [^;]{1,60}? (?:to|and) (?:settle|resolve|end))\b",
        rf"\b{SUIT} (?:(?:was|were|has been)|that the [a-z]+) settled\b",
        r"\b[Tt]he settlement(?:, which [^;,]{1,60},)? "
        r"(?:covers|requires|resolves|ends|was approved)\b",
    ),
    *_steps(
        _DISPOSITION,
        "pending",
        rf"\b(?:is|are|now|currently) facing (?:an? |another |the )?{_FEW}(?:{SUIT}|{CLAIM})\b",
        rf"\bfaces (?:an? |another )?{_FEW}(?:{SUIT}|{CLAIM})\b",
    ),
    # ---- The class
    *_steps(
        _CLASS,
        "proposed",
        r"\b(?i:proposed|putative|potential|would-be|prospective) (?:[\w-]+ ){0,2}?class"
        r"(?: action)?\b",
    ),
    *_steps(
        _CLASS,
        "certified",
        r"\bcertified (?:the |a |an? \w+ )?class\b",
        r"\bclass (?:was|has been) certified\b",
        r"\bgranted [\w' ]{0,30}class certification\b",
    ),
    *_steps(
        _CLASS,
        "denied",
        r"\b(?:denied|refused|declined|rejected) (?:\w+ ){0,4}?"
        r"(?:class certification|to certify)\b",
    ),
]
