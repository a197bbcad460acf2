"""Pages of a list by a cursor: the values of the row that the last page ended with.

Whatever order a list is in, a page costs as much in its middle as at its beginning, and rows that
come or go meanwhile neither repeat others nor hide them. The order is taken from the query itself,
so that it is written once; rows without a value stand where the query puts them.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError as InvalidError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import BaseExpression, OrderBy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

CURSOR, SIZE = "cursor", "page_size"
USUAL, MOST = 50, 100
_LONGEST_CURSOR = 8_000  # characters
NO_CURSOR = "This is no cursor of this list. Take “next” or “previous” of an answer as they are."
_KEY = "cursor_key_{}"


@dataclass(frozen=True)
class Key:
    """One of the values that rows are ordered by."""

    name: str  # of the annotation that has it
    expression: Any
    is_descending: bool
    nulls_first: bool
    may_be_null: bool

    def turned(self) -> "Key":
        return Key(
            *(self.name, self.expression, not self.is_descending, not self.nulls_first),
            self.may_be_null,
        )

    def order(self) -> OrderBy:
        nulls: dict[str, Any] = {}
        # Said only where it is not so by itself, as an index says it.
        if self.nulls_first != self.is_descending:
            nulls = {"nulls_first": True} if self.nulls_first else {"nulls_last": True}
        return OrderBy(self.expression, descending=self.is_descending, **nulls)

    def is_at(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def is_past(self, value: Any) -> Q:
        """Rows that stand after this value."""
        nothing, no_value = Q(pk__in=[]), Q(**{f"{self.name}__isnull": True})
        if value is None:
            return ~no_value if self.nulls_first else nothing
        past = Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        return past | no_value if self.may_be_null and not self.nulls_first else past


class CursorPages(BasePagination):
    """`?cursor=` and `?page_size=`, and an answer of `next`, `previous` and `results`."""

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        """The rows of the page asked for; one query, or two on the last page of some orders.

        Raises ValidationError for a cursor or size that makes no sense.
        """
        self.request = request
        self.size = size_of(request)
        keys = _keys_of(queryset)
        self.order = json.dumps([[str(it.expression), it.is_descending] for it in keys])
        names = {it.name: it.expression for it in keys}
        rows = queryset.annotate(**names)
        is_back, values = self._position(rows, keys, request.query_params.get(CURSOR, ""))
        if is_back:
            keys = [it.turned() for it in keys]
        rows = rows.order_by(*(it.order() for it in keys))
        found = _after(rows, keys, values, self.size + 1) if values else list(rows[: self.size + 1])
        has_more, page = len(found) > self.size, found[: self.size]
        if is_back:
            page.reverse()
        self.next = self._link(page, keys, last=True) if is_back or has_more else None
        self.previous = (
            self._link(page, keys, last=False) if (has_more if is_back else values) else None
        )
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI has it."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The following page; null on the last."},
                "previous": {**link, "description": "The page before; null on the first."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """As OpenAPI has it."""
        return [
            {
                "name": SIZE,
                "in": "query",
                "description": f"How many rows an answer has; {USUAL} unless said.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MOST},
            },
            {
                "name": CURSOR,
                "in": "query",
                "description": "Where to go on: take `next` or `previous` of an answer.",
                "schema": {"type": "string"},
            },
        ]

    def _position(
        self, rows: QuerySet[Any], keys: Sequence[Key], cursor: str
    ) -> tuple[bool, list[Any]]:
        """Whether the page lies before it, and the values of the row; none without a cursor."""
        if not cursor:
            return False, []
        try:
            known = json.loads(base64.urlsafe_b64decode(cursor[:_LONGEST_CURSOR].encode()))
            is_back, order, given = bool(known["back"]), known["order"], known["values"]
            if order != self.order or len(given) != len(keys):
                raise ValidationError({CURSOR: [NO_CURSOR]})
            values = [_read(rows, key, value) for key, value in zip(keys, given, strict=True)]
        except (binascii.Error, ValueError, KeyError, TypeError, InvalidError) as error:
            raise ValidationError({CURSOR: [NO_CURSOR]}) from error
        return is_back, values

    def _link(self, page: Sequence[Model], keys: Sequence[Key], *, last: bool) -> str | None:
        if not page:
            return None
        row = page[-1] if last else page[0]
        said = {
            "back": not last,
            "order": self.order,
            "values": [_written(getattr(row, key.name)) for key in keys],
        }
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        cursor = base64.urlsafe_b64encode(text.encode()).decode()
        return str(replace_query_param(self.request.build_absolute_uri(), CURSOR, cursor))


def size_of(request: Request) -> int:
    """How many rows are asked for. Raises ValidationError."""
    given = request.query_params.get(SIZE, "")
    if not given:
        return USUAL
    if given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= MOST:
        return int(given)
    raise ValidationError({SIZE: [f"Ask for 1 to {MOST} rows."]})


def _keys_of(queryset: QuerySet[Any]) -> list[Key]:
    """What the query is ordered by, and the primary key, by which no two rows are equal."""
    given = list(queryset.query.order_by or queryset.model._meta.ordering or ())
    orders = [_order(queryset, it) for it in given]
    pk = queryset.model._meta.pk.name
    if not any(_name(it.expression) in {"pk", pk} for it in orders):
        orders.append(F("pk").asc())
    return [
        Key(
            name=_KEY.format(number),
            expression=it.expression,
            is_descending=it.descending,
            nulls_first=bool(it.nulls_first or (it.descending and not it.nulls_last)),
            may_be_null=_may_be_null(queryset.model, it.expression),
        )
        for number, it in enumerate(orders)
    ]


def _order(queryset: QuerySet[Any], given: Any) -> OrderBy:
    if isinstance(given, OrderBy):
        return given
    if isinstance(given, BaseExpression | F):
        return given.asc()
    name = str(given)
    field = F(name.removeprefix("-"))
    return field.desc() if name.startswith("-") else field.asc()


def _name(expression: Any) -> str:
    return str(vars(expression)["name"]) if isinstance(expression, F) else ""


def _may_be_null(model: type[Model], expression: Any) -> bool:
    name = _name(expression)
    if name == "pk":
        return False
    known = {field.name: field for field in model._meta.concrete_fields}
    return name not in known or known[name].null


def _after(rows: QuerySet[Any], keys: Sequence[Key], values: list[Any], most: int) -> list[Any]:
    """The rows behind the position, in two parts where the first key has nulls after values.

    Each part is a range of the first key, which an index begins at instead of counting off.
    """
    first, value = keys[0], values[0]
    behind = rows.filter(_behind(keys, values))
    if value is None:
        found = list(behind.filter(first.is_at(None))[:most])
        others = rows.filter(first.is_past(None)) if first.nulls_first else None
    else:
        bound = "lte" if first.is_descending else "gte"
        found = list(behind.filter(**{f"{first.name}__{bound}": value})[:most])
        has_nulls_after = first.may_be_null and not first.nulls_first
        others = rows.filter(first.is_at(None)) if has_nulls_after else None
    if others is not None and len(found) < most:
        found += others[: most - len(found)]
    return found


def _behind(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Past in the first key, or equal in it and behind in the others."""
    key, value = keys[0], values[0]
    if len(keys) == 1:
        return key.is_past(value)
    return key.is_past(value) | (key.is_at(value) & _behind(keys[1:], values[1:]))


def _written(value: Any) -> Any:
    """A value of a row for a cursor; not as an answer writes it, for that may round a time."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def _read(rows: QuerySet[Any], key: Key, value: Any) -> Any:
    """A value of a cursor as the column has it. Raises ValidationError, ValueError or TypeError."""
    if value is None:
        return None
    if not isinstance(value, str | int):
        raise TypeError(value)
    # Of what no column holds, half a character is told by its encoding.
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError(value)
    return rows.query.annotations[key.name].output_field.to_python(value)
