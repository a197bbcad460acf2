"""Reading a text for a person: what it states that the record could hold, with the words.

Pure and deterministic: rules of legal press English over the text, no model, no network, no
clock. It proposes; a person decides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sources.reader.amounts import read_amounts
from sources.reader.claims import read_claims
from sources.reader.counsel import read_counsel
from sources.reader.courts import read_courts
from sources.reader.dates import read_dates
from sources.reader.docket_numbers import read_docket_numbers
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.judges import read_judges
from sources.reader.names import Names
from sources.reader.parties import read_parties
from sources.reader.procedure import read_procedure
from sources.reader.prose import Prose
from sources.reader.seats import read_seats
from sources.reader.speakers import read_speakers
from sources.reader.statutes import case_citations, citations, read_statutes

# Each mention of these may be of another event, so that no two are the same finding.
_EVERY_MENTION = frozenset({About.EVENT_DATE, About.FILING_FILED_ON})


def read(text: str, *, published: date | None = None) -> list[Finding]:
    """Return the findings of a text in its order; time is about linear in its length.

    `published` is the day of publication: without it, days that the text names by their weekday
    and dates without a year are resolved from other dates of the text, or left out. Never raises
    on any text.
    """
    prose = Prose.of(text)
    names = Names(prose)
    cited = citations(prose)
    statutes = read_statutes(prose, cited)
    findings = [
        *read_dates(prose, published),
        *read_amounts(prose),
        *statutes,
        *read_courts(prose),
        *read_seats(prose),
        *read_docket_numbers(prose),
        *read_judges(prose),
        *read_parties(names, case_citations(cited)),
        *read_counsel(names),
        *read_speakers(names),
        *read_procedure(prose),
        *read_claims(prose, statutes),
    ]
    placed = [_in_text(prose, finding) for finding in _distinct(findings)]
    return sorted(placed, key=lambda finding: (finding.start, finding.end, finding.kind))


def _in_text(prose: Prose, finding: Finding) -> Finding:
    span = prose.original(finding.start, finding.end)
    return replace(finding, start=span.start, end=span.end)


def _distinct(findings: list[Finding]) -> list[Finding]:
    """Keep each meaning once, at the mention that says it with the least to infer or doubt."""
    best: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(findings, key=_plainness):
        mention = finding.start if finding.about in _EVERY_MENTION else None
        best.setdefault((finding.kind, finding.about, finding.value.casefold(), mention), finding)
    kept = list(best.values())
    longer = _longer_names(kept)
    return [finding for finding in kept if not _is_short_for(finding, longer)]


def _plainness(finding: Finding) -> tuple[bool, bool, int, int]:
    return bool(finding.doubt), bool(finding.inferred), finding.start, -finding.end


_Key = tuple[FindingKind, About]


def _longer_names(findings: list[Finding]) -> dict[_Key, list[str]]:
    """The names of each role that have several words: what shorter mentions stand for."""
    found: dict[_Key, list[str]] = {}
    for finding in findings:
        is_name = finding.kind in {FindingKind.PARTY, FindingKind.COUNSEL, FindingKind.JUDGE}
        if is_name and " " in finding.value:
            found.setdefault((finding.kind, finding.about), []).append(finding.value)
    return found


def _is_short_for(finding: Finding, longer: dict[_Key, list[str]]) -> bool:
    """Tell whether the finding names by a part what another of its role names in full."""
    if finding.about is About.CASE_CAPTION:
        return False
    value = finding.value.casefold()
    return any(
        name.casefold().startswith((f"{value} ", f"{value}, "))
        or name.casefold().endswith(f" {value}")
        for name in longer.get((finding.kind, finding.about), [])
    )
