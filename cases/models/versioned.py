from typing import ClassVar

import pgtrigger
from django.db import models


def counts_versions(*, but_for: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """The trigger that counts; a change of the columns in `but_for` alone is no new version."""
    return pgtrigger.Trigger(
        name="counts_versions",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=["version", *but_for]),
        func="NEW.version = OLD.version + 1; RETURN NEW;",
    )


class Versioned(models.Model):
    """A row that counts its changes, so that nobody writes over what they have not seen.

    The database counts, so a change by raw SQL or a command counts too. A form sends back the
    version that it showed; if the row has another by then, somebody was there in between.
    """

    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True
        triggers: ClassVar = [counts_versions()]
