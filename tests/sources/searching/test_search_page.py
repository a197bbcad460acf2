"""The page of the search, as somebody reads it."""

import pytest
from django.test import Client

from cases.searching.marking import BEGINS
from tests.cases.test_pages import page, words
from tests.factories import (
    CaseFactory,
    ClaimStatuteFactory,
    CounselFactory,
    DocketNoteFactory,
    DocumentFactory,
    FilingFactory,
    PartyFactory,
    SnapshotFactory,
)
from tests.people import ANYBODY, NO_GROUP, signed_in

pytestmark = pytest.mark.django_db


def found(client: Client, query: str) -> str:
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_every_page_has_the_box_and_the_search_has_it_once(client: Client) -> None:
    for address in ("/cases/", "/sources/", "/search/", "/search/?q=x"):
        assert page(client, address).count('id="search-box"') == 1


def test_without_words_it_says_how_to_ask(client: Client) -> None:
    html = words(found(client, ""))
    assert "these words together, in this order" in html
    assert "Everything" not in html


def test_a_hit_is_shown_with_its_words_marked_and_leads_to_its_place(client: Client) -> None:
    case = CaseFactory(slug="roe", caption="Roe v. Doe", docket_number="5:25-cv-00709")
    FilingFactory(case=case, key="e3", number=3, text="Order on the zebra.")
    html = found(client, "q=zebra")
    assert 'href="/cases/roe/docket/?entry=e3#filing-e3"' in html
    assert "<mark>zebra</mark>." in html
    assert "1 case : 1 docket entry" in words(html)
    assert "Filter the list of cases" not in html  # which does not look in dockets
    assert 'href="/cases/?q=roe"' in found(client, "q=roe")


@pytest.mark.parametrize(
    ("who", "able"),
    [
        (ANYBODY, False),
        (NO_GROUP, False),
        ("reader", True),
        ("paralegal", True),
        ("attorney", True),
        ("admin", True),
    ],
)
@pytest.mark.parametrize("given", ["q=zebra", "q=zebra&kind=docket", "q=zebra&case=roe"])
def test_a_note_is_found_by_those_who_may_see_notes(who: str, able: bool, given: str) -> None:
    entry = FilingFactory(case__slug="roe", key="e3", number=3)
    DocketNoteFactory(filing=entry, text="Ask the zebra.")
    response = signed_in(who).get(f"/search/?{given}")
    assert response.status_code == 200
    html = response.content.decode()
    assert ("Note on docket entry 3" in html) == able
    assert ("notes of colleagues" in html or "1 note of a colleague" in html) == able
    if able:
        link = f"/cases/roe/docket/?entry=e3#told-{entry.pk}"
        assert f'href="{link}"' in html
        assert f'id="told-{entry.pk}"' in signed_in(who).get(link).content.decode()


def test_the_description_of_a_kept_paper_stands_where_its_hit_leads(client: Client) -> None:
    entry = FilingFactory(case__slug="roe", key="e3")
    kept = {"content": b"x", "filename": "a.pdf", "sha256": "0" * 64}
    DocumentFactory(filing=entry, attachment=1, description="Zebra letters", **kept)
    assert 'href="/cases/roe/docket/?entry=e3#filing-e3"' in found(client, "q=zebra")
    assert "Zebra letters" in page(client, "/cases/roe/docket/?entry=e3")


def test_hostile_text_is_shown_as_it_is_and_never_as_markup(client: Client) -> None:
    hostile = f"<script>alert(1)</script> <b onclick=x>zebra</b> &amp; {BEGINS}zebra"
    entry = FilingFactory(text=hostile, case__caption="<i>zebra</i>")
    DocumentFactory(filing=entry, description=hostile)
    DocketNoteFactory(filing=entry, text=hostile)
    PartyFactory(name="<img src=x> zebra")
    SnapshotFactory(text=f"</li><script>zebra</script>{hostile}")
    html = found(client, "q=zebra")
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b onclick" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;i&gt;<mark>zebra</mark>&lt;/i&gt;" in html
    assert "&lt;script&gt;" in found(client, "q=<script>zebra")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=the", "“the” is in nearly every text."),
        ("q=-settled", "Say also what must be there"),
        ("q=%00", "(a NUL byte)"),
        ("q=" + "x" * 10_000, "That is 10,000 characters"),
        ("q=zebra", "Nothing found for “zebra”"),
        ("q=zebra+horse&kind=docket", "Look everywhere"),
    ],
    ids=lambda it: it[:12],
)
def test_it_says_what_to_do(client: Client, query: str, said: str) -> None:
    assert said in words(found(client, query))


def test_what_one_case_does_not_have_may_be_looked_for_in_all(client: Client) -> None:
    CaseFactory(slug="roe", caption="Roe v. Doe")
    html = found(client, "q=zebra&case=roe")
    assert "Look in all cases , not only in Roe v. Doe." in words(html)
    assert 'href="?q=zebra"' in html


def test_a_statute_that_no_text_has_leads_to_its_cases_and_not_to_its_spelling(
    client: Client,
) -> None:
    ClaimStatuteFactory()
    text = words(found(client, "q=18:2701"))
    assert "1 case under 18 U.S.C. § 2701" in text
    assert "No text has “18:2701” in it" in text
    assert "spelling" not in text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zebrawoks", "Zebraworks"),  # a letter is missing
        ("ZEBRAWROKS", "Zebraworks"),  # two have changed places
        ("zebrawoks privacy", "Zebraworks privacy"),
        ("Quagmrie", "Quagmire"),  # a judge
        ("Partnerr", "Partners"),  # a firm
    ],
)
def test_a_name_spelled_nearly_so_is_offered(client: Client, typed: str, meant: str) -> None:
    case = CaseFactory(caption="Roe v. Doe", judges=["Ann Quagmire"])
    party = PartyFactory(case=case, name="Zebraworks, Inc.")
    CounselFactory(case=case, represents=party, firm="Cat Partners")
    assert f"Did you mean {meant} ?" in words(found(client, f"q={typed}"))


@pytest.mark.parametrize("typed", ["zebrafish", "zeb", "12345", '"zebrawoks"', "zebraworks+horse"])
def test_what_is_near_to_no_name_or_is_one_is_left_as_it_is(client: Client, typed: str) -> None:
    PartyFactory(name="Zebraworks, Inc.")
    assert "Did you mean" not in words(found(client, f"q={typed}"))


@pytest.mark.parametrize("query", ["kind=nonsense", "page=nonsense", "page=-1", "page=999999"])
def test_a_kind_or_page_that_is_none_is_overlooked(client: Client, query: str) -> None:
    CaseFactory(caption="Zebra v. Doe")
    assert "<mark>Zebra</mark> v. Doe" in found(client, f"q=zebra&{query}")


@pytest.mark.parametrize("slug", ["nobody", "%00"])
def test_a_case_that_is_not_there_is_not_found(client: Client, slug: str) -> None:
    status = client.get(f"/search/?q=zebra&case={slug}").status_code
    assert status == (404 if slug == "nobody" else 200)


def test_more_cases_than_a_page_are_on_the_next(client: Client) -> None:
    for number in range(25):
        CaseFactory(caption=f"Zebra {number}")
    first = found(client, "q=zebra")
    assert "25 cases" in words(first)
    assert 'href="?q=zebra&amp;page=2"' in first
    assert found(client, "q=zebra&page=2").count("<mark>Zebra</mark>") == 5


def test_the_hits_of_one_case_are_shown_alone(client: Client) -> None:
    case = CaseFactory(slug="roe", caption="Roe v. Doe")
    FilingFactory.create_batch(8, case=case, text="zebra")
    FilingFactory(text="zebra", case__caption="Another")
    assert 'href="?q=zebra&amp;case=roe">and 5 more in this case' in found(client, "q=zebra")
    alone = found(client, "q=zebra&case=roe")
    assert alone.count("<mark>zebra</mark>") == 8
    assert "Another" not in alone


def test_to_htmx_the_results_alone_go_back(client: Client) -> None:
    response = client.get(
        "/search/?q=zebra", headers={"HX-Request": "true", "HX-Target": "results"}
    )
    assert "<html" not in response.content.decode()
    assert "HX-Target" in response["Vary"]
