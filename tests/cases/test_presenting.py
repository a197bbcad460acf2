"""Values of the record in words that a reader expects."""

import pytest

from cases.models import CitedModel, Claim, Filing
from cases.presenting import in_words


@pytest.mark.parametrize(
    ("row", "field", "value", "words"),
    [
        (Filing(), "filed_on", "2025-01-21", "Tuesday 21 January 2025"),
        (Filing(), "filed_on", "2024-08", "August 2024"),
        (Filing(), "filed_on", "2024", "2024"),
        (Filing(), "filed_on", "late January", "late January"),
        (Filing(), "filed_on", "", ""),
        (Filing(), "prejudice", "without", "without prejudice"),
        (Filing(), "prejudice", "with all due respect", "with all due respect"),
        (Filing(), "prejudice", "", ""),
        (Filing(), "kind", "", ""),
        (Filing(), "description", "Notice.", "Notice."),
        (Claim(), "amount", "1000", "$1,000"),
        (Claim(), "amount", "1000.5", "$1,000.50"),
        (Claim(), "amount", "95000000", "$95,000,000"),
        (Claim(), "amount", "0", "$0"),
        (Claim(), "amount", "unspecified", "unspecified"),
        (Claim(), "amount", "", ""),
        (Claim(), "amount", "NaN", "NaN"),
        (Claim(), "amount", "Infinity", "Infinity"),
    ],
)
def test_a_value_is_shown_in_words_and_what_is_in_no_form_as_it_is(
    row: CitedModel, field: str, value: str, words: str
) -> None:
    assert in_words(row, row.citable_field(field), value) == words
