"""An e-mail message, as saved in an .eml file: who wrote what, when, to whom, and the words."""

import email
import re
from collections.abc import Iterator
from datetime import date
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from sources.decoding import ExtractError, clean, decode
from sources.extracting.extracted import Extracted, shortened
from sources.noticing import notices_in_text
from sources.webpage import parse, visible_blocks

EXTRACTOR = "e-mail 1"  # raise the number when a message comes out otherwise than before
_SUMMARY = ("From", "To", "Cc", "Date", "Subject")  # the first lines, so that they can be cited
_LONGEST_HEADER = 2_000  # characters; a list of addressees beyond it is cut
_MOST_PARTS = 1_000
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bq]\?[^?\s]*\?=", re.IGNORECASE)
_BETWEEN_ENCODED = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]{1,60}\?[bq]\?)", re.IGNORECASE)
# A plain part this much shorter than the page beside it says "your program shows no HTML".
_STUB = 1 / 3


def extract_email(raw: bytes) -> Extracted:
    """Return a message's header in short and its words, then the names of what is attached.

    Of a message written twice, plain and as a page, the plain words are taken; of a page all that
    a reader sees, for nothing in a message is beside the article. Messages within the message
    follow it. Raises ExtractError on what is no message and on one without words.
    """
    try:
        # Not email.policy.default: it takes time with the square of a header's length (8 s for
        # 20,000 addressees), and this way of reading is as good for what is wanted here.
        message = email.message_from_bytes(raw)
        words, attached = _content(message, [_MOST_PARTS])
    except (RecursionError, MessageError) as error:
        raise ExtractError(
            "The message is nested too deep to be read. "
            "Open it in a mail program, copy the text, and paste it here."
        ) from error
    summary = _summary(message)
    if not summary:
        raise ExtractError(
            "This is no e-mail message: it does not begin with From, To, Date or Subject. "
            "Save the message as .eml in the mail program, or paste its text here."
        )
    if not words:
        names = f", only attachments: {', '.join(attached)}" if attached else ""
        advice = "Save the attachments and add them by themselves" if attached else "Paste them"
        raise ExtractError(f"The message has no words of its own{names}. {advice}.")
    parts = [summary, *words]
    if attached:
        parts.append(f"Attachments: {', '.join(attached)}")
    return Extracted(
        "\n\n".join(parts),
        EXTRACTOR,
        notices=notices_in_text("\n\n".join(words)),
        title=shortened(_header(message, "Subject"), 500),
        author=shortened(_sender(message), 200),
        published=_day(message),
    )


def _content(message: Message, left: list[int]) -> tuple[list[str], list[str]]:
    """The words of a message, in order, and the names of its attachments.

    `left` is how many parts may still be read: a message of a million empty ones is no letter.
    """
    words: list[str] = []
    attached: list[str] = []
    for part in _parts(message, left):
        if part.get_content_type() == "message/rfc822":
            for inner in _inner(part):
                inner_words, inner_attached = _content(inner, left)
                words += filter(None, [_summary(inner), *inner_words])
                attached += inner_attached
        elif _is_attached(part):
            attached.append(_name(part))
        elif text := _text(part):
            words.append(text)
    return words, attached


def _parts(message: Message, left: list[int]) -> Iterator[Message]:
    """The parts that have a content, of alternatives the one to read."""
    left[0] -= 1
    if left[0] < 0:
        return
    parts = _inner(message)
    if message.get_content_type() == "message/rfc822" or not parts:
        yield message
    elif message.get_content_type() == "multipart/alternative":
        yield from _parts(_best(parts), left)
    else:
        for part in parts:
            yield from _parts(part, left)


def _inner(message: Message) -> list[Message]:
    payload = message.get_payload() if message.is_multipart() else []
    return [part for part in payload if isinstance(part, Message)]


def _best(alternatives: list[Message]) -> Message:
    plain = [part for part in alternatives if part.get_content_type() == "text/plain"]
    if not plain:
        return alternatives[-1]  # the richest is last, RFC 2046, section 5.1.4
    pages = [part for part in alternatives if part.get_content_type() == "text/html"]
    if pages and len(_text(plain[0])) < _STUB * len(_text(pages[0])):
        return pages[0]
    return plain[0]


def _text(part: Message) -> str:
    kind = part.get_content_type()
    payload = part.get_payload(decode=True)
    if not kind.startswith("text/") or not isinstance(payload, bytes):
        return ""
    charset = str(part.get_param("charset") or "")
    if kind != "text/html":
        return re.sub(r"[ \t]+\n", "\n", decode(payload, charset).replace("\f", "\n")).strip()
    try:
        return "\n".join(block.text for block in visible_blocks(parse(payload, charset)))
    except ExtractError:
        return ""


def _is_attached(part: Message) -> bool:
    kind = part.get_content_type()
    said = str(part.get("Content-Disposition", "")).strip().lower()
    return said.startswith("attachment") or (
        kind not in {"text/plain", "text/html", "text/enriched"} and not kind.startswith("image/")
    )


def _name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, MessageError):  # RFC 2231 gone wrong
        name = None
    words = shortened(clean(_decoded(name)), 200) if name else ""
    return words or f"one without a name ({part.get_content_type()})"


def _summary(message: Message) -> str:
    lines = [f"{name}: {words}" for name in _SUMMARY if (words := _header(message, name))]
    return "\n".join(lines)


def _header(message: Message, name: str) -> str:
    # raw_items(), for get() makes an object of what is not ASCII, and loses its charset.
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return shortened(_decoded(next(values, "")), _LONGEST_HEADER)


def _decoded(raw: str) -> str:
    """A header's words: out of =?utf-8?q?…?= (RFC 2047), or of bytes that should not be there."""
    words = decode(raw[: 4 * _LONGEST_HEADER].encode("utf-8", "surrogateescape"))
    # White space between two encoded words only folds the line.
    return clean(_ENCODED_WORD.sub(_plain_word, _BETWEEN_ENCODED.sub("", words)))


def _plain_word(match: re.Match[str]) -> str:
    try:
        [(words, charset)] = decode_header(match[0])
    except (HeaderParseError, ValueError):
        return match[0]
    return decode(words, charset or "") if isinstance(words, bytes) else words


def _sender(message: Message) -> str:
    name, address = parseaddr(_header(message, "From"))
    return name or address or _header(message, "From")


def _day(message: Message) -> date | None:
    """The day that the sender's clock showed."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
