"""Going through proposals in the browser: by mouse, with the keys alone, and without JavaScript."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from sources import jobs
from sources.actions.peruse import peruse
from sources.models import Citation, Perusal, Proposal, Source
from tests.browser.conftest import Complaints
from tests.browser.test_every_page import cut_off, unkind
from tests.browser.test_pointing import cookies, desk, sign_in
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PassageFactory,
    ProposalFactory,
    SnapshotFactory,
)

__all__ = ["cookies", "desk"]
pytestmark = pytest.mark.django_db

TEXT = """A headline of the Courier

Kay sued Lou on Jan. 21, 2025. The docket has it on January 22, 2025.

Lou calls it baseless, says Ann Oddly. It was filed on Tuesday, January 20, 2025."""
KEYS = ["mouse", "keys", "plain", "looks", "reading", "many"]


@pytest.fixture(scope="module")
def couriers(site: str, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """Addresses of lists of the same four proposals; of “reading”, of none yet."""
    with django_db_blocker.unblock():
        case = CaseFactory(slug="kay-v-lou", caption="Kay v. Lou", filed_on=date(2025, 1, 21))
        found = {}
        for key in KEYS:
            snapshot = SnapshotFactory(text=TEXT, source__key=f"courier-{key}")
            passage = PassageFactory(snapshot=snapshot, exact="A headline")
            CitationFactory(about=case, field="caption", stated_value="x", passage=passage)
            found[key] = f"{site}{snapshot.source.get_absolute_url()}proposals/"
            if key == "reading":
                continue
            for words, value, given in (
                ("Jan. 21, 2025", "2025-01-21", {}),
                ("January 22, 2025", "2025-01-22", {"about": "case.filed_on"}),
                ("Ann Oddly", "Ann Oddly", {"kind": "speaker", "about": "event.speaker"}),
                ("sued Lou on Jan. 21", "2025-01-21", {"doubt": "Look at it."}),
            ):
                passage = PassageFactory(snapshot=snapshot, exact=words)
                ProposalFactory(passage=passage, value=value, **given)
        yield found


def proposals_of(key: str) -> Any:
    return Proposal.objects.filter(passage__snapshot__source__key=f"courier-{key}")


def cited(key: str) -> Any:
    found = Citation.objects.filter(passage__snapshot__source__key=f"courier-{key}")
    return found.exclude(field="caption")


def item(page: Page, words: str) -> Any:
    return page.locator("[data-proposal]", has_text=words)


def test_accept_undo_and_reject_by_mouse(
    desk: Page, couriers: dict[str, str], complaints: Complaints
) -> None:
    desk.goto(couriers["mouse"])
    desk.get_by_role("button", name="Accept", exact=True).click()
    expect(desk.locator("[data-said]")).to_have_text("Cited for “Filed”.")
    assert cited("mouse").count() == 1
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    assert not cited("mouse").exists()
    item(desk, "Ann Oddly").get_by_role("button", name="Reject").click()
    expect(desk.locator("[data-said]")).to_contain_text("It will not be proposed again.")
    assert proposals_of("mouse").get(value="Ann Oddly").state == "rejected"
    assert complaints == []


def test_with_the_keys_alone(desk: Page, couriers: dict[str, str], complaints: Complaints) -> None:
    desk.goto(couriers["keys"])
    status = desk.locator("#proposals-status")
    desk.keyboard.press("j")
    focused = desk.locator("[data-proposal]:focus")
    expect(focused).to_contain_text("January 22, 2025")
    # What differs is cited with the form open, and not by the key alone.
    desk.keyboard.press("a")
    expect(focused.or_(desk.locator("input[name=fact]:checked"))).to_be_focused()
    expect(desk.locator("#verdict")).to_contain_text("Differs")
    desk.keyboard.press("Escape")
    expect(focused).to_contain_text("January 22, 2025")
    assert not cited("keys").exists()
    desk.keyboard.press("e")
    expect(desk.locator("input[name=fact]:checked")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(status).to_have_text("Cited for “Filed”.")
    assert cited("keys").get().stated_value == "2025-01-22"
    desk.keyboard.press("u")
    expect(focused).to_contain_text("Cite…")
    assert not cited("keys").exists()
    desk.keyboard.press("ArrowDown")
    expect(focused).to_contain_text("Ann Oddly")
    desk.keyboard.press("r")
    expect(status).to_contain_text("Rejected")
    desk.keyboard.press("j")
    expect(focused.get_by_role("button", name="Accept")).to_have_count(0)
    expect(focused).to_contain_text("Look twice: Look at it.")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(status).to_have_text("Cited for “Filed”.")
    assert cited("keys").get().stated_value == "2025-01-21"
    assert complaints == []


def test_letters_typed_in_the_form_are_letters(desk: Page, couriers: dict[str, str]) -> None:
    desk.goto(couriers["looks"])
    item(desk, "January 22, 2025").get_by_role("link", name="Cite…").click()
    value = desk.get_by_label("Filed, as these words state it")
    value.fill("")
    value.press_sequentially("jakru")
    expect(value).to_have_value("jakru")
    assert not proposals_of("looks").exclude(state="open").exists()


def test_all_that_agree_are_confirmed_first(desk: Page, couriers: dict[str, str]) -> None:
    desk.goto(couriers["many"])
    desk.get_by_role("link", name="Accept all that agree (1)").click()
    expect(desk.get_by_role("checkbox")).to_have_count(1)
    assert unkind(desk) == []
    assert not cited("many").exists()
    desk.get_by_role("button", name="Accept them").click()
    expect(desk.get_by_role("status").first).to_contain_text("1 proposal accepted")
    assert cited("many").count() == 1


def test_reading_is_asked_for_and_the_list_comes_by_itself(
    desk: Page, couriers: dict[str, str], complaints: Complaints
) -> None:
    source = Source.objects.get(key="courier-reading")
    desk.goto(couriers["reading"].removesuffix("proposals/"))
    desk.get_by_role("button", name="Propose facts").click()
    expect(desk.get_by_text("Waiting for a worker")).to_be_visible()

    def work() -> None:
        try:
            jobs.work_on(Perusal, Perusal.objects.get(snapshot__source=source).pk, peruse)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        worker.submit(work).result()
    expect(desk.locator("[data-proposal]").first).to_be_visible()
    expect(desk.get_by_text("Waiting for a worker")).to_have_count(0)
    desk.keyboard.press("j")
    expect(desk.locator("[data-proposal]:focus")).to_have_count(1)
    assert not cited("reading").exists()
    assert complaints == []


def test_without_javascript_every_button_works(
    without_javascript: Page, couriers: dict[str, str], site: str, cookies: dict[str, str]
) -> None:
    page = without_javascript
    sign_in(page, site, cookies["paralegal"])
    page.goto(couriers["plain"])
    item(page, "Ann Oddly").get_by_role("button", name="Reject").click()
    expect(page.get_by_role("status").first).to_contain_text("Rejected")
    expect(item(page, "Ann Oddly")).to_have_count(0)
    page.get_by_role("button", name="Accept", exact=True).click()
    assert cited("plain").count() == 1
    item(page, "January 22, 2025").get_by_role("link", name="Cite…").click()
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Cited for “Filed”")
    page.get_by_role("link", name="Settled 3").click()
    item(page, "January 22, 2025").get_by_role("button", name="Undo").click()
    expect(item(page, "January 22, 2025")).to_have_count(1)
    assert cited("plain").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(
    desk: Page, couriers: dict[str, str], width: int, scheme: Any
) -> None:
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(couriers["looks"])
    item(desk, "January 22, 2025").get_by_role("link", name="Cite…").click()
    expect(desk.locator("#citing-title")).to_be_visible()
    assert unkind(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert cut_off(desk) == []
    desk.goto(couriers["plain"] + "?show=settled")
    assert unkind(desk) == []
