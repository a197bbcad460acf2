"""Cases whose words stand apart: one in the caption, another in the docket."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Value

from cases.models import Case
from cases.searching.asked import Asked, Term
from cases.searching.finding import Hit
from cases.searching.places import Place

MOST_TERMS = 6
RARE = 5_000  # rows of a place; a term with more in one of them does not lead to its cases
MOST_CASES = 400


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    pk: int
    case: int


def cases_with_all(
    asked: Asked, apart_from: Collection[int], places: Sequence[Place]
) -> list[tuple[Hit, ...]]:
    """A row for each term, of each case that has them all in some rows; the newest cases.

    The terms that few rows have lead to the cases, so nothing is found where all are common. A
    query a term, and one more for each that is common or unwanted.
    """
    if not 1 < len(asked.wanted) <= MOST_TERMS:
        return []
    by_term: dict[Term, dict[int, _Row]] = {}
    common: list[Term] = []
    for term in asked.wanted:
        rows = list(_rows(term, places))
        if _is_common(rows):
            common.append(term)
        else:
            by_term[term] = _best(rows)
    if not by_term:
        return []
    cases = set.intersection(*(set(found) for found in by_term.values())) - set(apart_from)
    days = dict(
        Case.objects.filter(pk__in=cases).newest_first().values_list("pk", "filed_on")[:MOST_CASES]
    )
    for term in common:
        by_term[term] = _best(_rows(term, places, within=days))
        days = {pk: day for pk, day in days.items() if pk in by_term[term]}
    for term in asked.unwanted:
        having = _best(_rows(term, places, within=days))
        days = {pk: day for pk, day in days.items() if pk not in having}
    return [
        tuple(
            Hit(row.place, row.pk, pk, day)
            for row in dict.fromkeys(by_term[term][pk] for term in asked.wanted)
        )
        for pk, day in days.items()
    ]


def _rows(
    term: Term, places: Sequence[Place], within: Collection[int] | None = None
) -> Iterator[_Row]:
    """The rows that hold a term, of all cases up to one more than RARE a place, or of some."""
    asked = Asked((term,))
    parts: list[str] = []
    given: list[Any] = []
    for number, place in enumerate(places):
        query = place.asked(asked, loosely=False)
        if query is None or (within is not None and not within):
            continue
        holding = place.holding(query)
        if within is not None:
            holding = holding.filter(**{f"{place.case}__in": list(within)})
        columns = holding.values_list(Value(number), "pk", place.case)
        sql, values = (
            columns if within is not None else columns[: RARE + 1]
        ).query.sql_with_params()
        parts.append(f"({sql})")
        given += values
    if not parts:
        return
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for number, pk, case in cursor.fetchall():
            yield _Row(places[number], pk, case)


def _is_common(rows: list[_Row]) -> bool:
    return any(number > RARE for number in Counter(row.place.key for row in rows).values())


def _best(rows: Iterator[_Row] | list[_Row]) -> dict[int, _Row]:
    """Of each case the row of the place with the most weight."""
    best: dict[int, _Row] = {}
    for row in rows:
        if row.case not in best or row.place.weight > best[row.case].place.weight:
            best[row.case] = row
    return best
