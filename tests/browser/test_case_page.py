"""The case page in a browser: the evidence opens beside the fact, and closes again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CASE, Complaints

pytestmark = pytest.mark.django_db

FILED = "#shown-case-filed_on"


def open_filed(page: Page, site: str) -> None:
    page.goto(site + CASE)
    page.locator(FILED).click()
    expect(page.locator("#rail-fact")).to_be_visible()


def test_a_click_on_a_marker_opens_its_passages_in_the_rail(
    page: Page, site: str, complaints: Complaints
) -> None:
    open_filed(page, site)
    rail = page.locator("#rail-fact")
    expect(rail.get_by_role("heading", name="Filed")).to_be_focused()
    expect(rail.locator(".version").first).to_contain_text("Tuesday 21 January 2025")
    expect(rail.locator(".version.other")).to_contain_text("Saturday 25 January 2025")
    expect(rail.locator("mark").first).to_be_visible()
    expect(page.locator(FILED)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(FILED)).to_have_attribute("aria-controls", "rail-fact")
    expect(page.locator("#rail-status")).to_contain_text("Evidence for Filed is open")
    assert page.url == site + CASE
    assert complaints == []


def test_the_same_by_keyboard_and_escape_goes_back_to_the_marker(page: Page, site: str) -> None:
    page.goto(site + CASE)
    page.locator(FILED).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#rail-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#rail-fact")).to_be_hidden()
    expect(page.locator(FILED)).to_be_focused()
    expect(page.locator(FILED)).to_have_attribute("aria-expanded", "false")


def test_the_close_button_and_a_second_click_close_it_too(page: Page, site: str) -> None:
    open_filed(page, site)
    page.get_by_role("button", name="Close the evidence for Filed").click()
    expect(page.locator("#rail-fact")).to_be_hidden()
    expect(page.locator(FILED)).to_be_focused()
    page.locator(FILED).click()
    expect(page.locator("#rail-fact")).to_be_visible()
    page.locator(FILED).click()
    expect(page.locator("#rail-fact")).to_be_hidden()


def test_another_marker_takes_the_place_of_the_first(page: Page, site: str) -> None:
    open_filed(page, site)
    page.locator("#shown-case-seat").click()
    expect(page.locator("#rail-title")).to_have_text("Place")
    expect(page.locator(FILED)).to_have_attribute("aria-expanded", "false")
    assert page.locator("[aria-expanded=true]").count() == 1


def test_a_disagreement_in_the_rail_opens_the_same_way(page: Page, site: str) -> None:
    page.goto(site + CASE)
    page.locator(".difference").first.click()
    expect(page.locator("#rail-fact .version.other").first).to_be_visible()


def test_on_a_narrow_screen_the_passages_are_a_sheet_at_the_bottom(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    open_filed(page, site)
    sheet = page.locator("#rail-fact").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == pytest.approx(800, abs=1)
    expect(page.get_by_role("button", name="Close the evidence for Filed")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(FILED)).to_be_focused()


def test_without_javascript_a_marker_leads_to_the_foot_of_the_page(
    without_javascript: Page, site: str
) -> None:
    page = without_javascript
    page.goto(site + CASE)
    page.locator(FILED).click()
    assert page.url == f"{site}{CASE}#evidence-case-filed_on"
    fact = page.locator("#evidence-case-filed_on")
    expect(fact).to_be_in_viewport()
    expect(fact).to_contain_text("Saturday 25 January 2025")
    fact.get_by_role("link", name=re.compile("Back to where it is shown")).click()
    expect(page.locator(FILED)).to_be_in_viewport()


def test_when_the_server_does_not_answer_the_marker_leads_to_the_foot(
    page: Page, site: str
) -> None:
    page.goto(site + CASE)
    page.route("**/evidence/**", lambda route: route.abort())
    page.locator(FILED).click()
    expect(page.locator("#evidence-case-filed_on")).to_be_in_viewport()


def test_a_link_to_a_fact_from_elsewhere_shows_it_with_its_passages(page: Page, site: str) -> None:
    page.goto(f"{site}{CASE}#evidence-case-filed_on")
    expect(page.locator("#rail-title")).to_have_text("Filed")
    expect(page.locator(FILED)).to_be_in_viewport()


def test_a_marker_opened_in_a_new_tab_leaves_this_page_as_it_is(page: Page, site: str) -> None:
    page.goto(site + CASE)
    with page.context.expect_page() as opened:
        page.locator(FILED).click(modifiers=["ControlOrMeta"])
    opened.value.close()
    expect(page.locator("#rail-fact")).to_be_hidden()


def test_a_date_of_the_drawing_leads_to_the_list_of_what_happened(page: Page, site: str) -> None:
    page.goto(site + CASE)
    page.locator(".timeline svg.wide a").nth(2).click()
    assert page.url.endswith("#when-2025-01-21")
    expect(page.locator("#when-2025-01-21")).to_be_in_viewport()
