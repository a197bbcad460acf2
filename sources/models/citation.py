from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from cases.history import tracked
from sources.models.fact_target import ROW_MODELS, FactTarget, rows_of_the_same_case
from sources.models.passage import CheckState, Passage, PassageCheck

# The columns of a passage.
_PLACE = ("id", "snapshot_id", "start", "end", "exact", "prefix", "suffix")


class CitationQuerySet(models.QuerySet["Citation"]):
    def for_facts(self) -> Self:
        """With source and newest place of the words, and without any whole text; one query."""
        # As JSON, for a subquery gives one column, and a second query would be one too many for
        # the case page of somebody signed in.
        found_again = (
            PassageCheck.objects.filter(passage=OuterRef("passage"), state=CheckState.SAME)
            .order_by("-snapshot__taken_at", "-snapshot_id")
            .values(place=JSONObject(**{name: f"found__{name}" for name in _PLACE}))
        )
        return (
            self.select_related("passage__snapshot__source")
            .defer("passage__snapshot__text", "passage__snapshot__raw")
            .annotate(found_again=Subquery(found_again[:1]))
            .order_by("passage__snapshot__source_id", "passage__start", "pk")
        )

    def with_rows(self) -> Self:
        """With the rows cited for, and what their values are made of; two queries more."""
        return self.select_related(
            "case__court",
            "party",
            "counsel__represents",
            "claim__disposed_by",
            "filing__filed_by",
            "filing__answers",
            "event",
            "related_case__other",
        ).prefetch_related("claim__statutes", "claim__against")


@tracked
class Citation(FactTarget):
    """A passage states a value of a fact. Whether it agrees with the record is not stored."""

    passage = models.ForeignKey("sources.Passage", models.PROTECT, related_name="citations")
    stated_value = models.TextField(blank=True, help_text="The value that this passage states.")
    inferred = models.CharField(
        max_length=300,
        blank=True,
        help_text="What the value adds to the passage's own words: “the year”.",
    )
    attributed_to = models.CharField(
        max_length=200, blank=True, help_text="Whose word it is: Reuters, the complaint."
    )

    objects = CitationQuerySet.as_manager()

    class Meta(FactTarget.Meta):
        ordering = ["pk"]
        constraints: ClassVar = [
            *FactTarget.Meta.constraints,
            *rows_of_the_same_case("citation"),
            models.UniqueConstraint(
                fields=["case", *ROW_MODELS, "field", "passage"],
                nulls_distinct=False,
                name="passage_cited_once_a_fact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage} for {self.target} {self.field}".strip()

    @property
    def newest_passage(self) -> Passage:
        """The words in the newest text they were found in (after `for_facts`)."""
        place: dict[str, Any] | None = self.found_again  # type: ignore[attr-defined]
        return Passage(**place) if place else self.passage
