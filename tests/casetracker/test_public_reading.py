"""PUBLIC_READING: off, every page but sign-in needs it; a new page cannot be forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils.regex_helper import normalize

from cases.models import Case
from cases.permissions import NOT_DONE
from tests.factories import CaseFactory
from tests.people import ANYBODY, NO_GROUP, signed_in

SIGN_IN = "/account/sign-in/"
# Of these, and of no others, an answer is given to anybody.
OPEN = {
    "healthz",
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "admin:login",
}
# One's own account is for everybody who has one.
OWN = {
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "api_tokens",
    "make_api_token",
    "revoke_api_token",
}
# A program is not sent to sign in: it is told to, in the form in which it reads. The last is for
# addresses that are none, whoever asks for them.
# What has nothing to guard: where nothing is, and the way to the address with its slash.
UNGUARDED = {"api:nowhere": 404, "api:without_slash": 308}
VALUES = ["1", "x", "cases", "casetracker", "auth"]


def written(pattern: RoutePattern | RegexPattern) -> Iterator[str]:
    """Ways to write the part of an address that a pattern matches."""
    for value in VALUES:
        if isinstance(pattern, RoutePattern):
            text = str(pattern)
            for name, converter in pattern.converters.items():
                kind = (
                    next(
                        k for k in ("int", "slug", "path", "uuid", "str") if f"{k}:{name}>" in text
                    )
                    if f":{name}>" in text
                    else ""
                )
                text = text.replace(
                    f"<{kind}:{name}>" if kind else f"<{name}>",
                    converter.to_url(1) if kind == "int" else value,
                )
            yield text
        else:
            form, names = normalize(str(pattern))[0]
            yield form % dict.fromkeys(names, value)


def addresses(resolver: URLResolver, prefix: list[str]) -> Iterator[tuple[URLPattern, str]]:
    """Every page that the resolver knows, with an address that leads to it."""
    for entry in resolver.url_patterns:
        starts = [start + part for start in prefix for part in written(entry.pattern)]
        if isinstance(entry, URLResolver):
            yield from addresses(entry, starts)
        else:
            yield entry, next(address for address in starts if leads_to(address, entry))


def is_for_programs(name: str) -> bool:
    return name.startswith("api:") and name != "api:docs"


def leads_to(address: str, page: URLPattern) -> bool:
    try:
        return resolve(address).func is page.callback
    except Resolver404:
        return False


def pages() -> list[Any]:
    """Each page once, by its name."""
    found = addresses(get_resolver(), ["/"])
    return [
        pytest.param(address, resolve(address).view_name, id=address) for _page, address in found
    ]


PAGES = pages()


def test_the_walk_finds_pages_of_every_part() -> None:
    names = {param.values[1] for param in PAGES}
    expected = {"cases:list", "cases:case", "sources:source", "sources:fact_evidence"}
    assert expected | OPEN | OWN | {"admin:casetracker_user_add"} <= names


@pytest.mark.parametrize(("address", "name"), PAGES)
def test_when_off_a_page_sends_people_to_sign_in_and_back(
    db: None, settings: Any, address: str, name: str
) -> None:
    settings.PUBLIC_READING = False
    response = Client().get(address)
    if name in OPEN:
        assert not response.headers.get("Location", "").startswith(f"{SIGN_IN}?next={address}")
    elif name in UNGUARDED:
        assert response.status_code == UNGUARDED[name]
    elif is_for_programs(name):
        assert response.status_code == 401
        assert response.headers["Content-Type"] == "application/problem+json"
    else:
        assert response.status_code == 302
        assert response.headers["Location"] == f"{SIGN_IN}?next={address}"


@pytest.mark.parametrize(("address", "name"), PAGES)
def test_when_off_a_page_is_closed_to_an_account_in_no_group(
    db: None, settings: Any, address: str, name: str
) -> None:
    settings.PUBLIC_READING = False
    response = signed_in(NO_GROUP).get(address)
    if name in OPEN | OWN:
        assert response.status_code in {200, 302, 404, 405, 503} or name == "admin:login"
    elif name in UNGUARDED:
        assert response.status_code == UNGUARDED[name]
    else:
        assert response.status_code == 403
        assert "Your account is in no group yet." in response.content.decode()


def test_when_off_a_reader_reads(db: None, settings: Any) -> None:
    settings.PUBLIC_READING = False
    case = CaseFactory(caption="Roe v. Doe")
    for address in ("/cases/", case.get_absolute_url(), "/sources/"):
        assert signed_in("reader").get(address).status_code == 200


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP])
def test_when_on_anybody_reads(db: None, settings: Any, who: str) -> None:
    settings.PUBLIC_READING = True
    case: Case = CaseFactory(caption="Roe v. Doe")
    for address in ("/cases/", case.get_absolute_url(), "/sources/"):
        assert signed_in(who).get(address).status_code == 200


def test_when_off_a_page_that_is_not_there_names_no_case(db: None, settings: Any) -> None:
    settings.PUBLIC_READING = False
    CaseFactory(slug="secret-v-matter")
    there = Client().get("/cases/secret-v-matter/")
    not_there = Client().get("/cases/no-such-matter/")
    assert (there.status_code, not_there.status_code) == (302, 302)


def test_when_off_the_sign_in_page_links_to_nothing_that_is_closed(db: None, settings: Any) -> None:
    settings.PUBLIC_READING = False
    assert 'aria-label="Main"' not in Client().get(SIGN_IN).content.decode()
    settings.PUBLIC_READING = True
    assert 'aria-label="Main"' in Client().get(SIGN_IN).content.decode()


def test_when_off_a_part_of_a_page_takes_the_whole_page_to_sign_in(db: None, settings: Any) -> None:
    """Somebody whose session has ended clicks on a marker: no sign-in form inside the rail."""
    settings.PUBLIC_READING = False
    response = Client().get(
        "/cases/roe-v-doe/evidence/case-filed_on/",
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://testserver/cases/roe-v-doe/?x=1",
        },
    )
    assert response.content == b""
    assert response.headers["HX-Redirect"] == f"{SIGN_IN}?next=/cases/roe-v-doe/%3Fx%3D1"


@pytest.mark.parametrize("public", [True, False])
def test_a_form_of_somebody_whose_session_has_ended_comes_back_to_its_page(
    db: None, settings: Any, public: bool
) -> None:
    """And not to the address that it was sent to, which takes no visits."""
    settings.PUBLIC_READING = public
    client = Client()
    page = "http://testserver/cases/list/saved/?page=1#saved-3"
    form = "/cases/list/saved/3/delete/"
    response = client.post(form, headers={"Referer": page})
    assert response["Location"] == f"{SIGN_IN}?next=/cases/list/saved/%3Fpage%3D1"
    assert NOT_DONE in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/cases/"])
def test_a_form_from_nowhere_or_elsewhere_comes_back_to_the_first_page(
    db: None, settings: Any, referer: str
) -> None:
    response = Client().post("/cases/list/saved/3/delete/", headers={"Referer": referer})
    assert response["Location"] == f"{SIGN_IN}?next=/"


def test_a_form_that_htmx_sends_takes_the_whole_page_to_sign_in(db: None, settings: Any) -> None:
    settings.PUBLIC_READING = True
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/roe/docket/"}
    response = Client().post("/cases/roe/docket/e1/notes/", headers=headers)
    assert response.headers["HX-Redirect"] == f"{SIGN_IN}?next=/cases/roe/docket/"


def test_when_off_monitors_still_get_an_answer(db: None, settings: Any) -> None:
    settings.PUBLIC_READING = False
    assert Client().get("/healthz").headers["Content-Type"] == "application/json"
