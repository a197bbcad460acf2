"""What the boxes of the list suggest while one types: what the record has that begins so.

Each kind is read from an index, and no more than SAMPLE rows of it: words that very many rows have
say too little to suggest by, and with another letter there are fewer.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import F, Func, Model, Value
from django.db.models.functions import Lower

from cases.card_counts import counts_of
from cases.models import Card, Case, Counsel, Party, Statute
from cases.searching.queries import holding
from cases.statutes import Act, acts, parse
from cases.word_indexes import COUNSEL, JUDGES, PARTY_NAME, Vector
from cases.wording import figured
from cases.words import NAMES, as_in_names, words_of

SHORTEST = 2  # characters; one begins too much
LONGEST = 200
OFFERED = 10
SAMPLE = 2_000  # rows
RANGES_SAID = 2  # of an act

_NOT_IN_CITATION = re.compile("[^a-z0-9]")


@dataclass(frozen=True)
class Suggestion:
    """What goes into the box, and what is said of it beside it."""

    value: str
    said: str = ""


def suggestions(name: str, typed: str) -> list[Suggestion]:
    """For a parameter of the list what one may mean; nothing for too little. KeyError: unknown."""
    found = _SUGGEST[name]
    text = " ".join(typed.replace("\0", "").split())[:LONGEST]
    return list(found(text)) if len(text) >= SHORTEST else []


def _parties(text: str) -> Iterator[Suggestion]:
    yield from _most(parties_with(text), text)


def _counsel(text: str) -> Iterator[Suggestion]:
    yield from _most(_having(counsel_with(text), text), text)


def _judges(text: str) -> Iterator[Suggestion]:
    yield from _most(_having(judges_with(text), text), text)


def _natures(text: str) -> Iterator[Suggestion]:
    yield from _most(_having(natures_of_suit(), text), text)


def _statutes(text: str) -> Iterator[Suggestion]:
    named = [act for act in acts() if any(_begins_words(name, text) for name in act.names)]
    first = [Suggestion(act.names[0], _ranges_of(act)) for act in named[: OFFERED // 2]]
    squeezed = _squeezed(text)
    known: Sequence[Statute] = ()
    if squeezed:
        plain = Func(
            Lower(F("citation")), Value("[^a-z0-9]"), Value(""), Value("g"),
            function="regexp_replace",
        )  # fmt: skip
        found = Statute.objects.alias(plain=plain).filter(plain__startswith=squeezed)
        known = list(found[: OFFERED - len(first)])
    sections = [Suggestion(statute.citation, statute.popular_name) for statute in known]
    yield from _with_their_cases([*first, *sections])


def _with_their_cases(found: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Each with the number of cases that a filter by it finds."""
    under = {one.value: Card.objects.under(*parse(one.value)) for one in found}
    cases = counts_of(under) if under else {}
    for one in found:
        number = figured(cases[one.value], "case")
        yield Suggestion(one.value, f"{one.said} · {number}" if one.said else number)


_SUGGEST: dict[str, Callable[[str], Iterator[Suggestion]]] = {
    "statute": _statutes,
    "party": _parties,
    "counsel": _counsel,
    "judge": _judges,
    "nature_of_suit": _natures,
}


def natures_of_suit() -> list[str]:
    """The natures of suit that cases have, from one to the next in their index."""
    card = connection.ops.quote_name(Card._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE nature(words) AS (
                (SELECT nature_of_suit FROM {card} ORDER BY nature_of_suit LIMIT 1)
                UNION ALL
                SELECT (SELECT nature_of_suit FROM {card} WHERE nature_of_suit > nature.words
                        ORDER BY nature_of_suit LIMIT 1)
                FROM nature WHERE nature.words IS NOT NULL
            )
            SELECT words FROM nature WHERE words <> '' LIMIT %s
            """,  # noqa: S608 - the table's own name
            [SAMPLE],
        )
        return [words for (words,) in cursor.fetchall()]


def parties_with(text: str) -> list[str]:
    """The names of SAMPLE parties with words that begin so."""
    return [name for (name,) in _sample(Party, PARTY_NAME, text, "name")]


def counsel_with(text: str) -> list[str]:
    """The attorneys and firms of SAMPLE counsel, one of the two with words that begin so."""
    return [name for row in _sample(Counsel, COUNSEL, text, "attorney", "firm") for name in row]


def judges_with(text: str) -> list[str]:
    """The judges of SAMPLE cases, one of each with words that begin so."""
    return [name for (judges,) in _sample(Case, JUDGES, text, "judges") for name in judges]


def _sample(
    model: type[Model], vector: Vector, text: str, *fields: str
) -> Iterable[tuple[Any, ...]]:
    query = _beginning(text)
    if query is None:
        return ()
    return holding(model._default_manager.all(), vector, query).values_list(*fields)[:SAMPLE]


def _beginning(text: str) -> SearchQuery | None:
    """For names in which each word of the text begins a word; None for no words."""
    words = words_of(as_in_names(text))
    raw = " & ".join(f"'{word}':*" for word in words)
    return SearchQuery(raw, config=NAMES, search_type="raw") if words else None


def _having(names: Iterable[str], text: str) -> Iterator[str]:
    return (name for name in names if _begins_words(name, text))


def _begins_words(name: str, text: str) -> bool:
    of_name = words_of(as_in_names(name).casefold())
    wanted = words_of(as_in_names(text).casefold())
    return bool(wanted) and all(any(w.startswith(one) for w in of_name) for one in wanted)


def _most(names: Iterable[str], text: str) -> Iterator[Suggestion]:
    """Each name once: first those that begin as the text does, then those that come most often."""
    counted = Counter(name for name in names if name)
    begins = text.casefold()
    ordered = sorted(
        counted, key=lambda name: (not name.casefold().startswith(begins), -counted[name], name)
    )
    return (Suggestion(name) for name in ordered[:OFFERED])


def _squeezed(text: str) -> str:
    """“18 U.S.C. § 27” and “18:27” are 18usc27."""
    with_code = re.sub(r"^\s*(\d+)\s*:\s*", r"\1usc", text.lower())
    return _NOT_IN_CITATION.sub("", with_code)


def _ranges_of(act: Act) -> str:
    others: Sequence[str] = [name for name in act.names[1:] if name.isupper()]
    shown, further = act.ranges[:RANGES_SAID], act.ranges[RANGES_SAID:]
    ranges = "; ".join([*map(str, shown), *(["…"] if further else [])])
    return f"{', '.join(others)}: {ranges}" if others else ranges
