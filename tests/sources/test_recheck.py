"""Watched addresses are looked at again in time; failures put the next look off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sources import tasks
from sources.actions.watch import recheck_due, watch
from sources.models import Capture, Every, JobState, Source, Watch, Way
from tests.factories import CaptureFactory, SnapshotFactory, SourceFactory, WatchFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row says what is asked for; no message is sent to a queue from here."""
    monkeypatch.setattr("sources.jobs.ask", lambda job: None)


@pytest.fixture
def source() -> Source:
    return SourceFactory(key="gazette", url="https://gazette.example/suit")


def ended(source: Source, state: str, **values: Any) -> Watch:
    """The watch of a source after one more look at its address."""
    capture = CaptureFactory(source=source, **values)
    Capture.objects.filter(pk=capture.pk).update(state=JobState.RUNNING)
    outcome: dict[str, Any] = {"failure": "It does not answer."}
    if state == JobState.DONE:
        outcome = {"snapshot": SnapshotFactory(source=source, text=str(capture.pk)), "is_new": True}
    Capture.objects.filter(pk=capture.pk).update(state=state, finished_at=NOW, **outcome)
    return Watch.objects.get(source=source)


# --- When the next look is


@pytest.mark.parametrize(("every", "days"), [("day", 1), ("week", 7), ("month", 30)])
def test_after_a_look_the_next_is_an_interval_away(source: Source, every: str, days: int) -> None:
    WatchFactory(source=source, every=every, failures=3)
    found = ended(source, JobState.DONE)
    assert (found.failures, found.checked_at) == (0, NOW)
    assert found.due_at == NOW + timedelta(days=days)


def test_each_failure_in_a_row_doubles_the_wait_up_to_60_days(source: Source) -> None:
    WatchFactory(source=source, every=Every.DAY)
    waits = [(ended(source, JobState.FAILED).due_at - NOW).days for _ in range(8)]
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    found = Watch.objects.get()
    assert (found.failures, found.checked_at) == (8, None)
    assert ended(source, JobState.DONE).due_at == NOW + timedelta(days=1)


def test_very_many_failures_overflow_nothing(source: Source) -> None:
    WatchFactory(source=source, every=Every.MONTH, failures=999)
    found = ended(source, JobState.FAILED)
    assert (found.failures, found.due_at) == (999, NOW + timedelta(days=60))


def test_a_text_that_was_pasted_is_no_look_at_the_address(source: Source) -> None:
    before = WatchFactory(source=source)
    found = ended(source, JobState.DONE, way=Way.PASTE)
    assert (found.due_at, found.checked_at) == (before.due_at, None)


def test_a_capture_of_a_source_that_nobody_watches_makes_no_watch(source: Source) -> None:
    other = WatchFactory()
    with pytest.raises(Watch.DoesNotExist):
        ended(source, JobState.DONE)
    other.refresh_from_db()
    assert other.checked_at is None


# --- Asking


def test_what_is_due_is_asked_for_and_nothing_else(source: Source) -> None:
    WatchFactory(source=source)
    WatchFactory(source=SourceFactory(url="https://herald.example/"), due_at=later())
    WatchFactory(source=SourceFactory(url=""))
    [done] = recheck_due()
    assert (done.source, done.why_not) == (source, "")
    capture = Capture.objects.get()
    assert (capture.source, capture.is_recheck, capture.asked_by) == (source, True, None)


def later() -> datetime:
    return datetime.now(tz=UTC) + timedelta(hours=1)


def test_a_source_that_is_being_looked_at_is_left(source: Source) -> None:
    WatchFactory(source=source)
    CaptureFactory(source=source)
    [done] = recheck_due()
    assert done.why_not == "it is being looked at already"
    assert Capture.objects.count() == 1


def test_watching_begins_with_a_look_at_once_and_ends_with_never(source: Source) -> None:
    watch(source=source, every=Every.WEEK)
    assert [one.source for one in recheck_due()] == [source]
    watch(source=source, every=None)
    assert not Watch.objects.exists()


def test_the_clock_asks_every_ten_minutes() -> None:
    [entry] = [
        entry
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
        if entry["task"] == tasks.recheck_sources.name
    ]
    assert entry["schedule"] == timedelta(minutes=10)


def test_the_task_asks_for_what_is_due(source: Source) -> None:
    WatchFactory(source=source)
    tasks.recheck_sources()
    assert Capture.objects.get().source == source


# --- The command


def test_the_command_asks_for_what_is_due(
    source: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    WatchFactory(source=source)
    call_command("recheck_sources")
    told = capsys.readouterr().out
    assert "gazette: asked for" in told
    assert "The worker takes 1 of them" in told
    call_command("recheck_sources")
    assert "left, for it is being looked at already" in capsys.readouterr().out


def test_the_command_says_when_nothing_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("recheck_sources")
    assert "No watched source is due." in capsys.readouterr().out


def test_the_command_asks_for_sources_by_name_watched_or_not(source: Source) -> None:
    SourceFactory(url="https://herald.example/")
    call_command("recheck_sources", "gazette")
    assert Capture.objects.get().source == source


def test_the_command_asks_for_all_that_have_an_address(source: Source) -> None:
    SourceFactory(url="")
    call_command("recheck_sources", all=True)
    assert Capture.objects.get().source == source


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "There is no source “nowhere”. The tracker has: gazette, mute."),
        (["gazette", "--all"], "keys or --all, not both"),
        (["mute"], "1 of 1 sources named were not asked for"),
    ],
)
def test_the_command_fails_in_words(source: Source, arguments: list[str], message: str) -> None:
    SourceFactory(key="mute", url="")
    with pytest.raises(CommandError, match=message):
        call_command("recheck_sources", *arguments)
    assert not Capture.objects.exists()
