"""The way out of a database and back: the commands of docs/deployment.md, run word for word.

Real servers: the embedded one with the record in it, and one over TCP as a firm has it.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.casetracker import installations
from tests.casetracker.processes import environment, manage, passable_folder
from tests.casetracker.servers import PASSWORD, PostgreSQL, postgresql

pytestmark = pytest.mark.timeout(180)

SLUG = "de-la-torre-v-linkedin"
KEY = "0123456789abcdef" * 4
DOCUMENT = Path(settings.BASE_DIR) / "docs" / "deployment.md"


def commands_under(heading: str) -> str:
    """All that the document's `sh` blocks of one section say."""
    [section] = re.findall(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)",
        DOCUMENT.read_text(),
        re.DOTALL | re.MULTILINE,
    )
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE))


class Installation:
    """A folder with a checkout in it, its data, and the environment of who works there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data_dir, self.dump = folder, folder / "data", folder / "a.dump"
        (folder / "manage.py").symlink_to(settings.BASE_DIR / "manage.py")
        (folder / ".venv").symlink_to(sys.prefix)

    def follow(self, heading: str, **variables: str) -> str:
        """Run the commands of a section of the document; fails with what they said."""
        done = subprocess.run(
            ["/bin/sh", "-eu", "-c", commands_under(heading)],
            cwd=self.folder,
            env=environment(self.data_dir, **variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def manage(self, *arguments: str, database: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `manage.py` on the embedded database, or on the one that is named."""
        named = {"DATABASE_URL": database, "SECRET_KEY": KEY} if database else {}
        return manage(*arguments, data_dir=self.data_dir, **named)

    def export(self, database: str = "") -> str:
        done = self.manage("export_record", SLUG, database=database)
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    with postgresql() as started:
        yield started


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """The record in an embedded database, with a change by hand in its history, and a dump."""
    with passable_folder() as folder:
        made = Installation(folder)
        installations.copy(installations.WITH_THE_RECORD, made.data_dir)
        done = made.manage("dump", str(made.dump))
        assert done.returncode == 0, done.stdout
        yield made


@pytest.fixture(scope="module")
def moved(installation: Installation, server: PostgreSQL) -> str:
    """The server's database after the document's way from the embedded one; its DATABASE_URL."""
    url = server.new_database("moved")
    installation.follow(
        "From the embedded database to PostgreSQL",
        NEW_DATABASE_URL=url,
        NEW_BROKER_URL="redis://127.0.0.1:1/0",  # named, and not spoken to
        NEW_SECRET_KEY=KEY,
    )
    return url


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and every trigger, constraint, index and function, by raw SQL."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        rows = {
            table: connection.execute(
                f'SELECT t::text FROM "{table}" AS t ORDER BY 1'  # type: ignore[arg-type]
            ).fetchall()
            for [table] in tables
        }
        rows["the rules"] = connection.execute(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
            " UNION ALL SELECT conrelid::regclass || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()
        return rows


def test_the_document_shows_commands_for_each_way() -> None:
    assert "manage.py restore casetracker.dump" in commands_under(
        "From the embedded database to PostgreSQL"
    )
    assert "manage.py dump" in commands_under("Back up")
    assert "manage.py restore --replace" in commands_under("Restore")


def test_from_the_embedded_database_the_same_record_comes_out_of_the_server(
    installation: Installation, moved: str
) -> None:
    exported = installation.export(moved)

    assert exported == installation.export()
    assert '"citations"' in exported


def test_history_triggers_and_constraints_come_along(moved: str) -> None:
    held = contents(moved)

    assert held["cases_partyhistory"]
    assert sum("TRIGGER" in str(rule) for rule in held["the rules"]) > 20


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        (
            'INSERT INTO sources_passage (snapshot_id, start, "end", exact, prefix, suffix)'
            " SELECT id, 0, 5, 'never', '', '' FROM sources_snapshot LIMIT 1",
            'the words "never" are not at 0 to 5',
        ),
        ("DELETE FROM cases_party", "violates foreign key"),
        (
            "UPDATE cases_partyhistory SET name = 'x'",
            "Cannot update or delete rows from cases_partyhistory",
        ),
    ],
    ids=["a quote that is not there", "deleting what is cited", "rewriting history"],
)
def test_the_restored_database_still_refuses(moved: str, statement: str, refused: str) -> None:
    with (
        psycopg.connect(moved, autocommit=True) as connection,
        pytest.raises(psycopg.DatabaseError, match=refused),
    ):
        connection.execute(statement)  # type: ignore[call-overload]


def test_a_backup_restores_to_the_same_after_everything_was_dropped(
    installation: Installation, server: PostgreSQL, moved: str, tmp_path: Path
) -> None:
    settings_of_the_server = {"DATABASE_URL": moved, "SECRET_KEY": KEY, "BACKUPS": str(tmp_path)}
    before, exported = contents(moved), installation.export(moved)
    said = installation.follow("Back up", **settings_of_the_server)
    [dump] = tmp_path.iterdir()
    assert dump.stat().st_mode & 0o777 == 0o600
    server.administer("DROP DATABASE moved")
    assert server.new_database("moved") == moved

    said += installation.follow("Restore", **settings_of_the_server)

    assert contents(moved) == before
    assert installation.export(moved) == exported
    assert PASSWORD not in said


@pytest.fixture(scope="module")
def restored(installation: Installation, server: PostgreSQL) -> str:
    """A database of the server with the dump in it, which each test leaves as it was."""
    url = server.new_database("restored")
    done = installation.manage("restore", str(installation.dump), database=url)
    assert done.returncode == 0, done.stdout
    return url


def test_what_was_written_since_the_backup_is_given_up_with_replace_only(
    installation: Installation, restored: str
) -> None:
    before = contents(restored)
    with psycopg.connect(restored) as connection:
        connection.execute("CREATE TABLE written_since (words text)")
        connection.execute("UPDATE cases_case SET summary = 'written since'")

    refused = installation.manage("restore", str(installation.dump), database=restored)
    kept = contents(restored)
    done = installation.manage("restore", str(installation.dump), "--replace", database=restored)

    assert refused.returncode == 1
    assert "'restored' is not empty" in refused.stdout
    assert "--replace" in refused.stdout
    assert "written_since" in kept
    assert done.returncode == 0, done.stdout
    assert contents(restored) == before


@pytest.mark.parametrize("kind", ["text", "half of one"])
def test_a_broken_dump_changes_nothing(
    installation: Installation, restored: str, tmp_path: Path, kind: str
) -> None:
    whole = installation.dump.read_bytes()
    broken = tmp_path / "broken.dump"
    broken.write_bytes(b"no dump at all" if kind == "text" else whole[: len(whole) // 2])
    before = contents(restored)

    done = installation.manage("restore", str(broken), "--replace", database=restored)

    assert done.returncode == 1
    assert f"{broken} is no whole dump" in done.stdout
    assert "Traceback" not in done.stdout
    assert contents(restored) == before


def test_a_tracker_still_at_work_is_not_restored_over(
    installation: Installation, restored: str
) -> None:
    before = contents(restored)
    with psycopg.connect(restored) as connection:
        connection.execute("UPDATE cases_case SET summary = 'being written'")

        done = installation.manage(
            "restore", str(installation.dump), "--replace", database=restored
        )
        connection.rollback()

    assert done.returncode == 1
    assert "stop web, worker and beat first" in done.stdout
    assert contents(restored) == before


def test_a_server_that_does_not_answer_is_told_and_no_file_is_left(
    installation: Installation, tmp_path: Path
) -> None:
    nowhere = f"postgres://casetracker:{PASSWORD}@127.0.0.1:1/none"

    done = installation.manage("dump", str(tmp_path / "a.dump"), database=nowhere)

    assert done.returncode == 1
    assert "The database does not answer" in done.stdout
    assert PASSWORD not in done.stdout
    assert "Traceback" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_dump_is_not_written_over_another(tmp_path: Path) -> None:
    dump = tmp_path / "a.dump"
    dump.write_text("an older one")

    with pytest.raises(
        CommandError, match=r"a\.dump is there already, and a dump is not overwritten"
    ):
        call_command("dump", str(dump))

    assert dump.read_text() == "an older one"


def test_a_file_or_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no file .*/a\.dump"):
        call_command("restore", str(tmp_path / "a.dump"))
    with pytest.raises(CommandError, match=r"There is no folder .*/backups; make it first"):
        call_command("dump", str(tmp_path / "backups" / "a.dump"))
