"""What a person concludes of words that are not the same any more, and how to undo it.

Everybody who reviews holds the source first, so two who review one passage at once come one after
the other, and whoever is second is told.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import pgtrigger
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sources.actions.compare import held_source
from sources.actions.pointing import Pointer, as_lookup, pointer_to
from sources.actions.quoting import passage_at
from sources.actions.stating import plain_form
from sources.anchoring import Span
from sources.models import Citation, Notice, Passage, PassageCheck, Proposal, Review

TOO_LATE = "Somebody else was here meanwhile: this passage, or what is cited with it, has changed."
NEWER_TEXT = "A newer text of the source has come in meanwhile. Review the passage in that one."


class OvertakenError(Exception):
    """Nothing was written: somebody was faster, or a newer text came. `str(error)` says which."""


class ReviewError(ValueError):
    """Why a review cannot be done as it was asked, in words; `about`: a citation's key."""

    def __init__(self, message: str, about: int | None = None) -> None:
        super().__init__(message)
        self.about = about


def seen_of(check: PassageCheck) -> str:
    """What a form remembers of the check and the citations that it was opened on."""
    found = check.passage.citations.order_by("pk").values_list("pk", "stated_value", "field")
    state = [check.review, str(check.reviewed_at or ""), *map(list, found)]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:16]


@transaction.atomic
def confirm(*, check: PassageCheck, seen: str, by: Any, remark: str = "") -> None:
    """The facts stand as they are, although the words are not the same. Raises OvertakenError."""
    found, _ = _held(check, seen)
    _conclude(found, Review.CONFIRMED, by, remark, [])


@transaction.atomic
def re_anchor(
    *,
    check: PassageCheck,
    seen: str,
    by: Any,
    place: Span,
    stated: Mapping[int, str],
    remark: str = "",
) -> Passage:
    """Let the citations lean on other words of the newer text, and state what these state.

    `stated`: by a citation's key, the value that the words state now, as a person writes it; a
    citation that is not in it keeps its own. Where the fact is cited for those words already, with
    the same value, the two become one. Raises OvertakenError, and ReviewError on a value that the
    field cannot have.
    """
    found, citations = _held(check, seen)
    passage = passage_at(found.snapshot, place)
    before = []
    for citation in citations:
        value = _plain(citation, stated.get(citation.pk, citation.stated_value))
        was = _as_kept(citation)
        twin = _twin_at(citation, passage)
        if twin is None:
            became = {"passage_id": passage.pk, "stated_value": value}
            Citation.objects.filter(pk=citation.pk).update(**became)
            before.append(was | {"became": became})
        elif twin.stated_value == value:
            citation.delete()
            before.append(was)
        else:
            raise ReviewError(
                f"“{passage.exact}” is cited for this fact already, and there it is said to state "
                f"“{twin.stated_value or 'nothing'}”. Give the same value, or other words.",
                citation.pk,
            )
    _conclude(found, Review.RE_ANCHORED, by, remark, before)
    return passage


@transaction.atomic
def withdraw(*, check: PassageCheck, seen: str, by: Any, reason: str) -> None:
    """The source does not state it any more: take its citations away; the history keeps them.

    Raises OvertakenError, and ReviewError without a reason.
    """
    if not reason.strip():
        raise ReviewError("Say why, so that whoever wonders later finds the reason.")
    found, citations = _held(check, seen)
    before = [_as_kept(citation) for citation in citations]
    for citation in citations:
        citation.delete()
    _conclude(found, Review.WITHDRAWN, by, reason, before)


@transaction.atomic
def undo(*, check: PassageCheck) -> None:
    """Take a review back: its citations are as they were before, and the passage is to be reviewed.

    Raises OvertakenError where something has been built on it since, and changes nothing then.
    """
    with _what_was_built_since():
        found = _held_check(check)
        if found.review == Review.NONE:
            raise OvertakenError("This review was taken back already.")
        for kept in found.before:
            _restore(kept)
        _conclude(found, Review.NONE, None, "", [])


@transaction.atomic
def read_notice(*, notice: Notice, by: Any, remark: str = "") -> None:
    """Somebody read what the source says of itself, and the facts stand. Raises OvertakenError."""
    held_source(notice.snapshot.source_id)
    changed = Notice.objects.filter(pk=notice.pk).unreviewed()
    if not changed.update(reviewed_at=timezone.now(), reviewed_by=by, remark=remark.strip()):
        raise OvertakenError("Somebody else has read this notice meanwhile.")


@transaction.atomic
def undo_notice(*, notice: Notice) -> None:
    """Let a notice be unread again. Raises OvertakenError where it is already."""
    held_source(notice.snapshot.source_id)
    changed = Notice.objects.filter(pk=notice.pk, reviewed_at__isnull=False)
    if not changed.update(reviewed_at=None, reviewed_by=None, remark=""):
        raise OvertakenError("This notice is to be read already.")


# --- What is held, kept and restored --------------------------------------------------------------


def _held_check(check: PassageCheck) -> PassageCheck:
    """The check as it stands now, locked, of the text that the source has now."""
    source = held_source(check.snapshot.source_id)
    if source.current_id != check.snapshot_id:
        raise OvertakenError(NEWER_TEXT)
    rows = PassageCheck.objects.select_for_update(of=("self",))
    return rows.select_related("passage", "snapshot__source").get(pk=check.pk)


def _held(check: PassageCheck, seen: str) -> tuple[PassageCheck, list[Citation]]:
    found = _held_check(check)
    citations = list(found.passage.citations.select_for_update().order_by("pk"))
    if seen != seen_of(found) or not citations:
        raise OvertakenError(TOO_LATE)
    return found, citations


def _conclude(
    check: PassageCheck, review: Review, by: Any, remark: str, before: list[dict[str, Any]]
) -> None:
    check.review = review
    check.reviewed_at = timezone.now() if review else None
    check.reviewed_by = by
    check.remark = remark.strip()
    check.before = before
    check.save(update_fields=["review", "reviewed_at", "reviewed_by", "remark", "before"])


def _plain(citation: Citation, value: str) -> str:
    """The value as its field writes it. A citation that stated nothing may go on to."""
    value = value.strip()
    if not value and citation.stated_value:
        raise ReviewError(
            "Say what the words state now. If they state nothing of it, withdraw the citation.",
            citation.pk,
        )
    if not value or value == citation.stated_value:
        return value
    try:
        return plain_form(citation.row, citation.row.citable_field(citation.field), value)
    except ValueError as error:
        raise ReviewError(f"{error}.", citation.pk) from error


def _twin_at(citation: Citation, passage: Passage) -> Citation | None:
    pointer: Pointer = pointer_to(citation.row, citation.field)
    same_fact = cast("dict[str, Any]", as_lookup(pointer))
    others = Citation.objects.filter(**same_fact, passage=passage).exclude(pk=citation.pk)
    return others.first()


def _as_kept(citation: Citation) -> dict[str, Any]:
    """All that it takes to have the citation back; `became` follows where it stays in another form.

    Proposals lose their citation with it.
    """
    columns = {f.attname: getattr(citation, f.attname) for f in citation._meta.concrete_fields}
    proposals = Proposal.objects.filter(citation=citation).values_list("pk", flat=True)
    return {"was": columns, "became": None, "proposals": list(proposals)}


def _restore(kept: dict[str, Any]) -> None:
    was, became = kept["was"], kept["became"]
    if became is None:
        Citation(**was).save(force_insert=True)
        Proposal.objects.filter(pk__in=kept["proposals"], citation=None).update(citation=was["id"])
        return
    # The database gave it another turn if the value changed; it gets back the one it had, with
    # the value that decisions have considered.
    expected = {name: value for name, value in (was | became).items() if name != "turn"}
    back = {name: was[name] for name in ("passage_id", "stated_value", "turn") if name in was}
    as_it_was_left = cast("dict[str, Any]", as_lookup(expected))
    with pgtrigger.ignore("sources.Citation:takes_its_turn"):
        restored = Citation.objects.filter(**as_it_was_left).update(**back)
    if not restored:
        raise OvertakenError(
            "This review cannot be taken back: its citation was edited or removed since. "
            "Edit the citation instead."
        )


@contextmanager
def _what_was_built_since() -> Iterator[None]:
    """Tells a person what the database refuses: a row that is gone, words that are cited again."""
    try:
        with transaction.atomic():
            yield
            # Foreign keys are else looked at when all is over, where nobody can tell it in words.
            connection.check_constraints()
    except IntegrityError as error:
        raise OvertakenError(
            "This review cannot be taken back: since then the row was deleted that the citation is "
            "of, or the same words were cited for it again."
        ) from error
