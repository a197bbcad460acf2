"""The timeline: what happened by date, and a drawing whose labels cannot overlap."""

from datetime import date, timedelta

import pytest

from cases.models import Case
from sources import timeline
from sources.facts import facts_of
from tests.factories import (
    CaseFactory,
    CitationFactory,
    EventFactory,
    FilingFactory,
    PassageFactory,
)

pytestmark = pytest.mark.django_db


def stops(case: Case) -> list[timeline.Stop]:
    return timeline.stops_of(facts_of(case))


def event(case: Case, when: date | None, precision: str = "day", **values: str) -> None:
    EventFactory(
        case=case,
        first_day=when,
        precision=precision if when else "",
        **{"summary": "It", **values},
    )


def test_filings_and_events_stand_on_one_line_in_order_those_without_a_date_last() -> None:
    case = CaseFactory()
    event(case, None)
    event(case, date(2025, 1, 1), "month")
    FilingFactory(case=case, filed_on=date(2025, 1, 21))
    event(case, date(2025, 1, 21))
    event(case, date(2024, 8, 1), "month")
    found = stops(case)
    assert [stop.title for stop in found] == [
        "August 2024",
        "January 2025",
        "Tuesday 21 January 2025",
        "Date not stated",
    ]
    assert (len(found[2].filings), len(found[2].events)) == (1, 1)


def test_a_case_without_events_has_no_timeline() -> None:
    assert stops(CaseFactory()) == []
    assert timeline.drawing_of([]) is None


def test_one_date_makes_no_line() -> None:
    case = CaseFactory()
    event(case, date(2025, 1, 1))
    assert timeline.drawing_of(stops(case)) is None


def test_a_filing_without_a_filing_date_stands_at_its_entry() -> None:
    case = CaseFactory()
    FilingFactory(case=case, entered_on=date(2025, 1, 22))
    assert [stop.title for stop in stops(case)] == ["Wednesday 22 January 2025"]


def test_a_date_that_only_a_differing_source_gives_is_hollow() -> None:
    case = CaseFactory()
    filing = FilingFactory(case=case, filed_on=date(2025, 1, 21), description="Complaint")
    CitationFactory(
        about=filing, field="filed_on", stated_value="2025-01-25", passage=PassageFactory()
    )
    found = stops(case)
    assert [stop.is_disputed_only for stop in found] == [False, True]
    drawing = timeline.drawing_of(found)
    assert drawing
    assert [mark.is_hollow for mark in drawing.wide.marks] == [False, True]
    assert drawing.wide.marks[1].label == "25 Jan 2025?"
    text = " ".join(line.text for line in drawing.wide.marks[1].lines)
    assert text == "Complaint, says one source"


def test_a_date_that_both_the_record_and_a_differing_source_give_is_ringed_not_hollow() -> None:
    case = CaseFactory()
    filing = FilingFactory(case=case, filed_on=date(2025, 1, 21))
    CitationFactory(
        about=filing, field="filed_on", stated_value="2025-01-30", passage=PassageFactory()
    )
    event(case, date(2025, 1, 30))
    drawing = timeline.drawing_of(stops(case))
    assert drawing
    assert [(mark.is_hollow, mark.is_ringed) for mark in drawing.wide.marks] == [
        (False, False),
        (False, True),
    ]


def test_a_stated_date_that_is_no_date_is_no_place_on_the_line() -> None:
    case = CaseFactory()
    filing = FilingFactory(case=case, filed_on=date(2025, 1, 21))
    CitationFactory(
        about=filing, field="filed_on", stated_value="in the spring", passage=PassageFactory()
    )
    assert [stop.alternatives for stop in stops(case)] == [[]]


def test_a_day_is_a_dot_and_a_month_is_a_bar_and_a_gap_is_written_out() -> None:
    case = CaseFactory()
    event(case, date(2024, 8, 1), "month")
    event(case, date(2025, 1, 21))
    drawing = timeline.drawing_of(stops(case))
    assert drawing
    assert [(mark.label, mark.is_bar) for mark in drawing.wide.marks] == [
        ("Aug 2024", True),
        ("21 Jan 2025", False),
    ]
    assert [mark.gap for mark in drawing.wide.marks] == ["five months", ""]


def test_what_is_alleged_is_drawn_as_alleged() -> None:
    case = CaseFactory()
    event(case, date(2024, 8, 1), summary="They took it", stance="alleged")
    event(case, date(2024, 9, 1), summary="They said so")
    drawing = timeline.drawing_of(stops(case))
    assert drawing
    assert [line.text for mark in drawing.wide.marks for line in mark.lines] == [
        "Alleged: They took it",
        "They said so",
    ]


@pytest.mark.parametrize("days_apart", [1, 40, 400])
def test_however_much_happened_the_drawing_stays_small_and_no_label_overlaps(
    days_apart: int,
) -> None:
    case = CaseFactory()
    for number in range(60):
        day = date(1990, 1, 1) + timedelta(days=number * days_apart)
        event(case, day, summary="A long sentence about something that happened that day " * 3)
    drawing = timeline.drawing_of(stops(case))
    assert drawing
    assert drawing.is_coarse
    marks = drawing.wide.marks
    assert len(marks) <= 8
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        longest = max(len(text) for text in [mark.label, *(line.text for line in mark.lines)])
        assert mark.x + longest * 6.5 <= (following.x if following else timeline.WIDTH + 8)
    tops = [mark.y for mark in drawing.narrow.marks]
    bottoms = [mark.lines[-1].y for mark in drawing.narrow.marks]
    assert all(top > bottom for top, bottom in zip(tops[1:], bottoms, strict=False))
