"""The files in a zip. Whoever packed it is not believed: what is read is counted as it comes.

Only the two ways of packing that every program uses are read. Others may ask for any memory.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from sources.decoding import MOST_BYTES
from sources.delivering.names import is_beside_the_point, shown_name, suffix_of, why_no_court_file
from sources.delivering.pieces import Piece, too_large

MOST_MEMBERS = 2_000
MOST_UNPACKED = 200_000_000  # bytes of all files in a zip
MOST_RATIO = 100  # real dockets and feeds are packed tenfold at the most
_RATIO_COUNTS_FROM = 1_000_000  # bytes; what is smaller harms nobody
_LARGEST_DIRECTORY = 2_000_000  # bytes of the list of files at its end
_CHUNK = 256 * 1024

_BEGINS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, LargeZipFile, EOFError, zlib.error, struct.error, ValueError, OSError)

NOT_WHOLE = (
    "The zip cannot be read: it is cut off or damaged. Pack it again, or bring the files by "
    "themselves."
)
ENCRYPTED = "It is locked with a password inside the zip. Unpack it, and bring it without one."
ZIP_IN_ZIP = "It is a zip inside a zip. Unpack the outer one, and bring this one by itself."
BOMB = (
    f"It would unpack to more than {MOST_RATIO} times its size, as no court file does. Nothing of "
    "it was taken."
)
STRANGE = "It is packed in a way that is not read. Pack it again as a plain zip."
EMPTY = "The file is empty: nothing was saved into it. Save it again."


class TooMuchError(Exception):
    """The zip as a whole is past a bound; `str(error)` says which."""


def pieces_of(name: str, stream: IO[bytes], size: int) -> Iterator[Piece]:
    """The files in what came: the file itself, or those in it where it is a zip. Never raises.

    `stream` can be sought in; `size` is in bytes. One file is in memory at a time.
    """
    shown = shown_name(name)
    begins = stream.read(4)
    stream.seek(0)
    if begins in _BEGINS and not why_no_court_file(shown):
        yield from _unpacked(shown, stream, size)
    elif why_not := why_no_court_file(shown):
        yield Piece(shown, size, refusal=why_not)
    elif size > MOST_BYTES:
        yield Piece(shown, size, refusal=too_large(size))
    elif suffix_of(shown) == ".zip" and size:
        yield Piece(shown, size, refusal=NOT_WHOLE)
    else:
        raw = stream.read(MOST_BYTES + 1)
        yield _taken(shown, raw)


def _taken(name: str, raw: bytes) -> Piece:
    """A file whose bytes are here, which are one too many where it is too large."""
    if not raw:
        return Piece(name, 0, refusal=EMPTY)
    if len(raw) > MOST_BYTES:
        return Piece(name, len(raw), refusal=too_large(len(raw)))
    return Piece(name, len(raw), raw)


def _unpacked(name: str, stream: IO[bytes], size: int) -> Iterator[Piece]:
    found = 0
    try:
        with _opened(stream) as archive:
            members = [it for it in archive.infolist() if not _is_left_alone(it)]
            if len(members) > MOST_MEMBERS:
                raise TooMuchError(
                    f"The zip holds {len(members):,} files; {MOST_MEMBERS:,} is the most that is "
                    "taken at once. Divide it."
                )
            left = MOST_UNPACKED
            for member in members:
                piece, read = _member(archive, member)
                found += 1
                left -= read
                if left < 0:
                    raise TooMuchError(
                        f"The zip unpacks to more than {MOST_UNPACKED // 1_000_000} MB. The files "
                        "after this were not taken: divide it."
                    )
                yield piece
    except TooMuchError as error:
        yield Piece(name, size, refusal=str(error))
    except _BROKEN:
        yield Piece(name, size, refusal=NOT_WHOLE)
    else:
        if not found:
            yield Piece(name, size, refusal="There is no file in the zip that could be read.")


def _is_left_alone(member: ZipInfo) -> bool:
    return member.is_dir() or is_beside_the_point(member.filename)


def _opened(stream: IO[bytes]) -> ZipFile:
    """The zip, once its list of files is seen to be of a size that one may load."""
    if _directory_size(stream) > _LARGEST_DIRECTORY:
        raise TooMuchError(
            f"The zip lists more files than can be taken at once ({MOST_MEMBERS:,}). Divide it."
        )
    stream.seek(0)
    return ZipFile(stream)


def _directory_size(stream: IO[bytes]) -> int:
    """How long the list of files at the end of a zip is, in bytes, as ZipFile will read it.

    `zipfile` loads all of it before anybody can ask how many files there are. The layout is that of
    PKWARE's APPNOTE.TXT, 4.3.14 to 4.3.16. Zero where no end is found: ZipFile says so itself.
    """
    end = stream.seek(0, io.SEEK_END)
    start = max(0, end - (1 << 16) - 22 - 20 - 56)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0
    size = int(struct.unpack_from("<L", tail, at + 12)[0])
    locator, record = at - 20, at - 20 - 56
    if record >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
        size = max(size, int(struct.unpack_from("<Q", tail, record + 40)[0]))
    return size


def _member(archive: ZipFile, member: ZipInfo) -> tuple[Piece, int]:
    """A file of a zip, and how many bytes were read for it."""
    name = shown_name(member.filename)
    refusal = why_no_court_file(name) or _why_not_unpacked(name, member)
    if refusal:
        return Piece(name, member.file_size, refusal=refusal), 0
    most = max(_RATIO_COUNTS_FROM, member.compress_size * MOST_RATIO)
    parts: list[bytes] = []
    read = 0
    try:
        with archive.open(member) as packed:
            while (part := packed.read(_CHUNK)) and read <= min(most, MOST_BYTES):
                parts.append(part)
                read += len(part)
    except (*_BROKEN, NotImplementedError, RuntimeError):
        return Piece(name, member.file_size, refusal=NOT_WHOLE), read
    if read > most:
        return Piece(name, member.file_size, refusal=BOMB), read
    piece = _taken(name, b"".join(parts))
    if piece.raw is not None and piece.raw.startswith(_BEGINS):
        return Piece(name, read, refusal=ZIP_IN_ZIP), read
    return piece, read


def _why_not_unpacked(name: str, member: ZipInfo) -> str:
    """What the list of files itself says against one; what it says for it is not believed."""
    if member.flag_bits & _ENCRYPTED:
        return ENCRYPTED
    if suffix_of(name) == ".zip":
        return ZIP_IN_ZIP
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return STRANGE
    if member.file_size > max(_RATIO_COUNTS_FROM, member.compress_size * MOST_RATIO):
        return BOMB
    if member.file_size > MOST_BYTES:
        return too_large(member.file_size)
    return ""
