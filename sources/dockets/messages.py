"""An e-mail message taken apart: what a notice's reading needs of it."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from sources.decoding import clean, decode
from sources.dockets.pages import refuse_wrong_characters
from sources.dockets.records import RefusedFileError

_FIRST_LINES = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?"
    rb"(?:(?:Return-Path|Received|From|To|Cc|Date|Subject|Message-ID|MIME-Version|Delivered-To"
    rb"|Reply-To|Sender|Content-Type|X-[A-Za-z0-9-]+|DKIM-Signature|ARC-[A-Za-z-]+"
    rb"|Authentication-Results|Received-SPF|Thread-Topic|Content-Disposition"
    rb"|Content-Transfer-Encoding|Importance|Status|List-[A-Za-z-]+))\s*:",
    re.IGNORECASE,
)
_LONGEST_HEADER = 2_000
_MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: its header in short, and its bodies, each as page or plain, in order."""

    subject: str
    sender: str
    date: str
    head: str
    bodies: tuple[tuple[str, bool], ...]


def is_message(raw: bytes) -> bool:
    """Tell whether bytes begin as a message does, with its header."""
    return bool(_FIRST_LINES.match(raw.lstrip()[:2_000]))


def letter_of(raw: bytes) -> Letter:
    """Return what a message says. Raises RefusedFileError on one that is cut off or garbled."""
    try:
        message = email.message_from_bytes(raw.lstrip())
        parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False)]
    except (RecursionError, MessageError) as error:
        raise RefusedFileError(
            "This message is nested too deep to be read. Save the notice alone as .eml."
        ) from error
    # Mail programs that pass a message on leave out the end of the outer parts, never all.
    ends = [part.get_boundary() for part in parts if part.is_multipart()]
    if ends and not any(end and f"--{end}--".encode() in raw for end in ends):
        raise _cut_off()
    bodies = tuple(_body(part) for part in parts if _is_body(part))
    head = [(name, _header(message, name)) for name in ("From", "Date", "Subject")]
    return Letter(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        date=_moment(message),
        head="\n".join(f"{name}: {words}" for name, words in head if words),
        bodies=bodies,
    )


def _is_body(part: Message) -> bool:
    said = str(part.get("Content-Disposition", "")).strip().lower()
    return part.get_content_type() in {"text/html", "text/plain"} and not said.startswith(
        "attachment"
    )


def _body(part: Message) -> tuple[str, bool]:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    if part.get("Content-Transfer-Encoding", "").strip().lower() == "base64":
        sent = re.sub(r"\s", "", str(part.get_payload()))
        if len(sent) % 4:
            raise _cut_off()
    text = decode(raw, str(part.get_param("charset") or ""))
    refuse_wrong_characters(raw, text)
    return text, part.get_content_type() == "text/html"


def _cut_off() -> RefusedFileError:
    return RefusedFileError(
        "This message is cut off before its end, so that words of the court may be missing. Save "
        "it again from the mail program."
    )


def _header(message: Message, name: str) -> str:
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    raw = next(values, "")[:_LONGEST_HEADER]
    try:
        words = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        words = raw
    return " ".join(clean(words.encode("utf-8", "replace").decode()).split())


def _moment(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
