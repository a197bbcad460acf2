"""Folders that tests throw away: in memory, where there is room for them.

Databases by the dozen are made, filled and removed, and a disk is slow at each of the three. What
has to survive here is the kill of a process, not the loss of power, so memory is as good.
"""

import shutil
import tempfile
from pathlib import Path

import psutil

IN_MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3  # bytes; in a container there may be 64 MB
PREFIX = "casetracker-test-"


def new_folder() -> Path:
    """Make a folder that whoever made it removes; its name tells which process that was."""
    process = psutil.Process().pid
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{process}-", dir=_where()))


def _where() -> Path | None:
    """In memory, or None: where the system has its temporary files."""
    try:
        has_room = shutil.disk_usage(IN_MEMORY).free >= ROOM
    except FileNotFoundError:
        return None
    return IN_MEMORY if has_room and psutil.virtual_memory().available >= ROOM else None


def remove_what_was_left() -> None:
    """Remove the folders of tests that were killed, which would keep their memory for good."""
    for left in IN_MEMORY.glob(f"{PREFIX}*-*"):
        process = left.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdigit() and not psutil.pid_exists(int(process)):
            shutil.rmtree(left, ignore_errors=True)
