"""The phrases by which the English-language press says that a text was changed.

Gathered from the style of wires, papers and blogs ("Correction:", "An earlier version of this
article misstated…", "(Corrects paragraph 3…)"). Each is bound to the press's own nouns or to a
label's place, so that "the court issued a correction notice" and "Corrections policy" are none.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from sources.webpage import Block


class Saying(Enum):
    """What a block of text says about changes."""

    NOTHING = auto()
    NOTE = auto()  # it opens with a label or another opening of a note
    STATEMENT = auto()  # one of its sentences says so
    LABEL = auto()  # "Correction" and nothing else: the words come next
    STAMP = auto()  # a day or a time and nothing else


# One character each, so that places in the plain words are places in the text.
_PLAIN = str.maketrans(
    "’‘\u02bc\u00b4`“”«»–—\u2212\u2012\u2010\u2011\u00a0\u202f\u2009",
    "'''''\"\"\"\"------   ",
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_STAMP_WORD = (
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)?(?:[:./-]\d{{1,4}}){{0,2}}(?:\s?[ap]\.?m)?|{_MONTH}"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|[ap]\.?m|[ecmp][sd]?t|gmt|utc|bst|noon|midnight|eastern|pacific|central|time|at|on|as of|of"
    r"|#\d+|no)\b"
)
# Possessive, so that no text makes it try twice.
_STAMP = rf"(?:[\s,(\[/|·•]*+{_STAMP_WORD}[.,)\]]*+){{0,14}}+"
_MOMENT = rf"(?:\b{_MONTH}\b|\b(?:19|20)\d\d\b|\d:\d\d|\d\s?[ap]\.?m\b|\d/\d)"

_NOTE_LABELS = (
    r"ed(?:itor)?(?:'?s?'?|\.)? ?notes?|(?:a )?note (?:from|by) (?:the|our) (?:editors?|newsroom"
    r"|publishers?)|(?:a )?note to (?:our )?readers"
    r"|(?:publisher|newsroom|author|reporter|writer|post-publication)(?:'s)? notes?"
    r"|(?:editor|newsroom) update"
)
_CHANGE_LABELS = (
    r"(?:(?:story|article|post|headline) )?(?:corrections?(?: (?:and|&) (?:clarifications?"
    r"|amplifications?))?|corrected|clarifications?|clarified|retractions?|retracted|errat(?:um|a)"
    r"|corrigend(?:um|a)|addendum|amplification|apology|updates?|updated)"
    r"(?: (?:appended|to this (?:story|article|post|report)|notice))?"
)
_LABELS = rf"(?:{_NOTE_LABELS}|{_CHANGE_LABELS}|setting the record straight)"
_LEAD = r"[\s*•·†‡>\[(_~-]{0,6}"
_ENDING = r"[\s:.|*\])_~-]*"
_SEPARATOR = r"[\])*_]{0,3}\s{0,2}(?:[:|]|-+(?=\s)|-(?=[A-Z\"]))"

_LABELLED = re.compile(
    rf"{_LEAD}(?:(?:{_STAMP}\s)?{_LABELS}(?:{_SEPARATOR}|{_STAMP}{_SEPARATOR})"
    rf"|for the record{_STAMP}:)",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"{_LEAD}{_LABELS}{_STAMP}{_ENDING}", re.IGNORECASE)
_STAMP_ALONE = re.compile(rf"{_STAMP}{_ENDING}", re.IGNORECASE)

_ALWAYS_PRESS = r"(?:story|article|post|headline|column|editorial|op-ed|blog post|dispatch)"
_PRESS = (
    rf"(?:{_ALWAYS_PRESS}|piece|report|blog|review|feature|interview|essay|commentary|newsletter"
    r"|explainer|analysis|transcript|caption|graphic|chart|version|edition|timeline|list|guide"
    r"|profile|obituary|recap|roundup|entry|item|page|copy|text|press release|news release|release)"
)
_THIS = rf"this (?:[\w.,'-]{{1,15}} ){{0,4}}{_PRESS}"
_OF_THIS = rf"(?:(?:this|our) (?:[\w.,'-]{{1,15}} ){{0,3}}{_PRESS}|the {_ALWAYS_PRESS})"
_FORMER = r"(?:earlier|previous|prior|original|initial|older|first|print|online)"
_WRONGLY = r"(?:incorrectly|wrongly|erroneously|inaccurately|mistakenly|improperly)"
_CHANGED = (
    r"(?:updated|corrected|amended|revised|clarified|edited|changed|modified|retracted|withdrawn"
    r"|refiled|republished|altered|appended|expanded|rewritten|unpublished|taken down|removed)"
)
_SLIP = (
    r"(?:editing|editor's|editorial|production|reporting|reporter's|transcription|typographical"
    r"|typing|technical|copy ?editing|copy-editing|publishing)"
)
_STATEMENT = re.compile(
    "|".join(
        [
            rf"\b{_FORMER} (?:version|edition|draft|headline)s? (?:of|on|for) {_OF_THIS}\b",
            rf"\b{_FORMER} version (?:of it )?(?:\w+ )?(?:mis(?:stated|spelled|spelt|identified"
            rf"|attributed|quoted|reported|characteri[sz]ed|represented)|{_WRONGLY})\b",
            rf"\b{_THIS} (?:has|have|had)(?: since| now| also| just)? been (?:\w+ ){{0,2}}"
            rf"{_CHANGED}\b",
            rf"\b{_THIS} (?:was|is)(?: \w+)? (?:updated|corrected|amended|revised|clarified"
            r"|retracted|refiled|modified)\b",
            rf"\b{_THIS} (?:has )?(?:(?:originally|initially|previously) (?!(?:first )?(?:appeared"
            rf"|published|ran|posted|was|were|aired|printed|on|in|for)\b)|{_WRONGLY} )\w+",
            r"\bthis (?:story|version|article|dispatch)(?: of (?:the|this) \w+)? (?:corrects"
            r"|clarifies|updates|removes|restores|deletes|recasts|fixes)\b",
            rf"\bthe {_ALWAYS_PRESS} (?:has been|was) (?:since |later )?(?:updated|corrected"
            r"|amended|revised|clarified)(?: (?:to|with|since|throughout)\b|\s*[.)\]]*$)",
            rf"\bthe headline (?:of|on|for|to) {_OF_THIS}",
            rf"\b(?:been|was|were) (?:corrected|updated|amended|clarified) (?:in|throughout) "
            rf"{_OF_THIS}",
            r"\ba (?:correction|clarification|retraction) (?:was|has been) (?:made|appended|added"
            r"|issued) (?:on|to|in|at) (?:this|the (?:article|story|post)|"
            rf"{_MONTH}\b)",
            rf"\b(?:correction|clarification|retraction)s? to {_THIS}\b",
            r"\bwe(?:'ve| have)(?: since| now)? (?:updated|corrected|amended|clarified|revised"
            rf"|retracted|removed|changed) {_OF_THIS}\b",
            r"\b(?:regrets?|apologi[sz]es?(?: to (?:our )?readers)? for) (?:the|this|these|any) "
            r"(?:errors?|mistakes?)\b",
            rf"\b(?:due to|because of|owing to|as a result of) an? {_SLIP} (?:error|mistake)\b",
        ]
    ),
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"{_LEAD}(?:(?:story|article|post) )?(?:last )?(?:updated|corrected|amended|revised){_STAMP}"
    r" (?:with (?!the court)|throughout\b"
    r"|to (?:add|include|reflect|correct|clarify|note|show|say|remove|fix)\b)",
    re.IGNORECASE,
)
# The wires put it in brackets after the dateline; the case of the letter is part of the form.
_WIRE = re.compile(
    r"\((?:Corrects|Corrected|Refiles|Refiled|Updates|Updated|Adds|Recasts|Clarifies|Removes"
    r"|Deletes|Restores|Fixes|In (?:this )?(?:story|paragraph|item|headline))[\s,][^()]{8,}"
)
_AFTER_A_SENTENCE = re.compile(
    r"(?<=[.!?\"')\]] )(?:(?:CORRECTION|CLARIFICATION|UPDATE|EDITOR'S NOTE|RETRACTION)S?"
    r"|(?:Correction|Clarification|Update|Editor's [Nn]ote|Retraction)s?)"
    rf"(?i:{_STAMP})\s?:"
)
# In a byline it has a capital or a mark before it; "the complaint, corrected on Jan. 22" is prose.
_STAMPED = re.compile(
    r"(?:^|(?<=[|•·/(\[-] )|(?<=[|•·/(\[-])|(?=(?-i:[A-Z])))"
    r"(?:(?:page|story|article|post) )?(?:last )?"
    rf"(?:updated|modified|revised|corrected|amended)(?: on| at)?\s?[:-]?(?P<stamp>{_STAMP})",
    re.IGNORECASE,
)
_LONGEST_BYLINE = 200  # characters of a block whose "Updated Jan. 22" is the page's stamp
_RELATIVE = re.compile(
    r"\W*(?:last )?(?:updates?|updated|modified)\W*(?:about |over |almost )?"
    r"(?:(?:\d+|an?|a few|few)\s?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w"
    r"|weeks?|mo|months?|y|years?)(?: ago)?|just now|moments? ago|now|today|yesterday)\b.{0,12}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z\"'(\[•*†‡])")


class Found(NamedTuple):
    """What a block says, and where those words start and end in its text."""

    saying: Saying
    start: int
    end: int


def saying_in(block: Block) -> Found:
    """Return what a block says about changes.

    Its words are the whole block, unless a note stands within a paragraph: then from its sentence,
    or from the <em> and the like that holds it, to the paragraph's (or that element's) end.
    """
    words = block.text.translate(_PLAIN)
    found = None
    if block.is_link:
        # "Correction: Roe story" in a list of links is of another page.
        found = _statement(words, block.emphasised)
    elif not _RELATIVE.fullmatch(words):
        found = (
            _label(words)
            or _opening(words)
            or _within_emphasis(words, block.emphasised)
            or _statement(words, block.emphasised)
            or _within(words)
            or _stamp(words)
        )
    return found or Found(Saying.NOTHING, 0, 0)


def _label(words: str) -> Found | None:
    if not _LABEL_ALONE.fullmatch(words):
        return None
    return _stamp(words) or Found(Saying.LABEL, 0, len(words))


def _opening(words: str) -> Found | None:
    return Found(Saying.NOTE, 0, len(words)) if _opens(words, 0) else None


def _opens(words: str, at: int) -> bool:
    return bool(_LABELLED.match(words, at) or _OPENING.match(words, at))


def _within_emphasis(words: str, emphasised: tuple[tuple[int, int], ...]) -> Found | None:
    for start, stop in emphasised:
        if _opens(words, start):
            label = _LABELLED.match(words, start)
            only_label = label and label.end() >= stop - 1
            return Found(Saying.NOTE, start, len(words) if only_label else stop)
        opens = not start or words[:start].rstrip()[-1:] in tuple(".!?\"')]")
        is_label = _LABEL_ALONE.fullmatch(words, start, stop) and stop < len(words)
        if opens and is_label and not _stamp(words):
            return Found(Saying.NOTE, start, len(words))
    return None


def _statement(words: str, emphasised: tuple[tuple[int, int], ...]) -> Found | None:
    match = _STATEMENT.search(words)
    if match is None:
        return None
    # One further than the match begins, for the end of a sentence is known by what comes next.
    ends = _SENTENCE_END.finditer(words, 0, match.start() + 1)
    start, end = max((found.end() for found in ends), default=0), len(words)
    for opened, closed in emphasised:
        if start <= opened <= match.start() and closed >= match.end():
            is_whole = words[:closed].rstrip()[-1:] in tuple(".!?\"')]")
            start, end = opened, closed if is_whole else end
    return Found(Saying.STATEMENT, start, end)


def _within(words: str) -> Found | None:
    match = _AFTER_A_SENTENCE.search(words) or _WIRE.search(words)
    return Found(Saying.NOTE, match.start(), len(words)) if match else None


def _stamp(words: str) -> Found | None:
    """A byline's "Updated Jan. 22, 2025 at 5:30 p.m." without the byline, or a day alone."""
    match = _STAMPED.search(words) if len(words) <= _LONGEST_BYLINE else None
    if match and re.search(_MOMENT, match["stamp"], re.IGNORECASE):
        return Found(Saying.NOTE, match.start(), match.end())
    return Found(Saying.STAMP, 0, len(words)) if _STAMP_ALONE.fullmatch(words) else None
