"""From which texts rows of the record were read, in words: for files that say so line by line.

The evidence stands above the record, and is reached from it by the relations that it makes.
"""

from collections import defaultdict
from datetime import UTC
from typing import Any

from django.db.models import QuerySet

HASH_SHOWN = 12  # characters
NOTHING_CITED = "no source cited"
_TEXT = "citations__passage__snapshot__"
_COLUMNS = ("source__publisher", "source__key", "taken_at", "sha256")


def read_from(rows: QuerySet[Any]) -> dict[int, str]:
    """By key, the texts that rows (cases, docket entries) are cited from; one query.

    “The Gazette, text of 2026-11-22T09:35Z, SHA-256 0a1b2c3d4e5f; …”, the oldest first. Rows that
    nothing is cited for are not in it.
    """
    cited = rows.filter(citations__isnull=False).order_by()
    columns = [f"{_TEXT}{name}" for name in ("pk", *_COLUMNS)]
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for row, text, *described in cited.values_list("pk", *columns).distinct():
        found[row][text] = _named(*described)
    return {row: "; ".join(texts[key] for key in sorted(texts)) for row, texts in found.items()}


def _named(publisher: str, key: str, taken_at: Any, sha256: str) -> str:
    when = taken_at.astimezone(UTC)
    return f"{publisher or key}, text of {when:%Y-%m-%dT%H:%MZ}, SHA-256 {sha256[:HASH_SHOWN]}"
