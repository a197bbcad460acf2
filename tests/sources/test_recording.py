"""Citing a value for a field that shows nothing records it in the same step; undo takes both."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from cases.models import Case, CitedModel
from casetracker.models import User
from sources.actions.cite import AlreadyCitedError, cite, uncite
from sources.actions.settle import accept, reopen
from sources.models import Citation, Proposal, Snapshot
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    DecisionFactory,
    PartyFactory,
    PassageFactory,
    ProposalFactory,
    SnapshotFactory,
)
from tests.people import person

pytestmark = pytest.mark.django_db

TEXT = "Roe sued Doe on 21 January 2025 in Fresno, under 42 U.S.C. § 1983, for Doe Corp."


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT)


@pytest.fixture
def case() -> Case:
    return CaseFactory()


@pytest.fixture
def paralegal() -> User:
    return person("paralegal")


@pytest.fixture
def cites_only() -> User:
    """Somebody who may cite and not change the record."""
    user = person("in no group")
    user.user_permissions.add(Permission.objects.get(codename="add_citation"))
    return user


def cited(row: CitedModel, field: str, snapshot: Snapshot, by: Any, **said: Any) -> Citation:
    given = {"quote": "in Fresno", "stated_value": "Fresno", **said}
    return cite(row=row, field=field, snapshot=snapshot, by=by, **given)


def shown(row: CitedModel, field: str) -> str:
    return type(row)._default_manager.get(pk=row.pk).value_of(field)


def test_what_is_cited_for_an_empty_field_is_recorded(
    case: Case, snapshot: Snapshot, paralegal: User
) -> None:
    citation = cited(case, "seat", snapshot, paralegal)
    assert (shown(case, "seat"), citation.recorded) == ("Fresno", "Fresno")


def test_undo_takes_both_back(case: Case, snapshot: Snapshot, paralegal: User) -> None:
    assert uncite(citation=cited(case, "seat", snapshot, paralegal), by=paralegal)
    assert shown(case, "seat") == ""
    assert not Citation.objects.exists()


def test_a_date_and_a_list_are_recorded_as_their_fields_hold_them(
    case: Case, snapshot: Snapshot, paralegal: User
) -> None:
    claim = ClaimFactory(case=case)
    of_date = cited(
        case, "filed_on", snapshot, paralegal, quote="21 January", stated_value="2025-01-21"
    )
    given = {"quote": "42 U.S.C. § 1983", "stated_value": "42 USC 1983"}
    of_claim = cited(claim, "statutes", snapshot, paralegal, **given)
    assert Case.objects.get().filed_on == datetime.date(2025, 1, 21)
    assert shown(claim, "statutes") == "42 U.S.C. § 1983"
    for citation in (of_date, of_claim):
        assert uncite(citation=citation, by=paralegal)
    assert (Case.objects.get().filed_on, shown(claim, "statutes")) == (None, "")


def test_who_may_not_change_the_record_only_cites(
    case: Case, snapshot: Snapshot, cites_only: User
) -> None:
    citation = cited(case, "seat", snapshot, cites_only)
    assert (shown(case, "seat"), citation.recorded) == ("", "")
    assert not uncite(citation=citation, by=cites_only)


def test_what_is_shown_is_left_as_it_is(case: Case, snapshot: Snapshot, paralegal: User) -> None:
    Case.objects.update(seat="San Jose")
    citation = cited(Case.objects.get(), "seat", snapshot, paralegal)
    assert (shown(case, "seat"), citation.recorded) == ("San Jose", "")
    assert not uncite(citation=citation, by=paralegal)
    assert shown(case, "seat") == "San Jose"


def test_what_somebody_recorded_meanwhile_is_left_too(
    case: Case, snapshot: Snapshot, paralegal: User
) -> None:
    Case.objects.update(seat="San Jose")  # `case` was read before
    cited(case, "seat", snapshot, paralegal)
    assert shown(case, "seat") == "San Jose"


def test_nothing_is_recorded_where_it_was_decided_that_nothing_is_shown(
    case: Case, snapshot: Snapshot, paralegal: User
) -> None:
    DecisionFactory(about=case, field="seat", value="")
    cited(case, "seat", snapshot, paralegal)
    assert shown(case, "seat") == ""


@pytest.mark.parametrize("stated", ["2025", "in January"])
def test_what_the_field_cannot_hold_is_cited_or_refused_and_not_recorded(
    case: Case, snapshot: Snapshot, paralegal: User, stated: str
) -> None:
    before = Case.objects.values().get()
    try:
        cited(case, "filed_on", snapshot, paralegal, quote="21 January", stated_value=stated)
    except ValueError:
        assert stated == "in January"
    assert Case.objects.values().get() == before


def test_what_is_built_on_it_keeps_what_was_recorded(
    case: Case, snapshot: Snapshot, paralegal: User
) -> None:
    citation = cited(case, "seat", snapshot, paralegal)
    CitationFactory(about=case, field="seat", stated_value="Fresno", passage=PassageFactory())
    assert not uncite(citation=citation, by=paralegal)
    assert shown(case, "seat") == "Fresno"


def test_what_was_changed_since_stays(case: Case, snapshot: Snapshot, paralegal: User) -> None:
    citation = cited(case, "seat", snapshot, paralegal)
    Case.objects.update(seat="Fresno, California")
    assert not uncite(citation=Citation.objects.get(pk=citation.pk), by=paralegal)
    assert shown(case, "seat") == "Fresno, California"


def test_words_that_are_cited_already_record_nothing(
    case: Case, snapshot: Snapshot, paralegal: User, cites_only: User
) -> None:
    cited(case, "seat", snapshot, cites_only)
    with pytest.raises(AlreadyCitedError):
        cited(case, "seat", snapshot, paralegal)
    assert shown(case, "seat") == ""


def test_a_proposal_accepted_is_recorded_and_taken_back_with_it(
    case: Case, snapshot: Snapshot, paralegal: User
) -> None:
    party = PartyFactory(case=case, parent="")
    passage = PassageFactory(snapshot=snapshot, exact="Doe Corp.")
    proposal: Proposal = ProposalFactory(passage=passage, kind="party", value="Doe Corp.")
    accept(proposal=proposal, row=party, field="parent", stated_value="Doe Corp.", by=paralegal)
    assert shown(party, "parent") == "Doe Corp."
    reopen(proposal=proposal, by=paralegal)
    assert shown(party, "parent") == ""
