"""Many court files of the same cases, several workers, one of them killed: the record is the same.

200 files here; `make bench ARGS=importing` compares the same of 1,000.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from sources.dockets import RefusedFileError, read_court_file
from tests.casetracker import installations
from tests.casetracker.court_file_runs import Runs, assert_alike, assert_no_entry_is_lost_or_doubled
from tests.sources.a_thousand_files import files

FILES = 200


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    with installations.running(installations.MIGRATED) as data_dir:
        made = Runs(data_dir, FILES)
        yield made
        made.connection.close()


@pytest.fixture(scope="module")
def in_peace(runs: Runs) -> dict[str, Any]:
    """What one worker makes of the files."""
    return runs.in_peace()


def numbered_entries() -> set[tuple[str, int]]:
    """Docket and number of each entry that any of the files names, read without a database."""
    found = set()
    for name, raw in files(FILES):
        try:
            record = read_court_file(raw, name)
        except RefusedFileError:
            continue
        found |= {
            (case.docket_number, entry.number)
            for case in record.cases
            for entry in case.entries
            if entry.number is not None
        }
    return found


@pytest.mark.timeout(300)
def test_what_is_in_the_files_is_in_the_record_once(in_peace: dict[str, Any]) -> None:
    assert_no_entry_is_lost_or_doubled(in_peace, list(numbered_entries()))
    refused = [name for name, _, state, *_ in in_peace["files"] if state == "failed"]
    assert len(in_peace["files"]) == FILES
    assert len(refused) == sum(name.startswith("page_") for name, _ in files(FILES)) > 0


@pytest.mark.timeout(300)
def test_two_workers_of_which_one_is_killed_end_with_the_same_record(
    runs: Runs, in_peace: dict[str, Any], queue: dict[str, str]
) -> None:
    assert_alike(runs.with_one_killed(**queue), in_peace)
