"""Evidence added by hand."""

import datetime

import pytest

from cases.models import Case
from sources.actions import CiteError, cite, decide
from sources.facts import facts_of_row
from sources.models import Basis, Citation, Decision, Passage, Snapshot
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    FilingFactory,
    PartyFactory,
    SnapshotFactory,
    StatuteFactory,
)
from tests.people import person

pytestmark = pytest.mark.django_db

TEXT = "Rivera sued on 4 March. Acme was sued for “a thousand dollars”, and sued again."


@pytest.fixture
def case() -> Case:
    return CaseFactory(filed_on=datetime.date(2025, 3, 4))


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT, source__publisher="The Gazette")


def test_quoted_words_are_found_and_cited(case: Case, snapshot: Snapshot) -> None:
    made = cite(row=case, field="filed_on", snapshot=snapshot, quote="sued on 4 March")
    assert (made.passage.start, made.passage.end) == (7, 22)
    assert made.passage.exact == "sued on 4 March"
    assert (made.case, made.target, made.field) == (case, "case", "filed_on")
    assert made.stated_value == "2025-03-04"  # the value shown, as nothing else was said


def test_typography_of_the_quote_does_not_matter(case: Case, snapshot: Snapshot) -> None:
    made = cite(row=case, field="caption", snapshot=snapshot, quote='"a  thousand dollars"')
    assert made.passage.exact == "“a thousand dollars”"


def test_what_is_said_besides_is_kept(case: Case, snapshot: Snapshot) -> None:
    made = cite(
        row=case,
        field="filed_on",
        snapshot=snapshot,
        quote="sued on 4 March",
        stated_value=" 2025-03 ",
        inferred="the year",
        attributed_to="a clerk",
    )
    assert made.stated_value == "2025-03"
    assert (made.inferred, made.attributed_to) == ("the year", "a clerk")


@pytest.mark.parametrize("field", ["", "name"])
def test_a_row_is_cited_as_a_whole_or_for_a_field(snapshot: Snapshot, field: str) -> None:
    party = PartyFactory(name="Acme")
    made = cite(row=party, field=field, snapshot=snapshot, quote="Acme was sued")
    assert (made.row, made.case, made.field) == (party, party.case, field)
    assert made.stated_value == "Acme"


def test_the_value_of_a_list_is_what_is_stored_of_it(snapshot: Snapshot) -> None:
    claim = ClaimFactory()
    claim.statutes.add(StatuteFactory(citation="29 U.S.C. § 207"))
    made = cite(row=claim, field="statutes", snapshot=snapshot, quote="sued for")
    assert made.stated_value == "29 U.S.C. § 207"


def refused(case: Case, snapshot: Snapshot, **said: str) -> CiteError:
    """The refusal of a citation, after which nothing is left of it."""
    given = {"field": "filed_on", "quote": "sued on 4 March", **said}
    before = Citation.objects.count(), Passage.objects.count()
    with pytest.raises(CiteError) as error:
        cite(row=case, snapshot=snapshot, **given)
    assert (Citation.objects.count(), Passage.objects.count()) == before
    return error.value


def test_a_quote_not_in_the_text_is_refused_with_the_nearest(
    case: Case, snapshot: Snapshot
) -> None:
    error = refused(case, snapshot, quote="sued on 5 March")
    assert error.about == "quote"
    assert "“sued on 5 March” does not stand in The Gazette; the nearest is" in str(error)
    assert "sued on 4 March" in str(error)


def test_a_quote_that_stands_several_times_is_refused_with_how_often(
    case: Case, snapshot: Snapshot
) -> None:
    error = refused(case, snapshot, quote="sued")
    assert str(error) == "“sued” stands 3 times in The Gazette; quote a word or two more."


@pytest.mark.parametrize("quote", ["", "  ", "\u200b"])
def test_a_quote_without_words_is_refused(case: Case, snapshot: Snapshot, quote: str) -> None:
    assert "holds no words" in str(refused(case, snapshot, quote=quote))


def test_words_cited_for_the_fact_already_are_refused(case: Case, snapshot: Snapshot) -> None:
    cite(row=case, field="filed_on", snapshot=snapshot, quote="sued on 4 March")
    assert "cited for this fact already" in str(refused(case, snapshot))
    cite(row=case, field="caption", snapshot=snapshot, quote="sued on 4 March")  # for another: may
    assert Passage.objects.count() == 1


def test_a_value_that_the_field_cannot_have_is_refused(case: Case, snapshot: Snapshot) -> None:
    error = refused(case, snapshot, stated_value="last Tuesday")
    assert error.about == "stated_value"
    assert "not a date" in str(error)


def test_nothing_stated_and_nothing_shown_is_refused(case: Case, snapshot: Snapshot) -> None:
    error = refused(case, snapshot, field="terminated_on")
    assert error.about == "stated_value"
    assert "shows nothing for “ended”" in str(error)


def test_a_field_that_cannot_be_cited_is_refused(case: Case, snapshot: Snapshot) -> None:
    error = refused(case, snapshot, field="slug")
    assert str(error) == "A case has no field “slug” that can be cited."


def test_a_decision_adopts_the_value_shown(case: Case) -> None:
    attorney = person("attorney")
    decide(row=case, field="filed_on", basis=Basis.SOURCES, reason="Two of three.", by=attorney)
    made = Decision.objects.get()
    assert (made.value, made.decided_by) == ("2025-03-04", attorney)


def test_facts_of_a_row_are_those_of_the_whole_case(snapshot: Snapshot) -> None:
    filing = FilingFactory(description="Complaint", filed_on=datetime.date(2025, 3, 4))
    other = FilingFactory(case=filing.case, description="Order")
    for row in (filing, other):
        cite(row=row, field="description", snapshot=snapshot, quote="Acme was sued")
    decide(row=filing, field="filed_on", basis=Basis.SOURCES, reason="So.", by=None)
    facts = {fact.citable.field: fact for fact in facts_of_row(filing)}
    assert len(facts["description"].readings) == 1
    assert facts["filed_on"].decision is not None
    assert facts["filed_on"].shown == "Tuesday 4 March 2025"
    assert not facts["rule"].sourced
