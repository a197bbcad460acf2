"""The list of cases as a file: the same filters, all of the cases, nothing that runs."""

import csv
import gc
import io
import re
import tracemalloc
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from cases.list_csv import HEAD
from cases.models import Case
from tests.cases.test_pages import closed_case
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CourtFactory,
    PassageFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_a_filter_that_makes_no_sense_is_refused_and_not_left_out_in_silence(
    client: Client,
) -> None:
    CaseFactory(caption="A v. B")
    response = client.get("/cases/list.csv?filed_after=soon&q=a")
    assert response.status_code == 400
    assert "Filed on or after: This is not a date." in response.content.decode()


def test_a_row_of_the_file_has_what_the_list_shows_and_more(client: Client) -> None:
    case = closed_case(
        caption="A v. B",
        court=CourtFactory(citation="N.D. Cal."),
        docket_number="5:25-cv-00709",
        nature_of_suit="370 Fraud",
        judges=["Lucy Koh", "Edward Davila"],
    )
    for title in ("Snooping", "Trespass"):
        ClaimFactory(case=case, title=title)
    ClaimStatuteFactory(claim=case.claims.first())
    with time_machine.travel("2026-11-22T17:35:00Z", tick=False):
        [row] = rows(client, "/cases/list.csv")
    assert tuple(row) == HEAD
    assert tuple(row.values()) == (
        *("A v. B", "N.D. Cal.", "5:25-cv-00709", "2025-01-21", "closed"),
        *("voluntarily dismissed", "without prejudice", "2025-01-30", "370 Fraud"),
        *("Lucy Koh; Edward Davila", "Snooping; Trespass", "18 U.S.C. § 2701"),
        *(case.get_absolute_url(), "no source cited", "2026-11-22T09:35-08:00"),
    )


def test_each_row_says_from_which_texts_its_case_was_read(client: Client) -> None:
    case, _ = CaseFactory(caption="A v. B"), CaseFactory(caption="C v. D")
    texts = [
        SnapshotFactory(
            source__publisher=publisher, taken_at=datetime(2025, 1, 22, 9, day, tzinfo=UTC)
        )
        for day, publisher in ((1, "The Gazette"), (2, "The Herald"))
    ]
    for text in texts:
        for field in ("caption", "seat"):
            passage = PassageFactory(snapshot=text, exact="suit" if field == "seat" else "filed")
            CitationFactory(about=case, field=field, passage=passage)
    cited, uncited = rows(client, "/cases/list.csv?sort=caption")
    assert cited["Read from"] == (
        f"The Gazette, text of 2025-01-22T09:01Z, SHA-256 {texts[0].sha256[:12]}; "
        f"The Herald, text of 2025-01-22T09:02Z, SHA-256 {texts[1].sha256[:12]}"
    )
    assert uncited["Read from"] == "no source cited"


def test_the_file_has_the_cases_of_the_filter_in_its_order_and_not_a_page_of_them(
    client: Client,
) -> None:
    for number in range(60):
        CaseFactory(caption=f"Wanted {number:02}")
    CaseFactory(caption="Other")
    found = [row["Caption"] for row in rows(client, "/cases/list.csv?q=wanted&sort=-caption")]
    assert found == [f"Wanted {number:02}" for number in range(59, -1, -1)]


def test_no_cell_is_a_formula(client: Client) -> None:
    CaseFactory(caption="=HYPERLINK(A1)", nature_of_suit="@SUM(A1)", judges=["+1", "-1"])
    [row] = rows(client, "/cases/list.csv")
    assert row["Caption"] == "'=HYPERLINK(A1)"
    assert row["Nature of suit"] == "'@SUM(A1)"
    assert row["Judges"] == "'+1;' -1"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "cases-2026-11-22-0105.csv"),
        (
            "statute=18:2701&status=open&filed_after=2024-01-01",
            "open-cases-under-18-usc-2701-filed-since-2024-2026-11-22-0105.csv",
        ),
        ("party=%22%0d%0aX-Evil: 1", "cases-with-a-party-named-x-evil-1-2026-11-22-0105.csv"),
        ("q=日本", "cases-that-mention-2026-11-22-0105.csv"),
    ],
)
def test_the_files_name_says_what_is_in_it_and_from_when(
    client: Client, query: str, name: str
) -> None:
    with time_machine.travel("2026-11-22T09:05:00Z", tick=False):
        response = client.get(f"/cases/list.csv?{query}")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_long_filter_makes_no_long_file_name(client: Client) -> None:
    response = client.get(f"/cases/list.csv?party={'x' * 190}&counsel={'y' * 190}")
    found = re.search(r'filename="([^"]+)"', response["Content-Disposition"])
    assert found
    assert len(found[1]) < 130


def test_a_long_list_takes_no_more_memory_than_a_short_one(client: Client) -> None:
    """What is held after 1,000 rows is all that is held after 5,000."""
    Case.objects.bulk_create(
        Case(slug=f"c-{n}", caption=f"Case {n}", filed_on=date(2025, 1, 1)) for n in range(5_500)
    )
    held = {}
    tracemalloc.start()
    for number, _ in enumerate(client.get("/cases/list.csv").streaming_content):  # type: ignore[attr-defined]
        if number in {1_000, 5_000}:
            gc.collect()
            held[number] = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held[5_000] < held[1_000] + 1_000_000
