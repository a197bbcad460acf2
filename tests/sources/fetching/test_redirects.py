"""Each hop is judged as the first address was."""

from collections.abc import Callable

import pytest

from sources.fetching import FetchError, Limits, fetch
from tests.sources.fetching.servers import PUBLIC, Internet, page, sends_on, serve

ELSEWHERE = "93.184.215.15"


def refusal(location: str) -> tuple[FetchError, Internet]:
    """What comes of a public page that sends its readers to `location`."""
    with serve(sends_on(location)) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by={PUBLIC: port})
        with pytest.raises(FetchError) as refused:
            internet.fetch("http://news.example/")
    return refused.value, internet


def by_path(answers: dict[bytes, bytes]) -> Callable[[bytes], list[bytes]]:
    return lambda request: [answers[request.split(b" ")[1]]]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_page_that_moved_is_followed_and_the_way_is_kept(status: int) -> None:
    moved = page(b"", "Location: there?x=1#part", status=f"{status} Moved")
    with serve(by_path({b"/here": moved, b"/there?x=1": page(b"words")})) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port)
        fetched = internet.fetch("http://news.example/here")

    assert fetched.content == b"words"
    assert fetched.url == "http://news.example/there?x=1"
    assert fetched.hops == ("http://news.example/here", "http://news.example/there?x=1")


def test_another_site_is_followed_to_with_its_own_name() -> None:
    asked = []

    def answer(request: bytes) -> list[bytes]:
        asked.append(request)
        return [page(b"words")]

    with serve(sends_on("//other.example/a")) as first, serve(answer) as second:
        internet = Internet(
            {"news.example": [PUBLIC], "other.example": [ELSEWHERE]},
            answered_by={PUBLIC: first, ELSEWHERE: second},
        )
        fetched = internet.fetch("http://news.example/")

    assert fetched.url == "http://other.example/a"
    assert b"\r\nHost: other.example\r\n" in asked[0]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://169.254.169.254/latest/meta-data/", "where clouds keep their credentials"),
        ("http://127.0.0.1/", "this machine itself"),
        ("http://127.0.0.1:8000/", "port 8000"),
        ("//localhost/", "this machine itself"),
        ("http://[::ffff:10.0.0.1]/", "an IPv4 address inside an IPv6 address"),
        ("http://2130706433/", "writes its host as a number"),
        ("file:///etc/passwd", "file:"),
        ("javascript:alert(1)", "javascript:"),
        ("http://me:secret@news.example/", "user name or password"),
        ("/\\127.0.0.1/", "backslash"),
        (r"http://news.example\@127.0.0.1/", "backslash"),
        ("http://news.example/a b", "white space"),
        ("http://news.example:99999/", "port"),
        ("http://[::1/", "cannot be read"),
        ("", "There is no address"),
    ],
)
def test_a_way_inside_is_not_followed(location: str, words: str) -> None:
    refused, internet = refusal(location)

    assert "sends its readers on to" in str(refused)
    assert words in str(refused)
    assert not refused.may_pass
    assert internet.connected == [(PUBLIC, 80)]


def test_a_name_that_leads_inside_is_not_followed() -> None:
    with serve(sends_on("http://inside.example/")) as port:
        internet = Internet(
            {"news.example": [PUBLIC], "inside.example": ["192.168.0.1"]}, answered_by=port
        )
        with pytest.raises(FetchError, match=r"inside.example leads to a private network"):
            internet.fetch("http://news.example/")

    assert internet.connected == [(PUBLIC, 80)]


def test_a_port_inside_that_is_not_allowed_is_not_followed() -> None:
    with serve(page(b"secret")) as secret, serve(sends_on(f"http://127.0.0.1:{secret}/")) as port:
        with pytest.raises(FetchError, match=f"port {secret}"):
            fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})
        both = {("127.0.0.1", port), ("127.0.0.1", secret)}
        assert fetch(f"http://127.0.0.1:{port}/", allowed=both).content == b"secret"


def test_a_public_page_sends_nobody_to_what_is_allowed_inside() -> None:
    with serve(sends_on("http://documents.firm.example/")) as port:
        internet = Internet(
            {"news.example": [PUBLIC], "documents.firm.example": ["10.0.0.7"]}, answered_by=port
        )
        with pytest.raises(FetchError, match=r"documents.firm.example leads to a private network"):
            internet.fetch("http://news.example/", allowed={("documents.firm.example", 80)})

    assert internet.connected == [(PUBLIC, 80)]


def test_going_round_in_a_circle_ends_at_once() -> None:
    circle = {b"/a": sends_on("/b"), b"/b": sends_on("/a#again")}
    with serve(by_path(circle)) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port)
        with pytest.raises(FetchError, match="round in a circle"):
            internet.fetch("http://news.example/a")

    assert len(internet.connected) == 2


def test_a_long_way_ends_at_the_limit() -> None:
    steps = {f"/{n}".encode(): sends_on(f"/{n + 1}") for n in range(3)} | {b"/3": page(b"words")}
    with serve(by_path(steps)) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port)
        assert internet.fetch("http://news.example/0", Limits(redirects=3)).content == b"words"
        with pytest.raises(FetchError, match="more than 2 times"):
            internet.fetch("http://news.example/0", Limits(redirects=2))
