"""What was asked for, as queries of PostgreSQL's full text search, for names and for text."""

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import QuerySet

from cases.searching.asked import Asked, Term
from cases.word_indexes import Vector
from cases.words import NAMES, TEXT, as_in_names, as_in_text, words_of

Query = SearchQuery | CombinedSearchQuery

# A beginning of one or two letters is that of thousands of words.
SHORTEST_BEGINNING = 3


def holding(rows: QuerySet[Any], vector: Vector, query: Query) -> QuerySet[Any]:
    """The rows whose words hold what is asked for, by the index of the words; in no order."""
    held: QuerySet[Any] = rows.alias(vector=vector).filter(vector=query)
    return held.order_by()


def named(words: str) -> Query | None:
    """Names with each of these words, or with words that begin with them; None without a word."""
    found = words_of(as_in_names(words))
    return _all(
        SearchQuery(_written(word, as_beginning=True), config=NAMES, search_type="raw")
        for word in found
    )


def in_names(asked: Asked, *, loosely: bool = False) -> Query | None:
    """Names with all that is wanted; the last word may be the beginning of one (or, loosely, any).

    None where nothing is wanted.
    """
    last = len(asked.wanted) - 1
    wanted = _all(
        _of_names(term, as_beginning=not term.is_phrase and (loosely or place == last))
        for place, term in enumerate(asked.wanted)
    )
    return _but(wanted, (_of_names(term) for term in asked.unwanted))


def in_text(asked: Asked, *, loosely: bool = False) -> Query | None:
    """Running text with all that is wanted, in any form of the words; loosely: that begins so."""
    wanted = _all(_of_text(term, loosely=loosely) for term in asked.wanted)
    return _but(wanted, (_of_text(term) for term in asked.unwanted))


def in_either(asked: Asked, *, loosely: bool = False) -> Query | None:
    """What is indexed both as names and as text: each term in the one or the other form."""
    last = len(asked.wanted) - 1
    wanted = _all(
        _of_names(term, as_beginning=not term.is_phrase and (loosely or place == last))
        | _of_text(term, loosely=loosely)
        for place, term in enumerate(asked.wanted)
    )
    unwanted = (form(term) for term in asked.unwanted for form in (_of_names, _of_text))
    return _but(wanted, unwanted)


def _all(queries: Iterable[Query]) -> Query | None:
    each = list(queries)
    return reduce(and_, each) if each else None


def _but(wanted: Query | None, unwanted: Iterable[SearchQuery]) -> Query | None:
    return None if wanted is None else reduce(and_, (~query for query in unwanted), wanted)


def _of_names(term: Term, *, as_beginning: bool = False) -> SearchQuery:
    *before, last = term.words  # a term has a word
    written = [f"'{word}'" for word in before]
    written.append(_written(last, as_beginning=as_beginning))
    return SearchQuery(" <-> ".join(written), config=NAMES, search_type="raw")


def _of_text(term: Term, *, loosely: bool = False) -> SearchQuery:
    plain = as_in_text(term.text)
    if not loosely or term.is_phrase:
        return SearchQuery(plain, config=TEXT, search_type="phrase")
    written = " & ".join(_written(word, as_beginning=True) for word in words_of(plain))
    return SearchQuery(written, config=TEXT, search_type="raw")


def _written(word: str, *, as_beginning: bool) -> str:
    """A word of letters and digits in the language of to_tsquery, where quotes hold it together."""
    return f"'{word}':*" if as_beginning and len(word) >= SHORTEST_BEGINNING else f"'{word}'"
