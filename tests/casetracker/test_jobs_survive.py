"""Real workers, killed in the middle of their work: every job ends, and ends once.

Pages are fetched from a site of the tests' own, which holds them back while its gate is closed.
"""

import json
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest
from django.conf import settings

from casetracker.server_place import socket_folder
from tests.casetracker import installations
from tests.casetracker.processes import environment, wait_until
from tests.casetracker.workers import Worker, kill, worker
from tests.sources.fetching.servers import serve
from tests.sources.imaginary import article

# What a web process does when a person asks, and how long that takes.
ASK = """
import json, sys, time
import django; django.setup()
from celery import current_app
from sources.actions.add_source import add_source
from sources.models import SourceKind, Way
asked, slowest = [], 0.0
for url in sys.argv[1:]:
    began = time.monotonic()
    asked.append(add_source(way=Way.ADDRESS, kind=SourceKind.PRESS_ARTICLE, url=url).pk)
    slowest = max(slowest, time.monotonic() - began)
print(json.dumps({"asked": asked, "slowest": slowest}))
"""
SEND_ALL_TWICE_MORE = """
import django; django.setup()
from sources import jobs
for _ in range(2):
    jobs.sweep()
"""
ROWS = """
    SELECT c.id, c.state, c.attempts, c.stage, c.failure, c.snapshot_id IS NOT NULL,
           (SELECT count(*) FROM sources_snapshot s WHERE s.source_id = c.source_id)
      FROM sources_capture c WHERE c.id = ANY(%s) ORDER BY c.id
"""


class Site:
    """Its pages come at once while the gate is open, and drip until then."""

    def __init__(self) -> None:
        self.gate = Event()
        self.asked: Counter[str] = Counter()
        self.port = 0

    def answer(self, request: bytes) -> Iterator[bytes]:
        path = request.split()[1].decode()
        self.asked[path] += 1
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        yield article(title=f"Acme sued over {path.strip('/')}")
        while not self.gate.wait(0.05):
            yield b"<!-- more -->"

    def urls(self, *names: str) -> list[str]:
        return [f"http://127.0.0.1:{self.port}/{name}" for name in names]


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    with serve(found.answer) as found.port:
        yield found
        found.gate.set()


@pytest.fixture(scope="module")
def installation() -> Iterator[Path]:
    """A data folder with an empty tracker in it, whose database stays up though workers die."""
    with installations.running(installations.MIGRATED) as data_dir:
        yield data_dir


def at_work(data_dir: Path, site: Site, **variables: str) -> AbstractContextManager[Worker]:
    """A worker that may ask the site; it is killed in the end, whatever it is at."""
    allowed = {"FETCH_ALLOWED": f"127.0.0.1:{site.port}"}
    return worker(data_dir, processes=2, end=kill, **allowed, **variables)


def run(script: str, *arguments: str, data_dir: Path, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=settings.BASE_DIR,
        env=environment(data_dir, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def ask(data_dir: Path, urls: list[str], **variables: str) -> dict[str, Any]:
    said = run(ASK, *urls, data_dir=data_dir, **variables)
    return dict(json.loads(said.splitlines()[-1]))


class Rows:
    """The captures asked for, as the database has them now."""

    def __init__(self, data_dir: Path, asked: list[int]) -> None:
        self.place, self.asked = str(socket_folder(data_dir)), asked

    def now(self) -> list[tuple[Any, ...]]:
        named = {"host": self.place, "dbname": "casetracker", "user": "casetracker"}
        with psycopg.connect(**named) as connection:  # type: ignore[arg-type]
            return connection.execute(ROWS, [self.asked]).fetchall()

    def states(self) -> Counter[str]:
        return Counter(row[1] for row in self.now())

    def attempts(self) -> list[int]:
        return sorted(row[2] for row in self.now())

    def failures(self) -> str:
        return " ".join(row[4] for row in self.now())

    def assert_each_has_one_text(self) -> None:
        assert [(row[1], row[5], row[6]) for row in self.now()] == [("done", True, 1)] * len(
            self.asked
        ), self.failures()


@pytest.mark.timeout(90)
def test_a_worker_killed_in_the_middle_loses_nothing_and_does_nothing_twice(
    installation: Path, site: Site, queue: dict[str, str]
) -> None:
    kind = "-".join(queue) or "files"
    names = [f"{kind}-{number}" for number in range(4)]
    asked = ask(installation, site.urls(*names), **queue)
    rows = Rows(installation, asked["asked"])

    with at_work(installation, site, **queue) as first:
        wait_until(lambda: site.asked.total() == 2)
        kill(first)
    # The row is the truth: two say that they run, though nobody is at them.
    assert rows.states() == {"running": 2, "waiting": 2}
    site.gate.set()
    with at_work(installation, site, **queue):
        wait_until(lambda: rows.states()["done"] == 4)

    rows.assert_each_has_one_text()
    assert rows.attempts() == [1, 1, 2, 2]
    # The two that were under way were asked for again, the others once.
    assert sorted(site.asked.values()) == [1, 1, 2, 2]


@pytest.mark.timeout(90)
def test_two_workers_and_messages_that_come_again_and_again_do_each_job_once(
    installation: Path, site: Site, queue: dict[str, str]
) -> None:
    kind = "-".join(queue) or "files"
    names = [f"twice-{kind}-{number}" for number in range(6)]
    with at_work(installation, site, **queue), at_work(installation, site, **queue):
        asked = ask(installation, site.urls(*names), **queue)
        rows = Rows(installation, asked["asked"])
        wait_until(lambda: rows.states()["running"] == 4)
        run(SEND_ALL_TWICE_MORE, data_dir=installation, **queue)
        site.gate.set()
        wait_until(lambda: rows.states()["done"] == 6)

    rows.assert_each_has_one_text()
    assert rows.attempts() == [1] * 6
    assert set(site.asked.values()) == {1}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["redis", "amqp"])
@pytest.mark.parametrize("how", ["gone", "silent"])
def test_while_the_queue_is_down_people_are_not_kept_and_the_sweep_sends_later(
    installation: Path, site: Site, how: str, kind: str
) -> None:
    site.gate.set()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if how == "silent":
            silent.listen()
        broker = f"{kind}://127.0.0.1:{silent.getsockname()[1]}//"
        asked = ask(installation, site.urls(f"{kind}-{how}"), CELERY_BROKER_URL=broker)
    assert asked["slowest"] < 5
    rows = Rows(installation, asked["asked"])
    assert rows.states() == {"waiting": 1}

    if (how, kind) == ("gone", "redis"):  # one is enough: from here on they are the same
        with at_work(installation, site):
            wait_until(lambda: rows.states()["done"] == 1)
        rows.assert_each_has_one_text()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("soft", "hard"), [("1", "60"), ("0", "2")], ids=["soft", "hard"])
def test_a_text_that_takes_too_long_ends_as_failed_and_frees_its_worker(
    installation: Path, site: Site, soft: str, hard: str
) -> None:
    """Where nothing in a process heeds the soft limit (0: none), the hard one kills it."""
    asked = ask(installation, site.urls(f"slow-{soft}"))
    rows = Rows(installation, asked["asked"])
    hurried = {"DJANGO_SETTINGS_MODULE": "tests.casetracker.hurried", "SOFT": soft, "HARD": hard}
    with at_work(installation, site, **hurried):
        wait_until(lambda: rows.states()["failed"] == 1)
        assert "longer than a worker may spend" in rows.failures()
        assert rows.attempts() == [1]

        site.gate.set()
        after = Rows(installation, ask(installation, site.urls(f"next-{soft}"))["asked"])
        wait_until(lambda: after.states()["done"] == 1)
