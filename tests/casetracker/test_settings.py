"""A setting that is wrong stops every command with a sentence that names the variable."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casetracker.settings import hosts_and_ports
from tests.casetracker.processes import manage

SERVER = "postgres://tracker:secret@db.example.org/tracker"


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("PORT", "abc", "PORT is 'abc'; a whole number from 1 to 65535 was expected"),
        ("PORT", "99999", "PORT is '99999'; a whole number from 1 to 65535 was expected"),
        ("WEB_CONCURRENCY", "0", "WEB_CONCURRENCY is '0'; a whole number from 1 to 100"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is 'loud'; one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("TIME_ZONE", "Mars/Base", "TIME_ZONE is 'Mars/Base'; the name of a time zone such as"),
        ("DEBUG", "perhaps", '"DEBUG" invalid'),
        ("HSTS_SECONDS", "-1", "HSTS_SECONDS is '-1'; a whole number from 0"),
        ("FETCH_ALLOWED", "intranet", "FETCH_ALLOWED has 'intranet' in it; hosts with their ports"),
        ("MAILBOX", "mail/courts", "MAILBOX is 'mail/courts'; a folder with its whole path was"),
        ("DATABASE_URL", "nonsense", '"DATABASE_URL" invalid'),
        ("DATABASE_URL", "sqlite:///cases.db", "DATABASE_URL"),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, variable: str, value: str, expected: str) -> None:
    done = manage("check", data_dir=tmp_path, **{"SECRET_KEY": "k" * 60, variable: value})

    assert done.returncode == 1
    assert expected in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        ("", set()),
        ("documents.example.com:8443", {("documents.example.com", 8443)}),
        (" Files:80 ,10.0.0.7:443,", {("files", 80), ("10.0.0.7", 443)}),
        ("[FD00:0::1]:443", {("fd00::1", 443)}),
    ],
)
def test_hosts_and_ports_are_read(value: str, pairs: set[tuple[str, int]]) -> None:
    assert hosts_and_ports("FETCH_ALLOWED", value) == pairs


@pytest.mark.parametrize(
    "value",
    [
        *("files", "files:", ":80", "files:0", "files:65536", "files:http", "*:80", "*.firm:80"),
        *("http://files:80", "files:80/a", "127.1:80", "0x7f.1:80", "fd00::1:80", "[10.0.0.7]:80"),
        *("[files]:80", "good:80,bad", "files:80;more:80", "me@files:80"),
    ],
)
def test_what_is_no_host_with_its_port_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"FETCH_ALLOWED has .* in it; hosts with their"):
        hosts_and_ports("FETCH_ALLOWED", value)


def test_a_database_server_needs_a_secret_key_of_its_own(tmp_path: Path) -> None:
    without = manage("check", data_dir=tmp_path, DATABASE_URL=SERVER)
    with_key = manage("check", data_dir=tmp_path, DATABASE_URL=SERVER, SECRET_KEY="k" * 60)

    assert without.returncode == 1
    assert '"SECRET_KEY" not set' in without.stdout
    assert with_key.returncode == 0, with_key.stdout


def test_commands_that_need_no_database_start_none(tmp_path: Path) -> None:
    data_dir = tmp_path / "not" / "there" / "yet"
    # To compress what was collected takes long, and asks nobody anything.
    collect = ["collectstatic", "--noinput", "--no-post-process"]
    for command in (["help"], ["check"], collect):
        done = manage(*command, data_dir=data_dir)

        assert done.returncode == 0, done.stdout
        assert not (data_dir / "postgresql").exists()


def test_no_model_is_without_its_migration(open_folder: Path) -> None:
    done = manage("makemigrations", "--check", "--dry-run", data_dir=open_folder / "not yet there")

    assert done.returncode == 0, done.stdout
