"""Facts, assembled: what the record shows, what each source states of it, what was decided."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, CitedModel
from sources.facts import Fact, facts_of, facts_stated_by
from sources.models import Basis, CheckState, Source
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimAgainstFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    DecisionFactory,
    DisposingFilingFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    RelatedCaseFactory,
    SnapshotFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="wanted", filed_on=date(2025, 1, 21))


def cite(
    row: CitedModel, field: str, stated: str, source: Source | None = None, exact: str = "filed"
) -> None:
    text = f"{type(row).__name__} {row.pk} {field} {stated}: filed again."
    snapshot = SnapshotFactory(source=source or SourceFactory(), text=text)
    passage = PassageFactory(snapshot=snapshot, exact=exact)
    CitationFactory(about=row, field=field, stated_value=stated, passage=passage)


def fact_of(row: CitedModel, field: str) -> Fact:
    case = getattr(row, "case", row)
    fact = facts_of(Case.objects.get(pk=case.pk)).of(row, field)
    assert fact is not None
    return fact


# --- agreement


def test_agreement_is_derived_and_changes_with_the_row(case: Case) -> None:
    cite(case, "filed_on", "2025-01-21")
    cite(case, "filed_on", "2025-01-25")
    fact = fact_of(case, "filed_on")
    assert [reading.agrees for reading in fact.readings] == [True, False]
    assert (fact.supporting, fact.differing, fact.disputed) == (1, 1, True)
    case.filed_on = date(2025, 1, 25)
    case.save()
    assert [reading.agrees for reading in fact_of(case, "filed_on").readings] == [False, True]


def test_a_date_stated_less_precisely_supports_the_one_shown(case: Case) -> None:
    cite(case, "filed_on", "2025-01")
    fact = fact_of(case, "filed_on")
    assert (fact.supporting, fact.disputed) == (1, False)


def test_a_fact_without_a_source_is_there_and_says_so(case: Case) -> None:
    fact = fact_of(case, "filed_on")
    assert (fact.sourced, fact.sources, fact.disputed, fact.versions) == (False, 0, False, ())


def test_what_is_neither_shown_nor_known_is_no_fact(case: Case) -> None:
    assert facts_of(case).of(case, "seat") is None
    assert facts_of(case).of(case, "") is None


def test_what_only_sources_state_is_not_recorded_yet_and_differs_from_nothing(case: Case) -> None:
    cite(case, "seat", "San Jose")
    fact = fact_of(case, "seat")
    assert (fact.value, fact.unrecorded, fact.disputed) == ("", True, False)
    assert (fact.differing, fact.undecided) == (0, False)
    assert [(version.value, version.adopted) for version in fact.versions] == [("San Jose", False)]


def test_what_sources_state_differs_where_it_was_decided_that_nothing_is_shown(case: Case) -> None:
    cite(case, "seat", "San Jose")
    DecisionFactory(about=case, field="seat", value="")
    fact = fact_of(case, "seat")
    assert (fact.unrecorded, fact.disputed, fact.undecided) == (False, True, False)
    cite(case, "seat", "Oakland")
    assert fact_of(case, "seat").undecided


def test_a_decision_counts_for_the_statements_that_it_considered(case: Case) -> None:
    cite(case, "filed_on", "2025-01-25")
    assert fact_of(case, "filed_on").undecided
    DecisionFactory(about=case, field="filed_on", value="2025-01-21")
    assert not fact_of(case, "filed_on").undecided
    cite(case, "filed_on", "2025-01-21")
    assert not fact_of(case, "filed_on").undecided
    cite(case, "filed_on", "2025-01-26")
    assert fact_of(case, "filed_on").undecided


# --- versions


def test_the_adopted_version_stands_first_and_those_that_agree_stand_together(case: Case) -> None:
    for stated in ("2025-01-25", "2025-01-21", "2025-01", "2025-01-25"):
        cite(case, "filed_on", stated)
    versions = fact_of(case, "filed_on").versions
    assert [(v.value, v.adopted, v.sources, len(v.readings)) for v in versions] == [
        ("Tuesday 21 January 2025", True, 2, 2),
        ("Saturday 25 January 2025", False, 2, 2),
    ]


def test_a_version_that_no_source_states_is_shown_first_all_the_same(case: Case) -> None:
    cite(case, "filed_on", "2025-01-25")
    adopted, other = fact_of(case, "filed_on").versions
    assert (adopted.adopted, adopted.readings) == (True, ())
    assert (other.adopted, len(other.readings)) == (False, 1)


def test_one_source_can_state_two_values(case: Case) -> None:
    source = SourceFactory()
    cite(case, "filed_on", "2025-01-21", source)
    cite(case, "filed_on", "2025-01-25", source)
    fact = fact_of(case, "filed_on")
    assert (fact.sources, fact.supporting, fact.differing) == (1, 1, 1)


# --- decisions


def test_the_latest_decision_stands(case: Case) -> None:
    DecisionFactory(about=case, field="filed_on", reason="first")
    DecisionFactory(about=case, field="filed_on", reason="second")
    DecisionFactory(about=case, field="caption", reason="of another fact")
    assert fact_of(case, "filed_on").decision.reason == "second"


def test_a_decision_is_stale_once_the_value_has_changed(case: Case) -> None:
    DecisionFactory(about=case, field="filed_on", value="2025-01-21")
    assert not fact_of(case, "filed_on").stale_decision
    case.filed_on = date(2025, 1, 25)
    case.save()
    assert fact_of(case, "filed_on").stale_decision
    DecisionFactory(about=case, field="filed_on", value="2025-01-25")
    assert not fact_of(case, "filed_on").stale_decision


def test_a_fact_without_a_decision_is_not_stale(case: Case) -> None:
    assert not fact_of(case, "filed_on").stale_decision


def test_a_value_that_no_source_states_in_full_is_inferred(case: Case) -> None:
    DecisionFactory(about=case, field="filed_on", basis=Basis.INFERENCE)
    DecisionFactory(about=case, field="docket_number", basis=Basis.UNSOURCED)
    assert fact_of(case, "filed_on").inferred
    unsourced = fact_of(case, "docket_number")
    assert (unsourced.inferred, unsourced.sourced, unsourced.value) == (False, False, "")


def test_disputes_that_nobody_decided_are_listed(case: Case) -> None:
    party = PartyFactory(case=case, parent="Microsoft")
    cite(case, "filed_on", "2025-01-25")
    cite(party, "parent", "Meta")
    DecisionFactory(about=case, field="filed_on")
    record = facts_of(case)
    assert [fact.citable.field for fact in record.disputed] == ["filed_on", "parent"]
    assert [fact.citable.field for fact in record.undecided] == ["parent"]


# --- voices


def test_copies_of_one_report_are_one_voice(case: Case) -> None:
    for origin in ("Reuters", "Reuters", "", ""):
        cite(case, "filed_on", "2025-01-21", SourceFactory(origin=origin))
    fact = fact_of(case, "filed_on")
    assert (fact.supporting, fact.voices) == (4, 3)


def test_those_that_differ_are_no_supporting_voices(case: Case) -> None:
    cite(case, "filed_on", "2025-01-21")
    cite(case, "filed_on", "2025-01-25")
    assert fact_of(case, "filed_on").voices == 1


# --- the words where they stand now


def test_a_reading_shows_the_words_in_the_newest_text_they_were_found_in(case: Case) -> None:
    citation = CitationFactory(about=case, field="filed_on", stated_value="2025-01-21")
    source = citation.passage.snapshot.source
    found = []
    for text in ("Text two: filed on Tuesday.", "Text three: filed on Tuesday."):
        found.append(PassageFactory(snapshot=SnapshotFactory(source=source, text=text)))
        PassageCheckFactory(
            passage=citation.passage,
            snapshot=found[-1].snapshot,
            found=found[-1],
            state=CheckState.SAME,
        )
    PassageCheckFactory(passage=citation.passage)  # not in the newest of all
    [reading] = fact_of(case, "filed_on").readings
    assert reading.passage == found[-1]


def test_a_passage_never_looked_for_again_stands_where_it_was_taken(case: Case) -> None:
    citation = CitationFactory(about=case, field="filed_on", stated_value="2025-01-21")
    [reading] = fact_of(case, "filed_on").readings
    assert reading.passage == citation.passage


# --- all facts of a case


def test_facts_come_in_the_order_of_the_page(case: Case) -> None:
    party = PartyFactory(case=case, key="acme", name="Acme", parent="")
    FilingFactory(case=case, key="early", filed_on=date(2025, 1, 1), description="")
    FilingFactory(case=case, key="late", filed_on=date(2025, 2, 1), description="")
    EventFactory(case=case, key="then", first_day=None, summary="Then")
    assert [fact.id for fact in facts_of(case)] == [
        "wanted/case/caption",
        "wanted/case/filed_on",
        "wanted/party:acme/name",
        "wanted/party:acme/role",
        "wanted/filing:late/filed_on",
        "wanted/filing:early/filed_on",
        "wanted/event:then/summary",
    ]
    cite(party, "", "Acme")
    assert [fact.id for fact in facts_of(case)][2] == "wanted/party:acme/row"


def test_a_fact_knows_its_address_label_and_subject(case: Case) -> None:
    party = PartyFactory(case=case, key="acme", name="Acme", parent="Holding")
    fact = fact_of(party, "parent")
    assert (fact.address, fact.anchor) == ("party:acme", "evidence-party-acme-parent")
    assert (fact.label, fact.subject) == ("Parent company", "Acme")
    assert fact_of(case, "filed_on").subject == ""


def test_readings_come_by_source_then_by_place_in_its_text(case: Case) -> None:
    first, second = SourceFactory(), SourceFactory()
    late = SnapshotFactory(source=first, text="one two three")
    for exact, snapshot in [
        ("three", late),
        ("one", SnapshotFactory(source=second, text="one more")),
        ("one", late),
    ]:
        CitationFactory(
            about=case,
            field="filed_on",
            stated_value="2025",
            passage=PassageFactory(snapshot=snapshot, exact=exact),
        )
    readings = fact_of(case, "filed_on").readings
    assert [(r.source, r.passage.exact) for r in readings] == [
        (first, "one"),
        (first, "three"),
        (second, "one"),
    ]


def test_a_case_counts_what_is_sourced_and_lists_its_sources(case: Case) -> None:
    source = SourceFactory()
    cite(case, "filed_on", "2025-01-21", source)
    cite(case, "caption", case.caption, source)
    CitationFactory()  # of another case
    record = facts_of(case)
    assert (record.sourced, len(record)) == (2, 2)
    assert record.sources == [source]


def test_the_filing_that_disposed_of_the_case_is_the_latest(case: Case) -> None:
    assert facts_of(case).disposing is None
    DisposingFilingFactory(case=case, filed_on=None)
    undated = DisposingFilingFactory(case=case, filed_on=None)
    DisposingFilingFactory(case=case, filed_on=date(2025, 9, 9), disposes="claims")
    assert facts_of(case).disposing == undated
    last = DisposingFilingFactory(case=case, filed_on=date(2025, 2, 1))
    DisposingFilingFactory(case=case, filed_on=date(2025, 1, 1))
    assert facts_of(case).disposing == last


def furnish(case: Case, filings: int) -> None:
    """Rows of every kind with evidence, and that many filings."""
    party = PartyFactory(case=case)
    CounselFactory(case=case, represents=party)
    answered = FilingFactory(case=case, filed_by=party)
    claim = ClaimFactory(case=case, disposed_by=answered)
    ClaimStatuteFactory(claim=claim)
    ClaimAgainstFactory(claim=claim, party=party)
    EventFactory(case=case)
    RelatedCaseFactory(case=case)
    DecisionFactory(about=claim, field="title")
    for number in range(filings):
        filing = FilingFactory(case=case, number=number, filed_by=party, answers=answered)
        if number % 5 == 0:
            cite(filing, "number", str(number))


def read_through(fact: Fact) -> None:
    """All that a page shows of a fact."""
    assert all((fact.label, fact.id, fact.anchor, fact.subject or fact.address == "case"))
    assert isinstance(fact.shown, str)
    assert fact.voices <= fact.supporting <= fact.sources
    assert not fact.stale_decision or fact.decision
    shown = [reading for version in fact.versions for reading in version.readings]
    assert all(reading.passage.exact and reading.source.name for reading in shown)


def queries_of_facts(filings: int) -> int:
    case = CaseFactory(court=CourtFactory())
    furnish(case, filings)
    case = Case.objects.select_related("court").get(pk=case.pk)
    with CaptureQueriesContext(connection) as queries:
        record = facts_of(case)
        for fact in record:
            read_through(fact)
    assert len(record) > filings
    return len(queries)


def test_a_case_of_500_filings_takes_as_many_queries_as_one_of_5() -> None:
    few, many = queries_of_facts(5), queries_of_facts(500)
    assert few == many <= 12


# --- all facts of a source


def test_a_source_knows_what_it_states_of_which_facts(case: Case) -> None:
    source = SourceFactory()
    party = PartyFactory(case=CaseFactory())
    cite(case, "filed_on", "2025-01-25", source)
    cite(party, "", party.name, source)
    cite(case, "filed_on", "2025-01-21")  # of another source
    stated = facts_stated_by(source)
    assert {(fact.case, fact.citable.field, fact.disputed) for fact in stated} == {
        (case, "filed_on", True),
        (party.case, "", False),
    }
    assert all(reading.source == source for fact in stated for reading in fact.readings)


def test_what_a_source_states_takes_five_queries_however_much_it_is() -> None:
    source = SourceFactory()

    def queries() -> int:
        case = CaseFactory(court=CourtFactory())
        party = PartyFactory(case=case)
        claim = ClaimFactory(case=case, disposed_by=FilingFactory(case=case))
        ClaimStatuteFactory(claim=claim)
        related = RelatedCaseFactory(case=case)
        counsel = CounselFactory(case=case, represents=party)
        for row, field in [
            (case, "court"),
            (party, ""),
            (claim, "statutes"),
            (claim, "against"),
            (claim, "disposed_by"),
            (related, ""),
            (counsel, "represents"),
            (FilingFactory(case=case, filed_by=party), "filed_by"),
        ]:
            cite(row, field, f"{case.pk}", source)
        with CaptureQueriesContext(connection) as asked:
            for fact in facts_stated_by(source):
                read_through(fact)
        return len(asked)

    few = queries()
    for _ in range(4):
        many = queries()
    assert few == many <= 5
