from typing import Any

from django.apps import AppConfig
from django.apps import apps as the_apps
from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    """The record: cases, parties, counsel, claims, filings, events."""

    name = "cases"
    verbose_name = "Record"

    def ready(self) -> None:
        from cases import checks  # noqa: F401 - registers the checks

        post_migrate.connect(_read_statutes_anew, sender=self, dispatch_uid="cases.statutes")


def _read_statutes_anew(*, using: str = DEFAULT_DB_ALIAS, apps: Apps = the_apps, **_: Any) -> None:
    """Acts come with a version of the tracker, and so does what is read of them."""
    from cases.models import CardTurn, Statute

    try:
        apps.get_model("cases", "Card")
    except LookupError:  # migrated back to before there were any
        return
    if Statute.objects.using(using).read_anew():
        # No card has changed, but what a filter by statute finds has.
        CardTurn.objects.using(using).create(turns=1)
