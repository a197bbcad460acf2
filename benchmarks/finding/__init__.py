"""How long it takes to find cases among up to 1,000,000, and how long it takes others.

`make bench ARGS=finding` asks 10,000 and 100,000 cases; `ARGS='finding --cases 1000000'` the
largest world, after 10,000. `--write` puts the table into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(*arguments: str) -> None:
    """Measure in a process of its own, on a server of its own whose worlds are kept.

    Raises:
        SystemExit: If a figure at 1,000,000 cases is not what it is held to.
    """
    from benchmarks.finding.kept import FOLDER
    from tests.casetracker.processes import environment

    root = Path(__file__).resolve().parent.parent.parent
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603 (this program, with what its caller typed)
        [sys.executable, "-m", "benchmarks.finding", *arguments],
        cwd=root,
        env=environment(folder, LOG_LEVEL="ERROR"),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise SystemExit("Finding is not what it is held to: see above.")
