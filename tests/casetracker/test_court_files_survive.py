"""Court files by the dozen, workers killed in the middle: each is read, and read once."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from casetracker.server_place import socket_folder
from tests.casetracker import installations
from tests.casetracker.processes import environment, manage, wait_until
from tests.casetracker.workers import Worker, kill, worker
from tests.sources.court_files import feed

FILES = 30
# What a web process does with what was uploaded, and how long that takes.
DELIVER = """
import json, sys, time
import django; django.setup()
from tests.sources.court_files import feed
from sources.actions.deliver import deliver
from sources.delivering import Piece
from sources.models import DeliveryWay
kind, count = sys.argv[1], int(sys.argv[2])
files = [feed(case=int(kind) * 1000 + n) for n in range(count)]
began = time.monotonic()
made = deliver(files=[Piece("f.xml", len(it), it) for it in files], way=DeliveryWay.UPLOAD)
print(json.dumps({"made": made.pk, "seconds": time.monotonic() - began}))
"""
SWEEP = "import django; django.setup(); from sources import jobs; jobs.sweep()"
ROWS = """
    SELECT f.state, f.attempts, f.failure, f.source_id IS NOT NULL, f.entries_new
      FROM sources_courtfile f WHERE f.delivery_id = %s
"""
OF_THE_RECORD = """
    SELECT count(DISTINCT c.id), count(f.id), count(DISTINCT (c.id, f.number))
      FROM cases_case c JOIN cases_filing f ON f.case_id = c.id
     WHERE EXISTS (SELECT 1 FROM sources_courtfile_cases o JOIN sources_courtfile j
                     ON j.id = o.courtfile_id WHERE o.case_id = c.id AND j.delivery_id = %s)
"""


@pytest.fixture(scope="module")
def installation() -> Iterator[Path]:
    with installations.running(installations.MIGRATED) as data_dir:
        yield data_dir


def at_work(data_dir: Path, **variables: str) -> AbstractContextManager[Worker]:
    return worker(data_dir, processes=2, end=kill, **variables)


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


def brought(data_dir: Path, kind: int, count: int = FILES, **variables: str) -> dict[str, Any]:
    said = run(DELIVER, str(kind), str(count), data_dir=data_dir, **variables)
    return dict(json.loads(said.splitlines()[-1]))


class Rows:
    """The files of a delivery, as the database has them now."""

    def __init__(self, data_dir: Path, made: int) -> None:
        self.place, self.made = str(socket_folder(data_dir)), made

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        named = {"host": self.place, "dbname": "casetracker", "user": "casetracker"}
        with psycopg.connect(**named) as connection:  # type: ignore[arg-type]
            return connection.execute(sql, [self.made]).fetchall()  # type: ignore[arg-type]

    def states(self) -> Counter[str]:
        return Counter(row[0] for row in self.ask(ROWS))

    def assert_each_is_read_once(self) -> None:
        rows = self.ask(ROWS)
        outcomes = {(row[0], row[3], row[4]) for row in rows}
        assert outcomes == {("done", True, 2)}, {row[2] for row in rows}
        assert self.ask(OF_THE_RECORD) == [(len(rows), 2 * len(rows), 2 * len(rows))]


@pytest.mark.timeout(180)
def test_a_worker_killed_in_the_middle_loses_no_file_and_reads_none_twice(
    installation: Path, queue: dict[str, str]
) -> None:
    rows = Rows(installation, brought(installation, 1 + len(queue), **queue)["made"])
    with at_work(installation, **queue) as first:
        wait_until(lambda: rows.states()["done"] >= 5, 60)
        kill(first)
    assert rows.states()["done"] < FILES
    with at_work(installation, **queue):
        wait_until(lambda: rows.states()["done"] == FILES, 90)
    rows.assert_each_is_read_once()


@pytest.mark.timeout(180)
def test_though_every_message_was_lost_one_sweep_sets_two_workers_going(
    installation: Path, queue: dict[str, str]
) -> None:
    nobody = "redis://127.0.0.1:1/0"
    made = brought(installation, 3 + len(queue), CELERY_BROKER_URL=nobody)
    assert made["seconds"] < 5
    rows = Rows(installation, made["made"])
    # The first sweeps as it starts: twenty messages, and thirty files.
    with at_work(installation, **queue), at_work(installation, **queue):
        wait_until(lambda: rows.states()["done"] == FILES, 90)
    rows.assert_each_is_read_once()


@pytest.mark.timeout(180)
def test_the_command_killed_in_the_middle_and_begun_again_beside_a_worker(
    installation: Path, tmp_path: Path
) -> None:
    for number in range(FILES):
        (tmp_path / f"{number}.xml").write_bytes(feed(case=7_000 + number))
    command = [sys.executable, "manage.py", "import_court_files", str(tmp_path)]
    killed = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment(installation),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    done = "SELECT count(*) FROM sources_courtfile WHERE %s > 0 AND state = 'done'"
    before = Rows(installation, 1)
    at_first = before.ask(done)[0][0]
    wait_until(lambda: before.ask(done)[0][0] >= at_first + 5, 60)
    kill(killed)
    with at_work(installation):
        again = manage("import_court_files", str(tmp_path), data_dir=installation)
        left = "SELECT count(*) FROM sources_courtfile WHERE %s > 0 AND state <> 'done'"
        wait_until(lambda: before.ask(left) == [(0,)], 60)
    assert again.returncode == 0, again.stdout
    sources = """
        SELECT count(*), count(DISTINCT f.sha256), min(f.entries_new), max(f.entries_new)
          FROM sources_courtfile f JOIN sources_delivery d ON d.id = f.delivery_id
         WHERE %s > 0 AND d.way = 'command' AND f.source_id IS NOT NULL
    """
    assert before.ask(sources) == [(FILES, FILES, 2, 2)]
