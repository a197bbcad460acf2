"""A Redis server, for tests of the queues."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import programs
from tests.casetracker.processes import free_port


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A real Redis server on a port of its own."""
    executable = programs.redis_server()
    if executable is None:
        pytest.skip("no Redis server: see what `python -m tests.programs` says")
    port = free_port()
    server = subprocess.Popen(
        [executable, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path],
        stdout=subprocess.DEVNULL,
    )
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait(10)


@pytest.fixture(params=["files", "redis"])
def queue(request: pytest.FixtureRequest) -> dict[str, str]:
    """The variables for each kind of queue."""
    if request.param == "files":
        return {}
    return {"CELERY_BROKER_URL": request.getfixturevalue("redis_url")}
