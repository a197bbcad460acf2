"""Those who are asked: our pages, bare SQL, Django's own administration and Datasette.

All in one process, so that none is spared what a network costs: our pages and the administration's
through Django's test client with all middleware, somebody signed in; Datasette through its own ASGI
client. Each gives the number of cases that it found, for it must be the same, or None.
"""

from __future__ import annotations

import asyncio
import html
import json
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from datasette.app import Datasette
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.cache import cache
from django.db import connection
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from benchmarks.finding.questions import FACETS, Filter
from casetracker.models import User

Counts = dict[str, dict[Any, int]]
_NUMBER = re.compile(r"([\d,]+)")


@dataclass(frozen=True)
class Answer:
    """What somebody gave: the number of cases in all and by facet, where it says them."""

    total: int | None
    facets: Counts
    dropped: tuple[str, ...] = ()  # facets that it gave up


# --- Our pages and the administration's -----------------------------------------------------------


class Pages:
    """The pages of this process, as somebody signed in sees them."""

    def __init__(self) -> None:
        self.user = User.objects.filter(username="benchmark").first() or (
            User.objects.create_superuser("benchmark", password=None)
        )
        self._client = Client(SERVER_NAME="localhost")
        self._client.force_login(self.user, "casetracker.backends.RightsBackend")

    def get(self, address: str) -> Any:
        """The answer to an address. Raises RuntimeError unless it is a page."""
        response = self._client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return response

    def case_list(self, asked: Filter) -> None:
        self.get(f"/cases/{asked.ours}")

    def changelist(self, asked: Filter) -> None:
        self.get(f"/bench/cases/case/{asked.admin}")

    def drawing(self, asked: Filter) -> Callable[[], object]:
        """A call that draws our page of the list with everything it shows in memory already."""
        from cases.views import case_list as view

        request = RequestFactory(SERVER_NAME="localhost").get(f"/cases/{asked.ours}")
        request.user = self.user
        _give_what_middleware_gives(request)
        with mock.patch.object(view, "render", wraps=render) as drawn:
            view.case_list(request)
        _, template, context = drawn.call_args.args
        return lambda: render_to_string(template, context, request)


def _give_what_middleware_gives(request: Any) -> None:
    """What templates look for on a request."""
    request.session = {}
    request.htmx = False
    request.csp_nonce = ""
    request._messages = FallbackStorage(request)


def forget_what_was_counted() -> None:
    """Our pages keep counts of many cases until a card changes; this makes them count anew."""
    cache.clear()


def found_by_us(asked: Filter) -> Answer:
    """What our list counts, from the objects that the page is drawn from."""
    from django.http import QueryDict

    from cases.list_page import ListPage

    listing = ListPage(QueryDict(asked.ours.removeprefix("?")))
    named = {"court_id": "court"}
    counts = {name: dict(listing.facets.counts[named.get(name, name)]) for name in FACETS}
    return Answer(listing.count, counts)


def found_by_admin(pages: Pages, asked: Filter) -> Answer:
    """The number of cases that the changelist says; the paginator's words are all there is."""
    page = pages.get(f"/bench/cases/case/{asked.admin}").content.decode()
    [_, pager] = page.split('<p class="paginator">') if 'class="paginator"' in page else ["", page]
    found = re.findall(r"([\d,]+) cases?", html.unescape(pager))
    return Answer(int(found[0].replace(",", "")), {})


# --- Bare SQL -------------------------------------------------------------------------------------

_ROWS = """
    SELECT one.*, card.*, court.citation, court.name FROM (
        SELECT case_id FROM cases_card WHERE {} ORDER BY filed_on DESC NULLS LAST, case_id DESC
         LIMIT 50
    ) AS newest
    JOIN cases_case AS one ON one.id = newest.case_id
    JOIN cases_card AS card USING (case_id)
    LEFT JOIN cases_court AS court ON court.id = one.court_id
"""
_LAW = """
    SELECT claim.case_id, claim.title, statute.citation FROM cases_claim AS claim
      LEFT JOIN cases_claimstatute AS link ON link.claim_id = claim.id
      LEFT JOIN cases_statute AS statute ON statute.id = link.statute_id
     WHERE claim.case_id = ANY (%s)
"""


class BareSQL:
    """The floor: by hand, with nothing around it, the 50 rows with their law, and all counts.

    The counts are those of our page: the exact total, five facets (one whose own column is filtered
    without that filter) and the commonest statutes.
    """

    def __init__(self) -> None:
        connection.ensure_connection()
        self._cursor: Any = connection.connection.cursor()

    def rows(self, asked: Filter) -> None:
        where, values = asked.condition()
        rows = self.all(_ROWS.format(where), values)
        self.all(_LAW, [[row[0] for row in rows]])

    def rows_and_counts(self, asked: Filter) -> None:
        self.rows(asked)
        self.counts(asked)
        where, values = asked.condition()
        self.all(
            "SELECT under, count(*) FROM (SELECT unnest(statutes) AS under FROM cases_card"
            f" WHERE {where}) AS named GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12",
            values,
        )

    def counts(self, asked: Filter) -> Answer:
        total, facets = self._grouped(
            [name for name in FACETS if name not in asked.filtered], *asked.condition()
        )
        for name in asked.filtered:
            facets |= self._grouped([name], *asked.condition(without=name))[1]
        return Answer(total, facets)

    def _grouped(self, names: list[str], where: str, values: list[Any]) -> tuple[int, Counts]:
        columns = ", ".join(names)
        sets = ", ".join(f"({name})" for name in names)
        found = self.all(
            f"SELECT grouping({columns}), count(*), {columns} FROM cases_card WHERE {where}"
            f" GROUP BY GROUPING SETS ({sets}, ())",
            values,
        )
        total = 0
        facets: Counts = {name: {} for name in names}
        for left_out, cases, *row in found:
            by = [at for at in range(len(names)) if not left_out >> (len(names) - 1 - at) & 1]
            if by:
                facets[names[by[0]]][row[by[0]]] = cases
            else:
                total = cases
        return total, facets

    def all(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        self._cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows


# --- Datasette ------------------------------------------------------------------------------------


class Tables:
    """Datasette on the same world in SQLite; with its usual time limits, or with none."""

    def __init__(self, path: Path, *, is_patient: bool = False) -> None:
        # In a thread of its own: a test of pages may have left a loop running in this one.
        self._thread = ThreadPoolExecutor(1)
        self._loop = asyncio.new_event_loop()
        limits = {"sql_time_limit_ms": 600_000, "facet_time_limit_ms": 600_000}
        settings = limits if is_patient else {}
        # As one publishes data that stays as it is: it then knows the number of rows beforehand.
        self._datasette = Datasette(immutables=[str(path)], settings=settings)
        self._database = path.stem
        self._run(self._datasette.invoke_startup)
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def get(self, address: str) -> Any:
        response = self._run(self._datasette.client.get, f"/{self._database}{address}")
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return response

    def case_list(self, asked: Filter) -> None:
        self.get(f"/cases{asked.datasette}")

    def found(self, asked: Filter) -> Answer:
        said = json.loads(self.get(f"/cases.json{asked.datasette}&_facet_size=max").text)
        facets = {
            name: {one["value"]: one["count"] for one in facet["results"]}
            for name, facet in said["facet_results"].items()
        }
        dropped = tuple(name for name in FACETS if name not in facets)
        return Answer(said["filtered_table_rows_count"], facets, dropped)

    def close(self) -> None:
        self._thread.submit(self._loop.close).result()
        self._thread.shutdown()

    def _run(self, asynchronous: Callable[..., Any], *given: Any) -> Any:
        return self._thread.submit(
            lambda: self._loop.run_until_complete(asynchronous(*given))
        ).result()
