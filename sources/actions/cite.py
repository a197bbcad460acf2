"""Adding evidence by hand: quoted words for a fact, and taking them back."""

from typing import Any, Literal, cast

from django.db import transaction

from cases.citable import WHOLE_ROW
from cases.models import CitedModel
from cases.wording import shortened
from sources.actions.compare import compare_with_earlier, held_source
from sources.actions.loading import value_shown
from sources.actions.pointing import as_lookup, pointer_to
from sources.actions.quoting import QuoteError, only_place_of, passage_at
from sources.actions.recording import record_where_empty, take_back_what_it_recorded
from sources.actions.stating import plain_form
from sources.anchoring import Span, plain
from sources.models import Citation, Proposal, ProposalState, Snapshot

_LONGEST_SHOWN = 60  # characters of words that do not stand where they should

Part = Literal["field", "snapshot", "quote", "stated_value"]


class CiteError(ValueError):
    """Why a citation cannot be added, in words; `about` is the part of it to correct."""

    def __init__(self, about: Part, message: str) -> None:
        """Take the name of the part as `cite` has it."""
        super().__init__(message)
        self.about = about


class AlreadyCitedError(CiteError):
    """The words are cited for the fact already; `citation` is that citation."""

    def __init__(self, citation: Citation) -> None:
        super().__init__("quote", f"“{citation.passage.exact}” is cited for this fact already.")
        self.citation = citation


@transaction.atomic
def cite(
    *,
    row: CitedModel,
    field: str,
    snapshot: Snapshot,
    quote: str,
    stated_value: str = "",
    inferred: str = "",
    attributed_to: str = "",
    by: Any = None,
) -> Citation:
    """Cite words of a snapshot for a field of a row, or for the row as a whole (field "").

    The offsets are found, never given. An empty `stated_value` is the value shown. Nothing is
    kept when a CiteError is raised: words that are not there or stand there several times, a
    value that the field cannot have, words that are cited for this fact already.

    `by` is the user: where the field shows nothing and they may change it, it shows the value then.
    """
    stated = _stated(row, field, stated_value.strip())
    try:
        span = only_place_of(quote, snapshot)
    except QuoteError as error:
        raise CiteError("quote", f"{error}.") from error
    return _keep(row, field, snapshot, span, stated, inferred, attributed_to, by)


@transaction.atomic
def cite_at(  # noqa: PLR0913 - what is cited, where it stands, and what it states
    *,
    row: CitedModel,
    field: str,
    snapshot: Snapshot,
    span: Span,
    words: str,
    stated_value: str = "",
    inferred: str = "",
    attributed_to: str = "",
    by: Any = None,
) -> Citation:
    """As `cite`, of words that somebody pointed at: their place in code points.

    `words` are what stood there before the eyes of whoever pointed. Raises CiteError also when
    something else stands there.
    """
    stated = _stated(row, field, stated_value.strip())
    place = place_pointed_at(snapshot, span.start, span.end, words)
    return _keep(row, field, snapshot, place, stated, inferred, attributed_to, by)


@transaction.atomic
def uncite(*, citation: Citation, by: Any = None) -> bool:
    """Take a citation back. A proposal that it came from is open again; its history is kept.

    Returns whether the value that was recorded with it is taken back too, where `by` may do so.
    """
    of_it = Proposal.objects.select_for_update(of=("self",)).filter(citation=citation)
    of_it.update(state=ProposalState.OPEN, settled_at=None, settled_by=None, citation=None)
    citation.delete()
    return take_back_what_it_recorded(citation=citation, by=by)


def place_pointed_at(snapshot: Snapshot, start: int, end: int, words: str) -> Span:
    """The offsets given, once it is sure that these words stand there. Raises CiteError."""
    there = snapshot.text[start:end] if 0 <= start < end <= len(snapshot.text) else ""
    # A browser may hand on another kind of space or line break than the text has.
    if plain(there) != plain(words):
        pointed, stands = shortened(words, _LONGEST_SHOWN), shortened(there, _LONGEST_SHOWN)
        raise CiteError(
            "quote",
            f"“{pointed}” does not stand at that place of the text, “{stands}” does. "
            "Reload the page and select the words again.",
        )
    if not plain(there):
        raise CiteError("quote", "There are no words in what you selected.")
    return Span(start, end)


def _keep(
    row: CitedModel,
    field: str,
    snapshot: Snapshot,
    span: Span,
    stated: str,
    inferred: str,
    attributed_to: str,
    by: Any,
) -> Citation:
    # The row before the source, as where a row is saved with its citation: none waits for another.
    recorded = record_where_empty(row=row, field=field, stated=stated, by=by)
    current_id = held_source(snapshot.source_id).current_id
    pointer = cast("dict[str, Any]", pointer_to(row, field))
    lookup = cast("dict[str, Any]", as_lookup(pointer))
    passage = passage_at(snapshot, span)
    said = {
        "stated_value": stated,
        "inferred": inferred.strip(),
        "attributed_to": attributed_to.strip(),
        "recorded": recorded,
    }
    # Two who cite the same words for the same fact at once make one citation.
    citation, is_new = Citation.objects.get_or_create(
        **lookup, passage=passage, defaults={**pointer, **said}
    )
    if not is_new:
        raise AlreadyCitedError(citation)
    if current_id not in {None, snapshot.pk}:
        # The text was taken anew while somebody read it: how do these words fare there?
        compare_with_earlier(Snapshot.objects.get(pk=current_id))
    return citation


def _stated(row: CitedModel, field: str, stated: str) -> str:
    try:
        citable = row.citable_field(field)
    except KeyError:
        name = row._meta.verbose_name
        raise CiteError("field", f"A {name} has no field “{field}” that can be cited.") from None
    if not stated:
        shown = value_shown(row, field)
        if not shown and field != WHOLE_ROW:
            raise CiteError(
                "stated_value",
                f"The record shows nothing for “{citable.label}”: say what the passage states.",
            )
        return shown
    try:
        return plain_form(row, citable, stated)
    except ValueError as error:
        raise CiteError("stated_value", f"{error}.") from error
