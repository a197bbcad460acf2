"""Appellate docket reports, of the courts of appeals and the bankruptcy appellate panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sources.dockets import courts
from sources.dockets.captions import caption_of
from sources.dockets.docket_numbers import normal_form
from sources.dockets.dockets import heading_of, joined, place_of_number
from sources.dockets.entries import entries_of, iso, latest, rows_of
from sources.dockets.fields import Header
from sources.dockets.page_text import PageText, page_text
from sources.dockets.parsers import named, parsers
from sources.dockets.parties import said_of, squeezed
from sources.dockets.places import plain
from sources.dockets.receipts import as_of, without_account
from sources.dockets.records import (
    CaseRecord,
    CounselRecord,
    CourtRecord,
    PartyRecord,
    Place,
    RefusedFileError,
    Stated,
)
from sources.dockets.refusals import no_docket, refuse_if_cut_off
from sources.dockets.roles import role_of


def read_appellate(markup: str, court_id: str) -> CourtRecord:
    """Return what an appellate docket states. Raises RefusedFileError on a page that is none."""
    parser = parsers().appellate(courts.address_id(court_id))
    parser._parse_text(markup)
    try:
        data: Mapping[str, Any] = parser.data if parser.is_valid else {}
    except (AssertionError, IndexError, AttributeError):
        # The parser does not ask whether a page is a docket: it takes what is not there.
        refuse_if_cut_off(markup, "General Docket", "Docketed:")
        raise no_docket(markup) from None
    number = normal_form(data.get("docket_number") or "")
    if not number:
        raise no_docket(markup)
    refuse_if_cut_off(markup)
    rows = rows_of(parser.kept)
    page = page_text(parser.tree, rows, _cells_of(parser.parties_kept))
    entries = entries_of(data["docket_entries"], parser.kept, page)
    first = min((e.place.start for e in entries), default=len(page.text))
    last = max((e.place.end for e in entries), default=0)
    header = Header(page.text, first)
    place = place_of_number(header, data["docket_number"])
    parties = _parties(data["parties"], parser.parties_kept, page)
    stated = {
        "docket_number": Stated(number, *place),
        "court": Stated(court_id, *heading_of(page.text, place)),
        **_fields(data, header),
    }
    if caption := caption_of(data["case_name"], header, place, parties):
        stated["caption"] = caption
    case = CaseRecord(
        court_id=court_id,
        docket_number=number,
        place=place,
        stated=stated,
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
        parser=named("AppellateDocketReport"),
    )


def _fields(data: Mapping[str, Any], header: Header) -> dict[str, Stated]:
    stated = {
        "filed_on": header.find("filed_on", iso(data["date_filed"])),
        "terminated_on": header.find("terminated_on", iso(data["date_terminated"])),
        "nature_of_suit": header.find("nature_of_suit", data["nature_of_suit"]),
        "appeal_from": _appeal_from(data, header),
    }
    if data["panel"] and (place := header.line_after("panel", data["panel"][-1])):
        stated["judges"] = joined(data["panel"], [place])
    return {field: value for field, value in stated.items() if value}


def _appeal_from(data: Mapping[str, Any], header: Header) -> Stated | None:
    """The court and docket number below, else the words of the docket."""
    below = data["originating_court_information"] or {}
    number, court = below.get("docket_number") or "", below.get("court_id") or ""
    place = header.words.find(number) if number else None
    if place and courts.court_id_of(court):
        name = courts.name_of(courts.court_id_of(court))
        start = header.text.rfind("\n", 0, place[0]) + 1
        return Stated(f"{name}, {number}", start, place[1])
    return header.find("appeal_from", data["appeal_from"])


def _cells_of(left: Sequence[Any]) -> list[Any]:
    return [cell for one in left for cell in one.getparent().xpath("./td[position() < 3]")]


def _parties(
    raw: Sequence[Mapping[str, Any]], kept: Sequence[Any], page: PageText
) -> tuple[PartyRecord, ...]:
    if len(raw) != len(kept):
        raise RefusedFileError(
            f"This docket lists {len(kept)} rows of parties and {len(raw)} parties, so that it is "
            "not certain which is which. Download the docket report again and import that."
        )
    return tuple(_party(party, left, page) for party, left in zip(raw, kept, strict=True))


def _party(party: Mapping[str, Any], left: Any, page: PageText) -> PartyRecord:
    cells = left.getparent().xpath("./td[position() < 3]")
    court_role = squeezed(party["type"])
    block = page.places[cells[1]] if len(cells) > 1 else page.places[left]
    attorneys = [one for one in party["attorneys"] if squeezed(one["name"])]
    return PartyRecord(
        name=squeezed(party["name"]),
        court_role=court_role,
        role=role_of(court_role),
        description="\n".join(party.get("unparsed") or ()).strip(),
        terminated_on=iso(party.get("date_terminated")),
        place=page.places[left],
        counsel=_counsel(attorneys, block, page.text),
    )


def _counsel(
    raw: Sequence[Mapping[str, Any]], block: Place, text: str
) -> tuple[CounselRecord, ...]:
    """The attorneys of one cell, each from its name to the next one's."""
    lines: list[tuple[int, str]] = []
    at = block[0]
    for line in text[slice(*block)].split("\n"):
        lines.append((at, plain(line)))
        at += len(line) + 1
    begins: list[int | None] = []
    after = 0
    for attorney in raw:
        sought = plain(attorney["name"])
        found = next((i for i in range(after, len(lines)) if lines[i][1] == sought), None)
        begins.append(lines[found][0] if found is not None else None)
        after = after if found is None else found + 1
    counsel = []
    for i, attorney in enumerate(raw):
        start = begins[i]
        stop = next((b for b in begins[i + 1 :] if b is not None), block[1])
        while stop > block[0] and text[stop - 1].isspace():
            stop -= 1
        place = block if start is None else (start, stop)
        counsel.append(CounselRecord(place=place, **said_of(attorney, squeezed(attorney["name"]))))
    return tuple(counsel)
