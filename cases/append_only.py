"""Rows that are kept for good."""

import pgtrigger


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers for a model's Meta: its rows are never edited, deleted or truncated."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        not_truncated(),
    ]


def not_truncated() -> pgtrigger.Trigger:
    """What Protect does not know of: that the table is not emptied."""
    return pgtrigger.Trigger(
        name="not_truncated",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION '% is kept for good; it cannot be truncated', TG_TABLE_NAME;",
    )
