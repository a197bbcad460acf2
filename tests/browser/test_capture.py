"""A source gets its text, in a browser: asked for, seen under way, there, and confirmed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from sources import jobs
from sources.actions.take_text import take_text
from sources.models import Capture, Source
from tests.browser.conftest import Complaints
from tests.browser.test_every_page import cut_off, unkind
from tests.factories import CaptureFactory, SnapshotFactory
from tests.people import person
from tests.sources.fetching.servers import page as answer
from tests.sources.fetching.servers import serve
from tests.sources.imaginary import ANSWERED, SUED, article

pytestmark = pytest.mark.django_db

Made = TypeVar("Made")
TEXT = f"{SUED}\n\n{ANSWERED}"


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


def apart(action: Callable[[], Made]) -> Made:
    """Do it outside the transaction of the test, so that the server sees what it wrote."""

    def begin() -> Made:
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(begin).result()


@pytest.fixture(autouse=True)
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test itself is the worker."""
    monkeypatch.setattr(jobs, "_send", lambda job: True)


def newest() -> int:
    return Capture.objects.latest("pk").pk


def work() -> None:
    """Do the newest job."""
    apart(lambda: jobs.work_on(Capture, newest(), take_text))


def test_a_page_is_added_by_its_address_and_confirmed_by_keyboard(
    paralegal: Page, site: str, settings: Any, complaints: Complaints
) -> None:
    page = paralegal
    head = '<meta name="author" content="Ann Scribe">'
    with serve(answer(article(head=head), "Content-Type: text/html")) as port:
        settings.FETCH_ALLOWED = {("127.0.0.1", port)}
        page.goto(f"{site}/sources/")
        page.get_by_role("link", name="Add a source").focus()
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Address").fill(f"http://127.0.0.1:{port}/acme-sued")
        page.keyboard.press("Enter")
        status = page.locator("#capture-status")
        expect(status).to_contain_text("Waiting for a worker")

        work()

    # The page held nothing, so it is loaded anew by itself.
    expect(page.locator(".article")).to_contain_text(SUED)
    expect(page.locator("#capture-status")).to_contain_text("The first text.")
    expect(page.locator(".glance")).to_contain_text("Authornot known")

    page.get_by_role("link", name="Confirm what is right").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Author")).to_have_value("Ann Scribe")
    page.get_by_label("Author").press("Enter")
    expect(page.locator(".glance")).to_contain_text("AuthorAnn Scribe")
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme sued")
    assert complaints == []


def test_what_is_being_done_is_seen_without_a_reload(
    paralegal: Page, site: str, complaints: Complaints
) -> None:
    page = paralegal
    url = "https://gazette.example/seen"
    source = apart(lambda: SnapshotFactory(source__url=url, text=TEXT).source)
    page.goto(site + source.get_absolute_url())
    page.get_by_role("button", name="Take its text again").click()
    status = page.locator("#capture-status")
    expect(status).to_contain_text("Waiting for a worker")
    expect(page.get_by_role("button", name="Take its text again")).to_have_count(0)

    job = apart(lambda: jobs._take(Capture, newest()))
    assert job is not None
    apart(lambda: jobs.tell(job, "Fetching: 340 kB so far"))
    expect(status).to_contain_text("Fetching: 340 kB so far")
    apart(lambda: jobs.fail(job, "The site answered 503. Try again later."))
    expect(status).to_contain_text("The site answered 503.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)
    assert asked == []  # there is an outcome, and nothing more to ask

    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#capture-status")).to_contain_text("Waiting for a worker")
    assert complaints == []


def test_waiting_long_without_a_worker_is_said(paralegal: Page, site: str) -> None:
    asked_at = timezone.now() - timezone.timedelta(minutes=1)
    source = apart(lambda: CaptureFactory(asked_at=asked_at).source)
    paralegal.goto(site + source.get_absolute_url())
    expect(paralegal.locator("#capture-status")).to_contain_text("No worker seems to be running")
    expect(paralegal.locator("#capture-status")).to_contain_text("make run")


def test_only_the_fields_of_the_way_chosen_are_there(paralegal: Page, site: str) -> None:
    page = paralegal
    page.goto(f"{site}/sources/add/")
    text, file = page.get_by_label("The text"), page.get_by_label("The file")
    expect(text).to_be_hidden()
    expect(file).to_be_hidden()
    page.get_by_label("I paste it").check()
    expect(text).to_be_visible()
    page.get_by_label("From a file").check()
    expect(file).to_be_visible()
    expect(text).to_be_hidden()


def test_without_javascript_a_text_is_pasted_and_the_page_reloaded(
    without_javascript: Page, site: str, cookie: str
) -> None:
    page = without_javascript
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.goto(f"{site}/sources/add/")
    page.get_by_label("I paste it").check()
    page.get_by_label("The text").fill(TEXT)
    page.get_by_role("button", name="Add the source").click()
    expect(page.locator("#capture-status")).to_contain_text("Waiting for a worker")
    work()
    page.get_by_role("link", name="Reload the page").click()
    expect(page.locator(".article")).to_contain_text(SUED)
    expect(page.locator("#capture-status")).to_contain_text("The first text.")


def test_a_file_is_added_and_its_bytes_come_back_as_a_file(
    paralegal: Page, site: str, complaints: Complaints
) -> None:
    page = paralegal
    raw = article(SUED, ANSWERED, foot="<script>window.hacked = 1</script>")
    page.goto(f"{site}/sources/add/")
    page.get_by_label("From a file").check()
    page.get_by_label("The file").set_input_files(
        {"name": "acme.html", "mimeType": "text/html", "buffer": raw}
    )
    page.get_by_role("button", name="Add the source").click()
    expect(page.locator("#capture-status")).to_contain_text("Waiting for a worker")
    work()
    expect(page.locator(".article")).to_contain_text(SUED)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it as it came").click()
    assert download.value.path().read_bytes() == raw
    assert download.value.suggested_filename.endswith(".html")
    assert complaints == []


# --- Looks ----------------------------------------------------------------------------------------


def source_with(**capture: Any) -> Source:
    source = SnapshotFactory(
        text=TEXT, raw=b"A", media="txt", source__url="https://gazette.example/looks"
    ).source
    ended = {"finished_at": timezone.now()}
    CaptureFactory(source=source, state="failed", failure="The site answered 503.", **ended)
    CaptureFactory(
        source=source,
        state="done",
        is_new=True,
        snapshot=source.snapshots.get(),
        proposed={"title": "Acme sued", "published": "2025-01-22"},
        **ended,
    )
    if capture:
        CaptureFactory(source=source, **capture)
    return source


PAGES: dict[str, Callable[[], str]] = {
    "add": lambda: "/sources/add/",
    "newer-text": lambda: f"/sources/{source_with().pk}/captures/",
    "confirm": lambda: (
        f"/sources/{(it := source_with()).pk}/captures/{it.captures.latest('pk').pk}/confirm/"
    ),
    "done": lambda: source_with().get_absolute_url(),
    "waiting": lambda: source_with(state="waiting").get_absolute_url(),
    "failed": lambda: source_with(
        state="failed", failure="The site answered 404.", finished_at=timezone.now()
    ).get_absolute_url(),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_kind_and_narrow(paralegal: Page, site: str, name: str, scheme: Any) -> None:
    page = paralegal
    page.emulate_media(color_scheme=scheme)
    address = site + apart(PAGES[name])
    page.goto(address)
    expect(page).to_have_url(address)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("There is no such page")
    for choice in page.get_by_role("radio").all()[1:]:
        choice.check()
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert cut_off(page) == []
    assert unkind(page) == []


def test_on_paper_there_is_nothing_to_press(paralegal: Page, site: str) -> None:
    paralegal.goto(site + apart(source_with).get_absolute_url())
    paralegal.emulate_media(media="print")
    expect(paralegal.get_by_role("button", name="Take its text again")).to_be_hidden()
    expect(paralegal.locator("#capture-status")).to_be_visible()


def test_somebody_who_reads_sees_the_outcome_and_nothing_to_press(
    browser: Browser, site: str
) -> None:
    source = apart(source_with)
    page = browser.new_page()
    page.goto(site + source.get_absolute_url())
    expect(page.locator("#capture-status")).to_contain_text("The first text.")
    expect(page.locator(".taking").get_by_role("button")).to_have_count(0)
    page.close()
