"""A source in a browser: a link to a passage lands on it, and it leads back to its fact."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from sources.models import Passage, Source
from tests.browser.conftest import CASE, Complaints

pytestmark = pytest.mark.django_db


def test_read_there_lands_on_the_highlighted_passage(
    page: Page, site: str, complaints: Complaints
) -> None:
    page.goto(site + CASE)
    page.locator("#shown-case-filed_on").click()
    words = page.locator("#rail-fact mark").first.inner_text()
    page.locator("#rail-fact").get_by_role("link", name="read there").first.click()
    page.wait_for_url(re.compile(r"/sources/\d+/\?passage=\d+#passage-\d+$"))
    target = page.locator("mark.is-target")
    expect(target.first).to_be_in_viewport()
    assert "".join(target.all_inner_texts()) == words
    assert complaints == []


def test_all_parts_of_a_passage_that_another_overlaps_are_highlighted(
    page: Page, gazette: str
) -> None:
    words = "the complaint was filed on Monday"
    passage = Passage.objects.get(exact=words)
    page.goto(f"{gazette}#passage-{passage.pk}")
    target = page.locator("mark.is-target")
    expect(target).to_have_count(2)
    assert "".join(target.all_inner_texts()) == words
    expect(page.locator(".note.is-target")).to_have_count(1)


def test_without_javascript_the_passage_is_highlighted_where_it_begins(
    without_javascript: Page, gazette: str
) -> None:
    page = without_javascript
    passage = Passage.objects.get(exact="Roe v. Doe the complaint")
    page.goto(f"{gazette}#passage-{passage.pk}")
    first, other = page.locator("mark").nth(0), page.locator("mark").nth(2)
    expect(first).to_be_in_viewport()

    def background(mark: object) -> str:
        return str(mark.evaluate("it => getComputedStyle(it).backgroundColor"))

    assert background(first) != background(other)


def test_a_note_leads_to_the_fact_on_the_case_page(page: Page, gazette: str) -> None:
    page.goto(gazette)
    page.locator(".note a[href^='/cases/']").first.click()
    expect(page.locator("#rail-title")).to_have_text("Caption")
    expect(page.locator("#shown-case-caption")).to_be_in_viewport()


@pytest.mark.skipif(not settings.ARTICLES, reason="ARTICLES names no folder with the articles")
def test_with_the_articles_every_source_shows_its_whole_text(page: Page, site: str) -> None:
    articles = Source.objects.exclude(text_file="")
    assert len(articles) == 5
    for article in articles:
        page.goto(site + article.get_absolute_url())
        expect(page.locator("#clippings-only")).to_have_count(0)
        assert page.locator("mark").count() > 20
