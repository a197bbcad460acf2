"""A small case that the API is asked about."""

from typing import Any

import pytest

from cases.models import Case
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
)

TEXT = "Acme was sued on Tuesday. Its lawyers said Acme would answer. Nobody else was sued."


@pytest.fixture
def case(db: None) -> Case:
    """Roe v. Doe, in which a source states the name of the defendant."""
    case = CaseFactory(slug="roe-v-doe", caption="Roe v. Doe", court=CourtFactory(id="cand"))
    acme = PartyFactory(case=case, key="acme", name="Acme")
    CounselFactory(case=case, represents=acme, attorney="Ann Advocate")
    claim = ClaimFactory(case=case, key="wiretap", title="Wiretapping")
    claim.against.add(acme)
    ClaimStatuteFactory(claim=claim)
    FilingFactory(case=case, key="one", number=1, kind="motion", motion_type="dismiss")
    snapshot = SnapshotFactory(text=TEXT, source__key="gazette", source__publisher="The Gazette")
    passage = PassageFactory(snapshot=snapshot, exact="Acme was sued")
    CitationFactory(about=acme, field="name", stated_value="Acme", passage=passage)
    return case


@pytest.fixture
def keys(case: Case) -> dict[str, Any]:
    """Primary keys of its rows, by what addresses call them."""
    citation = case.citations.get()
    return {
        "party": case.parties.get().pk,
        "claim": case.claims.get().pk,
        "statute": case.claims.get().statutes.get().pk,
        "citation": citation.pk,
        "snapshot": citation.passage.snapshot_id,
        "source": citation.passage.snapshot.source_id,
    }
