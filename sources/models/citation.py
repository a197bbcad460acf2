from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from cases.history import tracked
from sources.models.fact_target import ROW_MODELS, FactTarget, rows_of_the_same_case
from sources.models.passage import Passage, PassageCheck

# The columns of a passage.
_PLACE = ("id", "snapshot_id", "start", "end", "exact", "prefix", "suffix", "page")
# What of its check in the newest text tells how it fared.
_CHECK = ("id", "passage_id", "snapshot_id", "state", "review")


class CitationQuerySet(models.QuerySet["Citation"]):
    def for_facts(self) -> Self:
        """With source and newest place of the words, and without any whole text; one query."""
        # As JSON, for a subquery gives one column, and a second query would be one too many for
        # the case page of somebody signed in.
        place = JSONObject(**{name: f"found__{name}" for name in _PLACE})
        check = PassageCheck.objects.filter(
            passage=OuterRef("passage"), snapshot=OuterRef("passage__snapshot__source__current")
        ).values(it=JSONObject(**{name: name for name in _CHECK}, found=place))
        return (
            self.select_related("passage__snapshot__source")
            .defer("passage__snapshot__text", "passage__snapshot__raw")
            .annotate(newest_check=Subquery(check))
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
    def fared(self) -> PassageCheck | None:
        """How the words fared in the newest text; None where that is the one they were quoted from.

        After `for_facts`.
        """
        found: dict[str, Any] | None = self.newest_check  # type: ignore[attr-defined]
        return PassageCheck(**{name: found[name] for name in _CHECK}) if found else None

    @property
    def newest_passage(self) -> Passage:
        """The words where they stand in the newest text, else where they were quoted from.

        After `for_facts`.
        """
        found: dict[str, Any] | None = self.newest_check  # type: ignore[attr-defined]
        if not found or found["found"]["id"] is None:
            return self.passage
        return Passage(**found["found"])
