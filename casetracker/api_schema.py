"""The OpenAPI description of the API: who may do what, and how it refuses."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from cases.api.problems import MEDIA_TYPE

_SAFE = {"GET", "HEAD"}
_OF_ALL = {
    "400": "Something in the request makes no sense; `errors` says what, by its place.",
    "401": "Nobody is signed in, or the token is no good.",
    "403": "Your role may not do this.",
    "404": "There is nothing at this address.",
    "406": "An answer in this form is not to be had.",
    "429": "Asked too often; `Retry-After` says when to ask again.",
}
_OF_WRITES = {
    "409": "It does not fit what is there meanwhile.",
    "411": "The body does not say how long it is.",
    "412": "Somebody changed the row since you read it (`If-Match`).",
    "413": "The body is too long.",
    "415": "The body is in no form that is read here.",
}
_PROBLEM = {
    "type": "object",
    "description": "Why it was not done, and what to do (RFC 9457).",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "What is wrong, by its place in the request.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A token, as OpenAPI has it."""

    target_class = "casetracker.api_access.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer", "description": "Made under /account/tokens/."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Being signed in on the pages, as OpenAPI has it."""

    target_class = "casetracker.api_access.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """The session's cookie."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class Schema(AutoSchema):
    """Reading needs nobody where PUBLIC_READING is on; names follow the addresses."""

    def get_auth(self) -> list[dict[str, Any]]:
        """The ways to be let in, the empty one for anybody."""
        ways: list[dict[str, Any]] = super().get_auth()
        return [*ways, {}] if settings.PUBLIC_READING and self.method in _SAFE else ways

    def get_summary(self) -> str | None:
        """The first sentence of what describes it."""
        first = str(self.get_description() or "").strip().partition("\n\n")[0]
        return " ".join(first.split()).partition(". ")[0].rstrip(".") or None

    def get_tags(self) -> list[str]:
        """The resource, by the first part of the address; what is of a case stands with it."""
        return [self.path.removeprefix("/api/v1/").partition("/")[0] or "index"]


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add to each operation how it refuses; a hook of drf-spectacular."""
    components = result.setdefault("components", {}).setdefault("schemas", {})
    components["Problem"] = _PROBLEM
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for method, operation in path.items():
            refusals = _OF_ALL if method.upper() in _SAFE else _OF_ALL | _OF_WRITES
            for code, words in refusals.items():
                operation["responses"].setdefault(code, {"description": words, "content": content})
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "query" and parameter["schema"].get("type") == "string":
                    parameter["schema"].setdefault("minLength", 1)
            if method.upper() in _SAFE:
                operation["responses"]["304"] = {"description": "Nothing changed since that ETag."}
        for operation in path.values():
            if "requestBody" in operation:
                _close(operation["requestBody"], components)
    return result


def _close(body: dict[str, Any], components: dict[str, Any]) -> None:
    """Say of a body that it has no other fields, as it is read."""
    for form in body["content"].values():
        name = form["schema"]["$ref"].rpartition("/")[2]
        components[name]["additionalProperties"] = False
