"""Messages in files appear whole: a worker that looks at any moment takes none half there."""

import os
import time
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from casetracker import file_queue
from casetracker.celery import app
from casetracker.file_transport import Channel, Transport


@pytest.fixture
def channel(tmp_path: Path) -> Any:
    options = file_queue.transport_options(tmp_path)
    with Connection("filesystem://localhost", transport_options=options) as connection:
        yield connection.channel()


def test_the_queue_of_files_is_ours() -> None:
    with app.connection_for_write(url="filesystem://localhost") as broker:
        assert isinstance(broker.transport, Transport)


def test_a_message_is_taken_once_as_it_was_put(channel: Channel) -> None:
    channel._put("celery", {"body": "42"})
    assert channel._get("celery") == {"body": "42"}
    with pytest.raises(Empty):
        channel._get("celery")


def test_messages_are_taken_in_the_order_in_which_they_were_put(channel: Channel) -> None:
    for number in range(3):
        channel._put("celery", number)
        # Names of the same millisecond have no order.
        before = _milliseconds()
        while _milliseconds() == before:
            pass
    assert [channel._get("celery") for _ in range(3)] == [0, 1, 2]


def test_what_is_not_wholly_written_is_no_message_yet(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    rename = Path.rename

    def look_and_rename(written: Path, name: Path) -> Path:
        with pytest.raises(Empty):
            channel._get("celery")
        looked.append(name)
        return rename(written, name)

    monkeypatch.setattr(Path, "rename", look_and_rename)
    channel._put("celery", "whole")
    assert looked
    assert channel._get("celery") == "whole"


def test_a_worker_that_waits_for_work_hears_within_a_moment_that_it_shall_stop(
    channel: Channel,
) -> None:
    """Celery looks for that after each wait, and would wait two seconds."""
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        channel.connection.drain_events(channel.connection, timeout=2.0)
    assert time.monotonic() - began < 1


def test_what_was_never_finished_is_dropped_after_a_day(tmp_path: Path) -> None:
    file_queue.transport_options(tmp_path)
    half = tmp_path / "messages" / "1_x.celery.msg.part"
    half.touch()
    file_queue.drop_old_messages(tmp_path)
    assert half.exists()
    os.utime(half, (time.time() - 90_000,) * 2)
    file_queue.drop_old_messages(tmp_path)
    assert not half.exists()


def _milliseconds() -> int:
    return time.monotonic_ns() // 1_000_000
