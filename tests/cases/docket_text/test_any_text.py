"""Any text gives a reading that the database takes, in a time that does not grow with the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.docket_text import EntryReading, read_entry

WORDS = [
    "ORDER", "MOTION", "NOTICE", "JUDGMENT", "STIPULATION", "Dismissal", "Proposed", "District",
    "of", "to", "re", "by", "and", "as", "moot", "granting", "denying", "in part", "dismissing",
    "case", "action", "with", "without", "prejudice", "remanded", "transferred", "filed", "on "
    "behalf",
    "(", ")", "[22]", "#", "22", ";", ":", ".", ",", "***", "--", "'", "Rule 41(a)(1)", "1/2/2025",
    "28 U.S.C. 1404", "signed", "Judge", "voluntary", "joint", "first",
]  # fmt: skip
ENTRIES = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


def assert_fits(reading: EntryReading) -> None:
    assert bool(reading.disposition) == bool(reading.disposes)
    assert reading.disposition or not reading.prejudice
    assert len(reading.rule) <= 100
    assert len(dict(reading.rulings)) == len(reading.rulings)
    assert all(number > 0 for number, _ in reading.rulings)
    assert reading.answers is None or reading.answers > 0
    assert "\x00" not in reading.filed_by


@given(text=ENTRIES, short=ENTRIES)
def test_any_text_gives_a_reading_that_fits_the_record(text: str, short: str) -> None:
    assert_fits(read_entry(text, short))


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "ORDER ", "granting 22 ", "by ", "(", "filed by X for Y ", "1", "[1", "motion of ",
     "dismissing the ", "the case ", "joint ", "hearing ", "* ", "voluntary of ", "e.", "order of "
     ""],
)  # fmt: skip
@pytest.mark.parametrize("title", ["", "ORDER ", "NOTICE of ", "STIPULATION ", "MOTION filed by "])
def test_a_megabyte_is_read_in_no_time(title: str, piece: str) -> None:
    text = (title + piece * (1_000_000 // len(piece)))[:1_000_000]
    began = time.perf_counter()
    assert_fits(read_entry(text, text))
    assert time.perf_counter() - began < 0.25  # a thousandth of it here; a slow machine, ten times
