"""What the text of an address tells, and which IP addresses are of the public internet."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.fetching import FetchError, check_address
from sources.fetching.addresses import target_of, why_not_public


def refusal(url: str, allowed: set[tuple[str, int]] | None = None) -> str:
    with pytest.raises(FetchError) as refused:
        check_address(url, allowed or set())
    assert not refused.value.may_pass
    return str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2026/a-lawsuit?page=2#ruling",
        "HTTP://NEWS.EXAMPLE",
        "http://news.example:443/",
        "https://bücher.example/ü",
        "https://news.example./",
        "https://93.184.215.14/",
        "https://[2606:2800:21f:cb07::1]/",
        "https://a_b.news.example/~editor@desk",
    ],
)
def test_an_address_of_the_public_web_passes(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("file:///etc/passwd", "file:"),
        ("ftp://news.example/", "ftp:"),
        ("gopher://news.example/", "gopher:"),
        ("javascript:alert(1)", "javascript:"),
        ("data:text/html,hello", "data:"),
        ("http:news.example", "http:"),
        ("http:///news.example", "cannot be one"),
        ("//news.example/", "does not say how to reach it"),
        ("www.news.example/page", "does not say how to reach it"),
    ],
)
def test_only_http_and_https_written_in_full_are_fetched(url: str, found: str) -> None:
    assert found in refusal(url)


def test_a_scheme_is_refused_with_what_to_write_instead() -> None:
    assert refusal("ftp://news.example/") == (
        "The address begins with ftp:, and only http:// and https:// are fetched. "
        "Write it in full, as the browser shows it: https://…"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://me@news.example/",
        "http://me:secret@news.example/",
        "http://@news.example/",
        "http://news.example:80@127.0.0.1/",
    ],
)
def test_credentials_are_refused(url: str) -> None:
    assert "user name or password" in refusal(url)


@pytest.mark.parametrize(
    "url", [r"http://good.example\@127.0.0.1/", r"http:\\news.example", r"h\i"]
)
def test_a_backslash_is_refused(url: str) -> None:
    assert "backslash" in refusal(url)


@pytest.mark.parametrize(
    "char", [" ", "\t", "\n", "\r", "\0", "\x7f", "\u00a0", "\u200b", "\u202e", "\u2028"]
)
@pytest.mark.parametrize(
    "place", ["{}http://news.example/", "http://ne{}ws.example/", "http://a/{}"]
)
def test_white_space_and_invisible_characters_are_refused(place: str, char: str) -> None:
    assert "white space or an invisible character" in refusal(place.format(char))


def test_no_address_at_all_is_refused() -> None:
    assert "There is no address" in refusal("")


def test_an_address_longer_than_sites_take_is_refused() -> None:
    start = "https://news.example/"
    check_address(start + "a" * (8_000 - len(start)))
    assert "8,001 characters long" in refusal(start + "a" * (8_001 - len(start)))


@pytest.mark.parametrize("port", ["0", "22", "8080", "65535"])
def test_other_ports_than_those_of_the_web_are_refused(port: str) -> None:
    assert f"names port {port}, and only ports 80 and 443" in refusal(f"http://news.example:{port}")


@pytest.mark.parametrize("port", ["65536", "99999", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert refusal(f"http://news.example:{port}/").startswith("The address")


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001"])
def test_a_host_written_as_a_number_is_refused(host: str) -> None:
    assert f"writes its host as a number ({host})" in refusal(f"http://{host}/")


@pytest.mark.parametrize("host", ["127.0.0.01", "0177.0.0.1", "1.2.3.400", "①②⑦.0.0.1", "[::g]"])
def test_an_ip_address_that_is_none_is_refused(host: str) -> None:
    assert "cannot be read" in refusal(f"http://{host}/")


@pytest.mark.parametrize("host", ["127%2e0.0.1", "loc%61lhost", "[fe80::1%25eth0]", "[fe80::1%1]"])
def test_a_host_with_a_percent_sign_is_refused(host: str) -> None:
    assert "a % in it" in refusal(f"http://{host}/")


@pytest.mark.parametrize(
    "host", ["a..b", ".example", "a" * 64 + ".example", "a." * 127 + "bc", "a<b"]
)
def test_a_host_that_is_no_name_is_refused(host: str) -> None:
    assert refusal(f"http://{host}/").startswith("The address")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "api.localhost",
        "127.0.0.1",
        "127.0.0.1.",
        "127。0。0。1",
        "127.8.9.10",
        "0.0.0.0",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::]",
    ],
)
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    assert "this machine itself" in refusal(f"http://{host}/")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "this machine itself"),
        ("0.1.2.3", "this machine itself"),
        ("10.0.0.1", "a private network"),
        ("172.16.0.1", "a private network"),
        ("172.31.255.255", "a private network"),
        ("192.168.1.1", "a private network"),
        ("100.64.0.1", "the inner network of a provider"),
        ("100.127.255.255", "the inner network of a provider"),
        ("169.254.169.254", "where clouds keep their credentials"),
        ("192.0.0.9", "reserved"),
        ("192.0.2.1", "documentation"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.1", "documentation"),
        ("198.18.0.1", "benchmarks"),
        ("198.19.255.255", "benchmarks"),
        ("192.88.99.1", "6to4"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "this machine itself"),
        ("::1", "this machine itself"),
        ("::127.0.0.1", "an IPv4 address inside"),
        ("::ffff:127.0.0.1", "an IPv4 address inside"),
        ("::ffff:8.8.8.8", "an IPv4 address inside"),
        ("::ffff:0:7f00:1", "an IPv4 address inside"),
        ("64:ff9b::7f00:1", "this machine itself"),
        ("64:ff9b::169.254.169.254", "where clouds keep their credentials"),
        ("64:ff9b:1::7f00:1", "an IPv4 address inside"),
        ("2002:7f00:1::", "6to4"),
        ("2001:0:7f00:1::", "Teredo"),
        ("2001:2::1", "benchmarks"),
        ("2001:10::1", "reserved"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("5f00::1", "reserved"),
        ("100::1", "reserved"),
        ("fc00::1", "a private network"),
        ("fd00:ec2::254", "a private network"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "a private network"),
        ("ff02::1", "multicast"),
        ("ff0e::1", "multicast"),
        ("4000::1", "reserved"),
    ],
)
def test_an_address_that_is_not_public_is_named_for_what_it_is(address: str, kind: str) -> None:
    assert kind in (why_not_public(ip_address(address)) or "public")


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "169.253.0.1",
        "2606:2800:21f:cb07::1",
        "2a00:1450::1",
        "64:ff9b::808:808",
    ],
)
def test_an_address_of_the_public_internet_passes(address: str) -> None:
    assert why_not_public(ip_address(address)) is None


@given(st.ip_addresses())
def test_nothing_passes_that_python_takes_for_local(address: object) -> None:
    known = ip_address(str(address))
    local = known.is_private or known.is_loopback or known.is_link_local or known.is_multicast
    if local or known.is_unspecified:
        assert why_not_public(known)


def test_a_refusal_says_what_to_do() -> None:
    assert refusal("http://192.168.1.20/") == (
        "192.168.1.20 leads to a private network, and only pages of the public internet are "
        "fetched. If it is your firm's own server, ask an administrator to allow this host and "
        "port (FETCH_ALLOWED)."
    )


@pytest.mark.parametrize(
    ("url", "pair"),
    [
        ("http://documents.firm.example:8443/a", ("documents.firm.example", 8443)),
        ("http://Documents.Firm.Example.:8443/a", ("documents.firm.example", 8443)),
        ("http://127.0.0.1:8000/", ("127.0.0.1", 8000)),
        ("http://[0:0::1]:8000/", ("::1", 8000)),
        ("http://localhost/", ("localhost", 80)),
    ],
)
def test_a_pair_of_host_and_port_that_is_allowed_passes(url: str, pair: tuple[str, int]) -> None:
    check_address(url, {pair})
    assert refusal(url, {(pair[0], 4_000), ("other.example", pair[1])})


def test_what_is_allowed_is_still_asked_by_http_alone_and_without_credentials() -> None:
    pair = ("127.0.0.1", 8000)
    assert "ftp:" in refusal("ftp://127.0.0.1:8000/", {pair})
    assert "user name" in refusal("http://me@127.0.0.1:8000/", {pair})


@given(st.text() | st.text().map("http://{}/".format) | st.from_regex(r"https?://[^/]+/"))
def test_any_text_is_refused_in_words_or_has_a_plain_host(text: str) -> None:
    try:
        target = target_of(text)
    except FetchError as refused:
        assert str(refused).endswith((".", "https://…"))  # noqa: PT017 - either is right
    else:
        assert target.host.isascii()
        assert not set(target.host) & set("@%/\\?# ")
        assert target.port in {80, 443}
