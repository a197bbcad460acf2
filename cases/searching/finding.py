"""The rows of a place that hold what was asked for, never more of them than a page can use.

A word may stand in two million docket entries. Up to RANKED rows are compared with one another and
counted. Of more, up to COUNTED, the count is exact and the rows of the newest cases come. Of still
more nobody wants to read the count: the newest cases are gone through until enough rows are found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg.errors import QueryCanceled

from cases.models import Case
from cases.searching.asked import Asked
from cases.searching.places import Place
from cases.searching.queries import Query

RANKED = 1_000  # rows
FEWER = 400  # rows that are taken of the newest cases
COUNTED = 20_000  # rows
NEWEST = 4_000  # cases that are gone through for words that nearly every case has
SECONDS = 10
OF_A_CASE = 4  # rows that are taken of each of them

# By how a case is reached from the rows of a place. Where that is by way of its entries, the rows
# are found first (OFFSET 0): the planner takes words for rarer than they are, and would else look
# through all that have them, for each case anew.
_OF_THE_CASE = {
    "pk": "id = {}",
    "case": "case_id = {}",
    "filing__case": "filing_id IN (SELECT id FROM cases_filing WHERE case_id = {}) OFFSET 0",
}


class TooSlowError(Exception):
    """The database was told to stop."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds the words. `rank`: from 0 to below 1, among the rows of its place."""

    place: Place
    pk: int
    case: int | None  # a source may be of none
    filed_on: date | None
    rank: float = 0.0
    whole: int | None = None  # key of what the row is a part of, where several places may have it


@dataclass(frozen=True, slots=True)
class Found:
    """The hits in one place. `number`: of all rows there, or more than that if not `exact`."""

    place: Place
    hits: tuple[Hit, ...]
    number: int
    exact: bool = True
    in_newest: bool = False  # only the NEWEST cases were gone through
    of: int | None = None  # rows that the hits are of, where a row may be of several cases

    @property
    def taken(self) -> int:
        """How many of the rows are among the hits."""
        return len(self.hits) if self.of is None else self.of

    @property
    def is_whole(self) -> bool:
        """Whether every row that holds the words is among the hits."""
        return self.exact and self.number == self.taken


@contextmanager
def bounded() -> Iterator[None]:
    """Within it no query takes over SECONDS, nor keeps of a long list of rows only their pages.

    Raises:
        TooSlowError: If one takes longer.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
            cursor.execute("SET LOCAL work_mem = '64MB'")
            yield
            # For what goes on in the same transaction, be it a test's.
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
            cursor.execute("SET LOCAL work_mem = DEFAULT")
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise TooSlowError from error


def find(place: Place, asked: Asked, *, loosely: bool = False) -> Found:
    """The rows of a place; one query, two where the words are common."""
    query = place.asked(asked, loosely=loosely)
    if query is None:
        return Found(place, (), 0)
    rows = list(_ranked(place, query, words_of_phrases(place, asked, loosely=loosely)))
    found, number = (rows[0][3], rows[0][4]) if rows else (0, 0)
    if found <= COUNTED:
        hits = tuple(Hit(place, pk, case, day, rank) for pk, case, day, _, _, rank in rows if pk)
        return Found(place, hits, number)
    hits = tuple(Hit(place, pk, case, day) for pk, case, day in _of_newest_cases(place, query))
    if asked.has_phrases:
        # It is known how many rows have the words, and not how many have them together.
        return Found(place, hits, len(hits), exact=False, in_newest=True)
    return Found(place, hits, COUNTED, exact=False)


def find_in_case(place: Place, asked: Asked, case: Case) -> Found:
    """The rows of one case, up to RANKED."""
    query = place.asked(asked)
    if query is None:
        return Found(place, (), 0)
    vector, query_sql, given = query_in_sql(place, query)
    condition, conditioned = _condition(place)
    sql = f"""
        SELECT id, ts_rank({vector}, {query_sql}, 33) AS rank
          FROM {_rows_of_the_case(place, str(case.pk))}
         WHERE {condition} {vector} @@ {query_sql}
         ORDER BY rank DESC, id LIMIT {RANKED + 1}
    """  # noqa: S608 - made of our own models; what was asked for is among the parameters
    rows = list(_rows(sql, [*given, *conditioned, *given]))
    hits = (Hit(place, pk, case.pk, case.filed_on, rank) for pk, rank in rows[:RANKED])
    return Found(place, tuple(hits), min(len(rows), RANKED), exact=len(rows) <= RANKED)


def words_of_phrases(place: Place, asked: Asked, *, loosely: bool) -> Query | None:
    """What an index finds of phrases: their words; None where there is no phrase.

    That they stand together is then seen in each row, and there may be millions with the words.
    """
    return place.asked(asked.taken_apart(), loosely=loosely) if asked.has_phrases else None


def _ranked(place: Place, query: Query, words: Query | None) -> Iterator[Any]:
    """Key, case, its day, how many hold the words, how many the phrases too, and the rank.

    One row without a key where none holds the phrases; the rank is 0 where there are too many.
    """
    holding = place.holding(words or query)
    inner, given = _sql(holding.values_list("pk", place.case)[: COUNTED + 1])
    vector, query_sql, more = query_in_sql(place, query)
    table = place.model._meta.db_table
    sql = f"""
        WITH found (id, case_id) AS MATERIALIZED ({inner}),
             counted AS (SELECT count(*) AS number FROM found),
             whole AS MATERIALIZED (
                SELECT found.* FROM found
                 WHERE (SELECT number FROM counted) <= {COUNTED} AND (
                    {words is None} OR EXISTS (
                        SELECT FROM {table} WHERE {table}.id = found.id AND {vector} @@ {query_sql}
                    )
                 )
             ),
             newest AS (
                SELECT whole.id, whole.case_id, it.filed_on
                  FROM whole JOIN cases_case AS it ON it.id = whole.case_id
                 ORDER BY it.filed_on DESC NULLS LAST, whole.id DESC
                 LIMIT {RANKED}
             )
        SELECT newest.id, newest.case_id, newest.filed_on, counted.number, number_whole,
               CASE WHEN number_whole <= {RANKED} AND newest.id IS NOT NULL
                    THEN ts_rank({vector}, {query_sql}, 33) ELSE 0 END
          FROM counted CROSS JOIN (SELECT count(*) AS number_whole FROM whole) AS counted_whole
          LEFT JOIN newest ON true
          LEFT JOIN {table} ON {table}.id = newest.id
    """  # noqa: S608 - made of our own models; what was asked for is among the parameters
    return _rows(sql, [*given, *more, *more])


def _of_newest_cases(place: Place, query: Query) -> Iterator[Any]:
    vector, query_sql, more = query_in_sql(place, query)
    newest, given = _sql(Case.objects.newest_first().values_list("pk", "filed_on")[:NEWEST])
    condition, conditioned = _condition(place)
    sql = f"""
        SELECT one.id, it.id, it.filed_on
          FROM ({newest}) AS it (id, filed_on)
         CROSS JOIN LATERAL (
            SELECT id FROM {_rows_of_the_case(place, "it.id")}
             WHERE {condition} {vector} @@ {query_sql}
             LIMIT {OF_A_CASE}
         ) AS one
         LIMIT {FEWER}
    """  # noqa: S608 - as above
    return _rows(sql, [*given, *conditioned, *more])


def _rows_of_the_case(place: Place, case: str) -> str:
    """The rows of a place that are a case's, as a table of the same name."""
    table = place.model._meta.db_table
    return f"(SELECT * FROM {table} WHERE {_OF_THE_CASE[place.case].format(case)}) AS {table}"  # noqa: S608


def query_in_sql(place: Place, query: Query) -> tuple[str, str, list[Any]]:
    """The place's vector and the query in SQL, and the parameters of both in this order."""
    held = place.model._default_manager.alias(v=place.vector, q=query)
    compiler = held.query.get_compiler(connection=connection)
    vector, ours = compiler.compile(held.query.annotations["v"])
    query_sql, theirs = compiler.compile(held.query.annotations["q"])
    return vector, query_sql, [*ours, *theirs]


def _condition(place: Place) -> tuple[str, list[Any]]:
    """What a partial index says of its rows, to go before the words; "" where it is whole."""
    if not place.condition:
        return "", []
    compiler = place.model._default_manager.filter(place.condition).query.get_compiler(
        connection=connection
    )
    sql, given = compiler.compile(compiler.query.where)
    return f"{sql} AND", list(given)


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    return rows.query.sql_with_params()


def _rows(sql: str, given: list[Any]) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        yield from cursor.fetchall()
