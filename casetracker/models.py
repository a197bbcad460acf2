"""The user model: our own from the first migration, because changing it later hurts.

Beside it what a person's programs ask the API with, and how often they may.
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from knox.models import AbstractAuthToken

from casetracker.groups import Group, role_of


class User(AbstractUser):  # type: ignore[django-manager-missing] # of tokens, of knox's making
    """A person who reads or works in the tracker; what they may do hangs on their groups."""

    class Meta(AbstractUser.Meta):
        permissions = [("work", "Can enter the administration")]

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The names of this person's groups; `RightsBackend` brings them with the person."""
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def role(self) -> Group | None:
        """The strongest of this person's groups; None for somebody who was put into none."""
        return role_of(self.group_names, is_superuser=self.is_superuser)


class ApiToken(AbstractAuthToken):
    """What a program of a person signs in to the API with; only its hash is kept.

    It may what the person may at the moment of asking, and no more.
    """

    name = models.CharField(max_length=60, help_text="What will use it.")
    may_write = models.BooleanField(default=False)
    last_used = models.DateTimeField(null=True, blank=True, help_text="To the minute.")

    class Meta:
        ordering = ["-created"]
        verbose_name = "API token"
        default_permissions = ("view", "delete")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="api_token_has_a_name"),
            # What never expires is what leaks.
            models.CheckConstraint(
                condition=models.Q(expiry__isnull=False), name="api_token_expires"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApiUse(models.Model):
    """How often somebody has asked the API in the minute of their last request."""

    who = models.CharField(max_length=80, primary_key=True)
    minute = models.DateTimeField(db_index=True)
    asked = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.who}: {self.asked}"
