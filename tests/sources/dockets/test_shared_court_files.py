"""Against what juriscraper expects of real court files, wherever COURT_FILES names them."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sources.dockets import CaseRecord, CourtRecord, RefusedFileError, read_court_file
from sources.dockets.docket_numbers import normal_form
from sources.dockets.places import iso_date

FOLDER = os.environ.get("COURT_FILES", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="COURT_FILES names no folder of court files")


def files(folder: str) -> list[Path]:
    if not FOLDER:
        return []
    return sorted(
        path for path in (Path(FOLDER) / folder).iterdir() if path.suffix not in {".json", ".md"}
    )


def expected(path: Path) -> Any:
    return json.loads(path.with_suffix(".json").read_text())


@cache
def record(path: Path) -> CourtRecord:
    return read_court_file(path.read_bytes(), path.name)


def stated_in(folder: str) -> list[Any]:
    return [pytest.param(path, id=path.name) for path in files(folder) if expected(path)]


def plain(words: str) -> str:
    return "".join(re.findall(r"[^\W_]+", words)).casefold()


def squeezed(words: str) -> str:
    return " ".join(words.split())


def holds(text: str, words: str) -> bool:
    """Whether the words are in the text, in their order, though others may be between them."""
    rest = iter(re.findall(r"[^\W_]+", text.casefold()))
    return plain(words) in plain(text) or all(
        word in rest for word in re.findall(r"[^\W_]+", words.casefold())
    )


@pytest.mark.parametrize("path", stated_in("dockets"))
def test_every_entry_of_a_docket_is_read(path: Path) -> None:
    [case] = record(path).cases
    assert [(e.number, e.filed_on, e.entered_on, e.text) for e in case.entries] == [
        (
            int(e["document_number"]) if e["document_number"] else None,
            e["date_filed"] or "",
            e["date_entered"] or "",
            e["description"],
        )
        for e in expected(path)["docket_entries"]
    ]
    assert case.docket_number == normal_form(
        expected(path)["docket_number"], bankruptcy=case.court_id.endswith("b")
    )


@pytest.mark.parametrize("path", stated_in("dockets"))
def test_every_party_and_attorney_of_a_docket_is_read(path: Path) -> None:
    [case] = record(path).cases
    assert [
        (
            p.name,
            p.court_role,
            p.terminated_on,
            [(c.attorney, c.roles, c.contact) for c in p.counsel],
        )
        for p in case.parties
    ] == [
        (
            squeezed(p["name"]),
            squeezed(p["type"]),
            p.get("date_terminated") or "",
            [
                (
                    squeezed(a["name"]),
                    "; ".join(filter(None, map(squeezed, a["roles"]))),
                    a["contact"].strip(),
                )
                for a in p.get("attorneys", [])
                if a["name"].casefold() not in {"", "pro se"}
            ],
        )
        for p in expected(path)["parties"]
        if p.get("name")
    ]


@pytest.mark.parametrize("path", stated_in("dockets"))
def test_every_place_in_a_docket_holds_what_is_cited_from_it(path: Path) -> None:
    found = record(path)
    [case] = found.cases
    last = 0
    for entry in case.entries:
        line = found.text[entry.place.start : entry.place.end]
        assert "\n" not in line
        assert entry.place.start <= entry.text_place[0] <= entry.text_place[1] <= entry.place.end
        assert plain(found.text[slice(*entry.text_place)]) == plain(entry.text)
        assert iso_date(line) == entry.filed_on
        assert entry.number is None or len(str(entry.number)) > 7 or str(entry.number) in line
        assert entry.place.start >= last
        last = entry.place.end
    for party in case.parties:
        block = found.text[slice(*party.place)]
        assert plain(party.name) in plain(block)
        assert len(block) < 4_000
        role = block if party.role_place is None else found.text[slice(*party.role_place)]
        assert party.court_role == "Unknown" or plain(party.court_role) in plain(role)
        assert holds(block, party.description)
        for counsel in party.counsel:
            block = found.text[slice(*counsel.place)]
            assert plain(counsel.attorney) in plain(block), block
            assert len(block) < 2_000
            assert "see above" in block.casefold() or holds(block, counsel.contact)
            assert all(plain(role) in plain(block) for role in counsel.roles.split("; "))


@pytest.mark.parametrize("path", stated_in("dockets"))
def test_every_field_of_a_docket_has_its_place(path: Path) -> None:
    found = record(path)
    [case] = found.cases
    wanted = expected(path)
    for field, name in {
        "filed_on": "date_filed",
        "terminated_on": "date_terminated",
        "converted_on": "date_converted",
        "discharged_on": "date_discharged",
        "nature_of_suit": "nature_of_suit",
        "jurisdiction": "jurisdiction",
        "jury_demand": "jury_demand",
        "demand": "demand",
        "mdl_status": "mdl_status",
    }.items():
        if wanted.get(name):
            assert case.stated[field].value == wanted[name]
            stated = case.stated[field]
            words = found.text[stated.start : stated.end]
            if field.endswith("_on"):
                assert iso_date(words) == stated.value
            else:
                assert holds(words, stated.value)
        else:
            assert field not in case.stated
    if wanted.get("cause"):
        assert case.cause is not None
        assert case.cause.value == wanted["cause"]
        assert plain(wanted["cause"]) in plain(found.text[case.cause.start : case.cause.end])
    for judge in filter(None, (wanted.get("assigned_to_str"), wanted.get("referred_to_str"))):
        if judge != "Not Assigned":
            assert judge in case.stated["judges"].value.split("; ")
            words = found.text[case.stated["judges"].start : case.stated["judges"].end]
            assert plain(judge.split()[-1]) in plain(words)
    named = not wanted["case_name"].startswith("Unknown Case Title")
    assert ("caption" in case.stated) is named
    for stated in case.stated.values():
        assert found.text[stated.start : stated.end].strip()
        assert stated.value


def merged(dockets: list[dict[str, Any]], *, bankruptcy: bool) -> dict[str, list[Any]]:
    cases: dict[str, list[Any]] = {}
    for docket in dockets:
        number = normal_form(docket["docket_number"], bankruptcy=bankruptcy)
        cases.setdefault(number, []).extend(docket["docket_entries"])
    return cases


def entries_by_case(cases: tuple[CaseRecord, ...]) -> dict[str, list[Any]]:
    return {
        case.docket_number: [
            (str(e.number or ""), e.filed_on, e.text, e.short) for e in case.entries
        ]
        for case in cases
    }


def as_tuples(cases: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        number: [
            (
                str(int(e["document_number"])) if e["document_number"] else "",
                e["date_filed"][:10],
                e["description"],
                e["short_description"],
            )
            for e in entries
        ]
        for number, entries in cases.items()
    }


@pytest.mark.parametrize("path", stated_in("notices"))
def test_every_entry_of_a_notice_is_read(path: Path) -> None:
    found = record(path)
    wanted = merged(expected(path)["dockets"], bankruptcy=found.court_id.endswith("b"))
    assert entries_by_case(found.cases) == as_tuples(wanted)
    for case in found.cases:
        assert plain(case.docket_number[-5:].lstrip("0")) in plain(found.text[slice(*case.place)])
        for entry in case.entries:
            assert holds(found.text[slice(*entry.text_place)], entry.text)
            assert entry.place.start <= entry.text_place[0]
            assert entry.text_place[1] <= entry.place.end


@pytest.mark.parametrize("path", stated_in("feeds"))
def test_every_entry_of_a_feed_is_read(path: Path) -> None:
    found = record(path)
    wanted = merged(expected(path), bankruptcy=found.court_id.endswith("b"))
    assert entries_by_case(found.cases) == as_tuples(wanted)
    for case in found.cases:
        for entry in case.entries:
            line = found.text[entry.place.start : entry.place.end]
            assert "\n" not in line
            assert normal_form(line) == case.docket_number
            assert any(plain(part) in plain(line) for part in entry.short.split(" AND "))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.name)
        for folder in ("dockets", "notices", "not-dockets")
        for path in files(folder)
        if not expected(path)
    ],
)
def test_what_states_nothing_is_refused_in_words(path: Path) -> None:
    with pytest.raises(RefusedFileError, match=r"^This |^The court |^An extension") as refusal:
        read_court_file(path.read_bytes(), path.name)
    assert "cannot be read to the end" not in str(refusal.value)


@pytest.mark.parametrize("path", stated_in("dockets"))
def test_a_docket_that_is_cut_off_loses_no_entries(path: Path) -> None:
    whole = record(path).cases[0].entries
    raw = path.read_bytes()
    for tenth in range(1, 10):
        try:
            cut = read_court_file(raw[: len(raw) * tenth // 10], path.name)
        except RefusedFileError:
            continue
        assert len(cut.cases[0].entries) == len(whole)
