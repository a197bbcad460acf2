"""The index card of a case is right whenever a statement ends, whoever changed what and how."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from cases.models import Card, CardTurn, Case, Scope, Statute
from cases.models.card import WRITE_ALL_CARDS
from cases.statutes import parse_one
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    CourtFactory,
    DisposingFilingFactory,
    FilingFactory,
)
from tests.sql import run

pytestmark = pytest.mark.django_db


def card_of(case: Case) -> Card:
    return Card.objects.get(case=case)


def of(section: str) -> Statute:
    return Statute.objects.written(parse_one(section))


def under(case: Case, *statutes: Any) -> None:
    ClaimFactory(case=case).statutes.set(statutes)


def test_a_new_case_has_a_card_at_once() -> None:
    court = CourtFactory()
    case = CaseFactory(court=court, filed_on=date(2025, 1, 21), nature_of_suit="Contract")

    card = card_of(case)

    assert (card.court, card.filed_on, card.filed_year) == (court, date(2025, 1, 21), 2025)
    assert (card.status, card.disposition, card.nature_of_suit) == ("open", "", "Contract")
    assert card.statutes == []


def test_a_case_nobody_knows_the_day_of_is_of_unknown_status() -> None:
    assert card_of(CaseFactory(filed_on=None)).status == "unknown"


def test_a_case_whose_docket_says_it_ended_is_closed() -> None:
    case = CaseFactory(filed_on=date(2025, 1, 1), terminated_on=date(2025, 2, 1))

    assert (card_of(case).status, card_of(case).ended_on) == ("closed", date(2025, 2, 1))


def test_the_latest_filing_that_disposes_of_the_case_says_how_it_ended() -> None:
    case = CaseFactory(filed_on=date(2025, 1, 1), terminated_on=date(2025, 3, 1))
    DisposingFilingFactory(case=case, filed_on=date(2025, 1, 9), disposition="dismissal")
    DisposingFilingFactory(
        case=case, filed_on=date(2025, 2, 9), disposition="settlement", prejudice="with"
    )
    FilingFactory(case=case, filed_on=date(2025, 2, 20))

    card = card_of(case)

    assert (card.status, card.disposition, card.prejudice) == ("closed", "settlement", "with")
    assert card.ended_on == date(2025, 2, 9)


def test_a_filing_that_disposes_of_some_claims_ends_nothing() -> None:
    case = CaseFactory(filed_on=date(2025, 1, 1))
    DisposingFilingFactory(case=case, disposes=Scope.CLAIMS)

    assert card_of(case).status == "open"


def test_taking_the_disposing_filing_away_opens_the_case_again() -> None:
    case = CaseFactory(filed_on=date(2025, 1, 1))
    filing = DisposingFilingFactory(case=case)
    assert card_of(case).status == "closed"

    filing.delete()

    assert (card_of(case).status, card_of(case).disposition) == ("open", "")


def test_raw_sql_renews_the_card_as_well() -> None:
    case = CaseFactory(filed_on=date(2025, 1, 1))
    filing = FilingFactory(case=case)

    run(
        "UPDATE cases_filing SET disposition = 'remand', disposes = 'case' WHERE id = %s",
        filing.pk,
    )

    assert card_of(case).disposition == "remand"


def test_the_card_names_each_statute_of_the_claims_once() -> None:
    case, first, second = CaseFactory(), of("18:2701"), of("18:2702")
    under(case, second, first)
    under(case, first)

    assert card_of(case).statutes == sorted([first.pk, second.pk])


def test_a_statute_stays_while_another_claim_is_made_under_it() -> None:
    case, statute = CaseFactory(), of("18:2701")
    under(case, statute)
    claim = ClaimFactory(case=case)
    claim.statutes.add(statute)

    claim.delete()
    assert card_of(case).statutes == [statute.pk]

    case.claims.get().statutes.clear()
    assert card_of(case).statutes == []


def test_the_card_goes_with_its_case() -> None:
    case, other = CaseFactory(), CaseFactory()

    case.delete()

    assert [card.case for card in Card.objects.all()] == [other]


def test_many_cases_written_in_one_statement_have_their_cards() -> None:
    cases = Case.objects.bulk_create([CaseFactory.build() for _ in range(30)])

    assert Card.objects.filter(case__in=cases).count() == 30


def test_cards_written_all_at_once_are_those_that_the_triggers_wrote() -> None:
    case, statute = CaseFactory(filed_on=date(2025, 1, 1)), of("18:2701")
    under(case, statute)
    DisposingFilingFactory(case=case, filed_on=date(2025, 1, 30))
    CaseFactory()
    by_triggers = list(Card.objects.order_by("pk").values())

    run("DELETE FROM cases_card")
    run(WRITE_ALL_CARDS)

    assert list(Card.objects.order_by("pk").values()) == by_triggers


def test_a_card_that_changes_takes_a_turn() -> None:
    case = CaseFactory()
    before = CardTurn.objects.now()

    case.filed_on = date(2025, 1, 1)
    case.save()

    assert CardTurn.objects.now() == before + 1


def test_a_change_that_no_card_shows_takes_none() -> None:
    case = CaseFactory()
    before = CardTurn.objects.now()

    case.summary = "About messages."
    case.save()
    FilingFactory(case=case)

    assert CardTurn.objects.now() == before


def test_folding_makes_one_row_of_the_turns_and_keeps_their_sum() -> None:
    CaseFactory.create_batch(3)
    before = CardTurn.objects.now()

    CardTurn.objects.fold()

    assert [turn.turns for turn in CardTurn.objects.all()] == [before] == [3]


def test_folding_no_turns_makes_no_row() -> None:
    CardTurn.objects.fold()

    assert not CardTurn.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_card_at_once_the_second_sees_what_the_first_did() -> None:
    case, first, second = CaseFactory(), of("18:2701"), of("18:2702")
    claim = ClaimFactory(case=case)
    is_waiting = threading.Event()

    def add_the_second() -> None:
        is_waiting.set()
        try:
            claim.statutes.through.objects.create(claim=claim, statute=second)
        finally:
            connection.close()

    with transaction.atomic():
        claim.statutes.through.objects.create(claim=claim, statute=first)
        other = threading.Thread(target=add_the_second)
        other.start()
        is_waiting.wait()
        other.join(0.3)
        assert other.is_alive()  # it waits for the card
    other.join()

    assert card_of(case).statutes == sorted([first.pk, second.pk])
