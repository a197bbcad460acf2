"""No fetch outlasts its time, however slowly a site drips."""

import ssl
import time
from collections.abc import Iterator
from threading import Event

import httpcore
import pytest

from sources.fetching import FetchError, Limits, fetch
from tests.sources.fetching.servers import PUBLIC, Answer, Internet, page, serve

LIMITS = Limits(seconds=0.4)
DRIP = 0.05


def dripping(start: bytes, drop: bytes) -> Answer:
    def answer(request: bytes) -> Iterator[bytes]:
        yield start
        while True:
            yield drop
            time.sleep(DRIP)

    return answer


def waiting(request: bytes) -> Iterator[bytes]:
    time.sleep(2)
    yield b""


@pytest.mark.parametrize(
    "answer",
    [
        waiting,
        dripping(b"", b"H"),
        dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ", b"x"),
    ],
    ids=["nothing", "status", "header", "in advance", "body", "chunks", "trailer"],
)
def test_a_slow_site_is_left_when_the_time_is_up(answer: Answer) -> None:
    with serve(answer) as port:
        began = time.monotonic()
        with pytest.raises(FetchError, match=r"did not send the page within 0.4 sec") as refused:
            fetch(f"http://127.0.0.1:{port}/", limits=LIMITS, allowed={("127.0.0.1", port)})
        seconds = time.monotonic() - began

    assert refused.value.may_pass
    assert seconds < 1.5


def test_all_redirects_together_count() -> None:
    def answer(request: bytes) -> Iterator[bytes]:
        time.sleep(0.15)
        step = int(request.split(b" ")[1][1:] or 0)
        yield page(b"", f"Location: /{step + 1}", status="302 Found")

    with serve(answer) as port, pytest.raises(FetchError, match=r"within 0.4 seconds"):
        Internet({"news.example": [PUBLIC]}, answered_by=port).fetch("http://news.example/", LIMITS)


def test_a_name_service_that_hangs_is_left_when_the_time_is_up() -> None:
    released = Event()

    def hang() -> list[str]:
        released.wait(30)
        return [PUBLIC]

    internet = Internet({"news.example": hang})
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0.4 seconds") as refused:
        internet.fetch("http://news.example/", LIMITS)
    seconds = time.monotonic() - began
    released.set()

    assert refused.value.may_pass
    assert seconds < 1.5
    assert internet.connected == []


def test_a_handshake_that_drips_is_left_when_the_time_is_up() -> None:
    # The head of a handshake record of 16,384 bytes, which then comes byte by byte.
    answer = dripping(b"\x16\x03\x03\x40\x00", b"\x02")
    with serve(answer, waits_for_request=False) as port:
        internet = Internet(
            {"news.example": [PUBLIC]}, answered_by=port, trusts=ssl.create_default_context()
        )
        began = time.monotonic()
        with pytest.raises(FetchError, match=r"within 0.4 seconds"):
            internet.fetch("https://news.example/", LIMITS)

    assert time.monotonic() - began < 1.5


def test_an_address_that_swallows_everything_leaves_time_for_the_next() -> None:
    with serve(page(b"words")) as port:
        internet = Swallowing({"news.example": ["93.184.215.99", PUBLIC]}, answered_by=port)
        fetched = internet.fetch("http://news.example/", LIMITS)

    assert fetched.content == b"words"


def test_a_connection_made_too_late_is_closed() -> None:
    with serve(b"", waits_for_request=False) as port:
        internet = Late({"news.example": [PUBLIC]}, answered_by=port)
        for scheme in ("http", "https"):
            with pytest.raises(FetchError, match=r"within 0.1 seconds"):
                internet.fetch(f"{scheme}://news.example/", Limits(seconds=0.1))

    assert [connection.get_extra_info("socket").fileno() for connection in internet.made] == [
        -1
    ] * 2


class Late(Internet):
    """An internet in which a connection comes about after the time is up, and is remembered."""

    made: list[httpcore.NetworkStream]

    def connect_tcp(self, *place: object) -> object:
        self.made = getattr(self, "made", [])
        self.made.append(super().connect_tcp(*place))
        time.sleep(0.15)
        return self.made[-1]


class Swallowing(Internet):
    """An internet in which the first address never answers, as behind a firewall that drops."""

    def connect_tcp(self, host: str, port: int, timeout: float, *more: object) -> object:
        if host != PUBLIC:
            time.sleep(timeout)
            raise httpcore.ConnectTimeout
        return super().connect_tcp(host, port, timeout, *more)
