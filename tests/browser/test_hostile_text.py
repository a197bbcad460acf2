"""Hostile text in a browser: it does not run, and it does not push a page out of shape."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.hostile import hostile_case

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/cases/",
    "/cases/hostile/",
    "/cases/hostile/evidence/",
    "/cases/hostile/history/",
    "/cases/hostile/history/evidence-case-summary/",
    "/sources/",
]


@pytest.fixture(scope="module")
def hostile(site: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The site with the hostile case in it as well."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        hostile_case()
        yield site


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", ADDRESSES)
def test_it_neither_runs_nor_breaks_the_page(
    page: Page, hostile: str, complaints: Complaints, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(hostile + address)
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
