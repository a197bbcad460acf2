"""What was counted is kept while no card changes, and never longer."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.core.cache import cache

from cases.kept_counts import WORTH_KEEPING, while_no_card_changes
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """A turn of the cards comes again when a test is rolled back, as it never does elsewhere."""
    cache.clear()
    yield
    cache.clear()


def test_what_took_a_while_is_counted_once_until_a_card_changes() -> None:
    numbers = count(1)

    def asked(question: str = "this") -> int:
        return while_no_card_changes(question, lambda: (WORTH_KEEPING, next(numbers)))

    assert (asked(), asked()) == (1, 1)
    assert asked("another") == 2
    CaseFactory()
    assert (asked(), asked()) == (3, 3)


def test_what_is_counted_at_once_is_not_kept() -> None:
    numbers = count(1)
    few = [while_no_card_changes("this", lambda: (5, next(numbers))) for _ in range(2)]
    assert few == [1, 2]


def test_that_there_is_nothing_is_kept_too() -> None:
    numbers = count(1)
    for _ in range(2):
        assert while_no_card_changes("this", lambda: (WORTH_KEEPING + next(numbers), None)) is None
    assert next(numbers) == 2
