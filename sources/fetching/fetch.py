"""One page from the web, asked for politely and read with care."""

import ssl
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx

from sources.fetching.addresses import Target, refuse_odd_characters, target_of
from sources.fetching.answers import PAGE, REDIRECTS, no_page
from sources.fetching.budget import Budget, Limits
from sources.fetching.errors import PASTE_IT, FetchError
from sources.fetching.pinning import PinnedNetwork, Resolver, system_resolver
from sources.fetching.unpacking import unpacked

HEADERS = [
    (b"User-Agent", b"Mozilla/5.0 (compatible; CaseTracker; reads a page that a person cites)"),
    (b"Accept", b"text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5"),
    (b"Accept-Language", b"en-US, en;q=0.9, *;q=0.5"),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: the bytes as its site has them, unpacked, and what the site calls them.

    `url` is the address that gave it, the last of `hops`, which holds every address asked.
    `content_type` is a media type in lower case ("text/html") and `charset` a name in lower case;
    either may be empty, and either is only what the site says.
    """

    url: str
    content: bytes
    content_type: str
    charset: str
    hops: tuple[str, ...]


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    allowed: Collection[tuple[str, int]] = (),
    progress: Callable[[int], None] | None = None,
) -> Fetched:
    """Fetch a page of the public internet; FetchError says why not, and what to do.

    `allowed` holds pairs of host (lower-case ASCII) and port that may be asked although they are
    inside. `progress` is told how many bytes of the page there are so far; what it raises passes.
    """
    return Fetcher(limits=limits, allowed=allowed, progress=progress).fetch(url)


class Fetcher:
    """One fetch; `resolve`, `network` and `tls` are the world that tests put their own in place of.

    Each hop is a connection of its own, without cookies, proxies or anything from the environment.
    """

    def __init__(
        self,
        *,
        limits: Limits,
        allowed: Collection[tuple[str, int]] = (),
        progress: Callable[[int], None] | None = None,
        resolve: Resolver = system_resolver,
        network: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed = allowed
        self._progress = progress or (lambda _: None)
        self._resolve = resolve
        self._network = network
        self._tls = tls or _trusted()
        self._budget = Budget(limits)

    def fetch(self, url: str) -> Fetched:
        """Follow redirects to a page; FetchError as the function `fetch`."""
        target = target_of(url, self._allowed)
        hops = [str(target.url)]
        while True:
            with self._asked(target) as response:
                headers = httpx.Headers(response.headers)
                if response.status not in REDIRECTS:
                    return self._page(response, headers, tuple(hops))
            target = self._next(target, headers.get("location", ""), hops)
            hops.append(str(target.url))

    @contextmanager
    def _asked(self, target: Target) -> Iterator[httpcore.Response]:
        network = PinnedNetwork(
            self._budget,
            vouched_for=target.vouched_for,
            resolve=self._resolve,
            network=self._network,
        )
        url = httpcore.URL(
            scheme=target.url.raw_scheme,
            host=target.host.encode("ascii"),
            port=target.port,
            target=target.url.raw_path,
        )
        headers = [(b"Host", target.url.netloc), *HEADERS]
        with (
            self._failures_in_words(),
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool,
            pool.stream("GET", url, headers=headers) as response,
        ):
            yield response

    @contextmanager
    def _failures_in_words(self) -> Iterator[None]:
        try:
            yield
        except httpcore.TimeoutException as error:
            raise self._budget.too_late() from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise FetchError(
                "The site broke off, or its answer is not one that a web site gives. "
                f"Try again later. Or do it by hand: {PASTE_IT}",
                may_pass=True,
            ) from error

    def _next(self, target: Target, location: str, hops: list[str]) -> Target:
        """Return where a redirect leads, judged as the first address was."""
        if len(hops) > self._budget.limits.redirects:
            raise FetchError(
                f"The site sends its readers on more than {self._budget.limits.redirects} times. "
                f"{PASTE_IT}"
            )
        # A public page sends nobody inside, not even to where a person may go straight.
        allowed = self._allowed if target.vouched_for else ()
        try:
            refuse_odd_characters(location)
            following = target_of(_joined(target.url, location), allowed)
        except FetchError as error:
            raise FetchError(
                f"The site sends its readers on to {location[:200]!r}, where the tracker does not "
                f"follow. {error}"
            ) from error
        if str(following.url) in hops:
            raise FetchError(
                "The site sends its readers round in a circle, as some do to those without "
                f"cookies. {PASTE_IT}"
            )
        return following

    def _page(
        self, response: httpcore.Response, headers: httpx.Headers, hops: tuple[str, ...]
    ) -> Fetched:
        if response.status not in PAGE:
            raise no_page(response.status)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit():
            self._budget.announced(int(length))
        content = bytearray()
        encoding = headers.get("content-encoding", "").strip().lower()
        for piece in unpacked(_chunks(response), encoding):
            self._budget.seconds_left()  # unpacking takes time too
            self._budget.unpacked(len(content) + len(piece))
            content += piece
            self._progress(len(content))
        if not content:
            raise FetchError(f"The site answered with an empty page. {PASTE_IT}")
        return Fetched(
            url=hops[-1],
            content=bytes(content),
            content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=(httpx.Response(200, headers=headers).charset_encoding or "").lower(),
            hops=hops,
        )


def _chunks(response: httpcore.Response) -> Iterator[bytes]:
    yield from response.iter_stream()


def _joined(base: httpx.URL, location: str) -> str:
    try:
        return str(base.join(location))
    except httpx.InvalidURL as error:
        raise FetchError(f"That address cannot be read ({error}).") from error


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates that browsers trust, and those that this machine's administrator added."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
