"""Kombu's transport by files, with messages that appear in the folder whole.

Kombu makes the file first and writes into it then. A worker that looks between the two takes an
empty message and ends of it; the oftener it looks, the surer.
"""

import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

NOT_YET = ".part"  # what no reader takes for a message
LONGEST_WAIT = 0.1  # seconds


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        # Readers take messages in the order of their names.
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        try:
            written = folder / f"{name}{NOT_YET}"
            written.write_text(dumps(payload), encoding="utf-8")
            written.rename(folder / name)
        except OSError as error:
            raise ChannelError(f"Cannot add file {name!r} to {folder}") from error


class Transport(filesystem.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **more: Any) -> None:
        """Wait for a message for a moment only; raises TimeoutError if there is none.

        Celery asks whether it was told to stop before each wait of two seconds, and waits once
        more when it was: Ctrl-C would take four seconds longer.
        """
        super().drain_events(connection, timeout=timeout and min(timeout, LONGEST_WAIT), **more)
