"""The network under a fetch: it connects to the very addresses that were judged.

A name is resolved once a connection. Judging the name first and letting a library resolve it again
would let its owner answer differently the second time (DNS rebinding). Every wait is bounded by
what is left of the budget, so that no slow drip outlasts it.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from threading import Thread
from typing import Any

import httpcore

from sources.fetching.addresses import inside, literal, why_not_public
from sources.fetching.budget import Budget
from sources.fetching.errors import PASTE_IT, FetchError

Resolver = Callable[[str, int], Sequence[str]]


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses of a host, each once, in the order of the system; OSError if none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


class PinnedNetwork(httpcore.NetworkBackend):
    """Connects to the public internet only, or to one host that an administrator vouches for.

    `resolve` and `network` are what asks for names and what connects; tests put in their own.
    """

    def __init__(
        self,
        budget: Budget,
        *,
        vouched_for: bool,
        resolve: Resolver = system_resolver,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._budget = budget
        self._vouched_for = vouched_for
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's judged addresses that answers."""
        addresses = self._judged(host, port)
        failure: Exception | None = None
        for tried, address in enumerate(addresses):
            # One that swallows every packet leaves the others their share of the time.
            patience = self._budget.seconds_left() / (len(addresses) - tried)
            try:
                stream = self._network.connect_tcp(
                    address, port, patience, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return BoundedStream(stream, self._budget)
        if isinstance(failure, httpcore.ConnectTimeout):
            raise self._budget.too_late() from failure
        raise FetchError(
            f"{host} cannot be reached: it refused the connection, or no way leads there. "
            f"Try again later. Or do it by hand: {PASTE_IT}",
            may_pass=True,
        ) from failure

    def _judged(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host; FetchError if any of them is not public."""
        addresses = [host] if literal(host) else self._resolved(host, port)
        if not self._vouched_for:
            for address in addresses:
                if kind := why_not_public(ip_address(address)):
                    raise inside(host, kind)
        return addresses

    def _resolved(self, host: str, port: int) -> list[str]:
        # getaddrinfo takes no timeout. The thread is a daemon: one that hangs keeps no process.
        answer: Future[Sequence[str]] = Future()
        patience = self._budget.seconds_left()
        Thread(target=self._answer, args=(answer, host, port), daemon=True).start()
        try:
            found = list(answer.result(patience))
        except TimeoutError as error:
            raise self._budget.too_late() from error
        except OSError as error:
            raise _no_such_host(host) from error
        if not found:
            raise _no_such_host(host)
        return found

    def _answer(self, answer: "Future[Sequence[str]]", host: str, port: int) -> None:
        try:
            answer.set_result(self._resolve(host, port))
        except Exception as error:
            answer.set_exception(error)


class BoundedStream(httpcore.NetworkStream):
    """A connection that waits no longer and reads no more than the budget has left."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = self._stream.read(max_bytes, self._budget.seconds_left())
        self._budget.spend(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.seconds_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Encrypt the connection; the certificate must be the host's, not the address's."""
        try:
            stream = self._stream.start_tls(
                ssl_context, server_hostname, self._budget.seconds_left()
            )
        except BaseException as error:
            self.close()  # httpcore leaves that to whoever fails
            if isinstance(error, httpcore.ConnectError):
                raise _not_secure(server_hostname or "The site", error) from error
            raise
        return BoundedStream(stream, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _no_such_host(host: str) -> FetchError:
    return FetchError(
        f"No site called {host} was found. Check how it is written; if it is right, the name "
        "service may be out of order: try again later.",
        may_pass=True,
    )


def _not_secure(host: str, error: httpcore.ConnectError) -> FetchError:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchError(
            f"{host} does not prove who it is: its certificate was not accepted "
            f"({cause.verify_message}). Look at it in a browser, and only if you trust what you "
            "see, copy the text and paste it here."
        )
    return FetchError(
        f"No secure connection to {host} came about. Try again later. Or do it by hand: {PASTE_IT}",
        may_pass=True,
    )
