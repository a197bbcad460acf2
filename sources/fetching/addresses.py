"""Which addresses are fetched: what the text of one tells, and what an IP address tells.

Only http and https, only the web's own ports, and only addresses of the public internet. A pair of
host and port that an administrator vouches for (FETCH_ALLOWED) is exempt from the last two.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from sources.fetching.errors import FetchError

IPAddress = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
_ASK_FOR_IT = (
    "If it is your firm's own server, ask an administrator to allow this host and port "
    "(FETCH_ALLOWED)."
)
LONGEST = 8_000  # characters; what common servers take, and one write to a socket

_THIS_MACHINE = "this machine itself"
_PRIVATE = "a private network"
_LINK_LOCAL = "a link-local network, where clouds keep their credentials"
_EMBEDDED = "an IPv4 address inside an IPv6 address"
_DOCUMENTATION = "addresses that are only for documentation"
_RESERVED = "reserved addresses"

# The special-purpose registries of IANA (RFC 6890 and its successors), the first match counts.
# `ipaddress.is_global` knows most; not multicast, what embeds IPv4, or what came after Python 3.11.
_NOT_PUBLIC = [
    (ip_network(network), kind)
    for network, kind in [
        ("0.0.0.0/8", _THIS_MACHINE),
        ("127.0.0.0/8", _THIS_MACHINE),
        ("10.0.0.0/8", _PRIVATE),
        ("172.16.0.0/12", _PRIVATE),
        ("192.168.0.0/16", _PRIVATE),
        ("100.64.0.0/10", "the inner network of a provider"),
        ("169.254.0.0/16", _LINK_LOCAL),
        ("192.0.0.0/24", _RESERVED),
        ("192.0.2.0/24", _DOCUMENTATION),
        ("198.51.100.0/24", _DOCUMENTATION),
        ("203.0.113.0/24", _DOCUMENTATION),
        ("198.18.0.0/15", "a network for benchmarks"),
        ("192.88.99.0/24", "a relay of 6to4"),
        ("224.0.0.0/4", "a multicast group"),
        ("::/127", _THIS_MACHINE),
        ("::/96", _EMBEDDED),
        ("::ffff:0:0/96", _EMBEDDED),
        ("::ffff:0:0:0/96", _EMBEDDED),
        ("64:ff9b:1::/48", _EMBEDDED),
        ("2001::/32", f"{_EMBEDDED} (Teredo)"),
        ("2002::/16", f"{_EMBEDDED} (6to4)"),
        ("2001:2::/48", "a network for benchmarks"),
        ("2001:db8::/32", _DOCUMENTATION),
        ("3fff::/20", _DOCUMENTATION),
        ("fc00::/7", _PRIVATE),
        ("fec0::/10", _PRIVATE),
        ("fe80::/10", _LINK_LOCAL),
        ("ff00::/8", "a multicast group"),
    ]
]
_NAT64 = ip_network("64:ff9b::/96")
_GLOBAL_UNICAST = ip_network("2000::/3")

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_AUTHORITY = re.compile(r"[a-z]+://([^/?#]*)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_LONGEST_NAME = 253  # characters, RFC 1035 as text
# A last label like this makes a resolver read the whole as an IPv4 address (URL standard, "ends in
# a number"): 127.1, 2130706433, 0x7f.1, 017700000001.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked: `host` is lower-case ASCII, an IPv6 one without brackets."""

    url: httpx.URL
    host: str
    port: int
    vouched_for: bool


def check_address(url: str, allowed: Collection[tuple[str, int]] = ()) -> None:
    """Raise FetchError if the text of an address alone tells that it will not be fetched.

    `allowed` holds pairs of host (lower-case ASCII) and port that may be asked although inside.
    What a name leads to is judged when it is fetched.
    """
    target_of(url, allowed)


def target_of(url: str, allowed: Collection[tuple[str, int]] = ()) -> Target:
    """Return whom to ask; FetchError as `check_address`."""
    refuse_odd_characters(url)
    _refuse_other_schemes(url)
    _refuse_odd_hosts(url)
    parsed = _parsed(url)
    host = parsed.raw_host.decode("ascii").removesuffix(".")
    address = literal(host)
    if address is None:
        _refuse_no_name(host)
    else:
        host = str(address)
    port = PORTS[parsed.scheme] if parsed.port is None else parsed.port
    vouched_for = (host, port) in allowed
    if not vouched_for:
        _refuse_inside(host, address, port)
    if parsed.raw_host.endswith(b"."):
        parsed = parsed.copy_with(host=host)  # a certificate names no host with a dot at its end
    return Target(parsed.copy_with(fragment=None), host, port, vouched_for)


def why_not_public(address: IPAddress) -> str | None:
    """Return in words what an address is part of, if not of the public internet; else None."""
    # Where only IPv6 is routed, resolvers give each IPv4 site such an address (RFC 6052).
    if address in _NAT64:
        return why_not_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    for network, kind in _NOT_PUBLIC:
        if address in network:
            return kind
    unassigned = isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST
    return _RESERVED if unassigned or not address.is_global else None


def literal(host: str) -> IPAddress | None:
    """Return the IP address that a host is written as; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def refuse_odd_characters(text: str) -> None:
    """Raise FetchError for what browsers and libraries read in different ways."""
    if not text:
        raise FetchError("There is no address. Write one that begins with https://.")
    if len(text) > LONGEST:
        raise FetchError(
            f"The address is {len(text):,} characters long; at most {LONGEST:,} were expected. "
            "Copy it again from the browser."
        )
    if "\\" in text:
        raise FetchError(
            "The address has a backslash in it, which programs read in different ways. "
            "Write it with / instead."
        )
    if found := next((char for char in text if char.isspace() or not char.isprintable()), None):
        raise FetchError(
            f"The address has white space or an invisible character in it (U+{ord(found):04X}). "
            "Remove it, or copy the address again from the browser."
        )


def _refuse_other_schemes(url: str) -> None:
    found = _SCHEME.match(url)
    scheme = found[1].lower() if found else ""
    if scheme in PORTS and _AUTHORITY.match(url):
        return
    begins = f"begins with {scheme}:" if scheme else "does not say how to reach it"
    raise FetchError(
        f"The address {begins}, and only http:// and https:// are fetched. "
        "Write it in full, as the browser shows it: https://…"
    )


def _refuse_odd_hosts(url: str) -> None:
    authority = _AUTHORITY.match(url)
    if authority and "@" in authority[1]:
        raise FetchError(
            "The address has a user name or password in it (before the @), which are not sent. "
            "Write it without them."
        )
    if authority and "%" in authority[1]:
        raise FetchError(
            "The address names its host with a % in it, which is no part of a host's name. "
            "Write the name in plain letters."
        )


def _parsed(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL as error:
        raise FetchError(
            f"The address cannot be read ({error}). Copy it again from the browser."
        ) from error


def _refuse_no_name(host: str) -> None:
    """Raise FetchError for a host that is neither a name nor a plainly written IP address."""
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        raise FetchError(
            f"The address writes its host as a number ({host}), in a way that hides where it "
            "leads. Write the site's name."
        )
    if len(host) > _LONGEST_NAME or not all(map(_LABEL.fullmatch, labels)):
        raise FetchError(
            f"The address names a host that cannot be one ({host[:80]!r}). "
            "Copy it again from the browser."
        )


def _refuse_inside(host: str, address: IPAddress | None, port: int) -> None:
    if port not in PORTS.values():
        raise FetchError(
            f"The address names port {port}, and only ports 80 and 443 are fetched. {_ASK_FOR_IT}"
        )
    if host == "localhost" or host.endswith(".localhost"):
        raise inside(host, _THIS_MACHINE)
    if address is not None and (kind := why_not_public(address)):
        raise inside(host, kind)


def inside(host: str, kind: str) -> FetchError:
    """Return the refusal of a host that leads to `kind`, as `why_not_public` says it."""
    return FetchError(
        f"{host} leads to {kind}, and only pages of the public internet are fetched. {_ASK_FOR_IT}"
    )
