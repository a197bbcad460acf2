"""Links of the API: to other answers of it, to pages, and from a row to its evidence."""

from typing import Any
from urllib.parse import urlencode

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse


@extend_schema_field({"type": "string", "format": "uri"})
class Link(serializers.Field[Any, Any, Any, Any]):
    """The address of an answer: `Link("api:parties", slug="case.slug")`."""

    def __init__(self, view: str, *, given: str = "", **parts: str) -> None:
        """`given`: parameters as `case=case.slug&target=party`, where a dotted name is looked up.

        `parts`: those of the path, each from where it is taken; `self` is the row's primary key.
        """
        super().__init__(read_only=True, source="*")
        self.view, self.given, self.path = view, given, parts

    def to_representation(self, value: Any) -> str:
        parts = {name: _taken(value, of) for name, of in self.path.items()}
        address = reverse(self.view, kwargs=parts, request=self.context.get("request"))
        pairs = [pair.partition("=") for pair in self.given.split("&") if pair]
        query = {name: _taken(value, of[1:]) if of[:1] == "." else of for name, _, of in pairs}
        return f"{address}?{urlencode(query)}" if query else str(address)


@extend_schema_field({"type": "string", "format": "uri"})
class PageLink(serializers.Field[Any, Any, Any, Any]):
    """The page for people on the same thing."""

    def __init__(self) -> None:
        super().__init__(read_only=True, source="*")

    def to_representation(self, value: Any) -> str:
        address: str = value.get_absolute_url()
        request = self.context.get("request")
        return request.build_absolute_uri(address) if request else address


def evidence_of(target: str) -> Link:
    """Where the citations for the fields of a row are."""
    return Link("api:citations", given=f"case=.case.slug&target={target}&row=.key")


def _taken(value: Any, name: str) -> Any:
    for part in name.split("."):
        value = value.pk if part == "self" else getattr(value, part)
    return value
