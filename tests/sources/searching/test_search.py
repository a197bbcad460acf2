"""One search over the record and the sources: by case, the best first, and said in words."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from cases.searching import finding
from sources.searching.results import Line, Results
from sources.searching.search import search
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    DocketNoteFactory,
    DocumentFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
    StatuteFactory,
)

pytestmark = pytest.mark.django_db


def captions(results: Results) -> list[str]:
    return [line.case.caption for line in results.lines if line.case]


def words(line: Line) -> list[str]:
    """What is shown of a case: what it is, and the words with marks in brackets."""
    return [
        f"{hit.label}: "
        + "".join(f"[{it.text}]" if it.marked else it.text for it in hit.extract.pieces)
        for hit in line.shown
    ]


@pytest.fixture
def mills() -> Case:
    """A case that has the mill in every place."""
    case = CaseFactory(
        slug="doe-v-mills",
        caption="Doe v. Redwater Mills",
        docket_number="5:25-cv-00709",
        judges=["Ann Redwater"],
        summary="About a redwater spill.",
        filed_on=date(2025, 1, 21),
    )
    party = PartyFactory(
        case=case, key="mills", name="Redwater Mills", description="A redwater firm"
    )
    CounselFactory(case=case, key="ann", attorney="Ann Advocate", firm="Redwater LLP",
                   represents=party)  # fmt: skip
    ClaimFactory(case=case, key="one", number=1, title="Redwater nuisance")
    EventFactory(case=case, key="spill", summary="Redwater spilled.")
    FilingFactory(case=case, key="e12", number=12, text="Complaint about redwater.",
                  filed_on=date(2025, 1, 21), kind="complaint")  # fmt: skip
    text = "First.\nThe redwater came.\nLast."
    source = SourceFactory(publisher="The Gazette", title="Spill", published=date(2025, 1, 22))
    passage = PassageFactory(snapshot=SnapshotFactory(source=source, text=text), exact="came")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)
    return case


def test_a_case_is_shown_once_with_its_best_hits_and_how_many_more(mills: Case) -> None:
    [line] = search("redwater").lines
    assert [(it.text, it.marked) for it in line.caption.pieces] == [
        ("Doe v. ", False), ("Redwater", True), (" Mills", False),
    ]  # fmt: skip
    assert words(line) == [
        "Defendant: [Redwater] Mills", "Judge: Ann [Redwater]", "Counsel: [Redwater] LLP",
    ]  # fmt: skip
    assert (line.more, line.more_exactly) == (6, True)


@pytest.mark.parametrize(
    ("kind", "shown", "address"),
    [
        ("captions", "What it is about: About a [redwater] spill.", "/cases/doe-v-mills/"),
        ("parties", "Redwater Mills: A [redwater] firm", "/cases/doe-v-mills/parties/#party-mills"),
        ("parties", "Counsel: [Redwater] LLP", "/cases/doe-v-mills/parties/#counsel-ann"),
        ("claims", "Claim 1: [Redwater] nuisance", "/cases/doe-v-mills/#claim-one"),
        ("events", "Conduct: [Redwater] spilled.", "/cases/doe-v-mills/#event-spill"),
        (
            "docket",
            "Docket entry 12: Complaint about [redwater].",
            "/cases/doe-v-mills/docket/?entry=e12#filing-e12",
        ),
    ],
)
def test_a_kind_alone_is_looked_in_and_each_hit_leads_to_its_place(
    mills: Case, kind: str, shown: str, address: str
) -> None:
    [line] = search("redwater", kind=kind).lines
    assert {hit.address for hit in line.shown if words(line)} >= {address}
    assert shown in words(line)


def test_of_a_source_the_paragraph_is_linked(mills: Case) -> None:
    [line] = search("redwater", kind="sources").lines
    [hit] = line.shown
    source = mills.citations.get().passage.snapshot.source_id
    assert hit.address == f"/sources/{source}/?paragraph=2#paragraph-2"
    assert (hit.label, hit.about) == ("The Gazette", "“Spill”, press article, 22 January 2025")
    assert "The [redwater] came." in words(line)[0]


def test_a_source_whose_title_and_text_have_the_words_is_shown_once(mills: Case) -> None:
    [line] = search("spill", kind="sources").lines
    assert words(line) == ["The Gazette: [Spill]"]
    source = mills.citations.get().passage.snapshot.source
    SnapshotFactory(source=source, text="The spill came.")
    [line] = search("spill", kind="sources").lines
    assert words(line) == ["The Gazette: The [spill] came."]


def test_an_attachment_is_found_by_its_description_and_leads_to_its_entry() -> None:
    entry = FilingFactory(case__slug="roe", key="e7", number=7, filed_on=date(2025, 1, 21))
    DocumentFactory(filing=entry, attachment=2, description="Exhibit B: zebra letters")
    DocumentFactory(filing=entry, attachment=3, description="Exhibit C")
    results = search("zebra")
    [line] = results.lines
    assert words(line) == ["Attachment 2 of docket entry 7: Exhibit B: [zebra] letters"]
    assert line.shown[0].address == "/cases/roe/docket/?entry=e7#filing-e7"
    assert line.shown[0].about == "21 January 2025"
    assert results.counted == ["1 attachment"]
    assert search("zebra", kind="docket").lines
    assert not search("zebra", kind="claims").lines


def test_the_bytes_of_a_paper_are_not_read_to_show_its_description() -> None:
    DocumentFactory(description="zebra", content=b"x" * 9, filename="a.pdf", sha256="0" * 64)
    with CaptureQueriesContext(connection) as queries:
        assert search("zebra").lines
    assert not [query for query in queries if '"content"' in query["sql"]]


def test_a_colleague_finds_notes_and_is_led_to_their_place() -> None:
    entry = FilingFactory(case__slug="roe", key="e7", number=7)
    DocketNoteFactory(
        filing=entry,
        text="Ask the zebra.",
        written_by__username="paula",
        written_at=datetime(2025, 3, 4, 20, tzinfo=UTC),
    )
    results = search("zebra", colleague=True)
    [line] = results.lines
    assert words(line) == ["Note on docket entry 7: Ask the [zebra]."]
    assert line.shown[0].address == f"/cases/roe/docket/?entry=e7#told-{entry.pk}"
    assert line.shown[0].about == "paula, 4 March 2025"
    assert results.counted == ["1 note of a colleague"]
    DocketNoteFactory(filing__number=None, text="A horse.")
    assert words(search("horse", colleague=True).lines[0]) == ["Note on a docket entry: A [horse]."]


def test_nobody_else_finds_a_note_not_even_by_a_word_that_stands_apart() -> None:
    entry = FilingFactory(case__caption="Roe v. Horse")
    DocketNoteFactory(filing=entry, text="Ask the zebra.")
    for text in ("zebra", "zebr", "horse zebra", '"the zebra"'):
        assert search(text).finds_nothing
        assert search(text, case=entry.case).finds_nothing
        assert not search(text, colleague=True).finds_nothing
    assert not search("horse -zebra").finds_nothing
    assert "notes of colleagues" not in search("zebra").looked_in


def test_in_one_case_all_its_hits_are_shown(mills: Case) -> None:
    FilingFactory(text="redwater")
    [line] = search("redwater", case=mills).lines
    assert len(words(line)) == 9
    assert line.more == 0


def test_captions_and_parties_come_before_claims_before_events_before_dockets_before_sources() -> (
    None
):
    def case(name: str) -> Case:
        return CaseFactory(caption=name)

    PartyFactory(case=case("by party"), name="Zebra Inc.")
    FilingFactory(case=case("by docket"), text="zebra zebra zebra")
    EventFactory(case=case("by event"), summary="A zebra.")
    ClaimFactory(case=case("by claim"), title="Zebra")
    case("Zebra v. Doe")
    passage = PassageFactory(snapshot=SnapshotFactory(text="zebra came"), exact="came")
    CitationFactory(about=case("by source"), passage=passage)
    assert captions(search("zebra")) == [
        "Zebra v. Doe", "by party", "by claim", "by event", "by docket", "by source",
    ]  # fmt: skip


def test_of_equals_the_newer_case_comes_first_and_an_undated_one_last() -> None:
    for year in (2019, None, 2025):
        CaseFactory(caption=f"Zebra {year}", filed_on=year and date(year, 1, 1))
    assert captions(search("zebra")) == ["Zebra 2025", "Zebra 2019", "Zebra None"]


@pytest.mark.parametrize(
    "text", ["5:25-cv-00709", "25-cv-709", "25-709 EJD", "No. 5:25-cv-00709-EJD", "1:25cv709"]
)
def test_a_case_comes_first_by_its_number_in_any_spelling(text: str, mills: Case) -> None:
    FilingFactory(text="Related to 5:25-cv-00709", case__caption="Another")
    if text == "1:25cv709":
        Case.objects.filter(pk=mills.pk).update(docket_number="1:25-cv-00709")
    results = search(text)
    assert captions(results)[0] == mills.caption
    assert results.lines[0].by_number
    assert "Another" not in captions(results)[:1]


def test_a_number_among_words_is_found_too(mills: Case) -> None:
    FilingFactory(text="redwater 5:25-cv-00709", case__caption="Another")
    assert captions(search("redwater 5:25-cv-00709"))[0] == mills.caption


def test_a_statute_offers_the_cases_under_it() -> None:
    claim = ClaimFactory()
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. § 2701 et seq."))
    offer = search("18 USC 2702").offer
    assert offer is not None
    assert (offer.statute, offer.number) == ("18 U.S.C. § 2702", 1)
    assert search("18 USC 1030").offer is None
    assert search("zebra").offer is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the", "“the” is in nearly every text. Add a word that only what you look for has"),
        ("the of", "“the” and “of” are in nearly every text."),
        ("-settled", "Say also what must be there: a minus only leaves out."),
        ("???", "There is no word in it. Type letters or digits of what you look for."),
        ("a\0b", "There is a sign in it that no text can have (a NUL byte)."),
        ("x" * 10_000, "That is 10,000 characters; up to 400 can be looked for."),
    ],
    ids=lambda text: text[:10].replace("\0", "NUL"),
)
def test_what_cannot_be_looked_for_is_said_with_what_to_do(text: str, said: str) -> None:
    results = search(text)
    assert said in results.error
    assert not results.looked
    assert "\0" not in results.text


@pytest.mark.parametrize(
    "text",
    [
        *("&", "a & | ! <-> b", "'':*", "zebra:*", "zebra:A", "\\", "'", "(((", "zebra' OR 1=1 --"),
        *("%", "_", "$$", "zebra -(", '"', "“”", "\u0308", "\ufffe", "0x", "1e999", "-1"),
    ],
)
def test_nothing_that_is_typed_is_syntax(text: str) -> None:
    CaseFactory(caption="Zebra v. Doe")
    results = search(text)
    assert results.looked or results.error


def test_an_empty_box_looks_for_nothing_and_is_no_error() -> None:
    results = search("  ")
    assert (results.looked, results.error) == (False, "")


def test_words_that_every_text_has_are_left_out_and_said() -> None:
    FilingFactory(text="Motion to dismiss")
    results = search("motion to dismiss")
    assert results.left_out == ("to",)
    assert len(results.lines) == 1


def test_where_nothing_holds_all_of_it_what_comes_near_is_shown_and_said() -> None:
    FilingFactory(text="The redwater spill", case__caption="Near")
    results = search("redw spil -redwater")
    assert (results.nearest, captions(results)) == (True, ["Near"])
    assert results.had_minus
    assert not search("redwater spill").nearest


def test_where_nothing_comes_near_it_is_said_what_was_looked_at() -> None:
    results = search("zebra")
    assert results.finds_nothing
    assert results.looked_in.startswith("captions, parties, cases by their judge, counsel, claims")
    assert results.looked_in.endswith(
        "docket entries, attachments, titles of sources and texts of sources"
    )


def test_words_that_stand_apart_in_a_case_are_found() -> None:
    case = CaseFactory(caption="Doe v. Redwater Mills")
    FilingFactory(case=case, number=3, text="Notice of dismissal")
    [line] = search("redwater dismissal").lines
    assert words(line) == ["Docket entry 3: Notice of [dismissal]"]


def test_a_source_of_no_case_stands_by_itself() -> None:
    SnapshotFactory(text="A zebra.", source__publisher="Gazette")
    results = search("zebra")
    assert results.lines == ()
    assert results.uncited_line is not None
    assert words(results.uncited_line) == ["Gazette: A [zebra]."]


def test_a_source_cited_for_two_cases_is_shown_under_both() -> None:
    passage = PassageFactory(snapshot=SnapshotFactory(text="zebra came"), exact="came")
    for name in ("One", "Two"):
        CitationFactory(about=CaseFactory(caption=name), passage=passage)
    assert sorted(captions(search("zebra"))) == ["One", "Two"]


def test_common_words_are_said_to_be_and_never_counted_wrongly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "RANKED", 3)
    monkeypatch.setattr(finding, "COUNTED", 5)
    FilingFactory.create_batch(5, text="motion")
    results = search("motion")
    assert results.counted == ["5 docket entries"]
    assert not results.is_whole
    assert "5 docket entries hold these words; those of the newest cases are listed." in (
        results.common_in_words
    )
    FilingFactory(text="motion")
    results = search("motion")
    assert results.counted == [f"more than {finding.COUNTED} docket entries"]
    assert "ore than 5 docket entries hold these words" in results.common_in_words


def test_the_list_of_cases_is_offered_for_what_it_takes() -> None:
    CaseFactory(caption="Redwater Mills")
    assert search("redwater mills").list_query == "q=redwater+mills"
    assert search('"redwater mills"').list_query == ""
    assert search("redwater -mills").list_query == ""


def test_a_search_costs_the_same_number_of_queries_however_much_is_found() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert search("zebra", colleague=True).lines
        return len(queries)

    def add(number: int) -> None:
        for name in range(number):
            case = CaseFactory(caption=f"Zebra {name}", judges=["Zebra"], summary="Zebra")
            party = PartyFactory(case=case, name="Zebra", description="zebra")
            CounselFactory(case=case, firm="Zebra", represents=party)
            ClaimFactory(case=case, title="Zebra")
            EventFactory(case=case, summary="Zebra")
            for entry in FilingFactory.create_batch(3, case=case, text="zebra"):
                DocumentFactory(filing=entry, description="zebra")
                DocketNoteFactory(filing=entry, text="zebra")
            source = SourceFactory(title="Zebra")
            passage = PassageFactory(
                snapshot=SnapshotFactory(text="zebra came", source=source), exact="came"
            )
            CitationFactory(about=case, passage=passage)

    add(1)
    few = cost()
    add(12)
    assert cost() <= few
    assert few <= 34


def test_a_search_that_takes_too_long_is_stopped_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    CaseFactory(caption="Zebra")

    def slow(*args: object, **kwargs: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(finding, "SECONDS", 1)
    monkeypatch.setattr("sources.searching.search.find", slow)
    results = search("zebra")
    assert results.error.startswith("The search was stopped")
    assert Case.objects.count() == 1  # the connection goes on
