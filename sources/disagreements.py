"""Whether a value that a source states agrees with the value shown. Pure: text in, verdict out.

Agreement is worked out each time it is asked for and never stored, so that a change of the
record makes what agreed with it differ, by itself.
"""

import re

from cases.citable import Kind
from cases.dates import PartialDate
from cases.statutes import StatuteError, parse
from sources.anchoring import normalise
from sources.clerks_marks import without_marks
from sources.company_names import one_way

_WORD = re.compile(r"\w+")
_QUOTES = "\"'“”‘’"


def agrees(kind: Kind, shown: str, stated: str) -> bool:
    """True when a source that states `stated` supports showing `shown`.

    White space, letter case, typographic variants, enclosing quotation marks and a final full
    stop do not count, nor how a company's legal form is written (“Acme, Inc.” is “Acme Inc”), nor
    the order of a list joined with ";". What is stated less precisely
    agrees with what lies in it: August 2024 with 15 August 2024, California with San Jose,
    California, and of descriptions "damages" with "unspecified damages". The reverse does not
    hold: a source cannot vouch for more than it says.
    """
    if not shown.strip():
        return not stated.strip()
    # Most entries are shown in the very words of the court's file.
    if stated == shown:
        return True
    return _READERS.get(kind, _plain)(shown, stated)


def _plain(shown: str, stated: str) -> bool:
    return _items(shown) == _items(stated)


def _items(value: str) -> list[str]:
    return sorted(filter(None, (_bare(item) for item in value.split(";"))))


def _bare(value: str) -> str:
    words = " ".join(normalise(value).text.casefold().split())
    return one_way(words.strip(_QUOTES).removesuffix(".").strip(_QUOTES).strip())


def _date(shown: str, stated: str) -> bool:
    try:
        return PartialDate.parse(stated).contains(PartialDate.parse(shown))
    except ValueError:
        return _plain(shown, stated)


def _place(shown: str, stated: str) -> bool:
    shown_parts = [_bare(part) for part in shown.split(",")]
    stated_parts = [_bare(part) for part in stated.split(",")]
    return shown_parts[-len(stated_parts) :] == stated_parts


def _statutes(shown: str, stated: str) -> bool:
    try:
        return _sections(shown) == _sections(stated)
    except StatuteError:
        return _plain(shown, stated)


def _sections(text: str) -> set[tuple[str, str, str]]:
    """What a text refers to: an act and its first section "et seq." reach equally far."""
    return {(ref.lower_key, ref.upper_key, ref.subsection) for ref in parse(text)}


def _description(shown: str, stated: str) -> bool:
    """Every word stated is a word shown, in the same order."""
    words, stated_words = iter(_WORD.findall(_bare(shown))), _WORD.findall(_bare(stated))
    in_order = bool(stated_words) and all(word in words for word in stated_words)
    return in_order or _plain(shown, stated)


def _docket_text(shown: str, stated: str) -> bool:
    return without_marks(_bare(shown)) == without_marks(_bare(stated)) or _plain(shown, stated)


_READERS = {
    Kind.DATE: _date,
    Kind.PLACE: _place,
    Kind.STATUTES: _statutes,
    Kind.DESCRIPTION: _description,
    Kind.DOCKET_TEXT: _docket_text,
}
