"""Who changed what, kept by the database itself, so that raw SQL leaves its trace too."""

from collections.abc import Callable
from typing import TypeVar, cast

import pghistory
from django.db import models

_ASKED_BY = ("case", "claim")

Model = TypeVar("Model", bound=type[models.Model])


def tracked(model: Model) -> Model:
    """Class decorator: keep every insert, update and deletion in a `<Model>History` table."""
    return tracked_but_for()(model)


def tracked_but_for(*fields: str) -> Callable[[Model], Model]:
    """As `tracked`, without the fields that a machine writes and nobody would ask after.

    The library would call that table `<Model>Event`, and an Event is something else here.
    """

    def decorate(model: Model) -> Model:
        # Other pointers of history have no index (PGHISTORY_FOREIGN_KEY_FIELD in the settings).
        names = {field.name for field in model._meta.fields}
        asked = [by for by in _ASKED_BY if by in names][:1]
        name = f"{model.__name__}History"
        track = pghistory.track(
            # Once a statement: a docket of 2,000 entries is written in a few of them.
            pghistory.InsertEvent(level=pghistory.Statement),
            pghistory.UpdateEvent(level=pghistory.Statement),
            pghistory.DeleteEvent(level=pghistory.Statement),
            model_name=name,
            obj_field=pghistory.ObjForeignKey(related_name="history"),
            meta={"indexes": [models.Index(fields=[by], name=_index(name, by)) for by in asked]},
            exclude=list(fields) or None,
        )
        return cast("Model", track(model))

    return decorate


def _index(history: str, by: str) -> str:
    """A name of at most 30 characters, which is all that Django allows."""
    return f"{history.lower().removesuffix('history')[:18]}_kept_by_{by}"
