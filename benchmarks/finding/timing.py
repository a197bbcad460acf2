"""Times of several who are asked the same, in turns: what else the machine does hits all alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles

ROUNDS = 15
_SLOW, _VERY_SLOW = 2.0, 10.0  # seconds
_ROUNDS_IF_SLOW, _ROUNDS_IF_VERY_SLOW = 5, 3


@dataclass
class Way:
    """One way to get an answer: what is timed, and what is done before, untimed."""

    ask: Callable[[], object]
    before: Callable[[], object] | None = None
    times: list[float] = field(default_factory=list)  # seconds
    rounds: int = ROUNDS

    def run(self) -> float:
        if self.before is not None:
            self.before()
        began = time.perf_counter()
        self.ask()
        return time.perf_counter() - began

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        if len(self.times) == 1:
            return self.times[0]
        return quantiles(self.times, n=20, method="inclusive")[-1]


@dataclass
class Question:
    """A question, how many rows answer it, and the ways to ask it."""

    name: str
    number: int | None
    ways: dict[str, Way]
    is_selective: bool = False
    remarks: list[str] = field(default_factory=list)

    def times_of(self, *names: str) -> float | None:
        """The median of a way, or of several one after the other; None where one is not there."""
        if not all(name in self.ways for name in names):
            return None
        return sum(self.ways[name].median for name in names)


def measure(questions: Iterable[Question]) -> None:
    """Ask all questions in all ways, in turns; each once before, to warm up, untimed.

    Who takes over two seconds is asked 5 times, over ten seconds 3 times, the first included.
    """
    ways = [way for question in questions for way in question.ways.values()]
    # What is loaded by now is not gone through again and again for garbage: here are the libraries
    # of all who are asked, and each would pay for those of the others.
    gc.collect()
    gc.freeze()
    for way in ways:
        took = way.run()
        if took > _SLOW:
            way.times.append(took)
            way.rounds = _ROUNDS_IF_VERY_SLOW if took > _VERY_SLOW else _ROUNDS_IF_SLOW
    for _ in range(ROUNDS):
        for way in ways:
            if len(way.times) < way.rounds:
                way.times.append(way.run())
