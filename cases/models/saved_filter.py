"""Filters of the list of cases that people keep, when they looked last, and keys to their feeds."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from cases.history import tracked

LONGEST_NAME = 80  # characters
SHORTEST_KEY = 40
LONGEST_QUERY = 7_500  # characters of an address that the web server still takes


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def seen_by(self, person: Any) -> Self:
        """One's own, and those that colleagues who are still here share."""
        return self.filter(Q(owner=person) | Q(shared=True, owner__is_active=True))


@tracked
class SavedFilter(models.Model):
    """A filter of the list of cases under a name. Who made it changes it; others may see it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.TextField(help_text="As in an address: court=cand&status=open.")
    shared = models.BooleanField(default=False, help_text="Colleagues see it too.")
    made_at = models.DateTimeField(default=timezone.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("owner", Lower("name"), name="saved_filter_name_once_a_person"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_has_a_name"),
            models.CheckConstraint(condition=~Q(query=""), name="saved_filter_filters_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("query"), LONGEST_QUERY),
                name="saved_filter_fits_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:saved_filter", args=[self.pk])


class FilterLook(models.Model):
    """Up to which case somebody has seen what a saved filter finds."""

    saved = models.ForeignKey("cases.SavedFilter", models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    newest_case = models.BigIntegerField(help_text="The key of the newest case there was.")
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["saved", "person"], name="filter_look_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} at “{self.saved}”"


def new_key() -> str:
    """256 bits that nobody guesses, in 43 signs that an address may have."""
    return secrets.token_urlsafe(32)


class FeedKey(models.Model):
    """By which a feed reader, that cannot sign in, reads what one person may.

    Kept as it is, to be shown again; another one takes its place at the press of a button. It opens
    feeds only, and nothing once its owner may not read.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="feed_key"
    )
    key = models.CharField(max_length=60, unique=True, default=new_key)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("key"), SHORTEST_KEY),
                name="feed_key_is_long_enough",
            )
        ]

    def __str__(self) -> str:
        return f"the key of {self.owner}"
