"""Reading a text for what it seems to state, and settling what comes of it."""

import datetime
from collections.abc import Iterable
from typing import Any

import pytest

from cases.models import Case
from sources import jobs
from sources.actions import peruse as peruse_module
from sources.actions.cite import CiteError, cite_at, uncite
from sources.actions.peruse import ask_for_perusal, peruse, propose
from sources.actions.settle import Acceptance, SettledError, accept, accept_all, reject, reopen
from sources.anchoring import Span
from sources.models import (
    Citation,
    Decision,
    JobState,
    Passage,
    Perusal,
    Proposal,
    ProposalState,
    Snapshot,
    Source,
)
from sources.reader.finding import About, AmountDetails, Finding, FindingKind
from tests.factories import CaseFactory, PassageFactory, ProposalFactory, SnapshotFactory
from tests.people import person

pytestmark = pytest.mark.django_db

TEXT = "Roe sued Doe on Jan. 21. Roe asks for $1,000 per person."


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT, source__published=datetime.date(2025, 1, 22))


def found(words: str, value: str, kind: FindingKind = FindingKind.DATE, **given: Any) -> Finding:
    start = TEXT.index(words)
    return Finding(kind, start, start + len(words), value, **given)


FILED = found("Jan. 21", "2025-01-21", about=About.CASE_FILED_ON, inferred="the year")
AMOUNT = found("$1,000", "1000", FindingKind.AMOUNT, details=AmountDetails("USD", "per person"))


def open_proposals(snapshot: Snapshot) -> list[str]:
    return [proposal.value for proposal in Proposal.objects.open_in(snapshot)]


def counts(models: Iterable[Any] = (Citation, Decision, Case)) -> list[int]:
    return [model.objects.count() for model in models]


# --- Reading ------------------------------------------------------------------------------------


def test_findings_become_proposals_with_their_words(snapshot: Snapshot) -> None:
    assert propose(snapshot=snapshot, findings=[FILED, AMOUNT]) == 2
    filed, amount = Proposal.objects.open_in(snapshot)
    assert (filed.passage.exact, filed.value, filed.about) == (
        *("Jan. 21", "2025-01-21", "case.filed_on"),
    )
    assert filed.inferred == "the year"
    assert amount.details == {"currency": "USD", "basis": "per person"}


def test_reading_again_makes_none_twice(snapshot: Snapshot) -> None:
    propose(snapshot=snapshot, findings=[FILED, FILED])
    assert propose(snapshot=snapshot, findings=[FILED, AMOUNT]) == 1
    assert open_proposals(snapshot) == ["2025-01-21", "1000"]


def test_what_was_rejected_is_not_proposed_again(snapshot: Snapshot) -> None:
    propose(snapshot=snapshot, findings=[FILED, AMOUNT])
    reject(proposal=Proposal.objects.get(value="1000"), by=None)
    assert propose(snapshot=snapshot, findings=[FILED, AMOUNT]) == 0
    assert open_proposals(snapshot) == ["2025-01-21"]


def test_nor_in_a_newer_text_where_the_words_stand_as_before(snapshot: Snapshot) -> None:
    propose(snapshot=snapshot, findings=[FILED, AMOUNT])
    reject(proposal=Proposal.objects.get(value="1000"), by=None)
    newer = SnapshotFactory(source=snapshot.source, text=f"{TEXT}\n\nUpdated.")
    assert propose(snapshot=newer, findings=[FILED, AMOUNT]) == 1
    assert open_proposals(newer) == ["2025-01-21"]


def test_but_in_another_source_they_are(snapshot: Snapshot) -> None:
    propose(snapshot=snapshot, findings=[AMOUNT])
    reject(proposal=Proposal.objects.get(), by=None)
    assert propose(snapshot=SnapshotFactory(text=TEXT), findings=[AMOUNT]) == 1


def test_the_worker_reads_the_text_and_writes_no_evidence(snapshot: Snapshot) -> None:
    CaseFactory(filed_on=datetime.date(2025, 1, 21))
    before = counts()
    perusal = ask_for_perusal(snapshot=snapshot)
    jobs.work_on(Perusal, perusal.pk, peruse)
    perusal.refresh_from_db()
    assert (perusal.state, perusal.found) == (JobState.DONE, Proposal.objects.count())
    assert "2025-01-21" in open_proposals(snapshot)
    assert counts() == before


def test_a_reading_that_fails_leaves_nothing_and_says_so(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: Any) -> int:
        propose(snapshot=snapshot, findings=[FILED])
        raise RuntimeError

    monkeypatch.setattr(peruse_module, "propose", fails)
    perusal = ask_for_perusal(snapshot=snapshot)
    jobs.work_on(Perusal, perusal.pk, peruse)
    perusal.refresh_from_db()
    assert perusal.state == JobState.FAILED
    assert "Try again" in perusal.failure
    assert not Proposal.objects.exists()


def test_asked_twice_a_text_is_read_once(snapshot: Snapshot) -> None:
    first, second = ask_for_perusal(snapshot=snapshot), ask_for_perusal(snapshot=snapshot)
    assert first == second
    jobs.work_on(Perusal, first.pk, peruse)
    assert ask_for_perusal(snapshot=snapshot) != first, "but once it is done, again"


# --- Settling -----------------------------------------------------------------------------------


@pytest.fixture
def case() -> Case:
    return CaseFactory(filed_on=datetime.date(2025, 1, 21))


@pytest.fixture
def proposal(snapshot: Snapshot) -> Proposal:
    propose(snapshot=snapshot, findings=[FILED])
    return Proposal.objects.get()


def accepted(proposal: Proposal, case: Case, **given: Any) -> Citation:
    said = {"field": "filed_on", "stated_value": "2025-01-21", "inferred": "the year", **given}
    return accept(proposal=proposal, row=case, by=person("paralegal"), **said)


def now(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def test_accepting_cites_the_words_and_says_who_did(proposal: Proposal, case: Case) -> None:
    citation = accepted(proposal, case)
    assert (citation.passage, citation.stated_value) == (proposal.passage, "2025-01-21")
    settled = now(proposal)
    assert (settled.state, settled.citation) == (ProposalState.ACCEPTED, citation)
    assert settled.settled_by is not None


def test_a_value_that_cannot_be_leaves_the_proposal_open(proposal: Proposal, case: Case) -> None:
    with pytest.raises(CiteError, match="not a date"):
        accepted(proposal, case, stated_value="on Tuesday")
    assert now(proposal).state == ProposalState.OPEN


def test_what_is_settled_cannot_be_settled_again(proposal: Proposal, case: Case) -> None:
    accepted(proposal, case)
    with pytest.raises(SettledError, match=r"was accepted by .* meanwhile"):
        reject(proposal=proposal, by=None)
    with pytest.raises(SettledError):
        accepted(proposal, case, field="terminated_on")
    assert Citation.objects.count() == 1


def test_taking_an_acceptance_back_takes_its_citation_along(proposal: Proposal, case: Case) -> None:
    accepted(proposal, case)
    reopen(proposal=proposal)
    assert (now(proposal).state, now(proposal).settled_by) == (ProposalState.OPEN, None)
    assert not Citation.objects.exists()
    with pytest.raises(SettledError, match="open again already"):
        reopen(proposal=proposal)


def test_taking_the_citation_back_opens_its_proposal(proposal: Proposal, case: Case) -> None:
    uncite(citation=accepted(proposal, case))
    assert now(proposal).state == ProposalState.OPEN


def test_a_rejection_can_be_taken_back(proposal: Proposal) -> None:
    reject(proposal=proposal, by=None)
    reopen(proposal=proposal)
    assert now(proposal).state == ProposalState.OPEN


def test_words_that_somebody_cited_meanwhile_settle_it_and_stay_theirs(
    proposal: Proposal, case: Case
) -> None:
    passage = proposal.passage
    theirs = cite_at(
        row=case,
        field="filed_on",
        snapshot=passage.snapshot,
        span=Span(passage.start, passage.end),
        words="Jan. 21",
        stated_value="2025",
    )
    assert accepted(proposal, case) == theirs
    assert now(proposal).state == ProposalState.ACCEPTED
    reopen(proposal=proposal)
    assert Citation.objects.get() == theirs


def test_many_are_accepted_each_with_a_citation_or_none_at_all(
    snapshot: Snapshot, case: Case
) -> None:
    propose(snapshot=snapshot, findings=[FILED, AMOUNT])
    filed, amount = Proposal.objects.open_in(snapshot)
    good = Acceptance(filed, case, "filed_on", "2025-01-21")
    bad = Acceptance(amount, case, "terminated_on", "soon")
    with pytest.raises(CiteError):
        accept_all(acceptances=[good, bad], by=None)
    assert not Citation.objects.exists()
    assert len(open_proposals(snapshot)) == 2
    other = Acceptance(amount, case, "class_size", "1000")
    assert len(accept_all(acceptances=[good, other], by=None)) == 2
    assert Citation.objects.count() == 2


def test_a_proposal_may_be_of_words_that_two_findings_share() -> None:
    passage = PassageFactory()
    ProposalFactory(passage=passage, value="2025-01-21")
    ProposalFactory(passage=passage, value="2025-01-22")
    assert Passage.objects.count() == 1
    assert Source.objects.count() == 1
