"""Signing in and out, the throttle, and the second factor."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.test import Client, RequestFactory

from casetracker.client_address import client_address
from casetracker.models import User
from tests.people import person, signed_in

SIGN_IN = "/account/sign-in/"
CODE = "/account/code/"
PASSWORD = "correct horse battery"
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # 12:00 in Los Angeles


@pytest.fixture
def paula(db: None) -> User:
    return person("paralegal", username="Paula", password=PASSWORD)


def sign_in(
    client: Client,
    password: str,
    *,
    username: str = "Paula",
    address: str = "192.0.2.1",
    **more: Any,
) -> Any:
    return client.post(
        SIGN_IN, {"login": username, "password": password, **more}, REMOTE_ADDR=address
    )


def is_signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/cases/").content.decode()


# --- In and out ---------------------------------------------------------------------------------


def test_the_right_password_signs_in_and_leads_back(paula: User, client: Client) -> None:
    response = sign_in(client, PASSWORD, next="/sources/?page=1")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sources/?page=1"
    assert is_signed_in(client)


def test_a_wrong_password_does_not_and_says_what_to_mind(paula: User, client: Client) -> None:
    response = sign_in(client, "wrong")
    assert response.status_code == 200
    assert "No account has this name with this password." in response.content.decode()
    assert not is_signed_in(client)


def test_nobody_is_led_to_another_site(paula: User, client: Client) -> None:
    response = sign_in(client, PASSWORD, next="https://evil.example.org/")
    assert response.headers["Location"] == "/cases/"


def test_an_unknown_name_is_answered_like_a_wrong_password(paula: User, client: Client) -> None:
    def answer(username: str) -> str:
        html = sign_in(client, "wrong", username=username).content.decode()
        return re.sub(r'value="[^"]*"', "", html)

    assert answer("Paula") == answer("Nobody")


def test_a_closed_account_is_told_so(paula: User, client: Client) -> None:
    User.objects.update(is_active=False)
    response = client.post(SIGN_IN, {"login": "Paula", "password": PASSWORD}, follow=True)
    assert "Your account is closed" in response.content.decode()
    assert not is_signed_in(client)


def test_signing_out_takes_a_form_and_not_a_link(paula: User) -> None:
    client = signed_in("reader")
    assert client.get("/account/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/account/sign-out/").headers["Location"] == "/cases/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "address", ["signup/", "email/", "password/reset/", "password/set/", "3rdparty/", "login/code/"]
)
def test_there_is_no_sign_up_and_no_mail(db: None, client: Client, address: str) -> None:
    assert client.get(f"/account/{address}").status_code == 404


def test_the_administration_has_no_sign_in_of_its_own(paula: User, client: Client) -> None:
    response = client.post("/admin/login/", {"username": "Paula", "password": PASSWORD})
    assert response.headers["Location"].startswith(SIGN_IN)
    assert not is_signed_in(client)


def test_a_new_password_is_long_and_ones_own_goes_on_working(paula: User, client: Client) -> None:
    client.force_login(paula)

    def change(new: str) -> Any:
        form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        return client.post("/account/password/", form)

    assert "at least 12 characters" in change("short").content.decode()
    assert change("a longer one than that").status_code == 302
    paula.refresh_from_db()
    assert paula.check_password("a longer one than that")
    assert is_signed_in(client)


def test_a_stale_form_is_refused_in_words(paula: User) -> None:
    response = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": "Paula"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


# --- The throttle -------------------------------------------------------------------------------


def fail(client: Client, times: int, **more: Any) -> Any:
    for _ in range(times):
        response = sign_in(client, "wrong", **more)
    return response


def test_the_fifth_failure_closes_sign_in_and_says_until_when(paula: User, client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        assert fail(client, 4).status_code == 200
        response = fail(client, 1)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "900"
    text = " ".join(response.content.decode().split())
    assert "Signing in under this name has failed 5 times." in text
    assert "until 12:15 p.m., for 15 minutes" in text
    assert "tell an admin" in text


def test_while_closed_the_right_password_does_not_open(paula: User, client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, 5)
        clock.shift(timedelta(minutes=14))
        response = sign_in(client, PASSWORD)
        assert response.status_code == 429
        assert "for 1 minute." in response.content.decode()
        assert not is_signed_in(client)


def test_after_fifteen_minutes_it_opens_also_for_who_kept_trying(
    paula: User, client: Client
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, 5)
        clock.shift(timedelta(minutes=10))
        fail(client, 1)
        clock.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(client, PASSWORD).status_code == 302
        assert is_signed_in(client)


def test_success_sets_the_count_back(paula: User) -> None:
    fail(Client(), 4)
    assert sign_in(Client(), PASSWORD).status_code == 302
    assert fail(Client(), 4).status_code == 200


def test_the_count_is_for_one_name_from_one_address(paula: User, client: Client) -> None:
    person("reader", username="Rita", password=PASSWORD)
    fail(client, 5)
    assert sign_in(Client(), PASSWORD, address="192.0.2.2").status_code == 302
    assert sign_in(Client(), PASSWORD, username="Rita").status_code == 302
    assert sign_in(Client(), PASSWORD).status_code == 429


@pytest.mark.parametrize("spelling", ["PAULA", "paula", " Paula "])
def test_another_spelling_of_the_name_is_the_same_name(
    paula: User, client: Client, spelling: str
) -> None:
    fail(client, 5, username=spelling)
    assert sign_in(client, PASSWORD).status_code == 429


def test_another_browser_is_the_same_address(paula: User) -> None:
    for number in range(5):
        Client(headers={"User-Agent": f"browser {number}"}).post(
            SIGN_IN, {"login": "Paula", "password": "wrong"}
        )
    response = Client().post(SIGN_IN, {"login": "Paula", "password": PASSWORD})
    assert response.status_code == 429


def test_one_address_that_tries_many_names_is_slowed_down(db: None, client: Client) -> None:
    answers = [
        sign_in(client, "wrong", username=f"name-{number}").status_code for number in range(31)
    ]
    assert answers == [200] * 30 + [429]


def test_an_admin_lets_somebody_in_again_at_once(paula: User, client: Client) -> None:
    fail(client, 5)
    signed_in("admin").post(
        "/admin/casetracker/user/",
        {"action": "let_in_again", "_selected_action": [paula.pk]},
    )
    assert sign_in(client, PASSWORD).status_code == 302


def test_what_was_typed_is_not_kept_with_the_failure(paula: User, client: Client) -> None:
    fail(client, 1)
    sign_in(client, "wrong", username="my secret password")
    kept = "".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "wrong" not in kept
    assert "secret" not in kept


# --- Where somebody comes from -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "203.0.113.9"),
        (0, "198.51.100.7", "203.0.113.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, "6.6.6.6, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "198.51.100.7", "203.0.113.9"),
        (1, "nonsense", "203.0.113.9"),
        (1, "", "203.0.113.9"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_only_the_proxies_that_the_settings_count_are_believed(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="203.0.113.9", headers={"X-Forwarded-For": forwarded}
    )
    assert client_address(request) == expected


def test_a_connection_without_an_address_is_one_too(settings: Any) -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == "::"


def test_a_forged_header_does_not_get_past_the_throttle(paula: User, client: Client) -> None:
    for number in range(5):
        client.post(
            SIGN_IN,
            {"login": "Paula", "password": "wrong"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )
    response = client.post(SIGN_IN, {"login": "Paula", "password": PASSWORD})
    assert response.status_code == 429


# --- The second factor ---------------------------------------------------------------------------


def code_for(secret: str, at: datetime) -> str:
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def confirmed() -> Client:
    """Paula, signed in, who has entered her password once more."""
    client = Client()
    sign_in(client, PASSWORD)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


def enrol(client: Client) -> str:
    """Add an authenticator app at NOON; its secret."""
    page = client.get("/account/app/add/").content.decode()
    [secret] = re.findall(r"<code>([A-Z2-7]{32})</code>", page)
    response = client.post("/account/app/add/", {"code": code_for(secret, NOON)}, follow=True)
    assert "Recovery codes" in response.content.decode()
    return secret


@pytest.fixture
def secret(paula: User) -> str:
    with time_machine.travel(NOON, tick=False):
        return enrol(confirmed())


def test_an_app_is_added_after_confirming_who_one_is(paula: User) -> None:
    client = Client()
    sign_in(client, PASSWORD)
    response = client.get("/account/app/add/")
    assert response.headers["Location"] == "/account/confirm/?next=%2Faccount%2Fapp%2Fadd%2F"


def test_the_page_shows_the_key_as_a_picture_in_the_page_and_as_text(paula: User) -> None:
    page = confirmed().get("/account/app/add/").content.decode()
    assert "<svg" in page
    assert "data:" not in page
    assert re.search(r"<code>[A-Z2-7]{32}</code>", page)


def test_a_wrong_code_does_not_add_the_app(paula: User) -> None:
    client = confirmed()
    client.get("/account/app/add/")
    response = client.post("/account/app/add/", {"code": "000000"})
    assert "This is not the code of this moment." in response.content.decode()
    assert not Authenticator.objects.exists()


def test_with_an_app_signing_in_takes_its_code(paula: User, secret: str, client: Client) -> None:
    later = NOON + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        assert sign_in(client, PASSWORD, next="/sources/").headers["Location"] == CODE
        assert not is_signed_in(client)

        response = client.post(CODE, {"code": code_for(secret, later)})

        assert response.headers["Location"] == "/sources/"
        assert is_signed_in(client)


@pytest.mark.parametrize("age", [timedelta(seconds=31), timedelta(hours=1)])
def test_an_old_code_does_not_sign_in(
    paula: User, secret: str, client: Client, age: timedelta
) -> None:
    later = NOON + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        sign_in(client, PASSWORD)
        response = client.post(CODE, {"code": code_for(secret, later - age)})
        assert "This is not the code of this moment." in response.content.decode()
        assert not is_signed_in(client)


def test_a_code_signs_in_once(paula: User, secret: str) -> None:
    later = NOON + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        for client, goes in ((Client(), True), (Client(), False)):
            sign_in(client, PASSWORD)
            client.post(CODE, {"code": code_for(secret, later)})
            assert is_signed_in(client) == goes


def test_codes_cannot_be_guessed_one_after_the_other(
    paula: User, secret: str, client: Client
) -> None:
    later = NOON + timedelta(hours=1)
    with time_machine.travel(later, tick=False) as clock:
        sign_in(client, PASSWORD)
        for guess in range(5):
            client.post(CODE, {"code": f"00000{guess}"})
        response = client.post(CODE, {"code": code_for(secret, later)})
        assert "That was one wrong code too many." in response.content.decode()
        assert not is_signed_in(client)

        clock.shift(timedelta(minutes=5, seconds=1))
        client.post(CODE, {"code": code_for(secret, later + timedelta(minutes=5, seconds=1))})
        assert is_signed_in(client)


def test_a_recovery_code_signs_in_once(paula: User, secret: str) -> None:
    [codes] = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    [first, *_] = codes.wrap().get_unused_codes()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        for client, goes in ((Client(), True), (Client(), False)):
            sign_in(client, PASSWORD)
            client.post(CODE, {"code": first})
            assert is_signed_in(client) == goes


def test_the_app_is_removed_after_confirming_who_one_is(paula: User, secret: str) -> None:
    client = Client()
    client.force_login(paula)
    response = client.get("/account/app/remove/")
    assert response.headers["Location"].startswith("/account/confirm/")
    client.post(response.headers["Location"], {"password": PASSWORD})
    client.post("/account/app/remove/")
    assert not Authenticator.objects.exists()


def test_an_admin_removes_the_factor_of_who_lost_the_phone(
    paula: User, secret: str, client: Client
) -> None:
    signed_in("admin").post(
        "/admin/casetracker/user/",
        {"action": "remove_second_factor", "_selected_action": [paula.pk]},
    )
    sign_in(client, PASSWORD)
    assert is_signed_in(client)


def test_the_recovery_codes_of_one_are_not_shown_to_another(paula: User, secret: str) -> None:
    assert signed_in("admin").get("/account/recovery/").status_code == 404
