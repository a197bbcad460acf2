"""What the evidence of a fact amounts to, on its marker and in a line."""

import pytest

from cases.models import Case
from sources import wording
from sources.facts import Fact, facts_of
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    PassageFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(caption="A v. B")


def cite(case: Case, *stated: str, origin: str = "") -> None:
    """One source that states each of these captions, in as many places."""
    source = SourceFactory(origin=origin)
    for number, value in enumerate(stated):
        passage = PassageFactory(
            snapshot__source=source, snapshot__text=f"{number} filed on Tuesday {source.pk}"
        )
        CitationFactory(about=case, field="caption", stated_value=value, passage=passage)


def caption(case: Case) -> Fact:
    fact = facts_of(case).of(case, "caption")
    assert fact
    return fact


def said(case: Case) -> tuple[str, str]:
    marker = wording.marker_of(caption(case))
    return marker.kind, marker.text


def test_sources_that_agree_are_counted(case: Case) -> None:
    cite(case, "A v. B")
    cite(case, "A v. B")
    assert said(case) == ("agree", "2")
    assert wording.in_a_line(caption(case)) == "Two sources state it."
    name = wording.name_of(caption(case))
    assert name == "Caption: 2 sources state it. Open the passages"


def test_a_source_that_differs_makes_another_marker(case: Case) -> None:
    for value in ("A v. B", "A v. B", "A v. B", "A v. C"):
        cite(case, value)
    assert said(case) == ("differ", "≠ 3 of 4")
    assert wording.in_a_line(caption(case)) == "Three sources state it, one differs."
    name = wording.name_of(caption(case))
    assert name == "Caption: 3 sources state it, 1 differs. Open the passages"


def test_a_source_that_says_both_is_said_to(case: Case) -> None:
    cite(case, "A v. B", "A v. C")
    cite(case, "A v. B")
    assert said(case) == ("differ", "≠ 2 of 2")
    line = wording.in_a_line(caption(case))
    assert line == "Two sources state it, one differs, in another place."


def test_when_nobody_states_what_is_shown_the_line_says_so(case: Case) -> None:
    cite(case, "A v. C")
    assert said(case) == ("differ", "≠ 0 of 1")
    assert wording.in_a_line(caption(case)) == "One source states something else than is shown."


def test_where_the_record_shows_nothing_the_line_says_so(case: Case) -> None:
    CitationFactory(about=case, field="docket_number", stated_value="5:25-cv-1")
    docket_number = facts_of(case).of(case, "docket_number")
    assert docket_number
    line = wording.in_a_line(docket_number)
    assert line == "One source states it, and nothing is recorded yet."


def test_an_inference_is_marked_with_and_without_passages(case: Case) -> None:
    DecisionFactory(about=case, field="caption", basis="inference", value="A v. B")
    assert said(case) == ("inferred", "inferred")
    assert wording.in_a_line(caption(case)) == "No source states it: it is inferred."
    cite(case, "A v. B")
    assert said(case) == ("inferred", "inferred 1")


def test_what_was_looked_for_in_vain_is_no_source_states_it(case: Case) -> None:
    DecisionFactory(about=case, field="caption", basis="unsourced", value="A v. B")
    assert said(case) == ("none", "no source states it")


def test_what_nobody_has_looked_for_is_unsourced(case: Case) -> None:
    assert said(case) == ("bare", "unsourced")
    assert wording.in_a_line(caption(case)) == "No source is given for it yet."


@pytest.mark.parametrize(
    ("origins", "line"),
    [
        (["Reuters"], "One source states it; it repeats Reuters’ report."),
        (
            ["Reuters", "Reuters", ""],
            "Three sources state it; two of the three repeat Reuters’ report.",
        ),
        (["Reuters", ""], "Two sources state it; one of the two repeats Reuters’ report."),
        (["Tribune", "Tribune"], "Two sources state it; all repeat Tribune’s report."),
    ],
)
def test_whose_report_is_repeated_is_said(case: Case, origins: list[str], line: str) -> None:
    for origin in origins:
        cite(case, "A v. B", origin=origin)
    assert wording.in_a_line(caption(case)) == line


@pytest.mark.parametrize(
    ("disputed", "undecided", "words"),
    [
        (0, 0, "no disagreements"),
        (1, 0, "1 disagreement, decided"),
        (1, 1, "1 disagreement, undecided"),
        (3, 0, "3 disagreements, all decided"),
        (3, 3, "3 disagreements, none decided"),
        (3, 1, "3 disagreements, 1 of them undecided"),
    ],
)
def test_how_far_disagreements_are_decided(disputed: int, undecided: int, words: str) -> None:
    assert wording.agreement(disputed, undecided) == words
