"""Servers of the tests' own on loopback, and an internet in which names lead to them.

`serve` answers each connection with what a function says, byte by byte if it wants, so that it can
break every rule. `Internet` is the resolver and the network under a fetch: public addresses that
are judged as such and then answered by those servers, with each question and connection written
down.
"""

import socket
import ssl
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpcore

from sources.fetching import Fetched, Limits
from sources.fetching.fetch import Fetcher

Answer = Callable[[bytes], Iterable[bytes]]  # a request's head → what to send, piece by piece

USUAL = Limits()
PUBLIC = "93.184.215.14"
ALSO_PUBLIC = "2606:2800:21f:cb07::1"


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer as a proper server gives it."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def sends_on(location: str) -> bytes:
    return page(b"", f"Location: {location}", status="302 Found")


@contextmanager
def serve(
    answer: bytes | Answer, tls: ssl.SSLContext | None = None, *, waits_for_request: bool = True
) -> Iterator[int]:
    """Answer every connection to a port of 127.0.0.1, which this yields."""
    site = _Site(answer, tls, waits_for_request)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=site.accept, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]
        # On Linux closing alone leaves the thread waiting in accept; elsewhere it does not.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class _Site:
    answer: bytes | Answer
    tls: ssl.SSLContext | None
    waits_for_request: bool

    def accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            Thread(target=self.converse, args=(connection,), daemon=True).start()

    def converse(self, plain: socket.socket) -> None:
        with plain:
            try:
                connection = self.tls.wrap_socket(plain, server_side=True) if self.tls else plain
                with connection:
                    request = self.request(connection)
                    answer = self.answer
                    for piece in [answer] if isinstance(answer, bytes) else answer(request):
                        connection.sendall(piece)
            except OSError:
                return  # whoever asked has hung up: most of these tests are about that

    def request(self, connection: socket.socket) -> bytes:
        request = b""
        while self.waits_for_request and not request.endswith(b"\r\n\r\n"):
            if not (more := connection.recv(65536)):
                break
            request += more
        return request


class Internet(httpcore.SyncBackend):
    """Names with their addresses, and addresses with the loopback ports that answer for them."""

    def __init__(
        self,
        names: dict[str, Sequence[str] | Callable[[], Sequence[str]]],
        *,
        answered_by: dict[str, int] | int = 0,
        trusts: ssl.SSLContext | None = None,
    ) -> None:
        self.names = names
        self.answered_by = answered_by
        self.trusts = trusts
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answer = self.names[host]
        return answer() if callable(answer) else answer

    def connect_tcp(self, host: str, port: int, *more: Any, **named: Any) -> Any:
        self.connected.append((host, port))
        there = self.answered_by
        local = there if isinstance(there, int) else there.get(host, 0)
        if not local:
            raise httpcore.ConnectError("Connection refused")
        return super().connect_tcp("127.0.0.1", local, *more, **named)

    def fetch(
        self, url: str, limits: Limits = USUAL, allowed: Collection[tuple[str, int]] = ()
    ) -> Fetched:
        return Fetcher(
            limits=limits, allowed=allowed, resolve=self.resolve, network=self, tls=self.trusts
        ).fetch(url)
