"""The pages on which a source gets its text: what they ask for, refuse and show."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sources import capture, jobs
from sources.capture_forms import AddForm
from sources.models import Capture, JobState, Snapshot, Source, Taken, Way
from tests.factories import CaptureFactory, SnapshotFactory, SourceFactory
from tests.people import signed_in

pytestmark = pytest.mark.django_db

URL = "https://gazette.example/acme-sued"
ADD = "/sources/add/"


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The jobs that workers were told of. Whoever reads a text in a request is found out."""
    told: list[int] = []
    monkeypatch.setattr(jobs, "_send", lambda job: told.append(job.pk) or True)
    for name in ("fetch", "extract", "media_of"):
        monkeypatch.setattr(capture, name, _not_in_a_request)
    return told


def _not_in_a_request(*_: Any, **__: Any) -> None:
    pytest.fail("a request reads a text itself")


@pytest.fixture
def paula() -> Client:
    return signed_in("paralegal")


def asked(way: str = "address", **more: Any) -> dict[str, Any]:
    """What the form of a new source sends."""
    return {"way": way, "url": "", "text": "", "kind": "press_article", "publisher": "", **more}


def errors(html: str) -> str:
    return " ".join(re.findall(r'<p class="error"[^>]*>(.*?)</p>', html, re.DOTALL))


def refused(client: Client, page: str, **posted: Any) -> str:
    """What a form says beside its fields when it is sent; nothing may have been made of it."""
    before = (Source.objects.count(), Capture.objects.count())
    html = client.post(page, posted).content.decode()
    assert (Source.objects.count(), Capture.objects.count()) == before
    return errors(html)


# --- A new source ---------------------------------------------------------------------------------


def test_a_source_is_added_by_its_address(
    paula: Client, django_capture_on_commit_callbacks: Any, sent: list[int]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = paula.post(ADD, asked(url=URL, publisher="The Gazette"))
    source = Source.objects.get()
    assert response.headers["Location"] == f"/sources/{source.pk}/"
    assert (source.key, source.url, source.publisher) == (
        "gazette-acme-sued",
        URL,
        "The Gazette",
    )
    assert source.title == ""
    waiting = source.captures.get()
    assert (waiting.way, waiting.url, waiting.state) == (Way.ADDRESS, URL, JobState.WAITING)
    assert waiting.asked_by is not None
    assert sent == [waiting.pk]


def test_a_source_is_added_by_pasted_words(paula: Client) -> None:
    paula.post(ADD, asked("paste", text="Acme was sued\r\non \x00Tuesday.\r\n"))
    source = Source.objects.get()
    assert source.key == "acme-was-sued-on-tuesday"
    assert bytes(source.captures.get().raw or b"") == b"Acme was sued\non Tuesday.\n"


def test_a_pasted_text_holds_nothing_that_no_text_holds() -> None:
    form = AddForm(asked("paste", text="Acme\ud800 was\r\n\x00sued\r\u2028on\ttime."))
    assert form.is_valid()
    assert form.taken()["raw"].decode() == "Acme\ufffd was\nsued\n\non\ttime."


def test_pasted_words_keep_the_address_that_they_are_from(paula: Client) -> None:
    paula.post(ADD, asked("paste", url=URL, text="Acme was sued."))
    assert Source.objects.get().url == URL


def test_a_source_is_added_from_a_file(paula: Client) -> None:
    file = SimpleUploadedFile("../../Brief in Roe.PDF", b"%PDF-1.7", "application/pdf")
    paula.post(ADD, asked("upload", file=file, kind="pleading"))
    waiting = Capture.objects.get()
    assert (waiting.filename, waiting.content_type) == ("Brief in Roe.PDF", "application/pdf")
    assert bytes(waiting.raw or b"") == b"%PDF-1.7"
    assert (waiting.source.key, waiting.source.kind) == ("brief-in-roe", "pleading")


def test_two_sources_of_one_name_have_two_keys(paula: Client) -> None:
    paula.post(ADD, asked(url="https://gazette.example/a/acme-sued"))
    paula.post(ADD, asked(url="https://gazette.example/b/acme-sued"))
    keys = set(Source.objects.values_list("key", flat=True))
    assert keys == {"gazette-acme-sued", "gazette-acme-sued-2"}


@pytest.mark.parametrize("same", [URL, "http://www.gazette.example/acme-sued/?utm_source=x#top"])
def test_an_address_that_is_here_makes_no_twin_and_leads_there(paula: Client, same: str) -> None:
    known = SourceFactory(url=URL, publisher="The Gazette")
    html = paula.post(ADD, asked(url=same)).content.decode()
    assert Source.objects.get() == known
    assert "This address is that of The Gazette already." in errors(html)
    assert f'<a href="/sources/{known.pk}/">Open The Gazette</a>' in html


def test_an_address_that_a_short_link_led_to_makes_no_twin(paula: Client) -> None:
    SnapshotFactory(source__url="https://short.example/x1", taken=Taken.FETCHED, url=URL)
    assert "already" in refused(paula, ADD, **asked(url=URL))


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        (asked(), "Give the address of the page."),
        (asked(url="ftp://gazette.example/a"), "this one begins with ftp://"),
        (asked(url="javascript://%0aalert(1)"), "this one begins with javascript://"),
        (asked("paste", text="  \n "), "There are no words in it"),
        (asked("paste", text="\u200b\u2060\u00a0\n"), "There are no words in it"),
        (asked("paste", text="x" * 2_000_001), "2,000,001 characters; 2,000,000 is the most"),
        (asked("paste", text="A", url="data:text/html,x"), "no address of the web"),
        (asked("paste", text="A", url="https://"), "no address of the web"),
        (asked("paste", text="A", url="acme was sued"), "no address of the web"),
        (asked("upload"), "Choose the file"),
        (asked("fax", url=URL), "fax"),
        (asked(url=URL, kind="rumour"), "rumour"),
        (asked(url="https://gazette.example/" + "a" * 1000), "1000 characters"),
    ],
)
def test_what_is_missing_or_wrong_is_told_beside_its_field(
    paula: Client, posted: dict[str, Any], words: str
) -> None:
    assert words in refused(paula, ADD, **posted)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "localhost", "http://169.254.169.254/meta"])
def test_an_address_inside_is_refused_before_a_source_is_made(paula: Client, url: str) -> None:
    assert refused(paula, ADD, **asked(url=url))


def test_what_was_typed_stays_when_something_is_wrong(paula: Client) -> None:
    html = paula.post(ADD, asked("paste", url="ftp://x", text="Acme was sued.")).content.decode()
    assert "Acme was sued.</textarea>" in html
    assert 'role="alert"' in html


# --- A newer text ---------------------------------------------------------------------------------


def test_the_text_of_an_address_is_taken_again(paula: Client) -> None:
    source = SourceFactory(url=URL)
    paula.post(f"/sources/{source.pk}/captures/again/")
    paula.post(f"/sources/{source.pk}/captures/again/")
    assert source.captures.get().way == Way.ADDRESS


def test_a_source_without_an_address_is_not_asked(paula: Client) -> None:
    source = SourceFactory()
    response = paula.post(f"/sources/{source.pk}/captures/again/", follow=True)
    assert "has no address" in response.content.decode()
    assert not source.captures.exists()


def test_a_newer_text_is_pasted(paula: Client) -> None:
    source = SourceFactory(url=URL)
    paula.post(f"/sources/{source.pk}/captures/", {"way": "paste", "text": "Acme was not sued."})
    waiting = source.captures.get()
    assert (waiting.way, waiting.url) == (Way.PASTE, "")


def failed(**columns: Any) -> Capture:
    return CaptureFactory(
        state=JobState.FAILED,
        failure="The site answered 503.",
        finished_at=timezone.now(),
        **columns,
    )


def test_what_failed_says_why_and_is_tried_again(paula: Client) -> None:
    capture = failed(source__url=URL)
    page = f"/sources/{capture.source_id}/"
    assert "The site answered 503." in paula.get(page).content.decode()
    paula.post(f"{page}captures/{capture.pk}/retry/")
    capture.refresh_from_db()
    assert (capture.state, capture.failure) == (JobState.WAITING, "")


def test_an_old_one_that_is_tried_again_is_the_one_that_is_watched(paula: Client) -> None:
    older = failed(source__url=URL, filename="older.txt")
    done_since = failed(source=older.source, filename="newer.txt")
    page = f"/sources/{older.source_id}/"
    paula.post(f"{page}captures/{older.pk}/retry/")
    html = paula.get(page).content.decode()
    assert f'hx-get="{page}captures/{older.pk}/' in html
    assert f"captures/{done_since.pk}/retry/" in html


def test_what_was_refused_for_what_it_is_is_not_offered_again(paula: Client) -> None:
    refused = failed(way=Way.UPLOAD, raw=None, url="")
    page = f"/sources/{refused.source_id}/"
    retry = f"{page}captures/{refused.pk}/retry/"
    assert retry not in paula.get(page).content.decode()
    assert "refused again" in paula.post(retry, follow=True).content.decode()
    kept = failed(way=Way.UPLOAD, raw=b"Acme", url="", source=refused.source)
    html = paula.get(page).content.decode()
    assert f"captures/{kept.pk}/retry/" in html
    assert retry not in html


def test_what_somebody_has_tried_again_already_is_told(paula: Client) -> None:
    waiting = CaptureFactory(source__url=URL)
    retry = f"/sources/{waiting.source_id}/captures/{waiting.pk}/retry/"
    assert "tried that again already" in paula.post(retry, follow=True).content.decode()


def test_a_capture_is_found_under_its_own_source_only(paula: Client) -> None:
    capture, other = failed(), SourceFactory()
    assert paula.post(f"/sources/{other.pk}/captures/{capture.pk}/retry/").status_code == 404


# --- What is shown --------------------------------------------------------------------------------


def asks(capture: Capture, client: Client, **parameters: str) -> Any:
    """What the page of a source asks again and again."""
    address = f"/sources/{capture.source_id}/captures/{capture.pk}/"
    return client.get(address, parameters, headers={"HX-Request": "true"})


def done(text: str = "Acme was sued.", **columns: Any) -> Capture:
    snapshot = SnapshotFactory(text=text, **columns.pop("snapshot", {}))
    return CaptureFactory(
        source=snapshot.source,
        snapshot=snapshot,
        is_new=True,
        state=JobState.DONE,
        finished_at=timezone.now(),
        **columns,
    )


def test_the_page_shows_what_is_done_now_and_asks_again() -> None:
    running = CaptureFactory(
        state=JobState.RUNNING, started_at=timezone.now(), stage="Fetching: 340 kB so far"
    )
    html = Client().get(f"/sources/{running.source_id}/").content.decode()
    assert "Fetching: 340 kB so far" in html
    assert f'hx-get="/sources/{running.source_id}/captures/{running.pk}/?page=empty"' in html
    assert 'role="status"' in html
    assert "<noscript>" in html


def test_it_is_asked_until_there_is_an_outcome() -> None:
    assert asks(CaptureFactory(), Client()).status_code == 200
    assert asks(done(), Client()).status_code == 286
    assert asks(failed(), Client()).status_code == 286


def test_what_was_shown_already_is_not_said_again() -> None:
    waiting = CaptureFactory()
    html = asks(waiting, Client()).content.decode()
    [seen] = re.findall(r'name="seen" value="([^"]*)"', html)
    assert asks(waiting, Client(), seen=seen).status_code == 204
    Capture.objects.filter(pk=waiting.pk).update(
        state=JobState.RUNNING, attempts=1, started_at=timezone.now()
    )
    assert asks(waiting, Client(), seen=seen).status_code == 200


def test_an_empty_page_is_loaded_anew_when_its_text_is_there() -> None:
    capture = done()
    assert asks(capture, Client(), page="empty").headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in asks(capture, Client()).headers


def test_without_htmx_the_address_of_the_progress_leads_to_the_source() -> None:
    waiting = CaptureFactory()
    response = Client().get(f"/sources/{waiting.source_id}/captures/{waiting.pk}/")
    assert response.headers["Location"] == f"/sources/{waiting.source_id}/"


def long_waiting() -> Capture:
    return CaptureFactory(asked_at=timezone.now() - timezone.timedelta(seconds=30))


def test_waiting_long_without_a_worker_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting, fresh = long_waiting(), CaptureFactory()
    monkeypatch.setattr("casetracker.templatetags.worker.worker_is_well", lambda: False)
    words = "No worker seems to be running"
    assert words in asks(waiting, Client()).content.decode()
    assert "make run" in asks(waiting, Client()).content.decode()
    assert words not in asks(fresh, Client()).content.decode()


def test_waiting_long_for_a_worker_that_is_busy_is_said_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("casetracker.templatetags.worker.worker_is_well", lambda: True)
    assert "busy with other texts" in asks(long_waiting(), Client()).content.decode()


def test_a_job_whose_worker_died_says_that_it_will_be_done_again() -> None:
    html = asks(CaptureFactory(attempts=1), Client()).content.decode()
    assert "the worker stopped in the middle of it" in html


def test_each_capture_says_what_came_of_it() -> None:
    first = done("Acme was sued.")
    source = first.source
    note = [{"kind": "note", "words": "Correction: the sum was wrong."}]
    beside = done("Acme was sued.", snapshot={"source": source, "notices": note})
    other = done("Acme was not sued.", snapshot={"source": source})
    CaptureFactory(
        source=source,
        snapshot=other.snapshot,
        is_new=False,
        state=JobState.DONE,
        finished_at=timezone.now(),
        is_recheck=True,
    )
    assert beside.snapshot != other.snapshot
    html = Client().get(f"/sources/{source.pk}/").content.decode()
    outcomes = re.findall(r"<strong>([^<]*)\.</strong>", html)
    day = f"{timezone.localdate().day} {timezone.localdate():%B %Y}"
    assert outcomes[:4] == [
        f"The same text as on {day}",
        "A new text",
        "The same words; what the page says beside them is new",
        "The first text",
    ]
    assert "asked for by the watch on its address" in html


def test_the_page_of_a_source_with_many_captures_asks_no_more_queries(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    capture = done()
    page = f"/sources/{capture.source_id}/"
    with django_assert_max_num_queries(100) as one:
        Client().get(page)
    for _ in range(40):
        failed(source=capture.source)
    with django_assert_num_queries(len(one)):
        html = Client().get(page).content.decode()
    assert html.count("The site answered 503.") == 20
    assert "are not listed" in html


def test_a_failure_that_quotes_a_page_is_shown_as_text(paula: Client) -> None:
    capture = CaptureFactory(
        source__url=URL,
        state=JobState.FAILED,
        failure="<script>alert(1)</script>",
        filename="<img src=x>.txt",
        finished_at=timezone.now(),
    )
    html = paula.get(f"/sources/{capture.source_id}/").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x>" not in html


# --- What the text says of itself -----------------------------------------------------------------

PROPOSED = {"title": "Acme sued", "published": "2025-01-22"}


def confirm_page(capture: Capture) -> str:
    return f"/sources/{capture.source_id}/captures/{capture.pk}/confirm/"


def test_what_the_text_says_of_itself_stands_beside_what_is_recorded(paula: Client) -> None:
    capture = done(
        proposed={**PROPOSED, "author": "A. Scribe"}, snapshot={"source__author": "Ann Scribe"}
    )
    page = paula.get(f"/sources/{capture.source_id}/").content.decode()
    assert "The text says of itself: its title, its author and its date." in page
    html = paula.get(confirm_page(capture)).content.decode()
    assert 'name="title" value="Acme sued"' in html
    assert 'name="author" value="Ann Scribe"' in html
    assert 'value="2025-01-22"' in html
    assert "<dt>The text gives</dt><dd>A. Scribe</dd>" in html
    assert "Wednesday 22 January 2025" in html
    assert 'name="publisher"' not in html


def test_only_what_a_person_confirms_is_recorded(paula: Client) -> None:
    capture = done(proposed=PROPOSED)
    source = capture.source
    posted = {"title": "Acme is sued", "published": "", "seen_version": source.version}
    paula.post(confirm_page(capture), {**posted, "author": "Smuggled", "key": "smuggled"})
    source.refresh_from_db()
    assert (source.title, source.published, source.author) == ("Acme is sued", None, "")
    assert source.key != "smuggled"
    assert "says of itself" not in paula.get(f"/sources/{source.pk}/").content.decode()


def test_what_is_wrong_can_be_left_as_it_is_recorded(paula: Client) -> None:
    capture = done(proposed=PROPOSED)
    paula.post(confirm_page(capture), {"leave": "1"})
    capture.refresh_from_db()
    assert capture.source.title == ""
    assert capture.confirmed_at is not None


def test_nobody_confirms_over_what_somebody_else_wrote(paula: Client) -> None:
    capture = done(proposed=PROPOSED)
    source = capture.source
    posted = {"title": "Acme sued", "published": "2025-01-22", "seen_version": source.version}
    Source.objects.filter(pk=source.pk).update(title="Theirs")
    response = paula.post(confirm_page(capture), posted)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this source" in html
    assert "<dt>Recorded</dt><dd>Theirs</dd>" in html
    assert 'name="title" value="Acme sued"' in html
    source.refresh_from_db()
    assert source.title == "Theirs"
    # Having seen theirs, it is theirs to overwrite.
    [version] = re.findall(r'name="seen_version" value="(\d+)"', html)
    paula.post(confirm_page(capture), {**posted, "seen_version": version})
    source.refresh_from_db()
    assert source.title == "Acme sued"


def test_a_day_that_is_none_is_told(paula: Client) -> None:
    capture = done(proposed=PROPOSED)
    posted = {"title": "A", "published": "2025-02-30", "seen_version": capture.source.version}
    assert "valid date" in errors(paula.post(confirm_page(capture), posted).content.decode())


# --- The bytes ------------------------------------------------------------------------------------


def test_the_bytes_are_given_as_a_file_and_never_as_a_page() -> None:
    raw = b"<!doctype html><script>alert(document.cookie)</script>"
    snapshot = SnapshotFactory(raw=raw, media="html", source__key="gazette-acme")
    response = signed_in("reader").get(f"/sources/snapshots/{snapshot.pk}/raw/")
    assert response.content == raw
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="gazette-acme-{snapshot.pk}.html"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert "'self'" not in policy


def test_a_text_without_bytes_has_none_to_give() -> None:
    snapshot = SnapshotFactory(raw=None)
    assert signed_in("reader").get(f"/sources/snapshots/{snapshot.pk}/raw/").status_code == 404
    assert Snapshot.objects.count() == 1


def test_the_bytes_are_for_people_who_are_signed_in() -> None:
    snapshot = SnapshotFactory(raw=b"Acme")
    response = Client().get(f"/sources/snapshots/{snapshot.pk}/raw/")
    assert response.headers["Location"].startswith("/account/sign-in/")
