"""The pages of the conflict check: the form, what was found, the log, and who may see them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import ConflictCheck
from sources import jobs
from sources.actions.check_conflicts import check_conflicts
from sources.models import ConflictRequest, JobState
from tests.factories import (
    ConflictCheckFactory,
    ConflictOutcomeFactory,
    ConflictRequestFactory,
    PartyFactory,
)
from tests.people import ANYBODY, NO_GROUP, person, signed_in

pytestmark = pytest.mark.django_db

WORKERS = ["paralegal", "attorney", "admin"]
OTHERS = [ANYBODY, NO_GROUP, "reader"]
HTMX = {"HX-Request": "true"}
MANY = "\n".join(["Acme", *(f"Nobody {n}" for n in range(59))])


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


def test_names_are_checked_and_what_was_found_has_an_address(paralegal: Client) -> None:
    PartyFactory(name="ACME, INC.", case__caption="Roe v. Acme")
    given = {"names": "Acme\nNobody Atall", "matter": "New client"}
    response = paralegal.post("/conflicts/", given)
    check = ConflictCheck.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/conflicts/{check.pk}/")
    text = words(page(paralegal, f"/conflicts/{check.pk}/"))
    assert "1 name of 2 needs a look; one appears nowhere" in text
    assert "ACME, INC. near party · the same but for INC. · 1 appearance" in text
    assert "Roe v. Acme" in text
    nowhere = "Nowhere as party, counsel or firm. Look for it in docket texts and sources:"
    assert f"Appear nowhere {nowhere} Nobody Atall" in text
    assert f"Number {check.pk}, by {check.made_by.get_username()} on" in text


def test_a_name_that_is_nowhere_leads_to_the_search_of_its_words(paralegal: Client) -> None:
    paralegal.post("/conflicts/", {"names": 'Nobody "X" & Atall'})
    html = page(paralegal, f"/conflicts/{ConflictCheck.objects.get().pk}/")
    assert "Nowhere as party, counsel or firm. Look for it in docket texts and sources:" in html
    [address] = re.findall(r'href="(/search/\?q=[^"]+)"', html)
    assert address == "/search/?q=%22Nobody%20%20X%20%20%26%20Atall%22"
    page(paralegal, address)


def test_many_of_a_surname_stand_in_a_fold_that_counts_them(paralegal: Client) -> None:
    for at in "abcdefghijkl":
        PartyFactory(name=f"Person{at} Smith")
    paralegal.post("/conflicts/", {"names": "Smith"})
    text = words(page(paralegal, f"/conflicts/{ConflictCheck.objects.get().pk}/"))
    assert "Smith 12 of that surname" in text
    said = "Also of that surname, or with that word within: 12 names, 12 appearances"
    assert said in text
    assert "Persona Smith near party · a surname alone · 1 appearance" in text


def test_what_cannot_be_checked_is_said_and_not_lost(paralegal: Client) -> None:
    response = paralegal.post("/conflicts/", {"names": "Acme\n" + "x" * 301, "matter": "m"})
    assert response.status_code == 400
    html = response.content.decode()
    assert "Line 2 has 301 characters" in html
    assert "Acme\n" in html
    assert not ConflictCheck.objects.exists()


def test_a_check_without_names_is_refused_in_words(paralegal: Client) -> None:
    response = paralegal.post("/conflicts/", {"names": " \n "})
    assert response.status_code == 400
    assert "Write the names to look for, one a line." in response.content.decode()


def test_a_name_that_is_markup_stays_words(paralegal: Client) -> None:
    PartyFactory(name="<b>Acme</b>")
    paralegal.post("/conflicts/", {"names": "<b>Acme</b>\n<script>"})
    html = page(paralegal, f"/conflicts/{ConflictCheck.objects.get().pk}/")
    assert "<b>Acme" not in html
    assert "&lt;b&gt;Acme&lt;/b&gt;" in html


def test_the_log_has_who_when_what_for_and_what_came_of_it(paralegal: Client) -> None:
    ConflictOutcomeFactory(check_made__matter="Big client", outcome="conflict")
    ConflictCheckFactory(matter="Small client", names_given=3, names_found=2)
    text = words(page(paralegal, "/conflicts/"))
    assert "Small client 2 of 3 names no outcome yet" in text
    assert "Big client none of 1 name conflict" in text


def test_the_log_asks_the_database_as_often_for_ten_as_for_one(paralegal: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(paralegal, "/conflicts/")
        return len(captured)

    ConflictOutcomeFactory()
    few = queries()
    for _ in range(10):
        ConflictOutcomeFactory()
    assert queries() == few


def test_the_names_of_an_earlier_check_can_be_checked_again(paralegal: Client) -> None:
    check = ConflictCheckFactory(names="Acme\nBeta", matter="New client")
    html = page(paralegal, f"/conflicts/?again={check.pk}")
    assert "Acme\nBeta" in html
    assert 'value="New client"' in html
    for nonsense in ("0", "x", "-1", "9" * 30, "²"):
        page(paralegal, f"/conflicts/?again={nonsense}")


def test_an_attorney_says_what_came_of_it() -> None:
    attorney, check = signed_in("attorney"), ConflictCheckFactory()
    address = f"/conflicts/{check.pk}/outcome/"
    response = attorney.post(address, {"outcome": "refer", "reason": "Ask the partner."})
    assert response.status_code == 302
    assert attorney.post(address, {"outcome": "cleared", "reason": "Another."}).status_code == 302
    text = words(page(attorney, f"/conflicts/{check.pk}/"))
    assert re.search(r"cleared Another\. .* referred Ask the partner\. .*; no longer stands", text)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "So."}, "Choose one: cleared, conflict or referred."),
        ({"outcome": "cleared", "reason": "  "}, "Say why"),
        ({"outcome": "maybe", "reason": "So."}, "maybe is not one of the available choices"),
    ],
)
def test_an_outcome_that_says_nothing_is_refused(given: dict[str, str], said: str) -> None:
    attorney, check = signed_in("attorney"), ConflictCheckFactory()
    response = attorney.post(f"/conflicts/{check.pk}/outcome/", given)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not check.outcomes.exists()


def test_a_check_is_saved_as_a_guarded_file(paralegal: Client) -> None:
    PartyFactory(name="=Acme", case__caption="+Roe v. Acme")
    paralegal.post("/conflicts/", {"names": "=Acme\nNobody", "matter": "@client"})
    response = paralegal.get(f"/conflicts/{ConflictCheck.objects.get().pk}/conflicts.csv")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert '"\'=Acme","exact","the same","\'=Acme","party","defendant","\'+Roe v. Acme"' in text
    assert '"Nobody","none","nothing like it here"' in text
    assert '"\'@client"' in text


# --- A long list, which a worker checks


def failed(**columns: Any) -> ConflictRequest:
    ended = {"state": JobState.FAILED, "failure": "It was stopped.", "finished_at": timezone.now()}
    return ConflictRequestFactory(**ended, **columns)


def test_a_long_list_is_under_way_until_all_of_it_is_checked(paralegal: Client) -> None:
    PartyFactory(name="Acme", case__caption="Roe v. Acme")
    response = paralegal.post("/conflicts/", {"names": MANY, "matter": "New client"})
    asked = ConflictRequest.objects.get()
    address = f"/conflicts/asked/{asked.pk}/"
    assert (response.status_code, response["Location"]) == (302, address)
    assert not ConflictCheck.objects.exists()
    text = words(page(paralegal, address))
    assert "New client 60 names, given by" in text
    assert "0 of 60 names checked" in text
    assert f'href="{address}"' in page(paralegal, "/conflicts/")
    jobs.work_on(ConflictRequest, asked.pk, check_conflicts)
    check = ConflictCheck.objects.get()
    assert paralegal.get(address)["Location"] == f"/conflicts/{check.pk}/"
    assert "1 name of 60 needs a look" in words(page(paralegal, f"/conflicts/{check.pk}/"))
    assert f'href="{address}"' not in page(paralegal, "/conflicts/")


def test_the_page_tells_how_many_are_done_and_then_leads_to_what_was_found(
    paralegal: Client,
) -> None:
    asked = ConflictRequestFactory(state=JobState.RUNNING, attempts=1, names_done=25)
    address = f"/conflicts/asked/{asked.pk}/"
    part = paralegal.get(address, headers=HTMX)
    assert part.status_code == 200
    assert '<progress max="60" value="25"' in part.content.decode()
    assert "25 of 60 names checked" in words(part.content.decode())
    seen = paralegal.get(address, {"seen": asked.seen}, headers=HTMX)
    assert (seen.status_code, seen.content) == (204, b"")
    check = ConflictCheckFactory()
    ConflictRequest.objects.filter(pk=asked.pk).update(
        state=JobState.DONE, finished_at=timezone.now(), check_made=check
    )
    done = paralegal.get(address, {"seen": asked.seen}, headers=HTMX)
    assert done["HX-Redirect"] == f"/conflicts/{check.pk}/"


def test_a_check_whose_worker_died_says_that_it_begins_again(paralegal: Client) -> None:
    asked = ConflictRequestFactory(state=JobState.WAITING, attempts=1, names_done=50)
    text = words(page(paralegal, f"/conflicts/asked/{asked.pk}/"))
    assert "0 of 60 names checked" in text
    assert "The worker stopped in the middle of it. It begins again with the first name." in text


def test_a_check_that_failed_says_why_and_is_tried_again(paralegal: Client) -> None:
    asked = failed()
    address = f"/conflicts/asked/{asked.pk}/"
    part = paralegal.get(address, headers=HTMX)
    assert part.status_code == 286  # htmx asks no more
    said = "These names were not checked, and nothing of it is in the log. It was stopped."
    assert said in words(part.content.decode())
    assert "not checked 60 names" in words(page(paralegal, "/conflicts/"))
    assert paralegal.post(address)["Location"] == address
    asked.refresh_from_db()
    assert (asked.state, asked.failure) == (JobState.WAITING, "")
    assert (
        "Somebody has tried that again already."
        in paralegal.post(address, follow=True).content.decode()
    )


def test_the_same_form_sent_twice_checks_once_and_another_form_again(paralegal: Client) -> None:
    token = re.findall('name="token" value="([0-9a-f]{16})"', page(paralegal, "/conflicts/"))[0]
    for names in ("Acme", MANY):
        twice = [
            paralegal.post("/conflicts/", {"names": names, "token": token})["Location"]
            for _ in range(2)
        ]
        assert twice[0] == twice[1]
    assert (ConflictRequest.objects.count(), ConflictCheck.objects.count()) == (2, 1)
    paralegal.post("/conflicts/", {"names": "Acme", "token": "another"})
    signed_in("attorney").post("/conflicts/", {"names": "Acme", "token": token})
    assert ConflictCheck.objects.count() == 3


@pytest.mark.parametrize("who", [*OTHERS, *WORKERS])
def test_what_failed_is_tried_again_by_those_who_may_check(who: str) -> None:
    asked = failed()
    signed_in(who).post(f"/conflicts/asked/{asked.pk}/")
    asked.refresh_from_db()
    assert (asked.state == JobState.WAITING) == (who in WORKERS)


# --- Who may


@pytest.mark.parametrize("who", [*OTHERS, *WORKERS])
def test_checks_are_for_those_who_work_on_cases(who: str) -> None:
    client, check = signed_in(who), ConflictCheckFactory()
    for address in (
        "/conflicts/",
        f"/conflicts/asked/{ConflictRequestFactory().pk}/",
        f"/conflicts/{check.pk}/",
        f"/conflicts/{check.pk}/conflicts.csv",
    ):
        assert (client.get(address).status_code == 200) == (who in WORKERS)
    client.post("/conflicts/", {"names": "Acme"})
    assert ConflictCheck.objects.count() == 1 + (who in WORKERS)


@pytest.mark.parametrize("who", [*OTHERS, *WORKERS])
def test_what_came_of_a_check_is_for_attorneys_to_say(who: str) -> None:
    client, check = signed_in(who), ConflictCheckFactory()
    client.post(f"/conflicts/{check.pk}/outcome/", {"outcome": "cleared", "reason": "So."})
    able = who in {"attorney", "admin"}
    assert check.outcomes.exists() == able
    if who in WORKERS:
        assert ("Put it in the log" in page(client, f"/conflicts/{check.pk}/")) == able


def test_no_check_is_there_that_was_not_made(paralegal: Client) -> None:
    assert paralegal.get("/conflicts/12345/").status_code == 404
    assert person("reader").conflict_checks.count() == 0
