"""Runs programs side by side until one ends or somebody stops them; then ends them all.

Each is a session of its own, so that Ctrl-C reaches only the launcher, which stops them in order;
each has a lifeline (see casetracker/lifeline.py), so that none outlives the launcher.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import psutil

from casetracker import lifeline

LOOK_EVERY_SECONDS = 0.1
STOP_SECONDS = 10


class ProgramEndedError(Exception):
    """One of the programs ended by itself; the message names it and its exit code."""


class Supervisor:
    """Use it with `with`: at the end of the block every program is stopped."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], cwd: os.PathLike[str]) -> None:
        """Start a program."""
        self._running[name] = subprocess.Popen(  # noqa: S603 (our own programs)
            command,
            cwd=cwd,
            env=os.environ | {lifeline.VARIABLE: "stdin"},
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def watch_until(self, done: Callable[[], bool]) -> None:
        """Wait until `done` says so; raises ProgramEndedError if a program ends first."""
        while not done():
            for name, program in self._running.items():
                if (code := program.poll()) is not None:
                    raise ProgramEndedError(f"The {name} ended by itself (exit code {code}).")
            time.sleep(LOOK_EVERY_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for program in self._running.values():
            program.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        # A second Ctrl-C or SIGTERM means: now.
        with contextlib.suppress(KeyboardInterrupt, SystemExit, subprocess.TimeoutExpired):
            for program in self._running.values():
                program.wait(max(0.0, deadline - time.monotonic()))
        for program in self._running.values():
            # Also where the program itself has ended: one that was killed leaves children behind.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            if program.stdin:
                program.stdin.close()
        # Killed is not gone yet. A child that still held the database would keep it running.
        groups = {program.pid for program in self._running.values()}
        deadline = time.monotonic() + STOP_SECONDS
        while _any_alive(groups) and time.monotonic() < deadline:
            time.sleep(LOOK_EVERY_SECONDS / 10)


def _any_alive(groups: set[int]) -> bool:
    """Whether a process of these groups has not ended.

    A zombie has, and holds nothing, once its other threads are gone: what a process holds is
    let go by the last of them, which need not be the first.
    """
    for process in psutil.process_iter():
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getpgid(process.pid) in groups and not _has_ended(process):
                return True
    return False


def _has_ended(process: psutil.Process) -> bool:
    return bool(process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1)
