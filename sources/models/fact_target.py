from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from cases import models as record
from cases.citable import WHOLE_ROW
from cases.constraints import SameCase
from cases.models import Case, CaseRow, CitedModel

# Every model of the record that a fact can be about; the order is that of the case page.
ROW_MODELS: dict[str, type[CaseRow]] = {
    "party": record.Party,
    "counsel": record.Counsel,
    "claim": record.Claim,
    "filing": record.Filing,
    "event": record.Event,
    "related_case": record.RelatedCase,
}
TARGET_MODELS: dict[str, type[CitedModel]] = {"case": Case, **ROW_MODELS}


class Target(models.TextChoices):
    """What kind of row a fact is about."""

    CASE = "case", "case"
    PARTY = "party", "party"
    COUNSEL = "counsel", "counsel"
    CLAIM = "claim", "cause of action"
    FILING = "filing", "docket entry"
    EVENT = "event", "event"
    RELATED_CASE = "related_case", "related case"


def _points_at_what_it_says() -> Q:
    """Only the column of the target is set; none for a fact of the case itself."""
    condition = Q()
    for target in Target.values:
        pointers = {f"{row}__isnull": row != target for row in ROW_MODELS}
        condition |= Q(target=target, **pointers)
    return condition


def _names_a_citable_field() -> Q:
    condition = Q()
    for target, model in TARGET_MODELS.items():
        fields = [WHOLE_ROW, *(citable.field for citable in model.citable)]
        condition |= Q(target=target, field__in=fields)
    return condition


def _row_pointer(model: str) -> Any:
    """A nullable foreign key to a row of the case, whose class is `model`.

    SameCase is its foreign key in the database, and refuses all that a plain one beside it would;
    its index leaves out the rows that point elsewhere, which are nearly all (`indexes_of_rows`).
    """
    return models.ForeignKey(
        model,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        db_constraint=False,
        db_index=False,
    )


class FactTarget(models.Model):
    """Points at one fact: a field of a case or of one of its rows, or the row as a whole.

    One nullable foreign key a model, not a generic one: only so can the database hold that the
    row exists, is of this case, and is not deleted under its evidence.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="%(class)ss")
    target = models.CharField(max_length=20, choices=Target)
    party = _row_pointer("cases.Party")
    counsel = _row_pointer("cases.Counsel")
    claim = _row_pointer("cases.Claim")
    filing = _row_pointer("cases.Filing")
    event = _row_pointer("cases.Event")
    related_case = _row_pointer("cases.RelatedCase")
    field = models.CharField(max_length=40, blank=True, help_text="Empty: the row as a whole.")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_points_at_what_it_says(), name="%(class)s_points_at_one_row"
            ),
            models.CheckConstraint(
                condition=_names_a_citable_field(), name="%(class)s_names_a_citable_field"
            ),
        ]

    @property
    def row(self) -> CitedModel:
        """The row it points at: the case or one of its rows."""
        row: CitedModel = getattr(self, self.target)
        return row

    @property
    def row_id(self) -> int:
        """The primary key of the row it points at, of whichever model `target` says."""
        if self.target == Target.CASE:
            return self.case_id
        return int(getattr(self, f"{self.target}_id"))


def indexes_of_rows(class_name: str) -> list[models.Index]:
    """For a concrete model's Meta: what points at one row, for each kind of row."""
    return [
        models.Index(
            fields=[row], condition=Q(**{f"{row}__isnull": False}), name=f"{class_name}_of_{row}"
        )
        for row in ROW_MODELS
    ]


def rows_of_the_same_case(class_name: str) -> list[SameCase]:
    """For a concrete model's Meta: Django fills in %(class)s only in names of its own classes."""
    return [SameCase(field=row, name=f"{class_name}_{row}_of_same_case") for row in ROW_MODELS]
