"""Reviewing in a browser: from the flag on the case page to a citation that stands again."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from sources.models import Citation
from tests.browser.conftest import Complaints
from tests.people import person

pytestmark = pytest.mark.django_db

CASE = "/cases/poe-v-acme/"


@pytest.fixture(scope="module")
def session(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The cookie of a paralegal, kept outside the transaction of a test."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        client = Client()
        paula = person("paralegal", username="paula")
        client.force_login(paula, backend="casetracker.backends.RightsBackend")
        yield client.cookies["sessionid"].value


def signed_in(page: Page, site: str, session: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return page


@pytest.fixture
def paralegal(page: Page, site: str, session: str) -> Page:
    return signed_in(page, site, session)


def test_the_flag_on_the_case_leads_to_the_review_by_keyboard_alone(
    page: Page, site: str, complaints: Complaints
) -> None:
    page.goto(site + CASE)
    marker = page.locator("#shown-case-filed_on")
    expect(marker).to_contain_text("⚑")
    expect(marker).to_have_accessible_name(re.compile(r"1 source states it\. The words changed in"))
    marker.focus()
    page.keyboard.press("Enter")
    rail = page.locator("#rail-fact")
    expect(rail).to_contain_text("The words changed in the text of")
    rail.get_by_role("link", name="see what changed").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/**")
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_a_paralegal_re_anchors_to_words_selected_in_the_newer_text(
    paralegal: Page, site: str, keys: dict[str, int], width: int, complaints: Complaints
) -> None:
    page = paralegal
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/review/passages/{keys['check']}/")
    take = page.get_by_role("button", name="Take the words selected in the newer text")
    expect(take).to_be_disabled()
    page.evaluate(
        """() => {
            const cell = [...document.querySelectorAll("table.beside td:last-child")]
                .find(it => it.innerText.includes("on March"));
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const first = nodes.find(it => it.data.includes("on March"));
            const last = nodes.find(it => it.data.trim() === "6");
            getSelection().setBaseAndExtent(
                first, first.data.indexOf("on March"), last, last.data.length);
        }"""
    )
    take.click()
    expect(page.get_by_label("Words of the newer text")).to_have_value("on March 6")
    expect(page.get_by_label("other words")).to_be_checked()
    expect(page.get_by_text("If they do, write 2025-03-06 here.")).to_be_visible()
    page.get_by_label("What these words state").fill("2025-03-06")
    page.get_by_role("button", name="Re-anchor").click()
    expect(page.get_by_role("status").first).to_contain_text("Re-anchored by paula")
    assert Citation.objects.filter(passage__exact="on March 6", stated_value="2025-03-06").exists()
    page.get_by_role("button", name="Undo this review").click()
    expect(page.get_by_role("button", name="Re-anchor")).to_be_visible()
    assert not Citation.objects.filter(passage__exact="on March 6").exists()
    assert complaints == []


def test_without_javascript_the_forms_work_and_no_button_promises_more(
    without_javascript: Page, site: str, session: str, keys: dict[str, int]
) -> None:
    page = signed_in(without_javascript, site, session)
    page.goto(f"{site}/review/passages/{keys['check']}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("on March 4")
    expect(page.get_by_text("Take the words selected")).to_have_count(0)
    page.locator("#confirm textarea").fill("A slip of the pen.")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status").first).to_contain_text("A slip of the pen.")
    page.get_by_role("button", name="Undo this review").click()
    expect(page.get_by_role("button", name="Confirm")).to_be_visible()


def test_what_is_wrong_in_a_form_is_said_at_its_field(
    paralegal: Page, site: str, keys: dict[str, int]
) -> None:
    page = paralegal
    page.goto(f"{site}/review/passages/{keys['check']}/")
    page.get_by_label("other words").check()
    page.get_by_label("Words of the newer text").fill("words that are not there")
    page.get_by_role("button", name="Re-anchor").click()
    expect(page.locator("#re-anchor .error").first).to_contain_text("does not stand in The Herald")
    expect(page.get_by_label("Words of the newer text")).to_have_value("words that are not there")
