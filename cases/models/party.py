from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.citable import Citable, Kind
from cases.constraints import one_of
from cases.history import tracked
from cases.models.base import CaseRow
from cases.word_indexes import HAS_PARTY_SAID, PARTY_NAME, PARTY_SAID


class Role(models.TextChoices):
    """What a party is in a case, whatever word the court uses for it."""

    PLAINTIFF = "plaintiff", "plaintiff"
    DEFENDANT = "defendant", "defendant"
    PETITIONER = "petitioner", "petitioner"
    RESPONDENT = "respondent", "respondent"
    APPELLANT = "appellant", "appellant"
    APPELLEE = "appellee", "appellee"
    DEBTOR = "debtor", "debtor"
    CREDITOR = "creditor", "creditor"
    TRUSTEE = "trustee", "trustee"
    INTERVENOR = "intervenor", "intervenor"
    AMICUS = "amicus", "amicus curiae"
    INTERESTED = "interested", "interested party"
    OTHER = "other", "other party"


class PartyKind(models.TextChoices):
    UNKNOWN = "", "not known"
    PERSON = "person", "person"
    ORGANIZATION = "organization", "organization"
    GOVERNMENT = "government", "government body"


@tracked
class Party(CaseRow):
    """Someone who sues, is sued or takes part, in one case."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="parties")
    name = models.CharField(max_length=1000)
    role = models.CharField(max_length=20, choices=Role)
    court_role = models.CharField(
        max_length=200, blank=True, help_text="The court's own wording: Defendant-Appellee."
    )
    kind = models.CharField(max_length=20, blank=True, choices=PartyKind)
    description = models.TextField(blank=True)
    parent = models.CharField(max_length=300, blank=True, help_text="The company that owns it.")
    terminated_on = models.DateField(null=True, blank=True)

    citable: ClassVar = (
        Citable("name", "name"),
        Citable("role", "role", Kind.CHOICE),
        Citable("court_role", "role in the court's words"),
        Citable("kind", "person or organization", Kind.CHOICE),
        Citable("description", "description", Kind.DESCRIPTION),
        Citable("parent", "parent company"),
        Citable("terminated_on", "terminated", Kind.DATE),
    )
    headline_field = "name"

    class Meta(CaseRow.Meta):
        verbose_name_plural = "parties"
        ordering = ["pk"]
        constraints: ClassVar = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(name=""), name="party_has_a_name"),
            one_of("role", Role, name="party_role_known"),
            one_of("kind", PartyKind, name="party_kind_known"),
        ]
        indexes: ClassVar = [
            GinIndex(PARTY_NAME, name="party_name_words"),
            GinIndex(PARTY_SAID, name="party_said_words", condition=HAS_PARTY_SAID),
        ]
