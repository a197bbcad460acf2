"""The columns of a citation or decision that say what it is about."""

from cases.models import CaseRow, CitedModel
from sources.models import ROW_MODELS, TARGET_MODELS

Pointer = dict[str, object]


def pointer_to(row: CitedModel, field: str) -> Pointer:
    """All of them, those that stay empty too: for a new citation, or `known_by` of one."""
    target = next(name for name, model in TARGET_MODELS.items() if model is type(row))
    pointers: Pointer = dict.fromkeys(ROW_MODELS)
    case = row.case if isinstance(row, CaseRow) else row
    if case is not row:
        pointers[target] = row
    return {"case": case, "target": target, **pointers, "field": field}


def as_lookup(pointer: Pointer) -> Pointer:
    """The same for `filter`, which does not take `None` for “is null”."""
    return {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in pointer.items()
    }
