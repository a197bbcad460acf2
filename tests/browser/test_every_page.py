"""What holds for every page: nothing refused by the policy, no fault for a screen reader, no
sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import CASE, Complaints

pytestmark = pytest.mark.django_db

PAGES = {
    "list": "/cases/",
    "nonsense": "/cases/?statute=banana&filed_before=2025-02-30",
    "nothing": "/cases/?q=zzz&status=open",
    "case": CASE,
    "related": "/cases/apple-siri-privacy/",
    "sources": "/sources/",
    "not-found": "/nowhere/",
}
EVERY_PAGE = pytest.mark.parametrize("address", PAGES.values(), ids=list(PAGES))


def unkind(page: Page) -> list[str]:
    """What axe holds to be serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html']}: {node.get('failureSummary')}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"][:3]
    ]


@EVERY_PAGE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, site: str, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site + address)
    assert unkind(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_in_open_evidence(
    page: Page, site: str, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + CASE)
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    page.locator("#shown-case-filed_on").click()
    expect(page.locator("#rail-fact")).to_be_visible()
    assert unkind(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_source(page: Page, gazette: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(gazette)
    assert unkind(page) == []


@EVERY_PAGE
def test_nothing_complains_and_nothing_is_asked_of_other_hosts(
    page: Page, site: str, complaints: Complaints, address: str
) -> None:
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    expected = ["404"] if address == "/nowhere/" else []
    assert [text for text in complaints if not any(word in text for word in expected)] == []


def test_the_policy_is_strict(page: Page, site: str) -> None:
    """Were it not sent at all, no page could break it."""
    response = page.goto(site + "/cases/")
    assert response
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@EVERY_PAGE
@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_no_page_scrolls_sideways(page: Page, site: str, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + address)
    # With the evidence at the foot unfolded, as it is without JavaScript.
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_tab_offers_to_skip_to_the_content(page: Page, site: str) -> None:
    page.goto(site + CASE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
