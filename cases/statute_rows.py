"""Keeping the rows of statutes as the register of acts has them."""

from typing import Any

from cases.statutes import StatuteError, is_jurisdictional, parse_one, popular_name

_FIELDS = ("lower_key", "upper_key", "popular_name", "jurisdictional")


def reread_statutes(apps: Any, schema_editor: Any) -> None:
    """Write anew what the register of acts says of statutes; a step of a migration.

    An "et seq." reaches as far as its act, and a section bears its act's name: both change when
    `acts.csv` does, so the migration of a release that changed it runs this. A citation that is
    not read any more is left as it is.
    """
    model = apps.get_model("cases", "Statute")
    changed = []
    for row in model.objects.iterator():
        try:
            ref = parse_one(row.citation)
        except StatuteError:
            continue
        fresh = (ref.lower_key, ref.upper_key, popular_name(ref) or "", is_jurisdictional(ref))
        if fresh != tuple(getattr(row, field) for field in _FIELDS):
            for field, value in zip(_FIELDS, fresh, strict=True):
                setattr(row, field, value)
            changed.append(row)
    model.objects.bulk_update(changed, _FIELDS, batch_size=500)
