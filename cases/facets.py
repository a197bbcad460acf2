"""How many cases each further choice would leave: exact, in a few passes over index cards."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from cases.kept_counts import while_no_card_changes
from cases.models import Card, Statute
from cases.models.card import CardQuerySet
from cases.statutes.reach import overlap

DIMENSIONS = ("court", "status", "disposition", "nature_of_suit", "filed_year")

STATUTES_OFFERED = 12

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class StatuteCount:
    """A statute, and how many of the cases at hand a filter by it would leave."""

    statute: Statute
    cases: int


@dataclass(frozen=True)
class Facets:
    """How many cases there are at hand, and how many each choice would leave.

    `counts` has for each of DIMENSIONS the values as cards hold them (a court's id or None, a year
    or None, "" for no disposition) with their number of cases, the most first.
    """

    total: int
    counts: Mapping[str, Mapping[Any, int]]
    statutes: Sequence[StatuteCount]


def count_cards(cards: CardQuerySet, without: Mapping[str, CardQuerySet]) -> Facets:
    """Count the cards that hold all filters, by each dimension and by statute.

    `without` has, for each dimension that is filtered, the cards that hold all other filters: its
    choices stand in place of one another. Statutes narrow, for a case is under many: they are
    counted among the cards at hand, each by whatever overlaps it, as the filter finds them.
    Sections on jurisdiction are left out; they say nothing of what a case is about.

    The number of queries depends on the filters, not on the number of cases.
    """
    questions = [asked.query.sql_with_params() for asked in (cards, *without.values())]
    if not _is_of_cards_alone(questions):
        return _counted(cards, without)[1]
    return while_no_card_changes(questions, lambda: _counted(cards, without))


def _counted(cards: CardQuerySet, without: Mapping[str, CardQuerySet]) -> tuple[int, Facets]:
    """How many cards there were to go through, and what was counted of them."""
    total, counts = _by_dimensions(cards, [name for name in DIMENSIONS if name not in without])
    for name, others in without.items():
        counts |= _by_dimensions(others, [name])[1]
    return total, Facets(total, counts, _by_statute(cards))


def _by_dimensions(
    cards: CardQuerySet, names: Sequence[str]
) -> tuple[int, dict[str, dict[Any, int]]]:
    """The number of cards, and of those with each value: one pass for all dimensions."""
    if not names:
        return cards.count(), {}
    columns = [connection.ops.quote_name(name) for name in names]
    within, values = cards.order_by().values(*names).query.sql_with_params()
    rows = _rows(
        f"SELECT grouping({', '.join(columns)}), count(*), {', '.join(columns)} "  # noqa: S608
        f"FROM ({within}) card GROUP BY GROUPING SETS "
        f"({', '.join(f'({column})' for column in columns)}, ()) ORDER BY 2 DESC, 1",
        values,
    )
    counts: dict[str, dict[Any, int]] = {name: {} for name in names}
    total = 0
    for left_out, cases, *row in rows:
        # A bit of what grouping() gives is 0 for a column that the row is grouped by.
        grouped = [i for i in range(len(names)) if not left_out >> (len(names) - 1 - i) & 1]
        if grouped:
            counts[names[grouped[0]]][row[grouped[0]]] = cases
        else:
            total = cases
    return total, counts


def _by_statute(cards: CardQuerySet) -> list[StatuteCount]:
    """The statutes that most cards name, each counted with all that overlaps it."""
    within, values = cards.order_by().values("statutes").query.sql_with_params()
    # Whatever cards name; what none of them does may overlap as it likes.
    telling = Statute.objects.raw(
        "SELECT id, citation, popular_name, lower_key, upper_key, cases "  # noqa: S608
        "FROM (SELECT unnest(statutes) AS id, count(*) AS cases FROM ("
        f"{within}) card GROUP BY 1) named JOIN cases_statute USING (id) "
        "WHERE NOT jurisdictional ORDER BY cases DESC, id",
        values,
    )
    offered = telling[:STATUTES_OFFERED]
    cases: dict[int, int] = {one.pk: one.cases for one in offered}  # type: ignore[attr-defined]
    overlapping = {one.pk: _overlapping(one, telling) for one in offered}
    several = {key: keys for key, keys in overlapping.items() if len(keys) > 1}
    if several:
        # A case under two of the sections that overlap is one case.
        counted = cards.aggregate(
            **{
                f"under_{key}": Count("pk", filter=Q(statutes__overlap=sorted(keys)))
                for key, keys in several.items()
            }
        )
        cases |= {key: counted[f"under_{key}"] for key in several}
    counts = [StatuteCount(statute, cases[statute.pk]) for statute in offered]
    return sorted(counts, key=lambda counted: -counted.cases)


def _overlapping(statute: Statute, among: Iterable[Statute]) -> list[int]:
    """The keys of those that share a section with it, itself included."""
    keys = statute.lower_key, statute.upper_key
    return [other.pk for other in among if overlap(*keys, other.lower_key, other.upper_key)]


def _rows(sql: str, values: Sequence[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: Rows = cursor.fetchall()
        return found


def _is_of_cards_alone(questions: Sequence[tuple[str, Any]]) -> bool:
    """Whether the answers hold while no card changes: names and words change without a turn."""
    tables = {table for sql, _ in questions for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    return tables == {Card._meta.db_table}
