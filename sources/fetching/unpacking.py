"""A page's bytes as they were before the site packed them for the way."""

import zlib
from collections.abc import Iterable, Iterator

from sources.fetching.errors import PASTE_IT, FetchError

PIECE = 64 * 1024  # bytes; what a decompression bomb unpacks to before anybody counts
_GZIP = 16 + zlib.MAX_WBITS
_FIRST_OF_GZIP = 0x1F


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the page in pieces of at most PIECE bytes; `encoding` as Content-Encoding names it.

    Raises FetchError for another encoding than gzip, and for gzip that is none or is cut off. A
    gzip chunk may yield any number of pieces: whoever takes them counts and stops.
    """
    if encoding in {"", "identity"}:
        return iter(chunks)
    if encoding in {"gzip", "x-gzip"}:
        return _gunzipped(chunks)
    raise FetchError(
        f"The site packed the page in a way that it was not asked for ({encoding[:40]!r}; gzip was "
        f"offered). {PASTE_IT}"
    )


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    begun = False
    member = zlib.decompressobj(_GZIP)
    for chunk in chunks:
        rest = chunk
        while rest:
            if member.eof:
                if rest[0] != _FIRST_OF_GZIP:
                    break  # padding after the last member: browsers ignore it too
                member = zlib.decompressobj(_GZIP)
            begun = True
            try:
                piece = member.decompress(rest, PIECE)
            except zlib.error as error:
                raise FetchError(
                    f"The site says that the page is packed with gzip, and it is not. {PASTE_IT}"
                ) from error
            rest = member.unused_data if member.eof else member.unconsumed_tail
            # An empty piece too: whoever takes it looks at the clock.
            yield piece
    if begun and not member.eof:
        raise FetchError(
            f"The page broke off before its end. Try again later. Or do it by hand: {PASTE_IT}",
            may_pass=True,
        )
