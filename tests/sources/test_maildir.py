"""New mail is taken in once, marked as seen after that, and never deleted."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sources import jobs, tasks
from sources.actions import read_mailbox as reading
from sources.actions.read_mailbox import read_mailbox
from sources.delivering import maildir
from sources.models import CourtFile, Delivery, DeliveryWay, JobState
from tests.sources.court_files import notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The jobs that workers were told of."""
    found: list[int] = []
    monkeypatch.setattr(jobs, "_send_all", lambda rows: found.extend(it.pk for it in rows) or True)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    return tmp_path


def put(folder: Path, name: str, raw: bytes | None = None) -> bytes:
    raw = notice(subject=f"Activity in {name}") if raw is None else raw
    (folder / "new" / name).write_bytes(raw)
    return raw


def lie(folder: Path, part: str) -> list[str]:
    return sorted(it.name for it in (folder / part).iterdir())


def test_a_new_message_is_taken_in_and_then_marked_as_seen(folder: Path, told: list[int]) -> None:
    raw = put(folder, "1763793540.M1P1.court")
    read_mailbox(folder)
    file = CourtFile.objects.get()
    assert file.delivery.way == DeliveryWay.MAILBOX
    assert (bytes(file.raw or b""), file.state) == (raw, JobState.WAITING)
    assert file.filename == ("Activity in 1763793540.M1P1.court (1763793540.M1P1.court).eml")
    assert told == [file.pk]
    assert (lie(folder, "new"), lie(folder, "cur")) == ([], ["1763793540.M1P1.court:2,S"])
    assert (folder / "cur/1763793540.M1P1.court:2,S").read_bytes() == raw


def test_several_come_in_together_the_oldest_first(folder: Path) -> None:
    for second in (1763793542, 1763793540, 1763793541):
        put(folder, f"{second}.court")
    read_mailbox(folder)
    assert Delivery.objects.count() == 1
    names = CourtFile.objects.values_list("filename", flat=True)
    assert [name[12:22] for name in names] == ["1763793540", "1763793541", "1763793542"]


def test_an_empty_mailbox_makes_nothing(folder: Path) -> None:
    assert read_mailbox(folder).delivery is None
    assert not Delivery.objects.exists()


def test_killed_between_keeping_and_marking_nothing_is_doubled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "1.court")
    with monkeypatch.context() as patch:
        patch.setattr(maildir, "mark_seen", _killed)
        with pytest.raises(KeyboardInterrupt):
            read_mailbox(folder)
    assert CourtFile.objects.count() == 1
    again = read_mailbox(folder)
    assert (again.delivery, again.known) == (None, ["1.court"])
    assert (CourtFile.objects.count(), Delivery.objects.count()) == (1, 1)
    assert (lie(folder, "new"), lie(folder, "cur")) == ([], ["1.court:2,S"])


def test_killed_before_the_rows_are_committed_the_message_stays_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "1.court")
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "ask_all", _killed)
        with pytest.raises(KeyboardInterrupt):
            read_mailbox(folder)
    assert (lie(folder, "new"), CourtFile.objects.count()) == (["1.court"], 0)


def _killed(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_message_that_cannot_be_moved_is_said_and_not_taken_in_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "1.court")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(maildir, "mark_seen", full)
    for _ in range(3):
        assert read_mailbox(folder).left == {
            "1.court": "it cannot be moved to cur: No space left on device"
        }
    assert CourtFile.objects.count() == 1


def link(folder: Path) -> None:
    (folder / "secret").write_bytes(b"Subject: the password")
    (folder / "new/1.link").symlink_to(folder / "secret")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "new/1.link")


def inner_folder(folder: Path) -> None:
    (folder / "new/1.link").mkdir()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (link, "it is a link, and links are not followed"),
        (pipe, "it is no plain file"),
        (inner_folder, "it is no plain file"),
    ],
)
def test_what_is_no_plain_file_is_left_and_said(
    folder: Path, make: Callable[[Path], None], why: str, caplog: pytest.LogCaptureFixture
) -> None:
    make(folder)
    put(folder, "2.court")
    assert read_mailbox(folder).left == {"1.link": why}
    assert (CourtFile.objects.count(), lie(folder, "new")) == (1, ["1.link"])
    assert why in caplog.text


def test_a_mail_folder_that_is_a_link_elsewhere_is_none(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "new").rmdir()
    (folder / "new").symlink_to(elsewhere)
    with pytest.raises(maildir.NoMaildirError, match="is no Maildir"):
        read_mailbox(folder)


def test_what_is_no_maildir_is_told_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(maildir.NoMaildirError, match="folders new, cur and tmp were expected"):
        read_mailbox(tmp_path)


def test_a_message_that_is_empty_or_too_large_is_refused_and_marked(folder: Path) -> None:
    put(folder, "1.empty", b"")
    put(folder, "2.large", b"x" * 20_000_001)
    read_mailbox(folder)
    files = CourtFile.objects.values_list("state", "failure")
    assert {state for state, _ in files} == {JobState.FAILED}
    assert "empty" in files[0][1]
    assert "20.0 MB" in files[1][1]
    assert lie(folder, "new") == []


def test_a_seen_message_of_that_name_is_not_written_over(folder: Path) -> None:
    (folder / "cur/1.court:2,S").write_bytes(b"another")
    put(folder, "1.court")
    read_mailbox(folder)
    assert lie(folder, "cur") == ["1.court:2,S", "1.court_2:2,S"]
    assert (folder / "cur/1.court:2,S").read_bytes() == b"another"


def test_no_more_than_so_many_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 2)
    for number in range(5):
        put(folder, f"{number}.court")
    read_mailbox(folder)
    assert (CourtFile.objects.count(), len(lie(folder, "new"))) == (2, 3)


def test_two_who_read_at_once_leave_it_to_one(folder: Path) -> None:
    put(folder, "1.court")
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [reading._READING])
        assert read_mailbox(folder).others_at_it
        assert not CourtFile.objects.exists()
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [reading._READING])
    finally:
        another.close()
    assert not read_mailbox(folder).others_at_it
    assert CourtFile.objects.count() == 1


def test_a_subject_that_turns_the_writing_round_is_neutralised(folder: Path) -> None:
    put(folder, "1.court", "Subject: a\u202elmth.exe <b>\r\n\r\nx".encode())
    put(folder, "2.court", b"\xff\xfe nothing of a mail")
    read_mailbox(folder)
    one, two = CourtFile.objects.values_list("filename", flat=True)
    assert one == "a\ufffdlmth.exe <b> (1.court).eml"
    assert two == "2.court.eml"


def test_the_clock_reads_the_mailbox_of_the_settings(folder: Path, settings: Any) -> None:
    settings.MAILBOX = str(folder)
    put(folder, "1.court")
    tasks.read_mailbox()
    assert CourtFile.objects.count() == 1
