"""From an address or from bytes to what there is to keep. No database; only the workers call it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sources.extracting import Extracted, ExtractError, Media, extract, media_of
from sources.fetching import FetchError, fetch

Tell = Callable[[str], None]

READING = "Reading the text"
_LATER = " Try again later."
_MEGABYTE = 1_000_000


class CaptureError(Exception):
    """No text was taken; `str(error)` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What was taken: the text and what its file says of itself, the bytes, and what they are."""

    extracted: Extracted
    raw: bytes
    media: Media
    url: str = ""


def from_address(url: str, *, allowed: Collection[tuple[str, int]], tell: Tell) -> Taking:
    """Fetch a page and read its text. Raises CaptureError, and whatever `tell` raises.

    `tell` is told in words what is being done. `allowed`: as for `sources.fetching.fetch`.
    """
    tell("Fetching the page")
    try:
        page = fetch(
            url, allowed=allowed, progress=lambda size: tell(f"Fetching: {_amount(size)} so far")
        )
    except FetchError as error:
        raise CaptureError(_in_words(error)) from error
    tell(READING)
    name = unquote(urlsplit(page.url).path).rpartition("/")[2]
    try:
        media = media_of(page.content, content_type=page.content_type, filename=name)
        extracted = extract(page.content, media, charset=page.charset, url=page.url)
    except ExtractError as error:
        raise CaptureError(str(error)) from error
    return Taking(extracted, page.content, media, page.url)


def from_file(raw: bytes, *, content_type: str, filename: str, tell: Tell) -> Taking:
    """Read the text of a file; its bytes decide what it is. Raises CaptureError."""
    tell(READING)
    try:
        media = media_of(raw, content_type=content_type, filename=filename)
        return Taking(extract(raw, media), raw, media)
    except ExtractError as error:
        raise CaptureError(str(error)) from error


def from_paste(raw: bytes, *, tell: Tell) -> Taking:
    """Take words as a person pasted them, in UTF-8; they are text, whatever they look like."""
    tell(READING)
    try:
        return Taking(extract(raw, Media.TEXT, charset="utf-8"), raw, Media.TEXT)
    except ExtractError as error:
        raise CaptureError(str(error)) from error


def _in_words(error: FetchError) -> str:
    sentence = str(error)
    return sentence if not error.may_pass or "later" in sentence else f"{sentence}{_LATER}"


def _amount(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{size // 1000} kB"
