"""Hostile text in every field stays text, on every page and in the export."""

import json
from html.parser import HTMLParser

import pytest
from django.test import Client

from cases.models import Case
from sources.export import exported
from sources.models import Source
from tests.cases.test_pages import page
from tests.hostile import HOSTILE, LONG, MARKUP, hostile_case

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/cases/",
    "/cases/?q=%3Cscript%3E&statute=%3Cscript%3E&party=%3Cimg+src=x+onerror=1%3E",
    "/cases/hostile/",
    "/cases/hostile/evidence/",
    "/cases/hostile/evidence/?show=%3Cscript%3E",
    "/cases/hostile/docket/",
    "/cases/hostile/docket/?q=%3Cscript%3E&number=%3Cb%3E&party=%3Cimg+src=x+onerror=1%3E",
    "/cases/hostile/docket/?print=all",
    "/cases/hostile/parties/",
    "/cases/hostile/history/",
    "/cases/hostile/history/evidence-case-summary/",
    "/sources/",
    "/sources/{source}/",
]


class Reading(HTMLParser):
    """What a browser would make of a page: what would run, and what is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag in {"img", "iframe", "object", "style"} or (tag == "script" and "src" not in names):
            self.runs.append(tag)
        self.runs += [name for name in names if name.startswith("on") or name == "style"]
        self.runs += [v for v in names.values() if v and v.lower().startswith("javascript:")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def case() -> Case:
    return hostile_case()


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_pages_it_is_read_and_does_not_run(client: Client, case: Case, address: str) -> None:
    source = Source.objects.get()
    found = Reading(page(client, address.format(source=source.pk)))
    assert found.runs == []
    if "?" not in address or "evidence" in address:
        assert MARKUP[:20] in found.text
        assert "{{ 7 }}" in found.text or "…" in found.text


def test_in_the_export_it_is_what_it_was(case: Case) -> None:
    again = json.loads(json.dumps(exported(case)))
    assert again["case"]["summary"] == LONG
    assert again["case"]["judges"] == [HOSTILE]
    [cited, *_] = again["facts"][0]["citations"]
    assert cited["inferred"] == HOSTILE[:300]


def test_a_page_that_did_not_escape_would_be_seen() -> None:
    assert Reading(MARKUP).runs == ["script", "img", "onerror"]
    assert Reading(MARKUP.replace("<", "&lt;")).runs == []
