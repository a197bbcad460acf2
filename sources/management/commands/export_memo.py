import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.models import Case
from sources.handing_over.files import FORMATS, file_name, memo_file
from sources.handing_over.refusals import NotMadeError

_PRINTED = "-"


class Command(BaseCommand):
    help = (
        "Make the memo of a case: Word with footnotes, PDF or Markdown. It goes to standard "
        "output, or into a file with --output; on a terminal, Word and PDF go into a file in "
        "this folder."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the last part of the case page's address")
        parser.add_argument("--format", choices=list(FORMATS), default="docx")
        parser.add_argument("--output", metavar="FILE", help="the file to write; - is the output")

    def handle(self, *, slug: str, output: str | None, **options: Any) -> None:
        suffix: str = options["format"]
        case = Case.objects.select_related("court").filter(slug=slug).first()
        if case is None:
            known = ", ".join(Case.objects.values_list("slug", flat=True)[:20]) or "none yet"
            raise CommandError(f"There is no case “{slug}”. The tracker has: {known}")
        made = timezone.now()
        try:
            content = memo_file(case, suffix, made=made)
        except NotMadeError as error:
            raise CommandError(str(error)) from error
        if output is None and suffix != "md" and self.stdout.isatty():
            output = file_name(case, "memo", suffix, made=made)
        if output is None or output == _PRINTED:
            self._print(content, suffix)
            return
        try:
            Path(output).write_bytes(content)
        except OSError as error:
            raise CommandError(
                f"The memo could not be written to {output}: {error.strerror}. Name another file."
            ) from error
        self.stderr.write(f"Wrote {output}")

    def _print(self, content: bytes, suffix: str) -> None:
        if suffix == "md":
            self.stdout.write(content.decode(), ending="")
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
