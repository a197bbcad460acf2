"""/healthz: 200 if database, queue and worker are well, else 503 and which is not."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from casetracker import file_queue


@pytest.fixture
def all_well(settings: Any) -> None:
    file_queue.beat(settings.QUEUE_DIR)


@pytest.mark.django_db
@pytest.mark.usefixtures("all_well")
def test_it_works(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "queue": "ok", "worker": "ok"}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("all_well")
def test_a_database_that_does_not_answer_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("password authentication failed for user tracker")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "no answer", "queue": "ok", "worker": "ok"}
    assert "password" not in answer.content.decode()
    assert "password authentication failed" in caplog.text


@pytest.mark.django_db
def test_a_worker_that_does_not_answer_is_told(client: Client, settings: Any) -> None:
    file_queue.stop_beating(settings.QUEUE_DIR)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["worker"] == "no answer"


@pytest.mark.django_db
def test_a_queue_whose_folder_is_gone_is_told(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.QUEUE_DIR = tmp_path

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["queue"] == "no answer"


@pytest.mark.django_db
def test_it_takes_no_posted_data(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
@pytest.mark.usefixtures("all_well")
def test_a_monitor_is_not_sent_to_https(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
    assert client.get("/sources/").status_code == 301
