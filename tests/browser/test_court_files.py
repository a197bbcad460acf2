"""Court files in a browser: chosen or dropped, seen under way, done; without JavaScript too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, Page, expect

from sources import jobs
from sources.actions.import_court_file import import_court_file
from sources.models import CourtFile, Delivery
from tests.browser.conftest import Complaints
from tests.browser.test_every_page import cut_off, unkind
from tests.factories import CourtFileFactory, DeliveryFactory
from tests.hostile import HOSTILE
from tests.people import person
from tests.sources.court_files import feed, notice

pytestmark = pytest.mark.django_db

Made = TypeVar("Made")
DROP = """([field, names]) => {
    const held = new DataTransfer();
    for (const name of names) held.items.add(new File(["<html>"], name));
    field.files = held.files;
    field.dispatchEvent(new Event("change", {bubbles: true}));
}"""


@pytest.fixture(scope="module")
def cookie(site: str, django_db_blocker: pytest.FixtureRequest) -> str:
    """That of a paralegal who is signed in, kept outside the transaction of a test."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        client = Client()
        client.force_login(person("paralegal"), backend="casetracker.backends.RightsBackend")
        return client.cookies["sessionid"].value


@pytest.fixture
def paralegal(page: Page, site: str, cookie: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


@pytest.fixture(autouse=True)
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test itself is the worker."""
    monkeypatch.setattr(jobs, "_send_all", lambda rows: True)


def apart(action: Callable[[], Made]) -> Made:
    """Do it outside the transaction of the test, so that the server sees what it wrote."""

    def begin() -> Made:
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(begin).result()


def work() -> None:
    """Do what waits in the newest delivery."""

    def do() -> None:
        for file in Delivery.objects.latest("pk").files.defer("raw"):
            jobs.work_on(CourtFile, file.pk, import_court_file)

    apart(do)


def sent(name: str, raw: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": raw}


FILES = [
    sent("feed.xml", feed(case=71, caption="Poe v. Imaginary Firm")),
    sent("again.xml", feed(case=71, caption="Poe v. Imaginary Firm")),
    sent("lunch.eml", notice(subject="Lunch")),
]


def test_files_are_brought_by_keyboard_seen_under_way_and_done(
    paralegal: Page, site: str, complaints: Complaints
) -> None:
    page = paralegal
    page.goto(f"{site}/cases/")
    page.get_by_role("link", name="Court files").click()
    field = page.get_by_label("Files from the court")
    field.set_input_files(FILES)
    expect(page.locator("#chosen")).to_have_text("3 files, less than 0.1 MB")
    field.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bring them in")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/court-files/*/")
    expect(page.get_by_text("0 of 3 done")).to_be_visible()
    assert unkind(page) == []
    work()
    expect(page.locator("#standing")).to_have_text(
        "Finished: 1 file read, 1 here already and 1 refused."
    )
    expect(page.locator(".came-in > li").first).to_contain_text("lunch.eml")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)
    assert asked == []
    page.locator(".came-in").get_by_role("link", name="Poe v. Imaginary Firm").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Poe v. Imaginary Firm")
    assert complaints == []


def test_files_are_dropped_on_the_field(paralegal: Page, site: str) -> None:
    """What a drop does to a field for files is the browser's own; what follows is ours."""
    page = paralegal
    page.goto(f"{site}/court-files/")
    field = page.get_by_label("Files from the court")
    page.evaluate(DROP, [field.element_handle(), ["a.html", "b.html"]])
    expect(page.locator("#chosen")).to_contain_text("2 files")
    page.evaluate(DROP, [field.element_handle(), ["a.html"] * 2_001])
    expect(page.locator("#chosen")).to_contain_text("2,001 files are more than 2,000")


def test_all_of_it_works_without_javascript(browser: Browser, site: str, cookie: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/court-files/")
    page.get_by_label("Files from the court").set_input_files(
        [sent("other.xml", feed(case=72, caption="Doe v. Imaginary Firm"))]
    )
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("0 of 1 done")).to_be_visible()
    work()
    page.get_by_role("link", name="Reload the page").click()
    expect(page.get_by_text("Finished: 1 file read.")).to_be_visible()
    context.close()


def test_the_focus_stays_while_the_page_asks_on(paralegal: Page, site: str) -> None:
    def make() -> int:
        made = DeliveryFactory()
        CourtFileFactory.create_batch(2, delivery=made)
        CourtFileFactory(
            delivery=made,
            state="failed",
            failure="The worker was stopped.",
            raw=b"x",
            finished_at=timezone.now(),
        )
        return int(made.pk)

    pk = apart(make)
    page = paralegal
    page.goto(f"{site}/court-files/{pk}/")
    button = page.locator(".came-in button").first
    button.focus()
    apart(lambda: CourtFile.objects.filter(delivery=pk, state="waiting").first().delete())
    expect(page.get_by_text("1 of 2 done")).to_be_visible()
    expect(button).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_both_pages_are_kind_and_hold_hostile_names(
    paralegal: Page, site: str, complaints: Complaints, width: int, scheme: Any
) -> None:
    def make() -> int:
        made = DeliveryFactory()
        ended = {"delivery": made, "state": "failed", "finished_at": timezone.now()}
        CourtFileFactory(**ended, filename=HOSTILE + "x" * 200, failure=HOSTILE + "y" * 900)
        CourtFileFactory(**ended, filename="a.html", failure="It was stopped.", raw=b"x")
        CourtFileFactory.create_batch(3, delivery=made, filename="cand_1.html")
        return int(made.pk)

    pk = apart(make)
    page = paralegal
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/court-files/", f"/court-files/{pk}/"):
        page.goto(site + address)
        assert unkind(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert cut_off(page) == []
    assert page.evaluate("window.hacked") is None
    assert complaints == []
