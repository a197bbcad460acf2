"""Names of the record that are worth comparing with a given one, out of millions, by index.

The index has the words of names (cases/word_indexes.py). What may be written in several ways is
asked for in all of them (asking.py); `comparing` then says which of the names found are meant.
Names are gathered in the database, so that one on a thousand dockets is compared once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Combinable

from cases.conflicts.asking import Question, questions
from cases.conflicts.comparing import Named
from cases.models import Counsel, Party
from cases.word_indexes import COUNSEL, HAS_PARTY_SAID, PARTY_NAME, PARTY_SAID
from cases.words import NAMES, names_in

# Names compared for each one given, and appearances of one name that are shown; both are many
# more than anybody reads, and what is beyond them is said.
MOST_COMPARED = 1_000
MOST_APPEARANCES = 500


@dataclass(frozen=True)
class Place:
    """A column with names, what they are there, and the indexed words that it is among."""

    said: str
    model: type[models.Model]
    field: str
    vector: Combinable
    condition: models.Q | None = None


PLACES = (
    Place("party", Party, "name", PARTY_NAME),
    Place("parent", Party, "parent", PARTY_SAID, HAS_PARTY_SAID),
    Place("attorney", Counsel, "attorney", COUNSEL),
    Place("firm", Counsel, "firm", COUNSEL),
)


@dataclass(frozen=True)
class Found:
    """A name of the record: how often it appears, and the keys of the newest rows that have it."""

    name: str
    appearances: int
    rows: Sequence[int]


@dataclass(frozen=True)
class Candidates:
    """The names at one place that share the words of a given one, the shortest first.

    `names` and `appearances` count all of them, also those beyond MOST_COMPARED.
    """

    place: Place
    found: Sequence[Found]
    names: int = 0
    appearances: int = 0

    @property
    def are_all(self) -> bool:
        return self.names <= len(self.found)


def candidates_for(given: Sequence[Named]) -> list[list[Candidates]]:
    """For each of the given names the names of the record to compare it with, place by place.

    Four queries. A name without a word to look for has no candidates.
    """
    asked = [list(questions(named)) for named in given]
    found = [_candidates_at(place, asked) for place in PLACES]
    return list(map(list, zip(*found, strict=True)))


def _candidates_at(place: Place, asked: Sequence[Sequence[Question]]) -> list[Candidates]:
    rows: dict[int, list[tuple[Any, ...]]] = {at: [] for at in range(len(asked))}
    if any(asked):
        with connection.cursor() as cursor:
            cursor.execute(*_sql(place, asked))
            for number, *row in cursor.fetchall():
                rows[number].append(tuple(row))
    return [
        Candidates(
            place,
            [Found(name, appearances, keys) for name, appearances, keys, _, _ in of_one],
            names=of_one[0][3] if of_one else 0,
            appearances=int(of_one[0][4]) if of_one else 0,
        )
        for of_one in rows.values()
    ]


def _sql(place: Place, asked: Sequence[Sequence[Question]]) -> tuple[str, list[Any]]:
    """For each number the names with its words: how many rows have each, and the newest ones."""
    table = place.model._meta.db_table
    vector, vector_values = _compiled(place.model, place.vector)
    where, where_values = _condition(place)
    own, own_values = _own(place)
    names = [
        (number, " | ".join(f"({it.words})" for it in questions))
        for number, questions in enumerate(asked)
        if questions
    ]
    flat = [
        (number, it.words, it.longest, f"{it.begins}%")
        for number, questions in enumerate(asked)
        for it in questions
    ]
    sql = f"""
        SELECT asked.number, found.name, found.appearances, found.keys, found.names, found.together
        FROM (
            -- Read once, and not for each row that it is held against.
            SELECT number, to_tsquery('{NAMES}', words) AS words
            FROM unnest(%s::int[], %s::text[]) AS asked (number, words)
            OFFSET 0
        ) AS asked
        CROSS JOIN LATERAL (
            SELECT {place.field} AS name, appearances, keys,
                count(*) OVER () AS names, sum(appearances) OVER () AS together
            FROM (
                SELECT {place.field}, count(*) AS appearances,
                    (array_agg(id ORDER BY id DESC))[:{MOST_APPEARANCES}] AS keys
                FROM (
                    SELECT DISTINCT one.id, one.{place.field}
                    FROM unnest(%s::int[], %s::text[], %s::int[], %s::text[])
                        AS question (number, words, longest, begins)
                    CROSS JOIN LATERAL (
                        SELECT id, {place.field}
                        FROM {table}
                        WHERE {vector} @@ to_tsquery('{NAMES}', question.words){where}
                            AND length({place.field}) <= question.longest
                            AND {place.field} ILIKE question.begins
                        OFFSET 0
                    ) AS one
                    WHERE question.number = asked.number
                ) AS {table}
                GROUP BY {place.field}
                OFFSET 0
            ) AS {table}{own}
            ORDER BY length({place.field}), {place.field}
            LIMIT {MOST_COMPARED}
        ) AS found
        ORDER BY asked.number, length(found.name), found.name
    """  # noqa: S608 - made of names of columns alone; what people give goes as values
    values = [*_columns(names, 2), *_columns(flat, 4)]
    return sql, [*values, *vector_values, *where_values, *own_values]


def _columns(rows: Sequence[Sequence[Any]], count: int) -> list[list[Any]]:
    return [[row[at] for row in rows] for at in range(count)]


def _own(place: Place) -> tuple[str, list[Any]]:
    """Where an index has the words of several columns: that this one has those asked for.

    `OFFSET 0` above keeps it behind the gathering: it is asked of each name, and not of each row.
    """
    if place.vector is PARTY_NAME:
        return "", []
    sql, values = _compiled(place.model, names_in(place.field))
    return f" WHERE {sql} @@ asked.words", values


def _condition(place: Place) -> tuple[str, list[Any]]:
    if place.condition is None:
        return "", []
    query = place.model._default_manager.all().query
    compiler = query.get_compiler(connection=connection)
    sql, values = compiler.compile(query.build_where(place.condition))
    return f" AND {sql}", list(values)


def _compiled(model: type[models.Model], vector: Any) -> tuple[str, list[Any]]:
    query = model._default_manager.all().query
    compiler = query.get_compiler(connection=connection)
    sql, values = compiler.compile(vector.resolve_expression(query))
    return sql, list(values)
