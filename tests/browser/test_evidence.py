"""The picture of agreement in a browser: its marks, the keys, narrow screens and paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CASE, Complaints

pytestmark = pytest.mark.django_db

EVIDENCE = f"{CASE}evidence/"


def test_a_mark_opens_its_passage(page: Page, site: str, complaints: Complaints) -> None:
    page.goto(site + EVIDENCE)
    page.get_by_role("link", name=re.compile("states otherwise: Saturday 25 January")).first.click()
    page.wait_for_url(re.compile(r"/sources/\d+/\?passage=\d+#passage-\d+$"))
    expect(page.locator("mark.is-target").first).to_be_in_viewport()
    assert complaints == []


def test_the_arrow_keys_go_from_mark_to_mark(page: Page, site: str) -> None:
    page.goto(f"{site}{EVIDENCE}?show=differ")
    table = page.locator("table")
    fact = table.locator("tbody th a").first
    fact.focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("document.activeElement.closest('td').cellIndex")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('td').cellIndex") > first
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(fact).to_be_focused()
    row = page.evaluate("document.activeElement.closest('tr').rowIndex")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") > row


def test_without_javascript_the_marks_are_links(without_javascript: Page, site: str) -> None:
    page = without_javascript
    page.goto(site + EVIDENCE)
    page.locator("td a.sign").first.click()
    page.wait_for_url(re.compile(r"/sources/\d+/\?passage=\d+#passage-\d+$"))


def test_the_table_scrolls_in_its_own_region_and_keeps_its_heads(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + EVIDENCE)
    region = page.get_by_role("region", name="What each source states of each fact.")
    region.focus()
    expect(region).to_be_focused()
    region.evaluate("it => it.scrollTo({top: 900, left: 150, behavior: 'instant'})")
    assert region.evaluate("it => [it.scrollTop, it.scrollLeft]") == [900, 150]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # Measured at one moment, for the page itself may still be scrolling.
    apart = region.evaluate(
        """it => {
            const frame = it.getBoundingClientRect();
            const corner = it.querySelector(".fact-head").getBoundingClientRect();
            return [corner.x - frame.x, corner.y - frame.y];
        }"""
    )
    assert apart == pytest.approx([0, 0], abs=2)


def test_a_focused_mark_is_not_hidden_under_the_heads(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + EVIDENCE)
    region = page.locator(".picture")
    region.evaluate("it => it.scrollTo({top: 4000, left: 400, behavior: 'instant'})")
    first = page.locator("tbody tr:not(.group) td a.sign").first
    first.focus()
    right_of, below = first.evaluate(
        """it => {
            const mark = it.getBoundingClientRect();
            const corner = document.querySelector(".fact-head").getBoundingClientRect();
            return [mark.left - corner.right, mark.top - corner.bottom];
        }"""
    )
    assert right_of >= 0
    assert below >= 0


def test_on_paper_the_whole_table_is_there(page: Page, site: str) -> None:
    page.goto(site + EVIDENCE)
    page.emulate_media(media="print")
    region = page.locator(".picture")
    assert region.evaluate("it => it.scrollHeight <= it.clientHeight")
    assert (
        page.locator("thead th").first.evaluate("it => getComputedStyle(it).position") == "static"
    )
