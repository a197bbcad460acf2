"""Brings the groups in the database to what `casetracker/groups.py` declares."""

from typing import Any

from django.apps import apps as the_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from casetracker.groups import GROUPS, permissions_of

# Any number, so long as nothing else in the database locks on it.
_INSTALLING = 0x620B5


def install_groups(*, using: str = DEFAULT_DB_ALIAS, apps: Apps = the_apps, **_: Any) -> None:
    """Make the four groups with exactly their permissions; the receiver of `post_migrate`.

    One at a time: a second one waits, and finds nothing left to do. Other groups are left alone.
    """
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:  # migrated back to before there were any
        return
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_INSTALLING])
        # Django makes an app's permissions after the signal for that app; the groups need all.
        for config in the_apps.get_app_configs():
            create_permissions(config, verbosity=0, using=using, apps=apps)
        ids = {
            f"{app}.{codename}": pk
            for pk, app, codename in permission_model.objects.using(using).values_list(
                "pk", "content_type__app_label", "codename"
            )
        }
        for declared in GROUPS:
            group, _made = group_model.objects.using(using).get_or_create(name=declared.name)
            group.permissions.set(ids[name] for name in permissions_of(declared, ids))
