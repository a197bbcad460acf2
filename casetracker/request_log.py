"""Middleware: every request has an id, which is on each of its log lines and on its answer."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

import structlog
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from casetracker.logs import HIDDEN

HEADER = "X-Request-ID"
# What proxies make: a UUID, a hash, a trace id. Nothing that could forge a line or fill a disk.
_SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
# Parts of an address that open a door by themselves, as in a link to set a new password.
_KEYS_TO_DOORS = ("key", "token")

logger = structlog.get_logger(__name__)


class RequestLog:
    """Binds the id for the time of the request, and tells of it in one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        given = request.headers.get(HEADER, "")
        request_id = given if _SANE_ID.fullmatch(given) else str(uuid.uuid4())
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            logger.log(
                _level(response.status_code),
                "request",
                method=request.method,
                path=_path(request),
                status=response.status_code,
                duration_ms=round((time.monotonic() - began) * 1000),
                user_id=_user_id(request),
            )
        return response


def _level(status: int) -> int:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return logging.ERROR
    return logging.WARNING if status >= HTTPStatus.BAD_REQUEST else logging.INFO


def _path(request: HttpRequest) -> str:
    """The path as it stands in an address, without the query: what one searches for is private."""
    path = request.path
    if request.resolver_match:
        for name, value in request.resolver_match.kwargs.items():
            if name in _KEYS_TO_DOORS:
                path = path.replace(str(value), HIDDEN)
    return quote(path, safe="/[]:@!$&'()*+,;=~")


def _user_id(request: HttpRequest) -> int | None:
    """Who asked, if the page needed to know: the log asks the database nothing of its own."""
    user = getattr(request, "user", None)
    if isinstance(user, SimpleLazyObject) and not hasattr(request, "_cached_user"):
        return None
    return getattr(user, "pk", None)
