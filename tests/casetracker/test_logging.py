"""What a log line looks like, whose id it carries, and what it never shows."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject

from casetracker import logs
from casetracker.models import User
from casetracker.request_log import RequestLog

Lines = Callable[[], list[dict[str, Any]]]


@contextmanager
def writing(form: str) -> Iterator[StringIO]:
    """What goes to standard error in this format, meanwhile."""
    stream = StringIO()
    config = logs.configuration(level="INFO", form=form)
    config["handlers"]["stderr"]["stream"] = stream
    before = logging.root.handlers[:]
    logs.configure(config)
    yield stream
    logs.configure(settings.LOGGING)
    logging.root.handlers[:] = before  # pytest's own among them


@pytest.fixture
def written() -> Iterator[StringIO]:
    with writing("json") as stream:
        yield stream


@pytest.fixture
def text() -> Iterator[StringIO]:
    with writing("text") as stream:
        yield stream


@pytest.fixture
def lines(written: StringIO) -> Lines:
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def answer(
    request: HttpRequest, view: Callable[[HttpRequest], HttpResponseBase] | None = None
) -> HttpResponseBase:
    return RequestLog(view or (lambda _: HttpResponse("well")))(request)


def get(path: str = "/cases/", **headers: str) -> HttpRequest:
    return RequestFactory().get(path, headers=headers)


def test_a_request_leaves_one_line_of_json(lines: Lines) -> None:
    answer(get("/cases/?q=privileged"))

    [line] = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line.pop("duration_ms") >= 0
    assert len(line.pop("request_id")) == 36
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "casetracker.request_log",
        "method": "GET",
        "path": "/cases/",
        "status": 200,
        "user_id": None,
    }


@pytest.mark.parametrize(
    ("status", "level"), [(200, "info"), (302, "info"), (404, "warning"), (503, "error")]
)
def test_how_grave_the_line_is_follows_the_answer(lines: Lines, status: int, level: str) -> None:
    answer(get(), lambda _: HttpResponse(status=status))

    assert [(line["status"], line["level"]) for line in lines()] == [(status, level)]


def test_an_id_that_is_sane_is_taken_over_and_given_back(lines: Lines) -> None:
    response = answer(get(**{"X-Request-ID": "edge-7f3a.2026_11"}))

    assert response.headers["X-Request-ID"] == "edge-7f3a.2026_11"
    assert lines()[0]["request_id"] == "edge-7f3a.2026_11"


@pytest.mark.parametrize(
    "given",
    ["short", "x" * 65, "two words", "12345678\n{}", "12345678é", "<b>12345678", "-2345678"],
)
def test_an_id_that_is_not_is_replaced(lines: Lines, given: str) -> None:
    response = answer(get(**{"X-Request-ID": given}))

    assert len(response.headers["X-Request-ID"]) == 36
    assert lines()[0]["request_id"] == response.headers["X-Request-ID"]


def test_every_line_of_a_request_carries_its_id_and_none_after_it(lines: Lines) -> None:
    def view(_: HttpRequest) -> HttpResponse:
        logging.getLogger("cases.views").warning("looked at %s", "a case")
        structlog.get_logger("sources").warning("looked at a source")
        return HttpResponse()

    response = answer(get(), view)
    logging.getLogger("elsewhere").warning("later")

    *during, after = lines()
    assert [line["event"] for line in during] == [
        "looked at a case",
        "looked at a source",
        "request",
    ]
    assert {line["request_id"] for line in during} == {response.headers["X-Request-ID"]}
    assert "request_id" not in after


def test_who_asked_is_told_if_the_page_knew(lines: Lines) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.user = User(pk=7)
        return HttpResponse()

    answer(get(), view)

    assert lines()[0]["user_id"] == 7


def test_the_log_itself_asks_nobody_who_it_was(lines: Lines) -> None:
    def never() -> User:
        raise AssertionError("the database was asked")

    def view(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(never)  # type: ignore[assignment]
        return HttpResponse()

    answer(get(), view)

    assert lines()[0]["user_id"] is None


@pytest.mark.django_db
def test_the_whole_application_answers_with_an_id(client: Any) -> None:
    assert len(client.get("/no-such-page").headers["X-Request-ID"]) == 36
    # Also where a middleware answers before any view.
    assert len(client.get("/static/no-such.css").headers["X-Request-ID"]) == 36


def test_a_path_cannot_begin_a_line_of_its_own(lines: Lines) -> None:
    answer(get("/cases/%0A%7B%22level%22%3A%22error%22%7D"))

    [line] = lines()
    assert line["path"] == "/cases/%0A%7B%22level%22:%22error%22%7D"


def test_a_key_in_an_address_is_hidden(lines: Lines) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.resolver_match = ResolverMatch(view, (), {"key": "1-s3same"})
        return HttpResponse()

    answer(get("/accounts/password/reset/key/1-s3same/"), view)

    assert "s3same" not in lines()[0]["path"]


def test_an_exception_is_one_line_with_its_traceback(lines: Lines) -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("cases").exception("It failed")

    [line] = lines()
    assert line["event"] == "It failed"
    assert line["exception"].startswith("Traceback")
    assert "ValueError: two\nlines" in line["exception"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("cannot reach redis://:s3same@queue:6379/0", "queue:6379/0"),
        ("cannot reach postgres://tracker:s3same@db/cases", "@db/cases"),
        ("Cookie: sessionid=s3same; csrftoken=s3same", "Cookie"),
        ("Authorization: Bearer s3same", "Authorization"),
        ("posted {'login': 'ada', 'password': 's3same'}", "'login': 'ada'"),
        ("DETAIL token=s3same, case=12", "case=12"),
    ],
)
def test_a_secret_in_the_words_is_hidden_and_the_rest_kept(
    lines: Lines, words: str, kept: str
) -> None:
    logging.getLogger("cases").warning("It said: %s", words)
    try:
        raise RuntimeError(words)
    except RuntimeError:
        logging.getLogger("cases").exception("It failed")

    said, failed = lines()
    assert "s3same" not in said["event"] + failed["exception"]
    assert kept in said["event"]
    assert kept in failed["exception"]


def test_a_secret_by_its_name_is_hidden_however_deep(lines: Lines) -> None:
    log = structlog.get_logger("cases")
    log.warning("signing in", password="s3same", form={"api_key": "s3same", "slug": "a-case"})
    log.warning("asked", headers=[{"Cookie": "s3same"}])

    assert "s3same" not in json.dumps(lines())
    assert lines()[0]["form"] == {"api_key": "[hidden]", "slug": "a-case"}


def test_words_that_only_speak_of_secrets_stay(lines: Lines) -> None:
    logging.getLogger("cases").warning("password authentication failed for user tracker")

    assert lines()[0]["event"] == "password authentication failed for user tracker"


def test_a_request_with_secrets_leaves_none_in_the_log(written: StringIO) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.session = SessionStore()
        logging.getLogger("django.request").error("Bad", extra={"request": request})
        logging.getLogger("cases").error("posted %s to %r", request.POST.dict(), request)
        raise_from_here = {"password": request.POST["password"]}
        try:
            raise KeyError(raise_from_here)
        except KeyError:
            logging.getLogger("cases").exception("It failed")
        return HttpResponse(headers={"Set-Cookie": "sessionid=s3same-cookie"})

    request = RequestFactory().post(
        "/accounts/login/?next=/&token=s3same-query",
        {"login": "ada", "password": "s3same-password"},
        headers={"Authorization": "Bearer s3same-header", "Cookie": "sessionid=s3same-cookie"},
    )
    answer(request, view)

    assert written.getvalue().count("\n") == 4
    assert "s3same" not in written.getvalue()


def test_text_is_for_people(text: StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="12345678"):
        logging.getLogger("cases").warning("The quote is %s", "not there")

    stamp, rest = text.getvalue().split(" ", 1)
    assert stamp.startswith("20")
    assert rest == "WARNING cases The quote is not there request_id='12345678'\n"


def test_text_shows_of_requests_only_those_that_went_wrong(text: StringIO) -> None:
    answer(get("/cases/"))
    assert text.getvalue() == ""

    answer(get("/nowhere/"), lambda _: HttpResponse(status=404))
    assert "path='/nowhere/' status=404" in text.getvalue()
