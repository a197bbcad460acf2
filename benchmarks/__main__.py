"""Runs the benchmarks: `python -m benchmarks` all of them, `python -m benchmarks NAME …` some.

A benchmark is a module beside this one that has a `run() -> None`; it raises SystemExit with a
sentence if a figure is not what it is held to. Options go to the benchmark named last:
`python -m benchmarks finding --cases 1000000`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import django

import benchmarks


def main(given: list[str]) -> int:
    """Run the benchmarks named, or all; return the exit code."""
    runs = _runs()
    first = next((at for at, word in enumerate(given) if word.startswith("-")), len(given))
    wanted, options = given[:first], given[first:]
    if options and not wanted:
        print(f"Name a benchmark before {options[0]!r}: {', '.join(runs)}.", file=sys.stderr)
        return 2
    unknown = [name for name in wanted if name not in runs]
    if unknown:
        print(
            f"There is no benchmark {unknown[0]!r}. There are: {', '.join(runs)}.", file=sys.stderr
        )
        return 2
    failed = 0
    for name in wanted or runs:
        print(f"== {name} ==", flush=True)
        try:
            runs[name](*(options if wanted and name == wanted[-1] else ()))
        except SystemExit as stopped:  # what it is held to is not met; the others run all the same
            print(f"{name}: {stopped}", file=sys.stderr)
            failed = 1
    return failed


def _runs() -> dict[str, Callable[..., None]]:
    """The benchmarks by name, in the order of the alphabet."""
    found = {}
    for module in iter_modules(benchmarks.__path__):
        if module.name == "__main__":
            continue
        run = getattr(import_module(f"benchmarks.{module.name}"), "run", None)
        if run:
            found[module.name] = run
    return found


if __name__ == "__main__":
    # What reads the record's own file needs the models; no benchmark needs their database.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
