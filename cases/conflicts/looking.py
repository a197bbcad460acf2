"""Names of the record that are worth comparing with a given one, out of millions, by index.

The index has the words of names (cases/word_indexes.py). What may be written in several ways is
asked for in all of them; `comparing` then says which of the names found are meant. Names are
gathered in the database, so that one on a thousand dockets is compared once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Combinable

from cases.conflicts.comparing import Named
from cases.conflicts.names import Name, ways_to_write
from cases.models import Counsel, Party
from cases.word_indexes import COUNSEL, HAS_PARTY_SAID, PARTY_NAME, PARTY_SAID
from cases.words import NAMES, as_in_names, names_in, words_of

# Names compared for each one given, and appearances of one name that are shown; both are many
# more than anybody reads, and what is beyond them is said.
MOST_COMPARED = 1_000
MOST_APPEARANCES = 500

# Where JPMorgan and LinkedIn are two words to others.
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MOST_JOINED = 4  # words that may also be written as one: J.P. Morgan, JPMorgan


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
    asked = [words_to_ask(named) for named in given]
    found = [_candidates_at(place, asked) for place in PLACES]
    return list(map(list, zip(*found, strict=True)))


def words_to_ask(named: Named) -> str:
    """What the index is asked for, as PostgreSQL writes it: 'smith' & ('john' | 'j'); or ""."""
    asked = dict.fromkeys(query for name in named.names for query in _queries(name))
    return " | ".join(f"({query})" for query in asked)


def _queries(name: Name) -> Iterator[str]:
    yield _all_of(_any_of(ways_to_write(word)) for word in _telling(name.core))
    written = " ".join(word.written for word in name.words if word.plain != "&")
    if as_indexed := words_of(as_in_names(written).lower()):
        yield _all_of(_any_of({word}) for word in _telling(as_indexed))
    if (apart := words_of(as_in_names(_INNER_CAPITAL.sub(" ", written)).lower())) != as_indexed:
        yield _all_of(_any_of({word}) for word in apart)
    if 1 < len(name.core) <= _MOST_JOINED:
        yield _quoted("".join(name.core))
    if name.is_a_person and len(name.parts) > 1:
        yield f"{_quoted(name.parts[-1])} & ({_given_name(name.parts[0])})"


def _given_name(given: str) -> str:
    """John, J., or the J.R. that is one word of the index; an initial stands for any of them."""
    if len(given) == 1:
        return f"{_quoted(given)}:*"
    initial = given[0]
    return _any_of({given, initial, *(initial + second for second in ascii_lowercase)})


def _telling(words: Sequence[str]) -> Sequence[str]:
    """Without “and”, which may stand as a sign that no index has; unless there is nothing else."""
    return [word for word in words if word != "and"] or words


def _all_of(queries: Iterable[str]) -> str:
    return " & ".join(queries)


def _any_of(words: Iterable[str]) -> str:
    return f"({' | '.join(map(_quoted, sorted(words)))})"


def _quoted(word: str) -> str:
    # Letters and digits only, so that there is nothing to escape.
    return "'{}'".format("".join(words_of(word)))


def _candidates_at(place: Place, asked: Sequence[str]) -> list[Candidates]:
    numbers = [at for at, words in enumerate(asked) if words]
    rows: dict[int, list[tuple[Any, ...]]] = {at: [] for at in range(len(asked))}
    if numbers:
        with connection.cursor() as cursor:
            sql, values = _sql(place, numbers, [asked[at] for at in numbers])
            cursor.execute(sql, values)
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


def _sql(place: Place, numbers: list[int], words: list[str]) -> tuple[str, list[Any]]:
    """For each number the names with its words: how many rows have each, and the newest ones."""
    table = place.model._meta.db_table
    vector, vector_values = _compiled(place.model, place.vector)
    where, where_values = _condition(place)
    own, own_values = _own(place)
    sql = f"""
        SELECT asked.number, found.name, found.appearances, found.keys, found.names, found.together
        FROM unnest(%s::int[], %s::text[]) AS asked (number, words)
        CROSS JOIN LATERAL (
            SELECT {place.field} AS name, appearances, keys,
                count(*) OVER () AS names, sum(appearances) OVER () AS together
            FROM (
                SELECT {place.field}, count(*) AS appearances,
                    (array_agg(id ORDER BY id DESC))[:{MOST_APPEARANCES}] AS keys
                FROM {table}
                WHERE {vector} @@ to_tsquery('{NAMES}', asked.words){where}
                GROUP BY {place.field}
                OFFSET 0
            ) AS {table}{own}
            ORDER BY length({place.field}), {place.field}
            LIMIT {MOST_COMPARED}
        ) AS found
        ORDER BY asked.number, length(found.name), found.name
    """  # noqa: S608 - made of names of columns alone; what people give goes as values
    return sql, [numbers, words, *vector_values, *where_values, *own_values]


def _own(place: Place) -> tuple[str, list[Any]]:
    """Where an index has the words of several columns: that this one has those asked for.

    `OFFSET 0` above keeps it behind the gathering: it is asked of each name, and not of each row.
    """
    if place.vector is PARTY_NAME:
        return "", []
    sql, values = _compiled(place.model, names_in(place.field))
    return f" WHERE {sql} @@ to_tsquery('{NAMES}', asked.words)", values


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
