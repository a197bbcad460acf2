"""The benchmark compares the same: all who are asked find the same cases, and count them alike."""

import pytest

from benchmarks.finding import asking
from benchmarks.finding.questions import filters
from benchmarks.finding.words import COMMONEST

pytestmark = pytest.mark.django_db

NAMES = [
    "all cases",
    "the commonest statute",
    "a middling statute",
    "a rare statute",
    "an act",
    "the commonest in a court and years",
    "a middling one in a court and years",
]


@pytest.fixture(scope="module")
def asked(made_world):
    return {one.name: one for one in filters(COMMONEST)}


@pytest.fixture(scope="module")
def bare(made_world):
    return asking.BareSQL()


@pytest.fixture
def pages(made_world):
    return asking.Pages()


@pytest.fixture(scope="module")
def tables(made_file):
    opened = asking.Tables(made_file)
    yield opened
    opened.close()


def test_these_are_all_questions(asked):
    assert list(asked) == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestTheAnswer:
    def test_of_our_page_is_that_of_bare_sql(self, asked, bare, pages, name):
        wanted, ours = bare.counts(asked[name]), asking.found_by_us(asked[name])
        assert ours == wanted

    def test_of_datasette_is_that_of_bare_sql(self, asked, bare, tables, name):
        wanted, theirs = bare.counts(asked[name]), tables.found(asked[name])
        assert theirs.total == wanted.total
        filtered = asked[name].filtered
        for facet, counts in theirs.facets.items():
            # Theirs leave out what has no value, and count a filtered column under its filter.
            if facet not in filtered:
                assert counts == {v: n for v, n in wanted.facets[facet].items() if v is not None}

    def test_of_the_administration_is_that_of_bare_sql(self, asked, bare, pages, name):
        wanted = bare.counts(asked[name])
        assert asking.found_by_admin(pages, asked[name]).total == wanted.total

    def test_is_drawn_without_a_query(self, asked, pages, name, django_assert_num_queries):
        draw = pages.drawing(asked[name])
        with django_assert_num_queries(0):
            draw()


def test_commonest_statute_has_many_cases_and_a_rare_one_a_page(asked, bare):
    assert bare.counts(asked["the commonest statute"]).total > 150
    assert 40 <= bare.counts(asked["a rare statute"]).total <= 80


def test_an_address_that_fails_is_not_timed(pages):
    with pytest.raises(RuntimeError, match="/cases/of-nobody/ answered 404"):
        pages.get("/cases/of-nobody/")
