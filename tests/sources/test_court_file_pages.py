"""The pages on which court files come in: what they take, and what they show of each file."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cases.models import Case
from sources import jobs
from sources.actions.import_court_file import import_court_file
from sources.models import CourtFile, Delivery, DeliveryWay, JobState
from tests.factories import CaseFactory, CourtFileFactory, DeliveryFactory
from tests.hostile import HOSTILE
from tests.people import signed_in
from tests.sources.court_files import feed, notice

pytestmark = pytest.mark.django_db

PAGE = "/court-files/"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    found: list[int] = []
    monkeypatch.setattr(jobs, "_send_all", lambda rows: found.extend(it.pk for it in rows) or True)
    return found


@pytest.fixture
def paula() -> Client:
    return signed_in("paralegal")


def sent(name: str = "feed.xml", raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, feed() if raw is None else raw)


def bring(client: Client, *files: SimpleUploadedFile) -> Delivery:
    response = client.post(PAGE, {"files": list(files)})
    made = Delivery.objects.latest("pk")
    assert response.headers["Location"] == page_of(made)
    return made


def page_of(delivery: Delivery) -> str:
    return f"{PAGE}{delivery.pk}/"


def shown(client: Client, delivery: Delivery, **query: Any) -> str:
    return client.get(page_of(delivery), query).content.decode()


def words(html: str) -> str:
    """What a person reads, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def asks(client: Client, delivery: Delivery, **query: Any) -> Any:
    headers = {"HX-Request": "true"}
    return client.get(f"{page_of(delivery)}progress/", query, headers=headers)


def work(delivery: Delivery) -> None:
    for pk in delivery.files.values_list("pk", flat=True):
        jobs.work_on(CourtFile, pk, import_court_file)


def ended(delivery: Delivery, **columns: Any) -> CourtFile:
    """A file that failed, and whose bytes are kept unless it is said otherwise."""
    given = {"state": JobState.FAILED, "failure": "No.", "finished_at": timezone.now(), "raw": b"x"}
    return CourtFileFactory(delivery=delivery, **given | columns)


# --- Bringing -------------------------------------------------------------------------------------


def test_files_are_brought_and_their_page_shows_them(
    paula: Client, told: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = bring(paula, sent("one.xml"), sent("two.xml", feed(case=2)))
    assert made.way == DeliveryWay.UPLOAD
    assert told == list(made.files.values_list("pk", flat=True))
    html = shown(paula, made)
    assert "<h1>2 court files</h1>" in html
    assert "0 of 2 done" in words(html)
    assert html.count("Waiting for a worker") == 2


def test_a_zip_brings_the_files_in_it(paula: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/one.xml", feed())
        archive.writestr("in/one.json", b"{}")
    made = bring(paula, sent("files.zip", packed.getvalue()))
    assert [(it.filename, it.state) for it in made.files.all()] == [
        ("one.xml", JobState.WAITING),
        ("one.json", JobState.FAILED),
    ]


def test_a_thousand_files_come_at_once(paula: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # as with a form of more than that
    files = [sent(f"{number}.xml", b"<html>%d" % number) for number in range(1_000)]
    made = bring(paula, *files)
    assert made.files.count() == 1_000
    assert bytes(made.files.get(filename="999.xml").raw or b"") == b"<html>999"


def test_a_file_past_the_bound_is_refused_and_the_others_go_on(
    paula: Client, settings: Any
) -> None:
    settings.LARGEST_UPLOAD = 1_000
    made = bring(paula, sent("big.html", b"x" * 3_000_000), sent("small.html", b"<html>"))
    big, small = made.files.all()
    assert (big.state, big.raw, big.size) == (JobState.FAILED, None, 3_000_000)
    assert "3.0 MB" in big.failure
    assert small.state == JobState.WAITING
    assert "big.html" in shown(paula, made)


def test_what_is_too_much_together_is_told(paula: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.MOST_UPLOADED_TOGETHER = 1_000
    made = bring(paula, *[sent(f"{n}.html", b"x" * 600) for n in range(3)])
    assert [it.state for it in made.files.all()] == ["waiting", "failed", "failed"]
    assert "together" in made.files.all()[1].failure


def test_to_choose_no_file_is_told_and_makes_nothing(paula: Client) -> None:
    response = paula.post(PAGE)
    assert response.status_code == 400
    assert "Choose the files first" in response.content.decode()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("who", ["reader", "anybody", "in no group"])
def test_who_may_not_bring_files_brings_none(who: str) -> None:
    client = signed_in(who)
    assert client.post(PAGE, {"files": [sent()]}).status_code in {302, 403}
    assert not Delivery.objects.exists()
    assert 'type="file"' not in client.get(PAGE).content.decode()


def test_a_form_of_another_site_brings_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in("paralegal").cookies
    assert client.post(PAGE, {"files": [sent()]}).status_code == 403
    assert not Delivery.objects.exists()


# --- The list -------------------------------------------------------------------------------------


def test_before_anything_came_the_page_says_what_to_bring(paula: Client) -> None:
    text = words(paula.get(PAGE).content.decode())
    assert "Nothing has come in yet." in text
    assert "save the page as HTML" in text
    assert "import_court_files" in text


def test_the_list_has_the_newest_first_with_what_became_of_each(paula: Client) -> None:
    first = bring(paula, sent(), sent("notice.eml", notice(subject="Lunch")))
    work(first)
    second = bring(paula, sent("again.xml"))
    html = paula.get(PAGE).content.decode()
    assert html.index(page_of(second)) < html.index(page_of(first))
    text = words(html)
    assert "0 of 1 done" in text
    assert "Finished 1 refused" in text
    assert "2 new entries 0 changed, 0 unchanged" in text
    assert "Uploaded by paralegal-" in text


def test_the_list_of_many_asks_no_more_queries(
    paula: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    CourtFileFactory()
    with django_assert_max_num_queries(20) as one:
        paula.get(PAGE)
    for _ in range(60):
        CourtFileFactory()
    with django_assert_num_queries(len(one)):
        html = paula.get(PAGE).content.decode()
    assert "Page 1 of 2" in html


# --- One delivery ---------------------------------------------------------------------------------


def test_what_became_of_each_file_stands_beside_its_name(paula: Client) -> None:
    made = bring(paula, sent("feed.xml"), sent("again.xml"), sent("a.eml", notice(subject="Lunch")))
    work(made)
    html = shown(paula, made)
    text = words(html)
    assert "Finished: 1 file read, 1 here already and 1 refused." in text
    assert "Entries read 4 New 2 Changed 0 Unchanged 2 Files refused 1" in text
    day = f"{timezone.localdate().day} {timezone.localdate():%B %Y}"
    assert f"The same file as “feed.xml” of {day}: nothing new" in text
    refused = made.files.get(filename="a.eml")
    assert refused.failure in text
    case = Case.objects.get()
    assert f'href="{case.get_absolute_url()}">{case.caption}</a>' in html
    assert f'href="/sources/{made.files.get(filename="feed.xml").source_id}/"' in html
    assert "hx-get" not in html


def test_of_the_hundreds_of_cases_in_a_feed_a_few_are_named_and_the_rest_counted(
    paula: Client,
) -> None:
    made = bring(paula, sent())
    work(made)
    made.files.get().cases.add(*[CaseFactory(caption=f"Poe v. Firm {n}") for n in range(200)])
    html = shown(paula, made)
    assert "and 193 more cases; each file below names its own" in words(html)
    assert "198 more cases · its text" in words(html)
    assert html.count("Poe v. Firm") + html.count("Roe 1 v.") == 8 + 3


def test_those_refused_are_listed_first(paula: Client) -> None:
    made = DeliveryFactory()
    for number in range(120):
        CourtFileFactory(delivery=made, filename=f"waits-{number}.html")
    ended(made, filename="refused.html", raw=None)
    html = shown(paula, made)
    assert html.index("refused.html") < html.index("waits-0.html")
    assert "waits-119.html" not in html
    assert "waits-119.html" in shown(paula, made, page=2)


def test_a_page_of_a_thousand_files_is_small_and_asks_no_more_queries(
    paula: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    made = DeliveryFactory()
    ended(made)
    CourtFileFactory(delivery=made)
    with django_assert_max_num_queries(25) as few:
        shown(paula, made)
    CourtFile.objects.bulk_create(
        CourtFile(delivery=made, filename=f"cand_{number}.html", size=9) for number in range(1_000)
    )
    with django_assert_num_queries(len(few)):
        html = shown(paula, made)
    assert len(html) < 60_000
    with django_assert_max_num_queries(len(few)):
        asks(paula, made)


def test_the_page_asks_until_all_is_finished() -> None:
    made = DeliveryFactory()
    file = CourtFileFactory(delivery=made, raw=feed(), sha256="0" * 64)
    reader = Client()
    html = shown(reader, made)
    assert f'hx-get="{page_of(made)}progress/?page=1"' in html
    [seen] = re.findall(r'name="seen" value="([^"]+)"', html)
    assert asks(reader, made, seen=seen).status_code == 204
    assert asks(reader, made, seen="").status_code == 200
    jobs.work_on(CourtFile, file.pk, import_court_file)
    answer = asks(reader, made, seen=seen)
    assert answer.status_code == 286
    html = answer.content.decode()
    assert 'id="standing" role="status" hx-swap-oob="innerHTML">Finished: 1 file read.' in html
    assert "Waiting" not in html


def test_without_javascript_there_is_a_link_to_look_again() -> None:
    made = CourtFileFactory().delivery
    assert "Reload the page</a> to see how far it is" in shown(Client(), made)
    assert Client().get(f"{page_of(made)}progress/").headers["Location"] == page_of(made)


def test_a_delivery_that_is_not_there_has_no_page(paula: Client) -> None:
    assert paula.get(f"{PAGE}4711/").status_code == 404
    assert paula.post(f"{PAGE}4711/retry/").status_code == 404


# --- Waiting --------------------------------------------------------------------------------------


def waiting_long(**columns: Any) -> Delivery:
    long_ago = timezone.now() - timedelta(minutes=1)
    return CourtFileFactory(asked_at=long_ago, **columns).delivery


@pytest.mark.parametrize(
    ("well", "says"), [(False, "No worker seems to be running"), (True, "busy with other work")]
)
def test_files_that_wait_long_say_why(
    monkeypatch: pytest.MonkeyPatch, well: bool, says: str
) -> None:
    monkeypatch.setattr("casetracker.templatetags.worker.worker_is_well", lambda: well)
    assert says in shown(Client(), waiting_long())
    assert says not in shown(Client(), CourtFileFactory().delivery)


def test_files_whose_turn_has_not_come_are_not_said_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("casetracker.templatetags.worker.worker_is_well", lambda: False)
    made = waiting_long()
    ended(made, attempts=1)
    assert "No worker" not in shown(Client(), made)
    made = waiting_long()
    CourtFileFactory(delivery=made, state=JobState.RUNNING, started_at=timezone.now(), attempts=1)
    assert "No worker" not in shown(Client(), made)


def test_a_file_whose_worker_died_says_that_it_will_be_read_again() -> None:
    made = CourtFileFactory(attempts=1).delivery
    assert "the worker stopped in the middle of it" in shown(Client(), made)


# --- Trying again ---------------------------------------------------------------------------------


def test_what_was_stopped_is_tried_again_and_what_was_refused_is_not(paula: Client) -> None:
    made = DeliveryFactory()
    stopped, refused = ended(made), ended(made, raw=None)
    html = shown(paula, made)
    assert f'id="retry-{stopped.pk}"' in html
    assert f'id="retry-{refused.pk}"' not in html
    assert "Stopped" in html
    response = paula.post(f"{page_of(made)}retry/", {"file": stopped.pk}, follow=True)
    assert "One file will be read again" in response.content.decode()
    states = dict(made.files.values_list("pk", "state"))
    assert states == {stopped.pk: JobState.WAITING, refused.pk: JobState.FAILED}


def test_all_that_was_stopped_is_tried_again_at_once(paula: Client) -> None:
    made = DeliveryFactory()
    for _ in range(3):
        ended(made)
    elsewhere = ended(DeliveryFactory())
    assert "Try again what was stopped (3 files)" in shown(paula, made)
    paula.post(f"{page_of(made)}retry/")
    assert set(made.files.values_list("state", flat=True)) == {JobState.WAITING}
    elsewhere.refresh_from_db()
    assert elsewhere.state == JobState.FAILED


def test_what_somebody_has_tried_again_is_not_tried_twice(paula: Client) -> None:
    made = CourtFileFactory(raw=b"x").delivery
    response = paula.post(f"{page_of(made)}retry/", follow=True)
    assert "Somebody has tried that again already" in response.content.decode()


def test_who_may_not_change_files_has_no_button_and_no_way() -> None:
    made = ended(DeliveryFactory()).delivery
    reader = signed_in("reader")
    assert "Try again" not in shown(reader, made)
    assert reader.post(f"{page_of(made)}retry/").status_code == 403
    assert made.files.get().state == JobState.FAILED


# --- Hostile names --------------------------------------------------------------------------------


def test_the_name_of_a_file_is_shown_as_text(paula: Client) -> None:
    hostile = HOSTILE.replace("/", "∕")[:400]
    made = bring(paula, sent(f"{hostile}.html", b"<html>"))
    ended(made, failure=HOSTILE, filename=HOSTILE)
    html = shown(paula, made)
    assert "<script>window" not in html
    assert "<img src=x" not in html
    assert made.files.all()[0].filename.count("\u202e") == 0
