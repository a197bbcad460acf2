from typing import ClassVar, Literal, Self, cast

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, ExtractDay, ExtractMonth
from django.db.models.lookups import Exact

from cases.citable import Citable, Kind
from cases.constraints import one_of
from cases.dates import PartialDate
from cases.history import tracked
from cases.models.base import CaseRow
from cases.word_indexes import EVENT


class EventKind(models.TextChoices):
    CONDUCT = "conduct", "conduct"
    STATEMENT = "statement", "public statement"
    NO_COMMENT = "no_comment", "no comment"
    REGULATOR = "regulator", "regulator's act"
    SETTLEMENT = "settlement", "settlement"
    CONTEXT = "context", "background"


class Stance(models.TextChoices):
    """How the parties stand to what is said to have happened."""

    NONE = "", "not at issue"
    ALLEGED = "alleged", "alleged"
    DENIED = "denied", "denied"
    ADMITTED = "admitted", "admitted"
    UNDISPUTED = "undisputed", "undisputed"


class Precision(models.TextChoices):
    NONE = "", "no date"
    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"


class EventQuerySet(models.QuerySet["Event"]):
    def in_time(self) -> Self:
        """Earliest first; of one first day, the year before the month before the day."""
        return self.order_by(F("first_day").asc(nulls_last=True), "-precision", "pk")


# Cast, or PostgreSQL cannot tell the type when Django tries the check on a date that is None.
_DAY = Cast("first_day", models.DateField())
_FIRST_OF_MONTH = Q(Exact(ExtractDay(_DAY), 1))
_JANUARY = Q(Exact(ExtractMonth(_DAY), 1))


@tracked
class Event(CaseRow):
    """Something that happened outside the docket: conduct, a statement, a regulator's act."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    summary = models.CharField(max_length=500)
    first_day = models.DateField(null=True, blank=True, help_text="Of the day, month or year.")
    precision = models.CharField(max_length=10, blank=True, choices=Precision)
    stance = models.CharField(max_length=20, blank=True, choices=Stance)
    place = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why, as the source says.")
    speaker = models.CharField(max_length=200, blank=True)
    speaker_title = models.CharField(max_length=200, blank=True)
    speaker_organization = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, help_text="Verbatim.")
    medium = models.CharField(max_length=200, blank=True, help_text="post on LinkedIn")

    objects = EventQuerySet.as_manager()

    citable: ClassVar = (
        Citable("summary", "what happened"),
        Citable("date", "date", Kind.DATE),
        Citable("stance", "how the parties stand to it", Kind.CHOICE),
        Citable("place", "place", Kind.DESCRIPTION),
        Citable("reason", "reason", Kind.DESCRIPTION),
        Citable("speaker", "speaker", Kind.DESCRIPTION),
        Citable("speaker_title", "the speaker's title"),
        Citable("speaker_organization", "the speaker's organization"),
        Citable("words", "words"),
        Citable("medium", "where it stands"),
    )
    headline_field = "summary"

    class Meta(CaseRow.Meta):
        ordering = ["pk"]
        constraints: ClassVar = [
            *CaseRow.Meta.constraints,
            one_of("kind", EventKind, name="event_kind_known"),
            one_of("stance", Stance, name="event_stance_known"),
            models.CheckConstraint(condition=~Q(summary=""), name="event_has_a_summary"),
            models.CheckConstraint(
                # Without "is not null", no day at all would pass: a check that is null holds.
                condition=Q(precision="", first_day__isnull=True)
                | Q(precision="day", first_day__isnull=False)
                | (Q(precision="month", first_day__isnull=False) & _FIRST_OF_MONTH)
                | (Q(precision="year", first_day__isnull=False) & _FIRST_OF_MONTH & _JANUARY),
                name="event_date_as_precise_as_it_says",
                violation_error_message="A month is given by its first day, a year by 1 January.",
            ),
        ]
        indexes: ClassVar = [GinIndex(EVENT, name="event_words")]

    @property
    def date(self) -> PartialDate | None:
        """When it happened, as precisely as is known."""
        if self.first_day is None:
            return None
        return PartialDate(self.first_day, cast("Literal['day', 'month', 'year']", self.precision))

    @date.setter
    def date(self, when: PartialDate | None) -> None:
        self.first_day = when.first_day if when else None
        self.precision = when.precision if when else ""
