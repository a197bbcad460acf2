"""What a site packed is unpacked piece by piece, or refused in words."""

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.fetching import FetchError
from sources.fetching.unpacking import PIECE, unpacked


def in_pieces(packed: bytes, size: int) -> list[bytes]:
    return [packed[at : at + size] for at in range(0, len(packed), size)]


@pytest.mark.parametrize("encoding", ["", "identity"])
def test_what_is_not_packed_passes(encoding: str) -> None:
    assert list(unpacked([b"A co", b"urt."], encoding)) == [b"A co", b"urt."]


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(1, 50), st.binary(max_size=3))
def test_gzip_is_unpacked_however_it_comes(parts: list[bytes], size: int, end: bytes) -> None:
    packed = b"".join(map(gzip.compress, parts)) + (b"\0" + end if parts else b"")

    assert b"".join(unpacked(in_pieces(packed, size), "gzip")) == b"".join(parts)


def test_no_piece_is_bigger_than_agreed() -> None:
    pieces = list(unpacked([gzip.compress(b"\0" * 5_000_000)], "x-gzip"))

    assert sum(map(len, pieces)) == 5_000_000
    assert max(map(len, pieces)) == PIECE


def test_a_bomb_is_only_unpacked_as_far_as_somebody_reads() -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    tracemalloc.start()
    try:
        next(iter(unpacked([bomb], "gzip")))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 1_000_000


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "identity, gzip"])
def test_another_way_to_pack_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="a way that it was not asked for"):
        list(unpacked([b"x"], encoding))


@pytest.mark.parametrize(
    "packed",
    [b"A court.", gzip.compress(b"A court.", mtime=0)[:-8] + b"\0" * 8, b"\x1f\x8b\x08\xff" * 9],
)
def test_what_is_no_gzip_is_refused(packed: bytes) -> None:
    with pytest.raises(FetchError, match="packed with gzip, and it is not"):
        list(unpacked([packed], "gzip"))


def test_gzip_that_is_cut_off_is_refused() -> None:
    with pytest.raises(FetchError, match="broke off before its end") as refused:
        list(unpacked([gzip.compress(b"A court." * 100)[:-9]], "gzip"))

    assert refused.value.may_pass
