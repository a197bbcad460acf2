from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.actions.watch import recheck, recheck_due
from sources.models import Source


class Command(BaseCommand):
    help = "Ask for the texts of watched sources whose time has come, or of the sources named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "keys",
            nargs="*",
            metavar="KEY",
            help="sources by their keys, watched or not, due or not",
        )
        parser.add_argument("--all", action="store_true", help="every source that has an address")

    def handle(self, *, keys: list[str], all: bool, **options: Any) -> None:  # noqa: A002
        if keys and all:
            raise CommandError("Give keys or --all, not both.")
        if keys or all:
            wanted = _named(keys) if keys else list(Source.objects.exclude(url=""))
            done = recheck(wanted)
        else:
            done = recheck_due()
        for one in done:
            said = f"left, for {one.why_not}" if one.why_not else "asked for"
            self.stdout.write(f"{one.source.key}: {said}")
        asked = sum(not one.why_not for one in done)
        if not done:
            self.stdout.write(
                "No source has an address."
                if all
                else "No watched source is due. Name one by its "
                "key to look at it all the same, or give --all."
            )
        if keys and asked < len(done):
            raise CommandError(
                f"{len(done) - asked} of {len(done)} sources named were not asked for."
            )
        if asked:
            self.stdout.write(f"The worker takes {asked} of them; their pages show how it goes.")


def _named(keys: list[str]) -> list[Source]:
    found = {source.key: source for source in Source.objects.filter(key__in=keys)}
    if unknown := [key for key in keys if key not in found]:
        known = ", ".join(Source.objects.values_list("key", flat=True)[:20]) or "none yet"
        raise CommandError(
            f"There is no source “{unknown[0]}”. The tracker has: {known}. Nothing was asked for."
        )
    return [found[key] for key in dict.fromkeys(keys)]
