"""Counts of cards, kept for as long as no card changes."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from cases.models import CardTurn

# Where fewer cards are counted, counting costs no more than looking for what was counted.
WORTH_KEEPING = 20_000
KEPT_FOR = 24 * 60 * 60  # seconds; whether it still holds is for the turn of the cards to say

Counted = TypeVar("Counted")


def while_no_card_changes(question: object, count: Callable[[], tuple[int, Counted]]) -> Counted:
    """What was counted for this question when the cards were as now, or is counted now.

    `question` is told from others by its `repr`; `count` gives how many cases it went through,
    which says whether it is worth keeping, and what it counted.
    """
    turn = CardTurn.objects.now()
    key = f"counts-{hashlib.sha256(repr((turn, question)).encode()).hexdigest()}"
    kept: tuple[Counted] | None = cache.get(key)
    if kept is not None:
        return kept[0]
    cases, counted = count()
    if cases >= WORTH_KEEPING:
        # In a tuple, for what was counted may be None.
        cache.set(key, (counted,), KEPT_FOR)
    return counted
