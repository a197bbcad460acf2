from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cases.citable import Citable, Kind
from cases.constraints import SameCase
from cases.history import tracked
from cases.models.base import CaseRow
from cases.models.card import cards_of_changed_claims
from cases.models.party import Party
from cases.models.statute import Statute
from cases.statutes import StatuteRef
from cases.word_indexes import CLAIM


class ClaimQuerySet(models.QuerySet["Claim"]):
    def under(self, *refs: StatuteRef) -> Self:
        """Claims under a section that overlaps one of the given."""
        links = ClaimStatute.objects.filter(statute__in=Statute.objects.overlapping(*refs))
        return self.filter(pk__in=links.values("claim"))

    def with_parties_sued(self) -> Self:
        """Adds `parties_sued`, the keys of the parties that each claim is against."""
        sued = ArrayAgg("against", order_by="against", filter=Q(against__isnull=False), default=[])
        return self.annotate(parties_sued=sued)


@tracked
class Claim(CaseRow):
    """A cause of action: on what law, against whom, asking for what."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="claims")
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    statutes = models.ManyToManyField(
        "cases.Statute", through="ClaimStatute", related_name="claims", blank=True
    )
    against = models.ManyToManyField(
        "cases.Party", through="ClaimAgainst", related_name="claims_against", blank=True
    )
    cause = models.CharField(
        max_length=300, blank=True, help_text="The docket's own words: 42:1983 Civil Rights Act."
    )
    relief = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, help_text="US dollars."
    )
    amount_basis = models.CharField(max_length=100, blank=True, help_text="per person")
    disposed_by = models.ForeignKey(
        "cases.Filing", models.PROTECT, null=True, blank=True, related_name="claims_disposed_of"
    )

    objects = ClaimQuerySet.as_manager()

    citable: ClassVar = (
        Citable("title", "cause of action"),
        Citable("statutes", "statute", Kind.STATUTES),
        Citable("against", "against"),
        Citable("cause", "cause in the docket’s words"),
        Citable("relief", "relief asked", Kind.DESCRIPTION),
        Citable("amount", "amount asked", Kind.MONEY),
        Citable("amount_basis", "basis of the amount"),
        Citable("disposed_by", "disposed of by"),
        Citable("number", "number"),
    )
    headline_field = "title"

    class Meta(CaseRow.Meta):
        ordering = ["number", "pk"]
        verbose_name = "cause of action"
        verbose_name_plural = "causes of action"
        constraints: ClassVar = [
            *CaseRow.Meta.constraints,
            SameCase(field="disposed_by", name="claim_disposed_in_same_case"),
            models.CheckConstraint(condition=~Q(title=""), name="claim_has_a_title"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) | Q(amount__isnull=True), name="claim_amount_not_below_0"
            ),
        ]
        indexes: ClassVar = [GinIndex(CLAIM, name="claim_words")]

    def sues(self, parties: list[Party]) -> None:
        """Take the parties that it is against from rows already read, not from the database."""
        self._prefetched_objects_cache = {
            **getattr(self, "_prefetched_objects_cache", {}),
            "against": parties,
        }


@tracked
class ClaimStatute(models.Model):
    """A claim is made under a statute."""

    claim = models.ForeignKey("cases.Claim", models.CASCADE)
    statute = models.ForeignKey("cases.Statute", models.PROTECT)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "statute"], name="statute_once_a_claim")
        ]
        triggers: ClassVar = cards_of_changed_claims()

    def __str__(self) -> str:
        return f"{self.claim}: {self.statute}"


@tracked
class ClaimAgainst(models.Model):
    """A claim is made against a party of the same case."""

    claim = models.ForeignKey("cases.Claim", models.CASCADE)
    party = models.ForeignKey("cases.Party", models.CASCADE)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "party"], name="party_once_a_claim")
        ]
        # No case column to hang a SameCase on; rows never leave their case, so a look suffices.
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="same_case",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF (SELECT case_id FROM cases_claim WHERE id = NEW.claim_id)
                       IS DISTINCT FROM (SELECT case_id FROM cases_party WHERE id = NEW.party_id)
                    THEN
                        RAISE EXCEPTION 'claim % and party % belong to different cases',
                            NEW.claim_id, NEW.party_id USING ERRCODE = 'foreign_key_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim} against {self.party}"
