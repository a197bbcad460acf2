from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from cases.citable import Citable, Kind
from cases.constraints import SameCase, one_of
from cases.history import tracked
from cases.kinds import Disposition, FilingKind, MotionType, Outcome, Prejudice, Scope
from cases.models.base import CaseRow
from cases.models.card import cards_of_changed_filings
from cases.models.document import Document
from cases.models.ruling import Ruling
from cases.word_indexes import DOCKET_TEXT

# The kinds of source that the court itself writes; named here, for the evidence stands above.
COURT_FILES = ("docket_report", "filing_notice", "feed")


class FilingQuerySet(models.QuerySet["Filing"]):
    def disposing_of_the_case(self) -> Self:
        """Filings that ended the whole case, the latest first."""
        return self.filter(disposes=Scope.CASE).order_by(F("filed_on").desc(nulls_last=True), "-pk")

    def newest_first(self) -> Self:
        """As a docket is read to see what is new; entries without a number by their date."""
        return self.order_by(
            F("filed_on").desc(nulls_last=True), F("number").desc(nulls_last=True), "-pk"
        )

    def oldest_first(self) -> Self:
        """As a docket is kept."""
        return self.order_by(
            F("filed_on").asc(nulls_last=True), F("number").asc(nulls_last=True), "pk"
        )

    def saying_if_logged_by_hand(self) -> Self:
        """Adds `logged_by_hand`: a person made the entry, and no court file confirms it yet."""
        this = Filing.objects.filter(pk=OuterRef("pk"))
        # What the history keeps of an insert by a signed-in person; an import is nobody's hand.
        by_a_person = this.filter(
            history__pgh_label="insert", history__pgh_context__metadata__user__gt=0
        )
        confirmed = this.filter(citations__passage__snapshot__source__kind__in=COURT_FILES)
        return self.annotate(logged_by_hand=Exists(by_a_person) & ~Exists(confirmed))

    def with_rulings(self) -> Self:
        """With the motions that each order decides, and the orders that decide each motion.

        Adds `case_ended_on`, for a motion that nobody decided is not pending after that day.
        """
        ended = Filing.objects.disposing_of_the_case().filter(case=OuterRef("case"))
        ended_on = Coalesce(Subquery(ended.values("filed_on")[:1]), "case__terminated_on")
        return self.annotate(case_ended_on=ended_on).prefetch_related(
            Prefetch("rulings", Ruling.objects.select_related("motion")),
            Prefetch("ruled_by", Ruling.objects.select_related("order")),
        )

    def with_documents(self) -> Self:
        """With the papers of each entry, but not their bytes."""
        return self.prefetch_related(Prefetch("documents", Document.objects.without_contents()))


@tracked
class Filing(CaseRow):
    """A docket entry. What the court wrote and what we say of it are kept apart."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="filings")
    number = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="Minute entries have none; some courts of appeals count in twelve digits.",
    )
    filed_on = models.DateField(null=True, blank=True)
    entered_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=30, blank=True, choices=FilingKind)
    motion_type = models.CharField(
        max_length=30, blank=True, choices=MotionType, help_text="What a motion asks for."
    )
    outcome = models.CharField(
        max_length=30, blank=True, choices=Outcome, help_text="What an order decides."
    )
    text = models.TextField(  # noqa: DJ001 - null: not seen; empty: the court wrote nothing
        null=True, blank=True, help_text="The court's text, word for word."
    )
    description = models.CharField(max_length=500, blank=True)
    filed_by = models.ForeignKey(
        "cases.Party", models.PROTECT, null=True, blank=True, related_name="filings"
    )
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by"
    )
    disposition = models.CharField(max_length=30, blank=True, choices=Disposition)
    disposes = models.CharField(max_length=10, blank=True, choices=Scope)
    prejudice = models.CharField(max_length=10, blank=True, choices=Prejudice)
    rule = models.CharField(max_length=100, blank=True, help_text="Fed. R. Civ. P. 41(a)(1)(A)(i)")
    sealed = models.BooleanField(default=False)

    objects = FilingQuerySet.as_manager()

    citable: ClassVar = (
        Citable("number", "number"),
        Citable("filed_on", "filed", Kind.DATE),
        Citable("entered_on", "entered", Kind.DATE),
        Citable("kind", "kind", Kind.CHOICE),
        Citable("motion_type", "motion", Kind.CHOICE),
        Citable("outcome", "outcome", Kind.CHOICE),
        Citable("text", "text", Kind.DOCKET_TEXT),
        Citable("description", "description"),
        Citable("filed_by", "filed by"),
        Citable("answers", "answers"),
        Citable("disposition", "disposition", Kind.CHOICE),
        Citable("prejudice", "prejudice", Kind.CHOICE),
        Citable("rule", "rule"),
    )
    headline_field = "description"

    class Meta(CaseRow.Meta):
        ordering = ["pk"]
        verbose_name = "docket entry"
        verbose_name_plural = "docket entries"
        constraints: ClassVar = [
            *CaseRow.Meta.constraints,
            SameCase(field="filed_by", name="filing_party_of_same_case"),
            SameCase(field="answers", name="filing_answers_same_case"),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | ~Q(answers=F("pk")),
                name="filing_answers_another",
                violation_error_message="A filing cannot answer itself.",
            ),
            one_of("kind", FilingKind, name="filing_kind_known"),
            one_of("motion_type", MotionType, name="filing_motion_type_known"),
            one_of("outcome", Outcome, name="filing_outcome_known"),
            one_of("disposition", Disposition, name="filing_disposition_known"),
            one_of("disposes", Scope, name="filing_disposes_known"),
            one_of("prejudice", Prejudice, name="filing_prejudice_known"),
            models.CheckConstraint(
                condition=Q(disposition="", disposes="", prejudice="")
                | (~Q(disposition="") & ~Q(disposes="")),
                name="filing_disposition_has_a_scope",
                violation_error_message="Say what the disposition disposes of: the case or claims.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["case", "filed_on"],
                condition=Q(disposes="case"),
                name="filing_ending_a_case",
            ),
            models.Index(fields=["case", "number"], name="filing_by_number"),
            GinIndex(DOCKET_TEXT, name="filing_words"),
        ]
        triggers: ClassVar = [*CaseRow.Meta.triggers, *cards_of_changed_filings()]

    @property
    def headline(self) -> str:
        return self.description or self.text or self.get_kind_display()
