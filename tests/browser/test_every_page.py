"""What holds for every page: nothing refused by the policy, no fault for a screen reader, no
sideways scroll."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver, path, resolve
from playwright.sync_api import Browser, BrowserContext, Page, expect

from casetracker.urls import handler403
from casetracker.urls import urlpatterns as project_urls
from tests.browser.conftest import CASE, Complaints

__all__ = ["handler403"]
pytestmark = pytest.mark.django_db

# {gazette} and the like are keys of the imaginary rows in conftest.py.
PAGES = {
    "home": "/",
    "list": "/cases/",
    "nonsense": "/cases/?statute=banana&filed_before=2025-02-30",
    "nothing": "/cases/?q=zzz&status=open",
    "filtered": "/cases/?status=closed&status=open&statute=18:2701&sort=caption",
    "case": CASE,
    "related": "/cases/apple-siri-privacy/",
    "docket": f"{CASE}docket/",
    "docket-nonsense": f"{CASE}docket/?number=abc&filed_after=2025-02-30&q=notice",
    "docket-nothing": f"{CASE}docket/?q=zzz",
    "docket-on-paper": f"{CASE}docket/?print=all",
    "parties": f"{CASE}parties/",
    "agreement": f"{CASE}evidence/",
    "differences": f"{CASE}evidence/?show=differ",
    "agreement-unsourced": "/cases/roe-v-doe/evidence/?show=unsourced",
    "history": f"{CASE}history/",
    "history-of-a-fact": f"{CASE}history/evidence-case-filed_on/",
    "sources": "/sources/",
    "source": "/sources/{gazette}/",
    "source-that-changed": "/sources/{herald}/",
    "texts-of-a-source": "/sources/{herald}/versions/",
    "source-as-it-stood": "/sources/{herald}/as-of/{older}/",
    "two-texts": "/sources/{herald}/changes/{older}/{newer}/",
    "review": "/review/",
    "nothing-to-review": "/review/?case=roe-v-doe",
    "review-of-a-passage": "/review/passages/{check}/",
    "review-of-a-notice": "/review/notices/{notice}/",
    "case-that-changed": "/cases/poe-v-acme/",
    "agreement-changed": "/cases/poe-v-acme/evidence/?show=flagged",
    "search": "/search/",
    "search-found": "/search/?q=the+linkedin+complaint",
    "search-docket": "/search/?q=%22notice+of+voluntary%22&kind=docket",
    "search-nothing": "/search/?q=zebra+horse",
    "search-nonsense": "/search/?q=-the",
    "statutes": "/statutes/",
    "statutes-jurisdiction": "/statutes/?jurisdiction=1&sort=cases",
    "statutes-nothing": "/statutes/?q=zebra",
    "act": "/statutes/sca/",
    "section": "/statutes/18-usc-2701/",
    "court-files": "/court-files/",
    "help": "/help/",
    "not-found": "/nowhere/",
}
# What has no page of its own here, and why.
NOT_HERE = {
    "cases/<slug:slug>/evidence/<str:anchor>/decide/": "tests/browser/test_deciding.py",
    "cases/<slug:slug>/sign-off/": "tests/browser/test_deciding.py",
    "healthz": "no page",
    "cases/list.csv": "a file",
    "cases/feed/": "for feed readers",
    "cases/list/": "tests/browser/test_list_page.py",
    "cases/<slug:slug>/evidence/<str:anchor>/": "a part of the case page, opened below",
    "cases/<slug:slug>/docket.csv": "a file",
    "cases/<slug:slug>/docket.pdf": "a file",
    "cases/<slug:slug>/memo.": "a file",
    "cases/<slug:slug>/docket/<slug:key>/": "tests/browser/test_docket.py",
    "cases/<slug:slug>/docket/notes/": "tests/browser/test_docket.py",
    "cases/<slug:slug>/docket/tags/": "takes a form",
    "cases/<slug:slug>/log/": "a part of the case page: tests/browser/test_log.py",
    "cases/<slug:slug>/documents/<int:pk>/": "a file",
    "cases/<slug:slug>/annotations.json": "a file",
    "sources/<int:pk>/annotations.json": "a file",
    "sources/add/": "tests/browser/test_capture.py",
    "sources/<int:pk>/captures/": "tests/browser/test_capture.py",
    "sources/snapshots/<int:pk>/raw/": "a file",
    "sources/<int:pk>/cite/": "tests/browser/test_pointing.py",
    "sources/citations/": "takes a form",
    "sources/<int:pk>/propos": "tests/browser/test_proposals.py",
    "sources/proposals/": "takes a form",
    "sources/<int:pk>/watch/": "takes a form",
    "review/passages/<int:pk>/confirm/": "takes a form",
    "review/passages/<int:pk>/re-anchor/": "takes a form",
    "review/passages/<int:pk>/withdraw/": "takes a form",
    "review/passages/<int:pk>/undo/": "takes a form",
    "review/notices/<int:pk>/read/": "takes a form",
    "review/notices/<int:pk>/undo/": "takes a form",
    "conflicts/": "tests/browser/test_conflicts.py",
    "court-files/<int:pk>/retry/": "takes a form",
    "court-files/<int:pk>/": "tests/browser/test_court_files.py",
    "account/": "tests/browser/test_account_pages.py",
    "api/v1/docs/": "Swagger UI's own page: tests/browser/test_api_pages.py",
    "api/v1/": "for programs",
    "admin/": "tests/browser/test_account_pages.py and test_editing.py",
}
EVERY_PAGE = pytest.mark.parametrize("written", PAGES.values(), ids=list(PAGES))


def routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    """Every route that the tracker knows, as it is declared."""
    for entry in resolver.url_patterns:
        route = start + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One who only reads: nothing is kept from page to page but the style sheets."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A new page of the same visitor, which takes half as long as a visitor of its own."""
    page = visitor.new_page()
    yield page
    page.close()


@pytest.fixture
def address(written: str, site: str, keys: dict[str, int]) -> str:
    """The whole address of one of PAGES."""
    return site + written.format(**keys)


def test_no_page_is_forgotten() -> None:
    tried = {
        resolve(re.sub(r"{\w+}", "1", p.partition("?")[0])).route
        for p in PAGES.values()
        if p != "/nowhere/"
    }
    known = set(routes(get_resolver("casetracker.urls")))
    forgotten = {r for r in known - tried if not any(r.startswith(n) for n in NOT_HERE)}
    assert forgotten == set()
    assert len(known) > 10


def unkind(page: Page) -> list[str]:
    """What axe holds to be serious or critical."""
    # Of all that is well it would tell too, with megabytes for a long page.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {node['html']}: {node.get('failureSummary')}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"][:3]
    ]


@EVERY_PAGE
def test_axe_finds_nothing_serious(page: Page, address: str) -> None:
    page.goto(address)
    assert unkind_in_light_and_dark(page) == {"light": [], "dark": []}


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_in_open_evidence(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + CASE)
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    page.locator("#shown-case-filed_on").click()
    expect(page.locator("#rail-fact")).to_be_visible()
    assert unkind_in_light_and_dark(page) == {"light": [], "dark": []}


def unkind_in_light_and_dark(page: Page) -> dict[str, list[str]]:
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found[scheme] = unkind(page)
    return found


@EVERY_PAGE
def test_nothing_complains_and_nothing_is_asked_of_other_hosts(
    page: Page, complaints: Complaints, address: str, written: str
) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expected = ["404"] if written == "/nowhere/" else []
    assert [text for text in complaints if not any(word in text for word in expected)] == []


def test_the_policy_is_strict(page: Page, site: str) -> None:
    """Were it not sent at all, no page could break it."""
    response = page.goto(site + "/cases/")
    assert response
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def cut_off(page: Page) -> list[str]:
    """The texts that a box without a scroll bar hides a part of, or that stand off the page."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")].filter(it => {
            if (it.closest(".visually-hidden, .skip, .picture, svg") || !it.innerText) return false;
            const style = getComputedStyle(it), box = it.getBoundingClientRect();
            if (!box.width || style.display === "inline") return false;
            const hides = style.overflowX === "hidden" && it.scrollWidth > it.clientWidth + 1;
            return hides || box.left < -1 || box.right > innerWidth + 1;
        }).map(it => `${it.tagName}.${it.className}: ${it.innerText.slice(0, 60)}`)"""
    )
    return found


@EVERY_PAGE
def test_no_page_scrolls_sideways(page: Page, address: str) -> None:
    page.goto(address)
    # With the evidence at the foot unfolded, as it is without JavaScript.
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (width, cut_off(page)) == (width, [])


def test_the_first_tab_offers_to_skip_to_the_content(page: Page, site: str) -> None:
    page.goto(site + CASE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def forbidden(_: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(_: HttpRequest) -> HttpResponse:
    raise RuntimeError("This page is broken on purpose.")


def overtaken(request: HttpRequest) -> HttpResponse:
    return render(request, "409.html", status=409)


urlpatterns = [
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("overtaken/", overtaken),
    *project_urls,
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/forbidden/", "You may not do this"),
        ("/nowhere/", "There is no such page"),
        ("/overtaken/", "Someone else changed this meanwhile"),
        ("/broken/", "Something went wrong"),
    ],
)
def test_what_goes_wrong_has_a_page_that_says_so_and_leads_on(
    page: Page, site: str, settings: Any, address: str, title: str, scheme: Any
) -> None:
    settings.ROOT_URLCONF = __name__
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + address)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert unkind(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="All cases").click()
    page.wait_for_url("**/cases/")
