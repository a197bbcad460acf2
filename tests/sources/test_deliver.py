"""Court files come in: each a row, one bad file stopping none, the workers told afterwards."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from sources import jobs, tasks
from sources.actions.deliver import NothingCameError, deliver, sha256_of, try_files_again
from sources.actions.import_court_file import import_court_file
from sources.delivering import Piece, pieces_of
from sources.models import CourtFile, Delivery, DeliveryWay, JobState
from tests.factories import CourtFileFactory, DeliveryFactory
from tests.people import person
from tests.sources.court_files import feed, notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The jobs that workers were told of, in order."""
    found: list[int] = []
    monkeypatch.setattr(jobs, "_send_all", lambda rows: found.extend(it.pk for it in rows) or True)
    return found


def piece(name: str = "feed.xml", raw: bytes | None = None) -> Piece:
    raw = feed() if raw is None else raw
    return Piece(name, len(raw), raw)


def uploaded(*files: Piece, **more: Any) -> Delivery:
    return deliver(files=files, way=DeliveryWay.UPLOAD, **more)


# --- Taking in ------------------------------------------------------------------------------------


def test_each_file_waits_for_a_worker_with_its_bytes(told: list[int]) -> None:
    paula = person("paralegal")
    made = uploaded(piece("one.xml"), piece("two.xml", feed(case=2)), by=paula)
    one, two = made.files.all()
    assert (made.way, made.made_by) == (DeliveryWay.UPLOAD, paula)
    assert (one.filename, one.state, bytes(one.raw or b"")) == ("one.xml", "waiting", feed())
    assert (one.size, one.sha256, one.asked_by) == (len(feed()), sha256_of(feed()), paula)
    assert told == [one.pk, two.pk]


def test_workers_are_told_only_of_what_is_committed(told: list[int]) -> None:
    def breaks() -> Iterator[Piece]:
        yield piece()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deliver(files=breaks(), way=DeliveryWay.UPLOAD)
    assert (told, CourtFile.objects.count(), Delivery.objects.count()) == ([], 0, 0)


def test_a_file_that_is_not_taken_is_kept_by_its_name_and_stops_no_other(told: list[int]) -> None:
    made = uploaded(Piece("big.html", 50_000_000, refusal="It is too large."), piece())
    bad, good = made.files.all()
    assert (bad.state, bad.failure, bad.raw) == (JobState.FAILED, "It is too large.", None)
    assert (bad.filename, bad.size, bad.sha256) == ("big.html", 50_000_000, "")
    assert told == [good.pk]


def test_where_nothing_came_nothing_is_made() -> None:
    with pytest.raises(NothingCameError):
        uploaded()
    assert not Delivery.objects.exists()


def test_who_does_the_work_itself_tells_nobody(told: list[int]) -> None:
    uploaded(piece(), tell=False)
    assert told == []


def test_few_files_are_in_memory_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.actions.deliver._BYTES_AT_ONCE", 2_000)
    before: list[int] = []

    def coming() -> Iterator[Piece]:
        for number in range(6):
            before.append(CourtFile.objects.count())
            yield piece(f"{number}.xml", b"x" * 900)

    deliver(files=coming(), way=DeliveryWay.UPLOAD)
    assert before == [0, 0, 0, 3, 3, 3]


def test_a_zip_becomes_the_files_in_it() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a/one.xml", feed())
        archive.writestr("a/two.xml", feed(case=2))
    made.seek(0)
    uploaded(*pieces_of("files.zip", made, 1_000))
    assert list(CourtFile.objects.values_list("filename", flat=True)) == ["one.xml", "two.xml"]


# --- Telling of many ------------------------------------------------------------------------------


def test_of_many_so_many_are_told_of_as_keep_the_workers_busy(told: list[int]) -> None:
    made = uploaded(*[piece(f"{n}.xml") for n in range(50)])
    first = list(made.files.values_list("pk", flat=True))[: jobs.SENT_AGAIN_AT_ONCE]
    assert told == first


def in_turn(told: list[int]) -> None:
    """Do what the queue holds, as one worker does, until it holds nothing."""
    while told:
        tasks.run_courtfile(told.pop(0))


def test_a_worker_tells_of_the_next_so_that_none_waits_for_the_sweep(
    told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SENT_AGAIN_AT_ONCE", 3)
    made = uploaded(*[piece(f"{n}.txt", b"no court file %d" % n) for n in range(12)])
    in_turn(told)
    assert {it.state for it in made.files.all()} == {JobState.FAILED}
    assert set(made.files.values_list("attempts", flat=True)) == {1}


def test_after_lost_messages_one_sweep_sets_all_of_them_going(
    told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SENT_AGAIN_AT_ONCE", 3)
    made = uploaded(*[piece(f"{n}.txt", b"no court file %d" % n) for n in range(12)])
    told.clear()
    assert jobs.sweep() == 3
    in_turn(told)
    assert {it.state for it in made.files.all()} == {JobState.FAILED}


def test_a_message_for_what_is_done_tells_of_nothing(told: list[int]) -> None:
    made = uploaded(*[piece(f"{n}.txt", b"no court file") for n in range(2)])
    first, _ = told
    told.clear()
    tasks.run_courtfile(first)
    assert told == [made.files.last().pk]  # type: ignore[union-attr]
    tasks.run_courtfile(first)
    assert len(told) == 1


# --- What came of it ------------------------------------------------------------------------------


def test_a_feed_is_read_and_the_same_bytes_again_bring_nothing() -> None:
    made = uploaded(piece("one.xml"), piece("again.xml"))
    for file in made.files.all():
        assert jobs.work_on(CourtFile, file.pk, import_court_file)
    one, again = made.files.all()
    assert (one.state, one.entries_new, one.raw) == (JobState.DONE, 2, None)
    assert one.source is not None
    assert [it.caption for it in one.cases.all()] == ["Roe 1 v. Acme Corp."]
    assert (again.state, again.same_as, again.source) == (JobState.DONE, one, None)


def test_what_is_refused_for_what_it_is_keeps_no_bytes_and_is_not_tried_again(
    told: list[int],
) -> None:
    file = uploaded(piece("notice.eml", notice(subject="Lunch"))).files.get()
    jobs.work_on(CourtFile, file.pk, import_court_file)
    file.refresh_from_db()
    assert (file.state, file.raw) == (JobState.FAILED, None)
    assert file.failure
    told.clear()
    assert try_files_again(files=CourtFile.objects.all(), by=None) == 0
    assert told == []


def test_what_was_stopped_for_another_reason_is_tried_again_as_asked_now(told: list[int]) -> None:
    stopped = CourtFileFactory(
        raw=feed(),
        sha256=sha256_of(feed()),
        state=JobState.FAILED,
        failure="The worker was stopped.",
        attempts=3,
        finished_at=timezone.now(),
    )
    done = CourtFileFactory(delivery=DeliveryFactory(), raw=feed())
    paula = person("paralegal")
    assert try_files_again(files=CourtFile.objects.all(), by=paula) == 1
    stopped.refresh_from_db()
    assert (stopped.state, stopped.attempts, stopped.asked_by) == (JobState.WAITING, 0, paula)
    assert told == [stopped.pk]
    assert done.state == JobState.WAITING
