"""The whole database in a file, and back: pg_dump, pg_restore and psql on the database in use.

The programs are those of the embedded server's wheel, which deal with servers of their own version
and older; for a newer server, those on PATH. docs/deployment.md shows the way round.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.backends.postgresql.client import DatabaseClient
from psycopg.conninfo import make_conninfo
from psycopg_pool import PoolTimeout

from casetracker.server_place import MAJOR_VERSION, WHEEL_PROGRAMS

# All or nothing, and nobody's half-done work: a lock that is not free soon means that the tracker
# is still running on this database.
_EMPTIED = """
SET lock_timeout = '3s';
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""
# pg_dump of 17 and newer sets it; an older server does not know it.
_SINCE_17 = b"SET transaction_timeout = 0;\n"


class DumpError(Exception):
    """A dump or a restore that did not happen; the message says why and what to do."""


def dump(path: Path) -> None:
    """Write the database into a new file, in pg_dump's custom format, readable by its owner only.

    Raises DumpError; then there is no file.
    """
    if path.exists():
        raise DumpError(f"{path} is there already, and a dump is not overwritten. Name a new file.")
    if not path.parent.is_dir():
        raise DumpError(f"There is no folder {path.parent}; make it first.")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dump-") as folder:
            unfinished = Path(folder) / "dump"
            _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={unfinished}")
            os.link(unfinished, path)  # whole, and never over another file
    except OSError as error:
        raise DumpError(f"{path} cannot be written: {error.strerror}.") from error


def restore(path: Path, *, replace: bool = False) -> None:
    """Put the dump into the database in use, in one transaction.

    Raises DumpError; then the database is as it was. A database that holds tables is refused
    unless `replace`: everything in it is then given up for what the dump holds.
    """
    if not path.is_file():
        raise DumpError(f"There is no file {path}.")
    _server_version()  # so that a server that does not answer is told as such
    if (held := len(connection.introspection.table_names())) and not replace:
        raise DumpError(
            f"The database {connection.settings_dict['NAME']!r} is not empty: it holds {held} "
            "tables. Name an empty one in DATABASE_URL, or say --replace to give up all that it "
            "holds for what the dump holds."
        )
    with tempfile.TemporaryDirectory(prefix="casetracker-restore-") as folder:
        script = Path(folder) / "restore.sql"
        with script.open("wb") as written:
            written.write(_EMPTIED.encode())
            written.writelines(_statements(path))
        _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", f"--file={script}")


def _statements(path: Path) -> Iterator[bytes]:
    """The dump as SQL for the server in use, line by line; it is read whole before any is run."""
    knows = _server_version() >= 17  # noqa: PLR2004 (see _SINCE_17)
    with tempfile.TemporaryDirectory(prefix="casetracker-restore-") as folder:
        script = Path(folder) / "dump.sql"
        try:
            # No database is named, so none is touched: pg_restore writes what it would do.
            _run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(path))
        except DumpError as error:
            raise DumpError(
                f"{path} is no whole dump made by `manage.py dump`; nothing was changed. {error}"
            ) from error
        with script.open("rb") as lines:
            yield from (line for line in lines if knows or line != _SINCE_17)


def _run(program: str, *arguments: str) -> None:
    command = [_program(program), *arguments]
    if program != "pg_restore":
        command.append(f"--dbname={make_conninfo(dbname=connection.settings_dict['NAME'])}")
    if program == "psql":
        command.append("--set=ON_ERROR_STOP=1")
    # The credentials go through the environment: a command line is there for all to read.
    done = subprocess.run(  # noqa: S603 (PostgreSQL's own programs)
        command,
        env=os.environ | _way_to_the_server(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        umask=0o077,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip()[-2000:]
        raise DumpError(f"{program} said:\n{said}{_advice(said)}")


def _advice(said: str) -> str:
    if "lock timeout" in said:
        return "\nThe tracker is still at work on this database: stop web, worker and beat first."
    if "must be owner" in said:
        return "\nThe user in DATABASE_URL has to own the database."
    return ""


def _way_to_the_server() -> dict[str, str]:
    entry: dict[str, Any] = connection.settings_dict
    named = {"PGHOST": entry["HOST"], "PGPORT": str(entry["PORT"] or ""), "PGUSER": entry["USER"]}
    _, secrets = DatabaseClient.settings_to_cmd_args_env(entry, [])
    return {name: value for name, value in named.items() if value} | (secrets or {})


def _server_version() -> int:
    """The server's major version; asking starts the embedded one, if that is in use."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            return int(cursor.fetchone()[0]) // 10_000
    except (DatabaseError, PoolTimeout) as error:
        raise DumpError(f"The database does not answer: {error}") from error


def _program(name: str) -> str:
    server = _server_version()
    if server <= int(MAJOR_VERSION):
        return str(WHEEL_PROGRAMS / "bin" / name)
    found = shutil.which(name)
    if found and _version_of(found) >= server:
        return found
    raise DumpError(
        f"The server is PostgreSQL {server}, which needs {name} of that version or newer on PATH: "
        "install PostgreSQL's client programs."
    )


def _version_of(program: str) -> int:
    with contextlib.suppress(OSError):
        said = subprocess.run(  # noqa: S603 (found on PATH by its name)
            [program, "--version"], capture_output=True, text=True, check=False
        ).stdout
        if number := re.search(r"\d+", said):
            return int(number[0])
    return 0
