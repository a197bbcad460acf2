"""Citing words by pointing at them: with the mouse, by touch, with the keys alone, and without."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from sources.models import Citation, Source
from sources.views import citing_form
from tests.browser.conftest import Complaints
from tests.browser.test_every_page import unkind
from tests.factories import CaseFactory, CitationFactory, PassageFactory, SnapshotFactory
from tests.people import person

pytestmark = pytest.mark.django_db

TEXT = """😀 A headline of the Mirror

Moe sued Zoe on Jan. 21, the 😀 Mirror reported. A hearing is on Feb. 3.

Zoe denied everything in Fresno."""
# One for each test that changes anything.
KEYS = ["mouse", "keys", "leaving", "undoing", "looks", "choosing", "paper", "plain", "touch"]


@pytest.fixture(scope="module")
def mirrors(site: str, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """Addresses of sources with the same text, cited for one imaginary case."""
    with django_db_blocker.unblock():
        case = CaseFactory(slug="moe-v-zoe", caption="Moe v. Zoe", filed_on=date(2025, 1, 21))
        found = {}
        for key in KEYS:
            snapshot = SnapshotFactory(
                text=TEXT, source__key=f"mirror-{key}", source__published=date(2025, 1, 22)
            )
            passage = PassageFactory(snapshot=snapshot, exact="A headline")
            CitationFactory(about=case, field="caption", stated_value="x", passage=passage)
            found[key] = site + snapshot.source.get_absolute_url()
        yield found


@pytest.fixture(scope="module")
def cookies(site: str, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    with django_db_blocker.unblock():
        found = {}
        for role in ("reader", "paralegal"):
            client = Client()
            client.force_login(person(role), backend="casetracker.backends.RightsBackend")
            found[role] = client.cookies["sessionid"].value
        yield found


def sign_in(page: Page, site: str, cookie: str) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


@pytest.fixture
def desk(page: Page, site: str, cookies: dict[str, str]) -> Page:
    """The browser of a paralegal."""
    sign_in(page, site, cookies["paralegal"])
    return page


def drag_over(page: Page, words: str) -> None:
    """Select words with the mouse, from their first to their last pixel."""
    box = page.evaluate(
        """words => {
            const walker = document.createTreeWalker(
                document.getElementById("pointing-text"), NodeFilter.SHOW_TEXT);
            let node;
            while ((node = walker.nextNode())) {
                const at = node.data.indexOf(words);
                if (at < 0 || !node.parentElement.closest(".text")) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
                const { left, right, top, height } = range.getBoundingClientRect();
                return { left, right, middle: top + height / 2 };
            }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 1, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["middle"], steps=4)
    page.mouse.up()


def cited(key: str) -> Any:
    """What a source is cited for by the test, besides what it begins with."""
    found = Citation.objects.filter(passage__snapshot__source__key=f"mirror-{key}")
    return found.exclude(field="caption")


def selected(page: Page) -> str:
    return str(page.evaluate("getSelection().toString()"))


def test_words_selected_with_the_mouse_are_cited_and_marked_at_once(
    desk: Page, mirrors: dict[str, str], complaints: Complaints
) -> None:
    desk.goto(mirrors["mouse"])
    drag_over(desk, "Jan. 21")
    form = desk.locator("#pointing")
    expect(form.locator("blockquote mark")).to_have_text("Jan. 21")
    expect(form.get_by_label("Filed, as these words state it")).to_have_value("2025-01-21")
    expect(form).to_contain_text("Agrees with the record")
    assert selected(desk) == "Jan. 21", "what one selects can still be copied"
    form.get_by_role("button", name="Cite").click()
    expect(desk.locator("#paragraph-2 mark")).to_have_text("Jan. 21")
    expect(desk.locator("#paragraph-2 .note")).to_contain_text("supports")
    expect(desk.locator("#pointing-text")).to_be_focused()
    citation = cited("mouse").get()
    assert (citation.passage.start, citation.passage.exact) == (TEXT.index("Jan. 21"), "Jan. 21")
    assert complaints == []


def test_of_very_many_facts_typing_looks_among_all_of_them(
    desk: Page, mirrors: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citing_form, "MOST_LISTED", 3)
    desk.goto(mirrors["looks"])
    drag_over(desk, "Feb. 3")
    form = desk.locator("#pointing")
    expect(form.locator("#other-facts")).to_be_attached()
    form.locator("details:has(#other-facts)").evaluate("other => { other.open = true }")
    expect(form.locator("#other-facts")).to_contain_text("Up to 3 of", timeout=20_000)
    expect(form.locator("#other-facts [data-narrow]")).to_have_count(3)
    form.get_by_label("Type to narrow the list").press_sequentially("mdl")
    listed = form.locator("#other-facts [data-narrow]")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("dl status")
    expect(form.get_by_label("Type to narrow the list")).to_be_focused()


def test_a_second_citation_after_an_emoji_is_at_its_place_too(
    desk: Page, mirrors: dict[str, str]
) -> None:
    desk.goto(mirrors["choosing"])
    drag_over(desk, "Feb. 3")
    form = desk.locator("#pointing")
    expect(form).to_contain_text("Nothing in the record has this value yet")
    form.get_by_label("Type to narrow the list").fill("ended")
    expect(form.locator("[data-narrowed]")).to_have_text("1 fact")
    desk.keyboard.press("Enter")
    expect(form.get_by_label("Ended, as these words state it")).to_have_value("2025-02-03")
    expect(form).to_contain_text("New (Monday 3 February 2025)")
    form.get_by_role("button", name="Cite").click()
    expect(desk.locator("#paragraph-2 mark")).to_have_text("Feb. 3")
    assert cited("choosing").get().field == "terminated_on"


def test_another_case_is_found_and_chosen_without_losing_ones_place(
    desk: Page, mirrors: dict[str, str], complaints: Complaints
) -> None:
    desk.goto(mirrors["looks"])
    drag_over(desk, "Jan. 21")
    form = desk.locator("#pointing")
    form.get_by_text("Another case").click()
    form.get_by_label("Words of its caption").fill("Moe")
    form.get_by_role("button", name="Find").focus()
    desk.keyboard.press("Enter")
    expect(form.get_by_label("Words of its caption")).to_be_focused()
    form.get_by_role("link", name="Moe v. Zoe").focus()
    desk.keyboard.press("Enter")
    expect(form.locator("input[name=fact]:checked")).to_be_focused()
    assert complaints == []


def test_the_page_of_ones_own_finds_and_chooses_a_case_as_any_page_does(
    desk: Page, mirrors: dict[str, str], complaints: Complaints
) -> None:
    desk.goto(mirrors["looks"] + "cite/?quote=Jan.+21")
    desk.get_by_text("Another case").click()
    desk.get_by_label("Words of its caption").fill("Moe")
    desk.get_by_role("button", name="Find").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Cite words from this text")
    desk.get_by_role("link", name="Moe v. Zoe").click()
    expect(desk.get_by_label("Filed, as these words state it")).to_be_visible()
    expect(desk.get_by_role("button", name="Close")).to_have_count(0)
    assert complaints == []


def test_what_is_typed_gets_its_verdict_before_it_is_saved(
    desk: Page, mirrors: dict[str, str]
) -> None:
    desk.goto(mirrors["looks"])
    drag_over(desk, "Jan. 21")
    form = desk.locator("#pointing")
    value = form.get_by_label("Filed, as these words state it")
    value.fill("2025-01-25")
    expect(form.locator("#verdict")).to_contain_text("Differs (Saturday 25 January 2025)")
    value.fill("soon")
    expect(form.locator("#verdict")).to_contain_text("not a date")
    form.get_by_role("button", name="Cite").click()
    expect(form.locator(".error")).to_contain_text("not a date")
    assert not cited("looks").exists()


def test_with_the_keys_alone(desk: Page, mirrors: dict[str, str], complaints: Complaints) -> None:
    desk.goto(mirrors["keys"])
    desk.locator("#pointing-text").focus()
    status = desk.locator("#pointing-status")
    for key in ("ArrowRight", "ArrowDown", "End"):
        desk.keyboard.press(key)
    assert selected(desk) == "3"
    expect(status).to_have_text("3")
    desk.keyboard.press("Home")
    for _ in range(4):
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowRight")
    assert selected(desk) == "Jan. 21"
    expect(status).to_have_text("Selected: Jan. 21")
    desk.keyboard.press("Enter")
    expect(desk.locator("#pointing input[name=fact]:checked")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#paragraph-2 mark")).to_have_text("Jan. 21")
    expect(desk.locator("#pointing-text")).to_be_focused()
    expect(status).to_contain_text("Cited for “Filed”")
    desk.keyboard.press("u")
    expect(desk.locator("#paragraph-2 mark")).to_have_count(0)
    expect(status).to_have_text("The citation is taken back.")
    assert not cited("keys").exists()
    assert complaints == []


def test_escape_leaves_and_the_words_are_selected_as_before(
    desk: Page, mirrors: dict[str, str]
) -> None:
    desk.goto(mirrors["leaving"])
    desk.get_by_role("link", name="Cite words from this text").click()
    expect(desk.locator("#pointing-text")).to_be_focused()
    first = selected(desk)
    assert first == "A"
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Enter")
    expect(desk.locator("#citing-title")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("#pointing")).to_be_hidden()
    expect(desk.locator("#pointing-text")).to_be_focused()
    assert selected(desk) == "A headline"
    desk.keyboard.press("Shift+ArrowRight")
    assert selected(desk) == "A headline of"
    desk.keyboard.press("Shift+ArrowLeft")
    desk.keyboard.press("Shift+ArrowLeft")
    assert selected(desk) == "A"


def test_a_click_into_the_text_leaves_too(desk: Page, mirrors: dict[str, str]) -> None:
    desk.goto(mirrors["leaving"])
    drag_over(desk, "Fresno")
    expect(desk.locator("#pointing blockquote")).to_be_visible()
    desk.locator("#paragraph-1 .text").click()
    expect(desk.locator("#pointing")).to_be_hidden()


def test_undo_takes_the_mark_away(desk: Page, mirrors: dict[str, str]) -> None:
    desk.goto(mirrors["undoing"])
    drag_over(desk, "Jan. 21")
    desk.get_by_role("button", name="Cite", exact=True).click()
    expect(desk.locator("#paragraph-2 mark")).to_have_count(1)
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#paragraph-2 mark")).to_have_count(0)
    assert not cited("undoing").exists()


def test_words_that_are_not_there_any_more_are_refused_in_words(
    desk: Page, mirrors: dict[str, str]
) -> None:
    desk.goto(mirrors["looks"])
    desk.evaluate("document.querySelector('#paragraph-3 .text').textContent = 'Something else.'")
    drag_over(desk, "Something")
    expect(desk.locator("#pointing")).to_contain_text("Reload the page and select the words again")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_in_the_form(
    desk: Page, mirrors: dict[str, str], width: int, scheme: Any
) -> None:
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(mirrors["looks"])
    drag_over(desk, "Jan. 21")
    expect(desk.locator("#pointing blockquote")).to_be_visible()
    desk.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    expect(desk.locator("#other-facts section").first).to_be_visible()
    assert unkind(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    plain = mirrors["looks"] + "cite/?quote=Jan.+21"
    desk.goto(plain)
    assert unkind(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_by_touch_the_form_opens_below_the_words(
    browser: Browser, mirrors: dict[str, str], site: str, cookies: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    sign_in(page, site, cookies["paralegal"])
    page.goto(mirrors["touch"])
    page.locator("#paragraph-2 .text").tap()
    page.evaluate(
        """() => {
            const node = document.querySelector("#paragraph-2 .text").firstChild;
            const at = node.data.indexOf("Jan. 21");
            getSelection().setBaseAndExtent(node, at, node, at + 7);
        }"""
    )
    form = page.locator("#pointing")
    expect(form.locator("blockquote mark")).to_have_text("Jan. 21")
    words = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    top = form.evaluate("it => it.getBoundingClientRect().top")
    assert 0 < words <= top
    context.close()


def test_without_javascript_a_plain_form_does_the_same(
    without_javascript: Page, mirrors: dict[str, str], site: str, cookies: dict[str, str]
) -> None:
    page = without_javascript
    sign_in(page, site, cookies["paralegal"])
    page.goto(mirrors["plain"])
    page.get_by_role("link", name="Cite words from this text").click()
    page.get_by_label("Words to cite").fill("Jan. 21")
    page.get_by_role("button", name="Find them").click()
    expect(page.get_by_label("Filed, as these words state it")).to_have_value("2025-01-21")
    # Another fact: what was filled in is not of that.
    page.get_by_text("Another fact").click()
    page.get_by_label("Ended:").check()
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("You chose another fact")
    page.get_by_label("Filed: Tuesday 21 January 2025").check()
    page.get_by_role("button", name="Cite", exact=True).click()
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.locator("#paragraph-2 mark")).to_have_text("Jan. 21")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#paragraph-2 mark")).to_have_count(0)
    assert not cited("plain").exists()


def test_who_only_reads_finds_a_text_to_read(
    page: Page, mirrors: dict[str, str], site: str, cookies: dict[str, str]
) -> None:
    sign_in(page, site, cookies["reader"])
    page.goto(mirrors["mouse"])
    expect(page.get_by_role("link", name="Cite words from this text")).to_have_count(0)
    expect(page.locator("#pointing")).to_have_count(0)
    assert Source.objects.filter(key="mirror-mouse").exists()


def test_on_paper_there_is_no_form(desk: Page, mirrors: dict[str, str]) -> None:
    desk.goto(mirrors["paper"])
    drag_over(desk, "Jan. 21")
    expect(desk.locator("#pointing blockquote")).to_be_visible()
    desk.emulate_media(media="print")
    expect(desk.locator("#pointing")).to_be_hidden()
    expect(desk.locator("#pointing-start")).to_be_hidden()
