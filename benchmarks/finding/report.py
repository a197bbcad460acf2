"""The table of times, the ratios that are held to, and RESULTS.md."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.finding.asked import (
    ADMIN,
    DATASETTE,
    DRAWING,
    FLOOR,
    OURS,
    WAYS,
    versions,
)
from benchmarks.finding.timing import Question

RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"
MOST_TIMES_THE_FLOOR = 2.0  # of bare SQL and drawing, for a selective filter
MOST_OF_THE_OTHERS = 0.25  # of Datasette's and the administration's time, for the commonest statute
MOST_TIMES_THE_SMALL = 1.3  # of its time at 10,000 cases, for a selective filter
COMMONEST = "the commonest statute"


@dataclass(frozen=True)
class Measured:
    """What came out for one world."""

    cases: int
    bytes_of_database: int
    questions: list[Question]
    versions: dict[str, str]

    @classmethod
    def of(cls, cases: int, questions: list[Question]) -> Measured:
        """With the size and versions of what is connected now."""
        from benchmarks.finding.world import sizes

        return cls(cases, sum(sizes().values()), questions, versions())


@dataclass(frozen=True)
class Mark:
    """A ratio, and the most that will do."""

    what: str
    ratio: float
    most: float

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.most

    @property
    def sentence(self) -> str:
        verdict = "" if self.is_met else ", which is missed"
        return f"{self.what}: {self.ratio:.2f} times (at most {self.most:g}){verdict}"


def table(measured: Measured) -> str:
    """A table in Markdown: medians, and beside them in brackets p95, in milliseconds."""
    lines = [
        f"\n{measured.cases:,} cases, {measured.bytes_of_database / 1e9:.2f} GB; milliseconds,"
        " median (p95)",
        "",
        f"| | cases | {' | '.join(WAYS)} |",
        f"|---|{'---:|' * (len(WAYS) + 1)}",
    ]
    for question in measured.questions:
        times = [
            f"{way.median * 1000:.0f} ({way.p95 * 1000:.0f})" if way else ""
            for way in map(question.ways.get, WAYS)
        ]
        number = f"{question.number:,}" if question.number is not None else ""
        lines.append(f"| {question.name} | {number} | {' | '.join(times)} |")
    remarks = [
        f"{question.name}: {remark}."
        for question in measured.questions
        for remark in question.remarks
    ]
    return "\n".join([*lines, *(["", *remarks] if remarks else [])])


def marks(measured: Mapping[int, Measured], in_turns: Question | None = None) -> list[Mark]:
    """What is held to, of the largest world measured; `in_turns` has a way for each size."""
    largest = measured[max(measured)]
    found = []
    for question in largest.questions:
        ours = question.times_of(OURS)
        floor = question.times_of(FLOOR, DRAWING)
        if question.is_selective and ours and floor:
            what = f"{question.name}, ours to bare SQL and drawing"
            found.append(Mark(what, ours / floor, MOST_TIMES_THE_FLOOR))
        if question.name.startswith(COMMONEST + " (") and ours:
            for other in (DATASETTE, ADMIN):
                theirs = question.times_of(other)
                if theirs:
                    what = f"{question.name}, ours to that of {other}"
                    found.append(Mark(what, ours / theirs, MOST_OF_THE_OTHERS))
    if in_turns is not None:
        small, large = sorted(in_turns.ways, key=int)
        what = f"a rare statute, {int(large):,} cases to {int(small):,}"
        ratio = in_turns.ways[large].median / in_turns.ways[small].median
        found.append(Mark(what, ratio, MOST_TIMES_THE_SMALL))
    return found


def write(measured: Mapping[int, Measured], held_to: list[Mark]) -> None:
    """Put the tables into RESULTS.md, the newest day first."""
    now = datetime.now(UTC)
    of = next(iter(measured.values())).versions
    head, separator, older = RESULTS.read_text(encoding="utf-8").partition("\n## ")
    parts = [
        f"## {now.day} {now:%B %Y}, up to {max(measured):,} cases",
        f"{_machine()}. " + ", ".join(f"{name} {version}" for name, version in of.items()) + ".",
        *(table(measured[cases]).strip() for cases in sorted(measured)),
        "\n".join(f"- {mark.sentence}" for mark in held_to),
    ]
    text = f"{head.rstrip()}\n\n" + "\n\n".join(parts) + "\n"
    RESULTS.write_text(text + (separator + older if separator else ""), encoding="utf-8")


def _machine() -> str:
    import psutil

    name = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        "a processor without a name",
    )
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores of {name}, {memory:.0f} GB of memory"
