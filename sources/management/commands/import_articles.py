from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.actions import ImportedArticle, import_article
from sources.models import Source


class QuotesMissingError(CommandError):
    """The texts are imported, and some quotes are not in them."""


class Command(BaseCommand):
    help = "Add the whole texts of articles that were quoted from, and find every quote in them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory", type=Path, metavar="DIR", help="holds a file named as the source says"
        )

    def handle(self, *, directory: Path, **options: Any) -> None:
        if not directory.is_dir():
            raise CommandError(f"{directory} is no folder; give the one that holds the articles")
        sources = Source.objects.exclude(text_file="")
        if not sources:
            raise CommandError(
                "No source names a text_file yet; load the record that quotes them first: "
                "load_record sources/records/*.yaml"
            )
        read = {source: _text(directory / source.text_file) for source in sources}
        done = [
            import_article(source=source, raw=content[0], text=content[1])
            for source, content in read.items()
            if content is not None
        ]
        for imported in done:
            self._tell(imported)
        absent = [source for source, content in read.items() if content is None]
        for source in absent:
            self.stdout.write(f"{source}: no file {source.text_file} in {directory}")
        if any(imported.missing or imported.repeated for imported in done):
            raise QuotesMissingError(
                "Some quotes were not found. Compare them with the texts: an article may have been "
                "edited since, or the record may misquote it."
            )
        if not done:
            raise CommandError(f"{directory} holds no text that a source names")

    def _tell(self, imported: ImportedArticle) -> None:
        state = "new" if imported.is_new else "already here"
        lost = len(imported.missing) + len(imported.repeated)
        self.stdout.write(
            f"{imported.source}: text {state}, {imported.found} of {imported.found + lost} "
            "quotes found"
        )
        for words in imported.missing:
            self.stdout.write(f"  not in the text: “{words}”")
        for words in imported.repeated:
            self.stdout.write(f"  in the text more than once: “{words}”; quote a word more")


def _text(path: Path) -> tuple[bytes, str] | None:
    if not path.is_file():
        return None
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{path} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8. "
            "Nothing was imported."
        ) from error
    if "\0" in text:
        raise CommandError(f"{path} holds a NUL character and is no text. Nothing was imported.")
    return raw, text
