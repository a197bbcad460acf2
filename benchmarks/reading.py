"""How well and how fast sources.reader reads: precision and recall, by kind of finding.

Two sets: short articles about imaginary lawsuits whose findings are labelled
(tests/sources/reader/examples; some held back until the rules stood, see docs/adr/0007-reading.md),
and the press articles in the folder that ARTICLES names, against the citations of the record in
sources/records. A truth is found when a finding overlaps its words and the values agree. A finding
that backs no truth is wrong, also where the record merely left out what the text says; the last
column counts as right a value that is labelled or cited at other words of the same text.
"""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from cases.citable import Kind
from sources import record_file
from sources.anchoring import Span, find
from sources.disagreements import agrees
from sources.reader.finding import About, Finding, FindingKind
from sources.reader.read import read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests/sources/reader/examples"
RECORDS = ROOT / "sources/records"

# The citable fields that findings are for, and how their values compare.
_SCOPE: dict[str, tuple[FindingKind, Kind]] = {
    "case.filed_on": (FindingKind.DATE, Kind.DATE),
    "case.terminated_on": (FindingKind.DATE, Kind.DATE),
    "event.date": (FindingKind.DATE, Kind.DATE),
    "filing.filed_on": (FindingKind.DATE, Kind.DATE),
    "claim.amount": (FindingKind.AMOUNT, Kind.MONEY),
    "claim.statutes": (FindingKind.STATUTE, Kind.STATUTES),
    "case.court": (FindingKind.COURT, Kind.TEXT),
    "case.seat": (FindingKind.COURT, Kind.PLACE),
    "case.docket_number": (FindingKind.DOCKET_NUMBER, Kind.TEXT),
    "case.judges": (FindingKind.JUDGE, Kind.TEXT),
    "party.name": (FindingKind.PARTY, Kind.TEXT),
    "party.role": (FindingKind.PARTY, Kind.CHOICE),
    "counsel.attorney": (FindingKind.COUNSEL, Kind.TEXT),
    "counsel.firm": (FindingKind.COUNSEL, Kind.TEXT),
    "counsel.position": (FindingKind.COUNSEL, Kind.TEXT),
    "event.speaker": (FindingKind.SPEAKER, Kind.TEXT),
    "event.speaker_title": (FindingKind.SPEAKER, Kind.TEXT),
    "event.speaker_organization": (FindingKind.SPEAKER, Kind.TEXT),
    "filing.kind": (FindingKind.PROCEDURE, Kind.CHOICE),
    "filing.disposition": (FindingKind.PROCEDURE, Kind.CHOICE),
    "filing.prejudice": (FindingKind.PROCEDURE, Kind.CHOICE),
    "claim.title": (FindingKind.CLAIM, Kind.TEXT),
}
_KINDS = dict(_SCOPE.values()) | {FindingKind.COURT: Kind.TEXT, FindingKind.PARTY: Kind.TEXT}


@dataclass
class Truth:
    """A value that a text states, and every place of it that is known."""

    kind: FindingKind
    value: str
    compare: Kind
    places: list[Span] = field(default_factory=list)
    about: str = ""

    def is_found_by(self, finding: Finding) -> bool:
        overlaps = any(
            finding.start < place.end and place.start < finding.end for place in self.places
        )
        return overlaps and self.is_value_of(finding)

    def is_value_of(self, finding: Finding) -> bool:
        return finding.kind is self.kind and self._agrees(finding)

    def _agrees(self, finding: Finding) -> bool:
        if self.kind is FindingKind.PARTY and self.compare is Kind.CHOICE:
            return finding.about.endswith(f":{self.value}")
        return agrees(self.compare, self.value, finding.value)


@dataclass
class Score:
    truths: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0
    right_elsewhere: int = 0  # as right, or right in value at other words

    def add(self, other: Score) -> None:
        self.truths += other.truths
        self.found += other.found
        self.findings += other.findings
        self.right += other.right
        self.right_elsewhere += other.right_elsewhere


@dataclass
class Scored:
    """The scores of one text by kind, and what was missed and what was backed by nothing."""

    by_kind: dict[FindingKind, Score]
    missed: list[Truth]
    unbacked: list[Finding]


def score(findings: list[Finding], truths: list[Truth]) -> Scored:
    result = Scored(defaultdict(Score), [], [])
    for truth in truths:
        result.by_kind[truth.kind].truths += 1
        if any(truth.is_found_by(finding) for finding in findings):
            result.by_kind[truth.kind].found += 1
        else:
            result.missed.append(truth)
    for finding in findings:
        of = result.by_kind[finding.kind]
        of.findings += 1
        of.right_elsewhere += any(truth.is_value_of(finding) for truth in truths)
        if any(truth.is_found_by(finding) for truth in truths):
            of.right += 1
        else:
            result.unbacked.append(finding)
    return result


@dataclass(frozen=True)
class Example:
    """An article of our own, and what there is to find in it."""

    name: str
    text: str
    published: date | None
    is_held_back: bool
    truths: list[Truth]


def examples() -> Iterator[Example]:
    """The labelled articles, by name. Raises ValueError where a label's words are not there."""
    for path in sorted(EXAMPLES.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        truths: dict[tuple[str, str, str], Truth] = {}
        for kind, words, value, about in data["findings"]:
            places = find(str(words), data["text"])
            if not places:
                raise ValueError(f"{path.name}: {words!r} is not in the text")
            of = FindingKind(kind)
            truth = Truth(of, str(value), _KINDS[of], about=About(about))
            # A value said twice is one truth, to be found at either place.
            truths.setdefault((kind, str(value), about), truth).places += places
        yield Example(
            path.stem,
            data["text"],
            data["published"],
            data.get("held_back", False),
            list(truths.values()),
        )


def record_truths(record: record_file.Record, source: str, text: str) -> list[Truth]:
    """What one source states according to a record, each value of a kind once."""
    truths: dict[tuple[FindingKind, Kind, str], Truth] = {}
    shown = _values_shown(record)
    for fact in record.facts:
        for citation in fact.citations:
            target = fact.target.rpartition("/")[2]
            name = f"{target.partition(':')[0]}.{fact.field}"
            if citation.source != source or name not in _SCOPE:
                continue
            kind, compare = _SCOPE[name]
            value = citation.stated_value or shown[fact.target, fact.field]
            truth = truths.setdefault((kind, compare, value), Truth(kind, value, compare))
            truth.places += find(citation.quote, text)
    return list(truths.values())


def _values_shown(record: record_file.Record) -> dict[tuple[str, str], str]:
    """The value of every field of a record's rows, as text, by target and field."""
    values = {}
    for case in record.cases:
        before = "" if case is record.case else f"{case.slug}/"
        rows = [("case", case)]
        for name in ("party", "counsel", "claim", "filing", "event"):
            several = {"party": "parties", "counsel": "counsel"}.get(name, f"{name}s")
            rows += [(f"{name}:{row.key}", row) for row in getattr(case, several)]
        for target, row in rows:
            for field_name in type(row).model_fields:
                values[before + target, field_name] = _text(getattr(row, field_name))
    return values


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _amounts_quoted(record: record_file.Record, source: str, text: str) -> list[Span]:
    """Where a citation of any fact quotes an amount: the record backs it, as part of a summary."""
    quotes = {
        citation.quote
        for fact in record.facts
        for citation in fact.citations
        if citation.source == source and re.search(r"[$£€][0-9]", citation.quote)
    }
    return [place for quote in quotes for place in find(quote, text)]


def score_article(record: record_file.Record, source: record_file.SourceEntry, text: str) -> Scored:
    # The record says more of a class than its three stages, so their findings are not compared.
    findings = [
        finding
        for finding in read(text, published=source.published)
        if finding.about is not About.CASE_CLASS_STATUS
    ]
    truths = record_truths(record, source.key, text)
    truths += [
        Truth(FindingKind.AMOUNT, finding.value, Kind.MONEY, [place])
        for place in _amounts_quoted(record, source.key, text)
        for finding in findings
        if finding.kind is FindingKind.AMOUNT
        and place.start <= finding.start < place.end
        and not any(truth.is_found_by(finding) for truth in truths)
    ]
    return score(findings, truths)


def _print(title: str, scores: dict[FindingKind, Score]) -> None:
    print(f"\n{title}\n{'':16}{'precision':>18}{'recall':>18}{'of any words':>18}")
    total = Score()
    for kind in FindingKind:
        if kind in scores:
            total.add(scores[kind])
            _print_line(kind.value, scores[kind])
    _print_line("total", total)


def _print_line(name: str, of: Score) -> None:
    precision, recall = _share(of.right, of.findings), _share(of.found, of.truths)
    elsewhere = _share(of.right_elsewhere, of.findings)
    print(f"{name:16}{precision:>18}{recall:>18}{elsewhere:>18}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.2f}" if whole else "–"


def _sum(scored: Iterable[Scored]) -> dict[FindingKind, Score]:
    total: dict[FindingKind, Score] = defaultdict(Score)
    for one in scored:
        for kind, of in one.by_kind.items():
            total[kind].add(of)
    return total


def _print_speed() -> None:
    article = next(examples()).text
    for kilobytes in (3, 200):
        text = (article + "\n\n") * (kilobytes * 1000 // len(article) + 1)
        start = time.perf_counter()
        read(text[: kilobytes * 1000], published=date(2025, 2, 3))
        took = (time.perf_counter() - start) * 1000
        print(f"{kilobytes:4} kB: {took:7.0f} ms, {took / kilobytes:.1f} ms per kB")


def run() -> None:
    """Print precision and recall on both sets, and the time that reading takes."""
    labelled = list(examples())
    for title, held_back in (("Own examples", False), ("Own examples, held back", True)):
        of = [e for e in labelled if e.is_held_back is held_back]
        scored = [score(read(e.text, published=e.published), e.truths) for e in of]
        _print(f"{title} ({len(of)} texts)", _sum(scored))
    if folder := os.environ.get("ARTICLES"):
        for path in sorted(RECORDS.glob("*.yaml")):
            record = record_file.read(path).record
            texts = [
                (source, Path(folder, source.text_file).read_text(encoding="utf-8"))
                for source in record.sources
                if source.text_file and Path(folder, source.text_file).exists()
            ]
            scored = [score_article(record, source, text) for source, text in texts]
            _print(f"{path.stem} ({len(texts)} articles, against the record)", _sum(scored))
    else:
        print("\nARTICLES names no folder, so nothing is measured on the record's own articles.")
    print("\nTime")
    read("A text to warm up on: Acme v. Beta, S.D.N.Y.")
    _print_speed()
