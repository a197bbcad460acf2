"""Who may ask the API for what: the same people as on the pages, by a token or signed in."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cases.models import Case
from casetracker.models import ApiToken, ApiUse, User
from tests.api.asking import ROOT, Program, token_of
from tests.people import ANYBODY, NO_GROUP, ROLES, person, signed_in

WORKERS = ["paralegal", "attorney", "admin"]
NOON = timezone.now().replace(hour=12, minute=0, second=20, microsecond=0)
EVERYBODY = [ANYBODY, NO_GROUP, *ROLES]
READ = [
    *("/", "/cases/", "/cases/roe-v-doe/", "/cases/roe-v-doe/facts/", "/cases/roe-v-doe/docket/"),
    *("/cases/roe-v-doe/docket/one/", "/cases/roe-v-doe/parties/", "/cases/roe-v-doe/claims/"),
    *("/parties/", "/parties/{party}/", "/claims/", "/claims/{claim}/", "/statutes/"),
    *("/statutes/{statute}/", "/sources/", "/sources/{source}/", "/snapshots/{snapshot}/"),
    *("/citations/", "/citations/{citation}/", "/schema/"),
]
WRITES: list[tuple[str, str, dict[str, Any] | None]] = [
    ("post", "/cases/roe-v-doe/docket/", {"filed": "2025-01-30", "kind": "notice"}),
    ("delete", "/cases/roe-v-doe/docket/one/", None),
    (
        "post",
        "/citations/",
        {"fact": "roe-v-doe/party:acme/name", "snapshot": "{snapshot}", "quote": "said Acme"},
    ),
    ("delete", "/citations/{citation}/", None),
]


def ask(program: Program, method: str, address: str, body: Any, keys: dict[str, Any]) -> Any:
    if body is None:
        return getattr(program, method)(address.format(**keys))
    filled = {
        name: keys[value.strip("{}")] if value.startswith("{") else value
        for name, value in body.items()
    }
    return program.post(address, filled)


def answers(program: Program, keys: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Of each address that is read: the status and the kind of the answer."""
    found = {address: program.get(address.format(**keys)) for address in READ}
    return {it: (made.status_code, made.headers["Content-Type"]) for it, made in found.items()}


@pytest.mark.parametrize("who", EVERYBODY)
def test_with_public_reading_anybody_reads(keys: dict[str, Any], who: str) -> None:
    assert {status for status, _kind in answers(Program(who), keys).values()} == {200}


@pytest.mark.parametrize("who", EVERYBODY)
def test_without_it_whoever_has_the_permission_reads(
    keys: dict[str, Any], settings: Any, who: str
) -> None:
    settings.PUBLIC_READING = False
    found = answers(Program(who), keys)
    if who in ROLES:
        assert {status for status, _kind in found.values()} == {200}
    else:
        refused = (401 if who == ANYBODY else 403, "application/problem+json")
        assert set(found.values()) == {refused}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("method", "address", "body"), WRITES, ids=[f"{w[0]} {w[1]}" for w in WRITES]
)
def test_writing_is_for_those_who_may_on_the_pages(
    keys: dict[str, Any], who: str, method: str, address: str, body: Any
) -> None:
    response = ask(Program(who), method, address, body, keys)
    if who in WORKERS:
        # 409: nobody takes back what was not logged here.
        assert response.status_code in {201, 204, 409}
    else:
        assert response.status_code == (401 if who == ANYBODY else 403)


@pytest.mark.parametrize(
    ("method", "address", "body"), WRITES, ids=[f"{w[0]} {w[1]}" for w in WRITES]
)
def test_a_token_that_only_reads_writes_nothing(
    keys: dict[str, Any], method: str, address: str, body: Any
) -> None:
    program = Program("attorney", may_write=False)
    response = ask(program, method, address, body, keys)
    assert response.status_code == 403
    assert "only reads" in response.json()["detail"]
    assert program.get("/cases/").status_code == 200


def test_who_is_not_signed_in_is_told_how_to_be(case: Case) -> None:
    response = Program().post("/citations/", {})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert "/account/tokens/" in response.json()["detail"]


def test_a_refusal_says_who_may(case: Case) -> None:
    response = Program("reader").post("/citations/", {})
    assert response.json()["detail"] == (
        "You are a reader. To add citations takes a paralegal, an attorney or an admin."
    )


# --- Tokens ---------------------------------------------------------------------------------------


def answer(token: str) -> int:
    headers = {"Authorization": token}
    return int(Client().get(f"{ROOT}/cases/", headers=headers).status_code)


def test_a_token_is_kept_as_a_hash(db: None) -> None:
    token = token_of(person("reader"))
    kept = ApiToken.objects.get()
    assert token.startswith("ct_")
    assert token not in {str(value) for value in vars(kept).values()}
    assert len(kept.digest) == 128


@pytest.mark.parametrize(
    "wrong", ["ct_", "ct_" + "0" * 64, "x", "Ünïcode", "\x7f", "ct_00000000000" * 9]
)
def test_a_wrong_token_opens_nothing_though_reading_is_public(db: None, wrong: str) -> None:
    token_of(person("reader"))
    assert answer(f"Bearer {wrong}") == 401


def test_a_token_that_only_begins_like_one_opens_nothing(db: None) -> None:
    token = token_of(person("reader"))
    assert answer(f"Bearer {token}") == 200
    assert answer(f"Bearer {token[:-1]}x") == 401
    assert answer(f"Bearer {token[:15]}") == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "bearer"])
def test_half_a_header_is_told_what_is_missing(db: None, header: str) -> None:
    assert answer(header) == 401


def test_a_token_ends_when_it_expires(db: None) -> None:
    token = token_of(person("reader"), expiry=timedelta(days=30))
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert answer(f"Bearer {token}") == 200
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert answer(f"Bearer {token}") == 401


def test_a_deactivated_person_s_tokens_stop(db: None) -> None:
    program = Program("attorney")
    assert program.get("/cases/").status_code == 200
    User.objects.update(is_active=False)
    assert program.get("/cases/").status_code == 401


def test_whoever_leaves_a_group_loses_its_rights_at_once(keys: dict[str, Any]) -> None:
    program = Program("paralegal")
    assert program.user is not None
    program.user.groups.clear()
    assert program.delete(f"/citations/{keys['citation']}/").status_code == 403


def test_its_last_use_is_known_to_the_minute(db: None) -> None:
    token = f"Bearer {token_of(person('reader'), expiry=timedelta(days=30))}"
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        answer(token)
    with time_machine.travel(now + timedelta(seconds=30), tick=False):
        answer(token)
    assert ApiToken.objects.get().last_used == now
    later = now + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        answer(token)
    assert ApiToken.objects.get().last_used == later


def test_a_token_costs_three_queries(case: Case, django_assert_num_queries: Any) -> None:
    """The token, the person with all rights, and the count of how often they ask."""
    program = Program("reader")
    # Within one minute, of which the count is.
    with time_machine.travel(NOON, tick=False):
        program.get("/")
        with django_assert_num_queries(3):
            program.get("/")


# --- Signed in ------------------------------------------------------------------------------------


def test_whoever_is_signed_in_needs_no_token(case: Case, settings: Any) -> None:
    settings.PUBLIC_READING = False
    assert signed_in("reader").get(f"{ROOT}/cases/").status_code == 200


def test_writing_so_needs_the_csrf_token(keys: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("paralegal"))
    address = f"{ROOT}/citations/{keys['citation']}/"
    response = client.delete(address)
    assert response.status_code == 403
    assert "X-CSRFToken" in response.json()["detail"]
    client.get("/cases/")
    secret = client.cookies["csrftoken"].value
    assert client.delete(address, headers={"X-CSRFToken": secret}).status_code == 204


# --- How often ------------------------------------------------------------------------------------


def test_asking_too_often_is_refused_until_the_minute_is_over(db: None, settings: Any) -> None:
    settings.API_RATE = 2
    program = Program("reader")
    with time_machine.travel(NOON, tick=False):
        assert [program.get("/").status_code for _ in range(3)] == [200, 200, 429]
        refused = program.get("/")
        assert refused.headers["Retry-After"] == "40"
        assert "40 seconds" in refused.json()["detail"]
    with time_machine.travel(NOON + timedelta(seconds=41), tick=False):
        assert program.get("/").status_code == 200


def test_each_person_is_counted_by_themselves(db: None, settings: Any) -> None:
    settings.API_RATE = 1
    one, other = Program("reader"), Program("reader")
    with time_machine.travel(NOON, tick=False):
        assert one.get("/").status_code == 200
        assert other.get("/").status_code == 200
        assert one.get("/").status_code == 429


def test_whoever_is_nobody_is_counted_by_their_address(db: None, settings: Any) -> None:
    settings.API_RATE = 1
    with time_machine.travel(NOON, tick=False):
        assert Client(REMOTE_ADDR="192.0.2.1").get(f"{ROOT}/").status_code == 200
        assert Client(REMOTE_ADDR="192.0.2.2").get(f"{ROOT}/").status_code == 200
        assert Client(REMOTE_ADDR="192.0.2.1").get(f"{ROOT}/").status_code == 429


def test_wrong_tokens_are_counted_by_the_address_that_sends_them(db: None, settings: Any) -> None:
    settings.API_RATE = 2
    good, headers = Program("reader"), {"Authorization": "Bearer ct_wrong"}
    with time_machine.travel(NOON, tick=False):
        client = Client(headers=headers)
        assert [client.get(f"{ROOT}/").status_code for _ in range(3)] == [401, 401, 429]
        assert client.get(f"{ROOT}/").headers["Retry-After"] == "40"
        # A colleague at the same address, and the same token from another one.
        assert good.get("/").status_code == 200
        assert Client(REMOTE_ADDR="192.0.2.2", headers=headers).get(f"{ROOT}/").status_code == 401
    with time_machine.travel(NOON + timedelta(seconds=41), tick=False):
        assert client.get(f"{ROOT}/").status_code == 401


@pytest.mark.parametrize(("who", "refused"), [("reader", 403), (ANYBODY, 401)])
def test_what_is_refused_counts_as_what_is_answered(
    db: None, settings: Any, who: str, refused: int
) -> None:
    settings.API_RATE = 2
    program = Program(who)
    with time_machine.travel(NOON, tick=False):
        codes = [program.post("/citations/", {}).status_code for _ in range(3)]
    assert codes == [refused, refused, 429]


def test_old_counts_are_not_kept(db: None) -> None:
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        Client(REMOTE_ADDR="192.0.2.1").get(f"{ROOT}/")
    with time_machine.travel(NOON, tick=False):
        Client(REMOTE_ADDR="192.0.2.2").get(f"{ROOT}/")
    assert [it.who for it in ApiUse.objects.all()] == ["address 192.0.2.2"]
