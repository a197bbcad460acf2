"""What every row of a case has in common."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.db import models

from cases.citable import WHOLE_ROW, Citable, plain_amount
from cases.dates import PartialDate
from cases.models.versioned import Versioned

if TYPE_CHECKING:
    from cases.models.case import Case


class CitedModel(Versioned):
    """A model of the record whose fields can be cited, one by one."""

    citable: ClassVar[tuple[Citable, ...]] = ()
    # The citable field that names the row to a reader.
    headline_field: ClassVar[str]

    class Meta(Versioned.Meta):
        abstract = True

    @classmethod
    def citable_field(cls, field: str) -> Citable:
        """The declaration of a citable field; KeyError when the model has no such one."""
        if field == WHOLE_ROW:
            return Citable(WHOLE_ROW, str(cls._meta.verbose_name))
        return {citable.field: citable for citable in cls.citable}[field]

    @property
    def headline(self) -> str:
        return self.value_of(self.headline_field)

    def value_of(self, field: str) -> str:
        """The value of a citable field as text in its plain form, "" when there is none.

        Dates are ISO with their precision kept, money has no trailing zeros, lists are joined
        with "; ". It is what a citation's stated value is compared with.
        """
        if field == WHOLE_ROW:
            return self.headline
        value = getattr(self, field)
        if isinstance(value, models.Manager):
            value = list(value.all())
        match value:
            case None:
                return ""
            case list():
                return "; ".join(str(item) for item in value)
            case date() | PartialDate():
                return value.isoformat()
            case Decimal():
                return plain_amount(value)
        return str(value)

    def label_of(self, field: str) -> str:
        return self.citable_field(field).label.capitalize()


class CaseRow(CitedModel):
    """A row that belongs to one case, known within it by a key that does not change."""

    case: (
        "models.ForeignKey[Case, Case]"  # each model declares it, for the sake of its related name
    )
    key = models.SlugField(
        max_length=80,
        db_index=False,
        help_text="A short name, unique within the case, that links and record files use.",
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="%(class)s_key_once_a_case"),
            # What SameCase constraints refer to.
            models.UniqueConstraint(fields=["id", "case"], name="%(class)s_id_case"),
        ]
        # A row's evidence stands under its case: moving the row would leave it behind.
        triggers: ClassVar = [
            *Versioned.Meta.triggers,
            pgtrigger.ReadOnly(name="stays_in_its_case", fields=["case"]),
        ]

    def __str__(self) -> str:
        return self.headline
