"""A page that is fetched: what comes back, and what is asked."""

import gzip
import socket

import pytest

from sources.fetching import FetchError, fetch
from tests.sources.fetching.servers import PUBLIC, Internet, page, serve


def test_a_page_comes_with_what_its_site_calls_it() -> None:
    answer = page(b"<p>Gr\xfc\xdfe</p>", "Content-Type: Text/HTML; Charset=ISO-8859-1")
    with serve(answer) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/a?b=c#d", allowed={("127.0.0.1", port)})

    assert fetched.content == b"<p>Gr\xfc\xdfe</p>"
    assert (fetched.content_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert fetched.url == f"http://127.0.0.1:{port}/a?b=c"
    assert fetched.hops == (fetched.url,)


@pytest.mark.parametrize(
    ("stated", "content_type", "charset"),
    [
        ("", "", ""),
        ("application/pdf", "application/pdf", ""),
        (";charset=utf-8", "", "utf-8"),
        ("text/html; charset=", "text/html", ""),
        ('text/html; charset="UTF-8"', "text/html", "utf-8"),
        ("text/html; charset*=x'%ff'%ff", "text/html", None),
    ],
)
def test_a_site_may_call_its_page_anything(
    stated: str, content_type: str, charset: str | None
) -> None:
    with serve(page(b"words", f"Content-Type: {stated}")) as port:
        fetched = Internet({"news.example": [PUBLIC]}, answered_by=port).fetch(
            "http://news.example/"
        )

    assert fetched.content_type == content_type
    assert charset is None or fetched.charset == charset


def test_the_request_is_honest_and_says_nothing_about_us() -> None:
    asked = []

    def remember(request: bytes) -> list[bytes]:
        asked.append(request.decode())
        return [page(b"words")]

    with serve(remember) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port)
        internet.fetch("http://news.example/a%20b?q=ü")

    first, *headers = asked[0].strip().split("\r\n")
    assert first == "GET /a%20b?q=%C3%BC HTTP/1.1"
    named = dict(line.split(": ", 1) for line in headers)
    assert named["Host"] == "news.example"
    assert "CaseTracker" in named["User-Agent"]
    assert named["Accept-Encoding"] == "gzip"
    assert set(named) == {
        *("Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Connection")
    }


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(page(b"from the proxy")) as proxy, serve(page(b"from the site")) as port:
        for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy}")
        fetched = fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert fetched.content == b"from the site"


def test_no_cookie_goes_from_one_hop_to_the_next() -> None:
    asked = []

    def answer(request: bytes) -> list[bytes]:
        asked.append(request)
        if b"GET /start" in request:
            return [page(b"", "Location: /end", "Set-Cookie: a=b; Path=/", status="302 Found")]
        return [page(b"words")]

    with serve(answer) as port:
        Internet({"news.example": [PUBLIC]}, answered_by=port).fetch("http://news.example/start")

    assert len(asked) == 2
    assert b"ookie" not in asked[1]


def test_progress_is_told_how_much_there_is_and_may_stop_it() -> None:
    told: list[int] = []

    class StoppedError(Exception):
        pass

    def stop(so_far: int) -> None:
        raise StoppedError(so_far)

    with serve(page(b"x" * 300_000)) as port:
        address, allowed = f"http://127.0.0.1:{port}/", {("127.0.0.1", port)}
        fetch(address, allowed=allowed, progress=told.append)
        with pytest.raises(StoppedError):
            fetch(address, allowed=allowed, progress=stop)

    assert told == sorted(told)
    assert told[-1] == 300_000


def test_a_page_in_chunks_is_put_together() -> None:
    chunks = b"4\r\nA co\r\n4\r\nurt.\r\n0\r\n\r\n"
    with serve(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert fetched.content == b"A court."


def test_an_old_server_ends_its_page_by_hanging_up() -> None:
    with serve(b"HTTP/1.0 200 OK\r\n\r\nA court.") as port:
        fetched = fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert fetched.content == b"A court."


def test_a_packed_page_is_unpacked() -> None:
    packed = page(gzip.compress(b"A court. " * 100_000), "Content-Encoding: gzip")
    with serve(packed) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert fetched.content == b"A court. " * 100_000


@pytest.mark.parametrize("status", ["100 Continue", "103 Early Hints"])
def test_a_word_in_advance_is_no_answer(status: str) -> None:
    with serve(f"HTTP/1.1 {status}\r\n\r\n".encode() * 3 + page(b"words")) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert fetched.content == b"words"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nwords",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n",
    ],
    ids=["nothing", "not http", "no length", "two lengths", "too short", "no chunk", "no end"],
)
def test_an_answer_that_is_none_is_said_to_be_so(answer: bytes) -> None:
    with serve(answer) as port, pytest.raises(FetchError, match="broke off, or its") as refused:
        fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert refused.value.may_pass


def test_a_port_where_nobody_listens_is_said_to_refuse() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with pytest.raises(FetchError, match="refused the connection") as refused:
        fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})

    assert refused.value.may_pass
