"""From an address or from bytes to what there is to keep, or to a sentence that says why not."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from sources.capture import CaptureError, from_address, from_file, from_paste
from sources.extracting import Media
from tests.sources.fetching.servers import page, sends_on, serve
from tests.sources.imaginary import ANSWERED, ASKED, SUED, article


class Told(list[str]):
    """What was said of the work while it went on."""

    def __call__(self, stage: str) -> None:
        self.append(stage)


@pytest.fixture
def told() -> Told:
    return Told()


def take(port: int, told: Told, path: str = "/acme-sued") -> Any:
    allowed = {("127.0.0.1", port)}
    return from_address(f"http://127.0.0.1:{port}{path}", allowed=allowed, tell=told)


def test_a_page_gives_its_text_its_bytes_and_what_it_says_of_itself(told: Told) -> None:
    raw = article(head='<meta name="author" content="Ann Scribe">')
    with serve(page(raw, "Content-Type: text/html; charset=utf-8")) as port:
        taking = take(port, told)
    assert all(words in taking.extracted.text for words in (SUED, ASKED, ANSWERED))
    assert (taking.raw, taking.media) == (raw, Media.HTML)
    assert taking.extracted.title == "Acme sued"
    assert taking.extracted.author == "Ann Scribe"
    assert told[0] == "Fetching the page"
    assert told[-1] == "Reading the text"


def test_the_address_kept_is_the_one_that_gave_the_page(told: Told) -> None:
    def answer(request: bytes) -> Iterator[bytes]:
        moved = request.startswith(b"GET /acme-sued ")
        yield sends_on("/moved") if moved else page(article(), "Content-Type: text/html")

    with serve(answer) as port:
        assert take(port, told).url == f"http://127.0.0.1:{port}/moved"


def test_it_is_told_how_much_of_a_page_is_there(told: Told) -> None:
    def answer(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        yield article() + b"<!--" + b"x" * 400_000
        time.sleep(0.1)
        yield b"-->" + b" " * 1_000_000

    with serve(answer) as port:
        take(port, told)
    amounts = [stage for stage in told if stage.startswith("Fetching:")]
    assert amounts[0].endswith(" kB so far")
    assert amounts[-1] == "Fetching: 1.4 MB so far"


@pytest.mark.parametrize(
    ("status", "words", "may_pass"),
    [("404 Not Found", "answered 404", False), ("503 Service Unavailable", "later", True)],
)
def test_a_page_that_is_not_to_be_had_is_told_in_words(
    told: Told, status: str, words: str, may_pass: bool
) -> None:
    with (
        serve(page(b"Sorry", status=status)) as port,
        pytest.raises(CaptureError, match=words) as refusal,
    ):
        take(port, told)
    assert ("later" in str(refusal.value)) is may_pass


def test_an_address_inside_is_refused(told: Told) -> None:
    with serve(page(article())) as port, pytest.raises(CaptureError):
        from_address(f"http://127.0.0.1:{port}/", allowed=(), tell=told)


def test_a_page_without_a_text_is_told_in_words(told: Told) -> None:
    with (
        serve(page(b"<!doctype html><html><body></body></html>")) as port,
        pytest.raises(CaptureError),
    ):
        take(port, told)


def test_what_stops_the_work_stops_the_fetching() -> None:
    class OvertakenError(Exception):
        pass

    def tell(stage: str) -> None:
        if stage.startswith("Fetching:"):
            raise OvertakenError

    with serve(page(article())) as port, pytest.raises(OvertakenError):
        from_address(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)}, tell=tell)


def test_the_bytes_of_a_file_decide_what_it_is(told: Told) -> None:
    taking = from_file(article(), content_type="text/plain", filename="brief.txt", tell=told)
    assert taking.media == Media.HTML
    assert "<p>" not in taking.extracted.text


def test_a_file_that_is_none_of_the_kinds_is_told_in_words(told: Told) -> None:
    with pytest.raises(CaptureError, match="an image"):
        from_file(b"\x89PNG\r\n\x1a\n" + b"0" * 99, content_type="", filename="a.pdf", tell=told)


def test_pasted_words_are_text_whatever_they_look_like(told: Told) -> None:
    taking = from_paste(b"<p>Acme was sued</p>", tell=told)
    assert (taking.extracted.text, taking.media) == ("<p>Acme was sued</p>", Media.TEXT)
    assert told == ["Reading the text"]


def test_words_that_are_none_are_told(told: Told) -> None:
    with pytest.raises(CaptureError, match="empty"):
        from_paste(b" \n ", tell=told)
