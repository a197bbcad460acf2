"""The secret key: made once, the same for everybody, readable by nobody else."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casetracker import secret
from tests.casetracker.processes import environment


def test_a_key_is_made_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    key = secret.kept_in(tmp_path / "new" / "data")

    assert len(key) >= 50
    assert (tmp_path / "new" / "data" / "secret-key").read_text() == key + "\n"


def test_the_key_stays_the_same(tmp_path: Path) -> None:
    assert secret.kept_in(tmp_path) == secret.kept_in(tmp_path)


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    assert secret.kept_in(tmp_path / "one") != secret.kept_in(tmp_path / "other")


def test_the_file_of_the_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    secret.kept_in(tmp_path)

    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from casetracker import secret; "
        "print(secret.kept_in(pathlib.Path(sys.argv[1])))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]

    assert len({process.communicate()[0] for process in started}) == 1


def test_a_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("secret\n")

    with pytest.raises(ImproperlyConfigured, match="has 6 characters; at least 50 are needed"):
        secret.kept_in(tmp_path)


def test_a_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret-key").mkdir()

    with pytest.raises(ImproperlyConfigured, match="secret-key cannot be read"):
        secret.kept_in(tmp_path)
