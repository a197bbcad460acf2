"""Numbers, lists and lengths of time as sentences have them."""

from datetime import date

import pytest

from cases import wording


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no cases"), (1, "one case"), (9, "nine cases"), (1204, "1,204 cases")]
)
def test_small_numbers_are_spelled_and_one_is_singular(number: int, said: str) -> None:
    assert wording.counted(number, "case") == said


def test_a_plural_of_its_own_is_used() -> None:
    assert wording.figured(2, "entry", "entries") == "2 entries"
    assert wording.figured(1, "entry", "entries") == "1 entry"


def test_no_line_ends_with_the_section_sign() -> None:
    assert wording.unbroken("18 U.S.C. §§ 2701–2713") == "18 U.S.C. §§\u00a02701–2713"


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_the_last_word_of_a_list_follows_and(words: list[str], said: str) -> None:
    assert wording.joined(words) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "one day"),
        (9, "nine days"),
        (28, "28 days"),
        (112, "16 weeks"),
        (200, "seven months"),
        (800, "two years"),
    ],
)
def test_a_length_of_time_is_said_as_one_would(days: int, said: str) -> None:
    assert wording.apart(days) == said


def test_a_day_is_written_with_its_weekday_in_full_and_without_in_short() -> None:
    day = date(2025, 1, 21)
    assert wording.long_day(day) == "Tuesday 21 January 2025"
    assert wording.plain_day(day) == "21 January 2025"
    assert wording.short_day(day) == "21 Jan 2025"


def test_a_sentence_that_ends_with_an_abbreviation_has_one_full_stop() -> None:
    assert wording.full_stop_after("Roe v. Acme, Inc.") == ""
    assert wording.full_stop_after("Roe v. Acme") == "."


def test_a_name_keeps_its_capitals_within() -> None:
    assert wording.capitalised("pCloud v. IBM") == "PCloud v. IBM"
