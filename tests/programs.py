"""The programs that tests need and pip does not bring: Chromium and a Redis server.

`python -m tests.programs`, which `make test` runs first, finds or installs both, and says loudly
what cannot be had; under CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The Chromium to use: CHROMIUM, else one on PATH, else Playwright's own, else None.

    Raises FileNotFoundError if CHROMIUM names something that is not there.
    """
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise FileNotFoundError(f"CHROMIUM names {named}, which is no program: correct or unset it")
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return found
    return _playwrights_own()


def redis_server() -> str | None:
    """The Redis server on PATH, if there is one."""
    return shutil.which("redis-server")


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Debian's Chromium where apt-get may be used, else Playwright's."""
    _apt_install("chromium")
    if not chromium():
        _attempt(sys.executable, "-m", "playwright", "install", "chromium")


def install_redis() -> None:
    """Debian's Redis server."""
    _apt_install("redis-server")


def _apt_install(package: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _attempt("apt-get", "update", "--quiet")
        _attempt("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package)


def _attempt(*command: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        check=False,
        timeout=900,
    )


def have(name: str, find: Callable[[], str | None], install: Callable[[], None]) -> bool:
    """Find a program or install it; without it, say so loudly."""
    if not find():
        sys.stderr.write(f"No {name} found; trying to install one.\n")
        install()
    if found := find():
        sys.stderr.write(f"{name}: {found}\n")
        return True
    line = "!" * 78
    sys.stderr.write(
        f"{line}\nNO {name.upper()} COULD BE HAD: THE TESTS THAT NEED IT ARE SKIPPED.\n{line}\n"
    )
    return False


def main() -> int:
    """Exit code 1 if a program is missing where none may be (CI=true)."""
    both = [
        have("Chromium", chromium, install_chromium),
        have("Redis server", redis_server, install_redis),
    ]
    return 1 if os.environ.get("CI") == "true" and not all(both) else 0


if __name__ == "__main__":
    sys.exit(main())
