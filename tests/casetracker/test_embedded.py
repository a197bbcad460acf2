"""The embedded server: shared by processes, ended by the last, unharmed by a kill -9."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from casetracker import embedded
from casetracker.server_place import EmbeddedServerError, place_for, socket_folder
from tests.casetracker import installations
from tests.casetracker.processes import (
    environment,
    hold_in_another_process,
    let_go,
    server_processes,
    wait_until,
)


@pytest.fixture
def data_dir(open_folder: Path) -> Iterator[Path]:
    """A data folder whose path a shell would trip over."""
    folder = open_folder / "the firm's $data"
    yield folder
    embedded.release(folder)
    for left in server_processes(folder):
        left.kill()


@pytest.fixture
def made(data_dir: Path) -> Path:
    """The same, with a database in it that was made before: only a start is needed."""
    installations.copy(installations.EMPTY, data_dir)
    return data_dir


def query(data_dir: Path, sql: str) -> object:
    entry = embedded.settings_for(data_dir)
    with psycopg.connect(
        host=entry["HOST"], dbname=entry["NAME"], user=entry["USER"]
    ) as connection:
        cursor = connection.execute(sql)  # type: ignore[arg-type]
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def test_naming_the_database_starts_nothing(data_dir: Path) -> None:
    embedded.settings_for(data_dir)

    assert not data_dir.exists()


def test_a_held_server_answers_on_a_path_with_spaces_and_quotes(data_dir: Path) -> None:
    embedded.hold(data_dir)

    assert query(data_dir, "SHOW data_directory") == str(data_dir / "postgresql" / "cluster")


def test_the_database_is_utf8_in_utc_durable_and_deaf_to_the_network(data_dir: Path) -> None:
    embedded.hold(data_dir)

    assert query(data_dir, "SHOW server_encoding") == "UTF8"
    assert query(data_dir, "SHOW timezone") == "UTC"
    assert query(data_dir, "SHOW fsync") == "on"
    assert query(data_dir, "SHOW listen_addresses") == ""
    assert query(data_dir, "SELECT lower('É')") == "é"


def test_the_server_of_the_tests_does_not_wait_for_the_disk(data_dir: Path) -> None:
    embedded.hold(data_dir, durable=False)

    assert query(data_dir, "SHOW fsync") == "off"


def test_only_the_servers_account_can_enter_the_folder_of_the_socket(made: Path) -> None:
    embedded.hold(made)

    assert socket_folder(made).stat().st_mode & 0o777 == 0o700


def test_a_socket_folder_that_others_can_enter_is_refused(data_dir: Path) -> None:
    planted = socket_folder(data_dir)
    planted.mkdir()
    planted.chmod(0o777)
    try:
        with pytest.raises(EmbeddedServerError, match="private") as refused:
            embedded.hold(data_dir)
        assert str(planted) in str(refused.value)
        assert planted.stat().st_mode & 0o777 == 0o777
    finally:
        planted.rmdir()


def test_the_path_of_a_socket_stays_short_however_long_the_data_path(data_dir: Path) -> None:
    deep = data_dir.joinpath(*["a folder with a long name"] * 12)

    assert len(str(socket_folder(deep) / ".s.PGSQL.5432")) < 60


def test_the_last_one_out_stops_the_server_and_not_the_first(made: Path) -> None:
    first, second = hold_in_another_process(made), hold_in_another_process(made)

    let_go(first)
    assert server_processes(made)
    let_go(second)
    assert not server_processes(made)
    assert not socket_folder(made).exists()


def test_processes_that_start_at_once_share_one_server(data_dir: Path) -> None:
    script = "import sys, pathlib; from casetracker import embedded as e; " + (
        "e.hold(pathlib.Path(sys.argv[1])); print('holding', flush=True); sys.stdin.read()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(data_dir)],
            env=environment(data_dir),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    try:
        assert [process.stdout.readline() for process in started if process.stdout] == (
            ["holding\n"] * 4
        )
    finally:
        for process in started:
            let_go(process)
    assert [process.returncode for process in started] == [0] * 4
    assert not server_processes(data_dir)


def test_a_holder_that_was_killed_does_not_keep_the_server_running(made: Path) -> None:
    killed, other = hold_in_another_process(made), hold_in_another_process(made)

    killed.kill()
    killed.communicate()
    let_go(other)

    assert not server_processes(made)


def test_the_next_start_joins_a_server_whose_holders_were_all_killed(made: Path) -> None:
    killed = hold_in_another_process(made)
    before = {process.pid for process in server_processes(made)}
    killed.kill()
    killed.communicate()

    embedded.hold(made)

    assert query(made, "SELECT 1") == 1
    assert before & {process.pid for process in server_processes(made)}


def test_a_start_after_everything_was_killed_finds_what_was_committed(made: Path) -> None:
    holder = hold_in_another_process(made)
    query(made, "CREATE TABLE kept AS SELECT 42 AS answer")
    for process in [*server_processes(made), holder]:
        os.kill(process.pid, signal.SIGKILL)
    holder.communicate()
    wait_until(lambda: not server_processes(made))
    assert (made / "postgresql" / "cluster" / "postmaster.pid").exists()

    embedded.hold(made)

    assert query(made, "SELECT answer FROM kept") == 42


def test_a_dead_servers_number_that_another_process_now_has_stops_no_start(made: Path) -> None:
    embedded.hold(made)
    embedded.release(made)
    place = place_for(made)
    # A process of the server's own account: PostgreSQL would take it for the server.
    stranger = subprocess.Popen(
        ["/bin/sleep", "60"],
        **({"user": place.account.uid} if os.geteuid() == 0 else {}),
    )
    try:
        note = place.cluster / "postmaster.pid"
        note.write_text(f"{stranger.pid}\n{place.cluster}\n1700000000\n5432\n/tmp\n\n")
        place.account.take(note)

        embedded.hold(made)

        assert query(made, "SELECT 1") == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_died_under_a_process_is_started_again(made: Path) -> None:
    embedded.hold(made)
    for process in server_processes(made):
        process.kill()
    wait_until(lambda: not server_processes(made))

    assert embedded.revive(made)
    assert query(made, "SELECT 1") == 1
    assert not embedded.revive(made)


def test_a_making_that_was_cut_short_is_begun_again(data_dir: Path) -> None:
    half_made = place_for(data_dir).home / "cluster-new-half"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")

    embedded.hold(data_dir)

    assert query(data_dir, "SELECT 1") == 1
    assert not half_made.exists()


def test_a_database_of_another_version_is_refused_in_words(made: Path) -> None:
    embedded.hold(made)
    embedded.release(made)
    (made / "postgresql" / "cluster" / "PG_VERSION").write_text("17\n")

    with pytest.raises(EmbeddedServerError, match=r"made by PostgreSQL 17.*carries 18"):
        embedded.hold(made)


def test_a_server_that_cannot_start_gives_its_own_last_words(made: Path) -> None:
    embedded.hold(made)
    embedded.release(made)
    with (made / "postgresql" / "cluster" / "postgresql.conf").open("a") as configuration:
        configuration.write("\nwork_mem = 'plenty'\n")

    with pytest.raises(EmbeddedServerError, match='invalid value for parameter "work_mem"'):
        embedded.hold(made)
    assert not socket_folder(made).exists()


def test_a_forked_child_that_ends_leaves_its_parents_server_alone(made: Path) -> None:
    script = (
        "import os, sys, pathlib; from casetracker import embedded as e; "
        "e.hold(pathlib.Path(sys.argv[1])); child = os.fork(); "
        "sys.exit(0) if child == 0 else os.waitpid(child, 0); "
        "print('holding', flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(made)],
        env=environment(made),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "holding\n"

    assert server_processes(made)
    let_go(parent)
    assert not server_processes(made)
