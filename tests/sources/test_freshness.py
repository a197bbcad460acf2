"""How fresh a docket is, and the wordings that its entries had."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Case, Filing
from sources.entry_texts import edits_of, texts_of
from sources.facts import facts_of_row
from sources.freshness import freshness_of
from sources.models import CourtFile, Delivery
from tests.factories import CaseFactory, CitationFactory, FilingFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-doe")


def court_file(case: Case, day: date | None, **values: Any) -> CourtFile:
    source = SourceFactory(kind=values.pop("kind", "docket_report"), published=day)
    file = CourtFile.objects.create(
        delivery=Delivery.objects.create(way="upload"),
        filename="docket.html",
        sha256=source.key,
        size=1,
        **{"state": "done", "finished_at": timezone.now(), "source": source} | values,
    )
    file.cases.add(case)
    return file


def words(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_docket_that_no_court_file_speaks_of_was_never_checked(
    client: Client, case: Case
) -> None:
    fresh = freshness_of(case)
    assert (fresh.checked, fresh.changed) == (None, None)
    assert "Never checked against a court file" in words(client, "/cases/roe-v-doe/docket/")


def test_checked_is_the_newest_courts_own_day_and_changed_the_records(
    client: Client, case: Case
) -> None:
    court_file(case, date(2023, 1, 13))
    court_file(case, date(2022, 5, 5), kind="feed")
    court_file(CaseFactory(), date(2024, 1, 1))
    FilingFactory(case=case)
    fresh = freshness_of(case)
    assert (fresh.checked, fresh.kind) == (date(2023, 1, 13), "docket report")
    assert fresh.changed == timezone.localdate()
    text = words(client, "/cases/roe-v-doe/docket/")
    assert "Last checked 13 January 2023 (docket report) · last changed here" in text


def test_a_file_that_was_refused_checks_nothing(case: Case) -> None:
    court_file(case, date(2023, 1, 13), state="failed", failure="No docket.", source=None)
    assert not freshness_of(case).is_ever_checked


# --- Wordings


def stated(filing: Filing, text: str, day: date, kind: str = "docket_report") -> None:
    CitationFactory(
        about=filing,
        field="text",
        stated_value=text,
        passage__snapshot__source=SourceFactory(kind=kind, published=day),
    )


def texts(filing: Filing) -> list[str]:
    fact = next(fact for fact in facts_of_row(filing) if fact.citable.field == "text")
    return [text.text for text in texts_of(fact)]


def test_wordings_are_the_courts_by_the_day_of_each_file(case: Case) -> None:
    filing = FilingFactory(case=case, text="Motion to stay by Doe")
    stated(filing, "Motion to stay by Doe", date(2023, 3, 1))
    stated(filing, "Motion to stay", date(2023, 1, 1))
    stated(filing, "Motion  to stay", date(2023, 2, 1))
    stated(filing, "A motion, the paper says", date(2023, 2, 2), kind="press_article")
    assert texts(filing) == ["Motion to stay", "Motion to stay by Doe"]


def test_what_the_court_changed_is_shown_word_by_word(client: Client, case: Case) -> None:
    filing = FilingFactory(case=case, key="ten", number=10, text="Motion to stay by Doe")
    stated(filing, "Motion to compel by Doe", date(2023, 1, 1))
    stated(filing, "Motion to stay by Doe", date(2023, 3, 1))
    fact = next(fact for fact in facts_of_row(filing) if fact.citable.field == "text")
    [edit] = edits_of(fact)
    assert "".join(piece.older for piece in edit.pieces if piece.kind == "gone") == "compel"
    page = client.get("/cases/roe-v-doe/docket/").content.decode()
    assert "<summary>text changed on 1 March 2023</summary>" in page
    assert "<del>" not in page
    address = "/cases/roe-v-doe/docket/ten/texts/"
    assert f'hx-get="{address}"' in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<del>compel</del>" in part
    assert "<ins>stay</ins>" in part
    assert "<html" in client.get(address).content.decode()


def test_an_entry_that_the_court_left_alone_says_nothing_of_changes(
    client: Client, case: Case
) -> None:
    filing = FilingFactory(case=case, key="ten", text="Motion to stay")
    stated(filing, "Motion to stay", date(2023, 1, 1))
    stated(filing, "Motion to stay", date(2023, 3, 1))
    assert "text changed" not in words(client, "/cases/roe-v-doe/docket/")
    FilingFactory(case=case, key="never", text="Seen in no file")
    assert client.get("/cases/roe-v-doe/docket/never/texts/").status_code == 404
