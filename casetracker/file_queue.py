"""The queue of an installation without Redis or RabbitMQ: files in a folder, and a heartbeat.

Kombu's filesystem transport does the queueing. Asking a worker for a sign of life through it
leaves an answer file behind for every question, so the worker touches a heartbeat file instead.
"""

import os
import time
from pathlib import Path
from typing import Any

from casetracker.server_place import make_data_dir

HEARTBEAT_SECONDS = 1
SILENT_AFTER_SECONDS = 10
TAKEN_KEPT_SECONDS = 24 * 3600


def transport_options(folder: Path) -> dict[str, Any]:
    """Kombu's options for the queue in this folder, which is made if it is not there."""
    make_data_dir(folder.parent)
    for part in (folder, folder / "messages", folder / "taken", folder / "control"):
        part.mkdir(mode=0o700, exist_ok=True)
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        # Without this kombu moves a message to the system's temporary folder, where others may
        # read it, and which may be another disk: then two workers can take the same message.
        "store_processed": True,
        "processed_folder": str(folder / "taken"),
        # Seconds between looks for a message. Kombu's own, 1, is the pace of a worker that has
        # hundreds of short jobs to do, for it takes but as many at a look as it has processes.
        "polling_interval": 0.03,
    }


def takes_messages(folder: Path) -> bool:
    """Whether a message could be put into the queue now."""
    return os.access(folder / "messages", os.W_OK | os.X_OK)


def beat(folder: Path) -> None:
    """The worker's sign of life."""
    (folder / "heartbeat").touch()


def stop_beating(folder: Path) -> None:
    """The worker's farewell: it is gone, and nobody need wait to find out."""
    (folder / "heartbeat").unlink(missing_ok=True)


def worker_is_alive(folder: Path) -> bool:
    """Whether a worker gave a sign of life in the last ten seconds."""
    try:
        last = (folder / "heartbeat").stat().st_mtime
    except FileNotFoundError:
        return False
    return time.time() - last < SILENT_AFTER_SECONDS


def drop_old_messages(folder: Path) -> None:
    """Delete messages of more than a day, taken or never finished: a job has its row."""
    for message in [*(folder / "taken").glob("*.msg"), *(folder / "messages").glob("*.part")]:
        if time.time() - message.stat().st_mtime > TAKEN_KEPT_SECONDS:
            message.unlink(missing_ok=True)
