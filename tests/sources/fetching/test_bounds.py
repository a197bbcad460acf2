"""A page that is too big is left alone, at the bound, quickly and in little memory."""

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from sources.fetching import FetchError, Limits, fetch
from tests.sources.fetching.servers import Answer, page, serve

LIMITS = Limits(bytes_on_wire=3_000_000, bytes_unpacked=2_000_000)
MEGABYTE_OF_ZEROS = b"\0" * 1_000_000


def refusal(answer: bytes | Answer, limits: Limits = LIMITS) -> FetchError:
    with serve(answer) as port, pytest.raises(FetchError) as refused:
        fetch(f"http://127.0.0.1:{port}/", limits=limits, allowed={("127.0.0.1", port)})
    return refused.value


def endlessly(start: bytes, again: bytes) -> Answer:
    def answer(request: bytes) -> Iterator[bytes]:
        yield start
        while True:
            yield again

    return answer


def bomb(megabytes: int) -> bytes:
    """gzip of that many megabytes of zeros, a thousandth of it long, made from one of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    first = packer.compress(MEGABYTE_OF_ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(MEGABYTE_OF_ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 1)


CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
TOO_BIG = {
    "a chunked page without end": endlessly(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNK
    ),
    "a page that ends when the site hangs up": endlessly(b"HTTP/1.0 200 OK\r\n\r\n", CHUNK),
    "words in advance without end": endlessly(
        b"", b"HTTP/1.1 103 Early Hints\r\nLink: " + b"x" * 10_000 + b"\r\n\r\n"
    ),
    "a bomb of a gigabyte": page(bomb(1_000), "Content-Encoding: gzip"),
    "a page of many packed parts": endlessly(
        b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(MEGABYTE_OF_ZEROS)
    ),
}


@pytest.mark.parametrize("answer", TOO_BIG.values(), ids=TOO_BIG.keys())
def test_what_has_no_end_is_left_at_the_bound(answer: bytes | Answer) -> None:
    tracemalloc.start()
    began = time.monotonic()
    try:
        refused = refusal(answer)
        seconds, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert "is too big; at most" in str(refused)
    assert not refused.may_pass
    assert seconds < 10
    assert most < 8_000_000


def test_the_bomb_is_one() -> None:
    packed = bomb(1_000)

    assert len(packed) < 1_100_000
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert sum(len(unpacker.decompress(packed[n : n + 999])) for n in range(0, 9_990, 999)) > 9e6


def test_a_page_that_says_it_is_too_big_is_not_read() -> None:
    read = []

    def answer(request: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n"
        while True:
            yield b"x" * 65536
            read.append(65536)

    refused = refusal(answer)

    assert str(refused).startswith(
        "The page is 2,147,483,648 bytes long; at most 3 MB are fetched."
    )
    assert sum(read) < 20_000_000  # what the system's buffers take


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("18446744073709551616", "is 18,446,744,073,709,551,616 bytes long"),
        ("9" * 5_000, "its answer is not one that a web site gives"),
    ],
    ids=["2 to the 64", "5,000 digits"],
)
def test_a_length_beyond_all_measure_is_refused(digits: str, words: str) -> None:
    refused = refusal(f"HTTP/1.1 200 OK\r\nContent-Length: {digits}\r\n\r\n".encode())

    assert words in str(refused)


def test_a_page_just_within_the_bounds_is_read() -> None:
    with serve(page(b"x" * 2_000_000)) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/", limits=LIMITS, allowed={("127.0.0.1", port)})
    assert len(fetched.content) == 2_000_000
    assert "at most 2 MB" in str(refusal(page(b"x" * 2_000_001)))


def test_all_hops_together_count() -> None:
    headers = b"HTTP/1.1 302 Found\r\nX: " + b"x" * 50_000 + b"\r\nLocation: /%s\r\n\r\n"
    steps = iter(range(10))

    def answer(request: bytes) -> list[bytes]:
        return [headers % str(next(steps)).encode()]

    refused = refusal(answer, Limits(bytes_on_wire=120_000))

    assert "is too big; at most 0.12 MB" in str(refused)
    assert next(steps) == 3


@pytest.mark.parametrize(
    "header",
    [b"X: y\r\n" * 10_000, b"x" * 10_000],
    ids=["one header after the other", "one header without end"],
)
def test_headers_without_end_are_left_long_before_the_bound(header: bytes) -> None:
    refused = refusal(endlessly(b"HTTP/1.1 200 OK\r\n", header))

    assert "its answer is not one that a web site gives" in str(refused)
