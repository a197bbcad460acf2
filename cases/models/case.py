from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from cases import docket_numbers
from cases.citable import Citable, Kind
from cases.constraints import one_of
from cases.docket_numbers import DocketNumber, docket_key, is_numbered
from cases.history import tracked
from cases.kinds import Status
from cases.models.base import CitedModel
from cases.models.card import cards_of_changed_cases
from cases.models.claim import Claim
from cases.models.counsel import Counsel
from cases.models.party import Party
from cases.models.statute import Statute
from cases.searching import queries
from cases.searching.queries import holding
from cases.statutes import StatuteRef
from cases.word_indexes import (
    CAPTION,
    CLAIM,
    COUNSEL,
    HAS_SUMMARY,
    JUDGES,
    PARTY_NAME,
    SUMMARY,
    Vector,
)

_IN_ROWS = (
    *("slug", "caption", "docket_number", "nature_of_suit", "filed_on"),
    *("court__name", "court__citation"),
    *("card__status", "card__disposition", "card__prejudice", "card__ended_on"),
)


class ClassStatus(models.TextChoices):
    """How far a class action has come (Fed. R. Civ. P. 23(c))."""

    NONE = "", "no class"
    PROPOSED = "proposed", "proposed class action"
    CERTIFIED = "certified", "certified class action"
    DENIED = "denied", "class certification denied"


class CaseQuerySet(models.QuerySet["Case"]):
    def with_disposition(self) -> Self:
        """Adds `status`, `disposition`, `prejudice` and `disposed_on`, as the card has them."""
        return self.annotate(
            status=F("card__status"),
            disposition=F("card__disposition"),
            prejudice=F("card__prejudice"),
            disposed_on=F("card__ended_on"),
        )

    def closed(self) -> Self:
        """Cases that a filing has disposed of, or whose docket says they have ended."""
        return self.filter(card__status=Status.CLOSED)

    def open(self) -> Self:
        """Cases known to have been filed and not known to have ended."""
        return self.filter(card__status=Status.OPEN)

    def claiming_under(self, *refs: StatuteRef) -> Self:
        """Cases with a claim under a section that overlaps one of the given."""
        return self.filter(card__statutes__overlap=Statute.objects.keys_overlapping(*refs))

    # --- By words: whole ones or their beginnings, whatever the accents and apostrophes ---------

    def claiming(self, words: str) -> Self:
        """Cases with a cause of action whose title or docket's words hold all of these."""
        return self._with_words_in(CLAIM, words, Claim.objects.all())

    def with_party_named(self, words: str) -> Self:
        """Cases with a party whose name holds all of these words."""
        return self._with_words_in(PARTY_NAME, words, Party.objects.all())

    def with_counsel_named(self, words: str) -> Self:
        """Cases in which an attorney or a firm of this name appears."""
        return self._with_words_in(COUNSEL, words, Counsel.objects.all())

    def before_judge(self, words: str) -> Self:
        """Cases whose judges' names hold all of these words."""
        return self._with_words_in(JUDGES, words, Case.objects.all())

    def numbered(self, number: DocketNumber) -> Self:
        """Cases of this docket number, however either is written."""
        return self.filter(is_numbered(number))

    def mentioning(self, words: str) -> Self:
        """Cases with each of the words in caption, docket number, summary or a party's name.

        A docket number is found in any spelling.
        """
        number = docket_numbers.read(words)
        if number is None:
            return self._with_each(words)
        found = Case.objects.numbered(number).values("pk")
        return self.filter(pk__in=found.union(Case.objects.all()._with_each(words).values("pk")))

    def _with_each(self, words: str) -> Self:
        cases = self
        for word in words.split():
            query = queries.named(word)
            if query is None:
                return self.none()  # signs alone, which no word has
            # A set of keys and no conditions joined by “or”: those no index serves together.
            found: list[models.QuerySet[Any, Any]] = [
                holding(Case.objects.all(), CAPTION, query).values("pk"),
                holding(Case.objects.filter(HAS_SUMMARY), SUMMARY, query).values("pk"),
                holding(Party.objects.all(), PARTY_NAME, query).values("case"),
            ]
            if number := docket_numbers.read(word):
                found.append(Case.objects.numbered(number).values("pk"))
            cases = cases.filter(pk__in=found[0].union(*found[1:]))
        return cases

    def _with_words_in(self, vector: Vector, words: str, rows: models.QuerySet[Any]) -> Self:
        query = queries.named(words)
        if query is None:
            return self.none() if words.strip() else self
        key = "pk" if rows.model is Case else "case"
        return self.filter(pk__in=holding(rows, vector, query).values(key))

    def newest_first(self) -> Self:
        return self.order_by(F("filed_on").desc(nulls_last=True), "caption", "pk")

    def by_caption(self) -> Self:
        return self.order_by("caption", "pk")

    def for_rows(self) -> Self:
        """With everything that a row of the table of cases shows, and no more: one query.

        `causes` are its causes of action: {"title": str, "laws": a list of citations}.
        """
        laws = Statute.objects.filter(claims=OuterRef("pk")).values("citation")
        causes = Claim.objects.filter(case=OuterRef("pk")).values(
            said=JSONObject(title="title", laws=ArraySubquery(laws))
        )
        return (
            self.select_related("court", "card")
            .annotate(causes=ArraySubquery(causes))
            .only(*_IN_ROWS)
        )


@tracked
class Case(CitedModel):
    """A lawsuit. Its status and disposition are those of the filing that ended it."""

    slug = models.SlugField(max_length=120, unique=True)
    caption = models.CharField(max_length=500)
    court = models.ForeignKey("cases.Court", models.PROTECT, null=True, blank=True)
    docket_number = models.CharField(max_length=60, blank=True)
    seat = models.CharField(
        max_length=200, blank=True, help_text="Where the court sits: San Jose, California."
    )
    filed_on = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    judges = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    nature_of_suit = models.CharField(max_length=200, blank=True)
    jurisdiction = models.CharField(max_length=200, blank=True)
    jury_demand = models.CharField(max_length=100, blank=True)
    demand = models.CharField(
        max_length=100, blank=True, help_text="What the docket gives as the amount demanded."
    )
    mdl_status = models.CharField(max_length=200, blank=True, verbose_name="MDL status")
    appeal_from = models.CharField(
        max_length=300, blank=True, help_text="The court and docket number appealed from."
    )
    converted_on = models.DateField(null=True, blank=True, help_text="Of a bankruptcy.")
    discharged_on = models.DateField(null=True, blank=True, help_text="Of a bankruptcy.")
    class_status = models.CharField(max_length=20, blank=True, choices=ClassStatus)
    class_definition = models.TextField(blank=True)
    class_size = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)

    objects = CaseQuerySet.as_manager()

    citable: ClassVar = (
        Citable("caption", "caption"),
        Citable("summary", "what it is about"),
        Citable("court", "court"),
        Citable("seat", "place", Kind.PLACE),
        Citable("docket_number", "docket number"),
        Citable("judges", "judge"),
        Citable("filed_on", "filed", Kind.DATE),
        Citable("terminated_on", "ended", Kind.DATE),
        Citable("nature_of_suit", "nature of suit"),
        Citable("jurisdiction", "jurisdiction"),
        Citable("jury_demand", "jury demand"),
        Citable("demand", "demand"),
        Citable("mdl_status", "MDL status"),
        Citable("appeal_from", "appeal from"),
        Citable("converted_on", "converted", Kind.DATE),
        Citable("discharged_on", "discharged", Kind.DATE),
        Citable("class_status", "class", Kind.CHOICE),
        Citable("class_definition", "class definition", Kind.DESCRIPTION),
        Citable("class_size", "size of the class", Kind.DESCRIPTION),
    )
    headline_field = "caption"

    class Meta(CitedModel.Meta):
        ordering = ["caption", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["court", "docket_number"],
                condition=~Q(docket_number=""),
                name="case_once_a_court_and_docket_number",
                violation_error_message="This court already has a case of that docket number.",
            ),
            models.CheckConstraint(condition=~Q(caption=""), name="case_has_a_caption"),
            models.CheckConstraint(
                condition=Q(terminated_on__gte=F("filed_on")),
                name="case_ends_after_it_is_filed",
                violation_error_message="A case cannot end before it is filed.",
            ),
            one_of("class_status", ClassStatus, name="case_class_status_known"),
        ]
        indexes: ClassVar = [
            models.Index(
                F("filed_on").desc(nulls_last=True), "caption", "id", name="case_newest_first"
            ),
            models.Index(docket_key("docket_number"), name="case_docket_key"),
            GinIndex(CAPTION, name="case_caption_words"),
            GinIndex(JUDGES, name="case_judges_words"),
            GinIndex(SUMMARY, name="case_summary_words", condition=HAS_SUMMARY),
            models.Index(fields=["caption", "id"], name="case_by_caption"),
        ]
        triggers: ClassVar = [*CitedModel.Meta.triggers, *cards_of_changed_cases()]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.slug])
