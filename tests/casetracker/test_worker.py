"""A real worker process on each kind of queue: it does what it is sent, and its health is seen."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from tests.casetracker.processes import environment, free_port, wait_until
from tests.casetracker.workers import worker

# Asks /healthz and sends work, as a web process of the same installation would.
ASK = """
import django; django.setup()
from django.test import Client
answer = Client().get("/healthz", headers={"host": "localhost"})
print(answer.status_code, answer.content.decode())
"""
SEND = """
import sys
from casetracker import celery_app
celery_app.send_task("celery.accumulate", args=[[1, 2]])
"""


def run(script: str, data_dir: Path, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment(data_dir, **variables),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def health(data_dir: Path, **variables: str) -> tuple[int, dict[str, str]]:
    code, body = run(ASK, data_dir, **variables).split(" ", 1)
    return int(code), json.loads(body)


def is_worker_well(data_dir: Path, **variables: str) -> bool:
    return health(data_dir, **variables)[1]["worker"] == "ok"


def test_through_files_a_worker_beats_works_and_says_farewell(open_folder: Path) -> None:
    assert health(open_folder) == (503, {"database": "ok", "queue": "ok", "worker": "no answer"})

    with worker(open_folder) as process:
        wait_until(lambda: is_worker_well(open_folder))
        assert health(open_folder)[0] == 200
        run(SEND, open_folder)
        wait_until(lambda: b"succeeded" in (open_folder / "worker.log").read_bytes())
        process.terminate()
        process.wait(30)

    assert health(open_folder)[1]["worker"] == "no answer"


def test_through_files_a_message_sent_before_the_worker_started_is_done(open_folder: Path) -> None:
    run(SEND, open_folder)
    assert len(list((open_folder / "queue" / "messages").glob("*.msg"))) == 1

    with worker(open_folder):
        wait_until(lambda: b"succeeded" in (open_folder / "worker.log").read_bytes())

    assert not list((open_folder / "queue" / "messages").glob("*.msg"))


def test_a_worker_that_hangs_is_seen_though_its_process_is_there(open_folder: Path) -> None:
    with worker(open_folder) as process:
        wait_until(lambda: is_worker_well(open_folder))
        psutil.Process(process.pid).suspend()
        try:
            wait_until(lambda: not is_worker_well(open_folder), 20)
        finally:
            psutil.Process(process.pid).resume()


def test_through_redis_a_worker_answers_and_works(open_folder: Path, redis_url: str) -> None:
    asked = health(open_folder, CELERY_BROKER_URL=redis_url)
    assert asked == (503, {"database": "ok", "queue": "ok", "worker": "no answer"})

    with worker(open_folder, CELERY_BROKER_URL=redis_url):
        wait_until(lambda: is_worker_well(open_folder, CELERY_BROKER_URL=redis_url))
        run(SEND, open_folder, CELERY_BROKER_URL=redis_url)
        wait_until(lambda: b"succeeded" in (open_folder / "worker.log").read_bytes())


def test_a_queue_that_is_not_there_is_told_apart_from_its_worker(open_folder: Path) -> None:
    code, found = health(open_folder, CELERY_BROKER_URL=f"redis://127.0.0.1:{free_port()}/0")

    assert code == 503
    assert found["database"] == "ok"
    assert found["queue"] == "no answer"
    assert found["worker"] == "not asked: the queue does not answer"


@pytest.mark.parametrize("kind", ["redis", "amqp"])
def test_a_broker_that_says_nothing_does_not_keep_a_monitor_waiting(
    open_folder: Path, kind: str
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"{kind}://127.0.0.1:{silent.getsockname()[1]}//"
        run(ASK, open_folder)  # the database is made before the clock starts
        began = time.monotonic()

        code, found = health(open_folder, CELERY_BROKER_URL=url)

    assert (code, found["queue"]) == (503, "no answer")
    assert time.monotonic() - began < 10
