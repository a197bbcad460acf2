"""What is sent to the API: one JSON object, read as strictly as its filters are.

What a lenient reader would make something of, though perhaps not what was meant, is refused: of a
field that is given twice one would be lost, and a body in chunks, which nothing here reads, would
be taken for none.
"""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request


class TooLongError(APIException):
    """The body has more bytes than is read of one; answered 413."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def __init__(self) -> None:
        super().__init__(
            f"A body has up to {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes. Send less at once."
        )


class NoLengthError(APIException):
    """The body comes in chunks; answered 411."""

    status_code = HTTPStatus.LENGTH_REQUIRED
    default_detail = "Say how long the body is, with Content-Length; chunks are not read here."


class StrictJSONParser(JSONParser):
    """JSON in UTF-8 (RFC 8259), in which every name of an object stands once."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Any = None,
    ) -> Any:
        """The value sent. Raises ParseError, in words."""
        try:
            return json.loads(
                stream.read().decode(), parse_constant=_refuse, object_pairs_hook=_each_once
            )
        except ValueError as error:
            raise ParseError(f"The body is no JSON: {error}.") from error
        except RecursionError as error:
            raise ParseError("The body is nested too deep. One object is expected.") from error


def refuse_without_length(request: Request) -> None:
    """Raise NoLengthError for a body whose end nobody told."""
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        raise NoLengthError


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it has “{twice}” twice, of which only one would count")
    return found


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
