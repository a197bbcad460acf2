"""How well and how fast a passage is taken from one text of a source to the next.

Every scenario of `benchmarks.edits` at two sizes: how many outcomes are right (fate and place),
how many point at a wrong place, and how long a pair of texts takes. Beside it, what anchoring by
likeness and by exact search do with the same edits.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from benchmarks.articles import article
from benchmarks.edits import SCENARIOS, Trial, trial
from sources.anchoring import Span, find, normalise
from sources.comparing import Fate, Outcome, compare
from sources.comparing.tokens import parse, tokens

TRIALS = 40
SMALL, LARGE = 10_000, 200_000  # characters
PASSAGES = 40  # cited from one source, for the time of a pair
MOST_TIMES_THE_DIFF = 2.0
_LIKE_ENOUGH = 90.0  # of 100, at which a peer that scores anchors
_ATTEMPTS = 5


def run() -> None:
    """Print the tables; raise SystemExit on what is not as it is held to."""
    small, large = _table(SMALL, with_peers=True), _table(LARGE, with_peers=False)
    times = _times()
    unmet = [
        f"{score.right:.1%} right at {size // 1000} kB, and it should be {least:.1%}"
        for size, score, least in ((SMALL, small, 0.985), (LARGE, large, 0.99))
        if score.right < least
    ]
    if wrong := small.wrong + large.wrong:
        unmet.append(f"{wrong} wrong places, and there should be none")
    if times > MOST_TIMES_THE_DIFF:
        unmet.append(f"{times:.2f} times the diff alone, and at most {MOST_TIMES_THE_DIFF} will do")
    if unmet:
        raise SystemExit("; ".join(unmet))


@dataclass(frozen=True)
class Score:
    """The share of right outcomes, and how many point at a wrong place."""

    right: float
    wrong: int


def _table(size: int, *, with_peers: bool) -> Score:
    """Print right answers, wrong places and times, a scenario a line."""
    peers = {"by likeness": _by_likeness, "by exact search": _by_search} if with_peers else {}
    print(f"\n{size // 1000} kB, {TRIALS} edits a scenario")
    print(
        f"{'':44}{'right':>8}{'wrong':>7}{'ms':>7}" + "".join(f"{f'wrong {p}':>23}" for p in peers)
    )
    rows = []
    for name in SCENARIOS:
        trials = [trial(name, seed, size) for seed in range(TRIALS)]
        outcomes, times = zip(*map(_timed, trials), strict=True)
        pairs = list(zip(trials, outcomes, strict=True))
        row = [
            sum(_is_right(one, outcome) for one, outcome in pairs),
            sum(_is_wrong_place(one, outcome.found) for one, outcome in pairs),
            median(times) * 1000,
            *(sum(_is_elsewhere(one, peer(one)) for one in trials) for peer in peers.values()),
        ]
        rows.append(row)
        _print_row(name, row, TRIALS)
    total = [sum(column) for column in zip(*rows, strict=True)]
    total[2] /= len(rows)
    _print_row("all", total, TRIALS * len(rows))
    return Score(total[0] / (TRIALS * len(rows)), int(total[1]))


def _print_row(name: str, row: list[float], most: int) -> None:
    right, wrong, milliseconds, *peers = row
    score = f"{right:.0f}/{most}"
    print(
        f"{name:44}{score:>8}{wrong:>7.0f}{milliseconds:>7.1f}"
        + "".join(f"{count:>23.0f}" for count in peers),
        flush=True,
    )


def _timed(one: Trial) -> tuple[Outcome, float]:
    parse.cache_clear()
    begun = time.perf_counter()
    outcome = compare(one.older, one.newer).outcome(one.start, one.end)
    return outcome, time.perf_counter() - begun


def _is_right(one: Trial, outcome: Outcome) -> bool:
    """Tell whether fate and place are those by construction.

    Of changed words, the suggestion must cover what stands in their place.
    """
    if outcome.fate != one.fate:
        return False
    if one.fate == Fate.CHANGED:
        given, true = outcome.suggestion, one.place
        return bool(given and true and given.start <= true.start and true.end <= given.end)
    if one.fate == Fate.AMBIGUOUS:
        return len(outcome.candidates) > 1
    return outcome.found == (None if one.fate == Fate.MISSING else one.place)


def _is_wrong_place(one: Trial, found: Span | None) -> bool:
    """Tell whether words are said to stand where they do not, for a machine to rely on."""
    stands = one.fate in {Fate.SAME, Fate.CONTEXT_CHANGED, Fate.MOVED}
    return found is not None and (not stands or found != one.place)


def _is_elsewhere(one: Trial, found: Span | None) -> bool:
    """As `_is_wrong_place`, but a place that only overlaps the right one will do, for a peer."""
    near = found and one.place and found.start < one.place.end and one.place.start < found.end
    return _is_wrong_place(one, found) and (one.fate == Fate.CHANGED or not near)


def _by_likeness(one: Trial) -> Span | None:
    """The place most like the quote, as anchoring that scores first would have it."""
    quote, text = normalise(one.older[one.start : one.end]).text, normalise(one.newer)
    best = fuzz.partial_ratio_alignment(quote, text.text, score_cutoff=_LIKE_ENOUGH)
    return text.original(best.dest_start, best.dest_end) if best else None


def _by_search(one: Trial) -> Span | None:
    """The only place of the exact words, without a look at where they stood."""
    places = find(one.older[one.start : one.end], one.newer)
    return places[0] if len(places) == 1 else None


def _times() -> float:
    """Print how long a large pair takes with many passages; return how many times the diff."""
    random = Random(1)
    older = _text(random)
    newer = "".join(
        f"{line} It was widely expected to.\n" if random.random() < 0.3 else f"{line}\n"
        for line in older.splitlines()
    ).replace(" later ", " afterwards ")
    other = _text(Random(2))
    edited, rewritten = _passages(older, newer), _passages(older, other)
    diff = _fastest(lambda: _diff_alone(older, newer))
    ours = _fastest(edited)
    print(f"\n{LARGE // 1000} kB, {PASSAGES} passages a pair, fastest of {_ATTEMPTS}")
    print(f"{'tokens of both and their diff, alone':44}{diff * 1000:>8.0f} ms")
    print(f"{'a third of the paragraphs edited':44}{ours * 1000:>8.0f} ms{ours / diff:>8.2f} times")
    slowest, alone = _fastest(rewritten), _fastest(lambda: _diff_alone(older, other))
    print(f"{'another article':44}{slowest * 1000:>8.0f} ms{slowest / alone:>8.2f} times")
    return ours / diff


def _text(random: Random) -> str:
    return "\n".join(" ".join(sentences) for sentences in article(random, LARGE))


def _diff_alone(older: str, newer: str) -> None:
    numbers: dict[str, int] = {}
    numbered = [
        [numbers.setdefault(text[start:end], len(numbers)) for start, end in tokens(text)]
        for text in (normalise(older).text, normalise(newer).text)
    ]
    Levenshtein.opcodes(*numbered)


def _passages(older: str, newer: str) -> Callable[[], None]:
    step = len(older) // PASSAGES
    places = [(at, at + 60) for at in range(0, len(older) - step, step)]

    def compared() -> None:
        parse.cache_clear()
        comparison = compare(older, newer)
        for start, end in places:
            comparison.outcome(start, end)

    return compared


def _fastest(work: Callable[[], None]) -> float:
    times = []
    for _ in range(_ATTEMPTS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)
