"""The embedded PostgreSQL: started by the first process that connects, stopped by the last.

Every process that uses the server holds a shared lock on `holders` for as long as it lives; who
can take that lock exclusively is alone, and stops the server on leaving. The kernel drops a
process's locks however it ends, so a kill -9 leaves nothing to clean up: at worst the server
runs on until the next start, which joins it. `docs/adr/0001-embedded-postgresql.md` says why.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from casetracker.server_place import (
    MAJOR_VERSION,
    EmbeddedServerError,
    Place,
    place_for,
    socket_folder,
)

NAME = "casetracker"
# Recovery after a crash has to read back the log of the last minutes; a slow disk needs time.
START_SECONDS = 180
ACCEPTING, STARTING = 0, 1  # exit codes of pg_isready

_holdings: dict[Path, tuple[Place, int]] = {}
_one_at_a_time = threading.Lock()


def settings_for(data_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry for the database in this data folder; starts nothing by itself."""
    return {
        "ENGINE": "casetracker.embedded_postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(socket_folder(data_dir)),
        "EMBEDDED_IN": str(data_dir),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def hold(data_dir: Path, *, durable: bool = True) -> None:
    """Make sure that the server runs, and keep it running for as long as this process lives.

    A child made by fork shares its parent's hold. `durable=False` (for tests only) starts a
    server that does not wait for the disk. Raises EmbeddedServerError.
    """
    with _one_at_a_time:
        if data_dir not in _holdings:
            _holdings[data_dir] = _join(data_dir, durable=durable)
            atexit.register(release, data_dir)


def revive(data_dir: Path) -> bool:
    """Start the server again if it died under us; True if it had to be started."""
    with _one_at_a_time:
        if data_dir not in _holdings:
            return False
        place, _ = _holdings[data_dir]
        with _locked(place):
            return _start(place, durable=True)


def release(data_dir: Path) -> None:
    """Let go of the server; the last process to do so stops it."""
    with _one_at_a_time:
        if data_dir not in _holdings:
            return
        place, holder = _holdings.pop(data_dir)
        if not place.home.exists():  # a throwaway folder, thrown away
            os.close(holder)
            return
        with _locked(place):
            # Closed, never unlocked: LOCK_UN would drop the lock of forked children as well.
            os.close(holder)
            if _nobody_holds(place):
                place.run("pg_ctl", "stop", "--mode=fast", "--wait", "--silent")
                _remove_if_empty(place.socket_folder)


def _join(data_dir: Path, *, durable: bool) -> tuple[Place, int]:
    place = place_for(data_dir)
    with _locked(place):
        if not place.cluster.exists():
            _create(place, durable=durable)
        _refuse_another_version(place)
        _start(place, durable=durable)
        holder = _open(place, "holders")
        fcntl.flock(holder, fcntl.LOCK_SH)
        return place, holder


def _create(place: Place, *, durable: bool) -> None:
    """Make the cluster beside its place and rename it there: it is whole or not there at all."""
    for half_made in place.home.glob("cluster-new-*"):
        shutil.rmtree(half_made, ignore_errors=True)
    new = Path(tempfile.mkdtemp(dir=place.home, prefix="cluster-new-"))
    place.account.take(new)
    _must(
        place,
        "initdb",
        f"--pgdata={new.name}",
        f"--username={NAME}",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        # Who may connect is settled by who may enter the socket's folder; there is no other way in.
        "--auth-local=trust",
        "--auth-host=reject",
        "--set=listen_addresses=",
        "--set=unix_socket_permissions=0700",
        "--set=timezone=UTC",
        "--set=log_timezone=UTC",
        *([] if durable else ["--no-sync"]),
    )
    # The wheel's initdb makes no database of ours; the single-user server does, before any start.
    statement = f"CREATE DATABASE {NAME}"
    single_user = str(place.programs / "bin" / "postgres")
    script = 'printf "%s\\n" "$1" | "$2" --single -D "$3" postgres'
    done = place.account.run(
        ["/bin/sh", "-c", script, "sh", statement, single_user, new.name], cwd=place.home
    )
    if done.returncode != 0 or "ERROR" in done.stdout or "FATAL" in done.stdout:
        raise EmbeddedServerError(f"The embedded database could not be made: {done.stdout}")
    new.rename(place.cluster)


def _start(place: Place, *, durable: bool) -> bool:
    """Start the server unless it answers; True if it had to be started."""
    deadline = time.monotonic() + START_SECONDS
    while (answer := _answer(place)) == STARTING:
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"The embedded database has been starting for {START_SECONDS} seconds. "
                f"Its log is {place.home / 'log'}."
            )
        time.sleep(0.1)
    if answer == ACCEPTING:
        return False
    _forget_a_dead_server(place)
    log = place.home / "log"
    if log.exists():
        log.replace(place.home / "log.before")
    place.make_socket_folder()
    options = ["-k", str(place.socket_folder), *(f"-c {setting}" for setting in _for_its_size())]
    if not durable:
        options += ["-c fsync=off", "-c full_page_writes=off", "-c synchronous_commit=off"]
    done = place.run(
        "pg_ctl",
        "start",
        "--wait",
        f"--timeout={START_SECONDS}",
        "--silent",
        # Relative to the home folder: pg_ctl hands it to a shell, where some paths would break.
        "--log=log",
        "--options=" + " ".join(options),
    )
    if done.returncode != 0:
        _remove_if_empty(place.socket_folder)
        last_words = log.read_text(errors="replace")[-1500:] if log.exists() else ""
        raise EmbeddedServerError(
            f"The embedded database in {place.home} did not start.\n{done.stdout}{last_words}"
        )
    return True


def _for_its_size() -> tuple[str, ...]:
    """What PostgreSQL leaves at values for the smallest of machines.

    A million index cards are 131 MB: in the 128 MB of shared memory that it takes by itself, each
    count of them pushed out what the next one read. Memory is taken as it is used.
    """
    shared = min(psutil.virtual_memory().total // 8, 512 << 20) >> 20
    return (
        f"shared_buffers={max(shared, 128)}MB",
        "work_mem=32MB",
        # Large imports wrote everything to disk every quarter of a minute.
        "max_wal_size=2GB",
    )


def _answer(place: Place) -> int:
    return place.run(
        "pg_isready", f"--host={place.socket_folder}", "--quiet", "--timeout=5"
    ).returncode


def _forget_a_dead_server(place: Place) -> None:
    """Remove the notes of a server that was killed (data and socket), if no process of it is left.

    PostgreSQL takes a note for a living server when its number has gone to another process of
    the same account, as after every restart of a container, or is a zombie's, as in a container
    that reaps none. While others hold the server, only the zombie is proof: they may be in another
    container, where the server lives unseen from here.
    """
    note = place.cluster / "postmaster.pid"
    try:
        number = int(note.read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return
    if not (_is_zombie(number) or _nobody_holds(place)):
        return
    for process in psutil.process_iter(["cwd", "status"]):
        at_work = process.info["status"] != psutil.STATUS_ZOMBIE
        if at_work and process.info["cwd"] == str(place.cluster):
            return
    for left in [*place.socket_folder.glob(".s.PGSQL.*"), note]:
        left.unlink(missing_ok=True)


def _is_zombie(number: int) -> bool:
    try:
        return bool(psutil.Process(number).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _refuse_another_version(place: Place) -> None:
    found = (place.cluster / "PG_VERSION").read_text().strip()
    if found != MAJOR_VERSION:
        raise EmbeddedServerError(
            f"The database in {place.cluster} was made by PostgreSQL {found}; this version of the "
            f"tracker carries {MAJOR_VERSION}. Take the data out with the version that made it "
            "(pg_dump), and load it into a new DATA_DIR."
        )


def _must(place: Place, program: str, *arguments: str) -> None:
    done = place.run(program, *arguments)
    if done.returncode != 0:
        raise EmbeddedServerError(f"{program} failed in {place.home}:\n{done.stdout}")


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _nobody_holds(place: Place) -> bool:
    holders = _open(place, "holders")
    try:
        fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(holders)
    return True


@contextlib.contextmanager
def _locked(place: Place) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    lock = _open(place, "lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(place: Place, name: str) -> int:
    """Open a lock file; a symbolic link in its place is refused, for root may be opening it."""
    path = place.home / name
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:
        os.fchown(descriptor, place.account.uid, place.account.gid)
    return descriptor
