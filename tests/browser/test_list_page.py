"""The list of cases in a browser: it follows the filters without a reload, and works without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CASE, Complaints
from tests.cases.test_pages import SPELLINGS

pytestmark = pytest.mark.django_db

CASES = 5  # of the record, and imaginary ones


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_list_follows_a_statute_in_every_spelling(
    page: Page, site: str, complaints: Complaints, spelling: str
) -> None:
    page.goto(f"{site}/cases/")
    expect(page.locator(".case-line")).to_have_count(CASES)
    page.evaluate("window.wasHere = true")
    page.get_by_label("Statute").fill(spelling)
    expect(page.locator(".case-line")).to_have_count(1)
    expect(page.locator(".case-line h2 a")).to_have_attribute("href", CASE)
    assert "statute=" in page.url
    assert "status=" not in page.url
    assert page.evaluate("window.wasHere")
    page.reload()
    expect(page.locator(".case-line")).to_have_count(1)
    expect(page.get_by_label("Statute")).to_have_value(spelling)
    assert complaints == []


def test_without_javascript_the_button_filters(without_javascript: Page, site: str) -> None:
    page = without_javascript
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute").fill(SPELLINGS[0])
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".case-line")).to_have_count(1)
    page.get_by_role("link", name="Statute").click()
    expect(page.locator(".case-line")).to_have_count(CASES)


def test_nonsense_is_said_beside_the_field_and_goes_when_it_is_mended(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute").fill("banana")
    expect(page.locator("#error-statute")).to_contain_text("is not understood as a statute")
    expect(page.locator(".case-line")).to_have_count(CASES)
    page.get_by_label("Statute").fill("18:2701")
    expect(page.locator("#error-statute")).to_be_empty()
    expect(page.locator(".case-line")).to_have_count(1)


def test_going_back_shows_the_list_before_with_its_filter(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute").fill("18:2701")
    expect(page.locator(".case-line")).to_have_count(1)
    page.go_back()
    expect(page.locator(".case-line")).to_have_count(CASES)
    expect(page.get_by_label("Statute")).to_have_value("")


def test_an_empty_answer_offers_a_way_out(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/?statute=18:2701&status=open")
    page.get_by_role("link", name="Without “Status: open”").click()
    expect(page.locator(".case-line")).to_have_count(1)
