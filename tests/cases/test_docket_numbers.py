"""Docket numbers: what is read of each spelling, and that the database reads it the same."""

import re

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cases import docket_numbers
from cases.docket_numbers import DocketNumber, docket_key
from cases.models import Case
from tests.factories import CaseFactory, CourtFactory


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5:25-cv-00709", DocketNumber(709, "25", "5", "cv")),
        ("5:25-cv-00709-EJD", DocketNumber(709, "25", "5", "cv")),
        ("No. 5:25-cv-00709-EJD", DocketNumber(709, "25", "5", "cv")),
        ("Case No. 5:25-cv-00709 (EJD) (SVK)", DocketNumber(709, "25", "5", "cv")),
        ("Civil Action No. 25-cv-709", DocketNumber(709, "25", "", "cv")),
        ("25-cv-709", DocketNumber(709, "25", "", "cv")),
        ("25-CV-709", DocketNumber(709, "25", "", "cv")),
        ("25\u2013cv\u2013709", DocketNumber(709, "25", "", "cv")),
        ("25 cv 709", DocketNumber(709, "25", "", "cv")),
        ("1:25cv709", DocketNumber(709, "25", "1", "cv")),
        ("25 Civ. 709 (LAK)", DocketNumber(709, "25", "", "cv")),
        ("2025-cv-00709", DocketNumber(709, "25", "", "cv")),
        ("25-709 EJD", DocketNumber(709, "25")),
        ("25-709 ejd", DocketNumber(709, "25")),
        ("2:19-cr-00123-ABC-1", DocketNumber(123, "19", "2", "cr")),
        ("25-10709", DocketNumber(10709, "25")),
        ("22-507-swe7", DocketNumber(507, "22")),
        ("20-1140", DocketNumber(1140, "20")),
        ("2020-1140", DocketNumber(1140, "20")),
        ("MDL 2843", DocketNumber(2843)),
        ("MDL No. 2843", DocketNumber(2843)),
        ("mdl-2843", DocketNumber(2843)),
        ("3:18-md-02843-VC", DocketNumber(2843, "18", "3", "md")),
    ],
)
def test_a_docket_number_is_read_in_every_spelling(text: str, read: DocketNumber) -> None:
    assert docket_numbers.read(text) == read


@pytest.mark.parametrize(
    "text",
    [
        *("", "apple", "2024", "12(b)(6)", "18 U.S.C. 2701", "18 USC 2701", "17 CFR 240"),
        *("42:1983", "2701-2713", "CGC-21-594577", "BC123456", "25-709 motion to dismiss"),
        *("25-cv-709 LinkedIn", "25-cv-" + "7" * 80, "25-cv-12345678901"),
    ],
)
def test_what_is_no_docket_number_or_says_more_is_not_read(text: str) -> None:
    assert docket_numbers.read(text) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        (
            "5:25-cv-00709",
            ["5:25-cv-00709", "5:25-cv-709-EJD", "25-cv-709", "25-709", "25-709 EJD"],
        ),
        ("No. 5:25-cv-00709-EJD", ["5:25-cv-00709", "25-709", "25 Civ. 709"]),
        ("1:25cv709", ["1:25-cv-00709", "25-709"]),
        ("25-cv-00709", ["5:25-cv-709", "25-cv-709"]),  # the office is not in the record
        ("1-22-00507", ["22-507", "22-00507"]),
        ("25-10709", ["25-10709", "2025-10709"]),
        ("20-1140", ["2020-1140", "20-1140"]),
        ("MDL No. 2843", ["MDL 2843", "mdl-2843"]),
        ("3:18-md-02843", ["MDL 2843", "18-md-2843", "3:18-md-02843-VC", "18-2843"]),
        ("19 Civ. 1234 (LAK)", ["1:19-cv-01234", "19-1234"]),
    ],
)
def test_a_case_is_found_by_its_number_however_both_are_written(
    stored: str, asked: list[str]
) -> None:
    wanted = CaseFactory(docket_number=stored)
    for other in ("5:25-cv-00710", "5:24-cv-00709", "CGC-21-594577", "", "25-1070"):
        CaseFactory(docket_number=other, court=CourtFactory())
    for text in asked:
        number = docket_numbers.read(text)
        assert number is not None
        assert list(Case.objects.numbered(number)) == [wanted], text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("5:25-cv-00709", "3:25-cv-00709"),
        ("5:25-cv-00709", "5:25-cr-00709"),
        ("5:25-cv-00709", "5:24-cv-00709"),
        ("5:25-cv-00709", "25-7090"),
        ("3:18-md-02843", "17-2843"),
        ("3:18-cv-02843", "MDL 2843"),
    ],
)
def test_a_number_that_differs_in_what_both_say_is_another(stored: str, asked: str) -> None:
    CaseFactory(docket_number=stored)
    number = docket_numbers.read(asked)
    assert number is not None
    assert not Case.objects.numbered(number).exists()


def test_it_is_written_in_its_usual_form() -> None:
    assert str(docket_numbers.read("No. 5:25-CV-00709-EJD")) == "5:25-cv-709"
    assert str(docket_numbers.read("mdl 2843")) == "MDL No. 2843"


@pytest.mark.django_db
@given(
    st.from_regex(
        r"(?:No\. )?(?:[0-9]{1,2}[:-])?(?:20)?[0-9]{2}(?:-|-?(?:cv|CR|md|bk)-?)[0-9]{1,7}"
        r"(?:-[A-Z]{2,3})?",
        fullmatch=True,
    )
)
def test_the_database_reads_a_number_as_python_does(text: str) -> None:
    number = docket_numbers.read(text)
    compiler = Case.objects.all().query.get_compiler(connection=connection)
    key = docket_key("docket_number").resolve_expression(Case.objects.all().query)
    sql, given_ = compiler.compile(key)
    with connection.cursor() as cursor:
        column = re.escape('"cases_case"."docket_number"')
        cursor.execute("SELECT " + re.sub(column, "it", sql) + " FROM (SELECT %s) AS t(it)",
                       [*given_, text])  # fmt: skip
        [in_database] = cursor.fetchone()
    assert number is not None
    assert in_database in number.keys
