"""The counts beside the choices are those of the lists that the choices lead to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import kept_counts
from cases.facets import count_cards
from cases.models import Card, Case, Statute
from cases.models.card import CardQuerySet
from cases.statutes import parse, parse_one
from tests.factories import CaseFactory, ClaimFactory, CourtFactory, DisposingFilingFactory

pytestmark = pytest.mark.django_db


def case(*sections: str, ended: str = "", **values: Any) -> Case:
    made: Case = CaseFactory(**values)
    claim = ClaimFactory(case=made)
    claim.statutes.set([Statute.objects.written(parse_one(section)) for section in sections])
    if ended:
        DisposingFilingFactory(case=made, disposition=ended)
    return made


def all_cards() -> CardQuerySet:
    return Card.objects.all()


def by_statute(cards: CardQuerySet) -> dict[str, int]:
    return {str(one.statute): one.cases for one in count_cards(cards, {}).statutes}


def test_each_value_is_counted_and_the_most_come_first() -> None:
    here, there = CourtFactory(id="cand"), CourtFactory(id="nysd")
    case(court=here, filed_on=date(2024, 5, 1), nature_of_suit="Contract")
    case(court=there, filed_on=date(2025, 5, 1), nature_of_suit="Contract", ended="remand")
    case(court=there, filed_on=date(2025, 6, 1))

    counted = count_cards(all_cards(), {})

    assert counted.total == 3
    assert list(counted.counts["court"].items()) == [("nysd", 2), ("cand", 1)]
    assert counted.counts["status"] == {"open": 2, "closed": 1}
    assert counted.counts["disposition"] == {"": 2, "remand": 1}
    assert counted.counts["nature_of_suit"] == {"Contract": 2, "": 1}
    assert counted.counts["filed_year"] == {2025: 2, 2024: 1}


def test_without_any_case_all_is_empty() -> None:
    counted = count_cards(all_cards(), {})

    assert (counted.total, counted.statutes) == (0, [])
    assert counted.counts["court"] == {}


def test_what_nobody_knows_is_a_value_too() -> None:
    case(court=None, filed_on=None)

    counted = count_cards(all_cards(), {})

    assert counted.counts["court"] == {None: 1}
    assert counted.counts["filed_year"] == {None: 1}


def test_the_choices_of_a_filter_are_counted_without_it() -> None:
    here, there = CourtFactory(id="cand"), CourtFactory(id="nysd")
    case(court=here, filed_on=date(2025, 1, 1))
    case(court=there, filed_on=date(2025, 1, 1))
    case(court=there, filed_on=date(2025, 1, 1), ended="remand")
    is_open = all_cards().filter(status="open")

    counted = count_cards(is_open.filter(court=here), {"court": is_open})

    assert counted.total == 1
    assert counted.counts["court"] == {"cand": 1, "nysd": 1}
    assert counted.counts["status"] == {"open": 1}


def test_statutes_are_counted_as_the_filter_finds_them() -> None:
    case("18:2701")
    case("18 U.S.C. 2701-2713")
    case("18:2702", "18:2701")
    case("47:227")

    for citation, cases in by_statute(all_cards()).items():
        assert cases == all_cards().under(*parse(citation)).count(), citation
    assert by_statute(all_cards())["18 U.S.C. § 2701"] == 3


def test_a_case_under_two_sections_that_overlap_is_one_case() -> None:
    case("18:2701", "18 U.S.C. 2701-2713")

    assert by_statute(all_cards()) == {"18 U.S.C. § 2701": 1, "18 U.S.C. §§ 2701–2713": 1}


def test_a_section_is_counted_with_its_subsections_and_they_with_it() -> None:
    for written in ("42:405", "42 U.S.C. 405(g)", "42 U.S.C. 405(h)"):
        case(written)

    assert by_statute(all_cards()) == {
        "42 U.S.C. § 405": 3,
        "42 U.S.C. § 405(g)": 2,
        "42 U.S.C. § 405(h)": 2,
    }


def test_statutes_are_counted_among_the_cases_at_hand() -> None:
    case("18:2701", "47:227")
    case("47:227")

    assert by_statute(all_cards().under(*parse("18:2701"))) == {
        "18 U.S.C. § 2701": 1,
        "47 U.S.C. § 227": 1,
    }


def test_sections_on_jurisdiction_are_no_choice() -> None:
    case("28:1331", "47:227")

    assert by_statute(all_cards()) == {"47 U.S.C. § 227": 1}


def queries_of(cards: CardQuerySet) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        count_cards(cards, {})
    return len(queries)


def test_the_number_of_queries_is_that_of_the_filters_and_not_of_the_cases() -> None:
    case("47:227", court=CourtFactory())
    few = queries_of(all_cards())
    for number in range(20):
        case("47:227", f"42:{1981 + number}", court=CourtFactory())

    assert queries_of(all_cards()) == few


@pytest.fixture
def kept_at_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_counts, "WORTH_KEEPING", 0)


@pytest.mark.usefixtures("kept_at_any_size")
def test_what_was_counted_is_not_counted_again_while_no_card_changes() -> None:
    case("47:227")
    first = count_cards(all_cards(), {})

    with CaptureQueriesContext(connection) as queries:
        again = count_cards(all_cards(), {})

    assert again == first
    assert not any("grouping(" in query["sql"] for query in queries)


def changes(made: Case) -> Sequence[Any]:
    return (
        lambda: case("47:227"),
        made.delete,
        lambda: Case.objects.filter(pk=made.pk).update(filed_on=date(2020, 1, 1)),
        lambda: DisposingFilingFactory(case=made),
        made.claims.get().statutes.clear,
    )


@pytest.mark.usefixtures("kept_at_any_size")
@pytest.mark.parametrize("which", range(5))
def test_any_change_of_a_card_is_counted_at_once(which: int) -> None:
    made = case("47:227")
    before = count_cards(all_cards(), {})

    changes(made)[which]()

    assert count_cards(all_cards(), {}) != before


@pytest.mark.usefixtures("kept_at_any_size")
def test_what_depends_on_words_is_counted_each_time() -> None:
    made = case("47:227", caption="Doe v. Acme")
    named = all_cards().filter(case__caption__icontains="acme")
    assert count_cards(named, {}).total == 1

    Case.objects.filter(pk=made.pk).update(caption="Doe v. Bolt")

    assert count_cards(named, {}).total == 0
