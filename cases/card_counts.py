"""How many cases several questions find, in one query."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from cases.models.card import CardQuerySet


def counts_of(asked: Mapping[str, CardQuerySet]) -> dict[str, int]:
    """How many cards each asks for, in one query."""
    numbers, parts = dict.fromkeys(asked, 0), {}
    values: list[Any] = []
    for name, cards in asked.items():
        try:
            sql, given = cards.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts[name] = f"(SELECT count(*) FROM ({sql}) card)"  # noqa: S608 - made by Django
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts.values())}", values)
        row = cursor.fetchone()
    return numbers | dict(zip(parts, row, strict=True))
