"""A court's page from its bytes: decoded, whole, and of a shape that can be read."""

from __future__ import annotations

import re

from sources.decoding import decode
from sources.dockets.records import RefusedFileError

_DECLARED = re.compile(
    rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_SNIFFED = 4096
_MOST_TAGS = 1_500_000
_FEW_TAGS = 10_000  # below it no nesting takes long
_MOST_TABLES = 3_000
_DEEPEST = 250
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Elements that end by themselves, or that the parser lets end: they are not nested.
_NOT_NESTED = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "embed",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "td",
        "th",
        "tr",
        "li",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "b",
        "i",
        "u",
        "font",
        "strong",
        "em",
        "small",
        "big",
        "tt",
        "a",
        "nobr",
        "code",
        "s",
        "strike",
        "html",
        "head",
        "body",
        "form",
        "button",
    ]
)
_LONGEST_TAG = 20_000
_ATTRIBUTES = re.compile(r"""[a-z](?:[^>"']|"[^"]*+"|'[^']*+')*+""", re.IGNORECASE)
_REPLACED = "\ufffd"
# UTF-8 read as windows-1252 and saved so: an apostrophe becomes three characters.
_GARBLED = re.compile(r"â€[™œ“”˜¦\x9d]|Ã[©¨¡³±¶¼¤§]|Â[§ \xa0]")  # noqa: RUF001
_MOST_GARBLED = 0.002


def page_of(raw: bytes) -> str:
    """Return the characters of a page. Raises RefusedFileError where they would be wrong ones."""
    head = raw[:_SNIFFED]
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedFileError(
            "This file is not text, or is UTF-16 that does not say so: it is full of NUL bytes. "
            "Save it again from the browser as UTF-8."
        )
    match = _DECLARED.search(head)
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    text = decode(raw, "" if declared.lower().startswith("utf-16") else declared)
    refuse_wrong_characters(raw, text)
    _refuse_shape(text)
    return text


def refuse_wrong_characters(raw: bytes, text: str) -> None:
    """Raise RefusedFileError on a text in which characters are lost."""
    lost = text.count(_REPLACED) - raw.count(_REPLACED.encode())
    if lost > 0 and lost > len(text) / 2_000:
        raise RefusedFileError(
            f"In this file {lost:,} characters cannot be read: it is in another encoding than it "
            "says. Save the page again from the browser as UTF-8."
        )
    garbled = len(_GARBLED.findall(text)) if "Ã" in text or "â€" in text or "Â" in text else 0
    if garbled > 20 and garbled > _MOST_GARBLED * len(text):  # noqa: PLR2004
        raise RefusedFileError(
            f"In this file {garbled:,} places are garbled (“â€™” for an apostrophe): it was saved "
            "in a wrong encoding. Save the page again from the browser as UTF-8."
        )


def _refuse_shape(text: str) -> None:
    pieces = text.split("<")
    tags = len(pieces) - 1
    # The parser takes time with the square of an element's attributes: 1,000,000 take minutes.
    for piece in pieces:
        tag = _ATTRIBUTES.match(piece) if len(piece) > _LONGEST_TAG else None
        if tag and tag.end() > _LONGEST_TAG:
            raise _too_much(f"a tag of {tag.end():,} characters", f"{_LONGEST_TAG:,}")
    if tags <= _FEW_TAGS:
        return
    if tags > _MOST_TAGS:
        raise _too_much(f"{tags:,} tags", f"{_MOST_TAGS:,}")
    tables = deepest = depth = 0
    for closing, name in _TAG.findall(text):
        tag = name.lower()
        if tag in _NOT_NESTED:
            continue
        depth += -1 if closing else 1
        tables += tag == "table" and not closing
        deepest = max(deepest, depth)
    if deepest > 4 * _DEEPEST:
        raise _too_much(f"elements nested some {deepest:,} deep", f"{_DEEPEST}")
    if tables > _MOST_TABLES:
        raise _too_much(f"{tables:,} tables", f"{_MOST_TABLES:,}")


def _too_much(found: str, most: str) -> RefusedFileError:
    return RefusedFileError(
        f"This page has {found}; {most} is the most that is read. No docket report is like that: "
        "download it again from the court."
    )
