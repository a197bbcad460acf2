"""Real servers for tests, on loopback and thrown away: PostgreSQL over TCP, and Redis."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from casetracker.server_place import Place, place_for
from tests import programs
from tests.casetracker.processes import free_port, passable_folder

PASSWORD = "a-password-that-no-log-may-show"


class PostgreSQL:
    """A server as a firm has one: over TCP, with a password, its user no superuser."""

    def __init__(self, place: Place) -> None:
        self.place, self.port = place, free_port()
        password = place.home / "password"
        password.write_text(PASSWORD)
        place.account.take(password)
        self._must(
            *("initdb", "--username=postgres", f"--pwfile={password}", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"),
            *("--set=listen_addresses=127.0.0.1", f"--set=port={self.port}"),
            *("--set=unix_socket_directories=", "--set=fsync=off"),
        )
        self.start()
        self.administer(f"CREATE ROLE casetracker LOGIN PASSWORD '{PASSWORD}'")

    def start(self) -> None:
        self._must("pg_ctl", "start", "--wait", "--silent", "--log=log")

    def stop(self) -> None:
        self._must("pg_ctl", "stop", "--mode=immediate", "--wait", "--silent")

    def new_database(self, name: str) -> str:
        """Make an empty database, and give what to write into DATABASE_URL."""
        self.administer(f"CREATE DATABASE {name} OWNER casetracker")
        return f"postgres://casetracker:{PASSWORD}@127.0.0.1:{self.port}/{name}"

    def administer(self, statement: str) -> None:
        address = f"postgres://postgres:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _must(self, program: str, *arguments: str) -> None:
        done = self.place.run(program, *arguments)
        assert done.returncode == 0, done.stdout


class Redis:
    """A Redis server with a password."""

    def __init__(self, folder: Path, options: list[str]) -> None:
        executable = programs.redis_server()
        if executable is None:
            pytest.skip("no Redis server: see what `python -m tests.programs` says")
        self.port = free_port()
        here = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder)]
        self.command = [executable, *options, *here]
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server with no database of ours yet."""
    with passable_folder() as folder:
        server = PostgreSQL(place_for(folder))
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def redis(options: list[str]) -> Iterator[Redis]:
    """A Redis server; the options must give it PASSWORD."""
    with passable_folder() as folder:
        server = Redis(folder, options)
        try:
            yield server
        finally:
            server.stop()
