"""Which facts words of a source may support."""

import datetime
from typing import Any

import pytest

from cases.citable import WHOLE_ROW, Citable
from cases.models import Case, CitedModel, Claim, Court, Event, Filing, Party
from sources.facts import Fact, facts_of
from sources.matching import (
    Match,
    Standing,
    is_cited_already,
    match_of_fact,
    matches_of_finding,
    matches_of_words,
)
from sources.models import Target
from sources.reader.finding import About, Finding, FindingKind
from tests.factories import CaseFactory, CitationFactory, PassageFactory

CASE = Case(
    pk=1,
    slug="roe-v-doe",
    caption="Roe v. Doe",
    filed_on=datetime.date(2025, 1, 21),
    court=Court(id="cand", name="Northern District of California"),
)
OTHER = Case(pk=2, slug="poe-v-doe", caption="Poe v. Doe", filed_on=datetime.date(2025, 3, 4))
TARGETS = {
    Case: Target.CASE,
    Party: Target.PARTY,
    Claim: Target.CLAIM,
    Event: Target.EVENT,
    Filing: Target.FILING,
}


def fact(row: CitedModel, field: str) -> Fact:
    citable = row.citable_field(field) if field else Citable(WHOLE_ROW, "as a whole")
    case = row if isinstance(row, Case) else row.case  # type: ignore[attr-defined]
    return Fact(case, TARGETS[type(row)], row, citable, (), None)


def party(name: str, **given: Any) -> Party:
    return Party(pk=1, case=CASE, key="p", name=name, **{"role": "defendant", **given})


def filing(description: str, day: int, **given: Any) -> Filing:
    on = datetime.date(2025, 1, day)
    return Filing(pk=day, case=CASE, key=f"f{day}", description=description, filed_on=on, **given)


def found(kind: FindingKind, value: str, about: About = About.UNKNOWN, **given: Any) -> Finding:
    return Finding(kind, 0, 7, value, about, **given)


def dated(value: str, about: About = About.UNKNOWN) -> Finding:
    return found(FindingKind.DATE, value, about)


def by_words(words: str, *facts: Fact, findings: tuple[Finding, ...] = ()) -> list[Match]:
    """The matches that something speaks for."""
    matches = matches_of_words(words, words, findings, facts)
    return [match for match in matches if match.likelihood > 0]


# --- By a finding ---------------------------------------------------------------------------


def test_a_date_agrees_with_a_fact_of_that_date_and_with_no_fact_of_another() -> None:
    facts = [fact(CASE, "filed_on"), fact(filing("Order", 30), "filed_on")]
    [match] = matches_of_finding(dated("2025-01-21"), "", facts)
    assert (match.fact, match.standing, match.stated) == (facts[0], Standing.AGREES, "2025-01-21")


def test_a_month_agrees_with_a_day_in_it_and_states_only_the_month() -> None:
    [match] = matches_of_finding(dated("2025-01"), "", [fact(CASE, "filed_on")])
    assert (match.agrees, match.stated) == (True, "2025-01")
    assert matches_of_finding(dated("2025-02"), "", [fact(CASE, "filed_on")]) == []


def test_what_the_finding_infers_goes_with_it() -> None:
    finding = found(FindingKind.DATE, "2025-01-21", inferred="the year")
    [match] = matches_of_finding(finding, "", [fact(CASE, "filed_on")])
    assert match.inferred == "the year"


def test_of_two_facts_with_one_value_the_one_that_the_sentence_names_comes_first() -> None:
    order, answer = (fact(filing(name, 21), "filed_on") for name in ("Order", "Answer of Doe"))
    [first, second] = matches_of_finding(
        dated("2025-01-21"), "Doe gave an answer on Tuesday.", [order, answer]
    )
    assert (first.fact, second.fact) == (answer, order)


def test_of_two_facts_with_one_value_the_one_that_the_finding_is_about_comes_first() -> None:
    facts = [fact(filing("Complaint", 21), "filed_on"), fact(CASE, "filed_on")]
    about = dated("2025-01-21", About.CASE_FILED_ON)
    assert matches_of_finding(about, "", facts)[0].fact == facts[1]


def test_a_date_that_is_of_the_filing_and_another_differs() -> None:
    [match] = matches_of_finding(
        dated("2025-01-22", About.CASE_FILED_ON), "", [fact(CASE, "filed_on")]
    )
    assert (match.standing, match.stated) == (Standing.DIFFERS, "2025-01-22")


def test_a_date_of_nothing_in_particular_differs_from_nothing() -> None:
    assert matches_of_finding(dated("2025-01-22"), "", [fact(CASE, "filed_on")]) == []


def test_a_value_where_the_record_shows_none_is_new() -> None:
    finding = found(FindingKind.DOCKET_NUMBER, "5:25-cv-00709", About.CASE_DOCKET_NUMBER)
    [match] = matches_of_finding(finding, "", [fact(CASE, "docket_number")])
    assert (match.standing, match.stated) == (Standing.NEW, "5:25-cv-00709")


def test_only_of_the_first_case_can_a_finding_differ_but_of_any_can_it_agree() -> None:
    facts = [fact(CASE, "filed_on"), fact(OTHER, "filed_on")]
    [match] = matches_of_finding(dated("2025-03-04", About.CASE_FILED_ON), "", facts)
    assert (match.fact.case, match.agrees) == (OTHER, True)
    [match] = matches_of_finding(dated("2025-03-05", About.CASE_FILED_ON), "", facts)
    assert (match.fact.case, match.agrees) == (CASE, False)


def test_another_name_is_another_party_and_no_disagreement() -> None:
    finding = found(FindingKind.PARTY, "Acme Corp.", About.DEFENDANT)
    assert matches_of_finding(finding, "", [fact(party("Doe"), "name")]) == []


def test_the_last_name_is_that_of_the_party_and_infers_the_rest() -> None:
    finding = found(FindingKind.PARTY, "Roe", About.PLAINTIFF)
    [match] = matches_of_finding(finding, "", [fact(party("Ann B. Roe"), "name")])
    assert (match.agrees, match.stated, match.inferred) == (True, "Ann B. Roe", "the full name")
    assert matches_of_finding(finding, "", [fact(party("Roe & Sons"), "name")]) == []


def test_a_court_is_known_by_its_id() -> None:
    [match] = matches_of_finding(found(FindingKind.COURT, "cand"), "", [fact(CASE, "court")])
    assert (match.agrees, match.stated) == (True, "Northern District of California")
    assert matches_of_finding(found(FindingKind.COURT, "cacd"), "", [fact(CASE, "court")]) == []


def test_an_amount_supports_no_date_and_a_date_no_amount() -> None:
    claim = Claim(pk=1, case=CASE, key="c", title="Negligence", amount=2025)
    amount = found(FindingKind.AMOUNT, "2025")
    facts = [fact(CASE, "filed_on"), fact(claim, "amount")]
    assert [m.fact.citable.field for m in matches_of_finding(amount, "", facts)] == ["amount"]
    assert [m.fact.citable.field for m in matches_of_finding(dated("2025"), "", facts)] == [
        "filed_on"
    ]


# --- By the words -----------------------------------------------------------------------------


def test_a_day_without_its_year_is_the_day_that_the_record_shows() -> None:
    [match] = by_words("filed Jan. 21", fact(CASE, "filed_on"))
    assert (match.stated, match.inferred, match.agrees) == ("2025-01-21", "the year", True)
    assert by_words("filed Jan. 22", fact(CASE, "filed_on")) == []


@pytest.mark.parametrize("words", ["Jan. 99", "Mar 0", "21 Janissaries"])
def test_what_only_looks_like_a_day_is_none(words: str) -> None:
    assert by_words(words, fact(CASE, "filed_on")) == []


def test_a_name_in_the_words_is_the_fact_of_that_name() -> None:
    facts = [fact(party("Acme Corp."), "name"), fact(CASE, "caption")]
    assert [match.fact for match in by_words("sued ACME Corp. on", *facts)] == [facts[0]]
    assert by_words("sued Macme Corp.", *facts) == []


def test_the_label_of_a_choice_is_that_choice() -> None:
    paper = filing("Notice", 30, disposition="voluntary_dismissal", prejudice="without")
    [match] = by_words("dismissed it without prejudice", fact(paper, "prejudice"))
    assert (match.stated, match.agrees) == ("without", True)
    assert by_words("dismissed it", fact(paper, "prejudice")) == []


def test_words_that_share_much_with_a_row_speak_for_the_row() -> None:
    event = Event(pk=1, case=CASE, key="e", summary="Doe quietly changed its privacy policy")
    [match] = by_words("changed its privacy policy overnight", fact(event, ""))
    assert match.stated == "Doe quietly changed its privacy policy"
    assert by_words("the privacy of ministers", fact(event, "")) == []


def test_every_fact_can_be_chosen_and_those_without_a_reason_come_last() -> None:
    facts = [fact(party("Doe"), "name"), fact(CASE, "filed_on"), fact(CASE, "seat")]
    matches = matches_of_words("Jan. 21", "Jan. 21", [], facts)
    assert [match.fact for match in matches] == [facts[1], facts[0], facts[2]]
    assert [match.likelihood > 0 for match in matches] == [True, False, False]


def test_of_a_fact_chosen_against_all_reason_the_words_state_themselves() -> None:
    assert match_of_fact("in Fresno", "", [], fact(CASE, "seat")).stated == "in Fresno"
    # But a date is stated by a date, and a choice by nothing that is none.
    assert match_of_fact("in Fresno", "", [], fact(CASE, "filed_on")).stated == ""
    assert match_of_fact("in Fresno", "", [], fact(CASE, "class_status")).stated == ""


def test_a_date_is_prefilled_for_a_fact_that_shows_another() -> None:
    match = match_of_fact("Friday", "", [dated("2025-01-24")], fact(CASE, "filed_on"))
    assert (match.stated, match.agrees) == ("2025-01-24", False)


# --- Cited already ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "stated", "is_cited"),
    [
        ("suit was filed on", "2025-01-21", True),
        ("suit was filed on", "2025-01-22", False),
        ("The suit", "2025-01-21", False),
    ],
    ids=["the same value over the same words", "another value", "other words"],
)
def test_words_are_cited_already_where_a_citation_over_them_states_the_same(
    words: str, stated: str, is_cited: bool
) -> None:
    passage = PassageFactory(exact=words)
    case = CitationFactory(
        about=CaseFactory(), field="filed_on", stated_value=stated, passage=passage
    ).case
    start = passage.snapshot.text.index("filed on Tuesday")
    finding = Finding(FindingKind.DATE, start, start + 16, "2025-01-21")
    facts = list(facts_of(case))
    assert is_cited_already(finding, passage.snapshot_id, facts) is is_cited
    assert not is_cited_already(finding, passage.snapshot_id + 1, facts), "another text"
