"""Adding evidence by hand: quoted words for a fact, and a decision on the value shown."""

from typing import Any, Literal, cast

from django.db import transaction

from cases.citable import WHOLE_ROW
from cases.models import CitedModel
from sources.actions.loading import value_shown
from sources.actions.pointing import as_lookup, pointer_to
from sources.actions.quoting import QuoteError, only_place_of, passage_at
from sources.actions.stating import plain_form
from sources.models import Basis, Citation, Decision, Snapshot

Part = Literal["field", "snapshot", "quote", "stated_value"]


class CiteError(ValueError):
    """Why a citation cannot be added, in words; `about` is the part of it to correct."""

    def __init__(self, about: Part, message: str) -> None:
        """Take the name of the part as `cite` has it."""
        super().__init__(message)
        self.about = about


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
) -> Citation:
    """Cite words of a snapshot for a field of a row, or for the row as a whole (field "").

    The offsets are found, never given. An empty `stated_value` is the value shown. Nothing is
    kept when a CiteError is raised: words that are not there or stand there several times, a
    value that the field cannot have, words that are cited for this fact already.
    """
    stated = _stated(row, field, stated_value.strip())
    try:
        span = only_place_of(quote, snapshot)
    except QuoteError as error:
        raise CiteError("quote", f"{error}.") from error
    pointer = cast("dict[str, Any]", pointer_to(row, field))
    passage = passage_at(snapshot, span)
    lookup = cast("dict[str, Any]", as_lookup(pointer))
    if Citation.objects.filter(**lookup, passage=passage).exists():
        raise CiteError("quote", f"“{passage.exact}” is cited for this fact already.")
    return Citation.objects.create(
        **pointer,
        passage=passage,
        stated_value=stated,
        inferred=inferred.strip(),
        attributed_to=attributed_to.strip(),
    )


@transaction.atomic
def decide(*, row: CitedModel, field: str, basis: Basis, reason: str, by: Any) -> Decision:
    """Decide for the value that the field shows now; `by` is the user, or None.

    A later decision stands above an earlier one, which is kept.
    """
    pointer = cast("dict[str, Any]", pointer_to(row, field))
    return Decision.objects.create(
        **pointer, basis=basis, reason=reason, value=value_shown(row, field), decided_by=by
    )


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
