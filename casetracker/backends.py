"""Who somebody is and what they may, asked of the database once a request."""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from casetracker.models import User


@cache  # each request filters it anew, and putting it together took longer than the answer
def _with_rights() -> QuerySet[User]:
    """People with the names of their groups and all permissions they have been given."""
    groups = Group.objects.filter(user=OuterRef("pk")).values("name")
    given = Permission.objects.filter(
        Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk"))
    ).values(full=Concat("content_type__app_label", Value("."), "codename"))
    return User.objects.annotate(names=ArraySubquery(groups), given=ArraySubquery(given))


class RightsBackend(AuthenticationBackend):
    """Signs people in by user name and password; loads them with all their rights in one query."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, or None if they are gone or may no longer sign in."""
        user = _with_rights().filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.group_names = frozenset(vars(user)["names"])
        return user

    def get_all_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None
    ) -> set[str]:
        """Permissions as `app.codename`; those that came with the person, if they did."""
        given = vars(user_obj).get("given")
        if given is None or obj is not None or getattr(user_obj, "is_superuser", False):
            return set(super().get_all_permissions(user_obj, obj))
        return set(given) if user_obj.is_active else set()
