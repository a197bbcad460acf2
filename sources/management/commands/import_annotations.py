from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.wording import figured
from sources.actions.import_annotations import AnnotationsRefusedError, import_annotations


class Command(BaseCommand):
    help = "Make citations of W3C Web Annotations about facts and texts that are here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        for path in files:
            try:
                done = import_annotations(path.read_text(encoding="utf-8-sig"))
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}") from error
            except UnicodeDecodeError as error:
                raise CommandError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
            except AnnotationsRefusedError as error:
                lines = "\n".join(f"  {problem}" for problem in error.problems)
                raise CommandError(f"{path}: nothing was imported.\n{lines}") from error
            self.stdout.write(
                f"{path}: {figured(done.new, 'new citation')}, {done.unchanged} here already"
            )
