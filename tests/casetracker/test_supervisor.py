"""The supervisor: stops what it started, the stubborn too, and notices who ends by himself."""

import fcntl
import sys
import time
from pathlib import Path

import psutil
import pytest

from casetracker import supervisor
from casetracker.supervisor import ProgramEndedError, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    *(sys.executable, "-c"),
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "open(sys.argv[1], 'w').close(); time.sleep(60)",
]
# Its children hold a lock, and threads and memory enough for their end to take a moment.
WITH_CHILDREN = """
import fcntl, os, sys, threading, time
def work():
    while True:
        sum(range(1_000))
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_SH)
for _ in range(3):
    if os.fork() == 0:
        held = b"x" * 10**8
        for _ in range(20):
            threading.Thread(target=work, daemon=True).start()
        open(sys.argv[2], "a").write(".")
        time.sleep(60)
time.sleep(60)
"""


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.status() != "zombie"]


def test_programs_are_stopped_at_the_end_of_the_block(tmp_path: Path) -> None:
    before = children()
    with Supervisor() as running:
        running.start("sleeper", SLEEP, tmp_path)
        assert len(children()) == len(before) + 1

    assert children() == before


def test_a_program_that_ends_by_itself_is_named(tmp_path: Path) -> None:
    before = children()
    with Supervisor() as running:
        running.start("sleeper", SLEEP, tmp_path)
        running.start("short one", [sys.executable, "-c", "exit(3)"], tmp_path)

        with pytest.raises(ProgramEndedError, match=r"short one ended by itself \(exit code 3\)"):
            running.watch_until(lambda: False)

    assert children() == before


def test_watching_ends_when_it_is_done(tmp_path: Path) -> None:
    with Supervisor() as running:
        running.start("sleeper", SLEEP, tmp_path)
        running.watch_until(lambda: True)


def test_a_program_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.5)
    before, began = children(), time.monotonic()
    with Supervisor() as running:
        running.start("stubborn", [*STUBBORN, str(tmp_path / "ready")], tmp_path)
        running.watch_until((tmp_path / "ready").exists)

    assert children() == before
    assert time.monotonic() - began < 10


def test_what_is_killed_is_gone_with_all_that_it_held(tmp_path: Path) -> None:
    """As the database, which the launcher stops next, unless somebody still holds it."""
    lock, ready = tmp_path / "lock", tmp_path / "ready"
    with Supervisor() as running:
        command = [sys.executable, "-c", WITH_CHILDREN, str(lock), str(ready)]
        running.start("parent", command, tmp_path)
        running.watch_until(lambda: ready.exists() and ready.read_text() == "...")

    with lock.open() as ours:
        fcntl.flock(ours, fcntl.LOCK_EX | fcntl.LOCK_NB)
