"""Asking the API as a program does: `Program("paralegal").get("/cases/")`."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from casetracker.models import ApiToken, User
from tests.people import ANYBODY, person

ROOT = "/api/v1"


def token_of(user: User, **given: Any) -> str:
    """A new token of theirs, in full."""
    _kept, token = ApiToken.objects.create(user=user, **({"name": "a program"} | given))
    return str(token)


class Program:
    """A client with a token of a new person of a role; with none, for ANYBODY."""

    def __init__(self, role: str = ANYBODY, *, may_write: bool = True) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        self.user: User | None = None
        if role != ANYBODY:
            self.user = person(role)
            token = token_of(self.user, may_write=may_write)
            self.headers["Authorization"] = f"Bearer {token}"

    def get(self, address: str, **headers: str) -> Any:
        return self._ask("get", address, headers)

    def post(self, address: str, body: Any, **headers: str) -> Any:
        return self._ask("post", address, headers, data=body, content_type="application/json")

    def delete(self, address: str, **headers: str) -> Any:
        return self._ask("delete", address, headers)

    def rows(self, address: str) -> list[dict[str, Any]]:
        """What a list answers, its first page."""
        response = self.get(address)
        assert response.status_code == 200, response.content
        return list(response.json()["results"])

    def _ask(self, method: str, address: str, headers: dict[str, str], **more: Any) -> HttpResponse:
        path = address if address.startswith(("http", ROOT)) else ROOT + address
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: HttpResponse = getattr(self.client, method)(
            path.removeprefix("http://testserver"), headers={**self.headers, **named}, **more
        )
        return answer


def walked(program: Program, address: str) -> list[dict[str, Any]]:
    """All rows of a list, page after page."""
    rows: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        answer = program.get(following).json()
        rows += answer["results"]
        following = answer["next"]
    return rows
