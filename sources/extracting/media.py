"""What bytes are, told by the bytes themselves more than by what they are called."""

import re
from enum import StrEnum

from sources.decoding import MOST_BYTES, ExtractError, decode


class Media(StrEnum):
    """What text can be extracted from; the value is the usual ending of such a file's name."""

    HTML = "html"
    TEXT = "txt"
    PDF = "pdf"
    EMAIL = "eml"


_SAVE_AS_PDF = "Save it as PDF, or copy the text and paste it here"
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file", _SAVE_AS_PDF),
    (b"{\\rtf", "a rich text file (RTF)", _SAVE_AS_PDF),
    (b"\x89PNG", "an image (PNG)", "Copy the text that it shows and paste it here"),
    (b"\xff\xd8\xff", "an image (JPEG)", "Copy the text that it shows and paste it here"),
    (b"GIF8", "an image (GIF)", "Copy the text that it shows and paste it here"),
    (b"II*\0", "an image (TIFF)", "Copy the text that it shows and paste it here"),
    (b"MM\0*", "an image (TIFF)", "Copy the text that it shows and paste it here"),
    (b"RIFF", "an image or a recording", "Type out what it says and paste that here"),
    (b"ID3", "a recording (MP3)", "Type out what it says and paste that here"),
    (b"OggS", "a recording (Ogg)", "Type out what it says and paste that here"),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and add the file within"),
    (b"7z\xbc\xaf", "an archive (7z)", "Unpack it and add the files within, one by one"),
    (b"Rar!", "an archive (RAR)", "Unpack it and add the files within, one by one"),
    (b"%!PS", "a PostScript file", _SAVE_AS_PDF),
    (b"SQLite format 3", "a database", _SAVE_AS_PDF),
    (b"\x7fELF", "a program", "Add the document itself"),
    (b"MZ\x90", "a program", "Add the document itself"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/epub", "an e-book (EPUB)"),
    (b"opendocument", "an OpenDocument file"),
)
_EXPECTED = "a web page (HTML), a PDF, an e-mail message (.eml) or a plain text"
_PDF_WITHIN = 1024  # bytes; readers let that much stand before "%PDF-"
_LOOKED_AT = 65_536  # bytes at the start that tell what a text is

_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title"
    r"|meta|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|span|br|a|html|body|article|h[1-6]|table|ul|li)\b[^<>]*>", re.I)
_FEED_START = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF)\b")
_XML_START = re.compile(r"\s*<\?xml\b")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:\s|$)")
_MESSAGE_HEADERS = {"from", "to", "subject", "date", "received", "message-id", "mime-version"}
_ONLY_MESSAGES_HAVE = {"received", "message-id", "mime-version", "return-path", "delivered-to"}
_SAVED_BY = re.compile(r"^from: *\W{0,3}saved by\b", re.MULTILINE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02  # of the bytes; a text that a printer was to get has some


def media_of(raw: bytes, *, content_type: str = "", filename: str = "") -> Media:
    """Return what the bytes are; their names only decide between a page, a message and a text.

    Raises ExtractError on everything else, saying what it seems to be and what to do.
    """
    _refuse_size(raw)
    if b"%PDF-" in raw[:_PDF_WITHIN]:
        return Media.PDF
    _refuse_others(raw)
    text = _start_of(raw)
    said = content_type.partition(";")[0].strip().lower()
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    if _FEED_START.match(text):
        raise ExtractError(
            "This is a news feed (RSS or Atom), not an article. "
            "Add the address of the article that you mean."
        )
    if _is_message(text, is_called_so=said == "message/rfc822" or ending in {"eml", "mht"}):
        if _is_web_archive(text):
            raise ExtractError(
                "This is a web archive (MHTML). In the browser, save the page as "
                "“Webpage, HTML only”, or copy its text and paste it here."
            )
        return Media.EMAIL
    called_page = said in {"text/html", "application/xhtml+xml"} or ending in {"html", "htm"}
    if _PAGE_START.match(text) or (called_page and _TAG.search(text)):
        return Media.HTML
    if _XML_START.match(text):
        raise ExtractError(f"This is an XML file. Add {_EXPECTED}.")
    return Media.TEXT


def _refuse_size(raw: bytes) -> None:
    if not raw.strip(b"\0 \t\r\n"):
        raise ExtractError(f"The file is empty. Add {_EXPECTED}.")
    if len(raw) > MOST_BYTES:
        raise ExtractError(
            f"The file has {len(raw) / 1e6:,.1f} MB; {MOST_BYTES / 1e6:.0f} MB is the most that is "
            "read here. Add the pages that matter by themselves."
        )


def _refuse_others(raw: bytes) -> None:
    if raw.startswith(b"PK\x03\x04"):
        seems = next((name for sign, name in _ZIPPED if sign in raw[:_LOOKED_AT]), "a zip archive")
        seems = next((name for sign, name in _ZIPPED if sign in raw[-_LOOKED_AT:]), seems)
        advice = _SAVE_AS_PDF if seems != "a zip archive" else "Unpack it and add the files within"
        raise _not_read(seems, advice)
    for sign, seems, advice in _OTHERS:
        if raw.startswith(sign):
            raise _not_read(seems, advice)
    if raw[4:8] == b"ftyp":
        raise _not_read("a film, a recording or a photo", "Type out what it says and paste it here")
    head = raw[:_LOOKED_AT]
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        controls = len(_CONTROLS.findall(head))
        if controls > _MOST_CONTROLS * len(head):
            raise _not_read("a file for a program, not for readers", _SAVE_AS_PDF)


def _not_read(seems: str, advice: str) -> ExtractError:
    return ExtractError(f"This seems to be {seems}, and only {_EXPECTED} can be read. {advice}.")


def _start_of(raw: bytes) -> str:
    # Cut at a line, for a character cut in two would make the whole of it seem windows-1252.
    head = raw[:_LOOKED_AT]
    return decode(head if len(head) == len(raw) else head[: head.rfind(b"\n") + 1] or head)


def _is_message(text: str, *, is_called_so: bool) -> bool:
    """Tell whether a text opens with the header of a message, and nothing but that."""
    names: set[str] = set()
    # An mbox, and what some programs save, has a line "From roe@example.org Tue Jan 21" first.
    lines = text.lstrip("\n").split("\n")
    for line in lines[1:] if lines[0].startswith("From ") else lines:
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        match = _HEADER.match(line)
        if match is None:
            return False
        names.add(match[1].lower())
    known = names & (_MESSAGE_HEADERS | _ONLY_MESSAGES_HAVE)
    return len(known) > 1 and (is_called_so or bool(names & _ONLY_MESSAGES_HAVE))


def _is_web_archive(text: str) -> bool:
    header = text.partition("\n\n")[0].lower()
    return "snapshot-content-location:" in header or bool(_SAVED_BY.search(header))
