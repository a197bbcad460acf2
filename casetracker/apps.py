"""The project as a Django application: the user model, the commands and the system checks."""

from django.apps import AppConfig


class CaseTrackerConfig(AppConfig):
    """Registers the system checks."""

    name = "casetracker"
    verbose_name = "Case Tracker"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from casetracker import checks  # noqa: F401
