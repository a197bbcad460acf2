from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casetracker.dumps import DumpError, dump


class Command(BaseCommand):
    help = "Write the whole database, history included, into a file that `restore` reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="must not be there yet")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            dump(file)
        except DumpError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")
