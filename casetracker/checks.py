"""System checks of the ground the tracker stands on."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def database_is_fit(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """casetracker.E001: not UTF-8. casetracker.E002: older than PostgreSQL 15."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SHOW server_encoding")
            [encoding] = cursor.fetchone()
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0]) // 10_000
        if encoding != "UTF8":
            found.append(
                Error(
                    f"The database {alias!r} stores text as {encoding}, not as UTF8: offsets of "
                    "passages would count something other than characters.",
                    hint="Create it anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
                    id="casetracker.E001",
                )
            )
        if version < OLDEST_POSTGRESQL:
            found.append(
                Error(
                    f"The database {alias!r} is PostgreSQL {version}; the tracker's constraints "
                    f"need {OLDEST_POSTGRESQL} or newer.",
                    hint="Name a newer server in DATABASE_URL, or leave it unset to use the "
                    "embedded one.",
                    id="casetracker.E002",
                )
            )
    return found


@register(Tags.security, deploy=True)
def queue_is_fit(**_: Any) -> list[CheckMessage]:
    """casetracker.W001: a deployment with a database server, but the file queue."""
    if settings.PRODUCTION and settings.QUEUE_IN_FILES:
        return [
            CheckWarning(
                "DATABASE_URL names a database server, but jobs are queued in files: only workers "
                "on this machine see them, and a message taken by a worker that dies is lost until "
                "the job is sent again.",
                hint="Set CELERY_BROKER_URL to a Redis or RabbitMQ server.",
                id="casetracker.W001",
            )
        ]
    return []
