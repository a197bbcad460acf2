from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The record: cases, parties, counsel, claims, filings, events."""

    name = "cases"
    verbose_name = "Record"

    def ready(self) -> None:
        from cases import checks  # noqa: F401 - registers the checks
