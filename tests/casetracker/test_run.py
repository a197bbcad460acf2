"""`manage.py run`, with real processes: what `make run` does once the libraries are there."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings

from tests.casetracker.processes import (
    environment,
    free_port,
    manage,
    passable_folder,
    server_processes,
    wait_until,
)

pytestmark = pytest.mark.timeout(180)


class Launched:
    """A running `manage.py run`, in a session of its own, as in a terminal of its own."""

    def __init__(self, data_dir: Path, log: Path, port: int, **variables: str) -> None:
        self.data_dir, self.log, self.port = data_dir, log, port
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=settings.BASE_DIR,
                env=environment(data_dir, PORT=str(port), **variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text()

    def health(self) -> dict[str, str]:
        return dict(json.loads(fetch(self.port, "/healthz")))

    def wait_until_well(self) -> None:
        def well() -> bool:
            assert self.process.poll() is None, self.said()
            try:
                return set(self.health().values()) == {"ok"}
            except OSError:
                return False

        wait_until(well, 90)

    def children(self) -> list[psutil.Process]:
        """The worker and the web server, with their own processes."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def press_ctrl_c(self) -> int:
        """What a terminal does on Ctrl-C: SIGINT to everything in the foreground."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(30)


def fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return bytes(answer.read())


def gone(processes: list[psutil.Process]) -> bool:
    return not any(
        process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes
    )


@contextmanager
def launched(data_dir: Path, **variables: str) -> Iterator[Launched]:
    """With one process for the web: a second takes a second of processor time, and adds nothing."""
    variables = {"WEB_CONCURRENCY": "1"} | variables
    port = free_port()
    started = Launched(data_dir, data_dir.parent / f"output-{port}", port, **variables)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.process.terminate()
            started.process.wait(30)


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """One installation for all tests here: a start must work whatever became of the last one."""
    with passable_folder() as folder:
        yield folder / "data of a firm"
        for left in server_processes(folder / "data of a firm"):
            left.kill()


@dataclass
class FirstStart:
    """What was seen of a tracker that was started on nothing, and stopped by Ctrl-C."""

    said: str
    page: bytes
    children: list[psutil.Process]
    had_a_server: bool
    code: int
    left: list[psutil.Process]


@pytest.fixture(scope="module")
def first_start(data_dir: Path) -> FirstStart:
    with launched(data_dir, WEB_CONCURRENCY="") as run:  # as many as by itself
        run.wait_until_well()
        address = f"http://localhost:{run.port}/cases/"
        wait_until(lambda: address in run.said())
        page = fetch(run.port, "/cases/de-la-torre-v-linkedin/")
        children, had_a_server = run.children(), bool(server_processes(data_dir))
        code = run.press_ctrl_c()
        left = [child for child in children if not gone([child])] + server_processes(data_dir)
        return FirstStart(run.said(), page, children, had_a_server, code, left)


def test_it_serves_the_record(first_start: FirstStart) -> None:
    assert b"LinkedIn" in first_start.page
    assert "Traceback" not in first_start.said


def test_ctrl_c_stops_everything_it_started(first_start: FirstStart) -> None:
    assert len(first_start.children) >= 4
    assert first_start.had_a_server
    assert first_start.code == 130
    assert first_start.left == []


def test_a_second_start_changes_nothing_and_takes_seconds(
    data_dir: Path, first_start: FirstStart
) -> None:
    exported = manage("export_record", "de-la-torre-v-linkedin", data_dir=data_dir).stdout
    made = (data_dir / "static" / "staticfiles.json").stat().st_mtime_ns

    began = time.monotonic()
    with launched(data_dir) as second:
        second.wait_until_well()
        took = time.monotonic() - began
        again = manage("export_record", "de-la-torre-v-linkedin", data_dir=data_dir).stdout

    assert exported.startswith("{")
    assert again == exported
    assert (data_dir / "static" / "staticfiles.json").stat().st_mtime_ns == made
    assert took < 20


def test_sigterm_stops_everything_too(data_dir: Path) -> None:
    with launched(data_dir) as run:
        run.wait_until_well()
        children = run.children()

        run.process.terminate()

        assert run.process.wait(30) == 143
        assert gone(children)
        assert not server_processes(data_dir)


def test_after_a_kill_nine_nothing_is_left_behind_and_a_new_start_works(data_dir: Path) -> None:
    with launched(data_dir) as killed:
        killed.wait_until_well()
        children = killed.children()

        killed.process.kill()
        killed.process.wait()
        again = Launched(data_dir, killed.log, killed.port, WEB_CONCURRENCY="1")
        try:
            again.wait_until_well()
            wait_until(lambda: gone(children))
            assert again.press_ctrl_c() == 130
            assert not server_processes(data_dir)
        finally:
            again.process.kill()
            again.process.wait()


@pytest.mark.parametrize(
    ("part", "name"), [("celery", "worker"), ("gunicorn", "web server")], ids=["worker", "web"]
)
def test_when_one_part_dies_the_rest_is_stopped_and_it_is_a_failure(
    data_dir: Path, part: str, name: str
) -> None:
    with launched(data_dir) as run:
        run.wait_until_well()
        children = run.children()
        [main, *_] = [
            child
            for child in psutil.Process(run.process.pid).children()
            if part in " ".join(child.cmdline())
        ]

        main.kill()

        assert run.process.wait(40) == 1
        assert f"The {name} ended by itself (exit code -9)" in run.said()
        wait_until(lambda: gone(children))
        assert not server_processes(data_dir)


def test_two_at_once_on_two_ports_share_one_database(data_dir: Path) -> None:
    with launched(data_dir) as one, launched(data_dir) as other:
        one.wait_until_well()
        other.wait_until_well()

        assert one.press_ctrl_c() == 130
        assert set(other.health().values()) == {"ok"}
        assert other.press_ctrl_c() == 130
        assert not server_processes(data_dir)


def test_a_port_in_use_is_named_with_a_way_out_before_anything_is_made(open_folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = manage("run", data_dir=open_folder, PORT=str(port))

    assert done.returncode == 1
    assert f"PORT {port} is in use by another program." in done.stdout
    assert "make run PORT=" in done.stdout
    assert "Traceback" not in done.stdout
    assert not (open_folder / "postgresql").exists()


def test_a_folder_of_articles_that_is_not_there_is_named(data_dir: Path) -> None:
    done = manage("run", data_dir=data_dir, PORT=str(free_port()), ARTICLES="/no/such/folder")

    assert done.returncode != 0
    assert "/no/such/folder" in done.stdout
    assert "Traceback" not in done.stdout
    assert not server_processes(data_dir)


def test_static_files_are_collected_once_and_again_when_one_changes(
    open_folder: Path, settings: Any
) -> None:
    from casetracker.prepare import collect_static_files

    source = open_folder / "source"
    source.mkdir()
    (source / "page.css").write_text("p { color: black }")
    settings.STATICFILES_DIRS = [source]
    settings.DATA_DIR = open_folder
    settings.STATIC_ROOT = open_folder / "static"

    assert collect_static_files()
    assert not collect_static_files()
    (source / "page.css").write_text("p { color: darkblue }")
    # Django compares whole seconds.
    os.utime(source / "page.css", (time.time() + 2, time.time() + 2))
    assert collect_static_files()
    assert "darkblue" in (open_folder / "static" / "page.css").read_text()
