"""`import_court_files PATH…`: what it reads, what it says, and how it ends."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.models import Case
from sources import jobs
from sources.management.commands.import_court_files import FilesRefusedError
from sources.models import CourtFile, DeliveryWay, JobState
from tests.factories import CourtFileFactory
from tests.sources.court_files import feed, notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    found: list[int] = []
    monkeypatch.setattr(jobs, "_send_all", lambda rows: found.extend(it.pk for it in rows) or True)
    return found


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def command(*paths: object, out: io.StringIO | None = None, **options: Any) -> str:
    """What the command prints; it ends well."""
    out = out or io.StringIO()
    call_command("import_court_files", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def refused(*paths: object) -> str:
    out = io.StringIO()
    with pytest.raises(FilesRefusedError):
        command(*paths, out=out)
    return out.getvalue()


def test_a_file_is_read_into_the_record_here_and_now(tmp_path: Path, told: list[int]) -> None:
    (tmp_path / "feed.xml").write_bytes(feed())
    said = command(tmp_path / "feed.xml")
    assert said == (
        "1 file: 1 read, 0 here already and 0 refused. Entries: 2 new, 0 changed, 0 unchanged.\n"
    )
    file = CourtFile.objects.get()
    assert (file.state, file.delivery.way) == (JobState.DONE, DeliveryWay.COMMAND)
    assert Case.objects.get().caption == "Roe 1 v. Acme Corp."
    assert told == []


def test_importing_again_brings_nothing_and_ends_well(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(feed())
    command(tmp_path)
    assert "1 file: 0 read, 1 here already and 0 refused. Entries: 0 new" in command(tmp_path)
    assert Case.objects.get().filings.count() == 2


def test_folders_are_read_with_those_in_them_and_zips_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/one.xml").write_bytes(feed(case=1))
    with zipfile.ZipFile(tmp_path / "a/two.zip", "w") as archive:
        archive.writestr("two.xml", feed(case=2))
    assert "2 files: 2 read" in command(tmp_path)
    assert Case.objects.count() == 2


def test_what_is_no_court_file_by_its_name_is_passed_over_and_counted(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(feed())
    for name in ("feed.json", "more.json", ".DS_Store", "README.md"):
        (tmp_path / name).write_bytes(b"{}")
    said = command(tmp_path)
    assert said.startswith("1 file: 1 read")
    assert "Passed over by their names, 4 files: 2 .json, 1 .DS_Store and 1 .md" in said
    assert CourtFile.objects.count() == 1


def test_what_is_refused_says_why_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(notice(subject="Lunch"))
    (tmp_path / "b.xml").write_bytes(b"")
    (tmp_path / "c.xml").write_bytes(feed())
    said = refused(tmp_path)
    assert "a.eml: " in said
    assert "b.xml: The file is empty" in said
    assert "3 files: 1 read, 0 here already and 2 refused. Entries: 2 new" in said


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(feed())
    with pytest.raises(CommandError, match=r"There is no .*nowhere. Nothing was read"):
        command(tmp_path / "feed.xml", tmp_path / "nowhere")
    assert not CourtFile.objects.exists()


def test_without_a_path_it_says_what_to_give(settings: Any) -> None:
    settings.MAILBOX = ""
    with pytest.raises(CommandError, match="Name the files or folders"):
        command()
    with pytest.raises(CommandError, match="MAILBOX names no folder"):
        command(mailbox=True)


def test_on_a_terminal_a_bar_grows_and_the_refusals_follow_it(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"")
    (tmp_path / "b.xml").write_bytes(feed())
    out = Terminal()
    with pytest.raises(FilesRefusedError):
        command(tmp_path, out=out)
    bar, after = out.getvalue().split("2/2", 1)
    assert "Reading" in bar
    assert "a.xml: The file is empty" in after


@pytest.mark.parametrize("by_option", [True, False])
def test_a_maildir_is_read_as_mail(tmp_path: Path, settings: Any, by_option: bool) -> None:
    settings.MAILBOX = str(tmp_path)
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new/1.court").write_bytes(notice(subject="Lunch"))
    with pytest.raises(FilesRefusedError):
        command(*([] if by_option else [tmp_path]), mailbox=by_option)
    file = CourtFile.objects.get()
    assert (file.delivery.way, file.state) == (DeliveryWay.MAILBOX, JobState.FAILED)
    assert [it.name for it in (tmp_path / "cur").iterdir()] == ["1.court:2,S"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/feed.xml").write_bytes(feed())
    (tmp_path / "in/round").symlink_to(tmp_path / "in")
    assert "1 file: 1 read" in command(tmp_path / "in")


def test_a_file_whose_worker_died_is_taken_up_again(tmp_path: Path) -> None:
    """Killed in the middle, and begun again: the row that said it was under way goes on."""
    lost = CourtFileFactory(
        raw=feed(), state=JobState.RUNNING, attempts=1, started_at=timezone.now(), sha256="0" * 64
    )
    (tmp_path / "feed.xml").write_bytes(feed(case=2))
    command(tmp_path)
    lost.refresh_from_db()
    assert lost.state == JobState.WAITING


def test_a_file_that_a_worker_takes_meanwhile_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is quicker with the first; what the command does is told by the rows."""
    from sources.management.commands import import_court_files as module

    (tmp_path / "one.xml").write_bytes(feed(case=1))
    (tmp_path / "two.xml").write_bytes(feed(case=2))
    work_on, refusals = jobs.work_on, iter([True])

    def busy(model: Any, pk: int, do: Any) -> bool:
        return False if next(refusals, False) else work_on(model, pk, do)

    monkeypatch.setattr(module.jobs, "work_on", busy)
    assert "2 files: 2 read" in command(tmp_path)
