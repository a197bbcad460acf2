"""A real worker process on each kind of queue: it does what it is sent, and its health is seen."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from tests.casetracker import installations
from tests.casetracker.processes import environment, free_port, wait_until
from tests.casetracker.workers import worker

# Asks /healthz or sends work, as a web process of the same installation would, as often as told.
WEB = """
import sys
import django; django.setup()
from django.test import Client
from casetracker import celery_app, file_queue
file_queue.SILENT_AFTER_SECONDS = 4  # not ten: tests/casetracker/test_file_queue.py waits for those
for line in sys.stdin:
    if line == "send\\n":
        celery_app.send_task("celery.accumulate", args=[[1, 2]])
        print("sent", flush=True)
    else:
        answer = Client().get("/healthz", headers={"host": "localhost"})
        print(answer.status_code, answer.content.decode(), flush=True)
"""
NOBODY_AT_WORK = (503, {"database": "ok", "queue": "ok", "worker": "no answer"})


class Web:
    """A process of the installation that is asked for its health, and to send work."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def health(self) -> tuple[int, dict[str, str]]:
        code, body = self._told("health").split(" ", 1)
        return int(code), json.loads(body)

    def worker_is_well(self) -> bool:
        return self.health()[1]["worker"] == "ok"

    def send(self) -> None:
        assert self._told("send") == "sent\n"

    def _told(self, what: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


@contextmanager
def web(data_dir: Path, **variables: str) -> Iterator[Web]:
    with (data_dir / "web.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", WEB],
            cwd=settings.BASE_DIR,
            env=environment(data_dir, **variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield Web(process)
    finally:
        process.communicate(timeout=30)  # closes its standard input


@pytest.fixture
def data_dir(open_folder: Path) -> Path:
    data_dir = open_folder / "data"
    installations.copy(installations.EMPTY, data_dir)
    return data_dir


def has_worked(data_dir: Path) -> bool:
    return b"succeeded" in (data_dir / "worker.log").read_bytes()


def test_through_files_a_worker_beats_works_and_says_farewell(data_dir: Path) -> None:
    with web(data_dir) as asked:
        assert asked.health() == NOBODY_AT_WORK

        with worker(data_dir) as process:
            wait_until(asked.worker_is_well)
            assert asked.health()[0] == 200
            asked.send()
            wait_until(lambda: has_worked(data_dir))
            process.terminate()
            process.wait(30)

        assert asked.health()[1]["worker"] == "no answer"


def test_through_files_a_message_sent_before_the_worker_started_is_done(data_dir: Path) -> None:
    with web(data_dir) as asked:
        asked.send()
    assert len(list((data_dir / "queue" / "messages").glob("*.msg"))) == 1

    with worker(data_dir):
        wait_until(lambda: has_worked(data_dir))

    assert not list((data_dir / "queue" / "messages").glob("*.msg"))


def test_a_worker_that_hangs_is_seen_though_its_process_is_there(data_dir: Path) -> None:
    with web(data_dir) as asked, worker(data_dir) as process:
        wait_until(asked.worker_is_well)
        psutil.Process(process.pid).suspend()
        try:
            wait_until(lambda: not asked.worker_is_well(), 20)
        finally:
            psutil.Process(process.pid).resume()


def test_through_redis_a_worker_answers_and_works(data_dir: Path, redis_url: str) -> None:
    with web(data_dir, CELERY_BROKER_URL=redis_url) as asked:
        assert asked.health() == NOBODY_AT_WORK

        with worker(data_dir, CELERY_BROKER_URL=redis_url):
            wait_until(asked.worker_is_well)
            asked.send()
            wait_until(lambda: has_worked(data_dir))


def test_a_queue_that_is_not_there_is_told_apart_from_its_worker(data_dir: Path) -> None:
    with web(data_dir, CELERY_BROKER_URL=f"redis://127.0.0.1:{free_port()}/0") as asked:
        code, found = asked.health()

    assert code == 503
    assert found["database"] == "ok"
    assert found["queue"] == "no answer"
    assert found["worker"] == "not asked: the queue does not answer"


@pytest.mark.parametrize("kind", ["redis", "amqp"])
def test_a_broker_that_says_nothing_does_not_keep_a_monitor_waiting(
    data_dir: Path, kind: str
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"{kind}://127.0.0.1:{silent.getsockname()[1]}//"
        with web(data_dir, CELERY_BROKER_URL=url) as asked:
            asked.health()  # the process is there before the clock starts
            began = time.monotonic()
            code, found = asked.health()
            took = time.monotonic() - began

    assert (code, found["queue"]) == (503, "no answer")
    assert took < 10
