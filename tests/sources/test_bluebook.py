"""Footnotes in Bluebook style."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from sources.bluebook import Footnote, bluebook_date, footnote
from sources.models import Citation, SourceKind
from tests.factories import (
    CaseFactory,
    CitationFactory,
    CourtFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

ARTICLE = {
    "author": "Ann Writer",
    "title": "Acme Is Sued",
    "publisher": "The Gazette",
    "published": date(2025, 9, 3),
    "url": "https://gazette.example/suit",
}


def note_on(
    source: dict[str, Any], text: str = "The suit was filed on Tuesday.", **more: Any
) -> Footnote:
    snapshot = SnapshotFactory(
        source=SourceFactory(**source),
        text=text,
        taken_at=datetime(2025, 10, 1, 19, tzinfo=UTC),
        **{name: more.pop(name) for name in ("taken", "page_starts") if name in more},
    )
    passage = PassageFactory(snapshot=snapshot, exact=more.pop("exact", "filed on Tuesday"))
    made = CitationFactory(passage=passage, about=more.pop("about", None) or CaseFactory())
    return footnote(Citation.objects.for_facts().get(pk=made.pk), case=made.case)


def test_an_article_has_author_title_publication_date_and_address() -> None:
    assert str(note_on(ARTICLE)) == (
        "Ann Writer, Acme Is Sued, The Gazette (Sept. 3, 2025), https://gazette.example/suit "
        "(on file, text of Oct. 1, 2025) (“filed on Tuesday”)."
    )


def test_the_title_of_an_article_is_italic() -> None:
    italic = [run.text for run in note_on(ARTICLE).runs if run.italic]
    assert italic == ["Acme Is Sued"]


def test_what_is_not_known_is_said_and_not_made_up() -> None:
    bare = dict.fromkeys(("author", "title", "publisher", "url"), "") | {"published": None}
    assert str(note_on(bare)) == (
        "[title not known], [publisher not known] (undated) "
        "(on file, text of Oct. 1, 2025) (“filed on Tuesday”)."
    )


def test_a_text_of_which_only_clippings_are_here_is_not_on_file() -> None:
    assert "on file" not in str(note_on(ARTICLE, taken="clipped"))


def test_a_passage_on_a_page_is_cited_with_it() -> None:
    paged = note_on(ARTICLE, text="One.\n\nfiled on Tuesday", page_starts=[0, 6])
    assert ", The Gazette at 2 (Sept. 3, 2025)" in str(paged)


def test_a_docket_is_cited_by_case_number_court_and_date() -> None:
    case = CaseFactory(
        caption="Roe v. Doe",
        docket_number="5:25-cv-00709",
        court=CourtFactory(citation="N.D. Cal."),
    )
    docket = {"kind": SourceKind.DOCKET_REPORT, "published": date(2025, 2, 3), "title": ""}
    note = note_on(docket, about=case)
    assert str(note).startswith(
        "Docket report, Roe v. Doe, No. 5:25-cv-00709 (N.D. Cal. Feb. 3, 2025)"
    )
    assert [run.text for run in note.runs if run.italic] == ["Roe v. Doe"]


def test_a_docket_of_an_unknown_court_says_so() -> None:
    docket = {"kind": SourceKind.DOCKET_REPORT, "published": None}
    assert "[docket number not known] ([court not known])" in str(note_on(docket))


def test_quotation_marks_within_the_quotation_become_single() -> None:
    said = note_on(ARTICLE, text="He said “no” twice.", exact="said “no”")
    assert str(said).endswith("(“said ‘no’”).")


@pytest.mark.parametrize(
    ("month", "written"), [(1, "Jan. 5, 2025"), (5, "May 5, 2025"), (9, "Sept. 5, 2025")]
)
def test_months_are_those_of_table_t12(month: int, written: str) -> None:
    assert bluebook_date(date(2025, month, 5)) == written


def test_the_evidence_of_a_fact_offers_the_footnote_of_each_passage(client: Client) -> None:
    case = CaseFactory(filed_on=date(2025, 3, 4))
    CitationFactory(
        about=case,
        field="filed_on",
        stated_value="2025-03-04",
        passage__snapshot__source=SourceFactory(**ARTICLE),
    )
    part = f"/cases/{case.slug}/evidence/evidence-case-filed_on/"
    html = client.get(part, headers={"HX-Request": "true"}).content.decode()
    assert "<i>Acme Is Sued</i>, The Gazette (Sept. 3, 2025)" in html
