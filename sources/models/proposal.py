from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.constraints import one_of
from cases.history import tracked
from sources.models.job import Job

if TYPE_CHECKING:
    from sources.models.snapshot import Snapshot


class ProposalState(models.TextChoices):
    OPEN = "open", "open"
    ACCEPTED = "accepted", "accepted"
    REJECTED = "rejected", "rejected"


class Perusal(Job):
    """The reading of one text for facts that it may state."""

    snapshot = models.ForeignKey("sources.Snapshot", models.PROTECT, related_name="perusals")
    reader = models.CharField(max_length=100, blank=True, help_text="Program and version.")
    found = models.PositiveIntegerField(default=0, help_text="How many proposals are new.")

    class Meta(Job.Meta):
        ordering = ["-pk"]
        constraints: ClassVar = [
            *Job.Meta.constraints,
            models.UniqueConstraint(
                fields=["snapshot"],
                condition=Q(state__in=["waiting", "running"]),
                name="perusal_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.get_state_display()}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open_in(self, snapshot: "Snapshot") -> Self:
        """Those of a text that nobody has settled yet, with their words, in its order."""
        return self.filter(passage__snapshot=snapshot, state=ProposalState.OPEN).select_related(
            "passage"
        )


@tracked
class Proposal(models.Model):
    """Something that a passage seems to state. It enters the record only when a person says so."""

    passage = models.ForeignKey("sources.Passage", models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=20, help_text="What was recognised: date, amount, statute.")
    value = models.TextField(blank=True)
    about = models.CharField(max_length=60, blank=True, help_text="The fact it seems to be of.")
    inferred = models.CharField(max_length=300, blank=True)
    doubt = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals_settled",
    )
    citation = models.ForeignKey(
        "sources.Citation", models.SET_NULL, null=True, blank=True, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["passage__start", "pk"]
        constraints: ClassVar = [
            one_of("state", ProposalState, name="proposal_state_known"),
            models.UniqueConstraint(
                fields=["passage", "kind", "value", "about"], name="proposal_made_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="proposal_settled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()
