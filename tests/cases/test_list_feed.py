"""The cases of a filter as a feed: what it holds, and who reads it, with a key and without."""

import xml.etree.ElementTree as ET
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, FeedKey
from casetracker.models import User
from tests.cases.test_pages import closed_case, page, queries
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CourtFactory,
    DisposingFilingFactory,
    FeedKeyFactory,
    FilingFactory,
    SavedFilterFactory,
)
from tests.hostile import hostile_case
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db

FEED = "/cases/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, address: str) -> list[dict[str, str]]:
    """What each entry of a feed holds, by the names of its elements; links by their address."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)
    return [
        {part.tag.removeprefix(ATOM): part.text or part.get("href", "") for part in entry}
        for entry in root.iter(f"{ATOM}entry")
    ]


def titles(client: Client, address: str) -> list[str]:
    return [entry["title"] for entry in entries(client, address)]


@pytest.fixture
def key() -> FeedKey:
    made: FeedKey = FeedKeyFactory(owner=person("reader"))
    return made


# --- What it holds ----------------------------------------------------------------------------


def test_a_feed_has_the_cases_of_its_filter_the_last_to_come_in_first(client: Client) -> None:
    CaseFactory(caption="Wanted 1", filed_on=date(2025, 1, 1))
    CaseFactory(caption="Wanted 2", filed_on=date(2019, 1, 1))
    CaseFactory(caption="Other")
    assert titles(client, f"{FEED}?q=wanted") == ["Wanted 2", "Wanted 1"]
    assert titles(client, f"{FEED}?q=wanted&filed_after=2020-01-01") == ["Wanted 1"]


def test_an_entry_says_what_the_case_is_and_how_it_stands(client: Client) -> None:
    case = closed_case(caption="A v. B", court=CourtFactory(citation="N.D. Cal."))
    ClaimStatuteFactory(claim=ClaimFactory(case=case, title="Snooping"))
    [entry] = entries(client, FEED)
    assert entry["link"].endswith(case.get_absolute_url())
    assert entry["summary"] == (
        "N.D. Cal., docket number not known; filed 21 January 2025; closed: voluntarily dismissed "
        "without prejudice. For Snooping (18 U.S.C. § 2701)."
    )
    assert entry["updated"]


def test_an_edit_of_the_case_is_an_update_of_its_entry(client: Client) -> None:
    case = CaseFactory(caption="A v. B")
    [before] = entries(client, FEED)
    Case.objects.filter(pk=case.pk).update(caption="A v. C")
    [after] = entries(client, FEED)
    assert (after["title"], after["id"]) == ("A v. C", before["id"])


@pytest.mark.django_db(transaction=True)
def test_the_end_of_a_case_is_an_update_of_its_entry(client: Client) -> None:
    case = CaseFactory(caption="A v. B", filed_on=date(2025, 1, 1))
    FilingFactory(case=case)
    [before] = entries(client, FEED)
    DisposingFilingFactory(case=case)
    [after] = entries(client, FEED)
    assert "open" in before["summary"]
    assert "closed" in after["summary"]
    assert after["updated"] > before["updated"]


def test_a_reader_that_has_the_feed_is_told_so(client: Client) -> None:
    for address in (f"{FEED}?q=alpha", f"{FEED}?q=nobody"):
        CaseFactory(caption="Alpha")
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "private" in again["Cache-Control"]


def test_a_case_that_the_filter_leaves_no_more_is_news_to_a_reader(client: Client) -> None:
    """So its last change is no sign: what is left was changed before."""
    CaseFactory(caption="Alpha")
    second = CaseFactory(caption="Alpha too")
    first = client.get(f"{FEED}?q=alpha")
    Case.objects.filter(pk=second.pk).update(caption="Beta")
    kept = {"If-None-Match": first["ETag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(f"{FEED}?q=alpha", headers=kept).status_code == 200
    assert "Last-Modified" not in first


def test_no_text_of_others_breaks_the_feed(client: Client) -> None:
    hostile_case()
    CaseFactory(caption="Bell \x07 v. \x0b Tab <b>&amp;")
    assert titles(client, FEED)[0] == "Bell   v.   Tab <b>&amp;"
    assert len(titles(client, FEED)) == Case.objects.count() == 3


def test_a_filter_that_makes_no_sense_is_refused_and_not_left_out_in_silence(
    client: Client,
) -> None:
    CaseFactory(caption="A v. B")
    response = client.get(f"{FEED}?statute=banana&q=a")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("Nothing is sent, for this filter cannot be")
    assert "Statute: 'banana' is not understood" in response.content.decode()


def test_a_feed_asks_the_database_as_often_for_40_cases_as_for_4(client: Client) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            ClaimStatuteFactory(claim=ClaimFactory())

    add(4)
    few = queries(client, FEED)
    add(36)
    assert queries(client, FEED) == few <= 5
    add(20)
    assert len(entries(client, FEED)) == 50


# --- Who reads it -----------------------------------------------------------------------------


@pytest.fixture
def closed(settings: Any) -> None:
    """Nobody reads who is not signed in, as in a firm."""
    settings.PUBLIC_READING = False


def test_whoever_is_not_signed_in_reads_no_feed_of_a_firm(client: Client, closed: None) -> None:
    response = client.get(FEED)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in/")


def test_a_key_stands_for_its_owner(client: Client, closed: None, key: FeedKey) -> None:
    CaseFactory(caption="A v. B")
    assert titles(client, f"{FEED}?q=a&key={key.key}") == ["A v. B"]


@pytest.mark.parametrize("wrong", ["", "x", "%00", "x" * 5000, "'--"])
def test_a_key_that_nobody_has_finds_nothing(client: Client, closed: None, wrong: str) -> None:
    assert client.get(f"{FEED}?key={wrong}").status_code == 404


def test_a_wrong_key_finds_nothing_where_everybody_may_read_either(client: Client) -> None:
    assert client.get(f"{FEED}?key=x").status_code == 404


def test_whoever_is_deactivated_reads_no_feed_any_more(
    client: Client, closed: None, key: FeedKey
) -> None:
    User.objects.filter(pk=key.owner_id).update(is_active=False)
    assert client.get(f"{FEED}?key={key.key}").status_code == 404


def test_whoever_has_left_the_groups_reads_no_feed_any_more(
    client: Client, closed: None, key: FeedKey
) -> None:
    key.owner.groups.clear()
    assert client.get(f"{FEED}?key={key.key}").status_code == 404


def test_a_key_opens_nothing_but_feeds(client: Client, closed: None, key: FeedKey) -> None:
    for address in ("/cases/", "/cases/list.csv", "/cases/list/saved/"):
        response = client.get(f"{address}?key={key.key}")
        assert response.status_code == 302, address


def test_another_key_ends_the_old_one(closed: None, key: FeedKey) -> None:
    client = Client()
    client.force_login(key.owner)
    assert f"{FEED}?q=a&amp;key={key.key}" in page(client, "/cases/list/follow/?q=a")
    old = key.key
    client.post("/cases/list/follow/?q=a")
    key.refresh_from_db()
    assert key.key in page(client, "/cases/list/follow/?q=a")
    assert Client().get(f"{FEED}?key={key.key}").status_code == 200
    assert Client().get(f"{FEED}?key={old}").status_code == 404


def test_the_feed_does_not_repeat_the_key(client: Client, key: FeedKey) -> None:
    CaseFactory()
    answer = client.get(f"{FEED}?q=someone&key={key.key}")
    assert key.key not in answer.content.decode()
    assert "private" in answer["Cache-Control"]


def test_the_page_with_the_key_is_kept_nowhere() -> None:
    assert "no-store" in signed_in("reader").get("/cases/list/follow/")["Cache-Control"]
    assert Client().get("/cases/list/follow/").status_code == 302


# --- Feeds of saved filters -------------------------------------------------------------------


def test_the_feed_of_a_saved_filter_follows_its_changes(
    client: Client, closed: None, key: FeedKey
) -> None:
    CaseFactory(caption="Alpha")
    CaseFactory(caption="Beta")
    saved = SavedFilterFactory(owner=key.owner, query="q=alpha")
    address = f"/cases/list/saved/{saved.pk}/feed/?key={key.key}"
    assert titles(client, address) == ["Alpha"]
    saved.query = "q=beta"
    saved.save()
    assert titles(client, address) == ["Beta"]


def test_a_key_reads_the_filters_that_its_owner_sees_and_no_others(
    client: Client, closed: None, key: FeedKey
) -> None:
    CaseFactory()
    shared, own = SavedFilterFactory(shared=True), SavedFilterFactory()
    for saved, status in ((shared, 200), (own, 404)):
        address = f"/cases/list/saved/{saved.pk}/feed/?key={key.key}"
        assert client.get(address).status_code == status
