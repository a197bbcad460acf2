"""One's own tokens: made after confirming who one is, shown once, revoked at once."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from casetracker.api_tokens import MOST
from casetracker.models import ApiToken, User
from tests.api.asking import ROOT, token_of
from tests.people import person, signed_in

PAGE = "/account/tokens/"
PASSWORD = "correct horse"


@pytest.fixture
def paula(db: None) -> User:
    return person("paralegal", username="paula", password=PASSWORD)


@pytest.fixture
def client(paula: User) -> Client:
    """Paula's, who has just entered her password once more."""
    client = Client()
    client.force_login(paula)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


def make(client: Client, **given: Any) -> Any:
    return client.post(f"{PAGE}make/", {"name": "Nightly import", "days": "30"} | given)


def token_in(html: str) -> str:
    [token] = re.findall(r'<code class="token">(ct_[0-9a-f]+)</code>', html)
    return str(token)


def asked_with(token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return int(Client().get(f"{ROOT}/cases/", headers=headers).status_code)


def test_a_token_is_made_and_works(client: Client, paula: User) -> None:
    response = make(client)
    assert response.status_code == 200
    assert asked_with(token_in(response.content.decode())) == 200
    made = ApiToken.objects.get()
    assert (made.user, made.name, made.may_write) == (paula, "Nightly import", False)
    assert made.expiry - timezone.now() > timedelta(days=29)


def test_it_is_shown_once_and_kept_by_nobody_on_the_way(client: Client) -> None:
    response = make(client)
    token = token_in(response.content.decode())
    assert "no-store" in response.headers["Cache-Control"]
    assert token not in client.get(PAGE).content.decode()


def test_writing_is_asked_for(client: Client) -> None:
    make(client, may_write="on")
    assert ApiToken.objects.get().may_write
    assert "reads and writes" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"days": "36500"}, "Select a valid choice."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_makes_no_sense_makes_no_token(
    client: Client, given: dict[str, str], words: str
) -> None:
    response = make(client, **given)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_has_more_than_some(client: Client, paula: User) -> None:
    for _ in range(MOST):
        token_of(paula)
    response = make(client)
    assert f"You have {MOST} tokens." in response.content.decode()
    assert ApiToken.objects.count() == MOST


def test_a_token_outlives_a_session_so_the_password_is_asked_for(paula: User) -> None:
    client = Client()
    client.force_login(paula)
    for response in (make(client), client.get(f"{PAGE}make/")):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/account/confirm/")
    assert not ApiToken.objects.exists()


def test_the_page_says_when_each_was_used_and_until_when_it_is_good(
    client: Client, paula: User
) -> None:
    with time_machine.travel("2026-03-01 12:00 +0000"):
        token = token_of(paula, name="Night", expiry=timedelta(days=400))
    with time_machine.travel("2026-05-04 18:30 +0000"):
        asked_with(token)
    html = client.get(PAGE).content.decode()
    assert "Made 1 March 2026, good until 5 April 2027; last used 4 May 2026, 11:30." in html


def test_only_ones_own_are_shown(client: Client) -> None:
    token_of(person("reader"), name="Somebody's")
    assert "Somebody" not in client.get(PAGE).content.decode()


def test_a_revoked_token_opens_nothing(client: Client, paula: User) -> None:
    token = token_of(paula)
    kept = ApiToken.objects.get()
    response = client.post(f"{PAGE}revoke/", {"token": kept.pk}, follow=True)
    assert "“a program” is revoked" in response.content.decode()
    assert asked_with(token) == 401
    again = client.post(f"{PAGE}revoke/", {"token": kept.pk}, follow=True)
    assert "revoked already" in again.content.decode()


@pytest.mark.parametrize("given", ["", "\0", "x" * 500])
def test_revoking_what_is_none_breaks_nothing(client: Client, given: str) -> None:
    assert client.post(f"{PAGE}revoke/", {"token": given}).status_code == 302


def test_nobody_revokes_another_s(client: Client) -> None:
    token = token_of(person("reader"))
    client.post(f"{PAGE}revoke/", {"token": ApiToken.objects.get().pk})
    assert asked_with(token) == 200


def test_whoever_is_not_signed_in_is_sent_to_do_so(db: None) -> None:
    for response in (
        Client().get(PAGE),
        Client().get(f"{PAGE}make/"),
        Client().post(f"{PAGE}revoke/", {"token": "x"}),
    ):
        assert response.headers["Location"].startswith("/account/")


def test_revoking_takes_a_form_and_not_a_link(client: Client, paula: User) -> None:
    token_of(paula)
    assert client.get(f"{PAGE}revoke/").status_code == 405


def test_an_admin_revokes_anybody_s_and_sees_none(paula: User) -> None:
    token = token_of(paula)
    kept, admin = ApiToken.objects.get(), signed_in("admin")
    listed = admin.get("/admin/casetracker/apitoken/").content.decode()
    assert "a program" in listed
    assert token not in listed
    admin.post(f"/admin/casetracker/apitoken/{kept.pk}/delete/", {"post": "yes"})
    assert asked_with(token) == 401


def test_a_token_without_an_end_is_refused_by_the_database(paula: User) -> None:
    from django.db import IntegrityError, connection, transaction

    token_of(paula)
    with (
        pytest.raises(IntegrityError, match="api_token_expires"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE casetracker_apitoken SET expiry = NULL")
