"""A text is kept once, whoever brings it; the one last seen is the current one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.utils import timezone

from cases.editing import EditConflictError
from sources import jobs
from sources.actions.capture import (
    NothingKeptError,
    UnderWayError,
    ask_for_capture,
    confirm_proposed,
    try_again,
)
from sources.actions.keeping import keep_text
from sources.actions.take_text import take_text
from sources.models import Capture, JobState, PassageCheck, Snapshot, Source, Taken, Way
from sources.noticing import Noticed, NoticeKind
from tests.factories import (
    CaptureFactory,
    CitationFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.people import person
from tests.sources.fetching.servers import page, serve
from tests.sources.imaginary import ANSWERED, ASKED, SUED, article

pytestmark = pytest.mark.django_db

FIRST = f"{SUED}\n{ASKED}"
SECOND = f"{SUED}\n{ANSWERED}"
HEADLINE = Noticed(NoticeKind.HEADLINE, "Acme sued")
NOTE = Noticed(NoticeKind.NOTE, "Correction: the sum was wrong.")


@pytest.fixture(autouse=True)
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_send", lambda job: True)


def work(capture: Capture) -> Capture:
    """Do what a worker does, and return the row as it is then."""
    jobs.work_on(Capture, capture.pk, take_text)
    capture.refresh_from_db()
    return capture


def paste(source: Source, text: str) -> Capture:
    return work(ask_for_capture(source=source, way=Way.PASTE, raw=text.encode()))


# --- Keeping --------------------------------------------------------------------------------------


def test_a_text_is_kept_with_its_bytes_and_is_the_current_one() -> None:
    source = SourceFactory()
    snapshot, is_new = keep_text(
        source=source,
        text=FIRST,
        taken=Taken.UPLOADED,
        raw=b"%PDF-",
        media="pdf",
        extractor="reader 1",
        page_starts=[0, len(SUED) + 1],
    )
    source.refresh_from_db()
    assert is_new
    assert source.current == snapshot
    snapshot.refresh_from_db()
    assert (bytes(snapshot.raw or b""), snapshot.media) == (b"%PDF-", "pdf")
    assert snapshot.page_starts == [0, len(SUED) + 1]


def test_the_same_text_makes_no_second_snapshot() -> None:
    source = SourceFactory()
    first, _ = keep_text(source=source, text=FIRST, taken=Taken.PASTED)
    again, is_new = keep_text(source=source, text=FIRST, taken=Taken.UPLOADED, media="txt")
    assert (again, is_new) == (first, False)


def test_a_text_that_went_back_is_the_current_one_again() -> None:
    source = SourceFactory()
    first, _ = keep_text(source=source, text=FIRST, taken=Taken.PASTED)
    keep_text(source=source, text=SECOND, taken=Taken.PASTED)
    back, is_new = keep_text(source=source, text=FIRST, taken=Taken.PASTED)
    source.refresh_from_db()
    assert (back, is_new) == (first, False)
    assert source.current == first


def test_a_text_of_the_very_words_that_were_clipped_is_a_whole_text() -> None:
    clipped = SnapshotFactory(taken=Taken.CLIPPED, text=SUED)
    whole, is_new = keep_text(source=clipped.source, text=SUED, taken=Taken.PASTED)
    assert is_new
    assert whole != clipped


def test_a_page_that_says_more_beside_the_same_text_is_kept_again() -> None:
    source = SourceFactory()
    same: dict[str, Any] = {"source": source, "text": FIRST, "taken": Taken.FETCHED}
    keep_text(**same, media="html", notices=[HEADLINE])
    _, gained = keep_text(**same, media="html", notices=[NOTE, HEADLINE])
    _, again = keep_text(**same, media="html", notices=[HEADLINE, NOTE])
    assert (gained, again) == (True, False)


def test_words_pasted_say_nothing_on_what_stands_beside_them_on_the_page() -> None:
    source = SourceFactory()
    fetched, _ = keep_text(
        source=source, text=FIRST, taken=Taken.FETCHED, media="html", notices=[HEADLINE]
    )
    pasted, is_new = keep_text(source=source, text=FIRST, taken=Taken.PASTED, media="txt")
    assert (pasted, is_new) == (fetched, False)


def test_a_pasted_text_has_the_notes_that_stand_in_it() -> None:
    text = f"{FIRST}\n\nCorrection: an earlier version of this article gave another sum."
    snapshot, _ = keep_text(source=SourceFactory(), text=text, taken=Taken.PASTED)
    assert [notice["kind"] for notice in snapshot.notices] == ["note"]


def test_what_was_cited_from_an_earlier_text_is_compared() -> None:
    cited = CitationFactory(passage__exact="on Tuesday").passage
    snapshot, _ = keep_text(
        source=cited.snapshot.source, text="It was filed on Tuesday, they say.", taken=Taken.PASTED
    )
    assert PassageCheck.objects.filter(passage=cited, snapshot=snapshot).exists()


# --- Captures -------------------------------------------------------------------------------------


def test_a_pasted_text_is_kept_and_the_capture_lets_go_of_it() -> None:
    capture = paste(SourceFactory(), FIRST)
    assert (capture.state, capture.is_new, capture.raw) == (JobState.DONE, True, None)
    assert capture.snapshot is not None
    assert (capture.snapshot.text, capture.snapshot.taken) == (FIRST, Taken.PASTED)
    assert bytes(capture.snapshot.raw or b"") == FIRST.encode()


def test_a_page_is_kept_with_where_it_was_fetched_from(settings: Any) -> None:
    with serve(page(article(), "Content-Type: text/html")) as port:
        settings.FETCH_ALLOWED = {("127.0.0.1", port)}
        url = f"http://127.0.0.1:{port}/acme"
        capture = work(ask_for_capture(source=SourceFactory(url=url), way=Way.ADDRESS))
    assert capture.failure == ""
    assert capture.snapshot is not None
    assert (capture.snapshot.url, capture.snapshot.media) == (url, "html")
    assert capture.snapshot.extractor.startswith("trafilatura")
    assert {"kind": "headline", "words": "Acme sued"} in capture.snapshot.notices


def test_of_an_address_too_long_to_keep_the_one_asked_is_kept(settings: Any) -> None:
    with serve(page(article(), "Content-Type: text/html")) as port:
        settings.FETCH_ALLOWED = {("127.0.0.1", port)}
        url = f"http://127.0.0.1:{port}/acme?name={'é' * 400}"  # 2,400 characters when encoded
        capture = work(ask_for_capture(source=SourceFactory(url=url), way=Way.ADDRESS))
    assert capture.failure == ""
    assert capture.snapshot is not None
    assert capture.snapshot.url == url


def test_what_is_pasted_and_then_fetched_is_one_text(settings: Any) -> None:
    with serve(page(FIRST.encode(), "Content-Type: text/plain; charset=utf-8")) as port:
        settings.FETCH_ALLOWED = {("127.0.0.1", port)}
        source = SourceFactory(url=f"http://127.0.0.1:{port}/acme.txt")
        pasted = paste(source, FIRST)
        fetched = work(ask_for_capture(source=source, way=Way.ADDRESS))
    assert fetched.failure == ""
    assert (fetched.snapshot, fetched.is_new) == (pasted.snapshot, False)
    assert Snapshot.objects.count() == 1


def test_a_page_that_is_not_there_ends_as_failed_in_words(settings: Any) -> None:
    with serve(page(b"No", status="404 Not Found")) as port:
        settings.FETCH_ALLOWED = {("127.0.0.1", port)}
        source = SourceFactory(url=f"http://127.0.0.1:{port}/")
        capture = work(ask_for_capture(source=source, way=Way.ADDRESS))
    assert capture.state == JobState.FAILED
    assert "The site answered 404" in capture.failure
    assert not Snapshot.objects.exists()


def test_an_upload_that_is_refused_for_what_it_is_keeps_no_bytes_and_is_not_tried_again() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 99
    capture = work(ask_for_capture(source=SourceFactory(), way=Way.UPLOAD, raw=png))
    assert "an image" in capture.failure
    assert capture.raw is None
    with pytest.raises(NothingKeptError):
        try_again(capture=capture, by=None)


def test_an_upload_whose_worker_was_stopped_keeps_its_bytes_to_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as slow:
        slow.setattr("sources.actions.take_text.from_paste", stopped)
        capture = paste(SourceFactory(), FIRST)
    assert (capture.state, bytes(capture.raw or b"")) == (JobState.FAILED, FIRST.encode())
    try_again(capture=capture, by=None)
    assert work(capture).state == JobState.DONE


def test_it_is_told_which_text_is_compared_with(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(jobs, "tell", lambda job, stage: told.append(stage))
    source = SourceFactory()
    paste(source, FIRST)
    assert told == ["Reading the text"]
    paste(source, SECOND)
    day = f"{timezone.localdate():%B %Y}"
    assert told[-1].startswith("Comparing with the text of ")
    assert told[-1].endswith(day)


def test_an_address_that_is_being_asked_is_not_asked_twice() -> None:
    source = SourceFactory(url="https://gazette.example/acme")
    first = ask_for_capture(source=source, way=Way.ADDRESS)
    assert ask_for_capture(source=source, way=Way.ADDRESS) == first
    assert ask_for_capture(source=source, way=Way.PASTE, raw=b"Acme was sued") != first


def test_what_failed_is_not_tried_again_beside_a_newer_try() -> None:
    source = SourceFactory(url="https://gazette.example/acme")
    failed = CaptureFactory(
        source=source, state=JobState.FAILED, failure="No.", finished_at=timezone.now()
    )
    ask_for_capture(source=source, way=Way.ADDRESS)
    with pytest.raises(UnderWayError):
        try_again(capture=failed, by=None)


# --- What a text says of itself -------------------------------------------------------------------

HEAD = (
    '<meta name="author" content="Ann Scribe">'
    '<meta property="article:published_time" content="2025-01-22T10:00:00Z">'
)


def upload(source: Source, *paragraphs: str, **more: Any) -> Capture:
    raw = article(*paragraphs, **more)
    return work(ask_for_capture(source=source, way=Way.UPLOAD, raw=raw, filename="acme.html"))


def test_what_the_text_says_of_itself_is_proposed_and_not_recorded() -> None:
    source = SourceFactory(publisher="The Gazette")
    capture = upload(source, head=HEAD)
    assert capture.proposed["title"] == "Acme sued"
    assert capture.proposed["author"] == "Ann Scribe"
    assert capture.proposed["published"] == "2025-01-22"
    source.refresh_from_db()
    assert (source.title, source.author, source.published) == ("", "", None)


def test_what_is_recorded_so_already_is_not_asked() -> None:
    capture = upload(SourceFactory(title="Acme sued", published=date(2025, 1, 22)), head=HEAD)
    assert "title" not in capture.proposed
    assert "published" not in capture.proposed
    assert capture.proposed["author"] == "Ann Scribe"


def test_what_was_answered_is_not_asked_again_and_what_is_new_is() -> None:
    source = SourceFactory(publisher="The Gazette")
    first = upload(source, head=HEAD)
    confirm_proposed(capture=first, values={})
    assert upload(source, SUED, ASKED, head=HEAD).proposed == {}
    renamed = upload(source, head=HEAD, title="Acme sued for a million")
    assert renamed.proposed == {"title": "Acme sued for a million"}


def test_what_a_person_confirms_is_recorded() -> None:
    source = SourceFactory(publisher="The Gazette")
    capture = upload(source, head=HEAD)
    values = {"title": "Acme sued", "author": "A. Scribe", "published": date(2025, 1, 22)}
    confirm_proposed(capture=capture, values=values, seen_version=source.version)
    source.refresh_from_db()
    capture.refresh_from_db()
    assert (source.title, source.author) == ("Acme sued", "A. Scribe")
    assert capture.confirmed_at is not None


def test_nobody_confirms_over_what_somebody_else_has_written() -> None:
    source = SourceFactory()
    capture = upload(source, head=HEAD)
    Source.objects.filter(pk=source.pk).update(title="Acme is sued")
    with pytest.raises(EditConflictError):
        confirm_proposed(
            capture=capture, values={"title": "Acme sued"}, seen_version=source.version
        )
    source.refresh_from_db()
    assert source.title == "Acme is sued"


# --- Two at once ----------------------------------------------------------------------------------


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each gives, all begun at the same moment in sessions of their own."""
    ready = Barrier(len(actions))

    def begin(action: Callable[[], Any]) -> Any:
        try:
            ready.wait(10)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return [future.result() for future in [threads.submit(begin, act) for act in actions]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_text_keep_it_once() -> None:
    source = SourceFactory()
    PassageFactory(snapshot__source=source, exact="filed on Tuesday")
    asked = [
        ask_for_capture(source=source, way=Way.PASTE, raw=FIRST.encode(), by=person("paralegal"))
        for _ in range(4)
    ]
    done = at_once(*(lambda one=one: work(one) for one in asked))
    assert [capture.state for capture in done] == [JobState.DONE] * 4
    assert sorted(bool(capture.is_new) for capture in done) == [False, False, False, True]
    assert source.snapshots.filter(text=FIRST).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_message_do_it_once() -> None:
    asked = ask_for_capture(source=SourceFactory(), way=Way.PASTE, raw=FIRST.encode())
    at_once(*(lambda: jobs.work_on(Capture, asked.pk, take_text) for _ in range(4)))
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (JobState.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_ask_for_one_page_at_once_ask_once() -> None:
    source = SourceFactory(url="https://gazette.example/acme")
    asked = at_once(*(lambda: ask_for_capture(source=source, way=Way.ADDRESS).pk for _ in range(4)))
    assert len(set(asked)) == 1
    assert Capture.objects.count() == 1
