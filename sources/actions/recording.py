"""What is cited for a field that shows nothing is recorded there in the same step.

Only for somebody who may change the record. Whoever may only cite leaves the value for them.
"""

from typing import Any, cast

from django.db import transaction

from cases.citable import WHOLE_ROW
from cases.models import CitedModel
from sources.actions.pointing import as_lookup, pointer_to
from sources.actions.showing import AdoptError, show
from sources.models import Citation, Decision


def record_where_empty(*, row: CitedModel, field: str, stated: str, by: Any) -> str:
    """Let the record show the value stated, where it shows nothing and nobody decided on that.

    Returns the value that it shows then; "" where it was left as it is, also for a value that the
    field cannot hold.
    """
    if field == WHOLE_ROW or not _may_change(by, row) or row.value_of(field):
        return ""
    held = _held(row)
    if held.value_of(field) or Decision.objects.filter(**_of_the_fact(held, field)).exists():
        return ""
    try:
        with transaction.atomic():
            show(held, field, stated)
    except AdoptError:
        return ""
    return held.value_of(field)


def take_back_what_it_recorded(*, citation: Citation, by: Any) -> bool:
    """Let the record show nothing again, of a citation that is deleted already.

    Returns whether it does: not where the value was changed, decided on or cited otherwise since.
    """
    row, field = citation.row, citation.field
    if not citation.recorded or not _may_change(by, row):
        return False
    held, of_the_fact = _held(row), _of_the_fact(row, field)
    is_built_on = any(made.objects.filter(**of_the_fact).exists() for made in (Citation, Decision))
    if is_built_on or held.value_of(field) != citation.recorded:
        return False
    try:
        with transaction.atomic():
            show(held, field, "")
    except AdoptError:
        return False
    return True


def _may_change(by: Any, row: CitedModel) -> bool:
    return by is not None and by.has_perm(f"cases.change_{row._meta.model_name}")


def _held(row: CitedModel) -> CitedModel:
    """The row as it is now, until the end of the transaction."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _of_the_fact(row: CitedModel, field: str) -> dict[str, Any]:
    return cast("dict[str, Any]", as_lookup(pointer_to(row, field)))
