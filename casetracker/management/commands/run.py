"""`manage.py run`: everything that `make run` starts once the libraries are installed."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from casetracker import embedded
from casetracker.prepare import prepare
from casetracker.supervisor import ProgramEndedError, Supervisor

# A web server that was just told to stop still holds its port for a moment.
PORT_SECONDS = 3
LAST_PORT = 65_535
INTERRUPTED, TERMINATED = 130, 143


class Command(BaseCommand):
    """Prepare, start the web and the worker, and stop everything on Ctrl-C."""

    help = "Start the tracker: database, record, static files, worker and web."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until Ctrl-C, SIGTERM, or the end of the web or the worker."""
        # A script's background job would have Ctrl-C ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, _leave)
        try:
            _wait_for_port(settings.PORT)
            self._say("Preparing the database, the record and the static files …")
            prepare()
            self._run_web_and_worker()
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except (ProgramEndedError, OperationalError) as error:
            raise CommandError(str(error)) from error
        finally:
            connections.close_all()
            embedded.release(settings.DATA_DIR)
            self._say("Everything is stopped.")

    def _run_web_and_worker(self) -> None:
        with Supervisor() as supervisor:
            supervisor.start("worker", _worker(), settings.BASE_DIR)
            # Gunicorn reads it too, before our settings, and would stumble over an empty one.
            os.environ["WEB_CONCURRENCY"] = str(settings.WEB_CONCURRENCY)
            supervisor.start("web server", _web(settings.PORT), settings.BASE_DIR)
            supervisor.watch_until(lambda: _answers(settings.PORT))
            self._say(
                f"Case Tracker is at http://localhost:{settings.PORT}/cases/ "
                "(Ctrl-C stops everything)"
            )
            try:
                supervisor.watch_until(lambda: False)
            finally:
                self._say("\nStopping the web and the worker; this takes some seconds …")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(TERMINATED)


def _worker() -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--quiet", "--app=casetracker", "worker"),
        *("--concurrency=2", f"--loglevel={settings.LOG_LEVEL}"),
        f"--hostname=port-{settings.PORT}@%h",
        # What is done by the clock, in the same worker; a file for each, should two run.
        *("--beat", f"--schedule={settings.DATA_DIR / f'beat-schedule-{settings.PORT}'}"),
        # Talk between workers, which the file queue would keep as files.
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def _web(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "--config=python:casetracker.gunicorn"),
        *(f"--bind=127.0.0.1:{port}", "casetracker.wsgi"),
    ]


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + PORT_SECONDS
    while not _is_free(port):
        if time.monotonic() > deadline:
            raise CommandError(
                f"PORT {port} is in use by another program. Stop that program, or choose another "
                f"port: make run PORT={port % LAST_PORT + 1}"
            )
        time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CommandError(
                f"PORT {port} may be opened by root only. Choose one above 1023: make run PORT=8001"
            ) from error
        except OSError:
            return False
        return True


def _answers(port: int) -> bool:
    """Whether the web answers at all: that it feels unwell (503) is an answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
