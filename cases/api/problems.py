"""What the API answers when it does not do what it was asked: RFC 9457, in words.

    {"title": "Bad Request", "status": 400, "detail": "…", "errors": {"statute": ["…"]}}

`detail` is a sentence that says what to do; `errors` names the places, where there are several or
the request has a name for it.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    ValidationError,
)
from django.db import DataError, IntegrityError
from django.db.utils import InternalError
from django.http import Http404
from rest_framework import exceptions, renderers
from rest_framework.response import Response
from rest_framework.views import set_rollback

from cases.api.bodies import TooLongError

MEDIA_TYPE = "application/problem+json"
GENERAL = "request"  # the place of an error that is about no one field

_SIGN_IN = (
    "Sign in to read or change this: send “Authorization: Bearer ct_…” with a token that you make "
    "under /account/tokens/."
)
_REFUSED_BY_THE_DATABASE = (
    "The record refuses this: it would break a rule that the database keeps. Nothing was changed. "
    "Read the rows that it is about again, and put it right."
)
_WORDS = {
    exceptions.NotAuthenticated: _SIGN_IN,
    exceptions.NotFound: "There is nothing at this address. /api/v1/ lists what there is.",
    exceptions.MethodNotAllowed: "{0} The header Allow names those that this address has.",
    exceptions.Throttled: "That was too often. Ask again in {seconds} seconds.",
    exceptions.UnsupportedMediaType: "{0} Send JSON, with Content-Type: application/json.",
    exceptions.NotAcceptable: "Answers are JSON: send Accept: application/json, or no Accept.",
}
_LOOK_AT_ERRORS = "See “errors” for what is wrong, by its place in the request."


class ConflictError(exceptions.APIException):
    """What was asked does not fit what is there meanwhile; answered 409."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "This does not fit what is there meanwhile."


class ChangedMeanwhileError(exceptions.APIException):
    """The row is another one than If-Match names; answered 412."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = (
        "Somebody changed this since you read it. Read it again, and send its new ETag in If-Match."
    )


class ProblemRenderer(renderers.JSONRenderer):
    """JSON under the media type of problems."""

    media_type = MEDIA_TYPE


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception; None for one that is a mistake of the program."""
    told = _told(error)
    if told is None:
        return None
    set_rollback()
    headers = {}
    if getattr(told, "auth_header", None):
        headers["WWW-Authenticate"] = told.auth_header
    if getattr(told, "wait", None):
        headers["Retry-After"] = str(int(told.wait))
    status = HTTPStatus(told.status_code)
    body: dict[str, Any] = {"title": status.phrase, "status": int(status), **_said(told)}
    response = Response(body, status=status, headers=headers)
    # Whatever the request would have been answered in.
    request = context.get("request")
    if request is not None:
        request.accepted_renderer = ProblemRenderer()
        request.accepted_media_type = MEDIA_TYPE
    return response


def _told(error: Exception) -> exceptions.APIException | None:
    told: exceptions.APIException | None = None
    match error:
        case exceptions.APIException():
            told = error
        # A row that was found, and is gone when it is locked, is one that is not there.
        case Http404() | ObjectDoesNotExist():
            told = exceptions.NotFound()
        case PermissionDenied():
            told = exceptions.PermissionDenied()
        case RequestDataTooBig():
            told = TooLongError()
        case ValidationError():
            told = exceptions.ValidationError({GENERAL: error.messages})
        # What a trigger raises comes as one of these.
        case IntegrityError() | InternalError():
            told = ConflictError(_REFUSED_BY_THE_DATABASE)
        case DataError():
            told = exceptions.ValidationError({GENERAL: [_REFUSED_BY_THE_DATABASE]})
    return told


def _said(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        errors = _by_place(error.detail)
        said = [words for of_one in errors.values() for words in of_one]
        detail = said[0] if len(said) == 1 and GENERAL in errors else _LOOK_AT_ERRORS
        return {"detail": detail, "errors": errors}
    words = next((words for kind, words in _WORDS.items() if isinstance(error, kind)), "{0}")
    wait = int(getattr(error, "wait", None) or 60)
    return {"detail": words.format(error.detail, seconds=wait)}


def _by_place(detail: Any, place: str = "") -> dict[str, list[str]]:
    """The sentences by where they belong, nested places joined by dots."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, within in detail.items():
            known = GENERAL if name in {"non_field_errors", "__all__"} else str(name)
            found |= _by_place(within, f"{place}.{known}" if place else known)
        return found
    if isinstance(detail, list):
        if all(isinstance(it, str) for it in detail):
            return {place or GENERAL: [str(it) for it in detail]}
        found = {}
        for number, within in enumerate(detail):
            if within:
                found |= _by_place(within, f"{place}.{number}" if place else str(number))
        return found
    return {place or GENERAL: [str(detail)]}
