"""A small made world, which the tests of a module read and none changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from benchmarks.finding import sqlite, world
from tests.sql import empty_the_tracker

CASES, STATUTES = 1_000, 100


@pytest.fixture(scope="module")
def made_world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """1,000 cases, made as for the benchmark: with triggers and indexes asleep meanwhile."""
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF="benchmarks.finding.admin"):
        empty_the_tracker()
        world.make(CASES, statutes=STATUTES)
        yield
        empty_the_tracker()


@pytest.fixture(scope="module")
def made_file(made_world: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("world") / "finding_1000.sqlite"
    sqlite.write(file)
    return file
