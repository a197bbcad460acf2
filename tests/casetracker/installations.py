"""Data folders with a tracker in them, for tests that start processes on one.

To make a database, migrate it and load the record takes seconds, and a copy of the folder next to
nothing. So each kind of folder is made once in a run of the tests, by whichever of its processes
asks first, and then copied: what tests do to theirs, the others never see. Each kind is one
before it and some commands more.
"""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from casetracker import embedded
from tests.casetracker.processes import (
    hold_in_another_process,
    let_go,
    manage,
    passable_folder,
)

EMPTY = "empty"  # a database without tables
MIGRATED = "migrated"
WITH_THE_RECORD = "with-the-record"
RECORD = "sources/records/de-la-torre-v-linkedin.yaml"
_MAKING = {
    MIGRATED: (EMPTY, ["migrate", "--verbosity=0"]),
    WITH_THE_RECORD: (MIGRATED, ["load_record", RECORD]),
}


def copy(kind: str, data_dir: Path) -> None:
    """Make a data folder, which is not there yet, with a tracker of this kind in it."""
    _copy(_made(kind), data_dir)


@contextmanager
def running(kind: str) -> Iterator[Path]:
    """Such a data folder, whose database stays up though processes on it die."""
    with passable_folder() as folder:
        data_dir = folder / "data"
        copy(kind, data_dir)
        holder = hold_in_another_process(data_dir)
        try:
            yield data_dir
        finally:
            let_go(holder)


def _made(kind: str) -> Path:
    """The folder that is copied; made, if this run has none yet."""
    made = settings.DATA_DIR / "installations" / kind
    made.parent.mkdir(mode=0o711, exist_ok=True)
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(kind, made)
    return made


def _make(kind: str, made: Path) -> None:
    """Make it beside its place: a making that failed leaves nothing to be taken for whole."""
    half = made.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    if kind == EMPTY:
        embedded.hold(half, durable=False)
        embedded.release(half)
    else:
        before, command = _MAKING[kind]
        _copy(_made(before), half)
        done = manage(*command, data_dir=half)
        assert done.returncode == 0, done.stdout
    half.rename(made)


def _copy(one: Path, other: Path) -> None:
    """With owners and modes, for as root the database belongs to an account without rights."""
    other.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["/bin/cp", "-a", str(one), str(other)], check=True)
