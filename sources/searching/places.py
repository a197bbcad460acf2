"""The places of the evidence that a search looks in, and the cases that the sources are cited for.

The texts are looked for in their parts, and what is not cited for a case is found too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F

from cases.models import Case
from cases.searching import queries
from cases.searching.asked import Asked
from cases.searching.finding import COUNTED, RANKED, Found, Hit, query_in_sql
from cases.searching.places import Kind, Place
from cases.searching.queries import Query
from sources.models import Citation, Source, TextPart
from sources.models.source import SOURCE_NAME

SOURCES = 200  # that are looked up the cases of
CASES_OF_A_SOURCE = 5  # under which a source is shown

NAMES = Place(
    *("source", Kind.SOURCES, "title of a source", "titles of sources", 2, Source),
    *(SOURCE_NAME, queries.in_text),
    ("title", "publisher", "author", "origin"),
)
TEXTS = Place(
    *("text", Kind.SOURCES, "text of a source", "texts of sources", 1, TextPart),
    vector=F("words"),
    query=queries.in_text,
    fields=("words",),
)


@dataclass(frozen=True, slots=True)
class _InSource:
    """A part of a text, or the name of a source, that holds the words."""

    pk: int
    source: int
    rank: float


def find_in_sources(place: Place, asked: Asked, *, loosely: bool = False) -> Found:
    """The sources whose name or text holds the words; two queries, three where they are common."""
    query = place.asked(asked, loosely=loosely)
    if query is None:
        return Found(place, (), 0)
    key = "source_id" if place is TEXTS else "id"
    holding = place.holding(query)
    rows = list(_ranked(place, query, holding, key))
    number, parts = (rows[0][3], rows[0][4]) if rows else (0, 0)
    if parts > COUNTED:
        newest = holding.order_by("-pk").values_list("pk", key)[:SOURCES]
        best = _best_of_each(_InSource(pk, source, 0.0) for pk, source in newest)
        return Found(place, tuple(_under_cases(place, best)), COUNTED, exact=False)
    best = _best_of_each(_InSource(pk, source, rank) for pk, source, rank, *_ in rows)
    return Found(place, tuple(_under_cases(place, best[:SOURCES])), number, of=len(best[:SOURCES]))


def find_in_sources_of(place: Place, asked: Asked, case: Case) -> Found:
    """Of the sources cited for one case, those whose name or text holds the words."""
    query = place.asked(asked)
    if query is None:
        return Found(place, (), 0)
    key = "source" if place is TEXTS else "pk"
    cited = Citation.objects.filter(case=case).values("passage__snapshot__source")
    own = place.holding(query).filter(**{f"{key}__in": cited})
    ranked = own.annotate(rank=SearchRank(place.vector, query, normalization=33))
    rows = ranked.order_by("-rank", "pk").values_list("pk", key, "rank")[:RANKED]
    best = _best_of_each(_InSource(*row) for row in rows)
    hits = (Hit(place, row.pk, case.pk, case.filed_on, row.rank, row.source) for row in best)
    return Found(place, tuple(hits), len(best))


def _ranked(place: Place, query: Query, holding: Any, key: str) -> Iterator[Any]:
    """Key of the row, source, rank; how many sources and rows there are."""
    inner, given = holding.values_list("pk", key)[: COUNTED + 1].query.sql_with_params()
    vector, query_sql, more = query_in_sql(place, query)
    table = place.model._meta.db_table
    sql = f"""
        WITH found (id, source_id) AS MATERIALIZED ({inner}),
             counted AS (
                SELECT count(DISTINCT source_id) AS number, count(*) AS parts FROM found
             ),
             newest AS (
                SELECT found.id, found.source_id, number, parts FROM found, counted
                 ORDER BY found.id DESC LIMIT {RANKED}
             )
        SELECT newest.id, newest.source_id,
               CASE WHEN parts <= {RANKED} THEN ts_rank({vector}, {query_sql}, 33) ELSE 0 END,
               number, parts
          FROM newest JOIN {table} ON {table}.id = newest.id
    """  # noqa: S608 - made of our own models; what was asked for is among the parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *more])
        yield from cursor.fetchall()


def _best_of_each(rows: Iterable[_InSource]) -> list[_InSource]:
    """Of each source the row that ranks highest; those first that do."""
    best: dict[int, _InSource] = {}
    for row in rows:
        if row.source not in best or row.rank > best[row.source].rank:
            best[row.source] = row
    return sorted(best.values(), key=lambda row: (-row.rank, -row.source))


def _under_cases(place: Place, rows: list[_InSource]) -> Iterator[Hit]:
    cases: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    if rows:
        cited = Citation.objects.filter(
            passage__snapshot__source__in=[row.source for row in rows]
        ).order_by()
        columns = ("passage__snapshot__source", "case", "case__filed_on")
        for source, case, day in cited.values_list(*columns).distinct():
            cases[source].append((case, day))
    for row in rows:
        known = sorted(cases[row.source], key=lambda it: it[0])[:CASES_OF_A_SOURCE]
        for case, day in known:
            yield Hit(place, row.pk, case, day, row.rank, row.source)
        if not known:
            yield Hit(place, row.pk, None, None, row.rank, row.source)
