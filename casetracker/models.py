"""The user model: our own from the first migration, because changing it later hurts."""

from django.contrib.auth.models import AbstractUser
from django.utils.functional import cached_property

from casetracker.groups import Group, role_of


class User(AbstractUser):
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
