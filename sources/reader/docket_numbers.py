"""Docket numbers, federal ones by their form and others by the word before them."""

from __future__ import annotations

import re

from sources.reader.finding import About, Finding, FindingKind
from sources.reader.prose import Prose

# 5:25-cv-00709, 25-cv-709, 1:22-cv-03456-KLM: division, year, case type, serial, judges' initials.
_FEDERAL = re.compile(
    r"(?<![\w-])(?:[0-9]{1,2}:)?[0-9]{2,4}-?(?:cv|cr|md|ml|mc|bk|mj|ap|civ|CV|CR|MD|CIV)-?"
    r"[0-9]{2,6}(?=[\W_]|$)(?:-[A-Z]{2,4}\b)*"
)
_NUMBERED = re.compile(
    r"(?:\b(?:[Cc]ase|[Dd]ocket|[Ii]ndex|[Cc]ivil [Aa]ction|C\.A\.)(?: number| [Nn]os?\.?|:)? ?"
    r"|(?<![\w.])Nos?\. )(?P<number>(?=[A-Z0-9/-]*[0-9]{3})(?:[A-Z]{0,4}-?)?[0-9]{2,6}"
    r"(?:[-/][A-Z0-9]{2,8}){1,3})(?![\w-])"
)
_INITIALS = re.compile(r"(?:-[A-Z]{2,4})+$")


def read_docket_numbers(prose: Prose) -> list[Finding]:
    """Find docket numbers, without the initials of judges that some courts append."""
    found = [
        (match.start(), match.end(), _INITIALS.sub("", match[0]))
        for match in _FEDERAL.finditer(prose.plain)
    ]
    found += [
        (*match.span("number"), match["number"])
        for match in _NUMBERED.finditer(prose.plain)
        if not _FEDERAL.fullmatch(match["number"])
    ]
    return [
        Finding(FindingKind.DOCKET_NUMBER, start, end, number, About.CASE_DOCKET_NUMBER)
        for start, end, number in found
    ]
