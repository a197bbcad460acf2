"""An encrypted page comes from the host that was named, though its address is pinned."""

import ipaddress
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sources.fetching import FetchError, fetch
from tests.sources.fetching.servers import PUBLIC, Internet, page, sends_on, serve

NOW = datetime.now(UTC)
Certified = Callable[..., ssl.SSLContext]


@pytest.fixture
def certified(tmp_path: Path) -> Certified:
    """A maker of servers' certificates; each signs itself, and `tmp_path/trusted.pem` has all."""

    def make(host: str, *, until: datetime = NOW + timedelta(days=1)) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        try:
            named: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            named = x509.DNSName(host)
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=9))
            .not_valid_after(until)
            .add_extension(x509.SubjectAlternativeName([named]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (tmp_path / "server.pem").write_bytes(pem + private)
        with (tmp_path / "trusted.pem").open("ab") as trusted:
            trusted.write(pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "server.pem")
        return context

    return make


def trusting(tmp_path: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(tmp_path / "trusted.pem"))


def test_a_certificate_of_the_host_is_accepted(certified: Certified, tmp_path: Path) -> None:
    with serve(page(b"words"), certified("news.example")) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port, trusts=trusting(tmp_path))
        fetched = internet.fetch("https://news.example./")

    assert fetched.content == b"words"
    assert fetched.url == "https://news.example/"
    assert internet.connected == [(PUBLIC, 443)]


@pytest.mark.parametrize("host", ["other.example", PUBLIC])
def test_a_certificate_of_another_host_is_refused(
    certified: Certified, tmp_path: Path, host: str
) -> None:
    with serve(page(b"words"), certified(host)) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port, trusts=trusting(tmp_path))
        with pytest.raises(FetchError, match="does not prove who it is") as refused:
            internet.fetch("https://news.example/")

    assert "Hostname mismatch" in str(refused.value)
    assert not refused.value.may_pass


def test_a_certificate_that_ran_out_is_refused(certified: Certified, tmp_path: Path) -> None:
    with serve(page(b"words"), certified("news.example", until=NOW - timedelta(days=1))) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port, trusts=trusting(tmp_path))
        with pytest.raises(FetchError, match="certificate has expired"):
            internet.fetch("https://news.example/")


def test_a_certificate_that_nobody_vouches_for_is_refused(certified: Certified) -> None:
    with (
        serve(page(b"words"), certified("127.0.0.1")) as port,
        pytest.raises(FetchError, match="certificate was not accepted"),
    ):
        fetch(f"https://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})


def test_a_host_that_speaks_no_tls_is_said_to_be_so() -> None:
    with serve(b"220 mail.example ESMTP\r\n", waits_for_request=False) as port:
        internet = Internet({"news.example": [PUBLIC]}, answered_by=port)
        with pytest.raises(FetchError, match=r"No secure connection to news.example") as refused:
            internet.fetch("https://news.example/")

    assert refused.value.may_pass


def test_from_https_to_http_is_followed_and_seen_in_the_way(
    certified: Certified, tmp_path: Path
) -> None:
    with (
        serve(sends_on("http://plain.example/"), certified("news.example")) as secure,
        serve(page(b"words")) as plain,
    ):
        internet = Internet(
            {"news.example": [PUBLIC], "plain.example": ["93.184.215.15"]},
            answered_by={PUBLIC: secure, "93.184.215.15": plain},
            trusts=trusting(tmp_path),
        )
        fetched = internet.fetch("https://news.example/")

    assert fetched.hops == ("https://news.example/", "http://plain.example/")
