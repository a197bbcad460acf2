"""Which stretches of two texts are the same words: one diff, sentence by sentence, then by word.

Whole sentences are aligned first (a longest common subsequence of them), so that a word is never
matched with one across the text while its own sentence stands there unchanged, and so that only
what lies between kept sentences has its words compared.

Time: linear in the texts but for rapidfuzz's bit-parallel diffs. No table of theirs may be larger
than `MOST_CELLS`; what lies beyond counts as rewritten, and a passage in it can still be found by
its words.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from rapidfuzz.distance import Indel, Levenshtein, Opcodes

from sources.comparing.tokens import Parsed, tokens

MOST_CELLS = 4_000_000_000  # older by newer tokens of one table, 0.4 s: some 300 kB rewritten


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A stretch that stands in both texts, from `older` and from `newer` on."""

    older: int
    newer: int
    length: int

    @property
    def older_end(self) -> int:
        """Where it ends in the older text."""
        return self.older + self.length

    @property
    def newer_end(self) -> int:
        """Where it ends in the newer text."""
        return self.newer + self.length

    @property
    def shift(self) -> int:
        """What takes an offset of the older text to the newer."""
        return self.newer - self.older


def align(older: Parsed, newer: Parsed) -> list[Run]:
    """Return what stands in both texts, in order, as runs of characters of their normal forms.

    The characters of a run are equal, spaces too. A run never begins or ends within a word.
    """
    kept = _common(*_numbered(_sentences(older), _sentences(newer)), Indel.opcodes)
    found: list[Run] = []
    older_at = newer_at = 0
    for run in [*kept, Run(len(older.starts), len(newer.starts), 0)]:
        older_gap = _bounds(older, older_at, run.older)
        newer_gap = _bounds(newer, newer_at, run.newer)
        if older_gap and newer_gap:
            found += _words_in_common(older.text, older_gap, newer.text, newer_gap)
        found += (
            Run(start, newer.starts[run.newer + at], older.ends[run.older + at] - start)
            for at, start in enumerate(older.starts[run.older : run.older_end])
        )
        older_at, newer_at = run.older_end, run.newer_end
    return _merged(found, older.text, newer.text)


def _sentences(parsed: Parsed) -> list[str]:
    return [parsed.text[start:end] for start, end in zip(parsed.starts, parsed.ends, strict=True)]


def _bounds(parsed: Parsed, first: int, last: int) -> tuple[int, int] | None:
    """From where to where sentences `first` to `last` (exclusive) run; None for no sentence."""
    return (parsed.starts[first], parsed.ends[last - 1]) if first < last else None


def _words_in_common(
    older: str, older_gap: tuple[int, int], newer: str, newer_gap: tuple[int, int]
) -> Iterable[Run]:
    """The runs of tokens that two rewritten stretches share, a token a run."""
    olds, news = tokens(older, *older_gap), tokens(newer, *newer_gap)
    numbered = _numbered([older[a:b] for a, b in olds], [newer[a:b] for a, b in news])
    for run in _common(*numbered, Levenshtein.opcodes):
        for at in range(run.length):
            start, end = olds[run.older + at]
            yield Run(start, news[run.newer + at][0], end - start)


def _numbered(older: Iterable[str], newer: Iterable[str]) -> tuple[list[int], list[int]]:
    """The same strings as numbers, equal where the strings are: a diff compares those faster."""
    numbers: dict[str, int] = {}
    return (
        [numbers.setdefault(item, len(numbers)) for item in older],
        [numbers.setdefault(item, len(numbers)) for item in newer],
    )


def _common(
    older: list[int], newer: list[int], diff: Callable[[Sequence[int], Sequence[int]], Opcodes]
) -> list[Run]:
    """The runs of items that a diff keeps, in order; offsets count items."""
    shortest = min(len(older), len(newer))
    head = _shared(older, newer, shortest)
    tail = _shared(older[::-1], newer[::-1], shortest - head)
    olds, news = older[head : len(older) - tail], newer[head : len(newer) - tail]
    kept = []
    if olds and news and len(olds) * len(news) <= MOST_CELLS:
        kept = [
            Run(head + op.src_start, head + op.dest_start, op.src_end - op.src_start)
            for op in diff(olds, news)
            if op.tag == "equal"
        ]
    ends = [Run(0, 0, head), Run(len(older) - tail, len(newer) - tail, tail)]
    return _solid([run for run in [*kept, *ends] if run.length], older, newer)


def _shared(older: list[int], newer: list[int], most: int) -> int:
    """How many items are the same from the start on, up to `most`."""
    return next((at for at in range(most) if older[at] != newer[at]), most)


def _solid(runs: list[Run], older: list[int], newer: list[int]) -> list[Run]:
    """Let long runs grow over short ones, so that what was written together is kept together.

    Where words repeat, several diffs are equally short, and some take the first "The" of a new
    sentence for that of an old one. A longer run that can reach over such a word takes it.
    """
    settled: list[Run] = []
    for run in sorted(runs, key=attrgetter("length"), reverse=True):
        at = bisect(settled, run)
        before = settled[at - 1] if at else Run(0, 0, 0)
        after = settled[at] if at < len(settled) else Run(len(older), len(newer), 0)
        start = max(run.older, before.older_end, before.newer_end - run.shift)
        end = min(run.older_end, after.older, after.newer - run.shift)
        if start >= end:
            continue
        shift = run.shift
        while (
            start > before.older_end
            and start + shift > before.newer_end
            and older[start - 1] == newer[start + shift - 1]
        ):
            start -= 1
        while end < after.older and end + shift < after.newer and older[end] == newer[end + shift]:
            end += 1
        insort(settled, Run(start, start + shift, end - start))
    return settled


def _merged(runs: list[Run], older: str, newer: str) -> list[Run]:
    """Put runs together that adjoin in both texts, the space between them included."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if (
            last
            and last.shift == run.shift
            and older[last.older_end : run.older] == newer[last.newer_end : run.newer]
        ):
            merged[-1] = Run(last.older, last.newer, run.older_end - last.older)
        else:
            merged.append(run)
    return merged
