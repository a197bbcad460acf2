"""Answers of the API say what they are, and are not sent again while they are the same."""

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import unchanged
from cases.models import Case, Party
from tests.api.asking import Program
from tests.cases.test_unchanged import NO_PART
from tests.factories import CitationFactory, DecisionFactory, PartyFactory, PassageCheckFactory

LISTED = [
    *("/", "/cases/", "/cases/roe-v-doe/", "/cases/roe-v-doe/facts/", "/cases/roe-v-doe/docket/"),
    *("/parties/", "/claims/", "/statutes/", "/sources/", "/citations/"),
]


@pytest.mark.parametrize("address", LISTED)
def test_an_answer_that_is_the_same_is_not_sent_again(case: Case, address: str) -> None:
    program = Program()
    tag = program.get(address).headers["ETag"]
    again = program.get(address, If_None_Match=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert program.get(address, If_None_Match='"another"').status_code == 200


@pytest.mark.parametrize(
    "address", ["/cases/", "/cases/roe-v-doe/", "/cases/roe-v-doe/facts/", "/parties/"]
)
def test_a_change_is_sent(case: Case, address: str) -> None:
    tag = Program().get(address).headers["ETag"]
    Party.objects.update(name="Beta Corp.")
    changed = Program().get(address, If_None_Match=tag)
    assert changed.status_code == 200
    assert "Beta Corp." in changed.content.decode()


def test_evidence_that_comes_changes_the_case(case: Case) -> None:
    tag = Program().get("/cases/roe-v-doe/").headers["ETag"]
    CitationFactory(about=case, field="caption", stated_value="Roe v. Poe")
    changed = Program().get("/cases/roe-v-doe/", If_None_Match=tag)
    assert changed.json()["evidence"]["disputed"] == 1


def test_a_case_that_is_the_same_is_told_without_reading_it(
    case: Case, django_assert_num_queries: Any
) -> None:
    program = Program()
    # Within one minute, of which the count is.
    with time_machine.travel("2026-03-01 12:00:20 +0000", tick=False):
        tag = program.get("/cases/roe-v-doe/").headers["ETag"]
        # How often they ask, and what the case is made of.
        with django_assert_num_queries(2):
            assert program.get("/cases/roe-v-doe/", If_None_Match=tag).status_code == 304


def test_nobody_keeps_an_answer_for_others(case: Case) -> None:
    for address in LISTED:
        headers = Program().get(address).headers
        assert "private" in headers["Cache-Control"]
        assert "Authorization" in headers["Vary"]


def test_a_refusal_has_no_tag(case: Case) -> None:
    PartyFactory(case=case)
    assert "ETag" not in Program().get("/cases/?statute=banana").headers
    assert "ETag" not in Program().get("/cases/no-such/").headers


@pytest.mark.parametrize("address", LISTED)
@pytest.mark.parametrize("form", ["W/{}", '"other", {}', '"other",W/{}', "*"])
def test_a_tag_is_known_in_any_form(case: Case, address: str, form: str) -> None:
    tag = Program().get(address).headers["ETag"].removeprefix("W/")
    assert Program().get(address, If_None_Match=form.format(tag)).status_code == 304


@pytest.mark.parametrize("address", ["/cases/", "/cases/roe-v-doe/", "/parties/"])
@pytest.mark.parametrize(
    "condition",
    [{"If_Unmodified_Since": "Mon, 01 Jan 1990 00:00:00 GMT"}, {"If_Match": '"another"'}],
)
def test_a_read_on_conditions_that_are_for_writes_is_a_read(
    case: Case, address: str, condition: dict[str, str]
) -> None:
    assert Program().get(address, **condition).status_code == 200


@pytest.mark.parametrize("address", ["/cases/roe-v-doe/", "/cases/roe-v-doe/facts/"])
def test_no_table_is_forgotten_in_a_tag_that_is_known_before(case: Case, address: str) -> None:
    DecisionFactory(about=case.parties.get(), field="name", value="Acme")
    PassageCheckFactory(passage=case.citations.get().passage)
    with CaptureQueriesContext(connection) as queries:
        assert Program("reader").get(address).status_code == 200
    summed = " ".join(unchanged.FROM)
    own = [it["sql"] for it in queries if "pg_current_snapshot" not in it["sql"]]
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(own)))
    known = {table for table in read if re.search(rf"\b{table} it\b", summed)}
    # Who asks changes nothing of what is answered.
    assert read - known - set(NO_PART) - {"casetracker_apitoken", "casetracker_apiuse"} == set()
    assert {"sources_citation", "sources_decision"} <= known
