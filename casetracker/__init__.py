"""The project: settings, the two ways in (web and worker), and the embedded database."""

from casetracker.celery import app as celery_app

__all__ = ["celery_app"]
