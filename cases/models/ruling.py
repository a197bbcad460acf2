from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cases.constraints import one_of
from cases.history import tracked
from cases.kinds import Outcome


@tracked
class Ruling(models.Model):
    """An order decides a motion. Without an outcome: it does not, whatever its text seems to say.

    What the court's text says is read again with each import; what a person said of it stays.
    """

    order = models.ForeignKey("cases.Filing", models.CASCADE, related_name="rulings")
    motion = models.ForeignKey("cases.Filing", models.CASCADE, related_name="ruled_by")
    outcome = models.CharField(max_length=30, blank=True, choices=Outcome)
    by_hand = models.BooleanField(default=False, help_text="Said by a person, so imports keep it.")

    class Meta:
        # By column: by the entry itself would join the docket twice to each look at rulings.
        ordering = ["order_id", "motion_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "motion"], name="ruling_once"),
            models.CheckConstraint(
                condition=~Q(order=F("motion")),
                name="ruling_on_another_filing",
                violation_error_message="An order cannot decide itself.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="") | Q(by_hand=True), name="ruling_denied_by_a_person_only"
            ),
            one_of("outcome", Outcome, name="ruling_outcome_known"),
        ]
        # No case column to hang a SameCase on; rows never leave their case, so a look suffices.
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="same_case",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF (SELECT case_id FROM cases_filing WHERE id = NEW.order_id)
                       IS DISTINCT FROM (SELECT case_id FROM cases_filing WHERE id = NEW.motion_id)
                    THEN
                        RAISE EXCEPTION 'order % and motion % belong to different cases',
                            NEW.order_id, NEW.motion_id USING ERRCODE = 'foreign_key_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} on {self.motion}: {self.get_outcome_display()}"
