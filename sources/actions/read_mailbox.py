"""Notices come in by mail: what lies new in a Maildir is taken in, and marked as seen after that.

A process that dies between the two leaves a message new whose bytes are here: it is told by their
hash, marked as seen, and not taken in a second time.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from sources.actions.deliver import NothingCameError, deliver, sha256_of
from sources.delivering import Piece, maildir
from sources.models import CourtFile, Delivery, DeliveryWay

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500  # messages: the clock's minute is enough for them
_READING = 0x3A11  # any number, so long as nothing else in the database locks on it


@dataclass
class MailboxReading:
    """What became of the messages that lay new in a mail folder."""

    delivery: Delivery | None = None
    taken: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)  # name: why it stays where it is
    others_at_it: bool = False

    def taken_in(self, folder: Path, names: list[str]) -> Iterator[Piece]:
        """Those of the messages that are not here yet."""
        for name in names:
            try:
                piece = maildir.read_message(folder, name)
            except maildir.UnreadableMessageError as error:
                self.left[name] = str(error)
                continue
            if piece.raw is not None and _is_here(piece.raw):
                self.known.append(name)
            else:
                self.taken.append(name)
                yield piece


def read_mailbox(folder: Path, *, tell: bool = True) -> MailboxReading:
    """Take in what is new in a Maildir, at most 500 messages. Raises maildir.NoMaildirError.

    One process at a time: another that comes meanwhile leaves it be. `tell` as `deliver` has it.
    """
    reading = MailboxReading()
    with _one_at_a_time() as is_ours:
        if not is_ours:
            return MailboxReading(others_at_it=True)
        names = maildir.new_messages(folder)[:MOST_AT_ONCE]
        with suppress(NothingCameError):
            reading.delivery = deliver(
                files=reading.taken_in(folder, names), way=DeliveryWay.MAILBOX, tell=tell
            )
        # Only now, when the rows are committed.
        for name in (*reading.taken, *reading.known):
            try:
                maildir.mark_seen(folder, name)
            except OSError as error:
                reading.left[name] = f"it cannot be moved to cur: {error.strerror}"
    for name, why in reading.left.items():
        logger.warning("The message %r stays in %s: %s", name, folder / "new", why)
    return reading


def _is_here(raw: bytes) -> bool:
    came = CourtFile.objects.filter(delivery__way=DeliveryWay.MAILBOX)
    return came.filter(sha256=sha256_of(raw)).exists()


@contextmanager
def _one_at_a_time() -> Iterator[bool]:
    """Whether this session got the lock, which outlasts its transactions until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_READING])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_READING])
