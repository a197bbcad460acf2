"""The questions put to a world, each with the ways to ask it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.urls import NoReverseMatch, reverse

from benchmarks.finding import asking
from benchmarks.finding.asking import BareSQL, Pages, Tables
from benchmarks.finding.kept import connected_to
from benchmarks.finding.questions import RARE_STATUTE, Filter, filters
from benchmarks.finding.timing import Question, Way, measure
from benchmarks.finding.words import COMMONEST

# Ways, in the order of the table.
FLOOR, DRAWING = "bare SQL", "drawing"
OURS, AGAIN = "ours", "ours again"
ADMIN, DATASETTE, PATIENT = "admin", "Datasette", "Datasette without limits"
WAYS = (FLOOR, DRAWING, OURS, AGAIN, ADMIN, DATASETTE, PATIENT)

LONG_DOCKET = "the-long-docket"
# What is looked for: (what it is, the words).
SEARCHES = (
    ("a rare pair of words", '"hazardous telemetry"'),
    ("two middling words", "maritime wages"),
    ("a word that many entries have", "deposition"),
    ("a word that nearly every case has", "complaint"),
    ("a party", "Acme Freight"),
)


@contextmanager
def questions_of(file: Path) -> Iterator[list[Question]]:
    """All questions to the world connected to, and to its SQLite file."""
    pages, bare = Pages(), BareSQL()
    with sqlite3.connect(file) as rows:
        rows.execute("SELECT 1")  # fails here, in words, where the file is none
    tables, patient = Tables(file), Tables(file, is_patient=True)
    try:
        yield [
            *(_of_list(asked, pages, bare, tables, patient) for asked in filters(COMMONEST)),
            *_of_search(pages, tables),
            *_of_long_docket(pages, bare, tables),
            *_of_api(pages, bare, tables),
        ]
    finally:
        tables.close()
        patient.close()


def rare_in_turns(sizes: Iterable[int]) -> Question:
    """The page of a rare statute in several worlds, each connected to and warmed up before."""
    connected = ExitStack()

    def way(cases: int) -> Way:
        with connected_to(cases):
            pages = Pages()
            asked = next(one for one in filters(COMMONEST) if one.name == RARE_STATUTE)

        def before() -> None:
            connected.close()
            connected.enter_context(connected_to(cases))
            asking.forget_what_was_counted()
            pages.case_list(asked)
            asking.forget_what_was_counted()

        return Way(lambda: pages.case_list(asked), before)

    question = Question("a rare statute in turns", None, {str(n): way(n) for n in sizes})
    with connected:
        measure([question])
    return question


def _of_list(
    asked: Filter, pages: Pages, bare: BareSQL, tables: Tables, patient: Tables
) -> Question:
    total = bare.counts(asked).total
    name = f"{asked.name} ({asked.statute})" if asked.statute else asked.name
    ways = {
        FLOOR: Way(lambda: bare.rows_and_counts(asked)),
        DRAWING: Way(pages.drawing(asked)),
        OURS: Way(lambda: pages.case_list(asked), asking.forget_what_was_counted),
        AGAIN: Way(lambda: pages.case_list(asked)),
        ADMIN: Way(lambda: pages.changelist(asked)),
        DATASETTE: Way(lambda: tables.case_list(asked)),
        PATIENT: Way(lambda: patient.case_list(asked)),
    }
    question = Question(name, total, ways, asked.is_selective)
    found = tables.found(asked)
    if found.total is None:
        question.remarks.append("Datasette gives no count")
    if found.dropped:
        question.remarks.append(f"Datasette drops {len(found.dropped)} of 5 facets")
    return question


def _of_search(pages: Pages, tables: Tables) -> Iterator[Question]:
    """In one box, in ours; in docket texts (parties, for a party) in Datasette."""
    with suppress(NoReverseMatch):
        address = reverse("sources:search")
        for name, words in SEARCHES:
            given = urlencode({"q": words})
            table = "parties" if name == "a party" else "filings"
            there = f"/{table}?{urlencode({'_search': words, '_size': '50'})}"
            ways = {
                OURS: Way(_getting(pages, f"{address}?{given}")),
                DATASETTE: Way(lambda there=there: tables.get(there)),  # type: ignore[misc]
            }
            if name == "a party":
                ways[ADMIN] = Way(_getting(pages, f"/bench/cases/case/?{given}"))
            yield Question(f"search: {name} ({words})", None, ways)


def _of_long_docket(pages: Pages, bare: BareSQL, tables: Tables) -> Iterator[Question]:
    def rows() -> None:
        bare.all("SELECT * FROM cases_filing WHERE case_id = 1 ORDER BY filed_on, id", [])
        bare.all(
            "SELECT * FROM sources_citation JOIN sources_passage AS passage"
            " ON passage.id = passage_id WHERE case_id = 1",
            [],
        )

    there = "/filings?case_id=1&_size=1000&_sort_desc=number"
    yield Question(
        "case page with 1,000 entries",
        None,
        {
            FLOOR: Way(rows),
            OURS: Way(_getting(pages, f"/cases/{LONG_DOCKET}/")),
            DATASETTE: Way(lambda: tables.get(there)),
        },
    )
    yield Question(
        "its docket, 100 entries a page",
        None,
        {
            OURS: Way(_getting(pages, f"/cases/{LONG_DOCKET}/docket/")),
            DATASETTE: Way(lambda: tables.get(there.replace("1000", "100"))),
        },
    )


def _of_api(pages: Pages, bare: BareSQL, tables: Tables) -> Iterator[Question]:
    """A page of 50 cases by the commonest statute, as JSON; nothing is counted there."""
    [asked] = [one for one in filters(COMMONEST) if one.name == "the commonest statute"]
    keys = ", ".join(map(str, asked.keys))
    there = urlencode(
        {
            "_where": f"id in (select case_id from case_statutes where statute_id in ({keys}))",
            "_size": "50",
            "_sort_desc": "filed_on",
            "_nocount": "1",
        }
    )
    yield Question(
        f"API page: {asked.name}",
        None,
        {
            FLOOR: Way(lambda: bare.rows(asked)),
            OURS: Way(_getting(pages, f"/api/v1/cases/{asked.ours}")),
            DATASETTE: Way(lambda: tables.get(f"/cases.json?{there}")),
        },
    )


def _getting(pages: Pages, address: str) -> Callable[[], object]:
    return lambda: pages.get(address)


def versions() -> dict[str, str]:
    """What took part, by its version."""
    import platform
    from importlib.metadata import version

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [postgresql] = cursor.fetchone()
    return {
        "Python": platform.python_version(),
        "Django": version("django"),
        "PostgreSQL": postgresql.split()[0],
        "Datasette": version("datasette"),
        "SQLite": sqlite3.sqlite_version,
    }
