"""Who changed what, kept by the database itself, so that raw SQL leaves its trace too."""

from typing import TypeVar, cast

import pghistory
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def tracked(model: Model) -> Model:
    """Class decorator: keep every insert, update and deletion in a `<Model>History` table.

    The library would call that table `<Model>Event`, and an Event is something else here.
    """
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=f"{model.__name__}History",
        obj_field=pghistory.ObjForeignKey(related_name="history"),
    )
    return cast("Model", track(model))
