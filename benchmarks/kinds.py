"""How well and how fast cases.docket_text tells what a docket entry is.

`kinds.csv` holds labels given by hand to entries of real court files, by file, position and number;
the texts stay in the folder that COURT_FILES names. Each label was given before the rules were run
on the entry. The samples: `written from`, half of the files, which the rules were written from;
`held back`, the other half; `unread` and `unread 2`, entries drawn when the rules stood, which
nobody had read until then. What they showed to be plain faults was mended since, so the figures
printed now are kinder than the first ones, which stand in docs/kinds.md. A `?` is no
label.
"""

from __future__ import annotations

import csv
import json
import os
import time
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cases.docket_text import EntryReading, read_entry
from cases.kinds import FilingKind

LABELS = Path(__file__).with_suffix(".csv")
HELD_TO = 0.9  # of the kinds of entries that the rules were not written from
WRITTEN_FROM = "written from"


@dataclass(frozen=True)
class Labelled:
    """An entry of a court file, and what a person says that it is."""

    sample: str
    text: str
    short: str
    kind: str
    motion_type: str
    outcome: str


def labelled(folder: Path) -> list[Labelled]:
    """The labelled entries. Raises SystemExit where a file or an entry of it is not there."""
    found = []
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for label in csv.DictReader(lines):
            entries = _entries(folder / f"{label['file']}.json")
            position = int(label["position"])
            if position >= len(entries) or label["number"] != str(
                entries[position].get("document_number") or ""
            ):
                raise SystemExit(
                    f"{label['file']} has no entry {label['number'] or 'without a number'} at"
                    f" {position}: COURT_FILES must name the files that kinds.csv was made from."
                )
            entry = entries[position]
            found.append(
                Labelled(
                    label["sample"],
                    entry.get("description") or "",
                    entry.get("short_description") or "",
                    label["kind"],
                    label["motion_type"],
                    label["outcome"],
                )
            )
    return found


@cache
def _entries(path: Path) -> list[dict[str, Any]]:
    """The entries in the JSON beside a court file: of one docket, of a notice's, or of a feed's."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SystemExit(f"{path} is not there, and kinds.csv has labels for it.") from None
    dockets = data if isinstance(data, list) else data.get("dockets", [data])
    return [entry for docket in dockets for entry in docket.get("docket_entries", [])]


def _print_confusion(pairs: list[tuple[str, str]]) -> None:
    """A line for each kind: how many are right, and what the others were taken for."""
    print(f"\n{'labelled':22}{'right':>9}   taken for")
    for kind in FilingKind:
        read_as = Counter(read for label, read in pairs if label == kind)
        if read_as:
            wrong = ", ".join(
                f"{k or 'not stated'} {n}" for k, n in read_as.most_common() if k != kind
            )
            print(f"{kind.value:22}{f'{read_as[kind]}/{read_as.total()}':>9}   {wrong}")


def _share(pairs: list[tuple[str, str]]) -> str:
    right = sum(label == read for label, read in pairs)
    return f"{right}/{len(pairs)} {right / len(pairs):.3f}" if pairs else "–"


def run() -> None:
    """Print the confusion of kinds, the shares right by sample, and the time an entry takes.

    Raises:
        SystemExit: If under 0.9 of the kinds not written from are right, or files are missing.
    """
    folder = os.environ.get("COURT_FILES")
    if not folder:
        print("COURT_FILES names no folder, so the kinds of real entries are not measured.")
        return
    entries = labelled(Path(folder))
    readings = [read_entry(entry.text, entry.short) for entry in entries]
    read = list(zip(entries, readings, strict=True))
    _print_confusion([(entry.kind, reading.kind) for entry, reading in read])

    print(f"\n{'':16}{'kind':>15}{'motion type':>15}{'outcome':>15}")
    for sample in dict.fromkeys(entry.sample for entry in entries):
        of = [(entry, reading) for entry, reading in read if entry.sample == sample]
        _print_sample(sample, of)
    others = [(entry, reading) for entry, reading in read if entry.sample != WRITTEN_FROM]
    _print_sample("not written from", others)

    print(f"\n{len(entries)} entries, {_microseconds(entries):.0f} µs each")

    right = sum(entry.kind == reading.kind for entry, reading in others) / len(others)
    if right < HELD_TO:
        raise SystemExit(
            f"{right:.3f} of the kinds of entries not written from are right; held to {HELD_TO}."
        )


def _microseconds(entries: list[Labelled]) -> float:
    """The processor's time for an entry, in the best of five rounds."""
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for entry in entries:
            read_entry(entry.text, entry.short)
        rounds.append(time.process_time() - start)
    return min(rounds) / len(entries) * 1e6


def _print_sample(name: str, of: list[tuple[Labelled, EntryReading]]) -> None:
    kinds = [(entry.kind, str(reading.kind)) for entry, reading in of]
    asked = [
        (entry.motion_type, str(reading.motion_type))
        for entry, reading in of
        if entry.kind == FilingKind.MOTION and entry.motion_type != "?"
    ]
    decided = [
        (entry.outcome, str(reading.outcome))
        for entry, reading in of
        if entry.kind in (FilingKind.ORDER, FilingKind.JUDGMENT, FilingKind.MINUTE_ENTRY)
        and entry.outcome != "?"
    ]
    print(f"{name:16}{_share(kinds):>15}{_share(asked):>15}{_share(decided):>15}")
