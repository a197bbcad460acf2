"""Each system check: what it finds, and that it finds nothing where nothing is wrong."""

from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks
from django.db import connection

from casetracker import checks


class OtherServer:
    """Answers SHOW as a server with other properties would."""

    def __init__(self, **shown: str) -> None:
        self.shown = shown
        self.asked = ""

    def cursor(self) -> "OtherServer":
        return self

    def __enter__(self) -> "OtherServer":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, sql: str) -> None:
        self.asked = sql.removeprefix("SHOW ")

    def fetchone(self) -> tuple[str]:
        return (self.shown[self.asked],)


def found_on(monkeypatch: pytest.MonkeyPatch, **shown: str) -> list[CheckMessage]:
    server = {"server_encoding": "UTF8", "server_version_num": "180004", **shown}
    monkeypatch.setattr(checks, "connections", {"default": OtherServer(**server)})
    return checks.database_is_fit(databases=["default"])


@pytest.mark.django_db
def test_the_embedded_database_is_fit() -> None:
    assert checks.database_is_fit(databases=["default"]) == []


def test_the_database_is_looked_at_only_when_asked_for() -> None:
    assert checks.database_is_fit(databases=None) == []


def test_a_database_that_is_not_utf8_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    [error] = found_on(monkeypatch, server_encoding="LATIN1")

    assert error.id == "casetracker.E001"
    assert "LATIN1" in error.msg
    assert "ENCODING 'UTF8'" in str(error.hint)


@pytest.mark.parametrize(("number", "ids"), [("140012", ["casetracker.E002"]), ("150000", [])])
def test_a_server_older_than_postgresql_15_is_an_error(
    monkeypatch: pytest.MonkeyPatch, number: str, ids: list[str]
) -> None:
    found = found_on(monkeypatch, server_version_num=number)

    assert [error.id for error in found] == ids
    assert all("PostgreSQL 14" in error.msg and error.hint for error in found)


@pytest.mark.parametrize(
    ("production", "in_files", "ids"),
    [(True, True, ["casetracker.W001"]), (True, False, []), (False, True, [])],
)
def test_the_file_queue_beside_a_database_server_is_a_warning(
    settings: Any, production: bool, in_files: bool, ids: list[str]
) -> None:
    settings.PRODUCTION, settings.QUEUE_IN_FILES = production, in_files

    found = checks.queue_is_fit()

    assert [warning.id for warning in found] == ids
    assert all(warning.hint for warning in found)


@pytest.mark.django_db
def test_every_check_of_the_tracker_passes_here() -> None:
    ours = ("casetracker.", "cases.", "sources.")
    found = run_checks(databases=[connection.alias])

    assert [message for message in found if str(message.id).startswith(ours)] == []
