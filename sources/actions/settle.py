"""What people make of proposals: accept, reject, and take that back.

Only `accept` writes evidence, for the person who asks for it. Reading a text writes none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.models import CitedModel
from sources.actions.cite import AlreadyCitedError, cite_at, uncite
from sources.anchoring import Span
from sources.models import Citation, Proposal, ProposalState


class SettledError(Exception):
    """Somebody was faster: the proposal is settled already, or open again. Says what to do."""


@dataclass(frozen=True)
class Acceptance:
    """A proposal with the fact that its words are to be cited for, and the value they state."""

    proposal: Proposal
    row: CitedModel
    field: str
    stated_value: str
    inferred: str = ""


@transaction.atomic
def accept(
    *,
    proposal: Proposal,
    row: CitedModel,
    field: str,
    by: Any,
    stated_value: str = "",
    inferred: str = "",
    attributed_to: str = "",
    span: Span | None = None,
) -> Citation:
    """Cite the words of a proposal for a fact; `span`: those, if others are to be cited.

    Raises SettledError, and CiteError as `cite_at` does. Words that are cited for this fact
    already settle it all the same, with that citation, which then is not the proposal's own.
    """
    held = _held_open(proposal)
    passage = held.passage
    place = span or Span(passage.start, passage.end)
    made: Citation | None
    try:
        citation = made = cite_at(
            row=row,
            field=field,
            snapshot=passage.snapshot,
            span=place,
            words=passage.snapshot.text[place.start : place.end],
            stated_value=stated_value,
            inferred=inferred,
            attributed_to=attributed_to,
            by=by,
        )
    except AlreadyCitedError as error:
        # Not noted as its own: taking the acceptance back must not take somebody's citation.
        citation, made = error.citation, None
    _settle(held, ProposalState.ACCEPTED, by, made)
    return citation


@transaction.atomic
def accept_all(*, acceptances: Iterable[Acceptance], by: Any) -> list[Citation]:
    """Accept each, with a citation of its own, or none: one that cannot be stops them all."""
    in_order = sorted(acceptances, key=lambda it: it.proposal.pk)  # so that two never deadlock
    return [
        accept(
            proposal=it.proposal,
            row=it.row,
            field=it.field,
            by=by,
            stated_value=it.stated_value,
            inferred=it.inferred,
        )
        for it in in_order
    ]


@transaction.atomic
def reject(*, proposal: Proposal, by: Any) -> None:
    """Nobody is asked of it again, also when the text is read anew. Raises SettledError."""
    _settle(_held_open(proposal), ProposalState.REJECTED, by, None)


@transaction.atomic
def reopen(*, proposal: Proposal, by: Any = None) -> None:
    """Take back what was made of a proposal, with the citation that accepting it made.

    What was recorded with that is taken back too, where `by` may change the record.

    Raises SettledError where it is open already.
    """
    held = _held(proposal)
    if held.state == ProposalState.OPEN:
        raise SettledError("This proposal is open again already. Reload the page to see it.")
    if held.citation is not None:
        uncite(citation=held.citation, by=by)
    held.state, held.settled_at, held.settled_by, held.citation = (
        ProposalState.OPEN,
        None,
        None,
        None,
    )
    held.save(update_fields=["state", "settled_at", "settled_by", "citation"])


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it is now, until the end of the transaction."""
    found = Proposal.objects.select_related("passage__snapshot__source", "citation", "settled_by")
    return found.select_for_update(of=("self",)).get(pk=proposal.pk)


def _held_open(proposal: Proposal) -> Proposal:
    held = _held(proposal)
    if held.state != ProposalState.OPEN:
        by = f" by {held.settled_by}" if held.settled_by else ""
        raise SettledError(
            f"This proposal was {held.get_state_display()}{by} meanwhile. Reload the page to see "
            "what was made of it."
        )
    return held


def _settle(held: Proposal, state: ProposalState, by: Any, citation: Citation | None) -> None:
    held.state, held.settled_at, held.settled_by = state, timezone.now(), by
    held.citation = citation
    held.save(update_fields=["state", "settled_at", "settled_by", "citation"])
