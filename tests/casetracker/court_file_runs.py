"""The same court files read by real workers, in peace or with one killed; what came of them.

An installation is emptied between two runs, so that one server and one migration serve them all.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from casetracker.server_place import socket_folder
from tests.casetracker.processes import environment, wait_until
from tests.casetracker.workers import Worker, kill, worker

_PATIENCE = 5  # seconds without any progress, after which the clock would have swept long ago
_DELIVER = """
import sys
import django; django.setup()
from sources.actions.deliver import deliver
from sources.delivering import Piece
from sources.models import DeliveryWay
from tests.sources.a_thousand_files import files
pieces = [Piece(name, len(raw), raw) for name, raw in files(int(sys.argv[1]))]
deliver(files=pieces, way=DeliveryWay.UPLOAD)
"""
_SWEEP = "import django; django.setup(); from sources import jobs; jobs.sweep()"
_OUTCOME = """
import json
import django; django.setup()
from cases.models import Case, Ruling
from sources.export import exported
from sources.models import CourtFile
files = [
    [it.filename, it.sha256, it.state, it.failure, it.kind, it.as_of,
     sorted(case.slug for case in it.cases.all())]
    for it in CourtFile.objects.prefetch_related("cases")
]
rulings = Ruling.objects.values_list(
    "order__case__slug", "order__key", "motion__key", "outcome", "by_hand")
print(json.dumps({
    "records": {case.slug: exported(case) for case in Case.objects.order_by("slug")},
    "rulings": sorted(map(list, rulings)),
    "files": sorted(files),
    "entries": CourtFile.objects.count(),
}))
"""
_ENTRIES = """
    SELECT count(*), count(DISTINCT (case_id, key)),
           count(number), count(DISTINCT (case_id, number)) FILTER (WHERE number IS NOT NULL)
      FROM cases_filing
"""


class Runs:
    """An installation, and how court files fare in it."""

    def __init__(self, data_dir: Path, files: int) -> None:
        self.data_dir, self.files = data_dir, files
        # One connection for all questions: each new one costs the server a process.
        place = str(socket_folder(data_dir))
        self.connection = psycopg.connect(
            host=place, dbname="casetracker", user="casetracker", autocommit=True
        )

    def in_peace(self, **queue: str) -> dict[str, Any]:
        """One worker that works on one file after the other."""
        self._deliver(**queue)
        with self._worker(**queue):
            self._finish(**queue)
        return self.outcome()

    def with_one_killed(self, **queue: str) -> dict[str, Any]:
        """Two workers, of which one is killed in the middle; a third comes after it."""
        self._deliver(**queue)
        with ExitStack() as stack:
            first, _ = (stack.enter_context(self._worker(**queue)) for _ in range(2))
            wait_until(lambda: self.ended() >= self.files // 3, 300)
            kill(first)
            assert self.ended() < self.files
            stack.enter_context(self._worker(**queue))
            self._finish(**queue)
        return self.outcome()

    def outcome(self) -> dict[str, Any]:
        """What the database says, without ids and times."""
        outcome: dict[str, Any] = json.loads(self._run(_OUTCOME).splitlines()[-1])
        outcome["entries"] = self.ask(_ENTRIES)
        return outcome

    def ended(self) -> int:
        states = self.states()
        return states["done"] + states["failed"]

    def states(self) -> Counter[str]:
        return Counter(dict(self.ask("SELECT state, count(*) FROM sources_courtfile GROUP BY 1")))

    def empty(self) -> None:
        """Forget all files and cases, past the triggers that guard them."""
        names = """
            SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables
             WHERE tablename ~ '^(cases|sources)_'
        """
        [(tables,)] = self.ask(names)
        with self.connection.transaction():
            self.connection.execute("SET LOCAL session_replication_role = replica")
            self.connection.execute(f"TRUNCATE {tables}")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def _worker(self, **queue: str) -> AbstractContextManager[Worker]:
        return worker(self.data_dir, processes=1, end=kill, **queue)

    def _deliver(self, **queue: str) -> None:
        self.empty()
        self._run(_DELIVER, str(self.files), **queue)

    def _finish(self, **queue: str) -> None:
        """Until all have ended. No clock runs here; it would sweep every half minute."""
        ended, since = -1, time.monotonic()

        def all_ended() -> bool:
            nonlocal ended, since
            now = self.ended()
            if now != ended:
                ended, since = now, time.monotonic()
            elif time.monotonic() - since > _PATIENCE:
                self._run(_SWEEP, **queue)
                since = time.monotonic()
            return now == self.files

        wait_until(all_ended, 600)

    def _run(self, script: str, *arguments: str, **variables: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=settings.BASE_DIR,
            env=environment(self.data_dir, **variables),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def assert_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Two outcomes say the same, byte for byte."""
    for part in ("entries", "files", "rulings"):
        assert one[part] == other[part], part
    assert one["records"].keys() == other["records"].keys()
    for slug, record in one["records"].items():
        assert as_bytes(record) == as_bytes(other["records"][slug]), slug


def as_bytes(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def assert_no_entry_is_lost_or_doubled(outcome: dict[str, Any], numbers: Sequence[Any]) -> None:
    [(rows, keys, numbered, distinct)] = outcome["entries"]
    assert rows == keys
    assert numbered == distinct == len(numbers)
