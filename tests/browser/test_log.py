"""Logging docket entries in a browser: by keyboard, nothing lost, undone, and without script."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from cases.models import Document, Filing
from tests.browser.conftest import Complaints
from tests.browser.test_capture import apart
from tests.browser.test_every_page import cut_off, unkind
from tests.docket_log import PDF
from tests.factories import CaseFactory, ClaimFactory, FilingFactory, PartyFactory
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cookie(site: str, django_db_blocker: Any) -> str:
    """That of a paralegal who is signed in, kept outside the transaction of a test."""
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(person("paralegal"), backend="casetracker.backends.RightsBackend")
        return client.cookies["sessionid"].value


@pytest.fixture
def paralegal(page: Page, site: str, cookie: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


def a_case() -> str:
    """A new case with two parties, a complaint and a claim; its address."""
    case = CaseFactory(caption="Roe v. Acme Corp.", filed_on=date(2025, 1, 2))
    PartyFactory(case=case, name="Ann Roe", role="plaintiff")
    PartyFactory(case=case, name="Acme Corp.")
    ClaimFactory(case=case, title="Breach of contract")
    FilingFactory(case=case, number=45, kind="motion", description="Motion to dismiss")
    return case.get_absolute_url()


@pytest.fixture
def case_page(paralegal: Page, site: str) -> Page:
    paralegal.goto(site + apart(a_case))
    return paralegal


def entries(page: Page) -> Any:
    return page.locator("#docket-entries tbody tr")


def said(page: Page) -> Any:
    return page.locator(".log-said")


def filing_of(page: Page, number: int) -> Filing:
    slug = page.url.split("/")[4]
    return apart(
        lambda: Filing.objects.select_related("filed_by").get(case__slug=slug, number=number)
    )


# --- By keyboard ------------------------------------------------------------------------------


def test_entries_are_logged_one_after_the_other_without_leaving_the_page(
    case_page: Page, complaints: Complaints
) -> None:
    page, keys = case_page, case_page.keyboard
    address = page.url
    page.locator("#log-filed").focus()
    for date_, text in (
        ("1/30/25", "MOTION to Stay filed by Acme Corp.."),
        ("2/3/25", "NOTICE of Appearance by Ann Roe"),
    ):
        keys.type(date_)
        keys.press("Tab")
        keys.insert_text(text)
        keys.press("Enter")
        expect(page.locator("#log-filed")).to_be_focused()
        expect(page.locator("#log-filed")).to_have_value("")
        expect(said(page)).to_contain_text("Logged entry")
    expect(said(page)).to_contain_text("Logged entry 47: notice")
    expect(page.locator("#log-number")).to_have_value("48")
    expect(entries(page)).to_have_count(3)
    expect(entries(page).first).to_contain_text("logged by hand")
    expect(entries(page).nth(1)).to_contain_text("pending since 30 Jan 2025")
    expect(page.locator("#docket-title")).to_contain_text("3 entries")
    motion = filing_of(page, 46)
    assert (motion.kind, motion.motion_type, motion.filed_by.name) == (
        "motion",
        "stay",
        "Acme Corp.",
    )
    assert page.url == address
    assert complaints == []


def test_the_row_says_what_it_understood_before_it_is_logged(case_page: Page) -> None:
    page, keys = case_page, case_page.keyboard
    page.locator("#log-filed").focus()
    keys.type("1/30/25")
    keys.press("Tab")
    keys.insert_text("ORDER granting 45 Motion to Dismiss.")
    understood = page.locator("#log-understood")
    expect(understood).to_contain_text("Filed Thursday 30 January 2025")
    expect(understood).to_contain_text("Decides 45 granted")
    keys.press("Tab")
    keys.type("order deny")
    expect(understood).to_contain_text("Decides 45 denied")


def test_undo_takes_back_the_last_entry_and_its_effect_on_the_case(
    case_page: Page, complaints: Complaints
) -> None:
    page, keys = case_page, case_page.keyboard
    standing = page.locator(".standing")
    page.locator("#log-filed").focus()
    keys.type("3/4/25")
    keys.press("Tab")
    keys.insert_text(
        "ORDER granting 45 Motion to Dismiss. This action is DISMISSED WITH PREJUDICE."
    )
    keys.press("Enter")
    expect(standing).to_contain_text("Closed")
    expect(standing).to_contain_text("dismissed by the court with prejudice", ignore_case=True)
    expect(standing.get_by_role("link", name="docket entry 46")).to_be_visible()
    expect(entries(page).last).to_contain_text("granted by 46")
    page.locator(".log-undo button").focus()
    keys.press("Enter")
    expect(said(page)).to_have_text(re.compile(r"Entry 46 is taken back\."))
    expect(standing).to_contain_text("Open")
    expect(entries(page)).to_have_count(1)
    expect(page.locator("#log-filed")).to_be_focused()
    expect(page.locator("#log-number")).to_have_value("46")
    assert complaints == []


def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(case_page: Page) -> None:
    page, keys = case_page, case_page.keyboard
    page.set_input_files("#log-papers", {"name": "a.pdf", "mimeType": "", "buffer": PDF})
    page.locator("#log-filed").fill("banana")
    page.locator("#log-text").fill("A letter.\nOn two lines.")
    page.locator("#log-rule").evaluate("it => { it.value = 'Rule 41' }")
    page.locator("#log-text").press("Enter")
    expect(page.locator("#log-filed_error")).to_contain_text("“banana” is no day")
    expect(page.locator("#log-filed")).to_be_focused()
    expect(page.locator("#log-filed")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#log-text")).to_have_value("A letter.\nOn two lines.")
    expect(page.locator("#log-rule")).to_have_value("Rule 41")
    expect(page.locator(".log-files")).to_contain_text("a.pdf")
    keys.type("1/30/25")
    keys.press("Enter")
    expect(said(page)).to_contain_text("Logged entry 46")
    expect(entries(page).first.get_by_role("link", name="a.pdf")).to_be_visible()
    expect(page.locator(".log-files")).to_be_hidden()


def test_escape_leaves_without_logging_and_what_was_typed_can_be_brought_back(
    case_page: Page,
) -> None:
    page, keys = case_page, case_page.keyboard
    page.locator("#log-filed").focus()
    keys.type("1/30/25")
    keys.press("Tab")
    keys.type("A letter")
    keys.press("Escape")
    expect(page.locator("#docket-title")).to_be_focused()
    expect(page.locator("#log-text")).to_have_value("")
    expect(page.locator(".log-left")).to_contain_text("Nothing was logged.")
    page.get_by_role("button", name="Bring back what you typed").press("Enter")
    expect(page.locator("#log-filed")).to_have_value("1/30/25")
    expect(page.locator("#log-filed")).to_be_focused()
    expect(page.locator("#log-text")).to_have_value("A letter")
    expect(entries(page)).to_have_count(1)


def test_shift_enter_makes_a_new_line(case_page: Page) -> None:
    case_page.locator("#log-text").focus()
    case_page.keyboard.type("One")
    case_page.keyboard.press("Shift+Enter")
    case_page.keyboard.type("two")
    expect(case_page.locator("#log-text")).to_have_value("One\ntwo")
    expect(entries(case_page)).to_have_count(1)


def test_enter_pressed_twice_makes_one_entry(case_page: Page) -> None:
    page = case_page
    page.locator("#log-filed").fill("1/30/25")
    page.locator("#log-kind").fill("letter")
    page.evaluate(
        "() => { const form = document.querySelector('.log-form');"
        " form.requestSubmit(); form.requestSubmit(); }"
    )
    expect(said(page)).to_contain_text("Logged entry 46")
    expect(entries(page)).to_have_count(2)


def test_what_would_be_lost_with_the_row_cannot_be_typed_while_it_is_logged(
    case_page: Page,
) -> None:
    page = case_page
    asked: list[Route] = []

    def keep_waiting(route: Route) -> None:
        asked.append(route)

    page.route("**/log/", keep_waiting)
    page.locator("#log-filed").fill("banana")
    page.locator("#log-filed").press("Enter")
    expect(page.locator(".log-form")).to_have_attribute("inert", "")
    page.keyboard.type("more")
    expect(page.locator("#log-filed")).to_have_value("banana")
    asked[0].continue_()
    expect(page.locator("#log-filed_error")).to_contain_text("“banana” is no day")
    expect(page.locator(".log-form")).not_to_have_attribute("inert", "")
    expect(page.locator("#log-filed")).to_be_focused()


def test_when_the_tracker_does_not_answer_nothing_is_lost(case_page: Page) -> None:
    page = case_page
    page.route("**/log/", lambda route: route.abort())
    page.locator("#log-filed").fill("1/30/25")
    page.locator("#log-text").fill("A letter.")
    page.locator("#log-text").press("Enter")
    expect(said(page)).to_contain_text("It was not logged")
    expect(page.locator("#log-text")).to_have_value("A letter.")
    expect(page.locator("#log-text")).to_be_focused()
    page.unroute("**/log/")
    page.locator("#log-text").press("Enter")
    expect(said(page)).to_contain_text("Logged entry 46")


def test_of_claims_it_is_asked_which(case_page: Page) -> None:
    page, keys = case_page, case_page.keyboard
    page.locator("#log-filed").focus()
    keys.type("3/4/25")
    keys.press("Tab")
    keys.type("order gr")
    page.locator("#log-kind").fill("order gr")
    page.get_by_text("What it decides or disposes of").click()
    page.locator("#log-disposes").select_option("claims")
    page.locator("#log-disposition").select_option("dismissal")
    expect(page.get_by_role("checkbox", name="Breach of contract")).to_be_visible()
    page.locator("#log-filed").press("Enter")
    expect(page.locator("#log-understood")).to_contain_text("Choose them.")
    page.get_by_role("checkbox", name="Breach of contract").check()
    page.locator("#log-filed").press("Enter")
    expect(said(page)).to_contain_text("Logged entry 46")
    expect(page.locator("#claims")).to_contain_text("disposed of by", ignore_case=True)


# --- Documents ------------------------------------------------------------------------------------

DROP = """(row, names) => {
    const held = new DataTransfer();
    for (const name of names) held.items.add(new File(["%PDF-1.4 " + name], name));
    const text = document.getElementById("log-text");
    const how = {bubbles: true, cancelable: true, dataTransfer: held};
    for (const kind of ["dragover", "drop"]) text.dispatchEvent(new DragEvent(kind, how));
}"""


def test_documents_are_dropped_on_the_row_left_out_and_kept_in_order(case_page: Page) -> None:
    page = case_page
    page.locator("#docket-log").evaluate(DROP, ["motion.pdf", "wrong.pdf"])
    page.locator("#docket-log").evaluate(DROP, ["exhibit.pdf"])
    listed = page.locator(".log-files li")
    expect(listed).to_have_count(3)
    page.get_by_role("button", name="Leave out wrong.pdf").click()
    expect(listed.first).to_contain_text("Main document")
    expect(listed.last).to_contain_text("Attachment 1")
    page.locator("#log-filed").fill("1/30/25")
    page.locator("#log-kind").fill("mtd")
    page.locator("#log-kind").press("Enter")
    expect(said(page)).to_contain_text("Logged entry 46")
    filing = filing_of(page, 46)
    kept = apart(lambda: list(Document.objects.filter(filing=filing).order_by("pk")))
    assert [(it.attachment, it.filename) for it in kept] == [
        (None, "motion.pdf"),
        (1, "exhibit.pdf"),
    ]
    with page.expect_download() as download:
        page.get_by_role("link", name="motion.pdf").click()
    assert download.value.path().read_bytes() == b"%PDF-1.4 motion.pdf"


# --- Without script, looks, paper ---------------------------------------------------------------


def test_without_javascript_it_is_a_plain_form(
    without_javascript: Page, site: str, cookie: str
) -> None:
    page = without_javascript
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.goto(site + apart(a_case))
    page.locator("#log-filed").fill("banana")
    page.locator("#log-kind").fill("mtd")
    page.get_by_role("button", name="Log it").click()
    expect(page.locator("#log-filed_error")).to_contain_text("“banana” is no day")
    expect(page.locator("#log-kind")).to_have_value("mtd")
    page.locator("#log-filed").fill("1/30/25")
    page.get_by_role("button", name="Log it").click()
    expect(said(page)).to_contain_text("Logged entry 46: motion to dismiss")
    expect(entries(page)).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Entry 46 is taken back.")
    expect(entries(page)).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_row_is_kind_and_narrow_empty_and_with_mistakes(case_page: Page, scheme: Any) -> None:
    page = case_page
    page.emulate_media(color_scheme=scheme)
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    assert unkind(page) == []
    page.locator("#log-filed").fill("banana")
    page.locator("#log-kind").fill("xyz")
    page.locator("#log-disposes").select_option("claims")
    page.locator("#log-kind").press("Enter")
    expect(page.locator("#log-filed_error")).to_be_visible()
    assert unkind(page) == []
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert cut_off(page) == []


def test_on_paper_there_is_no_row(case_page: Page) -> None:
    expect(case_page.locator("#docket-log")).to_be_visible()
    case_page.emulate_media(media="print")
    expect(case_page.locator("#docket-log")).to_be_hidden()


def test_somebody_who_reads_has_no_row(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + apart(a_case))
    expect(page.locator("#docket-entries")).to_be_visible()
    expect(page.locator("#docket-log")).to_have_count(0)
    page.close()
