"""The site that the browser tests visit: a real server with the real record in it.

One server a module, for pages are only read here, on a copy of one load of the record. The database
is empty again afterwards, so that other tests find it as they expect. The modules are marked
`django_db` for pytest-django to make the test database, though their tests only read it.
"""

import io
import os
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from sources.actions.keeping import keep_text
from sources.models import Source, Taken
from tests import databases
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)

# Playwright keeps a loop running in the thread of the tests, from its first use to the end of the
# session, and Django refuses to query a database from a thread with a loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

RECORD = settings.BASE_DIR / "sources/records/de-la-torre-v-linkedin.yaml"
CASE = "/cases/de-la-torre-v-linkedin/"
# Written for these tests; the articles' own texts are used where ARTICLES names their folder.
TEXT = """The Gazette has looked at the docket of an imaginary court.

In Roe v. Doe the complaint was filed on Monday, and it was withdrawn before the week was over.

Nobody explained why. The clerk, asked about it, said that she had other things to do."""

CHANGING = """{note}Drivers of an imaginary firm went to court on March {day}, the Herald was told.

They meet in a hall by the harbor. The company has not answered them."""
NOTE = "Editor’s note: An earlier version of this article gave a wrong day.\n\n"


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests give whole addresses; pytest warns of the way in which playwright's own is written."""


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server with the record, and one imaginary case, in its database."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        # Or a thread of the server that waits for its browser keeps the database from being
        # dropped at the end.
        patch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
        databases.fill("site", _record_and_imaginary_cases)
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            # Its threads are not waited for: one may still answer a page that was left.
            server.stop()
            databases.empty("site")


def _record_and_imaginary_cases() -> None:
    call_command("load_record", str(RECORD), stdout=io.StringIO())
    if settings.ARTICLES:
        call_command("import_articles", settings.ARTICLES, stdout=io.StringIO())
    _imaginary_case()
    _changed_article()


def _imaginary_case() -> None:
    case = CaseFactory(slug="roe-v-doe", caption="Roe v. Doe")
    snapshot = SnapshotFactory(
        text=TEXT, taken=Taken.IMPORTED, source__key="gazette", source__publisher="The Gazette"
    )
    for words in ("the complaint was filed on Monday", "Roe v. Doe the complaint"):
        passage = PassageFactory(snapshot=snapshot, exact=words)
        CitationFactory(about=case, field="caption", stated_value="Roe v. Doe", passage=passage)


def _changed_article() -> None:
    """Of another imaginary case: two texts; in the second another day, and an editor's note."""
    case = CaseFactory(slug="poe-v-acme", caption="Poe v. Acme", filed_on=date(2025, 3, 4))
    source = SourceFactory(key="herald", publisher="The Herald", published=date(2025, 3, 5))
    first = SnapshotFactory(source=source, text=CHANGING.format(day=4, note=""))
    for words in ("on March 4, the Herald was told", "a hall by the harbor"):
        passage = PassageFactory(snapshot=first, exact=words)
        CitationFactory(about=case, field="filed_on", stated_value="2025-03-04", passage=passage)
    keep_text(source=source, text=CHANGING.format(day=6, note=NOTE), taken=Taken.PASTED)


@pytest.fixture(scope="module")
def keys(site: str) -> dict[str, int]:
    """Keys of the imaginary rows, by what the addresses in test_every_page.py call them."""
    herald = Source.objects.get(key="herald")
    older, newer = herald.snapshots.order_by("pk")
    return {
        "gazette": Source.objects.get(key="gazette").pk,
        "herald": herald.pk,
        "older": older.pk,
        "newer": newer.pk,
        "check": newer.checks.get(state="changed").pk,
        "notice": newer.gained.get().pk,
    }


@pytest.fixture(scope="module")
def gazette(site: str) -> str:
    """The address of the page of the imaginary article."""
    return site + Source.objects.get(key="gazette").get_absolute_url()


class Complaints(list[str]):
    """What a page said to the console, and what it asked of other hosts."""


@pytest.fixture
def complaints(page: Page, site: str) -> Complaints:
    """Filled while the page is used; empty where all is well."""
    found = Complaints()

    def said(message: ConsoleMessage) -> None:
        # What a page had asked for when it was left is no error, though htmx tells of it.
        is_given_up = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type in {"error", "warning"} and not is_given_up:
            found.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: found.append(request.url) if not request.url.startswith(site) else None,
    )
    return found


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    """A page in a browser with JavaScript switched off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
