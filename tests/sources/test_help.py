"""The page that explains the signs, with the signs themselves."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources import wording
from sources.examples import examples
from tests.cases.test_pages import page

pytestmark = pytest.mark.django_db


def test_there_is_an_example_of_every_kind_of_sign() -> None:
    signs = [wording.marker_of(fact) for fact in vars(examples()).values()]
    kinds = sorted(sign.kind for sign in signs if not sign.flag)
    assert kinds == ["agree", "bare", "differ", "inferred", "none"]
    [flagged] = [sign.flag for sign in signs if sign.flag]
    assert flagged == "The words changed in the text of 9 March 2025"


def test_every_sign_stands_beside_its_explanation_and_leads_nowhere(client: Client) -> None:
    html = page(client, "/help/")
    signs = re.findall(r'<dt>.*?<span class="marker (\w+)[^"]*".*?</dt><dd><strong>', html)
    assert signs == ["agree", "differ", "inferred", "none", "bare", "agree"]
    assert "/cases/roe-v-doe/" not in html


def test_nothing_is_read_or_saved_for_it(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get("/help/")
    assert len(captured) == 0


def test_every_page_leads_to_it(client: Client) -> None:
    assert 'href="/help/"' in page(client, "/sources/")
