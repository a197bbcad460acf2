"""The project as Django applications: the user model, commands and checks; the administration."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate

# Static files of libraries: the API answers in JSON only, and its documentation is one page of
# Swagger UI. To collect and compress all of them took half a minute.
_NO_PAGE_ASKS_FOR = ("redoc", "rest_framework", "swagger-ui-standalone-preset*")


class CaseTrackerConfig(AppConfig):
    """Registers the system checks, and installs the groups after every `migrate`."""

    default = True
    name = "casetracker"
    verbose_name = "Case Tracker"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from casetracker import checks  # noqa: F401
        from casetracker.group_installation import install_groups

        # Told and not installed in its place: test servers look for the app by its own name.
        static_files: Any = apps.get_app_config("staticfiles")
        static_files.ignore_patterns = [*static_files.ignore_patterns, *_NO_PAGE_ASKS_FOR]
        post_migrate.connect(install_groups, sender=self, dispatch_uid="casetracker.groups")


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's administration, on a site of our own."""

    default = False
    default_site = "casetracker.admin_site.TrackerAdminSite"
