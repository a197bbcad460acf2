"""What happened, in time: docket entries and events on one line, as a list and as a drawing.

The drawing keeps the order of time, not its scale: a setting changed in August and two papers
filed nine days apart in January would leave five empty months and one blot. Each date has a
column of its own, so labels cannot overlap; a longer gap makes a wider column, and is written out.
"""

import math
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import cast

from cases.dates import MONTHS, PartialDate
from cases.models import CaseRow, Event, Filing, Stance
from cases.wording import apart, capitalised, counted, figured
from sources.facts import CaseFacts, Fact
from sources.models import Target

_SHORT_MONTH = 3


@dataclass(frozen=True)
class Alternative:
    """A date that a source gives for a row which the record dates otherwise."""

    row: CaseRow
    fact: Fact
    sources: int


@dataclass
class Stop:
    """A date of the record with all that happened then; without a date, what no source dates."""

    when: PartialDate | None
    filings: list[Filing] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"when-{self.when.isoformat() if self.when else 'not-stated'}"

    @property
    def title(self) -> str:
        if self.when is None:
            return "Date not stated"
        day = f"{self.when.weekday_name} " if self.when.precision == "day" else ""
        return f"{day}{self.when}"

    @property
    def is_disputed_only(self) -> bool:
        """Nothing in the record is dated so: only a source that differs says it."""
        return not self.filings and not self.events


def stops_of(record: CaseFacts) -> list[Stop]:
    """All docket entries and events by date, earliest first, those without a date last."""
    found: dict[PartialDate | None, Stop] = {}

    def at(when: PartialDate | None) -> Stop:
        return found.setdefault(when, Stop(when))

    # Read newest first; a line of time runs the other way.
    for filing in reversed(cast("list[Filing]", record.rows[Target.FILING])):
        day = filing.filed_on or filing.entered_on
        at(PartialDate(day, "day") if day else None).filings.append(filing)
        _alternatives(filing, record.of(filing, "filed_on"), at)
    for event in cast("list[Event]", record.rows[Target.EVENT]):
        at(event.date).events.append(event)
        _alternatives(event, record.of(event, "date"), at)
    undated = found.pop(None, None)
    dated = [found[when] for when in sorted(when for when in found if when is not None)]
    return [*dated, undated] if undated else dated


def _alternatives(
    row: CaseRow, fact: Fact | None, at: Callable[[PartialDate | None], Stop]
) -> None:
    if fact is None:
        return
    stating: dict[PartialDate, set[int]] = defaultdict(set)
    for reading in fact.readings:
        if reading.agrees:
            continue
        try:
            when = PartialDate.parse(reading.citation.stated_value)
        except ValueError:  # "in the spring" is no place on a line
            continue
        stating[when].add(reading.source.pk)
    for when, sources in stating.items():
        at(when).alternatives.append(Alternative(row, fact, len(sources)))


# --- The drawing. Lengths are in pixels of the page. -------------------------------------------

WIDTH = 880
_MOST_MARKS = 8  # columns narrower than 110 pixels hold no line of text
_LEAST_COLUMN = 104
_SHARE = 0.78  # of the width that is divided evenly; the rest goes by the gaps
_LINE_Y, _FIRST_TEXT_Y, _LEADING = 38, 66, 15
_CHARACTER = 6.7  # of a wide system typeface at 12 pixels, on the average
_MOST_LINES = 4
_BAR, _DOT = 34, 12
_NARROW_WIDTH = 320
_NARROW_CHARACTERS = 38  # a screen 390 pixels wide, less the line and the margins
_SPANS = (5, 10, 25, 100, 1000)  # years


@dataclass(frozen=True)
class Line:
    """A line of text at its baseline."""

    y: int
    text: str


@dataclass(frozen=True)
class Mark:
    """One date on the line: a dot for a day, a bar for longer, hollow where only disputed."""

    href: str
    name: str
    label: str
    is_bar: bool
    is_hollow: bool
    is_ringed: bool  # something else is dated so by a source that differs
    x: int
    y: int
    width: int  # of what belongs to it, so that all of it can be clicked
    height: int
    lines: tuple[Line, ...]
    gap: str  # how long until the next mark
    gap_x: int
    gap_y: int

    @property
    def length(self) -> int:
        return _BAR if self.is_bar else _DOT


@dataclass(frozen=True)
class Layout:
    """The marks placed one way, and the room that they take."""

    marks: tuple[Mark, ...]
    height: int
    first: int  # where the line begins and ends
    last: int


@dataclass(frozen=True)
class Drawing:
    """The timeline laid out for wide screens (from left to right) and narrow ones (downwards)."""

    name: str
    wide: Layout
    narrow: Layout
    is_coarse: bool  # days were gathered into months or years, for there are too many


@dataclass(frozen=True)
class _Period:
    first: date
    last: date
    label: str
    is_bar: bool


def drawing_of(stops: Sequence[Stop]) -> Drawing | None:
    """The dated stops laid out; None where fewer than two are dated, which make no line."""
    dated = [stop for stop in stops if stop.when is not None]
    periods, is_coarse = _gathered(dated)
    if len(periods) < 2:  # noqa: PLR2004
        return None
    groups = list(periods.items())
    first, last = groups[0][0].label, groups[-1][0].label
    name = f"Timeline of {counted(len(groups), 'date')} from {first} to {last}. The list has all."
    return Drawing(name, _wide(groups), _narrow(groups), is_coarse)


def _gathered(stops: Sequence[Stop]) -> tuple[dict[_Period, list[Stop]], bool]:
    """The stops by period, as fine as leaves few enough of them."""
    for period_of in (_as_stated, _month, _year, *(_years(span) for span in _SPANS)):
        periods: dict[_Period, list[Stop]] = defaultdict(list)
        for stop in stops:
            if stop.when is not None:
                periods[period_of(stop.when)].append(stop)
        if len(periods) <= _MOST_MARKS:
            break
    return periods, period_of is not _as_stated


def _as_stated(when: PartialDate) -> _Period:
    first = when.first_day
    month = MONTHS[first.month - 1][:_SHORT_MONTH]
    label = {"day": f"{first.day} {month} ", "month": f"{month} ", "year": ""}[when.precision]
    return _Period(first, when.last_day, f"{label}{first.year}", when.precision != "day")


def _month(when: PartialDate) -> _Period:
    if when.precision == "year":
        return _as_stated(when)
    return _as_stated(PartialDate(when.first_day.replace(day=1), "month"))


def _year(when: PartialDate) -> _Period:
    return _as_stated(PartialDate(when.first_day.replace(month=1, day=1), "year"))


def _years(span: int) -> Callable[[PartialDate], _Period]:
    def period(when: PartialDate) -> _Period:
        start = max(1, when.first_day.year // span * span)
        end = min(9999, start + span - 1)
        return _Period(date(start, 1, 1), date(end, 12, 31), f"{start}–{end}", is_bar=True)

    return period


_Group = tuple[_Period, list[Stop]]


def _wide(groups: Sequence[_Group]) -> Layout:
    gaps = _gaps(groups)
    weights = [math.log1p(days) for days in gaps]
    weights[-1] = max(weights) / 2  # nothing follows, and its text needs room too
    least = max(_LEAST_COLUMN, int(WIDTH * _SHARE / len(groups)))
    spare = WIDTH - least * len(groups)
    total = sum(weights) or 1.0
    marks, x, most_lines = [], 4, 0
    for (period, stops), gap, weight in zip(groups, gaps, weights, strict=True):
        column = least + int(spare * weight / total)
        texts = _texts(stops, int((column - 10) / _CHARACTER))
        lines = tuple(Line(_FIRST_TEXT_Y + _LEADING * n, text) for n, text in enumerate(texts))
        length = _BAR if period.is_bar else _DOT
        said = apart(gap) if gap > 1 else ""
        room = column - length - 8
        marks.append(
            _mark(
                period,
                stops,
                x=x,
                y=_LINE_Y,
                size=(column - 8, _FIRST_TEXT_Y + _LEADING * len(lines)),
                lines=lines,
                gap=said if len(said) * _CHARACTER < room else "",
                gap_at=(x + length + room // 2 + 4, _LINE_Y - 6),
            )
        )
        most_lines = max(most_lines, len(lines))
        x += column
    height = _FIRST_TEXT_Y + _LEADING * most_lines
    return Layout(tuple(marks), height, first=0, last=marks[-1].x + marks[-1].length + 20)


def _narrow(groups: Sequence[_Group]) -> Layout:
    marks, y = [], 18
    for (period, stops), gap in zip(groups, _gaps(groups), strict=True):
        texts = _texts(stops, _NARROW_CHARACTERS)
        lines = tuple(Line(y + 4 + _LEADING * n, text) for n, text in enumerate(texts, start=1))
        end = y + 4 + _LEADING * len(lines)
        said = f"{apart(gap)} later" if gap > 1 else ""
        marks.append(
            _mark(
                period,
                stops,
                x=6,
                y=y,
                size=(_NARROW_WIDTH, end + 14 - y),
                lines=lines,
                gap=said,
                gap_at=(40, end + 20),
            )
        )
        y = end + (44 if said else 30)
    return Layout(tuple(marks), height=y - 10, first=18, last=marks[-1].y)


def _mark(
    period: _Period,
    stops: Sequence[Stop],
    *,
    x: int,
    y: int,
    size: tuple[int, int],
    lines: tuple[Line, ...],
    gap: str,
    gap_at: tuple[int, int],
) -> Mark:
    is_hollow = all(stop.is_disputed_only for stop in stops)
    label = f"{period.label}?" if is_hollow else period.label
    entries = sum(len(stop.filings) for stop in stops)
    events = sum(len(stop.events) for stop in stops)
    counts = [figured(entries, "docket entry", "docket entries")] if entries else []
    counts += [figured(events, "event")] if events else []
    name = f"{period.label}: {' and '.join(counts) or 'a date that only some sources give'}"
    return Mark(
        href=f"#{stops[0].anchor}",
        name=name,
        label=label,
        is_bar=period.is_bar,
        is_hollow=is_hollow,
        is_ringed=not is_hollow and any(stop.alternatives for stop in stops),
        x=x,
        y=y,
        width=size[0],
        height=size[1],
        lines=lines,
        gap=gap,
        gap_x=gap_at[0],
        gap_y=gap_at[1],
    )


def _gaps(groups: Sequence[_Group]) -> list[int]:
    """The days from the end of each period to the start of the next; 0 after the last."""
    periods = [period for period, _ in groups]
    return [max(0, (later.first - sooner.last).days) for sooner, later in pairwise(periods)] + [0]


def _texts(stops: Sequence[Stop], characters: int) -> list[str]:
    """What is written at a mark: its first entry, wrapped, and how many more there are."""
    sayings = [saying for stop in stops for saying in _sayings(stop)]
    lines = textwrap.wrap(sayings[0], max(characters, 8), max_lines=_MOST_LINES, placeholder=" …")
    return [*lines, f"and {len(sayings) - 1} more"] if len(sayings) > 1 else lines


def _sayings(stop: Stop) -> Iterable[str]:
    for filing in stop.filings:
        yield capitalised(filing.get_kind_display() if filing.kind else filing.headline)
    for event in stop.events:
        yield f"Alleged: {event.summary}" if event.stance == Stance.ALLEGED else event.summary
    if stop.is_disputed_only:
        for other in stop.alternatives:
            row = other.row
            named = row.get_kind_display() if isinstance(row, Filing) and row.kind else row.headline
            verb = "says" if other.sources == 1 else "say"
            yield f"{capitalised(named)}, {verb} {counted(other.sources, 'source')}"
