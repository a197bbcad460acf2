"""What the API answers: cases with the filters of the page, and all that belongs to them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.filters import CaseFilter
from cases.models import Case
from tests.api.asking import Program, walked
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    DisposingFilingFactory,
    DocketNoteFactory,
    DocumentFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    RulingFactory,
    SnapshotFactory,
)
from tests.people import person

LISTS = [
    *("/cases/", "/cases/roe-v-doe/facts/", "/cases/roe-v-doe/docket/", "/parties/", "/claims/"),
    *("/cases/roe-v-doe/parties/", "/cases/roe-v-doe/claims/"),
    *("/statutes/", "/sources/", "/citations/"),
]


def test_a_case_has_its_parties_claims_and_statutes_with_their_links(case: Case) -> None:
    program = Program()
    [listed] = program.rows("/cases/")
    one = program.get(listed["url"]).json()
    for found in (listed, one):
        assert found["caption"] == "Roe v. Doe"
        assert [party["name"] for party in found["parties"]] == ["Acme"]
        [claim] = found["claims"]
        assert [it["citation"] for it in claim["statutes"]] == ["18 U.S.C. § 2701"]
    for link in [listed["parties"][0]["url"], claim["url"], claim["statutes"][0]["url"]]:
        assert program.get(link).status_code == 200
    for link in one["links"].values():
        assert program.client.get(link.removeprefix("http://testserver")).status_code == 200


def test_a_case_says_how_its_evidence_stands(case: Case) -> None:
    CitationFactory(about=case.parties.get(), field="name", stated_value="Beta Corp.")
    evidence = Program().get("/cases/roe-v-doe/").json()["evidence"]
    assert (evidence["disputed"], evidence["undecided"], evidence["sourced"]) == (1, 1, 1)
    assert len(evidence["sources"]) == 2
    assert not evidence["signed_off"]


def test_a_case_of_which_little_is_known_has_nothing_in_those_places(db: None) -> None:
    CaseFactory(slug="unknown", caption="In re Somebody")
    found = Program().get("/cases/unknown/").json()
    assert (found["court"], found["filed_on"], found["status"]) == (None, None, "unknown")


def test_how_it_ended_is_what_the_filing_says(case: Case) -> None:
    DisposingFilingFactory(case=case, filed_on=date(2025, 3, 1))
    found = Program().get("/cases/roe-v-doe/").json()
    assert (found["status"], found["disposition"], found["ended_on"]) == (
        "closed",
        "voluntary_dismissal",
        "2025-03-01",
    )


def test_of_many_parties_the_first_are_named_and_all_counted(case: Case) -> None:
    for _ in range(25):
        PartyFactory(case=case)
    [found] = Program().rows("/cases/")
    assert (len(found["parties"]), found["party_count"]) == (20, 26)
    assert len(walked(Program(), "/cases/roe-v-doe/parties/?page_size=7")) == 26


# --- Filters --------------------------------------------------------------------------------------


def test_every_filter_of_the_page_is_one_here(db: None) -> None:
    parameters = Program().get("/schema/").content.decode()
    for name in CaseFilter.base_filters:
        assert f"name: {name}\n" in parameters


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("statute=18:2701", True),
        ("statute=Stored+Communications+Act", True),
        ("statute=42:1983", False),
        ("court=cand", True),
        ("status=unknown", True),
        ("status=open", False),
        ("party=acme", True),
        ("counsel=advocate", True),
        ("claim=wiretapping", True),
        ("filed_after=2020-01-01", False),
        ("q=roe", True),
    ],
)
def test_a_filter_means_what_it_means_on_the_page(case: Case, given: str, found: bool) -> None:
    assert bool(Program().rows(f"/cases/?{given}")) == found


def test_a_misspelt_filter_is_refused_by_its_name(case: Case) -> None:
    for address in LISTS:
        response = Program().get(f"{address}?statuet=18:2701")
        assert response.status_code == 400, address
        [words] = response.json()["errors"]["statuet"]
        assert words.startswith("There is no such filter. There are: ")


@pytest.mark.parametrize("address", ["/", "/cases/roe-v-doe/", "/cases/roe-v-doe/docket/one/"])
def test_one_row_takes_no_parameters(case: Case, address: str) -> None:
    assert "page" in Program().get(f"{address}?page=2").json()["errors"]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("statute=banana", "statute"),
        ("statute=100%25", "statute"),
        ("court=nowhere", "court"),
        ("status=ajar", "status"),
        ("filed_after=2025-02-30", "filed_after"),
        ("sort=colour", "sort"),
        ("party=%00", "party"),
        ("party=", "party"),
        ("q=" + "x" * 300, "q"),
        ("party=a&party=b", "party"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_its_place(
    case: Case, given: str, place: str
) -> None:
    response = Program().get(f"/cases/?{given}")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {place}


@pytest.mark.parametrize(
    "address",
    [
        "/statutes/?title=0.5",
        "/statutes/?title=-1",
        f"/statutes/?title={10**30}",
        "/statutes/?jurisdictional=perhaps",
        "/cases/roe-v-doe/docket/?orders=AAA",
        f"/citations/?source={10**30}",
        "/citations/?source=x",
    ],
)
def test_a_number_is_a_number_and_a_yes_is_a_yes(case: Case, address: str) -> None:
    assert Program().get(address).status_code == 400


def test_several_courts_may_be_asked_for(case: Case) -> None:
    assert Program().get("/cases/?status=open&status=unknown").status_code == 200


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/parties/?case=roe-v-doe", 1),
        ("/parties/?role=plaintiff", 0),
        ("/claims/?statute=18:2701-2713", 1),
        ("/claims/?statute=17:501", 0),
        ("/statutes/?statute=SCA", 1),
        ("/statutes/?title=42", 0),
        ("/sources/?publisher=the+gazette", 1),
        ("/citations/?case=roe-v-doe&target=party&row=acme&field=name", 1),
        ("/citations/?case=roe-v-doe&target=party&row=acme&field=row", 0),
        ("/cases/roe-v-doe/docket/?kind=motion&number=1-", 1),
        ("/cases/roe-v-doe/docket/?q=nowhere", 0),
        ("/cases/roe-v-doe/facts/?target=party&show=all&page_size=1", 1),
        ("/cases/roe-v-doe/facts/?show=differ", 0),
    ],
)
def test_other_lists_have_filters_of_their_own(case: Case, address: str, count: int) -> None:
    assert len(Program().rows(address)) == count


def test_a_row_is_of_a_case_and_a_kind(case: Case) -> None:
    response = Program().get("/citations/?row=acme")
    assert "Say case and target too" in response.json()["errors"]["row"][0]


# --- Evidence -------------------------------------------------------------------------------------


def test_each_fact_leads_to_the_passages_that_state_it(case: Case) -> None:
    program = Program()
    facts = {fact["id"]: fact for fact in walked(program, "/cases/roe-v-doe/facts/?page_size=3")}
    name = facts["roe-v-doe/party:acme/name"]
    assert (name["value"], name["supporting"], name["disputed"]) == ("Acme", 1, False)
    [citation] = program.rows(name["links"]["citations"])
    assert citation["passage"]["exact"] == "Acme was sued"
    assert (citation["fact"], citation["agrees"]) == (name["id"], True)
    text = program.get(citation["passage"]["snapshot"]).json()["text"]
    place = slice(citation["passage"]["start"], citation["passage"]["end"])
    assert text[place] == "Acme was sued"


def test_a_row_leads_to_its_citations(case: Case) -> None:
    program = Program()
    [party] = program.rows("/parties/")
    [citation] = program.rows(party["citations"])
    assert citation["publisher"] == "The Gazette"


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "%00"])
def test_a_place_among_facts_that_is_none_is_refused(case: Case, cursor: str) -> None:
    assert Program().get(f"/cases/roe-v-doe/facts/?cursor={cursor}").status_code == 400


# --- Dockets --------------------------------------------------------------------------------------


def test_an_entry_says_what_it_decides_and_by_which_it_is_decided(case: Case) -> None:
    motion = case.filings.get()
    order = FilingFactory(case=case, key="two", number=2, kind="order", text="GRANTED")
    RulingFactory(order=order, motion=motion, outcome="granted")
    two, one = Program().rows("/cases/roe-v-doe/docket/")
    assert two["decides"][0]["motion"]["url"] == one["url"]
    assert one["decided_by"][0]["order"]["number"] == 2
    assert (one["text"], two["text"]) == (None, "GRANTED")


def test_a_paper_of_a_sealed_entry_is_for_who_reads_here(case: Case) -> None:
    entry = FilingFactory(case=case, key="sealed", sealed=True)
    DocumentFactory(filing=entry, filename="a.pdf", content=b"%PDF", sha256="0" * 64)
    address = "/cases/roe-v-doe/docket/sealed/"
    assert Program().get(address).json()["documents"][0]["file"] is None
    assert Program("reader").get(address).json()["documents"][0]["file"] is not None


def test_what_colleagues_tell_each_other_stays_among_them(case: Case) -> None:
    DocketNoteFactory(filing=case.filings.get(), text="Ask Ada.", written_by=person("paralegal"))
    for who in ("anybody", "attorney"):
        assert "Ask Ada." not in Program(who).get("/cases/roe-v-doe/docket/").content.decode()
    assert Program().get("/cases/roe-v-doe/docket/?tag=x").status_code == 400


# --- Queries --------------------------------------------------------------------------------------


def more_of_everything(case: Case) -> None:
    for number in range(3):
        other = CaseFactory(filed_on=date(2025, 1, 1))
        for of_one in (case, other):
            party = PartyFactory(case=of_one)
            CounselFactory(case=of_one, represents=party)
            claim = ClaimFactory(case=of_one)
            claim.against.add(party)
            ClaimStatuteFactory(claim=claim, statute__citation=f"18 U.S.C. § {2702 + number}")
            motion = FilingFactory(case=of_one, kind="motion", filed_by=party)
            RulingFactory(order=FilingFactory(case=of_one, answers=motion), motion=motion)
            DocumentFactory(filing=motion)
            passage = PassageFactory(snapshot=SnapshotFactory(text=f"Text {number}"), exact="Text")
            CitationFactory(about=claim, field="title", stated_value="X", passage=passage)
            CitationFactory(about=motion, field="text", stated_value="X", passage=passage)


@pytest.mark.parametrize("address", [*LISTS, "/cases/roe-v-doe/"])
def test_more_rows_cost_no_more_queries(case: Case, address: str) -> None:
    more_of_everything(case)
    Program().get(address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert Program().get(address).status_code == 200
        counts.append(len(queries))
        more_of_everything(case)
    # Three more of each. Two to spare: a minute that begins, and what else the server wrote
    # meanwhile, are looked into.
    assert counts[1] <= counts[0] + 2
    assert counts[0] <= 26


def more_of_each_row(case: Case) -> None:
    entry, party, claim = case.filings.get(key="one"), case.parties.first(), case.claims.first()
    snapshot = case.citations.get().passage.snapshot
    assert claim is not None
    for _ in range(3):
        order = FilingFactory(case=case, answers=entry)
        RulingFactory(order=order, motion=entry)
        DocumentFactory(filing=entry, attachment=order.pk % 30_000 + 1)
        CounselFactory(case=case, represents=party)
        claim.against.add(PartyFactory(case=case))
        ClaimStatuteFactory(claim=claim, statute__citation=f"18 U.S.C. § {1000 + order.pk}")
        SnapshotFactory(source=snapshot.source, text=f"As it was {order.pk}")


@pytest.mark.parametrize(
    "address",
    [
        *("/cases/roe-v-doe/docket/one/", "/parties/{party}/", "/claims/{claim}/"),
        *("/statutes/{statute}/", "/sources/{source}/", "/snapshots/{snapshot}/"),
        "/citations/{citation}/",
    ],
)
def test_more_that_a_row_has_costs_no_more_queries(
    case: Case, keys: dict[str, int], address: str
) -> None:
    counts = []
    for _ in range(2):
        more_of_each_row(case)
        with CaptureQueriesContext(connection) as queries:
            assert Program().get(address.format(**keys)).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1  # a minute that begins
    assert counts[0] <= 12


# --- Addresses that are none ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/cases/no-such/", "/cases/no-such/facts/", "/cases/no-such/docket/", "/parties/0/",
     f"/parties/{10**30}/", "/nowhere/", "/cases/roe-v-doe/docket/none/", "/parties/%0A/"],
)  # fmt: skip
def test_what_is_not_there_is_told_as_json(case: Case, address: str) -> None:
    response = Program().get(address)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "/api/v1/" in response.json()["detail"]


def test_an_address_without_its_slash_leads_to_it(case: Case) -> None:
    assert Program().get("/cases").headers["Location"] == "/api/v1/cases/"


def test_a_method_that_an_address_does_not_have_is_refused(case: Case) -> None:
    response = Program("admin").post("/cases/", {})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_another_form_of_answer_is_not_to_be_had(case: Case) -> None:
    response = Program().get("/cases/", Accept="text/html")
    assert response.status_code == 406
    assert "application/json" in response.json()["detail"]
