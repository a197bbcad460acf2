"""The page on the API, and one's tokens, as people meet them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.test_every_page import unkind
from tests.people import person

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
DOCS = "/api/v1/docs/"


@pytest.fixture(scope="module")
def worker(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a paralegal in the site's database."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        person("paralegal", username="paula", password=PASSWORD)
        yield "paula"


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/account/sign-in/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_the_description_is_read_and_tried_without_a_complaint(
    page: Page, site: str, complaints: Complaints
) -> None:
    """Swagger UI, from our own files, under the policy of every page."""
    page.goto(site + DOCS)
    operation = page.locator("#operations-statutes-statutes_list")
    expect(operation).to_be_visible()
    operation.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("18 U.S.C. § 2701")
    assert complaints == []


def test_without_a_script_the_page_leads_to_the_description(
    without_javascript: Page, site: str
) -> None:
    without_javascript.goto(site + DOCS)
    link = without_javascript.get_by_role("link", name="the description itself")
    expect(link).to_have_attribute("href", "/api/v1/schema/")


def test_a_token_is_made_copied_and_revoked(
    page: Page, site: str, worker: str, complaints: Complaints
) -> None:
    sign_in(page, site, worker)
    page.goto(f"{site}/account/")
    page.get_by_role("link", name="Tokens for the API").click()
    assert unkind(page) == []
    page.get_by_role("link", name=re.compile("^Make a")).click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    assert unkind(page) == []
    name = "Nightly import " + "x" * 40
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make the token").click()
    made = page.get_by_role("status").filter(has_text="is made")
    expect(made).to_contain_text(re.compile("ct_[0-9a-f]{64}"))
    assert unkind(page) == []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name=f"Revoke {name}").click()
    expect(page.get_by_role("status")).to_contain_text("is revoked")
    expect(page.get_by_role("button", name=f"Revoke {name}")).to_have_count(0)
    assert complaints == []
