"""People for tests: `person("paralegal")`, and `signed_in("paralegal")`, a client of theirs."""

from itertools import count

from django.contrib.auth.models import Group
from django.test import Client

from casetracker.groups import GROUPS
from casetracker.models import User

ANYBODY = "anybody"  # who is not signed in
NO_GROUP = "in no group"
ROLES = [group.role for group in GROUPS]
_numbers = count(1)


def person(role: str, *, username: str = "", password: str = "correct horse") -> User:
    """A person of a role (reader, paralegal, attorney, admin), or in no group."""
    name = username or f"{role.replace(' ', '-')}-{next(_numbers)}"
    user = User.objects.create_user(name, password=password)
    for group in GROUPS:
        if group.role == role:
            user.groups.add(Group.objects.get(name=group.name))
    return user


def person_of(group: str, name: str = "") -> User:
    """A person of one of the groups, by its name: paralegals."""
    [role] = [known.role for known in GROUPS if known.name == group]
    return person(role, username=name or f"one-of-the-{group}")


def signed_in(role: str) -> Client:
    """A client of a new person of this role; of nobody, for ANYBODY."""
    client = Client()
    if role != ANYBODY:
        client.force_login(person(role))
    return client
