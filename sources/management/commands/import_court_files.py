import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import click
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.wording import figured, joined
from sources import jobs
from sources.actions.deliver import NothingCameError, deliver
from sources.actions.import_court_file import import_court_file
from sources.actions.read_mailbox import read_mailbox
from sources.deliveries import tally_of
from sources.delivering.folders import Found, found_under, pieces_in
from sources.delivering.maildir import NoMaildirError
from sources.models import UNFINISHED, CourtFile, Delivery, DeliveryWay, JobState

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_SHOWN = ("pk", "state", "filename", "failure")
_NAME_SHOWN = 40  # characters beside the bar
_ELSEWHERE_SECONDS = 0.2  # between looks at what a worker has taken meanwhile


class FilesRefusedError(CommandError):
    """All files are through, and some of them were not taken."""


class Command(BaseCommand):
    help = "Read court files (dockets, notices, feeds; files, folders, zips, Maildirs) into cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="a file, zip, folder or Maildir"
        )
        parser.add_argument(
            "--mailbox", action="store_true", help="and what is new in the mail folder of MAILBOX"
        )

    def handle(self, *, paths: list[Path], mailbox: bool, **options: Any) -> None:
        found = _found(paths, mailbox=mailbox)
        jobs.give_back_lost(CourtFile)
        try:
            brought = self._brought(found)
        except NoMaildirError as error:
            raise CommandError(str(error)) from error
        refused = self._work_through(brought)
        self._sum_up(brought, found)
        if refused:
            raise FilesRefusedError(
                f"{figured(refused, 'file')} of {_files(brought).count():,} not taken; why stands "
                "above. The others are in."
            )

    def _brought(self, found: Found) -> list[Delivery]:
        """The deliveries made of what was found. The work is done here, so nobody is told."""
        brought = []
        for folder in found.maildirs:
            while True:
                reading = read_mailbox(folder, tell=False)
                if reading.others_at_it:
                    self.stdout.write(f"{folder}: another process is reading it now")
                for name, why in reading.left.items():
                    self.stdout.write(f"{folder}/new/{name!r} stays there: {why}")
                if reading.delivery is None:
                    break
                brought.append(reading.delivery)
        try:
            pieces = pieces_in(found.files)
            brought.append(deliver(files=pieces, way=DeliveryWay.COMMAND, tell=False))
        except NothingCameError:
            pass
        return brought

    def _work_through(self, brought: list[Delivery]) -> int:
        """Read every file, and say which are refused; return how many they are."""
        files = _files(brought)
        refused = list(files.filter(state=JobState.FAILED).only(*_SHOWN))
        with self._bar(files.count()) as step:
            for file in refused:
                step(file)
            for pk in _taken_in_turn(files):
                file = CourtFile.objects.only(*_SHOWN).get(pk=pk)
                step(file)
                if file.state == JobState.FAILED:
                    refused.append(file)
        if self.stdout.isatty():
            for file in refused:
                self._say(file)
        return len(refused)

    @contextmanager
    def _bar(self, length: int) -> Iterator[Any]:
        """On a terminal a bar that grows; elsewhere, for a log, a line for each file refused."""
        if not self.stdout.isatty():
            yield self._say
            return
        bar: ProgressBar[CourtFile] = click.progressbar(
            length=length,
            label="Reading",
            file=cast("TextIO", self.stdout._out),
            show_pos=True,
            item_show_func=_beside_the_bar,
        )
        with bar:
            yield lambda file: bar.update(1, file)

    def _say(self, file: CourtFile) -> None:
        if file.state == JobState.FAILED:
            self.stdout.write(f"{file.filename}: {file.failure}")

    def _sum_up(self, brought: list[Delivery], found: Found) -> None:
        tally = tally_of(_files(brought))
        parts = [
            f"{tally.read:,} read",
            f"{tally.copies:,} here already",
            f"{tally.refused + tally.stopped:,} refused",
        ]
        self.stdout.write(
            f"{figured(tally.files, 'file')}: {joined(parts)}. Entries: {tally.new:,} new, "
            f"{tally.changed:,} changed, {tally.unchanged:,} unchanged."
        )
        if found.passed_over:
            kinds = joined([f"{n:,} {name}" for name, n in found.passed_over.most_common()])
            count = figured(found.passed_over.total(), "file")
            self.stdout.write(f"Passed over by their names, {count}: {kinds}")


def _found(paths: list[Path], *, mailbox: bool) -> Found:
    """What lies under the paths; raises CommandError before anything is taken."""
    if mailbox and not settings.MAILBOX:
        raise CommandError("MAILBOX names no folder; set it to the Maildir, or give that as PATH.")
    if not paths and not mailbox:
        raise CommandError("Name the files or folders to read, or give --mailbox.")
    if absent := [path for path in paths if not path.exists()]:
        names = joined([str(path) for path in absent], last="and no")
        raise CommandError(f"There is no {names}. Nothing was read.")
    found = found_under(paths)
    if mailbox:
        found.maildirs.append(Path(settings.MAILBOX))
    return found


def _beside_the_bar(file: CourtFile | None) -> str | None:
    return file.filename[:_NAME_SHOWN] if file else None


def _files(brought: list[Delivery]) -> Any:
    return CourtFile.objects.filter(delivery__in=brought).order_by("pk")


def _taken_in_turn(files: Any) -> Iterator[int]:
    """The keys of the waiting files, each when it is done, here or by a worker."""
    left = list(files.filter(state__in=UNFINISHED).values_list("pk", flat=True))
    while left:
        for pk in left:
            jobs.work_on(CourtFile, pk, import_court_file)
            if not CourtFile.objects.filter(pk=pk, state__in=UNFINISHED).exists():
                yield pk
        still = CourtFile.objects.filter(pk__in=left, state__in=UNFINISHED)
        left = list(still.order_by("pk").values_list("pk", flat=True))
        if left:
            time.sleep(_ELSEWHERE_SECONDS)
            jobs.give_back_lost(CourtFile)
