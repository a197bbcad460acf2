"""The list of cases in a browser: it follows the filters without a reload, and works without."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import CASE, Complaints
from tests.browser.test_every_page import unkind
from tests.cases.test_pages import SPELLINGS
from tests.people import person

pytestmark = pytest.mark.django_db

CASES = 5  # of the record, and imaginary ones


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_list_follows_a_statute_in_every_spelling(
    page: Page, site: str, complaints: Complaints, spelling: str
) -> None:
    page.goto(f"{site}/cases/")
    expect(page.locator(".case-line")).to_have_count(CASES)
    page.evaluate("window.wasHere = true")
    page.get_by_label("Statute", exact=True).fill(spelling)
    expect(page.locator(".case-line")).to_have_count(1)
    expect(page.locator(".case-line .caption")).to_have_attribute("href", CASE)
    assert "statute=" in page.url
    assert "status=" not in page.url
    assert page.evaluate("window.wasHere")
    page.reload()
    expect(page.locator(".case-line")).to_have_count(1)
    expect(page.get_by_label("Statute", exact=True)).to_have_value(spelling)
    assert complaints == []


def test_without_javascript_the_button_filters(without_javascript: Page, site: str) -> None:
    page = without_javascript
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute", exact=True).fill(SPELLINGS[0])
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".case-line")).to_have_count(1)
    page.locator(".chip").click()
    expect(page.locator(".case-line")).to_have_count(CASES)


def test_without_javascript_choices_and_heads_are_links(
    without_javascript: Page, site: str
) -> None:
    page = without_javascript
    page.goto(f"{site}/cases/")
    page.locator("#choice-status-unknown").click()
    expect(page.locator(".chip")).to_contain_text("Not known")
    page.get_by_role("link", name="Case", exact=True).click()
    expect(page.get_by_role("columnheader", name="Case")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(page.locator(".chip")).to_contain_text("Not known")


def test_nonsense_is_said_beside_the_field_and_goes_when_it_is_mended(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute", exact=True).fill("banana")
    expect(page.locator("#error-statute")).to_contain_text("is not understood as a statute")
    expect(page.locator(".case-line")).to_have_count(CASES)
    page.get_by_label("Statute", exact=True).fill("18:2701")
    expect(page.locator("#error-statute")).to_be_empty()
    expect(page.locator(".case-line")).to_have_count(1)


def test_half_a_word_is_called_a_mistake_only_when_it_is_left(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    box, error = page.get_by_label("Statute", exact=True), page.locator("#error-statute")
    box.press_sequentially("stored comm")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(error).to_contain_text("is not understood as a statute")
    expect(error).to_be_hidden()
    expect(page.locator("#results .notice.warn")).to_be_hidden()
    page.get_by_label("Words").focus()
    expect(error).to_be_visible()
    expect(page.locator("#results .notice.warn")).to_be_visible()
    box.fill("Stored Communications Act")
    expect(error).to_be_empty()


def test_half_a_word_is_called_a_mistake_when_the_filter_is_asked_for(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute", exact=True).press_sequentially("banana")
    expect(page.locator("#error-statute")).not_to_be_empty()
    expect(page.locator("#error-statute")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#error-statute")).to_be_visible()


def test_going_back_shows_the_list_before_with_its_filter(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute", exact=True).fill("18:2701")
    expect(page.locator(".case-line")).to_have_count(1)
    page.go_back()
    expect(page.locator(".case-line")).to_have_count(CASES)
    expect(page.get_by_label("Statute", exact=True)).to_have_value("")


def test_an_empty_answer_offers_a_way_out(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/?statute=18:2701&status=open")
    page.get_by_role("link", name="Without “Status: open”").click()
    expect(page.locator(".case-line")).to_have_count(1)


# --- Choices ----------------------------------------------------------------------------------


def test_a_choice_filters_without_a_reload_keeps_the_focus_and_is_taken_back_there(
    page: Page, site: str, complaints: Complaints
) -> None:
    page.goto(f"{site}/cases/")
    page.evaluate("window.wasHere = true")
    choice = page.locator("#choice-status-closed")
    number = int(choice.locator(".number").inner_text().split()[0])
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".case-line")).to_have_count(number)
    expect(page.locator(".chip")).to_contain_text("Closed")
    assert "status=closed" in page.url
    expect(choice).to_be_focused()
    expect(choice).to_have_attribute("aria-current", "true")
    expect(page.locator("#list-said")).to_contain_text("closed case")
    page.keyboard.press("Enter")
    expect(page.locator(".case-line")).to_have_count(CASES)
    assert page.evaluate("window.wasHere")
    assert complaints == []


def test_what_is_chosen_holds_while_one_types(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/?status=closed")
    page.get_by_label("Words").fill("linkedin")
    expect(page.locator(".chip")).to_have_count(2)
    assert "status=closed" in page.url
    assert "q=linkedin" in page.url


def test_taking_a_chip_away_empties_its_box(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/?statute=18:2701")
    page.locator(".chip").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".case-line")).to_have_count(CASES)
    expect(page.get_by_label("Statute", exact=True)).to_have_value("")
    # The chip is gone; whoever uses the keyboard goes on at the list, not at the top of the page.
    expect(page.locator("#found")).to_be_focused()


def test_on_a_small_screen_the_choices_are_folded_and_stay_as_one_leaves_them(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/cases/")
    expect(page.locator("#choice-status-closed")).to_be_hidden()
    page.get_by_text("Narrow down").click()
    page.locator("#choice-status-closed").click()
    expect(page.locator(".chip")).to_contain_text("Closed")
    expect(page.locator("#choice-status-closed")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_head_sorts_and_turns_round(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    head = page.get_by_role("columnheader", name="Case", exact=False).first
    for way in ("ascending", "descending"):
        head.get_by_role("link").click()
        expect(head).to_have_attribute("aria-sort", way)
        captions = page.locator(".caption").all_inner_texts()
        assert captions == sorted(captions, reverse=way == "descending")


# --- By keyboard ------------------------------------------------------------------------------


def test_the_slash_goes_to_the_search_and_the_arrows_to_the_cases(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    page.keyboard.press("/")
    box = page.locator("#search-box").or_(page.get_by_label("Statute", exact=True)).first
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.get_by_label("Words").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".caption").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".caption").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    href = page.locator(".caption").nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{href}")


@pytest.mark.parametrize("address", [CASE, "/statutes/", "/sources/", "/search/?q=doe"])
def test_the_slash_goes_to_the_search_from_every_page(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}{address}")
    page.keyboard.press("/")
    expect(page.locator("#search-box")).to_be_focused()
    # What stands there is chosen, so that typing takes its place.
    page.keyboard.type("roe/doe")
    expect(page.locator("#search-box")).to_have_value("roe/doe")


def test_a_slash_in_a_box_is_a_slash(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Words").press_sequentially("a/b")
    expect(page.get_by_label("Words")).to_have_value("a/b")


def test_a_suggestion_is_taken_by_the_arrows_and_enter(
    page: Page, site: str, complaints: Complaints
) -> None:
    page.goto(f"{site}/cases/")
    box = page.get_by_label("Party", exact=True)
    box.press_sequentially("linked")
    expect(page.get_by_role("option")).not_to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-party-1")
    value = option.get_attribute("data-value") or ""
    page.keyboard.press("Enter")
    expect(box).to_have_value(value)
    expect(page.locator("#suggestions-party")).to_be_hidden()
    expect(page.locator(".chip")).to_contain_text(value)
    expect(page.locator(".case-line").first).to_be_visible()
    assert complaints == []


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    box = page.get_by_label("Statute", exact=True)
    box.press_sequentially("stored comm")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions-statute")).to_be_hidden()
    expect(box).to_have_value("stored comm")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_suggestion_is_taken_by_a_click(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute", exact=True).press_sequentially("stored comm")
    page.get_by_role("option", name="Stored Communications Act").first.click()
    expect(page.locator(".chip")).to_contain_text("Stored Communications Act")
    expect(page.locator(".case-line")).to_have_count(1)


def test_on_paper_there_are_the_cases_and_what_was_filtered(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/?status=closed")
    page.emulate_media(media="print")
    expect(page.locator("#found")).to_be_visible()
    expect(page.locator(".case-line").first).to_be_visible()
    for hidden in (".choices", "#filters", ".take-along"):
        expect(page.locator(hidden).first).to_be_hidden()


# --- Saved filters ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cookies(site: str, django_db_blocker: Any) -> dict[str, str]:
    """Those of two who are signed in, kept outside the transaction of a test."""
    found = {}
    with django_db_blocker.unblock():
        for role in ("paralegal", "attorney"):
            client = Client()
            client.force_login(person(role), backend="casetracker.backends.RightsBackend")
            found[role] = client.cookies["sessionid"].value
    return found


@pytest.fixture
def paralegal(page: Page, site: str, cookies: dict[str, str]) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookies["paralegal"], "url": site}])
    return page


@pytest.fixture
def attorney(page: Page, site: str, cookies: dict[str, str]) -> Page:
    """Somebody else, whose filters the paralegal does not see: tests do not undo what they save."""
    page.context.add_cookies([{"name": "sessionid", "value": cookies["attorney"], "url": site}])
    return page


def test_a_filter_is_saved_found_again_deleted_and_brought_back(paralegal: Page, site: str) -> None:
    page = paralegal
    page.goto(f"{site}/cases/?status=closed")
    page.get_by_text("Save this filter").click()
    page.get_by_label("Name").fill("What is over")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The filter is saved as “What is over”.")).to_be_visible()
    page.goto(f"{site}/cases/")
    page.get_by_text("Your filters").click()
    expect(page.locator("#your-filters li")).to_contain_text(re.compile(r"What is over \d cases?"))
    page.get_by_role("link", name="What is over").click()
    expect(page.locator(".chip")).to_contain_text("Closed")
    page.goto(f"{site}/cases/list/saved/")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".saved-filters")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".saved-filters h2")).to_have_text("What is over")


def test_to_save_a_filter_one_types_its_name_at_once_and_escape_leaves_it(
    paralegal: Page, site: str
) -> None:
    page = paralegal
    page.goto(f"{site}/cases/?status=closed")
    summary = page.locator("#save-filter summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Name")).to_be_hidden()
    expect(summary).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_on_the_pages_of_saved_filters(
    attorney: Page, site: str, scheme: str, width: int
) -> None:
    page = attorney
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/cases/?status=closed")
    page.get_by_text("Save this filter").click()
    page.get_by_label("Name").fill(f"{scheme} {width}")
    page.get_by_role("button", name="Save").click()
    for address in ("list/saved/", "list/follow/?status=closed", "?status=closed"):
        page.goto(f"{site}/cases/{address}")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert unkind(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_axe_finds_nothing_serious_in_open_suggestions(page: Page, site: str) -> None:
    page.goto(f"{site}/cases/")
    page.get_by_label("Statute", exact=True).press_sequentially("stored comm")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert unkind(page) == []
