"""The list of cases as the server gives it: what it says and offers, and how often it asks."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.models import Card, Case, Disposition
from tests.cases.test_pages import SPELLINGS, closed_case, page, queries, words
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CourtFactory,
    DisposingFilingFactory,
    PartyFactory,
    SavedFilterFactory,
    StatuteFactory,
)
from tests.hostile import HOSTILE, hostile_case
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 21)


def choices(html: str) -> dict[str, str]:
    """The words of each choice with its number, and the address that it leads to."""
    found = re.findall(r'<a id="choice-[^"]+" href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return {
        re.sub(r" cases?\b.*", "", words(text)): href.replace("&amp;", "&") for href, text in found
    }


def captions(html: str) -> list[str]:
    return re.findall(r'class="caption" href="[^"]+">([^<]+)<', html)


def under(citation: str, **values: Any) -> Case:
    """A case with a claim under this statute."""
    case: Case = CaseFactory(**values)
    from cases.models import Statute

    statute = Statute.objects.filter(citation=citation).first() or StatuteFactory(citation=citation)
    ClaimStatuteFactory(claim=ClaimFactory(case=case), statute=statute)
    return case


# --- What is said -----------------------------------------------------------------------------


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_statute_is_found_in_every_spelling(client: Client, spelling: str) -> None:
    claim = ClaimFactory(case__caption="Wanted v. Found")
    ClaimStatuteFactory(claim=claim)
    CaseFactory(caption="Other v. Another")
    response = client.get("/cases/", {"statute": spelling})
    assert captions(response.content.decode()) == ["Wanted v. Found"]


def test_a_row_of_the_list_says_what_matters(client: Client) -> None:
    court = CourtFactory(citation="N.D. Cal.")
    case = closed_case(
        caption="A v. B", court=court, docket_number="5:25-cv-00709", nature_of_suit="370 Fraud"
    )
    ClaimStatuteFactory(claim=ClaimFactory(case=case, title="Snooping"))
    assert (
        "A v. B Snooping 18 U.S.C. § 2701 N.D. Cal. 5:25-cv-00709 370 Fraud 21 Jan 2025 "
        "Closed Voluntarily dismissed without prejudice 30 Jan 2025"
    ) in words(page(client, "/cases/"))


def test_the_page_says_in_a_sentence_what_is_filtered_and_how_much_that_is(client: Client) -> None:
    cand = CourtFactory(id="cand", citation="N.D. Cal.")
    case = under("18 U.S.C. § 2701", court=cand, filed_on=DAY)
    PartyFactory(case=case, name="LinkedIn Corporation")
    query = "statute=18:2701&court=cand&status=open&party=linkedin&filed_after=2024-01-01"
    sentence = (
        "1 open case under 18 U.S.C. § 2701, in N.D. Cal., with a party named “linkedin”, "
        "filed since 2024"
    )
    assert f'<h2 class="in-words" id="found" tabindex="-1">{sentence}</h2>' in page(
        client, f"/cases/?{query}"
    )


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("statute=banana", "is not understood as a statute"),
        ("filed_after=soon", "This is not a date."),
        ("filed_before=2025-02-30", "This is not a date."),
        ("status=asleep", "“asleep” is none of the choices; choose open, closed or unknown."),
        ("disposition=x", "“x” is none of the choices"),
        ("court=nowhere", "No case here is before a court of that name or id."),
        ("court=%00", "No case here is before a court of that name or id."),
        ("sort=colour", "“colour” is none of the choices"),
        ("q=%00", "Null characters are not allowed."),
        ("q=" + "x" * 201, "at most 200 characters"),
        ("nature_of_suit=%00", "Null characters are not allowed."),
        ("statute=18:2701&statute=banana", "is not understood as a statute"),
        ("&".join(f"court=c{n}" for n in range(101)), "101 values are given here, and up to 100"),
    ],
)
def test_nonsense_is_said_beside_its_field_and_filters_nothing(
    client: Client, given: str, error: str
) -> None:
    CaseFactory(caption="Still v. Here")
    name = given.partition("=")[0]
    html = page(client, f"/cases/?{given}")
    [beside] = re.findall(rf'<p class="error" id="error-{name}">(.*?)</p>', html, re.DOTALL)
    assert error in words(beside)
    assert "Not filtered by" in html
    assert captions(html) == ["Still v. Here"]


def test_the_other_filters_hold_beside_nonsense(client: Client) -> None:
    CaseFactory(caption="Wanted v. Found")
    CaseFactory(caption="Other v. Another")
    html = page(client, "/cases/?q=wanted&statute=banana")
    assert "The other filters hold." in words(html)
    assert captions(html) == ["Wanted v. Found"]


def test_a_value_of_several_that_makes_no_sense_leaves_its_filter_out(client: Client) -> None:
    CaseFactory(caption="A v. B", court=CourtFactory(id="cand"))
    CaseFactory(caption="C v. D")
    html = page(client, "/cases/?court=cand&court=nowhere")
    assert "Not filtered by “Court”" in words(html)
    assert sorted(captions(html)) == ["A v. B", "C v. D"]


def test_a_parameter_that_has_one_value_takes_the_last_given(client: Client) -> None:
    CaseFactory(caption="Alpha v. X")
    CaseFactory(caption="Beta v. X")
    html = page(client, "/cases/?q=alpha&q=beta")
    assert captions(html) == ["Beta v. X"]
    assert "Words beta" in words(html)
    assert "Words alpha" not in words(html)


def test_texts_of_others_stay_text_on_the_list(client: Client) -> None:
    hostile_case()
    for address in (
        "/cases/",
        f"/cases/?q={'x' * 150}<b>",
        "/cases/?party=<script>alert(1)</script>",
    ):
        html = page(client, address)
        assert "<script>window" not in html
        assert "<script>alert" not in html
        assert "<b>" not in html
    assert HOSTILE.split("<")[0] in page(client, "/cases/")


# --- Chips ------------------------------------------------------------------------------------


def chips(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', html, re.DOTALL)
    return [
        (href.replace("&amp;", "&"), words(text).removesuffix(" × , remove this filter"))
        for href, text in found
    ]


def test_a_filter_that_holds_is_a_chip_that_takes_it_away(client: Client) -> None:
    CaseFactory(caption="Wanted v. Found", filed_on=DAY)
    html = page(client, "/cases/?q=wanted&status=open&party=")
    assert chips(html) == [
        ("/cases/?q=wanted", "Status Open"),
        ("/cases/?status=open", "Words wanted"),
    ]


def test_each_of_several_values_has_a_chip_of_its_own(client: Client) -> None:
    for one in ("cand", "nysd"):
        CaseFactory(court=CourtFactory(id=one, citation=one.upper()))
    assert chips(page(client, "/cases/?court=cand&court=nysd&sort=court")) == [
        ("/cases/?court=nysd&sort=court", "Court CAND"),
        ("/cases/?court=cand&sort=court", "Court NYSD"),
    ]


def test_a_whole_year_is_one_chip(client: Client) -> None:
    CaseFactory(filed_on=DAY)
    html = page(client, "/cases/?filed_after=2025-01-01&filed_before=2025-12-31")
    assert chips(html) == [("/cases/", "Filed in 2025")]


# --- Choices and their numbers ----------------------------------------------------------------


def test_each_choice_says_how_many_cases_it_would_leave(client: Client) -> None:
    cand, nysd = CourtFactory(id="cand", name="Cand"), CourtFactory(id="nysd", name="Nysd")
    for _ in range(3):
        under("18 U.S.C. § 2701", court=cand, filed_on=DAY, nature_of_suit="370 Fraud")
    DisposingFilingFactory(case=under("18 U.S.C. § 1030", court=nysd, filed_on=date(2024, 5, 1)))
    offered = choices(page(client, "/cases/"))
    assert set(offered) == {
        *("18 U.S.C. § 2701 3", "18 U.S.C. § 1030 1", "Cand 3", "Nysd 1", "2025 3", "2024 1"),
        *("open 3", "closed 1", "voluntarily dismissed 1", "370 Fraud 3"),
    }


@pytest.mark.parametrize(
    "start", ["", "?court=cand", "?status=open&court=nysd", "?statute=18:2701", "?q=someone"]
)
def test_following_any_choice_finds_as_many_cases_as_it_says(client: Client, start: str) -> None:
    cand, nysd = CourtFactory(id="cand"), CourtFactory(id="nysd")
    for n in range(6):
        case = under(
            "18 U.S.C. § 2701" if n % 2 else "17 U.S.C. § 501",
            court=cand if n < 4 else nysd,
            filed_on=date(2020 + n % 3, 1 + n, 1),
            nature_of_suit=["Other", "Contract: Other", "Fraud"][n % 3],
        )
        if n % 3 == 0:
            DisposingFilingFactory(case=case, disposition=Disposition.values[1 + n % 4])
    under("18 U.S.C. §§ 2510-2523", court=cand)
    here = page(client, f"/cases/{start}")
    offered = choices(here)
    assert len(offered) > 8
    for said, address in offered.items():
        markup = html_of(here, address)
        if "aria-current" in markup:
            continue
        kind = re.findall(r"choice-(court|status)", markup)
        # Beside a choice of the same kind it adds its cases; else it leaves those.
        before = len(captions(here)) if kind and f"{kind[0]}=" in start else 0
        assert len(captions(page(client, f"/cases/{address}"))) - before == int(
            said.rpartition(" ")[2]
        ), said


def html_of(html: str, address: str) -> str:
    """The markup of the choice that leads to an address."""
    written = re.escape(address.replace("&", "&amp;"))
    found = re.search(rf'<a id="choice-[^"]+" href="{written}"[^>]*>', html)
    return found[0] if found else ""


def test_what_is_chosen_stays_among_the_choices_and_is_taken_back_there(client: Client) -> None:
    for one in ("cand", "nysd"):
        CaseFactory(court=CourtFactory(id=one, name=one))
    html = page(client, "/cases/?court=cand")
    offered = choices(html)
    assert offered["cand 1"] == "?"
    assert offered["nysd 1"] == "?court=cand&court=nysd"
    assert 'aria-current="true"' in html_of(html, "?")
    assert 'aria-current="true"' not in html_of(html, offered["nysd 1"])
    assert len(captions(page(client, "/cases/" + offered["nysd 1"]))) == 2


def test_statutes_narrow_one_another(client: Client) -> None:
    both = under("18 U.S.C. § 2701", caption="Both")
    ClaimStatuteFactory(
        claim=ClaimFactory(case=both), statute=StatuteFactory(citation="17 U.S.C. § 501")
    )
    under("18 U.S.C. § 2701", caption="One")
    offered = choices(page(client, "/cases/?statute=18:2701"))
    assert captions(page(client, "/cases/" + offered["17 U.S.C. § 501 1"])) == ["Both"]
    either = page(client, "/cases/?statute=18:2701; 17:501")
    assert sorted(captions(either)) == ["Both", "One"]


def test_the_less_frequent_choices_are_folded_away_and_the_chosen_are_not(client: Client) -> None:
    for n in range(12):
        CaseFactory.create_batch(13 - n, court=CourtFactory(id=f"c{n}", name=f"Court {n}"))
    html = page(client, "/cases/?court=c11")
    shown, _, folded = html.partition('<details class="more-choices" id="more-court">')
    assert 'id="choice-court-c11"' in shown
    assert 'id="choice-court-c0"' in shown
    assert 'id="choice-court-c10"' in folded
    assert "4 more" in words(folded[:200])


def test_sections_on_jurisdiction_are_no_choice(client: Client) -> None:
    under("28 U.S.C. § 1331")
    under("18 U.S.C. § 2701")
    assert not any("1331" in said for said in choices(page(client, "/cases/")))


def test_what_is_chosen_goes_along_with_the_form(client: Client) -> None:
    CaseFactory(court=CourtFactory(id="cand"), filed_on=DAY)
    query = "court=cand&status=open&sort=caption&statute=18:2701&statute=17:501&q=x"
    html = page(client, f"/cases/?{query}")
    carried = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)" form="filters">', html)
    assert sorted(carried) == sorted(
        [("court", "cand"), ("status", "open"), ("sort", "caption"), ("statute", "17:501")]
    )
    assert 'value="18:2701"' in html


# --- Order ------------------------------------------------------------------------------------


def heads(html: str) -> dict[str, tuple[str, str]]:
    """The head of each column: which way it is sorted now, and where it leads."""
    found = re.findall(
        r'<th [^>]*class="of-(\w+)"(?: aria-sort="(\w+)")?><a id="[^"]+" href="([^"]+)"', html
    )
    return {name: (sort, href.replace("&amp;", "&")) for name, sort, href in found}


def test_the_head_of_a_column_sorts_by_it_and_the_other_way_round(client: Client) -> None:
    CaseFactory(caption="A v. B")
    now = heads(page(client, "/cases/?q=a"))
    assert now["filed"] == ("descending", "/cases/?q=a&sort=filed")
    assert now["caption"] == ("", "/cases/?q=a&sort=caption")
    assert now["ended"] == ("", "/cases/?q=a&sort=-ended")
    turned = heads(page(client, now["caption"][1]))
    assert turned["caption"] == ("ascending", "/cases/?q=a&sort=-caption")
    assert turned["filed"] == ("", "/cases/?q=a")
    assert len(now) == 8


# --- Pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "two", ""])
def test_a_page_that_does_not_exist_is_the_nearest_one(client: Client, number: str) -> None:
    CaseFactory(caption="A v. B")
    assert "A v. B" in page(client, f"/cases/?page={number}")


def test_the_pages_of_the_list_keep_the_filter_and_have_each_case_once(client: Client) -> None:
    for number in range(60):
        CaseFactory(caption=f"Wanted {number}")
    html = page(client, "/cases/?q=wanted")
    assert "Page 1 of 2" in html
    link = re.search(r'rel="next" href="([^"]+)"', html)
    assert link
    assert link[1].replace("&amp;", "&") == "/cases/?q=wanted&page=2"
    after = page(client, link[1].replace("&amp;", "&"))
    assert "Page 2 of 2" in after
    assert 'rel="prev" href="/cases/?q=wanted"' in after
    assert len({*captions(html), *captions(after)}) == 60


# --- Nothing found ----------------------------------------------------------------------------


def test_an_empty_answer_says_which_filter_to_loosen_and_what_that_gives(client: Client) -> None:
    for name in "abc":
        CaseFactory(caption=f"Wanted {name}")
    text = words(page(client, "/cases/?q=wanted&status=closed"))
    assert "Without “Status: Closed” there would be three cases" in text
    assert "Without “Words" not in text


def test_an_empty_answer_that_no_one_filter_explains_says_so(client: Client) -> None:
    CaseFactory()
    text = words(page(client, "/cases/?q=zzz&party=yyy"))
    assert "Loosening one would not be enough. Clear them all to see one case." in text


def test_a_statute_that_no_case_is_under_is_an_empty_answer(client: Client) -> None:
    CaseFactory()
    assert "No case fits this filter" in words(page(client, "/cases/?statute=50:1801"))


def test_an_empty_tracker_says_how_to_load_the_first_record(client: Client) -> None:
    text = words(page(client, "/cases/"))
    assert "The tracker has no cases yet" in text
    assert "manage.py load_record sources/records/de-la-torre-v-linkedin.yaml" in text


# --- Parts of the page ------------------------------------------------------------------------


def test_htmx_gets_the_results_with_the_errors_and_the_short_address(client: Client) -> None:
    CaseFactory(caption="A v. B")
    address = "/cases/?q=&statute=banana&status="
    response = client.get(address, headers={"HX-Request": "true", "HX-Target": "listing"})
    html = response.content.decode()
    assert "<html" not in html
    assert 'id="filters"' not in html
    assert captions(html) == ["A v. B"]
    assert 'id="error-statute" hx-swap-oob="true">' in html
    assert response["HX-Push-Url"] == "/cases/?statute=banana"
    assert "HX-Request" in response["Vary"]
    assert "<html" in page(client, address)


def test_a_choice_brings_the_boxes_too_for_it_may_change_them(client: Client) -> None:
    CaseFactory(caption="A v. B")
    headers = {"HX-Request": "true", "HX-Target": "list"}
    response = client.get("/cases/?statute=18:2701", headers=headers)
    html = response.content.decode()
    assert "<html" not in html
    assert html.count('id="filters"') == 1
    assert 'value="18:2701"' in html


# --- How often it asks ------------------------------------------------------------------------


def test_the_list_asks_the_database_as_often_for_1000_cases_as_for_10(client: Client) -> None:
    court = CourtFactory()
    statutes = [StatuteFactory(citation=f"18 U.S.C. § {n}") for n in (1030, 2701)]

    def add(number: int) -> None:
        made = Case.objects.bulk_create(
            Case(slug=f"c-{number}-{n}", caption=f"Case {n}", court=court) for n in range(number)
        )
        for case in made[-5:]:
            for statute in statutes:
                ClaimStatuteFactory(claim=ClaimFactory(case=case), statute=statute)
            PartyFactory(case=case)

    add(10)
    few = queries(client, "/cases/")
    add(1000)
    assert queries(client, "/cases/") == few
    assert few <= 12


FILTERS = "statute=18:2701&status=open&disposition=dismissal&court=cand&claim=a&party=b"
MORE = "counsel=c&judge=d&nature_of_suit=e&filed_after=2025-01-01&filed_before=2025-02-01&q=f"


def test_all_filters_at_once_ask_the_database_no_more_than_20_times(client: Client) -> None:
    CaseFactory(court=CourtFactory(id="cand"))
    assert queries(client, f"/cases/?{FILTERS}&{MORE}") <= 20


def test_saved_filters_cost_the_list_one_query_however_many(client: Client) -> None:
    CaseFactory()
    owner = person("paralegal")
    client.force_login(owner)
    none = queries(client, "/cases/")
    SavedFilterFactory.create_batch(2, owner=owner)
    SavedFilterFactory.create_batch(5, shared=True)
    assert queries(client, "/cases/") == none
    assert "Your filters" in page(client, "/cases/")


@pytest.mark.parametrize("role", ["reader", "paralegal"])
def test_people_of_the_house_may_save_a_filter_and_others_may_not(
    client: Client, role: str
) -> None:
    CaseFactory(caption="A v. B")
    assert "Save this filter" in page(signed_in(role), "/cases/?q=a")
    assert "Save this filter" not in page(signed_in(role), "/cases/")
    assert "Save this filter" not in page(client, "/cases/?q=a")


def test_every_case_has_a_card_to_be_listed_by(client: Client) -> None:
    CaseFactory()
    assert Card.objects.count() == Case.objects.count() == len(captions(page(client, "/cases/")))
