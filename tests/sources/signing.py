"""What tests of sign-offs share: a case with all of it sourced, and why one was taken back."""

from datetime import date

from cases import models as record
from cases.models import Case
from sources import models as evidence
from sources.models import SignOff
from tests import sql
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    CourtFactory,
    DocumentFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    RelatedCaseFactory,
    StatuteFactory,
)


def source_all(case: Case) -> None:
    """A source for each fact that the case shows."""
    passage = PassageFactory()
    shown = sql.run(
        "SELECT target, row_id, field, value FROM sources_facts(%s) "
        "WHERE field <> '' AND value <> ''",
        case.pk,
    )
    for target, row_id, field, value in shown:
        row = evidence.TARGET_MODELS[target]._default_manager.get(pk=row_id)
        CitationFactory(about=row, field=field, stated_value=value, passage=passage)


def signable_case() -> Case:
    """A case of few facts, all of them sourced: an attorney may sign it off."""
    case: Case = CaseFactory(filed_on=date(2025, 3, 4))
    source_all(case)
    return case


def case_with_everything() -> Case:
    """A case with a row of each kind, all of it sourced."""
    case = CaseFactory(court=CourtFactory(name="Northern District"), filed_on=date(2025, 3, 4))
    party = PartyFactory(case=case, name="Acme Corp.")
    claim = ClaimFactory(case=case, title="Unpaid wages")
    claim.statutes.add(StatuteFactory())
    claim.against.add(party)
    filing = FilingFactory(case=case, description="Complaint")
    DocumentFactory(filing=filing)
    EventFactory(case=case)
    RelatedCaseFactory(case=case, other__caption="Doe v. Acme")
    record.Counsel.objects.create(case=case, key="ann", attorney="Ann", represents=party)
    source_all(case)
    return case


def a_source_of(case: Case) -> evidence.Source:
    return case.citations.first().passage.snapshot.source  # type: ignore[union-attr]


def reopened(sign_off: SignOff) -> str:
    """Why it was taken back; "" while it stands."""
    sign_off.refresh_from_db()
    assert bool(sign_off.reopened_at) == bool(sign_off.reopened_because)
    return sign_off.reopened_because
