"""A value in words becomes what the field holds; record and decision change together."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from cases.editing import EditConflictError
from cases.models import Case, CitedModel
from sources.actions import AdoptError, Seen, adopt
from sources.actions.decide import last_decision
from sources.models import Basis, Decision
from tests import sql
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    CounselFactory,
    CourtFactory,
    DecisionFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    RelatedCaseFactory,
)

pytestmark = pytest.mark.django_db


def adopted(row: CitedModel, field: str, value: Any, **given: Any) -> CitedModel:
    """The row after its field was decided on."""
    now = type(row)._default_manager.get(pk=row.pk)
    seen = Seen(now.version, last_decision(row, field))
    said = {"basis": Basis.SOURCES, "reason": "So.", "by": None, "seen": seen, **given}
    adopt(row=row, field=field, value=value, **said)
    return type(row)._default_manager.get(pk=row.pk)


# --- The action: a value in words becomes what the field holds ------------------------------------


def of_event() -> CitedModel:
    return EventFactory(first_day=datetime.date(2025, 1, 1), precision="day")


FIELDS: list[tuple[Callable[[], CitedModel], str, str, Any]] = [
    (CaseFactory, "seat", "San Jose, California", "San Jose, California"),
    (CaseFactory, "jury_demand", "both", "both"),
    (CaseFactory, "filed_on", "2025-01-21", datetime.date(2025, 1, 21)),
    (CaseFactory, "class_status", "proposed class action", "proposed"),
    (CaseFactory, "judges", "Ann Lee; Bo Ray", ["Ann Lee", "Bo Ray"]),
    (of_event, "date", "2024-08", "2024-08"),
    (ClaimFactory, "amount", "1000", Decimal(1000)),
    (ClaimFactory, "number", "3", 3),
    (ClaimFactory, "statutes", "29 USC 207; 18:2701", "18 U.S.C. § 2701; 29 U.S.C. § 207"),
    (FilingFactory, "text", "ORDER", "ORDER"),
    (RelatedCaseFactory, "relation", "same facts", "same facts"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "field", "value", "holds"), FIELDS, ids=[f"{it[1]}" for it in FIELDS]
)
def test_a_value_in_words_is_adopted(
    make: Callable[[], CitedModel], field: str, value: str, holds: Any
) -> None:
    row = adopted(make(), field, value)
    assert holds in (getattr(row, field), row.value_of(field))
    made = Decision.objects.get()
    assert (made.row, made.field, made.value) == (row, field, row.value_of(field))


def test_a_row_is_adopted_by_its_name_as_sources_write_it() -> None:
    case = CaseFactory()
    acme, beta = PartyFactory(case=case, name="Acme Corp."), PartyFactory(case=case, name="Beta")
    PartyFactory(name="Acme Corp.")  # of another case
    filing = FilingFactory(case=case)
    assert adopted(filing, "filed_by", "“ACME Corp”").filed_by == acme  # type: ignore[attr-defined]
    claim = adopted(ClaimFactory(case=case), "against", "beta; Acme Corp.")
    assert set(claim.against.all()) == {acme, beta}  # type: ignore[attr-defined]
    counsel = adopted(CounselFactory(case=case, represents=acme), "represents", "Beta")
    assert counsel.represents == beta  # type: ignore[attr-defined]
    complaint = FilingFactory(case=case, description="Complaint")
    assert adopted(filing, "answers", "complaint").answers == complaint  # type: ignore[attr-defined]
    assert adopted(claim, "disposed_by", "Complaint").disposed_by == complaint  # type: ignore[attr-defined]


def test_a_row_is_adopted_as_such() -> None:
    court = CourtFactory()
    assert adopted(CaseFactory(), "court", [court]).court == court  # type: ignore[attr-defined]


def test_nothing_is_adopted_where_a_source_says_there_is_none() -> None:
    claim = ClaimFactory(amount=Decimal(5))
    claim.against.add(PartyFactory(case=claim.case))
    assert adopted(claim, "amount", "", basis=Basis.STATED_NONE).value_of("amount") == ""
    claim.refresh_from_db()
    assert adopted(claim, "against", "", basis=Basis.STATED_NONE).value_of("against") == ""


def test_what_is_shown_is_kept_and_the_row_is_not_touched() -> None:
    case = CaseFactory(seat="San Jose")
    kept = adopted(case, "seat", None)
    assert (kept.value_of("seat"), kept.version) == ("San Jose", case.version)
    assert Decision.objects.get().value == "San Jose"


def test_a_list_adopted_is_a_new_version_of_its_row() -> None:
    claim = ClaimFactory()
    assert adopted(claim, "statutes", "18:2701").version == claim.version + 1


@pytest.mark.parametrize(
    ("make", "field", "value", "says"),
    [
        (CaseFactory, "filed_on", "2025-01", "the record takes a whole day here"),
        (CaseFactory, "filed_on", "last Tuesday", "not a date"),
        (CaseFactory, "class_status", "a class of its own", "none of what the record knows"),
        (CaseFactory, "court", "the court of Nowhere", "no court known here is called"),
        (CaseFactory, "caption", "", "cannot be blank"),
        (ClaimFactory, "amount", "a lot", "write dollars in digits"),
        (ClaimFactory, "number", "two", "write it in digits"),
        (ClaimFactory, "statutes", "a data law", "not understood as a statute"),
        (ClaimFactory, "against", "Nobody", "no party of this case is called “Nobody”"),
        (FilingFactory, "disposition", "settled", "Say what the disposition disposes of"),
    ],
)
def test_what_the_field_cannot_hold_is_refused_and_nothing_is_written(
    make: Callable[[], CitedModel], field: str, value: str, says: str
) -> None:
    row = make()
    before = sql.everything()
    with pytest.raises(AdoptError, match=says):
        adopted(row, field, value)
    assert sql.everything() == before


def test_two_rows_of_one_name_are_told_apart_by_hand() -> None:
    case = CaseFactory()
    PartyFactory(case=case, name="Doe"), PartyFactory(case=case, name="DOE")
    with pytest.raises(AdoptError, match="2 parties of this case are called “Doe”: choose one"):
        adopted(ClaimFactory(case=case), "against", "Doe")


def test_a_row_changed_meanwhile_is_not_written_over() -> None:
    case = CaseFactory(seat="San Jose")
    seen = Seen(case.version)
    Case.objects.filter(pk=case.pk).update(seat="Oakland")
    with pytest.raises(EditConflictError):
        adopted(case, "seat", "Fresno", seen=seen)
    assert Case.objects.get().seat == "Oakland"
    assert not Decision.objects.exists()


def test_nor_is_a_decision_taken_meanwhile() -> None:
    case = CaseFactory(seat="San Jose")
    DecisionFactory(about=case, field="seat", value="San Jose")
    with pytest.raises(EditConflictError):
        adopted(case, "seat", None, seen=Seen(case.version, None))
    assert Decision.objects.count() == 1
