"""The user model: our own from the first migration, because changing it later hurts."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who reads or works in the tracker; what they may do hangs on their groups."""
