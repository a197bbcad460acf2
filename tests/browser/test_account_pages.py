"""Signing in, one's account and the administration, as people meet them."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.test_every_page import unkind
from tests.people import person

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
SIGN_IN = "/account/sign-in/"
OF_ADMINS = {
    "account": "/account/",
    "password": "/account/password/",
    "confirm": "/account/confirm/",
    "sign-out": "/account/sign-out/",
    "list": "/cases/",
}
ADMINISTRATION = {
    "index": "/admin/",
    "people": "/admin/casetracker/user/",
    "add": "/admin/casetracker/user/add/",
    "groups": "/admin/auth/group/",
}


@pytest.fixture(scope="module")
def people(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One person of each role that is used here, in the site's database."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        for role in ("reader", "attorney", "admin"):
            person(role, username=role, password=PASSWORD)
        yield


def enter(page: Page, site: str, username: str) -> None:
    page.goto(site + SIGN_IN)
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.fixture
def admin(page: Page, site: str, people: None) -> Page:
    enter(page, site, "admin")
    return page


def test_from_a_page_to_sign_in_and_back_to_it(page: Page, site: str, people: None) -> None:
    page.goto(site + "/sources/?page=1")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + "/sources/?page=1")
    expect(page.locator(".corner")).to_contain_text("reader")
    expect(page.get_by_role("link", name="Administration")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_refusal_is_a_page_in_words(page: Page, site: str, people: None) -> None:
    enter(page, site, "reader")
    response = page.goto(site + "/admin/")
    assert response
    assert response.status == 403
    expect(page.get_by_role("main")).to_contain_text("You are a reader.")
    assert unkind(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_kind_and_quiet(
    page: Page, site: str, complaints: Complaints, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(site + SIGN_IN)
    assert unkind(page) == []
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_sign_in_page_does_not_scroll_sideways(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + SIGN_IN)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", OF_ADMINS.values(), ids=list(OF_ADMINS))
def test_a_page_of_ones_own_is_kind_narrow_and_quiet(
    admin: Page, site: str, complaints: Complaints, address: str
) -> None:
    for scheme in ("light", "dark"):
        admin.emulate_media(color_scheme=scheme)
        admin.goto(site + address)
        assert unkind(admin) == []
    for width in (390, 1024, 1440):
        admin.set_viewport_size({"width": width, "height": 900})
        assert admin.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


@pytest.mark.parametrize("address", ADMINISTRATION.values(), ids=list(ADMINISTRATION))
def test_the_administration_works_under_the_policy(
    admin: Page, site: str, complaints: Complaints, address: str
) -> None:
    response = admin.goto(site + address)
    assert response
    assert response.status == 200
    assert "unsafe" not in response.headers["content-security-policy"]
    admin.wait_for_load_state("networkidle")
    assert complaints == []


def test_an_app_is_added_and_its_code_signs_in(
    page: Page, site: str, people: None, complaints: Complaints
) -> None:
    enter(page, site, "attorney")
    page.goto(site + "/account/")
    page.get_by_role("link", name="Add an authenticator app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".qr svg")).to_be_visible()
    assert unkind(page) == []
    secret = page.locator(".qr code").inner_text()
    page.get_by_label("Authenticator code").fill(code_now(secret))
    page.get_by_role("button", name="Add the app").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert unkind(page) == []
    page.get_by_role("button", name="Sign out").click()

    page.goto(site + SIGN_IN)
    page.get_by_label("User name").fill("attorney")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/account/code/"))
    assert unkind(page) == []
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert complaints == []


def code_now(secret: str) -> str:
    """The code of this moment, with time left to type it."""
    if time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
