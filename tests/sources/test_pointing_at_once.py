"""Two people who cite at the same moment, and a text that is taken anew in that moment."""

from collections.abc import Callable
from typing import Any

import pytest

from cases.models import Case
from sources.actions.cite import AlreadyCitedError, cite_at
from sources.actions.keeping import keep_text
from sources.anchoring import Span
from sources.models import Citation, Passage, PassageCheck, Snapshot, Taken
from tests.factories import CaseFactory, SnapshotFactory
from tests.sources.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Roe sued Doe on Jan. 21."


def cite(case: Case, snapshot: Snapshot, stated: str = "2025-01-21") -> Any:
    """The citation, or whose it was before."""
    start = TEXT.index("Jan. 21")
    try:
        return cite_at(
            row=case,
            field="filed_on",
            snapshot=snapshot,
            span=Span(start, start + 7),
            words="Jan. 21",
            stated_value=stated,
        )
    except AlreadyCitedError as error:
        return error


def newer(snapshot: Snapshot) -> None:
    keep_text(source=snapshot.source, text=TEXT.replace("21", "20"), taken=Taken.PASTED)


def in_turn(*actions: Callable[[], Any]) -> Callable[[], Any]:
    """One action for who comes first, another for who comes second."""
    left = iter(actions)

    def act() -> Any:
        return next(left)()

    return act


def test_two_who_cite_the_same_words_for_the_same_fact_make_one_citation() -> None:
    case, snapshot = CaseFactory(), SnapshotFactory(text=TEXT)
    first, second = at_once(lambda: cite(case, snapshot))
    assert isinstance(first, Citation)
    assert isinstance(second, AlreadyCitedError)
    assert second.citation == first
    assert Citation.objects.get() == first
    assert Passage.objects.count() == 1


def test_two_who_cite_the_same_words_for_two_facts_make_two() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    first, second = at_once(lambda: cite(CaseFactory(), snapshot))
    assert isinstance(first, Citation)
    assert isinstance(second, Citation)
    assert first.passage == second.passage


def test_words_cited_while_a_newer_text_comes_in_are_compared_with_it() -> None:
    """Whichever of the two comes first, the other waits and sees what it did."""
    case, snapshot = CaseFactory(), SnapshotFactory(text=TEXT)
    at_once(in_turn(lambda: cite(case, snapshot), lambda: newer(snapshot)))
    check = PassageCheck.objects.get()
    assert check.passage == Citation.objects.get().passage
    assert check.snapshot.text == TEXT.replace("21", "20")


def test_a_newer_text_that_comes_in_first_is_waited_for() -> None:
    case, snapshot = CaseFactory(), SnapshotFactory(text=TEXT)
    at_once(in_turn(lambda: newer(snapshot), lambda: cite(case, snapshot)))
    assert PassageCheck.objects.get().passage == Citation.objects.get().passage
