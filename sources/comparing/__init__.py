"""Two texts of one source: how each passage fared, and what differs, word by word."""

from sources.comparing.differences import Pair, Piece, side_by_side, word_diff
from sources.comparing.outcomes import Comparison, Fate, Outcome, compare

__all__ = [
    "Comparison",
    "Fate",
    "Outcome",
    "Pair",
    "Piece",
    "compare",
    "side_by_side",
    "word_diff",
]
