"""The queue of files: private, on one disk, and with a heartbeat that tells a worker's state."""

import os
import time
from pathlib import Path

from casetracker import file_queue


def test_the_folders_are_made_closed_to_others(tmp_path: Path) -> None:
    options = file_queue.transport_options(tmp_path / "data" / "queue")

    assert Path(options["data_folder_in"]).stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "queue").stat().st_mode & 0o777 == 0o700
    assert options["data_folder_in"] == options["data_folder_out"]


def test_a_queue_takes_messages_unless_its_folder_is_gone(tmp_path: Path) -> None:
    file_queue.transport_options(tmp_path)
    assert file_queue.takes_messages(tmp_path)

    (tmp_path / "messages").rmdir()
    assert not file_queue.takes_messages(tmp_path)


def test_a_worker_is_alive_from_its_heartbeat_until_ten_seconds_of_silence(tmp_path: Path) -> None:
    assert not file_queue.worker_is_alive(tmp_path)

    file_queue.beat(tmp_path)
    assert file_queue.worker_is_alive(tmp_path)

    silent_for = time.time() - file_queue.SILENT_AFTER_SECONDS - 1
    os.utime(tmp_path / "heartbeat", (silent_for, silent_for))
    assert not file_queue.worker_is_alive(tmp_path)


def test_a_worker_that_says_farewell_is_gone_at_once(tmp_path: Path) -> None:
    file_queue.beat(tmp_path)
    file_queue.stop_beating(tmp_path)
    file_queue.stop_beating(tmp_path)

    assert not file_queue.worker_is_alive(tmp_path)


def test_taken_messages_are_dropped_after_a_day(tmp_path: Path) -> None:
    file_queue.transport_options(tmp_path)
    fresh, old = tmp_path / "taken" / "fresh.msg", tmp_path / "taken" / "old.msg"
    fresh.touch()
    old.touch()
    os.utime(old, (time.time() - 90_000,) * 2)

    file_queue.drop_old_messages(tmp_path)

    assert fresh.exists()
    assert not old.exists()
