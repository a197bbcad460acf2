"""An attorney signs a case off: the database says when, and keeps it as it is."""

from datetime import date
from typing import Any

import pytest

from cases.models import Case
from sources.models import Basis, SignOff
from tests import sql
from tests.factories import (
    CitationFactory,
    DecisionFactory,
    EventFactory,
    FilingFactory,
    NoticeFactory,
    PassageCheckFactory,
    SignOffFactory,
)
from tests.people import person
from tests.sources.signing import reopened, signable_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    return signable_case()


@pytest.fixture
def signed(case: Case) -> SignOff:
    return SignOffFactory(case=case, signed_by=person("attorney"))


# --- Refused while a point is open ---------------------------------------------------------------


def test_a_case_with_nothing_open_is_signed_off(case: Case) -> None:
    made = SignOffFactory(case=case)
    assert SignOff.objects.standing().get() == made


def test_a_case_with_an_open_point_is_not_and_the_point_is_named(case: Case) -> None:
    FilingFactory(case=case, description="Complaint")
    with sql.refused("1 point is open: Description of the docket entry “Complaint” has no source"):
        SignOffFactory(case=case)
    assert not SignOff.objects.exists()


def test_raw_sql_is_refused_as_well(case: Case) -> None:
    by = person("attorney")
    Case.objects.filter(pk=case.pk).update(seat="San Jose")
    values = {
        "case_id": case.pk,
        "signed_at": "2025-03-04",
        "signed_by_id": by.pk,
        "remark": "",
        "reopened_because": "",
    }
    with sql.refused("cannot be signed off, 1 point is open: Place has no source"):
        sql.insert("sources_signoff", **values)
    DecisionFactory(about=case, field="seat", basis=Basis.UNSOURCED, value="San Jose")
    made = SignOff.objects.get(pk=sql.insert("sources_signoff", **values))
    assert made.signed_at.date() > date(2025, 3, 4)  # nobody signs for another day


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda case: CitationFactory(about=case, field="filed_on", stated_value="2025-03-05"),
         "Filed is stated otherwise, and nobody has decided"),
        (lambda case: DecisionFactory(about=case, field="filed_on", value="2025-03-05"),
         "Filed was decided on another value"),
        (lambda case: PassageCheckFactory(passage=case.citations.first().passage),
         "leans on words that are not the same any more"),
        (lambda case: NoticeFactory(
            snapshot=case.citations.first().passage.snapshot),
         "carries a note that nobody has read"),
    ],
    ids=["undecided", "outdated", "changed", "notice"],
)  # fmt: skip
def test_each_kind_of_open_point_is_said(case: Case, make: Any, words: str) -> None:
    make(case)
    with sql.refused(words):
        SignOffFactory(case=case)


def test_of_many_open_points_the_first_three_are_named(case: Case) -> None:
    for number in range(5):
        EventFactory(case=case, summary=f"Event {number}")
    with sql.refused(r"5 points are open: .*Event 0.*; .*Event 1.*; .*Event 2.*; …"):
        SignOffFactory(case=case)


def test_a_case_is_signed_off_once(signed: SignOff) -> None:
    with sql.refused("sign_off_stands_once_a_case"):
        SignOffFactory(case=signed.case)


def test_what_nobody_took_back_is_not_signed_as_taken_back(case: Case) -> None:
    made = SignOffFactory(case=case, reopened_at="2025-03-04T00:00Z", reopened_because="So.")
    made.refresh_from_db()
    assert (made.reopened_at, made.reopened_because) == (None, "")


# --- Kept as it is --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sources_signoff SET remark = 'Another'",
        "UPDATE sources_signoff SET reopened_at = now(), reopened_because = 'So'",
        "UPDATE sources_signoff SET signed_by_id = signed_by_id",
        "DELETE FROM sources_signoff",
        "TRUNCATE sources_signoff",
    ],
)
def test_nobody_edits_a_sign_off(signed: SignOff, change: str) -> None:
    sql.run("SET CONSTRAINTS ALL IMMEDIATE")  # or TRUNCATE waits for them
    with sql.refused("never edited|Cannot delete rows|kept for good"):
        sql.run(change)
    assert reopened(signed) == ""


def test_one_taken_back_stays_so(signed: SignOff) -> None:
    Case.objects.filter(pk=signed.case_id).update(filed_on=date(2025, 3, 5))
    with sql.refused("never edited"):
        sql.run("UPDATE sources_signoff SET reopened_at = NULL, reopened_because = ''")
    first = reopened(signed)
    Case.objects.filter(pk=signed.case_id).update(seat="Elsewhere")
    assert reopened(signed) == first == "Filed changed"
