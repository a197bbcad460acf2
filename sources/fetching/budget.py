"""What one fetch may take, all its redirects together, and what is left of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sources.fetching.errors import PASTE_IT, FetchError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take at the most.

    `seconds` by the clock on the wall, from the first look-up of a name to the last byte;
    `bytes_on_wire` as they come, headers included, but without what TLS adds; `bytes_unpacked` of
    the page itself; `redirects` that are followed.
    """

    seconds: float = 30
    bytes_on_wire: int = 20 * MEGABYTE
    bytes_unpacked: int = 20 * MEGABYTE
    redirects: int = 5


class Budget:
    """What is left of the limits; asking for more raises FetchError."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._deadline = clock() + limits.seconds
        self._wire_left = limits.bytes_on_wire

    def seconds_left(self) -> float:
        """Return how many seconds are left, more than 0; FetchError if none."""
        left = self._deadline - self._clock()
        if left <= 0:
            raise self.too_late()
        return left

    def spend(self, received: int) -> None:
        """Count bytes from the wire; FetchError if they were too many."""
        self._wire_left -= received
        if self._wire_left < 0:
            raise too_big(self.limits.bytes_on_wire)

    def announced(self, length: int) -> None:
        """Raise FetchError if a body that is said to be `length` bytes long is too big."""
        if length > self._wire_left:
            raise too_big(self.limits.bytes_on_wire, length)

    def unpacked(self, length: int) -> None:
        """Raise FetchError if a page that has grown to `length` bytes is too big."""
        if length > self.limits.bytes_unpacked:
            raise too_big(self.limits.bytes_unpacked)

    def too_late(self) -> FetchError:
        """Return the refusal of a site that took too long."""
        return FetchError(
            f"The site did not send the page within {self.limits.seconds:g} seconds. "
            f"Try again later. Or do it by hand: {PASTE_IT}",
            may_pass=True,
        )


def too_big(most: int, found: int | None = None) -> FetchError:
    """Return the refusal of a page of more than `most` bytes; `found` if the site said how many."""
    size = f"is {found:,} bytes long" if found else "is too big"
    return FetchError(
        f"The page {size}; at most {most / MEGABYTE:g} MB are fetched. "
        "Save it, cut out what matters, and add that here."
    )
