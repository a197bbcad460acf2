"""The docket as a clerk's office prints it, as PDF."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from cases.docket_page import DocketPage
from cases.models import Case, DocketNote, DocketTag
from sources.handing_over.docket_sheet import Sheet, pdf_of, sheet_of
from tests.factories import (
    CaseFactory,
    CitationFactory,
    CounselFactory,
    CourtFactory,
    DocumentFactory,
    FilingFactory,
    PartyFactory,
    RulingFactory,
)
from tests.hostile import hostile_case
from tests.people import person
from tests.sources.handing_over.papers import MADE, pages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(
        slug="roe-v-doe",
        caption="Roe v. Doe",
        court=CourtFactory(name="Court of Somewhere"),
        docket_number="5:25-cv-00709",
        judges=["Ann Lee"],
        filed_on=date(2025, 1, 21),
    )


def sheet(case: Case, query: str = "") -> Sheet:
    return sheet_of(DocketPage(case, QueryDict(query), for_colleagues=False), made=MADE)


def read(case: Case, query: str = "") -> list[str]:
    return pages_of(pdf_of(sheet(case, query)))


def test_it_is_headed_by_caption_court_number_judge_and_day(case: Case) -> None:
    [page] = read(case)
    assert page.startswith("Roe v. Doe Court of Somewhere No. 5:25-cv-00709 Filed 21 January 2025")
    assert "Judge Ann Lee" in page
    assert "No entry." in page
    assert page.endswith("Page 1 of 1")


def test_parties_stand_beside_the_counsel_who_represent_them(case: Case) -> None:
    roe = PartyFactory(case=case, name="Jo Roe", role="plaintiff")
    gone = PartyFactory(case=case, name="Gone LLC", terminated_on=date(2025, 3, 1))
    firm: dict[str, Any] = {"case": case, "represents": roe, "firm": "A & B LLP"}
    CounselFactory(**firm, attorney="Ann Advocate", roles="LEAD ATTORNEY", contact="1 Main Street")
    CounselFactory(**firm, attorney="Bo Away", withdrew_on=date(2025, 2, 1))
    plaintiffs, defendants = sheet(case).sides
    assert plaintiffs.title == "Plaintiff"
    assert plaintiffs.parties == ("Jo Roe",)
    assert plaintiffs.counsel == (
        ("A & B LLP", "Ann Advocate, LEAD ATTORNEY", "1 Main Street"),
        ("Bo Away, A & B LLP, withdrew 1 February 2025",),
    )
    assert defendants.parties == (f"{gone.name}, terminated 1 March 2025",)
    assert defendants.counsel == (("No source names counsel",),)


def test_a_firm_without_an_attorney_is_named_once(case: Case) -> None:
    roe = PartyFactory(case=case, role="plaintiff")
    CounselFactory(case=case, represents=roe, attorney="", firm="A & B LLP")
    [side] = sheet(case).sides
    assert side.counsel == (("A & B LLP",),)


def test_an_entry_has_all_that_the_docket_says_of_it(case: Case) -> None:
    roe = PartyFactory(case=case, name="Jo Roe", role="plaintiff")
    motion = FilingFactory(
        case=case,
        number=12,
        kind="motion",
        motion_type="dismiss",
        filed_on=date(2025, 2, 1),
        entered_on=date(2025, 2, 3),
        description="Motion",
        text="MOTION to Dismiss",
        filed_by=roe,
        sealed=True,
    )
    DocumentFactory(filing=motion)
    order = FilingFactory(case=case, number=31, filed_on=date(2025, 3, 1))
    RulingFactory(order=order, motion=motion, outcome="denied")
    first, second = sheet(case).entries
    assert (first.number, first.filed, first.kind) == ("12", "1 February 2025", "Motion to dismiss")
    assert first.text == "Motion. MOTION to Dismiss."
    assert first.notes == (
        "Sealed. Entered 3 February 2025. Filed by Jo Roe. Denied by 31. 1 document."
    )
    assert second.notes == "Decides 12 (denied)."


def test_entries_come_oldest_first_as_a_docket_is_kept(case: Case) -> None:
    for number, day in ((3, 3), (1, 1), (2, 2)):
        FilingFactory(case=case, number=number, filed_on=date(2025, 1, day))
    assert [it.number for it in sheet(case).entries] == ["1", "2", "3"]
    assert [it.number for it in sheet(case, "sort=newest").entries] == ["1", "2", "3"]


def test_it_has_what_the_filter_leaves_and_says_so(case: Case) -> None:
    FilingFactory(case=case, number=1, kind="order")
    FilingFactory(case=case, number=2, kind="notice")
    filtered = sheet(case, "kind=order")
    assert [it.number for it in filtered.entries] == ["1"]
    assert filtered.counted == "1 of 2 entries; kind: order or opinion"


def test_the_head_of_the_table_and_the_number_stand_on_every_page(case: Case) -> None:
    for number in range(1, 60):
        FilingFactory(case=case, number=number, text="An order. " * 12)
    pages = read(case)
    assert len(pages) > 2
    for number, page in enumerate(pages[:-1], start=1):
        assert "No. Filed Docket text" in page
        assert page.endswith(f"Page {number} of {len(pages)}")
    assert all(page.startswith("Roe v. Doe, No. 5:25-cv-00709") for page in pages[1:])


def test_it_says_when_it_was_made_and_from_which_texts(case: Case) -> None:
    entry = FilingFactory(case=case)
    cited = CitationFactory(about=entry, field="description", stated_value="A paper")
    text = cited.passage.snapshot
    *_, last = read(case)
    assert "Made by Case Tracker on 22 November 2026, 09:35 PST, from these texts:" in last
    assert text.source.publisher in last
    assert f"SHA-256 {text.sha256[:12]}" in last


def test_a_docket_that_nothing_is_cited_for_is_said_to_be_our_own(case: Case) -> None:
    assert "it was logged and edited here" in read(case)[-1]


def test_notes_and_tags_of_colleagues_are_not_in_it(case: Case) -> None:
    entry = FilingFactory(case=case)
    DocketNote.objects.create(filing=entry, text="Ask the client.", written_by=person("attorney"))
    DocketTag.objects.create(filing=entry, name="secret")
    page = DocketPage(case, QueryDict(""), for_colleagues=True)
    assert "Ask" not in str(sheet_of(page, made=MADE))
    assert "secret" not in str(sheet_of(page, made=MADE))


def test_hostile_words_are_words() -> None:
    pages = " ".join(read(hostile_case()))
    assert "<script>window.hacked=1</script>" in pages.replace(" ", "")
    assert "x" * 30 in pages


def test_it_takes_as_many_queries_for_300_entries_as_for_3(
    case: Case, django_assert_max_num_queries: Any
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(100) as made:
            sheet(case)
        return len(made)

    def fill(number: int) -> None:
        for _ in range(number):
            party = PartyFactory(case=case)
            CounselFactory(case=case, represents=party)
            FilingFactory(case=case, filed_by=party)

    fill(3)
    few = queries()
    fill(97)
    assert queries() == few <= 14


def test_the_same_docket_and_moment_make_the_same_bytes(case: Case) -> None:
    FilingFactory(case=case)
    assert pdf_of(sheet(case)) == pdf_of(sheet(case))
