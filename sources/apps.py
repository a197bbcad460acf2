from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """The evidence: sources, their texts, the passages cited and what was decided."""

    name = "sources"
    verbose_name = "Evidence"

    def ready(self) -> None:
        from sources import checks  # noqa: F401 - registers the checks
