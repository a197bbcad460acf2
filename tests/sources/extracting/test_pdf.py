"""The text of PDFs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2.version import PYPDFIUM_INFO

from sources.extracting import Extracted, ExtractError, Media, extract
from sources.extracting.pdf import MOST_PAGES
from tests.sources.extracting.small_pdf import locked_pdf, small_pdf

TWO_PAGES = small_pdf([["ORDER", "Granted (in part)."], ["The clerk shall close the case."]])


def read(raw: bytes) -> Extracted:
    return extract(raw, Media.PDF)


def test_the_text_is_the_lines_of_every_page() -> None:
    assert read(TWO_PAGES).text == "ORDER\nGranted (in part).\n\nThe clerk shall close the case."


def test_each_page_is_known_by_where_it_begins() -> None:
    found = read(TWO_PAGES)
    assert [found.text[start : start + 3] for start in found.page_starts] == ["ORD", "The"]


def test_a_page_without_text_has_its_place() -> None:
    found = read(small_pdf([["One"], [], ["Three"]]))
    assert found.text == "One\n\nThree"
    assert found.page_starts == (0, 3, 5)


def test_typography_comes_through() -> None:
    assert read(small_pdf([["“18 U.S.C. § 2701” — café"]])).text == "“18 U.S.C. § 2701” — café"


def test_a_word_divided_at_the_end_of_a_line_is_whole_but_for_what_nobody_sees() -> None:
    found = read(small_pdf([["The plaintiff says that private infor-", "mation was sold."]]))
    assert (
        found.text.replace("\u00ad", "") == "The plaintiff says that private information was sold."
    )
    assert "infor\u00admation" in found.text


def test_a_number_divided_at_the_end_of_a_line_keeps_its_hyphen() -> None:
    found = read(small_pdf([["It is case No. 5:25-", "cv-00709 in the Northern District."]]))
    assert "No. 5:25-cv-00709 in" in found.text


def test_what_the_file_says_of_itself_is_proposed() -> None:
    info = "/Title (Order of dismissal) /Author (Alma Ruiz) /CreationDate (D:20250121093000-08'00')"
    found = read(small_pdf([["ORDER"]], info))
    assert found.title == "Order of dismissal"
    assert found.author == "Alma Ruiz"
    assert found.published == date(2025, 1, 21)


@pytest.mark.parametrize("created", ["", "yesterday", "D:20251341", "D:2025"])
def test_a_day_that_is_none_is_left_out(created: str) -> None:
    assert read(small_pdf([["ORDER"]], f"/CreationDate ({created})")).published is None


def test_a_note_in_it_is_noticed() -> None:
    found = read(small_pdf([["Roe sues Acme", "Correction: The day was wrong."]]))
    assert [notice.words for notice in found.notices] == ["Correction: The day was wrong."]


def test_the_extractor_is_named_with_its_version() -> None:
    assert PYPDFIUM_INFO.version in read(TWO_PAGES).extractor


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (small_pdf([[], [], []]), "has 3 pages and no text: it is probably a scan"),
        (small_pdf([[]]), "has 1 page and no text"),
        (locked_pdf(), "needs a password"),
        (b"%PDF-1.4\nnothing else", "is damaged"),
        (TWO_PAGES[:200], "is damaged"),
    ],
    ids=["scan", "one page", "locked", "no PDF", "cut off"],
)
def test_a_pdf_without_a_text_to_be_had_is_refused_in_words(raw: bytes, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        read(raw)


def test_more_pages_than_a_case_file_has_are_refused() -> None:
    with pytest.raises(ExtractError, match=r"has 2,001 pages; 2,000 is the most"):
        read(small_pdf([["One"]] * (MOST_PAGES + 1)))


def test_a_false_number_of_pages_does_no_harm() -> None:
    assert read(small_pdf([["One"]], page_count=2_000_000_000)).text == "One"


def test_several_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: read(TWO_PAGES).text, range(40)))
    assert set(texts) == {read(TWO_PAGES).text}


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(TWO_PAGES) - 1), st.binary(min_size=1, max_size=8))
def test_a_pdf_with_wrong_bytes_is_read_or_refused_in_words(at: int, wrong: bytes) -> None:
    try:
        found = read(TWO_PAGES[:at] + wrong + TWO_PAGES[at + len(wrong) :])
    except ExtractError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        assert all(0 <= start <= len(found.text) for start in found.page_starts)
