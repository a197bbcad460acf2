"""No cell of a file that we make is a formula, however a spreadsheet takes the file apart."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.csv_files import BOM, csv_lines, guarded

# What OWASP names, what spreadsheets pass over before it, and what parts cells somewhere.
AWKWARD = st.text(st.sampled_from("=+-@＝＋－＠\t\r\n ;,|\"'\u200b\u00a0\ufeffa1"), max_size=12)


def read(lines: list[str], **dialect: str) -> list[list[str]]:
    text = "".join(lines).removeprefix(BOM)
    return list(csv.reader(io.StringIO(text, newline=""), **dialect))


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("https://example.org")',
        "+1",
        "-2+3",
        "@SUM(A1)",
        "＝1+1",
        "  =1",
        "\u200b=1",
        '"=1',
        "'=1",
        "\t=1",
        "\r=1",
    ],
)
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert guarded(cell).replace("'", "") == cell.replace("'", "")


def test_so_does_one_that_begins_with_a_tab_or_a_new_line() -> None:
    assert guarded("\tx") == "'\tx"
    assert guarded("\nx") == "'\nx"


@pytest.mark.parametrize(
    "cell", ["", "5:25-cv-00709", "a - b", "Roe v. Doe; Poe", "1,204", "a@b.c"]
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("between", ["\n", "\r\n", ";", "\t", "|", '\n"', ";  "])
def test_nor_does_a_formula_begin_further_on(between: str) -> None:
    """Where semicolons part cells, as in most of Europe, one would begin after them."""
    assert "'=1" in guarded(f"a{between}=1").replace(' "', '"').replace("'\"", "\"'").replace(
        "'  ", "  '"
    )


@given(AWKWARD, AWKWARD)
def test_no_cell_is_a_formula_however_the_file_is_taken_apart(one: str, two: str) -> None:
    lines = list(csv_lines(["Head", "Of two"], [[one, two]]))
    for delimiter in ",;\t|":
        for row in read(lines, delimiter=delimiter):
            for cell in row:
                assert not re.match(r"[\s\"\u200b\ufeff]*[=+\-@＝＋－＠]", cell), (delimiter, row)


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n=+-@;|\t＝＋－＠")
        ),
        min_size=1,
    )
)
def test_what_is_no_formula_is_read_back_as_it_was(row: list[str]) -> None:
    head, back = read(list(csv_lines(["Head"] * len(row), [row])))
    assert head == ["Head"] * len(row)
    assert back == row


def test_null_characters_and_nothing_leave_nothing() -> None:
    [_, line] = csv_lines(["A", "B"], [["a\0b", None]])
    assert line == '"ab",""\r\n'


def test_the_file_begins_with_the_mark_that_spreadsheets_know_utf_8_by() -> None:
    assert next(iter(csv_lines(["Straße"], []))) == f'{BOM}"Straße"\r\n'
