"""Dates: every spelling, and what the words leave out."""

from datetime import date

import pytest

from tests.sources.reader.reading import found, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("January 21, 2025", "2025-01-21"),
        ("Jan. 21, 2025", "2025-01-21"),
        ("Jan 21 2025", "2025-01-21"),
        ("21 January 2025", "2025-01-21"),
        ("21st of January, 2025", "2025-01-21"),
        ("Tuesday, January 21, 2025", "2025-01-21"),
        ("1/30/2025", "2025-01-30"),
        ("30/1/2025", "2025-01-30"),
        ("30.1.2025", "2025-01-30"),
        ("1/30/25", "2025-01-30"),
        ("2025-01-21", "2025-01-21"),
        ("SEPTEMBER 3, 2024", "2024-09-03"),
        ("in August 2024", "2024-08"),
        ("Sept. 2024", "2024-09"),
        ("in 2019", "2019"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(words: str, value: str) -> None:
    assert values("date", f"It happened {words}, they say.", published=None) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "He may 12 times march on.",
        "They paid $2,019 in fees.",
        "The bill of 2019 pages and 1,200 exhibits.",
        "The vote was 30-1 for Roe.",
        "On February 30, 2025 it rained.",
        "A ratio of 13/45/2025 was given.",
        "May Roe sued in small claims court.",
        "He was in the top 2019 users.",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert values("date", text) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Wednesday", "2024-03-20"),
        ("on Tuesday", "2024-03-19"),
        ("on Thursday", "2024-03-14"),
        ("last Friday", "2024-03-15"),
        ("next Monday", "2024-03-25"),
        ("earlier today", "2024-03-20"),
        ("yesterday", "2024-03-19"),
        ("on Jan. 5", "2024-01-05"),
        ("on Dec. 5", "2023-12-05"),
        ("in September", "2023-09"),
        ("in February", "2024-02"),
        ("last August", "2023-08"),
        ("last month", "2024-02"),
        ("last year", "2023"),
    ],
)
def test_the_day_of_publication_completes_a_date(words: str, value: str) -> None:
    text = f"It happened {words}, they say."
    assert values("date", text) == [value]
    assert found("date", text)[0].inferred
    assert values("date", text, published=None) == []


def test_what_is_still_to_come_is_dated_ahead() -> None:
    assert values("date", "A hearing is scheduled for April 2.") == ["2024-04-02"]
    assert values("date", "A hearing will be held on Friday.") == ["2024-03-22"]
    assert values("date", "A hearing was held on April 2.") == ["2024-04-02"]
    assert "after the day of publication" in found("date", "He left on April 2.")[0].doubt


def test_a_weekday_in_brackets_is_part_of_the_date() -> None:
    [finding] = found("date", "It was filed Tuesday (March 19) night.")
    assert (finding.value, finding.doubt) == ("2024-03-19", "")


def test_a_weekday_that_does_not_fit_is_doubted() -> None:
    [finding] = found("date", "It was filed on Monday, 21 January 2025.")
    assert finding.doubt == "21 January 2025 was a Tuesday, the text says Monday"


def test_a_weekday_settles_a_year_that_nothing_else_does() -> None:
    text = "The suit came on Tuesday 21 January. The setting dates from August 2024."
    assert values("date", text, published=None) == ["2025-01-21", "2024-08"]


def test_without_a_day_of_publication_the_year_follows_from_a_date_before_and_is_doubted() -> None:
    text = "The setting came in August 2024. The policy changed in September."
    second = found("date", text, published=None)[1]
    assert (second.value, second.inferred) == ("2024-09", "the year")
    assert "August 2024" in second.doubt
    assert values("date", "The policy changed in September.", published=None) == []


def test_a_docket_number_gives_the_year_where_no_date_does() -> None:
    text = "The suit, No. 3:21-cv-08210, was filed on Oct. 4."
    assert values("date", text, published=None) == ["2021-10-04"]


def test_a_dateline_gives_the_day_of_publication() -> None:
    text = "By Jo Roe | Updated: 2 November 2015 09:36 IST\nThe court will hear it on Monday."
    assert values("date", text, published=None) == ["2015-11-02", "2015-11-02"]


def test_today_in_a_quotation_is_the_day_of_the_words() -> None:
    text = "On Feb. 2, Roe wrote in a post: “The suit was dropped earlier today.”"
    assert values("date", text) == ["2024-02-02", "2024-02-02"]
    lone = "Roe wrote: “The suit was dropped earlier today.”"
    assert "quoted" in found("date", lone)[0].doubt


def test_a_day_and_month_that_could_be_exchanged_are_doubted() -> None:
    assert "month/day" in found("date", "It was signed 3/4/2024.")[0].doubt
    assert not found("date", "It was signed 3/14/2024.")[0].doubt


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Jo Roe filed the suit on March 4, 2024.", "case.filed_on"),
        ("Jo Roe sued Acme in Boston on March 4, 2024.", "case.filed_on"),
        ("On March 4, 2024, Jo Roe filed a complaint.", "case.filed_on"),
        ("The case was dismissed on March 4, 2024.", "case.terminated_on"),
        ("Roe dropped the suit on March 4, 2024.", "case.terminated_on"),
        ("Acme filed a motion to dismiss on March 4, 2024.", "filing.filed_on"),
        ("A judge on March 4, 2024 denied the motion.", "filing.filed_on"),
        ("The suit says that Acme changed its terms on March 4, 2024.", "event.date"),
        ("Reuters reported March 4, 2024 about a suit filed by Roe.", "event.date"),
        ("It rained on March 4, 2024.", "event.date"),
    ],
)
def test_the_nearest_verb_says_what_a_date_is_of(text: str, about: str) -> None:
    assert [finding.about for finding in found("date", text)] == [about]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_error(day: date) -> None:
    read_back = found(
        "date", "Yesterday, tomorrow, last year, next month, on Monday.", published=day
    )
    assert all(finding.value for finding in read_back)
