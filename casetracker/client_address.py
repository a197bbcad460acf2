"""Where a request comes from, for the throttles: what cannot be forged, as far as we can know."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# An IPv6 customer has a whole network of this size to himself, and would try from each address.
IPV6_PREFIX = 64
UNKNOWN = "::"


def client_address(request: HttpRequest) -> str:
    """The client's IPv4 address, or the /64 network of its IPv6 address, as text.

    Each proxy adds the address it was asked from at the right of X-Forwarded-For, so with
    TRUSTED_PROXIES=n the n-th from the right is true and all before it is hearsay. A request with
    fewer entries did not come through them: the connection itself is believed.
    """
    connected = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    n = settings.TRUSTED_PROXIES
    named = forwarded[-n].strip() if 0 < n <= len(forwarded) else ""
    return _normal(named) or _normal(connected) or UNKNOWN


def _normal(found: str) -> str:
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        network = ipaddress.IPv6Network((address, IPV6_PREFIX), strict=False)
        return str(network.network_address)
    return str(address)
