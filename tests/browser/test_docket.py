"""The docket in a browser: rows that come as one scrolls, filters, keys, notes inline."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from cases.models import Filing
from tests.browser.conftest import Complaints
from tests.factories import CaseFactory, CitationFactory
from tests.people import person

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def docket(site: str) -> str:
    """The address of a docket of 230 entries, made once, for its tests write notes only."""
    case = CaseFactory(slug="long-v-docket", caption="Long v. Docket")
    Filing.objects.bulk_create(
        Filing(
            case=case,
            key=f"entry-{n}",
            number=n,
            filed_on=date(2025, 1, 1) + timedelta(days=n),
            kind="order" if n % 10 == 0 else "notice",
            text=f"Paper {n} about the dye",
        )
        for n in range(1, 231)
    )
    newest = case.filings.get(number=230)
    CitationFactory(about=newest, field="number", stated_value="230")
    person("paralegal", username="dora", password=PASSWORD)
    return f"{site}/cases/long-v-docket/docket/"


@pytest.fixture
def signed(page: Page, site: str, docket: str) -> Page:
    page.goto(f"{site}/account/sign-in/?next=/cases/long-v-docket/docket/")
    page.get_by_label("Name", exact=False).first.fill("dora")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(docket)
    return page


def test_the_rest_comes_as_one_scrolls(page: Page, docket: str, complaints: Complaints) -> None:
    page.goto(docket)
    rows = page.locator(".entry-row")
    expect(rows).to_have_count(100)
    page.locator("#docket-more").scroll_into_view_if_needed()
    expect(rows).to_have_count(200)
    page.locator("#docket-more").scroll_into_view_if_needed()
    expect(rows).to_have_count(230)
    expect(page.locator("#docket-more")).to_have_count(0)
    assert complaints == []


def test_without_javascript_the_rest_is_a_link_away(browser: object, docket: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(docket)
    page.get_by_role("link", name="Next 100").click()
    expect(page.locator(".entry-row").first).to_have_attribute("id", "filing-entry-130")
    page.get_by_label("Orders and judgments").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".count")).to_contain_text("23 of 230 entries")
    page.get_by_role("link", name="Print these").click()
    expect(page.locator("tbody tr")).to_have_count(23)
    page.goto(docket)
    page.locator("#filing-entry-230 .marker").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_a_filter_is_in_the_address_and_errors_stand_at_their_field(
    page: Page, docket: str, complaints: Complaints
) -> None:
    page.goto(docket)
    page.get_by_label("Words").fill('"paper 23"')
    expect(page.locator(".count")).to_contain_text("2 of 230 entries")
    expect(page).to_have_url(f"{docket}?q=%22paper+23%22")
    page.get_by_label("Numbers").fill("9-3")
    expect(page.locator("#error-number")).to_contain_text("The range runs backwards, from 9 to 3")
    expect(page.locator(".count")).to_contain_text("2 of 230 entries")
    page.reload()
    expect(page.locator(".entry-row")).to_have_count(2)
    page.get_by_role("link", name="Words “").or_(page.locator(".chip")).first.click()
    expect(page.locator(".count")).to_contain_text("230 entries")
    assert complaints == []


def test_one_goes_from_entry_to_entry_by_keys(page: Page, docket: str) -> None:
    page.goto(docket)
    for key, focused in (("j", 230), ("j", 229), ("j", 228), ("k", 229)):
        page.keyboard.press(key)
        expect(page.locator(f"#filing-entry-{focused}")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Words")).to_be_focused()
    page.keyboard.type("j/k")
    expect(page.get_by_label("Words")).to_have_value("j/k")


def test_the_passages_of_a_fact_open_in_the_rail(
    page: Page, docket: str, complaints: Complaints
) -> None:
    page.goto(docket)
    page.locator("#shown-filing-entry-230-number").click()
    expect(page.locator("#rail-title")).to_have_text("Number")
    page.keyboard.press("Escape")
    expect(page.locator("#rail-fact")).to_be_hidden()
    expect(page.locator("#shown-filing-entry-230-number")).to_be_focused()
    assert complaints == []


def test_a_note_is_written_where_it_stands_and_taken_back(
    signed: Page, complaints: Complaints
) -> None:
    row = signed.locator("#filing-entry-229")
    row.get_by_role("link", name="Note or tag").click()
    row.get_by_label("A note for colleagues").fill("Ask about exhibit B.")
    row.get_by_role("button", name="Keep").click()
    expect(row.locator(".docket-note .words")).to_have_text("Ask about exhibit B.")
    row.get_by_role("link", name="edit this note").click()
    row.get_by_label("Your note").fill("Asked.")
    row.get_by_role("button", name="Change").click()
    expect(row.locator(".docket-note .words")).to_have_text("Asked.")
    row.get_by_role("button", name="Undo").click()
    expect(row.locator(".docket-note .words")).to_have_text("Ask about exhibit B.")
    row.get_by_role("button", name="delete this note").click()
    expect(row.locator(".docket-note")).to_have_count(0)
    row.get_by_role("button", name="Undo").click()
    expect(row.locator(".docket-note .words")).to_have_text("Ask about exhibit B.")
    assert complaints == []


def test_a_tag_is_set_and_entries_are_found_by_it(signed: Page, complaints: Complaints) -> None:
    row = signed.locator("#filing-entry-228")
    row.get_by_role("link", name="Note or tag").click()
    row.get_by_label("A tag").fill("hot document")
    row.get_by_role("button", name="Tag", exact=True).click()
    row.get_by_role("link", name="hot document").click()
    expect(signed.locator(".count")).to_contain_text("1 of 230 entries")
    expect(signed.locator("#filing-entry-228")).to_be_visible()
    assert complaints == []
