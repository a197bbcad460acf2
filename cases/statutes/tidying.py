"""What stands around citations and is no part of them: markup, typists' slips, headings."""

from __future__ import annotations

import html
import re

from cases.sections import EN_DASH

_TYPOGRAPHY = str.maketrans(
    {
        "\N{EM DASH}": EN_DASH,
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}", "-"),
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER TURNED COMMA}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # of full width
    }
)
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{2,8};")
_MARKUP = re.compile(r"</?(?:[biu]|em|strong|span|sup|p)(?: [^<>]{0,200})?>|[*_]+")
_LEVEL = r"\((?:[0-9]{1,3}[A-Za-z]?|[A-Za-z]{1,2}|[ivxIVX]{1,5})\)"
_SLIPS = (
    (re.compile(r" +(?=[,;]|\.(?![0-9]))"), ""),  # § 1681 , et seq .
    (re.compile(rf"({_LEVEL}) (?={_LEVEL})"), r"\1"),  # § 2701 (a) (1)
    (re.compile(r"(?<=[0-9]) ?/ ?(?=[0-9])"), "/"),  # 740 ILCS 14 / 15
    (re.compile(r"((?<![0-9A-Za-z])[0-9]+[a-z]?|[)/])(?=et\.? ?seq)"), r"\1 "),  # § 2701et seq.
    (re.compile(r"^([0-9]{1,3})(?=[A-Z][A-Za-z.]{2,})"), r"\1 "),  # 740ILCS 14/15
    # What machines read for the sign and for the figure 1.
    (re.compile(r"(?<=[A-Za-z.,] )\$\$(?= ?[0-9])"), "\u00a7\u00a7"),
    (re.compile(r"(?<=[A-Za-z.,] )\$(?= ?[0-9])"), "\u00a7"),
    (re.compile(r"^[lI](?=[0-9] ?U\.? ?S\.)"), "1"),
)
# Said of an act's name or of a citation, and no part of either.
_SAID = re.compile(
    r",? (?:as amended|(?:as )?promulgated thereunder|thereunder|inclusive)(?=,|;|$|\.$| \()",
    re.IGNORECASE,
)
_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|thirteenth|fourteenth|fifteenth|[0-9]{1,2}(?:st|nd|rd|th)"
)
_CARDINAL = "[0-9]{1,2}|[IVXL]{1,7}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_COUNT = r"(?:counts?|claims?(?: for relief)?|causes? of action)"
_HEADING = re.compile(
    rf"(?:(?:{_ORDINAL}) {_COUNT}|{_COUNT} (?:{_CARDINAL})|cause)"
    rf"(?: ?[:.{EN_DASH}-] ?| (?=\(|for ))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:in |for )?(?:violations?|breach) of|violating|violates|pursuant to|(?:arising )?under"
    r"|see(?: also)?|e\.g\.,?|cf\.) (?:the )?",
    re.IGNORECASE,
)
_WRAPPED = {"(": ")", "[": "]", '"': '"', "\u201c": "\u201d", "'": "'"}


def tidied(text: str) -> str:
    """Return the text in plain typography, on one line, without markup and without slips."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if "<" in text or "*" in text or "_" in text:
        text = _MARKUP.sub("", text)
    text = " ".join(text.translate(_TYPOGRAPHY).split())
    for slip, mended in _SLIPS:
        text = slip.sub(mended, text)
    return unwrapped(_SAID.sub("", text))


def unwrapped(text: str) -> str:
    """Return the text without the marks at its end, and the brackets or quotes around all of it."""
    text = text.rstrip(" ,;:")
    while text[:1] in _WRAPPED and text.endswith(_WRAPPED[text[0]]) and _is_one(text):
        text = text[1:-1].strip(" ,;:")
    return text


def _is_one(text: str) -> bool:
    """Tell whether the first bracket or quote of a text is closed by its last."""
    opening, closing = text[0], _WRAPPED[text[0]]
    if opening == closing:
        return len(text) > 1 and text.count(opening) == 2  # noqa: PLR2004 - a pair
    depth = 0
    for at, char in enumerate(text):
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return at == len(text) - 1
    return False


def without_heading(text: str) -> str:
    """Return what a complaint's heading is of: COUNT II - VIOLATION OF THE Wiretap Act."""
    if heading := _HEADING.match(text):
        text = unwrapped(text[heading.end() :])
    lead = _LEAD.match(text)
    return unwrapped(text[lead.end() :]) if lead else text
