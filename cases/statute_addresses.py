"""Addresses of statutes: /statutes/sca/, /statutes/18-usc-2701/, and back again. Pure.

An act is at its short name, a section at its standard form in letters that an address can hold.
Nothing is looked up to write one, so an address never changes while the act keeps its name.
"""

import re
from collections.abc import Iterable
from functools import cache

from cases.sections import CFR, EN_DASH, USC
from cases.statutes import Act, StatuteError, StatuteRef, acts

_SHORT_NAME = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z&-]{2,9}")
_TO, _ET_SEQ = "-to", "-et-seq"
# A section of Illinois, 14/15, would make two parts of an address.
_SLASH, _FOR_SLASH = "/", "~"
_SUB = r"(?:_[0-9A-Za-z]+)+"
_SECTION = re.compile(
    rf"(?P<first>[^_]+?)(?:{_TO}-(?P<last>[^_]+)|(?P<sub>{_SUB}(?:{_TO}{_SUB})?)?(?P<et>{_ET_SEQ})?)"
)


def plain(words: str) -> str:
    """Small letters and figures with hyphens between: “Cal. Bus. & Prof.” is cal-bus-prof."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])['’](?=s\b)", "", words.lower())))


def code_part(code: str) -> str:
    """What stands for a code: 18-usc-2701, 17-cfr-240.10b-5, cal-bus-prof-code-17200."""
    return {USC: "usc", CFR: "cfr"}.get(code) or plain(code)


def slug_of(ref: StatuteRef) -> str:
    """The last part of the address of a section or range."""
    title = f"{ref.title}-" if ref.title is not None else ""
    section = ref.first.replace(_SLASH, _FOR_SLASH)
    if ref.last is not None:
        section += f"{_TO}-{ref.last.replace(_SLASH, _FOR_SLASH)}"
    section += ref.subsection.replace("(", "_").replace(")", "").replace(EN_DASH, _TO)
    et_seq = _ET_SEQ if ref.et_seq else ""
    return f"{title}{code_part(ref.code)}-{section}{et_seq}"


def short_name(act: Act) -> str:
    """The first letters that an act is called by, SCA; "" for one that has none."""
    return next((name for name in act.names if _SHORT_NAME.fullmatch(name)), "")


def act_slug(act: Act) -> str:
    """The last part of the address of an act: its short name if it has one (sca), or its name."""
    return plain(short_name(act) or act.names[0])


@cache
def _acts_by_slug() -> dict[str, Act]:
    found = {plain(name): act for act in reversed(acts()) for name in act.names}
    return found | {act_slug(act): act for act in acts()}


def act_at(slug: str) -> Act | None:
    """The act whose name, any of its names, stands in an address so; None for no act's."""
    return _acts_by_slug().get(plain(slug))


def ref_at(slug: str, codes: Iterable[str]) -> StatuteRef | None:
    """The section whose address ends so, of one of these codes; None for no section's."""
    for code in sorted({USC, CFR, *codes}, key=lambda code: (-len(code_part(code)), code)):
        match = re.fullmatch(rf"(?:([0-9]{{1,4}})-)?{re.escape(code_part(code))}-(.+)", slug)
        section = _SECTION.fullmatch(match[2].replace(_FOR_SLASH, _SLASH)) if match else None
        if match is None or section is None:
            continue
        try:
            return StatuteRef(
                code,
                int(match[1]) if match[1] else None,
                section["first"],
                section["last"],
                et_seq=bool(section["et"]),
                subsection=_with_brackets(section["sub"] or ""),
            )
        except StatuteError:
            continue
    return None


def _with_brackets(written: str) -> str:
    """The subsection “_a_1-to_b” as it is cited: (a)(1)–(b)."""
    spans = written.split(_TO)
    return EN_DASH.join("".join(f"({level})" for level in span.split("_")[1:]) for span in spans)
