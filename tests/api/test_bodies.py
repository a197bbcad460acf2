"""What is sent, and how: a body that cannot be read, or not as one thing, is told so in words."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from tests.api.asking import ROOT, Program

DOCKET = "/cases/roe-v-doe/docket/"


@pytest.fixture
def program(case: Case) -> Program:
    return Program("paralegal")


def refused(response: Any, status: int) -> str:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    return str(response.json()["detail"])


def test_a_body_for_a_case_that_is_none_is_not_looked_at(program: Program) -> None:
    refused(program.post("/cases/no-such/docket/", "{"), 404)


@pytest.mark.parametrize("body", ["[" * 100_000, '{"text": ' * 100_000])
def test_a_body_in_a_hundred_thousand_others_is_refused(program: Program, body: str) -> None:
    assert "too deep" in refused(program.post(DOCKET, body), 400)


def test_a_field_given_twice_is_refused_for_only_one_would_count(
    program: Program, case: Case
) -> None:
    body = '{"filed": "2025-01-30", "kind": "notice", "number": 2, "number": 3}'
    assert "“number” twice" in refused(program.post(DOCKET, body), 400)
    assert case.filings.count() == 1


def test_a_body_longer_than_any_form_is_refused(
    program: Program, settings: Any, case: Case
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    body = {"filed": "2025-01-30", "kind": "notice", "text": "x" * 1_000}
    assert "1,000 bytes" in refused(program.post(DOCKET, body), 413)
    assert program.post(DOCKET, body | {"text": "x"}).status_code == 201


def test_a_body_that_does_not_say_how_long_it_is_is_not_taken_for_an_empty_one(
    program: Program,
) -> None:
    """Gunicorn hands on chunks, which Django does not read."""
    response = program.client.generic(
        "POST",
        f"{ROOT}{DOCKET}",
        headers={**program.headers, "Transfer-Encoding": "chunked"},
        CONTENT_TYPE="application/json",
    )
    assert "Content-Length" in refused(response, 411)


@pytest.mark.parametrize("method", ["post", "put", "delete", "get"])
def test_an_address_without_its_slash_keeps_what_is_done_there(
    case: Case, settings: Any, method: str
) -> None:
    """301 made a program that follows it read the list in place of writing to it."""
    settings.PUBLIC_READING = False
    response = getattr(Client(enforce_csrf_checks=True), method)(f"{ROOT}/citations?a=b")
    assert response.status_code == 308
    assert response.headers["Location"] == f"{ROOT}/citations/?a=b"


def test_options_tell_what_an_address_does_and_nothing_that_is_not_so(program: Program) -> None:
    response = program.client.options(f"{ROOT}/citations/", headers=program.headers)
    assert response.headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    # What a new citation takes is not what an answer has.
    assert "actions" not in response.json()
