"""Filters kept under a name: whose they are, what they find, and the way back."""

import re
import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cases.models import FilterLook, SavedFilter
from cases.models.saved_filter import LONGEST_QUERY
from cases.saved_filters import (
    SavedFilterError,
    delete_filter,
    save_filter,
    undo_last_change,
)
from cases.views import saved as saved_views
from casetracker.models import User
from tests.cases.test_pages import page, queries, words
from tests.factories import CaseFactory, CourtFactory, SavedFilterFactory
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db

SAVED = "/cases/list/saved/"


@pytest.fixture
def ann() -> User:
    return person("paralegal", username="ann")


@pytest.fixture
def bob() -> User:
    return person("paralegal", username="bob")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def save(client: Client, name: str, query: str, **more: str) -> Any:
    return client.post(SAVED, {"name": name, "query": query, **more})


# --- Saving -----------------------------------------------------------------------------------


def test_a_filter_is_saved_in_its_shortest_form(ann: User) -> None:
    CaseFactory(court=CourtFactory(id="cand"))
    query = "page=3&q=&status=open&court=cand&court=cand&statute=banana&sort=-filed&x=1"
    response = save(as_(ann), "  My   suits ", query)
    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query, saved.shared) == ("My suits", "court=cand&status=open", False)
    assert saved.owner == ann
    assert response["Location"] == "/cases/?court=cand&status=open"


def test_its_order_is_saved_with_it(ann: User) -> None:
    save(as_(ann), "A", "status=open&sort=caption")
    assert SavedFilter.objects.get().query == "status=open&sort=caption"


@pytest.mark.parametrize(
    ("name", "query", "words_said"),
    [
        ("", "status=open", "Write a name"),
        (" \0 ", "status=open", "Write a name"),
        ("\u200b\u202e", "status=open", "Write a name"),
        ("x" * 81, "status=open", "up to 80 characters, and this one has 81"),
        ("All", "", "This filters nothing"),
        ("All", "sort=caption", "This filters nothing"),
        ("All", "statute=banana", "This filters nothing"),
        ("All", "\0", "This filters nothing"),
        (
            "Much",
            "&".join(f"nature_of_suit={n}{'%25' * 190}" for n in range(99)),
            "more than a filter can hold",
        ),
    ],
)
def test_what_cannot_be_saved_is_said_where_it_was_written(
    ann: User, name: str, query: str, words_said: str
) -> None:
    response = save(as_(ann), name, query, shared="on")
    assert response.status_code == 422
    assert words_said in words(response.content.decode())
    assert not SavedFilter.objects.exists()


def test_a_name_taken_by_oneself_is_refused_unless_the_filter_is_to_be_replaced(
    ann: User, bob: User
) -> None:
    save(as_(ann), "Mine", "status=open")
    response = save(as_(ann), "MINE", "status=closed")
    assert "You have a filter called “Mine”." in words(response.content.decode())
    assert 'name="replace"' in response.content.decode()
    save(as_(ann), "MINE", "status=closed", replace="on")
    assert list(SavedFilter.objects.values_list("name", "query")) == [("MINE", "status=closed")]
    assert save(as_(bob), "Mine", "status=open").status_code == 302


def test_the_database_refuses_a_second_filter_of_the_same_name(ann: User) -> None:
    SavedFilterFactory(owner=ann, name="Mine")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilterFactory(owner=ann, name="mine")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilterFactory(query="")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilterFactory(query="x" * (LONGEST_QUERY + 1))


@pytest.mark.django_db(transaction=True)
def test_two_who_save_under_one_name_at_once_make_one_filter_and_one_refusal() -> None:
    owner, told = person("paralegal"), []

    def saving() -> None:
        try:
            save_filter(owner=owner, name="Twice", query="status=open")
        except SavedFilterError as error:
            told.append(str(error))
        finally:
            connection.close()

    both = [threading.Thread(target=saving) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert SavedFilter.objects.count() == 1
    assert len(told) == 1


# --- Whose they are ---------------------------------------------------------------------------


def test_one_sees_ones_own_and_what_is_shared(ann: User, bob: User) -> None:
    SavedFilterFactory(owner=ann, name="Ann’s own")
    SavedFilterFactory(owner=ann, name="Ann’s shared", shared=True)
    for_bob = page(as_(bob), SAVED)
    assert "Ann’s shared" in for_bob
    assert "Shared by ann." in words(for_bob)
    assert "Ann’s own" not in for_bob
    assert "Ann’s own" in page(as_(ann), SAVED)


def test_what_somebody_shared_who_has_left_is_shown_no_more(ann: User, bob: User) -> None:
    SavedFilterFactory(owner=ann, name="Ann’s shared", shared=True)
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert "Ann’s shared" not in page(as_(bob), SAVED)


@pytest.mark.parametrize("does", ["change", "delete", "undo"])
@pytest.mark.parametrize("shared", [True, False])
def test_nobody_changes_a_filter_of_somebody_else(
    ann: User, bob: User, does: str, shared: bool
) -> None:
    saved = SavedFilterFactory(owner=ann, name="Ann’s", shared=shared)
    response = as_(bob).post(f"{SAVED}{saved.pk}/{does}/", {"name": "Bob’s", "shared": "no"})
    assert response.status_code == 404
    saved.refresh_from_db()
    assert (saved.name, saved.shared) == ("Ann’s", shared)
    assert f"{SAVED}{saved.pk}/{does}/" not in page(as_(bob), SAVED)


@pytest.mark.parametrize("address", ["", "count/", "feed/"])
def test_what_is_not_shared_is_not_there_for_others(ann: User, bob: User, address: str) -> None:
    saved = SavedFilterFactory(owner=ann)
    assert as_(bob).get(f"{SAVED}{saved.pk}/{address}").status_code == 404
    assert as_(ann).get(f"{SAVED}{saved.pk}/{address}").status_code in {200, 302}


def test_whoever_is_not_signed_in_saves_nothing(client: Client, ann: User) -> None:
    saved = SavedFilterFactory(owner=ann, shared=True)
    for address in ("", f"{saved.pk}/change/", f"{saved.pk}/delete/", f"{saved.pk}/undo/"):
        response = client.post(f"{SAVED}{address}", {"name": "X", "query": "status=open"})
        assert response.status_code == 302
        assert response["Location"].startswith("/account/sign-in/")
    assert SavedFilter.objects.get().name == saved.name


# --- What they find ---------------------------------------------------------------------------


def test_a_saved_filter_leads_to_the_list_as_it_was_filtered(ann: User) -> None:
    CaseFactory(caption="A v. B")
    saved = SavedFilterFactory(owner=ann, query="q=a+v.+b")
    response = as_(ann).get(f"{SAVED}{saved.pk}/", follow=True)
    assert response.redirect_chain == [("/cases/?q=a+v.+b", 302)]
    assert "A v. B" in response.content.decode()


def test_it_says_how_many_cases_it_finds_and_how_many_came_since_one_looked(
    ann: User, bob: User
) -> None:
    saved = SavedFilterFactory(owner=ann, query="q=wanted", shared=True)
    CaseFactory(caption="Wanted 1")
    client, count = as_(ann), f"{SAVED}{saved.pk}/count/"
    assert words(page(client, count)) == "1 case"
    client.get(f"{SAVED}{saved.pk}/")
    CaseFactory(caption="Wanted 2")
    CaseFactory(caption="Other")
    assert words(page(client, count)) == "2 cases, 1 new since you last looked"
    assert words(page(as_(bob), count)) == "2 cases"
    client.get(f"{SAVED}{saved.pk}/")
    assert words(page(client, count)) == "2 cases"
    assert FilterLook.objects.count() == 1


def test_the_page_says_in_words_what_each_finds(ann: User) -> None:
    CaseFactory(court=CourtFactory(id="cand", citation="N.D. Cal."))
    SavedFilterFactory(owner=ann, query="court=cand&statute=18%3A2701&status=open")
    assert "Open cases under 18 U.S.C. § 2701, in N.D. Cal." in words(page(as_(ann), SAVED))


def test_the_page_asks_the_database_as_often_for_50_filters_as_for_5(ann: User) -> None:
    CaseFactory(court=CourtFactory(id="cand"))
    client = as_(ann)
    client.get(SAVED)
    SavedFilterFactory.create_batch(5, owner=ann, query="court=cand&statute=18%3A2701")
    few = queries(client, SAVED)
    SavedFilterFactory.create_batch(45, shared=True, query="court=cand&nature_of_suit=x")
    assert queries(client, SAVED) == few


# --- Changing them, and the way back ----------------------------------------------------------


def undo_on(response: Any, client: Client) -> Any:
    """Follow to the page, and press the undo that it offers."""
    html = client.get(response["Location"]).content.decode()
    found = re.search(r'action="([^"]+/undo/)"', html)
    assert found
    return client.post(found[1])


def test_a_new_name_can_be_taken_back(ann: User) -> None:
    saved = SavedFilterFactory(owner=ann, name="Old")
    client = as_(ann)
    response = client.post(f"{SAVED}{saved.pk}/change/", {"name": " New  name "})
    saved.refresh_from_db()
    assert saved.name == "New name"
    undo_on(response, client)
    saved.refresh_from_db()
    assert saved.name == "Old"


def test_sharing_can_be_taken_back(ann: User) -> None:
    saved = SavedFilterFactory(owner=ann)
    client = as_(ann)
    response = client.post(f"{SAVED}{saved.pk}/change/", {"shared": "yes"})
    saved.refresh_from_db()
    assert saved.shared
    undo_on(response, client)
    saved.refresh_from_db()
    assert not saved.shared


def test_a_deleted_filter_comes_back_as_it_was(ann: User) -> None:
    saved = SavedFilterFactory(owner=ann, name="Mine", query="status=open", shared=True)
    client = as_(ann)
    response = client.post(f"{SAVED}{saved.pk}/delete/")
    assert not SavedFilter.objects.exists()
    undo_on(response, client)
    back = SavedFilter.objects.get()
    assert (back.pk, back.name, back.query, back.shared, back.owner, back.made_at) == (
        *(saved.pk, "Mine", "status=open", True, ann),
        saved.made_at,
    )


def test_a_deleted_filter_does_not_come_back_under_a_name_given_to_another(ann: User) -> None:
    saved = SavedFilterFactory(owner=ann, name="Mine")
    client = as_(ann)
    client.post(f"{SAVED}{saved.pk}/delete/")
    SavedFilterFactory(owner=ann, name="mine", query="status=closed")
    response = client.post(f"{SAVED}{saved.pk}/undo/")
    assert response.status_code == 422
    assert "another filter of yours is called “Mine”" in words(response.content.decode())


def test_a_name_taken_is_refused_beside_the_filter(ann: User) -> None:
    saved = SavedFilterFactory(owner=ann, name="One")
    SavedFilterFactory(owner=ann, name="Two")
    response = as_(ann).post(f"{SAVED}{saved.pk}/change/", {"name": "two"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "You have a filter called “Two”." in words(html)
    assert 'value="two"' in html


@pytest.mark.parametrize("does", ["change", "delete"])
def test_pressing_undo_twice_undoes_once(ann: User, does: str) -> None:
    """Whoever presses twice would else have done again what they did not want."""
    saved = SavedFilterFactory(owner=ann, name="Mine")
    client = as_(ann)
    client.post(f"{SAVED}{saved.pk}/{does}/", {"name": "Other"})
    client.post(f"{SAVED}{saved.pk}/undo/")
    again = client.post(f"{SAVED}{saved.pk}/undo/")
    assert "undone already" in words(again.content.decode())
    assert SavedFilter.objects.get().name == "Mine"


def test_what_is_done_after_an_undo_can_be_taken_back_too(ann: User) -> None:
    saved = SavedFilterFactory(owner=ann, name="One")
    client = as_(ann)
    for name in ("Two", "Three"):
        undo_on(client.post(f"{SAVED}{saved.pk}/change/", {"name": name}), client)
        assert SavedFilter.objects.get().name == "One"


@pytest.mark.django_db(transaction=True)
def test_undoing_a_deletion_from_two_windows_at_once_undoes_it_once() -> None:
    owner = person("paralegal")
    saved = SavedFilterFactory(owner=owner, name="Mine")
    delete_filter(saved=saved)
    told: list[str] = []

    def undoing() -> None:
        try:
            undo_last_change(pk=saved.pk)
        except SavedFilterError as error:
            told.append(str(error))
        finally:
            connection.close()

    both = [threading.Thread(target=undoing) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert SavedFilter.objects.get().name == "Mine"
    assert len(told) == 1


@pytest.mark.parametrize("change", [{"name": "Other"}, {"shared": "yes"}])
def test_a_filter_that_is_deleted_while_it_is_changed_is_not_found(
    ann: User, change: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = SavedFilterFactory(owner=ann)
    held = saved_views._own

    def deleted_then(*given: Any) -> SavedFilter:
        found = held(*given)
        SavedFilter.objects.all().delete()
        return found

    monkeypatch.setattr(saved_views, "_own", deleted_then)
    assert as_(ann).post(f"{SAVED}{saved.pk}/change/", change).status_code == 404


def test_what_is_saved_fits_what_the_web_server_takes(ann: User) -> None:
    """Else it would be saved, and never open."""
    from casetracker import gunicorn

    around = "GET /cases/list/saved/1234567/feed/?key=&page=1000 HTTP/1.1\r\n"
    assert LONGEST_QUERY + 60 + len(around) < gunicorn.limit_request_line


def test_nothing_is_undone_of_a_filter_that_never_was(ann: User) -> None:
    assert as_(ann).post(f"{SAVED}12345/undo/").status_code == 404


@pytest.mark.parametrize("undo", ["x", "9" * 30, "-1", "<b>"])
def test_a_wrong_undo_in_the_address_offers_nothing(ann: User, undo: str) -> None:
    assert "/undo/" not in page(as_(ann), f"{SAVED}?undo={undo}")


def test_readers_keep_filters_too() -> None:
    client = signed_in("reader")
    assert save(client, "Mine", "status=open").status_code == 302
    assert "Mine" in page(client, SAVED)
