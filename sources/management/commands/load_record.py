from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from sources import record_file
from sources.actions import load_record
from sources.actions.loading import LoadReport
from sources.record_file import RecordFileError


class Command(BaseCommand):
    help = "Load record files (docs/record-file.md). Loading one again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--new-only",
            action="store_true",
            help="pass over a file whose case the tracker already has, so that what people have "
            "changed since is not set back",
        )

    def handle(self, *, files: list[Path], new_only: bool, **options: Any) -> None:
        try:
            # All are read before any is loaded, so that a broken one is found at once.
            records = [record_file.read(path) for path in files]
            for record in records:
                slug = record.record.case.slug
                if new_only and Case.objects.filter(slug=slug).exists():
                    self.stdout.write(f"{slug}: already here")
                else:
                    self.stdout.write(f"{slug}: {_in_words(load_record(file=record))}")
        except RecordFileError as error:
            raise CommandError(
                f"Nothing of {error.name} was loaded. What is wrong with it:\n{error}"
            ) from error


def _in_words(report: LoadReport) -> str:
    if report.did_nothing:
        return f"nothing new ({report.unchanged.total()} rows as they were)"
    parts = [
        f"{done} " + ", ".join(f"{count} {name}" for name, count in sorted(tally.items()))
        for done, tally in (("added", report.created), ("changed", report.changed))
        if tally
    ]
    return "; ".join(parts)
