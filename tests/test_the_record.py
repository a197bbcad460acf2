"""The record that tests are given a second time is what a load of it makes."""

import pytest

from tests import sql
from tests.the_record import the_record

pytestmark = pytest.mark.django_db


def test_the_rows_put_there_again_are_those_of_a_load() -> None:
    the_record()
    loaded = sql.everything()
    sql.empty_the_tracker()
    again = the_record()
    assert sql.everything() == loaded
    # The triggers are back: they keep what follows from a row.
    again.filings.create(key="next", number=900, description="A letter", kind="letter")
    assert sql.everything() != loaded


def test_rows_made_after_it_have_numbers_of_their_own() -> None:
    for _ in range(2):
        case = the_record()
        case.filings.create(key="next", number=900, description="A letter", kind="letter")
        sql.empty_the_tracker()
