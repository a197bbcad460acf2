"""The project as Django applications: the user model, commands and checks; the administration."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.contrib.staticfiles import apps as static_files
from django.db.models.signals import post_migrate


class CaseTrackerConfig(AppConfig):
    """Registers the system checks, and installs the groups after every `migrate`."""

    default = True
    name = "casetracker"
    verbose_name = "Case Tracker"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from casetracker import checks  # noqa: F401
        from casetracker.group_installation import install_groups

        post_migrate.connect(install_groups, sender=self, dispatch_uid="casetracker.groups")


class StaticFilesConfig(static_files.StaticFilesConfig):
    """Static files, without those of libraries that no page of ours asks for."""

    default = False
    # The API answers in JSON only; its documentation is one page of Swagger UI, and no other.
    ignore_patterns = [
        *static_files.StaticFilesConfig.ignore_patterns,
        "redoc",
        "rest_framework",
        "swagger-ui-standalone-preset*",
    ]


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's administration, on a site of our own."""

    default = False
    default_site = "casetracker.admin_site.TrackerAdminSite"
