"""What the web server hands on, before Django reads it."""

from typing import Any

import pytest
from django.test import RequestFactory

from casetracker.wsgi import application

pytestmark = pytest.mark.django_db


def answered(charset: str) -> str:
    """How an address that no row has to be read for is answered."""
    request: Any = RequestFactory().get("/api/v1/nowhere/", {"party": "ü" * 80})
    request.environ["CONTENT_TYPE"] = f"application/json{charset}"
    told: list[str] = []
    application(request.environ, lambda status, _headers: told.append(status))
    return told[0]


@pytest.mark.parametrize(
    "charset", ["", "; charset=zlib", ';Charset = "rot13"', "; charset=idna", "; charset*=''hex"]
)
def test_no_charset_that_somebody_names_breaks_an_address(charset: str) -> None:
    """Django would decode the address by it, and by some of them fails."""
    assert answered(charset) == "404 Not Found"


def test_a_form_with_files_keeps_what_parts_it() -> None:
    factory = RequestFactory().post("/api/v1/nowhere/", {"name": "x"})
    environ: Any = factory.environ
    environ["CONTENT_TYPE"] = environ["CONTENT_TYPE"].replace(";", "; charset=zlib;")
    application(environ, lambda *_: None)
    assert environ["CONTENT_TYPE"] == "multipart/form-data; boundary=BoUnDaRyStRiNg"
