"""How long importing court files takes, against juriscraper alone; how memory fares meanwhile.

The files are the real ones in the folder that COURT_FILES names, and a docket of 2,000 entries of
an imaginary lawsuit. Everything runs on one core: this benchmark pins itself there and starts the
database from there. In each round, each file is first parsed by juriscraper as it comes, then
imported into a database that has the courts and nothing else.
"""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HELD_TO = 1.5
ROUNDS = 5
LONG_DOCKET = 2_000  # entries
FILES_FOR_MEMORY = FILES_FOR_WORKERS = 1_000
MOST_GROWTH = 1.10  # from file 200 to the last

_LONG, _ALL = "2,000 entries", "all shared"
_NO_FILES = {".json", ".md"}


@dataclass(frozen=True)
class CourtBytes:
    """A file to import, as juriscraper's `parser` gets it too."""

    folder: str
    name: str
    raw: bytes
    text: str
    court: str
    parser: str


@dataclass
class Times:
    """Seconds a file takes, by round: by the clock, and of them the processor's."""

    alone: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    busy_alone: list[float] = field(default_factory=list)
    busy_reading: list[float] = field(default_factory=list)
    busy_python: list[float] = field(default_factory=list)  # of the import, reading included
    busy_database: list[float] = field(default_factory=list)


def run() -> None:
    """Measure in a process of its own, which has one core and a database of its own.

    Raises:
        SystemExit: If an import takes over 1.5 times what juriscraper takes, or memory grows.
    """
    from tests.casetracker.processes import environment, passable_folder

    with passable_folder() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.importing"],
            cwd=Path(__file__).resolve().parent.parent,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            check=False,
        )
    _compare_workers()
    if done.returncode:
        raise SystemExit("Importing is not what it is held to: see above.")


def _compare_workers() -> None:
    """1,000 files by one worker in peace, and by two of which one is killed: the same record."""
    from tests.casetracker.court_file_runs import Runs, assert_alike
    from tests.casetracker.processes import (
        hold_in_another_process,
        let_go,
        manage,
        passable_folder,
    )

    with passable_folder() as folder, _queues() as queues:
        manage("migrate", "--verbosity=0", data_dir=folder)
        holder = hold_in_another_process(folder)
        runs = Runs(folder, FILES_FOR_WORKERS)
        peace: list[float] = []
        with _clocked(peace):
            wanted = runs.in_peace()
        print(f"\n{FILES_FOR_WORKERS} files, one worker in peace: {peace[0]:.0f} s")
        for name, queue in queues.items():
            took: list[float] = []
            with _clocked(took):
                outcome = runs.with_one_killed(**queue)
            try:
                assert_alike(outcome, wanted)
            except AssertionError as differs:
                raise SystemExit(
                    f"Two workers of which one was killed end with another record ({name} as the "
                    f"queue): {differs}"
                ) from differs
            print(f"the same by two, one killed, with {name} as the queue: {took[0]:.0f} s, alike")
        runs.connection.close()
        let_go(holder)


@contextmanager
def _queues() -> Iterator[dict[str, dict[str, str]]]:
    """The variables of each kind of queue, with a Redis server of its own where there is one."""
    from tests import programs
    from tests.casetracker.processes import free_port

    queues: dict[str, dict[str, str]] = {"files": {}}
    executable = programs.redis_server()
    if executable is None:
        print("There is no redis-server, so that queue is left out.")
        yield queues
        return
    port = free_port()
    server = subprocess.Popen(  # noqa: S603 (the program found on PATH)
        [executable, "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield queues | {"Redis": {"CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0"}}
    finally:
        server.terminate()
        server.wait(10)


def main() -> None:
    """What the process of its own does."""
    # The last core: the first serves most of the machine's interrupts.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _execute("ANALYZE")
    failures = [*_measure_times(), *_measure_memory()]
    if failures:
        raise SystemExit("\n".join(failures))


# --- Time -----------------------------------------------------------------------------------------


def _measure_times() -> Iterator[str]:
    folder = os.environ.get("COURT_FILES")
    if not folder:
        print("COURT_FILES names no folder, so only the imaginary docket is measured.")
    files = [*(_shared_files(Path(folder)) if folder else []), _long_docket()]
    backend = _Backend()
    times: dict[str, Times] = {}
    for nth in range(ROUNDS + 1):
        if nth <= 1:  # the first round is to warm up
            times = {file.name: Times() for file in files}
        _forget_everything()
        for file in files:
            _measure(file, times[file.name], backend)
    print(
        f"{'':12}{'files':>6}{'juriscraper':>13}{'import':>10}{'ratio':>7}   "
        f"{'processor: reading':>18}{'merging':>9}{'PostgreSQL':>12}{'ratio':>7}"
    )
    groups = list(dict.fromkeys(file.folder for file in files))
    shared = set(groups) - {_LONG}
    for title, of in [
        *((group, {group}) for group in groups),
        *([(_ALL, shared)] if shared else []),
    ]:
        chosen = [times[file.name] for file in files if file.folder in of]
        ratio = _print_line(title, chosen)
        if title in {_ALL, _LONG} and ratio > HELD_TO:
            yield f"{title}: {ratio:.2f} times juriscraper alone; {HELD_TO} is the most."
    print(f"ratio: of the whole import to juriscraper alone; held to {HELD_TO} by the clock")


def _print_line(title: str, of: list[Times]) -> float:
    """Print the sums of the medians of some files; return the ratio by the clock."""

    def seconds(name: str) -> float:
        return float(sum(median(getattr(one, name)) for one in of))

    alone, whole = seconds("alone"), seconds("whole")
    reading, database = seconds("busy_reading"), seconds("busy_database")
    python = seconds("busy_python")
    print(
        f"{title:12}{len(of):6}{alone:11.3f} s{whole:8.3f} s{whole / alone:7.2f}   "
        f"{reading:16.3f} s{python - reading:7.3f} s{database:10.3f} s"
        f"{(python + database) / seconds('busy_alone'):7.2f}"
    )
    return whole / alone


def _measure(file: CourtBytes, times: Times, backend: _Backend) -> None:
    from sources import jobs
    from sources.actions.import_court_file import import_court_file
    from sources.dockets import read_court_file
    from sources.models import CourtFile, JobState

    gc.collect()
    with _clocked(times.busy_alone, time.process_time), _clocked(times.alone):
        _parse_alone(file)
    with _clocked(times.busy_reading, time.process_time):
        read_court_file(file.raw, file.name)
    job = _row_of(file.name, file.raw)
    with (
        _clocked(times.busy_database, backend.seconds),
        _clocked(times.busy_python, time.process_time),
        _clocked(times.whole),
    ):
        jobs.work_on(CourtFile, job.pk, import_court_file)
    job.refresh_from_db()
    if job.state != JobState.DONE or job.same_as_id:
        raise SystemExit(f"{file.name} was not taken in: {job.failure or 'a copy'}")


def _parse_alone(file: CourtBytes) -> None:
    from juriscraper.pacer import AppellateDocketReport, DocketReport, PacerRssFeed
    from juriscraper.pacer.email import S3NotificationEmail

    parsers: dict[str, Callable[[str], Any]] = {
        "docket": DocketReport,
        "appellate": AppellateDocketReport,
        "notice": S3NotificationEmail,
        "feed": PacerRssFeed,
    }
    report = parsers[file.parser](file.court)
    report._parse_text(file.text)
    _ = report.data


def _shared_files(folder: Path) -> Iterator[CourtBytes]:
    from sources.dockets import RefusedFileError, courts, read_court_file
    from sources.dockets.parsers import parsers

    parsers()  # quiets juriscraper
    kinds = {"dockets": "docket", "notices": "notice", "feeds": "feed"}
    for name, parser in kinds.items():
        for path in sorted((folder / name).iterdir()):
            if path.suffix in _NO_FILES:
                continue
            raw = path.read_bytes()
            try:
                record = read_court_file(raw, path.name)
            except RefusedFileError:
                continue  # juriscraper finds nothing there either
            court = courts.address_id(record.court_id)
            is_appellate = parser == "docket" and courts.is_appellate(record.court_id)
            text = raw.decode("utf-8", "replace")
            kind = "appellate" if is_appellate else parser
            yield CourtBytes(name, path.name, raw, text, court, kind)


def _long_docket() -> CourtBytes:
    from tests.sources.imaginary_dockets import FIRST, Entry, report

    def entry(number: int) -> Entry:
        day = f"{1 + number % 12:02}/{1 + number % 28:02}/2025"
        words = (
            f"ORDER by Judge Jane Justice granting {number - 1} Motion for Extension of Time to "
            f"File Response as to {number // 2} Complaint. Responses due by {day}. (jj, COURT "
            f"STAFF) (Filed on {day}) (Entered: {day})"
            if number % 2
            else f"MOTION for Extension of Time to File Response as to {number // 2} Complaint "
            f"filed by Acme Corp.. (Attachments: # 1 Declaration of Bob Barrister, # 2 Proposed "
            f"Order)(Barrister, Bob) (Filed on {day}) (Entered: {day})"
        )
        return (day, number, words)

    entries = [*FIRST, *(entry(number) for number in range(3, LONG_DOCKET + 1))]
    raw = report(number="3:25-cv-00999", entries=entries)
    return CourtBytes(_LONG, "cand_long.html", raw, raw.decode(), "cand", "docket")


# --- Memory ---------------------------------------------------------------------------------------


def _measure_memory() -> Iterator[str]:
    import psutil

    from sources import jobs
    from sources.actions.import_court_file import import_court_file
    from sources.models import CourtFile
    from tests.sources.a_thousand_files import files

    _forget_everything()
    process = psutil.Process()
    held: list[float] = []
    began = time.perf_counter()
    waiting = [_row_of(name, raw).pk for name, raw in files(FILES_FOR_MEMORY)]
    for nth, pk in enumerate(waiting, 1):
        jobs.work_on(CourtFile, pk, import_court_file)
        if nth % 100 == 0:
            held.append(process.memory_info().rss / 1e6)
    took = time.perf_counter() - began
    print(f"\n{FILES_FOR_MEMORY} imaginary files, one after the other: {took:.1f} s")
    print("MB held after each 100 files: " + " ".join(f"{one:.0f}" for one in held))
    growth = held[-1] / held[1]
    print(f"growth since the first 200: {growth - 1:+.1%}; held to {MOST_GROWTH - 1:+.0%}")
    if growth > MOST_GROWTH:
        yield f"Memory grows by {growth - 1:.1%} over 800 files; a tenth is the most."


# --- The database ---------------------------------------------------------------------------------


def _row_of(name: str, raw: bytes) -> Any:
    from sources.models import CourtFile, Delivery

    delivery = Delivery.objects.first() or Delivery.objects.create(way="command")
    sha256 = hashlib.sha256(raw).hexdigest()
    return CourtFile.objects.create(
        delivery=delivery, filename=name, size=len(raw), raw=raw, sha256=sha256
    )


def _forget_everything() -> None:
    """Empty every table but those of the courts and statutes, past the triggers that guard them."""
    from django.db import connection

    kept = {"cases_court", "cases_statute"}
    with connection.cursor() as cursor:
        tables = [
            connection.ops.quote_name(table)
            for table in connection.introspection.table_names(cursor)
            if table.startswith(("cases_", "sources_")) and table not in kept
        ]
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        cursor.execute("SET session_replication_role = DEFAULT")


def _execute(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


class _Backend:
    """The database's process for this connection."""

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [pid] = cursor.fetchone()
        self._statistics = Path(f"/proc/{pid}/schedstat")

    def seconds(self) -> float:
        """The processor's time that it has had; Linux alone tells."""
        return int(self._statistics.read_text().split()[0]) / 1e9


@contextmanager
def _clocked(times: list[float], clock: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    began = clock()
    yield
    times.append(clock() - began)


if __name__ == "__main__":
    main()
