"""`manage.py demo_accounts`: an account for each role, in the demo only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casetracker.demo_accounts import kept_at, make_demo_accounts


class Command(BaseCommand):
    """Make the demo's accounts and print them once; afterwards, say where they are kept."""

    help = "Make one account for each role (reader, paralegal, attorney, admin) in the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses with DATABASE_URL: accounts with known names have no place in a deployment."""
        if settings.PRODUCTION:
            raise CommandError(
                "Demo accounts are for the embedded database only, and DATABASE_URL names another. "
                "Make the first admin with: manage.py createsuperuser. That admin makes the other "
                "accounts, under /admin/."
            )
        path = kept_at(settings.DATA_DIR)
        made = make_demo_accounts(data_dir=settings.DATA_DIR)
        if made is None:
            self.stdout.write(f"The demo accounts and their passwords are in {path}")
            return
        self.stdout.write("Demo accounts, to sign in with (user name, password):")
        for name, password in made.items():
            self.stdout.write(f"    {name:<10} {password}")
        self.stdout.write(f"They are kept in {path}")
