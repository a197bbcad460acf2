"""/statutes/: each act and section with the number of its cases, and each one's own page."""

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.apps import _read_statutes_anew
from cases.models import Card, CardTurn, Case, Statute
from cases.statute_list import Heading, KnownStatutes, StatuteList, cases_under
from cases.statute_page import StatutePage
from cases.statutes import Act, acts, parse, parse_one
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    DisposingFilingFactory,
    StatuteFactory,
)
from tests.people import person

pytestmark = pytest.mark.django_db

SCA = "Stored Communications Act"


def case_under(*citations: str, **values: Any) -> Case:
    """A case with a claim under each of these."""
    case = CaseFactory(**values)
    for citation in citations:
        claim = ClaimFactory(case=case)
        ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation=citation))
    return case


def listed(address: str = "") -> StatuteList:
    return StatuteList(QueryDict(address))


def numbers(listing: StatuteList) -> dict[str, int]:
    """How many cases the list gives for each of its lines."""
    lines = [*listing.acts, *listing.page, *listing.jurisdiction]
    return {it.of.names[0] if isinstance(it.of, Act) else it.of.citation: it.cases for it in lines}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- What overlaps


def overlapping(text: str) -> set[str]:
    return {it.citation for it in Statute.objects.overlapping(*parse(text))}


@pytest.fixture
def known(db: None) -> None:
    for citation in [
        *("18 U.S.C. § 2701", "18 U.S.C. § 2701(a)", "18 U.S.C. §§ 2701-2713", "18 U.S.C. § 2702"),
        *("18 U.S.C. § 1030", "28 U.S.C. § 1331", "28 U.S.C. § 1332", "28 U.S.C. § 2201"),
        *("28 U.S.C. § 1332(d)(2)", "28 U.S.C. § 1346", "29 U.S.C. § 206", "29 U.S.C. § 206(a)"),
        *("29 U.S.C. § 206(d)(1)", "29 U.S.C. § 207(d)", "29 U.S.C. §§ 201-219"),
    ]:
        StatuteFactory(citation=citation)


@pytest.mark.usefixtures("known")
def test_an_act_finds_every_section_in_it() -> None:
    found = {"18 U.S.C. § 2701", "18 U.S.C. § 2701(a)", "18 U.S.C. §§ 2701–2713"}
    assert overlapping(SCA) == {*found, "18 U.S.C. § 2702"}


@pytest.mark.usefixtures("known")
def test_a_section_finds_the_ranges_that_hold_it_and_a_subsection_its_section() -> None:
    assert overlapping("18 U.S.C. § 2702") == {"18 U.S.C. § 2702", "18 U.S.C. §§ 2701–2713"}
    assert "18 U.S.C. § 2701" in overlapping("18 U.S.C. § 2701(a)(1)")


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("text", ["Equal Pay Act", "29 U.S.C. § 206(d)"])
def test_an_act_of_a_subsection_does_not_find_its_sisters(text: str) -> None:
    found = {"29 U.S.C. § 206", "29 U.S.C. § 206(d)(1)", "29 U.S.C. §§ 201–219"}
    assert overlapping(text) == found
    assert overlapping("29 U.S.C. § 206") == {*found, "29 U.S.C. § 206(a)"}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("28 U.S.C. § 1332", {"28 U.S.C. § 1332", "28 U.S.C. § 1332(d)(2)"}),
        (
            "28 U.S.C. §§ 1331-1332",
            {"28 U.S.C. § 1331", "28 U.S.C. § 1332", "28 U.S.C. § 1332(d)(2)"},
        ),
        # A tort claim against the United States is one, however much of its section is named.
        ("Federal Tort Claims Act", {"28 U.S.C. § 1346"}),
        # Its act or its subsection does not ask for all that a court hears for who the parties are.
        ("28:1332(d)", {"28 U.S.C. § 1332(d)(2)"}),
        ("Class Action Fairness Act", {"28 U.S.C. § 1332(d)(2)"}),
        ("28 U.S.C. § 1332(a)(1)", set()),
        ("28 U.S.C. §§ 1-5001", {"28 U.S.C. § 2201"}),
        ("28 U.S.C. § 2201", {"28 U.S.C. § 2201"}),
        ("28 U.S.C. §§ 1-5001; 28 U.S.C. § 1331", {"28 U.S.C. § 1331", "28 U.S.C. § 2201"}),
    ],
)
def test_jurisdiction_sections_are_found_only_when_asked_for(text: str, found: set[str]) -> None:
    assert overlapping(text) == found


def test_what_is_read_of_a_citation_is_read_anew_with_a_new_version() -> None:
    """As where an act was not known yet when its section came here."""
    statute = StatuteFactory(citation="18 U.S.C. § 2701 et seq.")
    StatuteFactory(citation="18 U.S.C. § 1030")
    known = statute.upper_key
    Statute.objects.filter(pk=statute.pk).update(upper_key=statute.lower_key, popular_name="")
    assert overlapping("18:2702") == set()
    assert Statute.objects.read_anew() == 1
    assert Statute.objects.read_anew() == 0
    statute.refresh_from_db()
    assert (statute.upper_key, statute.popular_name) == (known, SCA)
    assert overlapping("18:2702") == {"18 U.S.C. § 2701 et seq."}


def test_a_citation_that_is_no_longer_read_stays_as_it_is() -> None:
    Statute.objects.create(citation="Roman Law", code="X", lower_key="a", upper_key="b")
    assert Statute.objects.read_anew() == 0


def test_a_citation_that_is_no_longer_read_has_its_place_on_the_list(client: Client) -> None:
    gone = Statute.objects.create(citation="Roman Law", code="X", lower_key="a", upper_key="b")
    assert gone.get_absolute_url() == "/statutes/?q=Roman+Law"
    assert "Roman Law" in words(page(client, gone.get_absolute_url()))


def test_migrating_reads_statutes_anew_and_says_that_counts_no_longer_hold() -> None:
    statute = StatuteFactory(citation="18 U.S.C. § 2701")
    turn = CardTurn.objects.now()
    _read_statutes_anew(using="default", apps=apps)
    assert CardTurn.objects.now() == turn
    Statute.objects.filter(pk=statute.pk).update(popular_name="")
    _read_statutes_anew(using="default", apps=apps)
    assert CardTurn.objects.now() != turn


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "text",
    [
        *(SCA, "18 U.S.C. § 2701", "18:2702", "28 U.S.C. §§ 1-5001", "28:1331", "CFAA", "FTCA"),
        *("CAFA", "28:1332", "28:1332(a)", "Equal Pay Act", "29:206", "29:206(d)(1)(A)", "FLSA"),
    ],
)
def test_the_list_holds_to_overlap_what_the_filter_does(text: str) -> None:
    known = KnownStatutes(Statute.objects.all())
    found = {it.citation for ref in parse(text) for it in known.overlapping(ref)}
    assert found == overlapping(text)


# --- Numbers


def test_a_case_under_two_sections_of_an_act_counts_once() -> None:
    act = StatuteFactory(citation="18 U.S.C. § 2701")
    headings = [
        Heading(act, frozenset({1, 2})),
        Heading(act, frozenset({2})),
        Heading(act, frozenset()),
    ]
    assert cases_under(headings, [([1], 10), ([1, 2], 5), ([2, 9], 2), ([], 7)]) == [17, 7, 0]


def test_each_number_of_the_list_is_that_of_the_list_of_cases() -> None:
    case_under("18 U.S.C. § 2701", "18 U.S.C. § 2702")
    case_under("18 U.S.C. § 2701 et seq.")
    case_under("18 U.S.C. § 2701(a)(1)", "18 U.S.C. § 1030")
    case_under("28 U.S.C. § 1331", "28 U.S.C. §§ 1331-1332")
    case_under("18 U.S.C. § 2510")
    listing = listed("jurisdiction=1")
    found = numbers(listing)
    assert found[SCA] == 3
    assert found["18 U.S.C. § 2702"] == 2
    assert found["28 U.S.C. § 1331"] == 1
    assert len(found) > 8
    for name, cases in found.items():
        assert Case.objects.claiming_under(*parse(name)).count() == cases, name


def test_jurisdiction_sections_stand_apart_and_only_when_asked_for() -> None:
    case_under("28 U.S.C. § 1332", "18 U.S.C. § 1030")
    assert "28 U.S.C. § 1332" not in numbers(listed())
    assert [line.cases for line in listed("jurisdiction=1").jurisdiction] == [1]
    assert [line.of.citation for line in listed("jurisdiction=1").page] == ["18 U.S.C. § 1030"]


def test_a_jurisdiction_section_that_is_named_is_asked_for() -> None:
    case_under("28 U.S.C. § 1332")
    assert [line.of.citation for line in listed("q=28:1332").jurisdiction] == ["28 U.S.C. § 1332"]
    assert not listed("q=18:1030").jurisdiction


def test_only_those_sections_of_jurisdiction_are_said_to_be_left_out_that_fit() -> None:
    case_under("28 U.S.C. § 1332", "28 U.S.C. § 1331")
    assert listed().jurisdiction_sections == 2
    assert listed("q=1332").jurisdiction_sections == 1
    assert listed("q=zebra").jurisdiction_sections == 0


def test_sections_are_grouped_by_title_and_code_in_their_natural_order() -> None:
    case_under("42:2000e-10", "42:2000e-5", "18:1030", "Cal. Bus. & Prof. Code § 17200")
    groups = {group.name: [line.of.citation for line in group.lines] for group in listed().groups}
    assert groups == {
        "18 U.S.C.": ["18 U.S.C. § 1030"],
        "42 U.S.C.": ["42 U.S.C. § 2000e-5", "42 U.S.C. § 2000e-10"],
        "Cal. Bus. & Prof. Code": ["Cal. Bus. & Prof. Code § 17200"],
    }


def test_the_most_cited_come_first_when_asked_for() -> None:
    case_under("18:1030")
    case_under("42:1983")
    case_under("42:1983")
    [group] = listed("sort=cases").groups
    assert [line.of.citation for line in group.lines] == ["42 U.S.C. § 1983", "18 U.S.C. § 1030"]
    assert listed("sort=nonsense").order == ""


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("sca", {SCA, "18 U.S.C. § 2701"}),
        ("18:2701", {SCA, "18 U.S.C. § 2701"}),
        ("2701", {SCA, "18 U.S.C. § 2701"}),
        ("fraud abuse", {"Computer Fraud and Abuse Act", "18 U.S.C. § 1030"}),
        ("zebra", set()),
        ("§§ 🦓 (((", set()),
    ],
)
def test_the_box_takes_citations_names_and_words_of_them(q: str, found: set[str]) -> None:
    case_under("18 U.S.C. § 2701", "18 U.S.C. § 1030")
    query = QueryDict(mutable=True)
    query["q"] = q
    names = set(numbers(StatuteList(query)))
    wider = {"Electronic Communications Privacy Act"}
    assert names - wider == found


def test_acts_without_a_case_are_told_apart() -> None:
    case_under("18 U.S.C. § 1030")
    listing = listed()
    assert [line.of.names[0] for line in listing.acts] == ["Computer Fraud and Abuse Act"]
    assert len(listing.acts_without_cases) == len(acts()) - 1


# --- The pages


def test_the_list_shows_acts_sections_and_numbers(client: Client) -> None:
    case_under("18 U.S.C. § 2701")
    case_under("28 U.S.C. § 1332")
    text = words(page(client, "/statutes/"))
    assert "Stored Communications Act SCA 18 U.S.C. §§ 2701–2713 1" in text
    assert "18 U.S.C. § 2701 Stored Communications Act 1" in text
    assert "1 section of jurisdiction" in text
    assert "Jurisdiction only" not in text


def test_an_empty_tracker_says_where_statutes_come_from(client: Client) -> None:
    assert "No case here is under a statute yet" in words(page(client, "/statutes/"))


def test_what_nothing_fits_is_said(client: Client) -> None:
    case_under("18 U.S.C. § 2701")
    assert "No case here is under “zebra”" in words(page(client, "/statutes/?q=zebra"))


def test_htmx_is_given_the_part_that_changes(client: Client) -> None:
    case_under("18 U.S.C. § 2701")
    html = client.get("/statutes/?q=sca", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert SCA in html


def test_the_list_asks_the_database_as_often_for_ten_as_for_one(client: Client) -> None:
    case_under("18 U.S.C. § 2701")
    queries(client, "/statutes/")
    few = queries(client, "/statutes/")
    for section in range(2701, 2711):
        case_under(f"18 U.S.C. § {section}", "28 U.S.C. § 1331")
    assert queries(client, "/statutes/?jurisdiction=1") == few
    assert few <= 4


def test_an_act_has_its_names_its_ranges_and_who_says_so(client: Client) -> None:
    case_under("18 U.S.C. § 2701", filed_on=date(2024, 5, 6), caption="Roe v. Doe")
    text = words(page(client, "/statutes/sca/"))
    assert "Stored Communications Act Also SCA and" in text
    assert "1 case here is under it." in text
    assert "Codified at 18 U.S.C. §§ 2701–2713 (18 U.S.C. ch. 121)" in text
    assert "Electronic Communications Privacy Act includes all of it" in text
    assert "Video Privacy Protection Act a part of it" in text
    assert "Roe v. Doe" in text


def test_a_section_shows_how_claims_cite_it(client: Client) -> None:
    case_under("18 U.S.C. § 2701", "18 U.S.C. § 2701 et seq.")
    case_under("18 U.S.C. § 2701 et seq.")
    case_under("18 U.S.C. § 2702")
    found = StatutePage(parse_one("18:2701"))
    assert found.total == 2
    assert {it.statute.citation: it.cases for it in found.written} == {
        "18 U.S.C. § 2701": 1,
        "18 U.S.C. § 2701 et seq.": 2,
    }
    assert "2 cases here are under it." in words(page(client, "/statutes/18-usc-2701/"))


def test_cases_are_counted_by_year_and_by_how_they_stand(client: Client) -> None:
    case_under("18:1030", filed_on=date(2022, 1, 1))
    case_under("18:1030", filed_on=date(2024, 1, 1))
    ended = case_under("18:1030", filed_on=date(2024, 2, 1))
    DisposingFilingFactory(case=ended, filed_on=date(2024, 3, 1))
    case_under("18:1030")
    found = StatutePage(parse_one("18:1030"))
    assert found.by_year == {2022: 1, 2024: 2}
    assert found.undated == 1
    assert {it.words: it.cases for it in found.endings} == {
        "open": 2,
        "voluntarily dismissed": 1,
        "not known": 1,
    }
    html = page(client, "/statutes/18-usc-1030/")
    assert "<title>2024: 2 cases</title>" in html
    assert "filed_after=2024-01-01&amp;filed_before=2024-12-31" in html
    assert "1 case of unknown date is not in the drawing" in words(html)


def test_the_twenty_newest_cases_are_shown_and_the_way_to_the_others(client: Client) -> None:
    for day in range(1, 24):
        case_under("18:1030", filed_on=date(2024, 1, day), caption=f"No. {day} v. Doe")
    text = words(page(client, "/statutes/18-usc-1030/"))
    assert "No. 23 v. Doe" in text
    assert "No. 4 v. Doe" in text
    assert "No. 3 v. Doe" not in text
    assert "All 23 cases" in text


def test_a_page_asks_the_database_as_often_for_ten_cases_as_for_one(client: Client) -> None:
    case_under("18 U.S.C. § 2701", filed_on=date(2024, 1, 1))
    queries(client, "/statutes/sca/")
    few = queries(client, "/statutes/sca/")
    for section in range(2701, 2711):
        case_under(f"18 U.S.C. § {section}", filed_on=date(2025, 1, 1))
    assert queries(client, "/statutes/sca/") == few
    assert few <= 10


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ("SCA", "sca"),
        ("stored-communications-act", "sca"),
        ("18%20U.S.C.%20%C2%A7%202701", "18-usc-2701"),
        ("18:2701", "18-usc-2701"),
    ],
)
def test_another_spelling_leads_to_the_one_address(
    client: Client, given: str, leads_to: str
) -> None:
    response = client.get(f"/statutes/{given}/")
    assert (response.status_code, response["Location"]) == (302, f"/statutes/{leads_to}/")


@pytest.mark.parametrize("slug", ["no-such-act", "99-usc-1", "18:2701,%202702", "%3Cb%3E"])
def test_what_is_no_statute_is_said_to_be_none(client: Client, slug: str) -> None:
    response = client.get(f"/statutes/{slug}/")
    assert response.status_code == 404
    assert "No statute is at this address" in response.content.decode()
    assert "<b>" not in response.content.decode()


def test_a_section_without_cases_has_its_page(client: Client) -> None:
    text = words(page(client, "/statutes/18-usc-2701/"))
    assert "No case here is under it." in text
    assert "Stored Communications Act includes all of it" in text


def test_an_act_of_just_this_section_is_its_name_and_does_not_hold_it(client: Client) -> None:
    text = words(page(client, "/statutes/42-usc-1983/"))
    assert "Known as Section 1983" in text
    assert "includes all of it" not in text


def test_a_section_of_a_code_that_only_cases_have_is_found(client: Client) -> None:
    case_under("Cal. Veh. Code § 22350")
    assert "1 case here" in words(page(client, "/statutes/cal-veh-code-22350/"))


def test_a_jurisdiction_section_says_what_it_is(client: Client) -> None:
    case_under("28 U.S.C. § 1332")
    text = words(page(client, "/statutes/28-usc-1332/"))
    assert "1 case here is under it. It says which court may hear a case" in text


def test_the_page_leads_to_the_same_cases_and_to_their_feed(client: Client) -> None:
    case_under("18 U.S.C. § 2701")
    html = page(client, "/statutes/sca/")
    assert 'href="/cases/?statute=Stored+Communications+Act"' in html
    assert 'href="/cases/feed/?statute=Stored+Communications+Act"' in html
    # Who has a key of their own is led to the address that a feed reader can use.
    client.force_login(person("paralegal"))
    follow = 'href="/cases/list/follow/?statute=Stored+Communications+Act"'
    assert follow in page(client, "/statutes/sca/")
    cases = StatutePage(act=parse_act("sca"))
    assert cases.total == Card.objects.under(*parse(cases.filter_value)).count()


def parse_act(name: str) -> Act:
    return next(act for act in acts() if name in map(str.lower, act.names))
