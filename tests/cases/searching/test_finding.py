"""Rows by words: that the indexes serve, and that common words are bounded and said to be."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Party
from cases.searching import asked, finding, queries, spread
from cases.searching.finding import Found, find, find_in_case
from cases.searching.places import PLACES, Place
from tests import sql
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    CounselFactory,
    DocketNoteFactory,
    DocumentFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
)

pytestmark = pytest.mark.django_db
BY_KEY = {place.key: place for place in PLACES}
INDEXES = {
    "caption": "case_caption_words",
    "party": "party_name_words",
    "judge": "case_judges_words",
    "counsel": "counsel_words",
    "claim": "claim_words",
    "summary": "case_summary_words",
    "party_said": "party_said_words",
    "event": "event_words",
    "filing": "filing_words",
    "attachment": "document_words",
    "note": "docket_note_words",
}


def found(key: str, words: str) -> Found:
    return find(BY_KEY[key], asked.read(words))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_every_place_is_served_by_its_index(place: Place) -> None:
    query = place.asked(asked.read("motion linkedin"))
    assert query is not None
    sql.only_by_bitmap()
    plan = place.holding(query).values("pk").explain()
    assert INDEXES[place.key] in plan


def test_the_words_of_the_list_are_served_by_indexes_alone() -> None:
    made = Case.objects.bulk_create(
        Case(slug=f"c{n}", caption=f"Roe{n} v. Doe{n}", docket_number=f"5:25-cv-{n:05}")
        for n in range(3_000)
    )
    Party.objects.bulk_create(
        Party(case=case, key="a", name=f"Roe{n}", role="plaintiff") for n, case in enumerate(made)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case, cases_party")
    for words in ("roe77", "roe77 doe77", "5:25-cv-00709", "25-709"):
        plan = Case.objects.mentioning(words).order_by().values("pk").explain()
        # By the index: a filter would take the text of every row apart.
        assert not [line for line in plan.splitlines() if "Filter" in line and "@@" in line]
        assert "case_caption_words" in plan
        assert "party_name_words" in plan
    assert "case_docket_key" in plan


@pytest.mark.parametrize(
    ("method", "index"),
    [
        ("with_party_named", "party_name_words"),
        ("with_counsel_named", "counsel_words"),
        ("before_judge", "case_judges_words"),
        ("claiming", "claim_words"),
    ],
)
def test_the_filters_by_words_are_served_by_indexes(method: str, index: str) -> None:
    cases = getattr(Case.objects, method)("privacy")
    sql.only_by_bitmap()
    # Else the rows of one case, of which there are few here, may be read by the case.
    sql.run("SET LOCAL enable_nestloop = off")
    plan = cases.values("pk").explain()
    assert index in plan
    assert not [line for line in plan.splitlines() if "Filter" in line and "@@" in line]


@pytest.mark.parametrize(
    ("key", "words", "found_"),
    [
        ("caption", "imaginary mil", True),
        ("caption", "imag mills", False),  # only the last word may be begun
        ("party", "obrien", True),
        ("judge", "davila", True),
        ("judge", "koh davila", True),
        ("counsel", "wade-scott", True),
        ("counsel", "edelson", True),
        ("claim", "communication", True),  # in another form
        ("claim", "viol", True),
        ("claim", "viol act", False),
        ("claim", '"stored communications"', True),
        ("claim", '"communications stored"', False),
        ("summary", "messages trained", True),
        ("party_said", "networks", True),
        ("event", "deny", True),
        ("filing", "dismissing", True),
        ("filing", '"motion to dismiss"', True),
        ("filing", '"dismiss motion"', False),
        ("filing", "motion -denied", False),
        ("filing", 'motion -"in part"', True),
        ("filing", "set deadlines", True),  # written Set/Reset
        ("filing", "plaintiffs", True),
        ("attachment", "declarations", True),
        ("attachment", '"proposed order"', True),
        ("attachment", "declaration -roe", False),
        ("note", "hearings", True),
        ("note", "hearing -client", False),
    ],
)
def test_words_are_found_where_they_stand(key: str, words: str, found_: bool) -> None:
    case = CaseFactory(
        caption="Doe v. Imaginary Mills",
        judges=["Lucy Koh", "Edward Davila"],
        summary="Private messages and training.",
    )
    party = PartyFactory(case=case, name="Patrick O'Brien", description="Of a social network.")
    CounselFactory(case=case, attorney="Eli Wade-Scott", firm="Edelson PC", represents=party)
    ClaimFactory(case=case, title="Violation of the Stored Communications Act")
    EventFactory(case=case, summary="It denied the report.")
    entry = FilingFactory(
        case=case, text="Motion to dismiss denied. Plaintiff’s Set/Reset Deadlines."
    )
    DocumentFactory(filing=entry, attachment=1, description="Declaration of Ann Roe")
    DocumentFactory(filing=entry, attachment=2, description="[Proposed] Order")
    DocketNoteFactory(filing=entry, text="Tell the client of the hearing.")
    FilingFactory(text="Something else", case__caption="Another v. One")
    hits = found(key, words).hits
    assert bool(hits) == found_
    assert {hit.case for hit in hits} <= {case.pk}


def test_up_to_a_number_of_rows_all_are_ranked_and_counted() -> None:
    case = CaseFactory()
    FilingFactory(case=case, text="motion " + "other words " * 20)
    best = FilingFactory(case=case, text="motion motion motion")
    result = found("filing", "motion")
    assert (result.number, result.exact, result.is_whole) == (2, True, True)
    assert max(result.hits, key=lambda hit: hit.rank).pk == best.pk


def dockets() -> list[Case]:
    """Five cases with two entries each that hold the words, the newest first."""
    cases = [CaseFactory(filed_on=date(2025, month, 1)) for month in (5, 4, 3, 2, 1)]
    for case in reversed(cases):
        FilingFactory.create_batch(2, case=case, text="motion to dismiss")
    return cases


def test_of_more_rows_those_of_the_newest_cases_come_and_the_count_is_exact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "RANKED", 4)
    first, second, *_ = dockets()
    result = found("filing", "motion")
    assert (result.number, result.exact, result.is_whole) == (10, True, False)
    assert {hit.case for hit in result.hits} == {first.pk, second.pk}


def test_of_still_more_rows_the_newest_cases_are_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "COUNTED", 6)
    monkeypatch.setattr(finding, "NEWEST", 2)
    first, second, *_ = dockets()
    result = found("filing", "motion")
    assert (result.number, result.exact, result.is_whole) == (6, False, False)
    assert [hit.case for hit in result.hits] == [first.pk, first.pk, second.pk, second.pk]


def test_a_phrase_of_common_words_is_looked_for_in_the_newest_cases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "COUNTED", 6)
    monkeypatch.setattr(finding, "NEWEST", 2)
    first, *_, oldest = dockets()
    FilingFactory(case=first, text="dismiss the motion")
    FilingFactory(case=oldest, text="dismiss the motion")
    result = found("filing", '"dismiss the motion"')
    assert (result.number, result.exact, result.in_newest) == (1, False, True)
    assert [hit.case for hit in result.hits] == [first.pk]


def test_attachments_of_common_words_are_looked_for_in_the_newest_cases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "COUNTED", 2)
    monkeypatch.setattr(finding, "NEWEST", 1)
    newest, *others = dockets()
    for case in (newest, *others):
        entry = case.filings.first()
        DocumentFactory(filing=entry, description="")
        paper = DocumentFactory(filing=entry, attachment=1, description="Exhibit A")
        if case == newest:
            its = paper.pk
    result = found("attachment", "exhibit")
    assert (result.number, result.exact) == (2, False)
    assert [(hit.case, hit.pk) for hit in result.hits] == [(newest.pk, its)]


@pytest.mark.parametrize("words", ["proposed order", '"proposed order"'])
def test_of_one_case_no_attachment_of_another_is_looked_at(words: str) -> None:
    """Whatever the planner thinks how rare they are: here it may not go from entry to entry."""
    case = CaseFactory()
    sql.only_by_bitmap()
    sql.run("SET LOCAL enable_nestloop = off")
    with CaptureQueriesContext(connection) as queries:
        find_in_case(BY_KEY["attachment"], asked.read(words), case)
    [query] = queries
    plan = "\n".join(line for (line,) in sql.run(f"EXPLAIN {query['sql'].replace('%', '%%')}"))
    assert "filing_id" in plan
    assert "document_words" not in plan


def test_in_one_case_only_its_rows_are_found() -> None:
    case, other = CaseFactory(), CaseFactory()
    own = FilingFactory(case=case, text="motion")
    FilingFactory(case=other, text="motion")
    result = find_in_case(BY_KEY["filing"], asked.read("motion"), case)
    assert [hit.pk for hit in result.hits] == [own.pk]
    paper = DocumentFactory(filing=own, description="Exhibit A")
    DocumentFactory(filing__case=other, description="Exhibit A")
    result = find_in_case(BY_KEY["attachment"], asked.read("exhibit"), case)
    assert [(hit.case, hit.pk) for hit in result.hits] == [(case.pk, paper.pk)]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("mills dismissal", True),
        ("mills settled", False),
        ("mills dismissal -complaint", False),
        ('mills "notice of dismissal"', True),
        ("mills", False),  # one word stands nowhere apart
    ],
)
def test_a_case_whose_words_stand_apart_is_found(words: str, is_found: bool) -> None:
    case = CaseFactory(caption="Doe v. Imaginary Mills")
    FilingFactory(case=case, text="Notice of dismissal")
    FilingFactory(case=case, text="Complaint")
    FilingFactory(text="Notice of dismissal")
    hits = spread.cases_with_all(asked.read(words), (), PLACES)
    assert [{hit.case for hit in its} for its in hits] == [{case.pk}] * is_found


def test_words_that_stand_apart_and_are_common_are_looked_for_in_the_cases_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spread, "RARE", 3)
    FilingFactory.create_batch(5, text="motion")
    case = FilingFactory(text="motion", case__caption="Doe v. Imaginary Mills").case
    PartyFactory(name="Imaginary Mills")
    [hits] = spread.cases_with_all(asked.read("mills motion"), (), PLACES)
    assert {hit.case for hit in hits} == {case.pk}
    assert spread.cases_with_all(asked.read("motion motion"), (), PLACES) == []


def test_nothing_wanted_is_no_query() -> None:
    nothing = asked.read("-settled")
    assert (queries.in_names(nothing), queries.in_text(nothing), queries.in_either(nothing)) == (
        None, None, None,
    )  # fmt: skip
    assert queries.named("?!") is None
