"""What the boxes of the list suggest: what the record has, by the beginnings of its words."""

import re
from html import unescape

import pytest
from django.test import Client

from cases.suggesting import OFFERED, suggestions
from tests.cases.test_pages import page, queries
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    PartyFactory,
    StatuteFactory,
)

pytestmark = pytest.mark.django_db


def suggested(name: str, typed: str) -> list[str]:
    return [one.value for one in suggestions(name, typed)]


@pytest.mark.parametrize(
    "typed", ["li", "LINK", "linkedin corp", "corp linkedin", "Linkedin, Corp.", "  linkedin  "]
)
def test_a_party_is_suggested_by_the_beginnings_of_its_words(typed: str) -> None:
    PartyFactory(name="LinkedIn Corporation")
    PartyFactory(name="Acme Corp.")
    assert suggested("party", typed) == ["LinkedIn Corporation"]


@pytest.mark.parametrize(
    "typed", ["l", "", "  ", "inkedin", "linkedin acme", "%%", "lx'); --", "\0\0"]
)
def test_nothing_is_suggested_for_too_little_or_what_no_name_begins_with(typed: str) -> None:
    PartyFactory(name="LinkedIn Corporation")
    assert suggested("party", typed) == []


def test_a_name_is_suggested_once_and_those_that_begin_so_come_first() -> None:
    for name in ("De La Acme", "Zeta Acme", "Zeta Acme", "Acme Corp."):
        PartyFactory(name=name)
    assert suggested("party", "acme") == ["Acme Corp.", "Zeta Acme", "De La Acme"]


def test_no_more_are_suggested_than_one_reads() -> None:
    for number in range(OFFERED + 5):
        PartyFactory(name=f"Acme {number}")
    assert len(suggested("party", "acme")) == OFFERED


def test_counsel_is_suggested_by_attorney_and_by_firm() -> None:
    CounselFactory(attorney="Eli Wade-Scott", firm="Edelson PC")
    CounselFactory(attorney="Ann Other", firm="Other LLP")
    assert suggested("counsel", "wade") == ["Eli Wade-Scott"]
    assert suggested("counsel", "edel") == ["Edelson PC"]


def test_a_judge_is_suggested_without_the_others_of_the_case() -> None:
    CaseFactory(judges=["Lucy H. Koh", "Edward J. Davila"])
    assert suggested("judge", "davila ed") == ["Edward J. Davila"]


def test_natures_of_suit_are_suggested_from_those_that_cases_have() -> None:
    for words in ("370 Other Fraud", "370 Other Fraud", "190 Contract: Other", ""):
        CaseFactory(nature_of_suit=words)
    assert suggested("nature_of_suit", "other") == ["190 Contract: Other", "370 Other Fraud"]
    assert suggested("nature_of_suit", "37") == ["370 Other Fraud"]


@pytest.mark.parametrize("typed", ["18 usc 27", "18 U.S.C. § 270", "18:2701", "18 U.S.C. § 2701"])
def test_a_section_is_suggested_however_it_is_begun(typed: str) -> None:
    StatuteFactory(citation="18 U.S.C. § 2701 et seq.")
    StatuteFactory(citation="17 U.S.C. § 501")
    assert suggested("statute", typed) == ["18 U.S.C. § 2701 et seq."]


@pytest.mark.parametrize("typed", ["stored comm", "SCA", "communications stored"])
def test_an_act_is_suggested_by_any_of_its_names(typed: str) -> None:
    assert "Stored Communications Act" in suggested("statute", typed)


def test_the_suggestions_are_options_that_a_box_can_take(client: Client) -> None:
    PartyFactory(name="Acme <b> & “Sons”")
    html = page(client, "/cases/list/suggestions/party/?party=acme")
    [option] = re.findall(
        r'<li role="option" id="suggestion-party-1"[^>]*data-value="([^"]*)"', html
    )
    assert unescape(option) == "Acme <b> & “Sons”"
    assert "<b>" not in html
    assert "<html" not in html


def test_a_box_that_has_no_suggestions_is_not_found(client: Client) -> None:
    assert client.get("/cases/list/suggestions/claim/?claim=abc").status_code == 404


@pytest.mark.parametrize("name", ["party", "counsel", "judge", "nature_of_suit"])
def test_a_suggestion_takes_one_query(client: Client, name: str) -> None:
    CaseFactory()
    assert queries(client, f"/cases/list/suggestions/{name}/?{name}=acme") == 1


def test_a_statute_is_suggested_with_the_cases_that_a_filter_by_it_finds(client: Client) -> None:
    sca = StatuteFactory(citation="18 U.S.C. § 2701 et seq.")
    section = StatuteFactory(citation="18 U.S.C. § 2702")
    for statute in (sca, section, section):
        ClaimStatuteFactory(claim=ClaimFactory(), statute=statute)
    said = {one.value: one.said for one in suggestions("statute", "18 usc 270")}
    assert said["18 U.S.C. § 2702"].endswith("3 cases")
    assert "3 cases" in suggestions("statute", "stored")[0].said
    html = page(client, "/cases/?statute=18 U.S.C. § 2702")
    assert "3 cases under 18 U.S.C. § 2702" in html


def test_suggesting_statutes_asks_no_more_often_for_many_than_for_some(client: Client) -> None:
    for number in range(OFFERED):
        StatuteFactory(citation=f"18 U.S.C. § 27{number:02}")
    some = queries(client, "/cases/list/suggestions/statute/?statute=18 usc 27")
    for number in range(20, 60):
        StatuteFactory(citation=f"18 U.S.C. § 27{number:02}")
    assert queries(client, "/cases/list/suggestions/statute/?statute=18 usc 27") == some
