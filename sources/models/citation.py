from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from cases.history import tracked
from sources.models.fact_target import (
    ROW_MODELS,
    FactTarget,
    indexes_of_rows,
    rows_of_the_same_case,
)
from sources.models.notice import Notice
from sources.models.passage import Passage, PassageCheck
from sources.models.snapshot import Snapshot
from sources.models.turns import NextTurn, takes_its_turn

# The columns of a passage.
_PLACE = ("id", "start", "end", "exact", "prefix", "suffix", "page")
# What of its check in the newest text tells how it fared.
_CHECK = ("id", "passage_id", "state", "review")


class CitationQuerySet(models.QuerySet["Citation"]):
    def for_facts(self, *, as_of: Snapshot | None = None) -> Self:
        """With source and newest place of the words, and without any whole text; one query.

        `as_of`: with their place in that text instead, and how they fared in it.
        """
        # As JSON, for a subquery gives one column, and a second query would be one too many for
        # the case page of somebody signed in.
        text = as_of or F("snapshot__source__current")
        checks = PassageCheck.objects.filter(passage=OuterRef("passage"))
        fared = checks.filter(snapshot=text).values(
            it=JSONObject(
                **{name: name for name in _CHECK},
                snapshot_id="snapshot_id",
                taken="snapshot__taken",
                taken_at="snapshot__taken_at",
            )
        )
        # In that text, else in the newest that has the words; none where they are quoted from it.
        places = checks.filter(
            ~Q(passage__snapshot=text),
            Q(snapshot=text) | Q(snapshot_id__gt=OuterRef("passage__snapshot_id")),
            found__isnull=False,
        )
        place = places.order_by(
            models.Case(models.When(snapshot=text, then=0), default=1), "-snapshot_id"
        ).values(
            it=JSONObject(
                **{name: f"found__{name}" for name in _PLACE},
                snapshot_id="snapshot_id",
                taken="snapshot__taken",
                taken_at="snapshot__taken_at",
            )
        )[:1]
        notices = (
            Notice.objects.unreviewed()
            .in_current_texts()
            .filter(snapshot__source=OuterRef("passage__snapshot__source"))
            .values(it=JSONObject(id="id", kind="kind"))
        )
        return (
            self.select_related("passage__snapshot__source")
            .defer("passage__snapshot__text", "passage__snapshot__raw")
            .annotate(
                newest_check=Subquery(fared),
                newest_place=Subquery(place),
                open_notices=ArraySubquery(notices),
            )
            .order_by("passage__snapshot__source_id", "passage__start", "pk")
        )

    def sharing_texts(self) -> Self:
        """After `for_facts`, where many quote the same words: each passage is read once.

        Three queries more, and half the time for a docket whose entries have five facts each.
        """
        texts = Prefetch("passage__snapshot", Snapshot.objects.without_texts())
        shared = self.select_related(None).defer(None)
        return shared.prefetch_related("passage", texts, "passage__snapshot__source")

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
    recorded = models.TextField(
        editable=False,
        db_default="",
        help_text="The value that the record took from it, where it showed nothing before.",
    )
    turn = models.BigIntegerField(
        editable=False,
        db_default=NextTurn(),
        help_text="Higher than that of every statement made before; new when the value changes.",
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
        indexes: ClassVar = indexes_of_rows("citation")
        triggers: ClassVar = [takes_its_turn()]

    def __str__(self) -> str:
        return f"{self.passage} for {self.target} {self.field}".strip()

    @property
    def fared(self) -> PassageCheck | None:
        """How the words fared in the newest text; None where that is the one they were quoted from.

        After `for_facts`.
        """
        found: dict[str, Any] | None = self.newest_check  # type: ignore[attr-defined]
        if not found:
            return None
        text = self._text(found)
        return PassageCheck(**{name: found[name] for name in _CHECK}, snapshot=text)

    @property
    def noticed(self) -> tuple[Notice, ...]:
        """What its source says of itself that nobody has reviewed, by kind. After `for_facts`."""
        found: list[dict[str, Any]] = self.open_notices  # type: ignore[attr-defined]
        return tuple(Notice(pk=notice["id"], kind=notice["kind"]) for notice in found)

    @property
    def newest_passage(self) -> Passage:
        """The words where they stand in the newest text that has them. After `for_facts`."""
        found: dict[str, Any] | None = self.newest_place  # type: ignore[attr-defined]
        if not found:
            return self.passage
        return Passage(**{name: found[name] for name in _PLACE}, snapshot=self._text(found))

    def _text(self, found: dict[str, Any]) -> Snapshot:
        """Another text of its source, without what that says."""
        # In the order of the columns, as `from_db` takes them.
        known = {
            "id": found["snapshot_id"],
            "source_id": self.passage.snapshot.source_id,
            "taken_at": parse_datetime(found["taken_at"]),
            "taken": found["taken"],
        }
        text = Snapshot.from_db(self._state.db, list(known), list(known.values()))
        text.source = self.passage.snapshot.source
        return text
