"""As root: the data lies where the server's account can go, and nothing else is ever opened."""

import os
import pwd
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casetracker import embedded, server_place
from casetracker.server_place import EmbeddedServerError, place_for

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root meets these traps")


@pytest.fixture
def common_root(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for /var/lib/casetracker, which a test leaves alone."""
    folder = open_folder / "common"
    monkeypatch.setattr(server_place, "COMMON_ROOT", folder)
    return folder


@pytest.fixture
def closed(open_folder: Path) -> Path:
    """A folder as closed as root's home."""
    folder = open_folder / "closed"
    folder.mkdir(mode=0o700)
    return folder


def as_user(uid: int, act: Callable[[], None]) -> str:
    """Do something as another user, in a process of its own; the error's words, if one came."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        try:
            act()
        except Exception as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        words = said.read()
    os.waitpid(child, 0)
    return words


def modes_of(*paths: Path) -> list[tuple[int, int]]:
    return [(stat.S_IMODE(path.stat().st_mode), path.stat().st_uid) for path in paths]


@as_root
def test_the_server_does_not_run_as_root(open_folder: Path) -> None:
    place = place_for(open_folder / "data")

    assert place.account.uid == pwd.getpwnam("nobody").pw_uid
    assert place.home == open_folder / "data" / "postgresql"
    assert modes_of(place.home) == [(0o700, place.account.uid)]


@as_root
def test_a_closed_folder_above_the_data_stays_closed(
    closed: Path, common_root: Path, open_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = modes_of(closed, open_folder, Path("/tmp"))
    data_dir = closed / "data"
    try:
        embedded.hold(data_dir)

        assert modes_of(closed, open_folder, Path("/tmp")) == before
        assert modes_of(data_dir) == [(0o711, 0)]
        [kept] = common_root.iterdir()
        assert (kept / "cluster" / "PG_VERSION").exists()
        assert str(kept) in caplog.text
        assert not (data_dir / "postgresql").exists()
    finally:
        embedded.release(data_dir)


@as_root
def test_a_database_that_was_put_elsewhere_is_found_there_again_and_said_once(
    closed: Path, common_root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = place_for(closed / "data")
    caplog.clear()
    closed.chmod(0o755)

    assert place_for(closed / "data").home == first.home
    assert caplog.text == ""


@as_root
def test_programs_that_the_account_cannot_reach_are_run_from_a_copy(
    closed: Path, open_folder: Path, common_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = server_place.WHEEL_PROGRAMS.parent.parent
    (closed / "site-packages").symlink_to(packages)
    unreachable = closed / "site-packages" / server_place.WHEEL_PROGRAMS.relative_to(packages)
    monkeypatch.setattr(server_place, "WHEEL_PROGRAMS", unreachable)
    data_dir = open_folder / "data"
    try:
        embedded.hold(data_dir)

        place = place_for(data_dir)
        assert place.programs.is_relative_to(common_root)
        assert place.run("postgres", "--version").stdout.startswith("postgres (PostgreSQL) 18")
        assert modes_of(closed) == [(0o700, 0)]
        [copy] = common_root.iterdir()
        assert copy.name.startswith("programs-0")
    finally:
        embedded.release(data_dir)


@as_root
def test_root_runs_another_users_database_as_that_user(open_folder: Path) -> None:
    inside = open_folder / "postgresql"
    inside.mkdir(mode=0o700)
    os.chown(inside, 12_345, 12_345)

    assert place_for(open_folder).account.uid == 12_345


@as_root
def test_a_users_database_needs_no_root(open_folder: Path) -> None:
    user = pwd.getpwnam("nobody").pw_uid
    os.chown(open_folder, user, -1)
    data_dir = open_folder / "data"

    def hold_and_release() -> None:
        embedded.hold(data_dir)
        embedded.release(data_dir)

    said = as_user(user, hold_and_release)

    assert said == ""
    assert modes_of(data_dir, data_dir / "postgresql") == [(0o700, user)] * 2


@as_root
def test_a_user_is_told_that_the_database_belongs_to_another(open_folder: Path) -> None:
    inside = open_folder / "postgresql"
    inside.mkdir(mode=0o700)

    said = as_user(pwd.getpwnam("nobody").pw_uid, lambda: embedded.hold(open_folder))

    assert f"The embedded database needs {inside} as a folder of its own" in said
    assert "belongs to uid 0" in said


def test_a_link_in_place_of_the_database_is_refused(open_folder: Path) -> None:
    elsewhere = open_folder / "elsewhere"
    elsewhere.mkdir()
    (open_folder / "postgresql").symlink_to(elsewhere)

    with pytest.raises(EmbeddedServerError, match="as a folder of its own"):
        place_for(open_folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may make folders anywhere")
def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(EmbeddedServerError, match="/proc/casetracker"):
        place_for(Path("/proc/casetracker"))


@pytest.fixture(autouse=True)
def nothing_is_left_in_the_common_root() -> Iterator[None]:
    real = Path("/var/lib/casetracker")
    before = set(real.iterdir()) if real.exists() else set()
    yield
    assert (set(real.iterdir()) if real.exists() else set()) == before
