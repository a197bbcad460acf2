"""Docket entries as juriscraper reads them, with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sources.dockets.page_text import PageText
from sources.dockets.records import (
    AttachmentRecord,
    EntryRecord,
    RefusedFileError,
    Stated,
)

_DATE, _NUMBER, _TEXT = 0, 1, 2


def rows_of(kept: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the row of each entry, given the cells of each."""
    return [cells[0].getparent() for cells in kept]


def entries_of(
    raw: Sequence[Mapping[str, Any]], kept: Sequence[Sequence[Any]], page: PageText
) -> tuple[EntryRecord, ...]:
    """Return the entries that a report states, each with its row's place.

    `kept` are the cells of each entry, in the same order.
    """
    if len(raw) != len(kept):
        raise RefusedFileError(
            f"This docket's table has {len(kept)} rows and {len(raw)} entries, so that it is not "
            "certain which is which. Download the docket report again and import that."
        )
    return tuple(_entry(entry, cells, page) for entry, cells in zip(raw, kept, strict=True))


def _entry(entry: Mapping[str, Any], cells: Sequence[Any], page: PageText) -> EntryRecord:
    text = entry["description"]
    row = page.places[cells[0].getparent()]
    # txnb has number and text in one cell.
    words = page.places[cells[_TEXT] if len(cells) > _TEXT else cells[_NUMBER]]
    if len(cells) <= _TEXT:
        at = page.text.find(text, *words)
        words = (at, at + len(text)) if at >= 0 and text else words
    return EntryRecord(
        place=Stated("", *row),
        number=int(entry["document_number"]) if entry["document_number"] else None,
        filed_on=iso(entry["date_filed"]),
        entered_on=iso(entry.get("date_entered")),
        text=text,
        text_place=words,
        attachments=attachments_of(entry),
    )


def attachments_of(entry: Mapping[str, Any]) -> tuple[AttachmentRecord, ...]:
    return tuple(
        AttachmentRecord(attachment.get("attachment_number"), attachment.get("description") or "")
        for attachment in entry.get("attachments") or ()
    )


def iso(day: Any) -> str:
    """Return a date or date-time of the parser as an ISO date; "" for none."""
    return day.isoformat()[:10] if day else ""


def latest(entries: Sequence[EntryRecord]) -> str:
    """Return the latest day on which any of these was filed or entered."""
    return max((day for e in entries for day in (e.filed_on, e.entered_on)), default="")
