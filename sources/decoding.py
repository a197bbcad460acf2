"""Bytes to characters, and the error for bytes that cannot become a text.

The charset is judged as browsers judge it (the Encoding Standard's labels), but for one thing: a
page that says windows-1252 and is flawless UTF-8 is UTF-8, for servers say so out of habit.
"""

import codecs
import re

MOST_BYTES = 20_000_000  # of one file, page or message; a saved page with its images is below it

# What the Encoding Standard reads a label as, where Python takes the label at its word.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-16-le",
}
# A name that a server sends chooses a codec of Python's, and some of those are no charsets
# (unicode_escape, idna) or take forever: only these are taken.
_ONE_BYTE = re.compile(
    r"cp866|cp874|cp125[0-8]|iso8859-(?:[2-8]|10|13|14|15|16)|koi8-[ru]|mac-(?:roman|cyrillic)"
)
_WIDER = re.compile(
    r"utf-8|utf-8-sig|utf-16-[lb]e|gb18030|big5|big5hkscs|cp932|cp949|euc_jp|iso2022_jp"
)
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# PostgreSQL refuses NUL; the others are no text either. Tab, line feed and form feed stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class ExtractError(ValueError):
    """No text can be had from these bytes; str(error) tells a person why and what to do."""


def decode(raw: bytes, *declared: str) -> str:
    """Return the characters of a text, as `clean` leaves them.

    `declared` are the charsets that it is said to be in, the most trusted first; unknown and empty
    ones are passed over, and so is one that the bytes contradict. Never fails: bytes in no charset
    become U+FFFD.
    """
    for mark, charset in _BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return clean(raw[len(mark) :].decode(charset, "replace"))
    known = [charset for label in declared if (charset := _known(label))]
    utf8 = _strictly(raw, "utf-8")
    for charset in known:
        # English in UTF-16 is half NULs, and every text is one in a one-byte charset.
        doubtful = _ONE_BYTE.fullmatch(charset) or (
            charset.startswith("utf-16") and b"\0" not in raw
        )
        if doubtful and utf8 is not None:
            break
        text = _strictly(raw, charset)
        if text is not None:
            return clean(text)
    if utf8 is not None:
        return clean(utf8)
    # A page cut off within a character, or with one byte of another charset, is still UTF-8.
    mended = raw.decode("utf-8", "replace")
    if mended.count("\ufffd") <= sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", mended))):
        return clean(mended)
    return clean(raw.decode("cp1252", "replace"))


def clean(text: str) -> str:
    """Return the text with plain line ends, without control characters and lone surrogates."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return ""
    name = _READ_AS.get(name, name)
    return name if _ONE_BYTE.fullmatch(name) or _WIDER.fullmatch(name) else ""


def _strictly(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return None
