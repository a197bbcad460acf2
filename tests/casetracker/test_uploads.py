"""Files that people send are bounded, and told by how much they are too big."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from casetracker.uploads import TooBigFile
from sources.models import Capture
from tests.factories import SourceFactory
from tests.people import signed_in

LIMIT = 1_000_000


@pytest.fixture
def received(settings: Any, tmp_path: Path) -> Any:
    """Send a file of so many bytes, and get it as a view does; at most a million are taken."""
    settings.LARGEST_UPLOAD = LIMIT
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path

    def send(size: int) -> Any:
        file = SimpleUploadedFile("brief.txt", b"x" * size, "text/plain")
        return RequestFactory().post("/", {"file": file}).FILES["file"]

    return send


def test_a_file_within_the_bound_arrives_whole(received: Any) -> None:
    file = received(LIMIT)
    assert (file.size, len(file.read())) == (LIMIT, LIMIT)


def test_of_a_file_past_the_bound_only_its_size_arrives(received: Any, tmp_path: Path) -> None:
    file = received(4 * LIMIT)
    assert isinstance(file, TooBigFile)
    assert (file.name, file.size, file.read()) == ("brief.txt", 4 * LIMIT, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_file_past_the_bound_is_refused_in_words(settings: Any) -> None:
    settings.LARGEST_UPLOAD = LIMIT
    source = SourceFactory()
    file = SimpleUploadedFile("brief.pdf", b"%PDF-1.7" + b"x" * 2 * LIMIT)
    posted = {"way": "upload", "file": file}
    html = signed_in("paralegal").post(f"/sources/{source.pk}/captures/", posted).content.decode()
    assert "The file has 2.0 MB; 1 MB is the most that can be taken." in html
    assert not Capture.objects.exists()


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


urlpatterns = [path("echo/", echo)]


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "status"), [(9_000_000, 200), (10_000_001, 400)])
def test_the_words_of_a_form_are_bounded(settings: Any, size: int, status: int) -> None:
    settings.ROOT_URLCONF = __name__
    assert Client().post("/echo/", {"text": "x" * size}).status_code == status


def test_many_files_of_one_form_do_not_disturb_one_another(settings: Any, tmp_path: Path) -> None:
    """They lie in one file without a name; one that is too big leaves no gap between the others."""
    settings.LARGEST_UPLOAD = LIMIT
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    sizes = {"a": 10, "big": 2 * LIMIT, "b": LIMIT, "c": 0, "d": 7}
    sent = [SimpleUploadedFile(name, name[:1].encode() * size) for name, size in sizes.items()]
    files = RequestFactory().post("/", {"files": sent}).FILES.getlist("files")
    assert list(tmp_path.iterdir()) == []
    assert [(it.name, it.size) for it in files] == list(sizes.items())
    kept = [it for it in files if not isinstance(it, TooBigFile)]
    assert [it.read(3) for it in kept] == [b"aaa", b"bbb", b"", b"ddd"]
    assert [it.read() for it in kept] == [b"a" * 7, b"b" * (LIMIT - 3), b"", b"d" * 4]
    kept[1].seek(-2, 2)
    assert kept[1].read() == b"bb"


def test_all_files_of_a_form_together_are_bounded(settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.MOST_UPLOADED_TOGETHER = LIMIT
    sent = [SimpleUploadedFile(name, b"x" * size) for name, size in (("a", LIMIT), ("b", 1))]
    a, b = RequestFactory().post("/", {"files": sent}).FILES.getlist("files")
    assert (a.size, len(a.read())) == (LIMIT, LIMIT)
    assert isinstance(b, TooBigFile)
    assert (b.size, b.together) == (1, True)
