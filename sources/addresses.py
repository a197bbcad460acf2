"""Whether two addresses are one page to a reader, and a short name for a page. Pure."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What newsletters and social networks append to count readers.
_COUNTS_READERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def same_page_key(url: str) -> str:
    """Equal for addresses that lead to one page: http or https, www. or not, a fragment or none.

    Never raises: an address that cannot be read is its own key.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = host_of(url)
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    asked = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_COUNTS_READERS)
    ]
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def host_of(url: str) -> str:
    """The host without www., in lower case; empty when there is none to be read."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")


def name_of_page(url: str) -> str:
    """A name for the source at an address: its host, and the last word of its path.

    https://www.gazette.example/2025/03/acme-sued.html → gazette acme-sued
    """
    labels = host_of(url).split(".")
    # What ends the name of a host (.com) says nothing; what ends a bare IP address does.
    host = " ".join(labels if labels[-1].isdigit() else labels[:-1] or labels)
    last = unquote(urlsplit(url.strip()).path).rstrip("/").rpartition("/")[2]
    return f"{host} {last.rpartition('.')[0] or last}".strip()
