"""What a reader sees of a hit: what it is, where it stands, and the words in it, marked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cases.models import Claim, Counsel, DocketNote, Document, Event, Filing, Party
from cases.searching import queries
from cases.searching.asked import Asked
from cases.searching.finding import Hit
from cases.searching.marking import (
    BEGINS,
    ENDS,
    Extract,
    Span,
    extract_of,
    marks_in,
    names_marked,
)
from cases.searching.places import Place
from cases.templatetags.record import is_saying
from cases.wording import capitalised, plain_day
from cases.words import LONGEST, TEXT, text_as_indexed
from sources.models import Source, TextPart
from sources.reading import paragraph_at
from sources.searching.places import NAMES, TEXTS
from sources.sql.text_parts import PART


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit on the page: “Docket entry 12”, its address, more about it in small type, its words."""

    label: str
    address: str
    about: str
    extract: Extract


def shown(hits: Iterable[Hit], asked: Asked, *, loosely: bool) -> dict[tuple[str, int], Shown]:
    """What is shown of the hits, by place and row; one query a place."""
    by_place: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_place[hit.place.key].append(hit)
    made = {}
    for key, its in by_place.items():
        for row in _rows(its[0].place, {hit.pk for hit in its}, asked, loosely=loosely):
            made[key, row.pk] = _shown(its[0].place, row, asked, loosely=loosely)
    return made


def _rows(place: Place, keys: set[int], asked: Asked, *, loosely: bool) -> Iterable[Any]:
    rows = place.model._default_manager.filter(pk__in=keys).order_by()
    if place is TEXTS:
        rows = rows.select_related("source", "snapshot").defer("words", "snapshot__raw")
    elif place.model is Counsel:
        rows = rows.select_related("case", "represents")
    elif place.model is Document:
        rows = rows.select_related("filing__case").defer("content")
    elif place.model is DocketNote:
        rows = rows.select_related("filing__case", "written_by")
    elif not (place.is_case or place is NAMES):
        rows = rows.select_related("case")
    query = queries.in_text(asked.without_minus(), loosely=loosely)
    if query is None or place.query is queries.in_names:
        return rows
    marked: Iterable[Any] = rows.annotate(
        **{f"marked_{name}": _marked(_column(place, name), query) for name in place.fields}
    )
    return marked


def _marked(text: Any, query: queries.Query) -> SearchHeadline:
    """All of a text, each character in its place, with the words found between two signs."""
    return SearchHeadline(
        text_as_indexed(text),
        query,
        config=TEXT,
        start_sel=BEGINS,
        stop_sel=ENDS,
        highlight_all=True,
    )


def _column(place: Place, name: str) -> Any:
    return Substr("snapshot__text", F("start") + 1, PART) if place is TEXTS else F(name)


def _shown(place: Place, row: Any, asked: Asked, *, loosely: bool) -> Shown:
    extracts = [
        _extract(
            _text(place, row, name), getattr(row, f"marked_{name}", None), place, asked, loosely
        )
        for name in place.fields
    ]
    # What has the words in it; else what the row is known by.
    extract = next((it for it in extracts if it.has_marks), None)
    extract = extract or next((it for it in extracts if it.pieces), extracts[0])
    if isinstance(row, TextPart):
        return Shown(*_of_text(row, extract), extract)
    return Shown(*_described(place, row), extract)


def _text(place: Place, row: Any, name: str) -> str:
    if place is TEXTS:
        return str(row.snapshot.text[row.start : row.start + PART])
    value = getattr(row, name)
    return "; ".join(value) if isinstance(value, list) else value or ""


def _extract(text: str, marked: str | None, place: Place, asked: Asked, loosely: bool) -> Extract:
    marks: list[Span] = [] if marked is None else marks_in(marked, text[:LONGEST])
    if place.query is not queries.in_text:
        marks += names_marked(text, asked, loosely=loosely)
    return extract_of(text, marks, [term for term in asked.wanted if term.is_phrase])


# --- What a hit is, and its address ---------------------------------------------------------------


def _described(place: Place, row: Any) -> tuple[str, str, str]:
    """Label, address, and what else is said of it."""
    about = ""
    match row:
        case Party():
            role = row.get_role_display()
            label, about = (capitalised(role), "") if place.key == "party" else (row.name, role)
            address = _at("parties", row.case.slug, f"party-{row.key}")
        case Counsel():
            label, about = "Counsel", f"for {row.represents.name}"
            address = _at("parties", row.case.slug, f"counsel-{row.key}")
        case Claim():
            label = "Claim" if row.number is None else f"Claim {row.number}"
            address = _at("case", row.case.slug, f"claim-{row.key}")
        case Event():
            label, about = capitalised(row.get_kind_display()), str(row.date or "")
            sign = "statement" if is_saying(row) else "event"
            address = _at("case", row.case.slug, f"{sign}-{row.key}")
        case Filing():
            label = "Docket entry" if row.number is None else capitalised(_entry(row))
            address = _on_docket(row, f"filing-{row.key}")
            about = ", ".join(
                [*_day(row.filed_on), *([row.get_kind_display()] if row.kind else [])]
            )
        case Document():
            paper = f"Attachment {row.attachment}" if row.attachment else "Document"
            label, about = f"{paper} of {_entry(row.filing)}", ", ".join(_day(row.filing.filed_on))
            address = _on_docket(row.filing, f"filing-{row.filing.key}")
        case DocketNote():
            author = row.written_by.get_full_name() or row.written_by.get_username()
            label = f"Note on {_entry(row.filing)}"
            about = f"{author}, {plain_day(timezone.localdate(row.written_at))}"
            address = _on_docket(row.filing, f"told-{row.filing_id}")
        case Source():
            label, about = _name(row), ", ".join([row.get_kind_display(), *_day(row.published)])
            address = row.get_absolute_url()
        case _:
            label = "Judge" if place.key == "judge" else "What it is about"
            address = row.get_absolute_url()
    return label, address, about


def _of_text(part: TextPart, extract: Extract) -> tuple[str, str, str]:
    source, address = part.source, part.source.get_absolute_url()
    if part.snapshot.is_whole:
        number = paragraph_at(part.snapshot.text, part.start + extract.first_mark)
        address += f"?paragraph={number}#paragraph-{number}"
    title = [f"“{source.title}”"] if source.title and source.publisher else []
    about = [*title, source.get_kind_display(), *_day(source.published)]
    return _name(source), address, ", ".join(about)


def _name(source: Source) -> str:
    return source.publisher or source.title or source.name


def _day(day: date | None) -> list[str]:
    return [plain_day(day)] if day else []


def _entry(filing: Filing) -> str:
    return "a docket entry" if filing.number is None else f"docket entry {filing.number}"


def _on_docket(filing: Filing, sign: str) -> str:
    """The page of the docket that has the entry, at a sign that it bears there."""
    page = reverse("cases:docket", args=[filing.case.slug])
    return f"{page}?{urlencode({'entry': filing.key})}#{sign}"


def _at(page: str, slug: str, sign: str) -> str:
    return f"{reverse(f'cases:{page}', args=[slug])}#{sign}"
