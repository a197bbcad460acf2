"""What the database itself holds true of the record, whoever asks."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cases.dates import PartialDate
from cases.models import Case, Event
from tests import sql
from tests.factories import (
    ROW_FACTORIES,
    CaseFactory,
    ClaimAgainstFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    DocumentFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    RelatedCaseFactory,
    RowFactory,
    StatuteFactory,
)

pytestmark = pytest.mark.django_db


# --- cases


def test_a_second_case_of_the_same_court_and_docket_number_is_refused() -> None:
    case = CaseFactory(court=CourtFactory(), docket_number="5:25-cv-00709")
    sql.insert_like(case, slug="another-number", docket_number="5:25-cv-00710")
    sql.insert_like(case, slug="another-court", court_id=CourtFactory().pk)
    with sql.refused("case_once_a_court_and_docket_number"):
        sql.insert_like(case, slug="the-same")


def test_cases_of_one_court_whose_numbers_are_not_known_stand_side_by_side() -> None:
    case = CaseFactory(court=CourtFactory())
    sql.insert_like(case, slug="another")
    assert Case.objects.filter(court=case.court).count() == 2


def test_cases_of_one_number_whose_courts_are_not_known_stand_side_by_side() -> None:
    case = CaseFactory(docket_number="1:25-cv-1")
    sql.insert_like(case, slug="another")
    sql.insert_like(case, slug="court-known", court_id=CourtFactory().pk)
    assert Case.objects.filter(docket_number="1:25-cv-1").count() == 3


def test_the_same_court_and_number_are_refused_in_words_that_a_form_can_show() -> None:
    case = CaseFactory(court=CourtFactory(), docket_number="1")
    twin = CaseFactory.build(court=case.court, docket_number="1")
    with pytest.raises(
        ValidationError, match="This court already has a case of that docket number"
    ):
        twin.full_clean()


def test_a_case_that_ends_before_it_is_filed_is_refused() -> None:
    case = CaseFactory(filed_on=date(2025, 1, 21), terminated_on=date(2025, 1, 21))
    with sql.refused("case_ends_after_it_is_filed"):
        sql.run(
            "UPDATE cases_case SET terminated_on = %s WHERE id = %s", date(2025, 1, 20), case.pk
        )


def test_a_case_whose_filing_date_is_not_known_may_have_ended() -> None:
    assert CaseFactory(filed_on=None, terminated_on=date(2025, 1, 30)).pk


def test_a_case_without_a_caption_is_refused() -> None:
    with sql.refused("case_has_a_caption"):
        sql.insert_like(CaseFactory(), slug="nameless", caption="")


def test_two_cases_of_one_slug_are_refused() -> None:
    with sql.refused("slug"):
        sql.insert_like(CaseFactory())


# --- rows of a case


@pytest.mark.parametrize("factory", ROW_FACTORIES.values(), ids=ROW_FACTORIES)
def test_a_row_does_not_move_to_another_case(factory: type[RowFactory]) -> None:
    row = factory()
    with sql.refused("stays_in_its_case|Cannot update rows"):
        sql.run(
            f"UPDATE {row._meta.db_table} SET case_id = %s WHERE id = %s",
            CaseFactory().pk,
            row.pk,
        )


@pytest.mark.parametrize("factory", ROW_FACTORIES.values(), ids=ROW_FACTORIES)
def test_a_key_is_used_once_in_a_case_and_freely_in_others(factory: type[RowFactory]) -> None:
    row = factory(key="first")
    factory(key="first")
    with sql.refused("key_once_a_case"):
        changes = {"other_id": CaseFactory().pk} if hasattr(row, "other_id") else {}
        sql.insert_like(row, **changes)


@pytest.mark.parametrize(
    ("factory", "pointer", "pointed_at", "constraint"),
    [
        (CounselFactory, "represents", PartyFactory, "counsel_party_of_same_case"),
        (FilingFactory, "filed_by", PartyFactory, "filing_party_of_same_case"),
        (FilingFactory, "answers", FilingFactory, "filing_answers_same_case"),
        (ClaimFactory, "disposed_by", FilingFactory, "claim_disposed_in_same_case"),
    ],
)
def test_a_row_points_at_rows_of_its_own_case_only(
    factory: type[RowFactory], pointer: str, pointed_at: type[RowFactory], constraint: str
) -> None:
    case = CaseFactory()
    row = factory(case=case, **{pointer: pointed_at(case=case)})
    elsewhere = pointed_at()
    with sql.refused(constraint):
        sql.insert_like(row, key="new", **{f"{pointer}_id": elsewhere.pk})
    with sql.refused(constraint):
        sql.run(
            f"UPDATE {row._meta.db_table} SET {pointer}_id = %s WHERE id = %s",
            elsewhere.pk,
            row.pk,
        )


def test_a_claim_is_against_parties_of_its_own_case_only() -> None:
    link = ClaimAgainstFactory()
    elsewhere = PartyFactory()
    with sql.refused("belong to different cases"):
        sql.insert("cases_claimagainst", claim_id=link.claim_id, party_id=elsewhere.pk)
    with sql.refused("belong to different cases"):
        sql.run("UPDATE cases_claimagainst SET party_id = %s WHERE id = %s", elsewhere.pk, link.pk)


def test_a_case_is_not_related_to_itself() -> None:
    related = RelatedCaseFactory()
    with sql.refused("related_case_is_another"):
        sql.insert_like(related, key="itself", other_id=related.case_id)


def test_a_case_is_related_to_another_once() -> None:
    related = RelatedCaseFactory()
    with sql.refused("related_case_once"):
        sql.insert_like(related, key="again")


def test_a_filing_does_not_answer_itself() -> None:
    filing = FilingFactory()
    with sql.refused("filing_answers_another"):
        sql.run("UPDATE cases_filing SET answers_id = id WHERE id = %s", filing.pk)


@pytest.mark.parametrize(
    ("values", "accepted"),
    [
        ({"disposition": "", "disposes": "", "prejudice": ""}, True),
        ({"disposition": "dismissal", "disposes": "case", "prejudice": ""}, True),
        ({"disposition": "dismissal", "disposes": "claims", "prejudice": "with"}, True),
        ({"disposition": "dismissal", "disposes": "", "prejudice": ""}, False),
        ({"disposition": "", "disposes": "case", "prejudice": ""}, False),
        ({"disposition": "", "disposes": "", "prejudice": "without"}, False),
    ],
)
def test_a_disposition_says_what_it_disposes_of(values: dict[str, str], accepted: bool) -> None:
    filing = FilingFactory()
    if accepted:
        sql.insert_like(filing, key="new", **values)
    else:
        with sql.refused("filing_disposition_has_a_scope"):
            sql.insert_like(filing, key="new", **values)


@pytest.mark.parametrize(
    ("first_day", "precision", "accepted"),
    [
        (None, "", True),
        (date(2024, 8, 15), "day", True),
        (date(2024, 8, 1), "month", True),
        (date(2024, 1, 1), "year", True),
        (date(2024, 8, 15), "", False),
        (date(2024, 8, 15), "month", False),
        (date(2024, 8, 1), "year", False),
        (date(2024, 1, 15), "year", False),
        (date(2024, 8, 1), "decade", False),
        (None, "day", False),
        (None, "month", False),
        (None, "year", False),
        (None, "decade", False),
    ],
)
def test_a_date_is_as_precise_as_it_says(
    first_day: date | None, precision: str, accepted: bool
) -> None:
    event = EventFactory()
    if accepted:
        sql.insert_like(event, key="new", first_day=first_day, precision=precision)
    else:
        with sql.refused("event_date_as_precise_as_it_says"):
            sql.insert_like(event, key="new", first_day=first_day, precision=precision)


def test_an_events_date_keeps_its_precision() -> None:
    event = EventFactory.build(case=CaseFactory())
    event.date = PartialDate.parse("2024-08")
    event.save()
    event.refresh_from_db()
    assert (event.first_day, event.precision) == (date(2024, 8, 1), "month")
    assert event.value_of("date") == "2024-08"
    event.date = None
    assert (event.first_day, event.precision, event.date) == (None, "", None)


def test_events_stand_in_time_the_coarser_first_and_the_undated_last() -> None:
    case = CaseFactory()
    for day, precision in [
        (None, ""),
        (date(2024, 2, 1), "day"),
        (date(2024, 1, 1), "day"),
        (date(2024, 1, 1), "month"),
        (date(2024, 1, 1), "year"),
    ]:
        EventFactory(case=case, first_day=day, precision=precision)
    in_time = [event.value_of("date") for event in Event.objects.in_time()]
    assert in_time == ["2024", "2024-01", "2024-01-01", "2024-02-01", ""]


@pytest.mark.parametrize(
    ("factory", "changes", "constraint"),
    [
        (PartyFactory, {"name": ""}, "party_has_a_name"),
        (CounselFactory, {"attorney": "", "firm": ""}, "counsel_has_an_attorney_or_firm"),
        (ClaimFactory, {"title": ""}, "claim_has_a_title"),
        (ClaimFactory, {"amount": -1}, "claim_amount_not_below_0"),
        (EventFactory, {"summary": ""}, "event_has_a_summary"),
    ],
)
def test_a_row_that_says_nothing_is_refused(
    factory: type[RowFactory], changes: dict[str, Any], constraint: str
) -> None:
    with sql.refused(constraint):
        sql.insert_like(factory(), key="new", **changes)


def test_a_firm_without_an_attorney_is_counsel() -> None:
    assert CounselFactory(attorney="", firm="Edelson PC").headline == "Edelson PC"


def test_a_statute_or_party_stands_once_under_a_claim() -> None:
    with sql.refused("statute_once_a_claim"):
        sql.insert_like(ClaimStatuteFactory())
    with sql.refused("party_once_a_claim"):
        sql.insert_like(ClaimAgainstFactory())


def test_a_filing_has_one_main_document_and_each_attachment_once() -> None:
    main = DocumentFactory()
    first = DocumentFactory(filing=main.filing, attachment=1)
    for document in (main, first):
        with sql.refused("document_attachment_once_a_filing"):
            sql.insert_like(document)


def test_a_range_of_sections_runs_forward() -> None:
    statute = StatuteFactory(citation="18 U.S.C. §§ 2701-2713")
    assert statute.lower_key < statute.upper_key
    with sql.refused("statute_range_runs_forward"):
        sql.insert_like(
            statute, citation="-", lower_key=statute.upper_key, upper_key=statute.lower_key
        )


# --- the words a row is shown by


def test_values_are_read_in_their_plain_form() -> None:
    claim = ClaimFactory(amount="1000.50", number=3)
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. § 2702"))
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. § 2701"))
    claim.refresh_from_db()
    assert claim.value_of("amount") == "1000.5"
    assert claim.value_of("statutes") == "18 U.S.C. § 2701; 18 U.S.C. § 2702"
    assert claim.value_of("number") == "3"
    assert claim.value_of("relief") == ""
    assert claim.value_of("") == claim.title
    case = CaseFactory(filed_on=date(2025, 1, 21), judges=["Ann Lee", "Bo Ray"])
    assert case.value_of("filed_on") == "2025-01-21"
    assert case.value_of("judges") == "Ann Lee; Bo Ray"
    assert case.value_of("court") == ""


def test_a_field_that_is_not_citable_has_no_label() -> None:
    with pytest.raises(KeyError):
        PartyFactory.build().label_of("key")
    assert PartyFactory.build().label_of("parent") == "Parent company"


def test_a_filing_is_named_by_its_description_then_its_text_then_its_kind() -> None:
    filing = FilingFactory.build(description="Complaint", text="COMPLAINT against…", kind="order")
    assert filing.headline == "Complaint"
    filing.description = ""
    assert filing.headline == "COMPLAINT against…"
    filing.text = None
    assert filing.headline == filing.get_kind_display()
