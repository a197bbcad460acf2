"""The search for Chromium: what is named, then what is on PATH, else a loud word."""

from pathlib import Path

import pytest

from tests import programs


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it, and no CHROMIUM."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(programs, "_playwrights_own", lambda: None)
    return tmp_path


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_one_that_is_named_goes_first(
    empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(empty_path, "chromium")
    named = program(empty_path, "my-browser")
    monkeypatch.setenv("CHROMIUM", named)

    assert programs.chromium() == named


def test_a_named_one_that_is_not_there_is_an_error(
    empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(empty_path, "chromium")
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")

    with pytest.raises(FileNotFoundError, match="CHROMIUM names /no/such/browser"):
        programs.chromium()


@pytest.mark.parametrize("name", programs.CHROMIUM_NAMES)
def test_then_the_ones_on_the_path(empty_path: Path, name: str) -> None:
    found = program(empty_path, name)

    assert programs.chromium() == found


def test_then_playwrights_own(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert programs.chromium() is None

    monkeypatch.setattr(programs, "_playwrights_own", lambda: "/cache/chrome")
    assert programs.chromium() == "/cache/chrome"


def test_what_is_missing_is_installed(empty_path: Path) -> None:
    assert programs.have("Chromium", programs.chromium, lambda: _made(empty_path))


def _made(folder: Path) -> None:
    program(folder, "chromium")


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
@pytest.mark.usefixtures("empty_path")
def test_what_cannot_be_had_is_said_loudly_and_fails_under_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(programs, "install_chromium", lambda: None)
    monkeypatch.setattr(programs, "install_redis", lambda: None)

    assert programs.main() == code
    assert "NO CHROMIUM COULD BE HAD" in capsys.readouterr().err
