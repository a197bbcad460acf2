"""The texts that a source had stay readable: the list of them, each as it stood, two compared."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case
from sources.actions.compare import compare_with_earlier
from sources.anchoring import Span
from sources.models import Citation, Every, Snapshot, Source, Watch
from sources.versions import Row, around_what_changed, rows_of
from tests.cases.test_pages import page, queries, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.people import signed_in

FIRST = "Roe sued Acme on January 21.\n\nAcme said nothing.\n\nNobody came."
SECOND = "Roe sued Acme on January 25.\n\nAcme said nothing."
NOTE = "Correction: the day was wrong."


@pytest.fixture
def source() -> Source:
    return SourceFactory(publisher="The Gazette")


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-acme", filed_on=date(2025, 1, 21))


@pytest.fixture
def texts(source: Source, case: Case) -> list[Snapshot]:
    """Two texts; the second has another day, and a note."""
    first = taken(source, FIRST, day=3)
    passage = PassageFactory(snapshot=first, exact="on January 21")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)
    second = taken(source, f"{SECOND}\n\n{NOTE}", day=9)
    return [first, second]


def taken(source: Source, text: str, day: int) -> Snapshot:
    snapshot = SnapshotFactory(
        source=source, text=text, taken_at=datetime(2025, 3, day, 20, tzinfo=UTC)
    )
    compare_with_earlier(snapshot)
    return snapshot


# --- The list


@pytest.mark.django_db
def test_the_list_has_every_text_the_newest_first_with_what_changed_in_it(
    client: Client, source: Source, texts: list[Snapshot]
) -> None:
    SnapshotFactory(source=source, taken="clipped", text="on January 21")
    text = words(page(client, f"/sources/{source.pk}/versions/"))
    newest, older, clipped = (
        text.index(it) for it in ("9 March 2025", "3 March 2025", "Words quoted")
    )
    assert newest < older < clipped
    assert "14 words" in text[:older]
    assert "Of the passages cited: 1 changed." in text[:older]
    assert f"Gained a note: {NOTE}" in text[:older]
    assert "last seen" in text[:older]
    assert "Of the passages" not in text[older:]


@pytest.mark.django_db
def test_the_list_takes_as_many_queries_for_many_texts_as_for_two(
    client: Client, source: Source, texts: list[Snapshot]
) -> None:
    address = f"/sources/{source.pk}/versions/"
    few = queries(client, address)
    for day in range(10, 20):
        taken(source, f"{SECOND} {day} came.", day)
    assert queries(client, address) == few


@pytest.mark.django_db
def test_a_source_without_a_text_says_so(client: Client) -> None:
    assert "No text of this source" in page(client, f"/sources/{SourceFactory().pk}/versions/")


# --- One text, as it stood


@pytest.mark.django_db
def test_an_older_text_is_shown_as_it_stood_with_what_is_cited_from_it(
    client: Client, source: Source, texts: list[Snapshot]
) -> None:
    first, second = texts
    html = page(client, f"/sources/{source.pk}/as-of/{first.pk}/")
    passage = Citation.objects.get().passage
    assert f'id="passage-{passage.pk}"></span><mark class="agrees"' in html
    assert "Nobody came." in html
    assert "As it stood on 3 March 2025" in words(html)
    assert f"/sources/{source.pk}/changes/{first.pk}/{second.pk}/" in html
    assert "<mark" not in page(client, f"/sources/{source.pk}/as-of/{second.pk}/")


@pytest.mark.django_db
def test_a_text_of_another_source_is_not_found(client: Client, texts: list[Snapshot]) -> None:
    other = SourceFactory()
    assert client.get(f"/sources/{other.pk}/as-of/{texts[0].pk}/").status_code == 404
    pks = "/".join(str(text.pk) for text in texts)
    assert client.get(f"/sources/{other.pk}/changes/{pks}/").status_code == 404


@pytest.mark.django_db
def test_the_evidence_leads_to_the_text_that_was_quoted_from(
    client: Client, source: Source, texts: list[Snapshot]
) -> None:
    part = "/cases/roe-v-acme/evidence/evidence-case-filed_on/"
    html = client.get(part, headers={"HX-Request": "true"}).content.decode()
    passage = Citation.objects.get().passage
    as_of = f"/sources/{source.pk}/as-of/{texts[0].pk}/"
    assert f'href="{as_of}?passage={passage.pk}#passage-{passage.pk}"' in html
    assert "as it stood on 3 March 2025" in words(html)


@pytest.mark.django_db
def test_words_that_stand_in_the_text_of_today_lead_to_no_older_one(
    client: Client, case: Case
) -> None:
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21")
    part = "/cases/roe-v-acme/evidence/evidence-case-filed_on/"
    html = client.get(part, headers={"HX-Request": "true"}).content.decode()
    assert "States" in html or "Gazette" in html
    assert "as it stood" not in html


# --- Two texts


@pytest.mark.django_db
def test_two_texts_stand_side_by_side(
    client: Client, source: Source, texts: list[Snapshot]
) -> None:
    html = page(client, f"/sources/{source.pk}/changes/{texts[0].pk}/{texts[1].pk}/")
    assert "<del>21</del>" in html
    assert "<ins>25</ins>" in html
    assert "paragraphs differ" in words(html)
    same = page(client, f"/sources/{source.pk}/changes/{texts[0].pk}/{texts[0].pk}/")
    assert "not a word differs" in words(same)


def told(rows: list[Row], side: str) -> list[str]:
    """The paragraphs of one column."""
    found = [getattr(row, side) for row in rows]
    return ["".join(part.text for part in row) for row in found if row is not None]


def test_the_words_asked_for_are_marked_across_what_changed() -> None:
    start, now = FIRST.index("on January 21"), SECOND.index("on January 25")
    rows = rows_of(FIRST, SECOND, cited=Span(start, start + 13), now=Span(now, now + 13))
    [row] = [row for row in rows if row.is_cited]
    for side, day in ((row.older, "21"), (row.newer, "25")):
        assert side
        assert "".join(part.text for part in side if part.is_cited) == f"on January {day}"
        assert [part.text for part in side if part.is_changed] == [day]


def test_rows_that_are_left_out_are_counted() -> None:
    lines = [f"Line {number} says nothing new of it." for number in range(9)]
    newer = [*lines[:8], "The end is another one."]
    rows = around_what_changed(rows_of("\n".join(lines), "\n".join(newer)))
    assert rows[0].skipped == 7
    assert not any(row.skipped for row in rows[1:])


paragraphs = st.lists(st.text("ab c.", min_size=1).map(lambda line: f"{line}x"), max_size=6)


@given(paragraphs, paragraphs)
def test_nothing_of_either_text_is_lost(older: list[str], newer: list[str]) -> None:
    rows = rows_of("\n".join(older), "\n".join(newer))
    assert told(rows, "older") == [line.strip() for line in older]
    assert told(rows, "newer") == [line.strip() for line in newer]


# --- How often its address is looked at


@pytest.mark.django_db
def test_the_page_of_a_source_sets_how_often_its_address_is_looked_at() -> None:
    source = SourceFactory(url="https://gazette.example/suit")
    paralegal = signed_in("paralegal")
    address = f"/sources/{source.pk}/watch/"
    answer = paralegal.post(address, {"every": "day"}, follow=True)
    assert "From now on its address is looked at again every day" in answer.content.decode()
    assert Watch.objects.get().every == Every.DAY
    text = words(page(paralegal, source.get_absolute_url()))
    assert "Its address is looked at every day. Next on" in text
    paralegal.post(address, {"every": ""})
    assert not Watch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "every", "message"),
    [
        ("", "day", "no address to look at"),
        ("https://gazette.example/suit", "hour", "Choose how often"),
    ],
)
def test_what_cannot_be_watched_is_told(url: str, every: str, message: str) -> None:
    source = SourceFactory(url=url)
    answer = signed_in("paralegal").post(
        f"/sources/{source.pk}/watch/", {"every": every}, follow=True
    )
    assert message in answer.content.decode()
    assert not Watch.objects.exists()


@pytest.mark.django_db
def test_a_reader_sets_nothing() -> None:
    source = SourceFactory(url="https://gazette.example/suit")
    client = signed_in("reader")
    assert client.post(f"/sources/{source.pk}/watch/", {"every": "day"}).status_code == 403
    assert 'name="every"' not in page(client, source.get_absolute_url())
