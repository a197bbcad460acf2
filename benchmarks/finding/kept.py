"""The made worlds, kept between runs: a database each on a server of the benchmark's own.

They lie in `var/benchmarks/finding`, apart from the tracker's own data (where root runs it, perhaps
under /var/lib/casetracker): at 1,000,000 cases 12 GB in PostgreSQL and 2.3 GB in SQLite. A world is
made anew when what makes it has changed: this package, the migrations, or how statutes are read.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks.finding import sqlite, world

FOLDER = Path("var/benchmarks/finding")
_MAKES = ("rows.py", "words.py", "words.toml", "world.py", "sqlite.py")
_READS = ("cases/statutes/*", "cases/sections.py", "cases/acts.csv", "*/migrations/0*.py")


@contextmanager
def connected_to(cases: int) -> Iterator[None]:
    """Within it the default connection is that of the world with so many cases."""
    before = connection.settings_dict["NAME"]
    _connect(f"finding_{cases}")
    try:
        yield
    finally:
        _connect(before)


def _connect(name: str) -> None:
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


def world_of(cases: int, *, as_it_is: bool = False) -> Path:
    """Make the world, unless it is kept; return its SQLite file. Prints what takes long.

    `as_it_is`: take the one kept even if what makes it has changed since; migrations are applied.
    """
    name = f"finding_{cases}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        is_there = cursor.fetchone() is not None
    file = settings.DATA_DIR / f"{name}.sqlite"
    if is_there:
        with connected_to(cases):
            if as_it_is or _key_of_world() == _key():
                call_command("migrate", verbosity=0)
                if not file.exists():
                    _write_sqlite(file)
                return file
    began = time.perf_counter()
    print(f"Making {cases:,} cases, which are kept in {settings.DATA_DIR}:", flush=True)
    file.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    with connected_to(cases):
        call_command("migrate", verbosity=0)
        world.make(cases, say=lambda words: print(words, flush=True))
        _write_sqlite(file)
        with connection.cursor() as cursor:
            # Last, so that a world half made is made again.
            cursor.execute("CREATE SCHEMA made")
            cursor.execute("CREATE TABLE made.world AS SELECT %s::text AS key", [_key()])
        size = sum(world.sizes().values())
    took = time.perf_counter() - began
    print(
        f"{size / 1e9:.2f} GB in PostgreSQL, {file.stat().st_size / 1e9:.2f} GB in SQLite,"
        f" {took:.0f} s",
        flush=True,
    )
    return file


def _write_sqlite(file: Path) -> None:
    began = time.perf_counter()
    sqlite.write(file)
    print(f"{time.perf_counter() - began:6.0f} s  the same in SQLite", flush=True)


def _key_of_world() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('made.world') IS NOT NULL")
        [is_whole] = cursor.fetchone()
        if not is_whole:
            return ""
        cursor.execute("SELECT key FROM made.world")
        [key] = cursor.fetchone()
        return str(key)


@cache
def _key() -> str:
    """The hash of all that decides what the world is."""
    base = Path(settings.BASE_DIR)
    files = [Path(__file__).with_name(name) for name in _MAKES]
    files += sorted(file for name in _READS for file in base.glob(name) if file.is_file())
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()
