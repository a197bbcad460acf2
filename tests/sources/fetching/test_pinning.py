"""The address that is connected to is the one that was judged."""

import socket

import pytest

from sources.fetching import FetchError, fetch
from sources.fetching.budget import Budget, Limits
from sources.fetching.pinning import PinnedNetwork, system_resolver
from tests.sources.fetching.servers import ALSO_PUBLIC, PUBLIC, Internet, page, serve


def test_a_name_that_changes_its_mind_is_asked_once() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with serve(page(b"from the public site")) as public, serve(page(b"from inside")) as inside:
        internet = Internet(
            {"rebinding.example": lambda: next(answers)},
            answered_by={PUBLIC: public, "127.0.0.1": inside},
        )
        fetched = internet.fetch("http://rebinding.example/")

    assert fetched.content == b"from the public site"
    assert internet.asked == ["rebinding.example"]
    assert internet.connected == [(PUBLIC, 80)]


def test_a_name_that_changes_its_mind_between_hops_is_judged_again() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with serve(page(b"", "Location: /again", status="302 Found")) as port:
        internet = Internet({"rebinding.example": lambda: next(answers)}, answered_by=port)
        with pytest.raises(FetchError, match="leads to this machine itself"):
            internet.fetch("http://rebinding.example/")

    assert internet.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [ALSO_PUBLIC, "::1"],
        [PUBLIC, "::ffff:127.0.0.1"],
        [PUBLIC, "fe80::1%eth0"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_name_with_any_address_inside_is_not_connected_to(answers: list[str]) -> None:
    internet = Internet({"two-faced.example": answers})
    with pytest.raises(FetchError, match=r"two-faced.example leads to") as refused:
        internet.fetch("http://two-faced.example/")

    assert internet.connected == []
    assert not refused.value.may_pass


def test_the_refusal_of_a_name_does_not_tell_addresses_inside() -> None:
    with pytest.raises(FetchError, match="a private network") as refused:
        Internet({"intranet.example": ["10.20.30.40"]}).fetch("http://intranet.example/")

    assert "10.20" not in str(refused.value)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "017700000001"])
def test_what_the_system_makes_of_a_host_is_judged(host: str) -> None:
    # As if the text had got past `check_address`.
    network = PinnedNetwork(Budget(Limits()), vouched_for=False, resolve=system_resolver)
    with pytest.raises(FetchError, match=r"this machine itself|was found"):
        network.connect_tcp(host, 80)


def test_the_system_resolves_each_address_once() -> None:
    found = system_resolver("127.0.0.1", 80)

    assert found == ["127.0.0.1"]


def test_an_ip_address_needs_no_name_service() -> None:
    requests = []

    def answer(request: bytes) -> list[bytes]:
        requests.append(request.decode())
        return [page(b"words")]

    with serve(answer) as port:
        internet = Internet({}, answered_by=port)
        internet.fetch(f"http://{PUBLIC}/")
        internet.fetch(f"http://[{ALSO_PUBLIC}]/")

    assert internet.asked == []
    assert f"\r\nHost: {PUBLIC}\r\n" in requests[0]
    assert f"\r\nHost: [{ALSO_PUBLIC}]\r\n" in requests[1]
    assert internet.connected == [(PUBLIC, 80), (ALSO_PUBLIC, 80)]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with serve(page(b"words")) as port:
        internet = Internet({"news.example": [ALSO_PUBLIC, PUBLIC]}, answered_by={PUBLIC: port})
        fetched = internet.fetch("http://news.example/")

    assert fetched.content == b"words"
    assert internet.connected == [(ALSO_PUBLIC, 80), (PUBLIC, 80)]


@pytest.mark.parametrize("names", [{}, {"gone.example": []}])
def test_a_name_that_nobody_knows_is_said_to_be_so(names: dict[str, list[str]]) -> None:
    with pytest.raises(FetchError, match=r"No site called gone.example was found") as refused:
        Internet(names).fetch("http://gone.example/")

    assert refused.value.may_pass


def test_an_allowed_host_may_lead_inside() -> None:
    with serve(page(b"the firm's paper")) as port:
        internet = Internet({"documents.firm.example": ["10.0.0.7"]}, answered_by=port)
        fetched = internet.fetch(
            "http://documents.firm.example:8443/", allowed={("documents.firm.example", 8443)}
        )

    assert fetched.content == b"the firm's paper"
    assert internet.connected == [("10.0.0.7", 8443)]


def test_another_port_of_an_allowed_host_is_not_connected_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(FetchError, match="only ports 80 and 443"):
            fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port + 1)})
        other.setblocking(False)
        with pytest.raises(BlockingIOError):
            other.accept()
