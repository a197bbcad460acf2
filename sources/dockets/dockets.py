"""District, bankruptcy and multidistrict docket reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sources.dockets import courts
from sources.dockets.captions import caption_of
from sources.dockets.docket_numbers import normal_form
from sources.dockets.entries import entries_of, iso, latest, rows_of
from sources.dockets.fields import Header
from sources.dockets.page_text import page_text
from sources.dockets.parsers import named, parsers
from sources.dockets.parties import parties_of
from sources.dockets.places import line_of
from sources.dockets.receipts import as_of, is_complete, without_account
from sources.dockets.records import CaseRecord, CourtRecord, Place, RefusedFileError, Stated
from sources.dockets.refusals import no_docket, refuse_if_cut_off

_DATES = {
    "filed_on": "date_filed",
    "terminated_on": "date_terminated",
    "converted_on": "date_converted",
    "discharged_on": "date_discharged",
}
_WORDS = {
    "nature_of_suit": "nature_of_suit",
    "jurisdiction": "jurisdiction",
    "jury_demand": "jury_demand",
    "demand": "demand",
    "mdl_status": "mdl_status",
}


def read_docket(markup: str, court_id: str) -> CourtRecord:
    """Return what a docket report states. Raises RefusedFileError on a page that is none."""
    parser = parsers().docket(courts.address_id(court_id))
    parser._parse_text(markup)
    try:
        data: Mapping[str, Any] = parser.data if parser.is_valid else {}
    except (AssertionError, IndexError, AttributeError):
        # The parser does not ask whether a page is a docket: it takes what is not there.
        data = {}
    if not data:
        refuse_if_cut_off(markup, "DOCKET FOR CASE #", "Petition #:", "Proceeding #:")
        raise no_docket(markup)
    number = normal_form(data["docket_number"] or "", bankruptcy=courts.is_bankruptcy(court_id))
    if not number:
        raise RefusedFileError(
            "This docket report has no docket number at its head, so that no case can be found "
            "for it. Download it again from the court, and keep the whole page."
        )
    rows = rows_of(parser.kept)
    page = page_text(parser.tree, rows)
    entries = entries_of(data["docket_entries"], parser.kept, page)
    first = min((e.place.start for e in entries), default=len(page.text))
    last = max((e.place.end for e in entries), default=0)
    refuse_if_cut_off(markup, receipt=is_complete(page.text, last))
    header = Header(page.text, first)
    parties = parties_of(data["parties"], page, first)
    place = place_of_number(header, data["docket_number"])
    stated = {
        "docket_number": Stated(number, *place),
        "court": Stated(court_id, *heading_of(page.text, place)),
        **fields_of(data, header),
    }
    if caption := caption_of(data["case_name"], header, place, parties):
        stated["caption"] = caption
    case = CaseRecord(
        court_id=court_id,
        docket_number=number,
        place=place,
        stated=stated,
        cause=header.find("cause", data["cause"]),
        parties=parties,
        entries=entries,
        is_whole_docket=True,
    )
    return CourtRecord(
        kind="docket_report",
        text=without_account(page.text, last),
        as_of=as_of(page.text, last) or latest(entries),
        title=f"Docket report of {number}",
        court_id=court_id,
        cases=(case,),
        parser=named("DocketReport"),
    )


def place_of_number(header: Header, docket_number: str) -> Place:
    """Return where the head names the case, with the judges' initials that belong to it."""
    at = next(
        (
            end
            for _, end in header.after("docket_number")
            if header.text.startswith(docket_number, end)
        ),
        header.text.find(docket_number, 0, header.end),
    )
    if at >= 0:
        return at, at + len(docket_number)
    place = header.words.find(docket_number)
    if place is None:
        raise RefusedFileError(
            f"The docket number {docket_number} is not at the head of this docket report. "
            "Download it again from the court, and keep the whole page."
        )
    return place


def heading_of(text: str, number: Place) -> Place:
    """Return the lines above the docket number, which name the court."""
    start, end = line_of(text, *number)
    for _ in range(2):
        start = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return start, end


def fields_of(data: Mapping[str, Any], header: Header) -> dict[str, Stated]:
    """Return the fields that the head of a report states, by the names of the record's fields."""
    stated = {field: header.find(field, iso(data[name])) for field, name in _DATES.items()}
    for field, name in _WORDS.items():
        stated[field] = _listed(header, field, data[name])
    stated["judges"] = _judges(data, header)
    return {field: value for field, value in stated.items() if value}


def _listed(header: Header, field: str, value: str) -> Stated | None:
    """A value, or several joined with "; " that stand one below the other."""
    if not value:
        return None
    if found := header.find(field, value):
        return found
    places = [header.words.find(part) for part in value.split("; ")]
    known = [place for place in places if place]
    if not known or len(known) < len(places):
        return None
    return Stated(value, min(known)[0], max(end for _, end in known))


def _judges(data: Mapping[str, Any], header: Header) -> Stated | None:
    names, places = [], []
    for field, name in (("assigned", "assigned_to_str"), ("referred", "referred_to_str")):
        judge = data[name]
        if not judge or judge.casefold() in {"not assigned", "unassigned"}:
            continue
        place = header.line_after(field, judge) or header.words.find(judge)
        if place:
            names.append(judge)
            places.append(place)
    return joined(names, places)


def joined(names: Sequence[str], places: Sequence[Place]) -> Stated | None:
    """Return names and the one stretch that holds all of them, of those at most 400 apart."""
    if not names:
        return None
    start, end = min(places)[0], max(stop for _, stop in places)
    if end - start > 400:  # noqa: PLR2004
        return Stated(names[0], *places[0])
    return Stated("; ".join(dict.fromkeys(names)), start, end)
