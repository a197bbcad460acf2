"""A small record file with a little of everything, and the texts it quotes."""

from pathlib import Path

from sources import record_file
from sources.actions import LoadReport, load_record

SMALL = """\
case:
  slug: rivera-v-acme
  caption: Rivera v. Acme Corp.
  court: cand
  docket_number: 5:25-cv-00001
  filed_on: 2025-03-04
  judges: [Ann Lee, Bo Ray]
  summary: About a rota.
  parties:
    - {key: rivera, name: Ana Rivera, role: plaintiff, kind: person}
    - {key: acme, name: Acme Corp., role: defendant}
    - {key: beta, name: Beta LLC, role: defendant}
  counsel:
    - {key: ann, attorney: Ann Advocate, represents: rivera}
  filings:
    - {key: complaint, number: 1, filed_on: 2025-03-04, filed_by: rivera, text: ""}
    - {key: dismissal, disposition: voluntary_dismissal, prejudice: without, answers: complaint}
  claims:
    - key: wages
      title: Unpaid wages
      statutes: ["29 U.S.C. § 207", "18 U.S.C. § 2701 et seq."]
      against: [beta, acme]
      amount: 1000
      disposed_by: dismissal
  events:
    - {key: rota, kind: conduct, date: 2024-08, summary: Acme changes the rota}
  related_cases:
    - {key: doe, case: doe-v-acme, relation: same defendant}
related:
  - slug: doe-v-acme
    caption: Doe v. Acme Corp.
    parties:
      - {key: doe, name: Jo Doe, role: plaintiff}
sources:
  - {key: gazette, kind: press_article, publisher: The Gazette, text_file: gazette.txt}
  - {key: herald, kind: press_article, publisher: The Herald, origin: The Gazette}
facts:
  - target: claim:wages
    field: amount
    citations:
      - {source: gazette, quote: a thousand dollars}
  - target: party:acme
    citations:
      - {source: gazette, quote: Acme was sued}
  - target: case
    field: filed_on
    decision: {basis: sources, reason: The Gazette was there.}
    citations:
      - {source: gazette, quote: sued on 4 March, inferred: the year}
      - {source: herald, quote: sued on 5 March, stated_value: 2025-03-05, attributed_to: a clerk}
  - target: event:rota
    field: date
    citations:
      - {source: gazette, quote: sued on 4 March, stated_value: 2024}
      - {source: gazette, quote: a thousand dollars, stated_value: 2024-08}
  - target: doe-v-acme/party:doe
    field: name
    citations:
      - {source: herald, quote: one Jo Doe}
"""

GAZETTE = "Rivera sued on 4 March.\nAcme was sued for “a thousand dollars”, and sued again."


def edited(old: str, new: str) -> str:
    """The small record with one place changed."""
    assert SMALL.count(old) == 1, f"{old!r} stands {SMALL.count(old)} times in the record"
    return SMALL.replace(old, new)


def load(text: str = SMALL, name: str = "record.yaml") -> LoadReport:
    return load_record(file=record_file.parse(text, name=name))


def write(folder: Path, text: str = SMALL) -> Path:
    path = folder / "record.yaml"
    path.write_text(text, encoding="utf-8")
    return path
