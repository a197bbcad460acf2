"""In any small world the list, its numbers, file, feed and API find what plain Python finds."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cases.kinds import Disposition, Status
from cases.list_order import COLUMNS
from cases.list_page import ListPage
from cases.models import Case, Court, Statute
from cases.statutes import parse_one
from tests.api.asking import Program, walked
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    CourtFactory,
    DisposingFilingFactory,
    PartyFactory,
)

pytestmark = pytest.mark.django_db

COURTS = {"cand": "Court of the North", "nysd": "Another court"}
DAYS = [date(2024, 1, 1), date(2024, 12, 31), date(2025, 6, 1)]
ENDED = date(2025, 7, 1)  # by the filing that disposed of it
NATURES = ["", "Contract", "Contract: Other", "contract", "100% Torts_"]
DISPOSITIONS = ["", "remand", "voluntary_dismissal"]
NAMES = ["Acme Corp.", "Bolt"]
# What each is claimed under, as the sections of title 18 that it holds.
SECTIONS = {
    "18 U.S.C. § 2701": {2701},
    "18 U.S.C. §§ 2701–2713": set(range(2701, 2714)),
    "18 U.S.C. § 2511": {2511},
}
ASKED_FOR = {
    **SECTIONS,
    "18:2702": {2702},
    "18:2511; 18:2710": {2511, 2710},
    "18 U.S.C. § 1": {1},
}


@dataclass(frozen=True)
class Row:
    """A case as plain data; `pk` only once it is in the database."""

    court: str | None
    filed_on: date | None
    terminated_on: date | None
    nature: str
    disposition: str
    docket_number: str
    statutes: frozenset[str]
    parties: frozenset[str]
    pk: int = 0

    @property
    def caption(self) -> str:
        return f"{len(self.nature)} v. {self.pk}"

    @property
    def status(self) -> str:
        if self.disposition or self.terminated_on:
            return "closed"
        return "open" if self.filed_on else "unknown"

    @property
    def ended_on(self) -> date | None:
        return ENDED if self.disposition else self.terminated_on

    def values(self) -> Mapping[str, Any]:
        """What it is sorted by, by the columns of the list; None for what is not known."""
        return {
            "caption": self.caption,
            "court": COURTS.get(self.court or ""),
            "number": self.docket_number or None,
            "nature_of_suit": self.nature or None,
            "filed": self.filed_on,
            "status": self.status,
            "disposition": self.disposition or None,
            "ended": self.ended_on,
        }


def some(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


ROWS = st.lists(
    st.builds(
        Row,
        court=st.sampled_from([None, *COURTS]),
        filed_on=st.sampled_from([None, *DAYS]),
        terminated_on=st.sampled_from([None, None, DAYS[2]]),
        nature=st.sampled_from(NATURES),
        disposition=st.sampled_from(DISPOSITIONS),
        docket_number=st.sampled_from(["", "5:25-cv-00709", "1:19-cv-00001"]),
        statutes=some([*SECTIONS]).map(frozenset),
        parties=some(NAMES).map(frozenset),
    ),
    min_size=4,
    max_size=8,
)
FILTERS: dict[str, st.SearchStrategy[list[str]]] = {
    "statute": some([*ASKED_FOR]),
    "court": some([*COURTS]),
    "status": some(["open", "closed", "unknown"]),
    "disposition": some(DISPOSITIONS[1:]),
    "nature_of_suit": some([*NATURES[1:], "CONTRACT", "torts", "%", "_"]),
    "party": st.sampled_from(["acme", "bolt", "nobody"]).map(lambda one: [one]),
    "filed_after": st.sampled_from(DAYS).map(lambda day: [day.isoformat()]),
    "filed_before": st.sampled_from(DAYS).map(lambda day: [day.isoformat()]),
}
SORTS = st.sampled_from([f"{way}{it.name}" for it in COLUMNS for way in ("", "-")])
# Few at once, or nothing would be left to compare.
ASKED = st.lists(st.sampled_from([*FILTERS]), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: FILTERS[name] for name in names})
)


@contextmanager
def world(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """These cases in the database, until the end of the block."""
    with transaction.atomic():
        # Each has a case, or it would be no choice.
        courts = {pk: CourtFactory(id=pk, name=name) for pk, name in COURTS.items()}
        yield [_made(row, courts) for row in rows]
        transaction.set_rollback(True)


def _made(row: Row, courts: Mapping[str, Court]) -> Row:
    case: Case = CaseFactory(
        court=courts.get(row.court or ""),
        filed_on=row.filed_on,
        terminated_on=row.terminated_on,
        nature_of_suit=row.nature,
    )
    made = Row(**{**vars(row), "pk": case.pk, "docket_number": _number(row, case.pk)})
    Case.objects.filter(pk=case.pk).update(caption=made.caption, docket_number=made.docket_number)
    claim = ClaimFactory(case=case)
    claim.statutes.set([Statute.objects.written(parse_one(it)) for it in row.statutes])
    for name in row.parties:
        PartyFactory(case=case, name=name)
    if row.disposition:
        DisposingFilingFactory(case=case, disposition=row.disposition, filed_on=ENDED)
    return made


def _number(row: Row, pk: int) -> str:
    """Unique in its court, as the database has it."""
    return f"{row.docket_number}{pk}" if row.docket_number and row.court else row.docket_number


# --- The same in Python ---------------------------------------------------------------------------


def found(rows: Sequence[Row], query: QueryDict) -> list[Row]:
    """The rows that an address asks for, in its order."""
    kept = [row for row in rows if _holds(row, query, rows)]
    sort = query.get("sort", "-filed")
    name, is_down = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(kept, key=lambda row: row.pk, reverse=is_down)
    known = [row for row in in_order if row.values()[name] is not None]
    unknown = [row for row in in_order if row.values()[name] is None]
    # A stable sort that runs backwards keeps the order of equals.
    return sorted(known, key=lambda row: row.values()[name], reverse=is_down) + unknown


def _holds(row: Row, query: QueryDict, rows: Sequence[Row]) -> bool:
    under = {section for it in row.statutes for section in SECTIONS[it]}
    natures = [one for one in query.getlist("nature_of_suit") if one]
    after, before = query.get("filed_after"), query.get("filed_before")
    return all(
        [
            all(ASKED_FOR[it] & under for it in query.getlist("statute")),
            row.court in query.getlist("court") or not query.getlist("court"),
            row.status in query.getlist("status") or not query.getlist("status"),
            row.disposition in query.getlist("disposition") or not query.getlist("disposition"),
            not natures or any(_is_of(row.nature, one, rows) for one in natures),
            any(query.get("party", "") in name.lower() for name in row.parties)
            or "party" not in query,
            not after or bool(row.filed_on and row.filed_on.isoformat() >= after),
            not before or bool(row.filed_on and row.filed_on.isoformat() <= before),
        ]
    )


def _is_of(nature: str, asked: str, rows: Sequence[Row]) -> bool:
    if any(row.nature == asked for row in rows):
        return nature == asked
    return asked.lower() in nature.lower()


# --- What is compared -----------------------------------------------------------------------------


def captions(rows: Sequence[Row]) -> list[str]:
    return [row.caption for row in rows]


def asked(rows: Sequence[Row], given: Mapping[str, Sequence[str]]) -> QueryDict:
    """The query string; a court that has no case here is none to ask for."""
    courts = {row.court for row in rows}
    sensible = {**given, "court": [one for one in given.get("court", ()) if one in courts]}
    return QueryDict(urlencode(sensible, doseq=True))


worlds = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def counted(rows: Sequence[Row], query: QueryDict) -> dict[str, Counter[str]]:
    """The words of each choice with the cases that have it, what else is asked for holding."""

    def without(*names: str) -> list[Row]:
        other = query.copy()
        for name in names:
            other.pop(name, None)
        return found(rows, other)

    statutes: Counter[str] = Counter()
    for citation in {it for row in found(rows, query) for it in row.statutes}:
        more = query.copy()
        more.appendlist("statute", citation)
        statutes[citation] = len(found(rows, more))
    shorts = {pk: court.short for pk, court in Court.objects.in_bulk([*COURTS]).items()}
    return {
        "statute": statutes,
        "court": Counter(shorts[row.court] for row in without("court") if row.court),
        "filed_year": Counter(
            str(row.filed_on.year) for row in without("filed_after", "filed_before") if row.filed_on
        ),
        "status": Counter(str(Status(row.status).label) for row in without("status")),
        "disposition": Counter(
            str(Disposition(row.disposition).label)
            for row in without("disposition")
            if row.disposition
        ),
        "nature_of_suit": Counter(row.nature for row in without("nature_of_suit") if row.nature),
    }


@worlds
@given(rows=ROWS, query=ASKED)
def test_the_choices_are_all_that_there_are_with_as_many_cases_as_they_leave(
    rows: list[Row], query: dict[str, list[str]]
) -> None:
    with world(rows) as made:
        given_here = asked(made, query)
        listing = ListPage(given_here)
        assert listing.count == len(found(made, given_here))
        expected = counted(made, given_here)
        for group in listing.choices:
            choices = [*group.shown, *group.further]
            # What is chosen stays, with no case too.
            said = {it.words: it.cases for it in choices if it.cases or not it.is_chosen}
            assert said == expected.pop(group.name)
            for choice in choices:
                there = QueryDict(choice.address.removeprefix("?"))
                if not choice.is_chosen and not listing.address.values(group.name):
                    assert len(found(made, there)) == choice.cases
        assert not any(expected.values())


@worlds
@given(rows=ROWS, query=ASKED, sort=SORTS)
def test_list_file_feed_and_api_find_the_same(
    rows: list[Row], query: dict[str, list[str]], sort: str
) -> None:
    client = Client()
    with world(rows) as made:
        given_here = asked(made, {**query, "sort": [sort]})
        address = given_here.urlencode()
        expected = captions(found(made, given_here))

        html = client.get(f"/cases/?{address}").content.decode()
        listed = re.findall(r'class="caption" href="[^"]+">([^<]+)<', html)
        assert [unescape(one) for one in listed] == expected

        file = b"".join(client.get(f"/cases/list.csv?{address}").streaming_content)  # type: ignore[attr-defined]
        lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
        assert [line[0] for line in lines[1:]] == expected

        feed = client.get(f"/cases/feed/?{address}").content.decode()
        assert sorted(re.findall(r"<entry><title>([^<]+)<", feed)) == sorted(expected)

        pages = walked(Program(), f"/cases/?page_size=3&{address}")
        assert [one["caption"] for one in pages] == expected
