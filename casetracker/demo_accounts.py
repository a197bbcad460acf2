"""One account for each role, to try the demo with: random passwords, kept beside the data."""

import os
import secrets
import tempfile
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import connection, transaction

from casetracker.groups import GROUPS
from casetracker.models import User

# Any number, so long as nothing else in the database locks on it.
_MAKING = 0xDE305
PASSWORD_BYTES = 9
ROLES = {group.role: group for group in GROUPS}


def kept_at(data_dir: Path) -> Path:
    """Where the passwords are kept."""
    return data_dir / "demo-accounts"


def make_demo_accounts(*, data_dir: Path) -> dict[str, str] | None:
    """Make the accounts, with new passwords; user name → password, or None if they are made.

    Once made they are left alone: what an admin changed since, stays. Who deletes the file gets
    new passwords for them; a file without any account in the database belonged to another one.
    """
    path = kept_at(data_dir)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MAKING])
        if path.exists() and User.objects.exists():
            return None
        passwords = {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in ROLES}
        for name, group in ROLES.items():
            user, _made = User.objects.get_or_create(username=name)
            user.set_password(passwords[name])
            user.save(update_fields=["password"])
            user.groups.add(Group.objects.get(name=group.name))
        # Before the commit: an account whose password nobody knows would be of no use.
        _keep(path, passwords)
    return passwords


def _keep(path: Path, passwords: dict[str, str]) -> None:
    """Write the file beside its place and move it there: whole, and its owner's only (0600)."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix="demo-accounts-")
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}\t{password}\n" for name, password in passwords.items())
    Path(temporary).replace(path)
