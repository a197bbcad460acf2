"""A source of many lines is read a page at a time, and each link lands where its words are."""

import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources.models import Passage, Snapshot
from sources.reading import PER_PAGE, Place, article_of, ends_of_paragraphs
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PassageCheckFactory,
    PassageFactory,
    SnapshotFactory,
)

LINES = 4 * PER_PAGE + 10


def text_of(lines: int) -> str:
    return "\n\n".join(f"Line {n:06} of the docket" for n in range(1, lines + 1))


@pytest.fixture
def snapshot(db: None) -> Snapshot:
    return SnapshotFactory(text=text_of(LINES))


def cited(snapshot: Snapshot, line: int) -> Passage:
    passage = PassageFactory(snapshot=snapshot, exact=f"Line {line:06}")
    CitationFactory(about=CaseFactory(), field="caption", stated_value="x", passage=passage)
    return passage


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def numbers(html: str) -> list[int]:
    return [int(it) for it in re.findall(r'<li id="paragraph-(\d+)"', html)]


def test_a_page_of_a_text_has_its_paragraphs_and_the_way_to_the_next(
    client: Client, snapshot: Snapshot
) -> None:
    address = snapshot.source.get_absolute_url()
    assert numbers(page(client, address)) == list(range(1, PER_PAGE + 1))
    assert f"Paragraphs 1 to {PER_PAGE} of {LINES}" in page(client, address)
    last = page(client, f"{address}?page=5")
    assert numbers(last) == list(range(4 * PER_PAGE + 1, LINES + 1))
    assert "Line 000610" in last


@pytest.mark.parametrize("line", [1, PER_PAGE, PER_PAGE + 1, LINES])
def test_the_address_of_a_passage_names_the_page_that_holds_it(
    client: Client, snapshot: Snapshot, line: int
) -> None:
    passage = cited(snapshot, line)
    address, _, fragment = passage.address.partition("#")
    html = page(client, address)
    assert f'id="{fragment}"' in html
    assert line in numbers(html)
    assert f'data-note="{passage.pk}"' in html


def test_a_passage_found_again_in_a_newer_text_is_on_the_page_where_it_is_now(
    client: Client, snapshot: Snapshot
) -> None:
    passage = cited(snapshot, 3)
    newer = SnapshotFactory(source=snapshot.source, text=f"{text_of(500)[:-1]}\n\n" + "Line 000003")
    found = PassageFactory(
        snapshot=newer, exact="Line 000003", start=len(newer.text) - 11, end=len(newer.text)
    )
    PassageCheckFactory(passage=passage, snapshot=newer, state="moved", found=found)
    for key in (passage.pk, found.pk):
        html = page(client, f"{snapshot.source.get_absolute_url()}?passage={key}")
        assert f'id="passage-{found.pk}"' in html


def test_a_passage_that_the_text_lost_is_said_once_at_its_end(
    client: Client, snapshot: Snapshot
) -> None:
    passage = cited(snapshot, 3)
    newer = SnapshotFactory(source=snapshot.source, text=text_of(400).replace("000003", "lost"))
    PassageCheckFactory(passage=passage, snapshot=newer, state="missing")
    address = snapshot.source.get_absolute_url()
    assert "Cited, and not found in this text" not in page(client, address)
    html = page(client, f"{address}?passage={passage.pk}")
    assert "Cited, and not found in this text" in html
    assert f'id="passage-{passage.pk}"' in html


def test_an_older_text_has_pages_too(client: Client, snapshot: Snapshot) -> None:
    passage = cited(snapshot, LINES)
    SnapshotFactory(source=snapshot.source, text="Another text altogether")
    address = f"/sources/{snapshot.source_id}/as-of/{snapshot.pk}/"
    assert f'id="passage-{passage.pk}"' not in page(client, address)
    assert f'id="passage-{passage.pk}"' in page(client, f"{address}?passage={passage.pk}")


@pytest.mark.parametrize(
    "asked", ["page=99", "page=x", "passage=x", "passage=9999999", "passage=9" * 9, "paragraph=x"]
)
def test_nonsense_in_the_address_is_a_page_all_the_same(
    client: Client, snapshot: Snapshot, asked: str
) -> None:
    assert numbers(page(client, f"{snapshot.source.get_absolute_url()}?{asked}"))


def test_a_page_takes_as_many_queries_with_many_citations_as_with_one(
    client: Client, snapshot: Snapshot
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, snapshot.source.get_absolute_url())
        return len(captured)

    cited(snapshot, 1)
    one = queries()
    for line in range(2, 40):
        cited(snapshot, line)
    assert queries() == one <= 12


def test_200_000_lines_take_no_longer_than_one_waits_for(db: None) -> None:
    snapshot = SnapshotFactory(text=text_of(200_000))
    began = time.perf_counter()
    article = article_of(snapshot.source, at=Place(paragraph="150000"))
    assert time.perf_counter() - began < 5
    assert next(it.number for it in article.paragraphs) <= 150_000
    assert len(article.paragraphs) == PER_PAGE


def test_a_long_line_of_blanks_is_looked_through_once() -> None:
    began = time.perf_counter()
    assert ends_of_paragraphs("a\n" + " " * 200_000 + "\nb") == [1, 200_004]
    assert time.perf_counter() - began < 1
