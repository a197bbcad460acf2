"""Judges, by the title before the name or after it."""

from __future__ import annotations

import re

from sources.reader.finding import About, Finding, FindingKind
from sources.reader.prose import Prose

_TITLE = (
    r"(?:(?:U\.?S\.?|United States|Federal|Senior|Chief|Presiding|Associate) ){0,3}"
    r"(?:(?:District|Circuit|Bankruptcy|Magistrate|Superior Court|Administrative Law|State) ){0,2}"
    r"(?:Judge|Vice Chancellor|Chancellor|Magistrate)"
)
_WORD = r"(?:(?:[A-Z]\.){1,3}|[A-Z][\w'-]+)"
_TITLE_FIRST = re.compile(
    rf"(?:\b{_TITLE}|\bJustice|\bHon\.|\bHonorable) "
    r"(?P<name>(?!District|Court|Department|Circuit|Bankruptcy|Magistrate|Group|Center|Project)"
    rf"{_WORD}(?: (?:de |van |von |St\. )?{_WORD}){{0,3}}(?:,? (?:Jr|Sr|III|II)\b\.?)?)"
)
_NAME_FIRST = re.compile(
    rf"(?<![\w.'-])(?P<name>[A-Z][\w'-]+(?: {_WORD}){{1,3}}),? "
    r"(?i:(?:United States|U\.S\.) (?:District|Magistrate|Circuit) Judge)(?!\w)(?! [A-Z])"
)


def read_judges(prose: Prose) -> list[Finding]:
    """Find judges by title and name; a surname alone is completed from the text's full names."""
    found: list[tuple[int, int, str]] = []
    for pattern in (_TITLE_FIRST, _NAME_FIRST):
        for match in pattern.finditer(prose.plain):
            name = match["name"]
            if not name.isupper() or " " in name:
                found.append((*match.span("name"), name))
    full = {name.rpartition(" ")[2]: name for _, _, name in reversed(found) if " " in name}
    findings = []
    for start, end, name in found:
        whole = full.get(name, name)
        inferred = "" if whole == name else "the first name, given elsewhere in the text"
        findings.append(Finding(FindingKind.JUDGE, start, end, whole, About.CASE_JUDGES, inferred))
    return findings
