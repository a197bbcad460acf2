"""Real processes for tests: `manage.py` on a data folder of its own, and holders of a server."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.conf import settings

from tests import throwaway

# A process that uses the embedded server until its standard input ends.
HOLDER = """
import sys
from pathlib import Path
from casetracker import embedded
embedded.hold(Path(sys.argv[1]))
print("holding", flush=True)
sys.stdin.read()
"""
SETTINGS = (
    *("ARTICLES", "CELERY_BROKER_URL", "DATABASE_URL", "DEBUG", "HTTPS", "LOG_LEVEL", "PORT"),
    *("ALLOWED_HOSTS", "LISTEN_ON", "LOG_FORMAT", "PUBLIC_READING", "SECRET_KEY", "STATIC_ROOT"),
    *("TIME_ZONE", "TRUSTED_PROXIES", "FETCH_ALLOWED", "MAILBOX"),
    "DJANGO_ALLOW_ASYNC_UNSAFE",  # of the browser tests
    # Set, each of some two hundred processes would compile the tracker anew.
    "PYTHONDONTWRITEBYTECODE",
)


@contextmanager
def passable_folder() -> Iterator[Path]:
    """A throwaway folder that any account can pass through; pytest's own are closed to others."""
    folder = throwaway.new_folder()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who has set nothing but DATA_DIR and what the test adds."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return kept | {
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "casetracker.settings",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def manage(*arguments: str, data_dir: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run `manage.py` to its end; its words, of both kinds, are in stdout."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(data_dir, **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=90,
    )


def hold_in_another_process(data_dir: Path) -> "subprocess.Popen[str]":
    """Start a holder and wait until it holds."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir)],
        cwd=settings.BASE_DIR,
        env=environment(data_dir),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    return holder


def let_go(holder: "subprocess.Popen[str]") -> None:
    """End a holder the orderly way."""
    holder.communicate(timeout=30)  # closes its standard input, and its output after it


def server_processes(data_dir: Path) -> list[psutil.Process]:
    """The living PostgreSQL processes that work on a database of this data folder."""
    inside = (str(data_dir / "postgresql" / "cluster"),)
    return [
        process
        for process in psutil.process_iter(["cwd", "status"])
        if process.info["cwd"] in inside and process.info["status"] != psutil.STATUS_ZOMBIE
    ]


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something to become true; fails the test if it does not."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not true after {seconds} seconds"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
