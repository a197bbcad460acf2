from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """The evidence: sources, their texts, the passages cited and what was decided."""

    name = "sources"
    verbose_name = "Evidence"

    def ready(self) -> None:
        from cases import unchanged
        from sources import checks  # noqa: F401 - registers the checks
        from sources.sql.page_rows import PAGE_ROWS, review_in_the_frame

        unchanged.FROM.extend(PAGE_ROWS)
        unchanged.SHOWN_TO.append(review_in_the_frame)
