from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casetracker.dumps import DumpError, restore


class Command(BaseCommand):
    help = "Put a file that `dump` wrote into the database in use, which must be empty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="give up all that the database holds for what the file holds",
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            restore(file, replace=replace)
        except DumpError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} is restored. Now bring it up to this version: manage.py migrate")
