"""A small drawing of how many cases were filed each year. Pure: counts in, places out.

Across, places are percentages, so that one drawing fits every screen and its letters keep their
size; upwards they are pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

HEIGHT = 120  # pixels, of the tallest bar
_MOST_LABELS = 6
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_WIDEST = 10.0  # per cent: three years do not make three walls
_MOST_NUMBERED = 12  # bars with a number above them: so many fit on the smallest screen


@dataclass(frozen=True)
class Bar:
    """A year: its left edge, its width and the middle in per cent, its height in pixels."""

    year: int
    cases: int
    left: float
    width: float
    middle: float
    height: float
    is_labelled: bool

    @property
    def top(self) -> float:
        return round(HEIGHT - self.height, 1)


@dataclass(frozen=True)
class YearChart:
    """Bars from the first year with a case to the last, the years without one among them."""

    bars: tuple[Bar, ...]

    @property
    def most(self) -> Bar:
        """The year with the most cases, the latest of several."""
        return max(self.bars, key=lambda bar: (bar.cases, bar.year))

    @property
    def is_numbered(self) -> bool:
        """Whether there is room to say above each bar how many cases it stands for."""
        return len(self.bars) <= _MOST_NUMBERED

    @property
    def last(self) -> Bar:
        return self.bars[-1]

    @property
    def with_cases(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.cases]


def year_chart(cases: Mapping[int, int]) -> YearChart | None:
    """Draw cases by year of filing; None where there is no year with a case."""
    counted = {year: number for year, number in cases.items() if number > 0}
    if not counted:
        return None
    first, last = min(counted), max(counted)
    years = range(first, last + 1)
    tallest = max(counted.values())
    step = next(step for step in (*_STEPS, len(years)) if len(years) <= step * _MOST_LABELS)
    place = min(100 / len(years), _WIDEST)
    bars = [
        Bar(
            year=year,
            cases=counted.get(year, 0),
            left=round(at * place + place * 0.1, 3),
            width=round(place * 0.8, 3),
            middle=round((at + 0.5) * place, 3),
            # One case among thousands is still seen.
            height=round(max(counted[year] / tallest * HEIGHT, 1.5), 1) if year in counted else 0,
            is_labelled=year % step == 0,
        )
        for at, year in enumerate(years)
    ]
    return YearChart(tuple(bars))
