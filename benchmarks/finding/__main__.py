"""What the process of its own does: make the worlds, ask, print, write."""

from __future__ import annotations

import argparse

import django

SMALL, USUAL, LARGEST = 10_000, 100_000, 1_000_000


def main() -> None:
    """Ask the worlds that the arguments name, and print what came out."""
    said = argparse.ArgumentParser(prog="benchmarks finding", description=__doc__)
    said.add_argument("--cases", type=int, default=USUAL, help=f"how many; {USUAL} if not said")
    said.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    said.add_argument(
        "--as-it-is",
        action="store_true",
        help="take the worlds kept, although what makes them has changed since",
    )
    asked = said.parse_args()
    django.setup()

    from django.conf import settings

    # The plain administration beside our pages; files as they lie in the source.
    settings.ROOT_URLCONF = "benchmarks.finding.admin"
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT.mkdir(exist_ok=True)

    from benchmarks.finding import report
    from benchmarks.finding.asked import questions_of, rare_in_turns
    from benchmarks.finding.kept import connected_to, world_of
    from benchmarks.finding.timing import measure

    measured = {}
    sizes = sorted({SMALL, asked.cases})
    for cases in sizes:
        file = world_of(cases, as_it_is=asked.as_it_is)
        with connected_to(cases), questions_of(file) as questions:
            measure(questions)
            measured[cases] = report.Measured.of(cases, questions)
        print(report.table(measured[cases]), flush=True)
    marks = report.marks(measured, rare_in_turns(sizes) if len(sizes) > 1 else None)
    print("\n".join(mark.sentence for mark in marks))
    if asked.write:
        report.write(measured, marks)
    unmet = [mark for mark in marks if not mark.is_met]
    if unmet and asked.cases >= LARGEST:
        raise SystemExit("\n".join(mark.sentence for mark in unmet))


if __name__ == "__main__":
    main()
