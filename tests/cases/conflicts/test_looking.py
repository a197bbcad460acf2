"""What the index is asked for, and the names of the record that it brings."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cases.conflicts import looking
from cases.conflicts.asking import Question, questions
from cases.conflicts.comparing import Named
from cases.conflicts.looking import candidates_for
from tests import sql
from tests.factories import CounselFactory, PartyFactory


def names_found(name: str) -> dict[str, set[str]]:
    """The names of the record that one is compared with, by place."""
    [places] = candidates_for([Named(name)])
    found = {it.place.said: {candidate.name for candidate in it.found} for it in places}
    return {place: names for place, names in found.items() if names}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Acme, Inc.", "ACME LLC"),
        ("John Robert Smith", "J. R. Smith"),
        ("John Robert Smith", "J.R. Smith"),
        ("John Smith", "Smith, John Q."),
        ("J. Smith", "John Smith"),
        ("J.R. Smith", "John Robert Smith"),
        ("Smith John", "John Smith"),
        ("J.P. Morgan", "JPMorgan"),
        ("J.P. Morgan", "J. P. Morgan"),
        ("JPMorgan", "J.P. Morgan & Co."),
        ("LinkedIn", "Linked In, Inc."),
        ("Muller", "Müller GmbH"),
        ("Müller", "MULLER"),
        ("International Widgets", "Int'l Widgets"),
        ("Int'l Widgets", "International Widgets, Inc."),
        ("US Steel", "United States Steel"),
        ("United States Steel", "U.S. Steel"),
        ("A & B", "A and B LLP"),
        ("Beta Foods", "Acme, Inc. d/b/a Beta Foods"),
        ("Acme f/k/a Gamma", "Gamma"),
        ("O'Brien", "Obrien, Pat"),
        ("Inc.", "Inc."),
        ("and", "And, Inc."),
        ("Ann Lee-Jones", "Ann Lee Jones"),
    ],
)
def test_a_name_is_found_however_it_is_written(given: str, written: str) -> None:
    PartyFactory(name=written)
    assert names_found(given) == {"party": {written}}


@pytest.mark.django_db
def test_parties_parents_attorneys_and_firms_are_looked_through() -> None:
    party = PartyFactory(name="Acme Foods", parent="Acme Holdings")
    CounselFactory(case=party.case, represents=party, attorney="Ann Acme", firm="Acme & Friend LLP")
    assert names_found("Acme") == {
        "party": {"Acme Foods"},
        "parent": {"Acme Holdings"},
        "attorney": {"Ann Acme"},
        "firm": {"Acme & Friend LLP"},
    }


@pytest.mark.django_db
def test_an_attorney_is_not_found_by_the_name_of_the_firm() -> None:
    CounselFactory(attorney="Ann Advocate", firm="Acme LLP", represents__name="Pat Roe")
    assert names_found("Acme") == {"firm": {"Acme LLP"}}
    assert "attorney" not in names_found("Ann Acme")


@pytest.mark.django_db
def test_a_name_on_many_dockets_is_compared_once() -> None:
    rows = [PartyFactory(name="Acme, Inc.").pk for _ in range(3)]
    [places] = candidates_for([Named("Acme")])
    [found] = places[0].found
    assert (found.name, found.appearances, found.rows) == ("Acme, Inc.", 3, rows[::-1])
    assert places[0].are_all


@pytest.mark.django_db
def test_of_too_many_names_the_shortest_are_compared_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "MOST_COMPARED", 2)
    for name in ("Bank of Somewhere", "Bank", "Bank of Nowhere at All", "Bank Ltd"):
        PartyFactory(name=name)
    PartyFactory(name="Bank")
    [places] = candidates_for([Named("Bank")])
    assert [it.name for it in places[0].found] == ["Bank", "Bank Ltd"]
    assert (places[0].names, places[0].appearances, places[0].are_all) == (4, 5, False)


@pytest.mark.django_db
def test_names_are_looked_for_together() -> None:
    names = [Named(f"Somebody Number{at}") for at in range(100)]
    with CaptureQueriesContext(connection) as captured:
        assert len(candidates_for(names)) == 100
    assert len(captured) == 4


@pytest.mark.django_db
def test_each_name_gets_its_own_candidates_also_where_there_are_none() -> None:
    PartyFactory(name="Acme")
    PartyFactory(name="Beta")
    names = [Named(name) for name in ("Beta", "???", "Nobody", "Acme")]
    found = [[it.name for it in places[0].found] for places in candidates_for(names)]
    assert found == [["Beta"], [], [], ["Acme"]]


@pytest.mark.django_db
@pytest.mark.parametrize("place", looking.PLACES, ids=lambda place: place.said)
def test_an_index_answers(place: Any) -> None:
    """Were the expression another one than the index's, every row would be read."""
    statement, values = looking._sql(place, [[Question("'acme'")]])
    sql.only_by_bitmap()
    plan = [line for (line,) in sql.run(f"EXPLAIN {statement}", *values)]
    assert [line for line in plan if "Index Cond" in line and "@@" in line]


@given(st.text(max_size=100))
def test_whatever_is_given_is_asked_for_in_letters_and_figures(text: str) -> None:
    asked = " ".join(question.words for question in questions(Named(text)))
    assert "''" not in asked
    assert "\\" not in asked
    assert "()" not in asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "'; DROP TABLE cases_party; --",
        "\\",
        "a:*",
        "!(a)",
        "<->",
        "&",
        "Ａｃｍｅ",
        "阿里巴巴",
        "²",
        "ß",
        "ﬁrm",
    ],
)
def test_signs_of_the_query_are_no_query(name: str) -> None:
    PartyFactory(name="Acme")
    names_found(name)
