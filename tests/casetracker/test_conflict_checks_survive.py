"""A real worker, killed in the middle of a conflict check: the check is in the log, and once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from casetracker.server_place import socket_folder
from tests.casetracker import installations
from tests.casetracker.processes import environment, wait_until
from tests.casetracker.workers import kill, worker

NAMES = 60
# What a web process does with a form that comes twice.
ASK_TWICE = """
import json, sys
import django; django.setup()
from casetracker.models import User
from sources.actions.check_conflicts import ask_for_check
names = [f"Nobody {n}" for n in range(int(sys.argv[1]))]
by = User.objects.create(username="paula")
asked = {ask_for_check(names=names, matter="", by=by, token="one form").pk for _ in range(2)}
print(json.dumps(list(asked)))
"""
REQUESTS = "SELECT id, state, attempts, names_done, check_made_id FROM sources_conflictrequest"
CHECKS = "SELECT id, names_given, jsonb_array_length(found->'names') FROM cases_conflictcheck"


@pytest.fixture(scope="module")
def installation() -> Iterator[Path]:
    with installations.running(installations.MIGRATED) as data_dir:
        yield data_dir


def connect(data_dir: Path) -> Any:
    named = {"dbname": "casetracker", "user": "casetracker"}
    return psycopg.connect(host=str(socket_folder(data_dir)), autocommit=True, **named)


def ask_twice(data_dir: Path) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-c", ASK_TWICE, str(NAMES)],
        cwd=settings.BASE_DIR,
        env=environment(data_dir),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.timeout(90)
def test_a_worker_killed_in_the_middle_leaves_one_whole_check_in_the_log(
    installation: Path,
) -> None:
    [asked] = ask_twice(installation)
    with connect(installation) as held, connect(installation) as looking:
        # Nobody reads the names of parties meanwhile: so it is killed in the middle.
        with held.transaction():
            held.execute("LOCK TABLE cases_party IN ACCESS EXCLUSIVE MODE")
            with worker(installation, end=kill) as first:
                wait_until(lambda: looking.execute(REQUESTS).fetchone()[1] == "running")
                kill(first)
            assert looking.execute(REQUESTS).fetchall() == [(asked, "running", 1, 0, None)]
            assert looking.execute(CHECKS).fetchall() == []
        with worker(installation, end=kill):
            wait_until(lambda: looking.execute(REQUESTS).fetchone()[1] == "done", 60)
        [(check, *found)] = looking.execute(CHECKS).fetchall()
        assert found == [NAMES, NAMES]
        assert looking.execute(REQUESTS).fetchall() == [(asked, "done", 2, NAMES, check)]
