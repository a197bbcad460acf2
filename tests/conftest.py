"""What the tests share.

The strategy: one throwaway PostgreSQL for the whole run, which does not wait for the disk, started
by the first process and shared by all workers of pytest-xdist, each with a test database of its
own. Rows are made by the factories in tests/factories.py, by each test for itself; there is no
world that all tests start from. Tests that run real processes give them a data folder of their
own, never the one of this run and never the user's.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase

from casetracker import embedded
from tests import databases, emptying, programs
from tests.casetracker.processes import passable_folder

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("tracker", deadline=None)
hypothesis.settings.load_profile("tracker")

# Modules that take longest: real processes, a browser on many pages, many or large imports.
LONGEST = {
    "test_run",
    "test_every_page",
    "test_a_thousand_court_files",
    "test_backup",
    "test_editing",
    "test_jobs_survive",
    "test_worker",
    "test_deployment",
    "test_court_files_survive",
    "test_court_files_in_the_database",
    "test_list_page",
    "test_account_pages",
    "test_people",
    "test_loading",
    "test_loading_refusals",
    "test_any_request",
    "test_import_court_file",
}

# What Chromium goes without. Of the switch that says so it heeds the last only, and Playwright has
# one of its own: so its names come first here.
NOT_IN_THE_BROWSER = (
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
    # A process more for the list below the address bar, and one to spare: with both, a new visitor
    # takes twice the processor time.
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup"),
    "SpareRendererForSitePerProcess",
)

REAL_FLUSH = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def is_first_process(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_sessionstart(session: pytest.Session) -> None:
    if is_first_process(session.config) and not settings.PRODUCTION:
        embedded.hold(settings.DATA_DIR, durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    if is_first_process(config) and settings.configured:
        embedded.release(settings.DATA_DIR)
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: left for the end, one worker is at them and the other has nothing."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


def drop_with_its_visitors(self: Any, test_database_name: str, verbosity: int) -> None:
    """Drop a test database although a thread of a live server may still be connected to it."""
    databases.forget()
    with self._nodb_cursor() as cursor:
        name = self.connection.ops.quote_name(test_database_name)
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


DatabaseCreation._destroy_test_db = drop_with_its_visitors


@pytest.fixture(autouse=True, scope="session")
def what_tests_commit_is_gone_after_them() -> Iterator[None]:
    def flush(test_case: TransactionTestCase) -> None:
        emptying.empty(lambda: REAL_FLUSH(test_case))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that tests/programs.py finds, quiet and without reaching out."""
    executable = programs.chromium()
    if executable is None:
        pytest.skip("no Chromium: see what `python -m tests.programs` says")
    return {
        **browser_type_launch_args,
        "executable_path": executable,
        "args": [
            # Chromium's sandbox does not work as root.
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--disable-features={','.join(NOT_IN_THE_BROWSER)}",
        ],
    }


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A throwaway folder that the embedded server's account can pass through."""
    with passable_folder() as folder:
        yield folder
