"""Real Celery workers for tests, and how they end: the orderly way, or by kill -9."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from tests.casetracker.processes import environment

_MOST_OF_ITS_LOG = 20_000  # characters

Worker = subprocess.Popen[bytes]


def end(worker: Worker) -> None:
    """Let it end its work, as when somebody stops the tracker."""
    if worker.poll() is None:
        worker.terminate()
    worker.wait(30)


def kill(worker: Worker) -> None:
    """kill -9, the worker and its children."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(10)


@contextmanager
def worker(
    data_dir: Path, *, processes: int = 1, end: Callable[[Worker], None] = end, **variables: str
) -> Iterator[Worker]:
    """A worker without a clock: it sweeps when it starts, and no more. `end` ends it."""
    command = [
        *(sys.executable, "-m", "celery", "--quiet", "--app=casetracker", "worker"),
        *(f"--concurrency={processes}", "--loglevel=INFO", "--without-gossip", "--without-mingle"),
        f"--hostname=w{time.monotonic_ns()}@%h",
    ]
    with (data_dir / "worker.log").open("ab") as log:
        started = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            # Where each task leaves a line, as it does not on a terminal.
            env=environment(data_dir, LOG_FORMAT="json", **variables),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield started
    except AssertionError:
        told = (data_dir / "worker.log").read_text(errors="replace")
        sys.stderr.write(told[-_MOST_OF_ITS_LOG:])
        raise
    finally:
        end(started)
