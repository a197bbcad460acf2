"""The messages in a Maildir (https://cr.yp.to/proto/maildir.html). Nothing is ever deleted.

A program that delivers mail puts a whole message into `new/`; whoever has read it moves it to
`cur/` with the flag S. Nothing that is no plain file is touched: a link may lead anywhere.
"""

import os
import stat
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

from sources.decoding import MOST_BYTES
from sources.delivering.names import LONGEST_NAME, shown_name, visible
from sources.delivering.pieces import Piece, too_large
from sources.delivering.unpacking import EMPTY

_PARTS = ("new", "cur", "tmp")
_LONGEST_SUBJECT = 200
_HEAD = 64_000  # bytes in which the subject is looked for


class NoMaildirError(Exception):
    """A folder is no Maildir; `str(error)` says what it lacks."""


class UnreadableMessageError(Exception):
    """A message stays where it is; `str(error)` says why."""


def is_maildir(folder: Path) -> bool:
    """Whether a folder has the three parts of a Maildir, in itself and not elsewhere."""
    return all((folder / part).is_dir() and not (folder / part).is_symlink() for part in _PARTS)


def new_messages(folder: Path) -> list[str]:
    """The names of what lies in `new/`, the oldest first. Raises NoMaildirError."""
    if not is_maildir(folder):
        raise NoMaildirError(
            f"{folder} is no Maildir: folders new, cur and tmp were expected in it. Name the "
            "folder that the mail is delivered to."
        )
    try:
        # A delivery begins its names with the second, which has had ten digits since 2001.
        return sorted(it.name for it in (folder / "new").iterdir() if it.name[0] != ".")
    except OSError as error:
        raise NoMaildirError(f"{folder}/new cannot be read: {error.strerror}.") from error


def read_message(folder: Path, name: str) -> Piece:
    """The bytes of a message, named for its subject. Raises UnreadableMessageError."""
    try:
        # Not through a link; and a pipe would be waited for.
        opened = os.open(folder / "new" / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise UnreadableMessageError(
            "it is a link, and links are not followed"
            if (folder / "new" / name).is_symlink()
            else error.strerror or "it cannot be opened"
        ) from error
    held = os.fstat(opened)
    if not stat.S_ISREG(held.st_mode):
        os.close(opened)
        raise UnreadableMessageError("it is no plain file")
    with os.fdopen(opened, "rb") as file:
        try:
            raw = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise UnreadableMessageError(error.strerror or "it cannot be read") from error
    shown = _shown(name, raw)
    if not raw:
        return Piece(shown, 0, refusal=EMPTY)
    if len(raw) > MOST_BYTES:
        return Piece(shown, held.st_size, refusal=too_large(held.st_size))
    return Piece(shown, len(raw), raw)


def mark_seen(folder: Path, name: str) -> None:
    """Move a message to `cur/`, as seen. Raises OSError; one that is gone already is no error."""
    unique = name.partition(":")[0]
    seen, again = folder / "cur" / f"{unique}:2,S", 1
    while os.path.lexists(seen):  # or the one that is there would be written over
        again += 1
        seen = folder / "cur" / f"{unique}_{again}:2,S"
    try:
        (folder / "new" / name).rename(seen)
    except FileNotFoundError:
        if not (folder / "cur").is_dir():
            raise


def _shown(name: str, raw: bytes) -> str:
    """What people know a message by, and what the mail folder knows it by."""
    try:
        found = BytesHeaderParser(policy=default).parsebytes(raw[:_HEAD])["subject"]
        subject = " ".join(str(found or "").split())
    except Exception:
        subject = ""
    file = shown_name(name)[-LONGEST_NAME // 2 :]
    if not subject:
        return f"{file}.eml"
    subject = visible(subject[:_LONGEST_SUBJECT])
    return f"{subject} ({file}).eml"
