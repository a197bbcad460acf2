"""Files that are logged with an entry: what is taken, and how it is called."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from cases.docketing import Paper
from cases.wording import shortened

MOST = 30  # files of one entry
LARGEST_TOGETHER = 60_000_000  # bytes
# What courts take and lawyers keep; nothing that a computer would run.
TAKEN = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt", "wpd", "eml", "msg"),
    *("xls", "xlsx", "csv", "ppt", "pptx"),
    *("jpg", "jpeg", "png", "tif", "tiff", "mp3", "mp4", "wav"),
)
ACCEPT = ",".join(f".{ending}" for ending in TAKEN)
_LONGEST_NAME = 255  # characters, as the column
_WITHIN = 1024  # bytes; PDF readers look so far for its mark
_MILLION = 1_000_000


class PaperError(ValueError):
    """Why a file is not taken; the message names it."""


def papers_of(files: "Sequence[UploadedFile[bytes]]") -> tuple[Paper, ...]:
    """The files with their bytes, in their order. Raises PaperError on the first refused."""
    if len(files) > MOST:
        raise PaperError(
            f"There are {len(files)} files; {MOST} are the most for one entry. Log the rest in "
            "the entry’s own form."
        )
    for file in files:
        _refuse_by_size(file)
    together = sum(file.size or 0 for file in files)
    if together > LARGEST_TOGETHER:
        raise PaperError(
            f"The files have {together / _MILLION:,.1f} MB together; "
            f"{LARGEST_TOGETHER // _MILLION} MB is the most for one entry."
        )
    return tuple(_paper(file) for file in files)


def _refuse_by_size(file: "UploadedFile[bytes]") -> None:
    if not file.size:
        raise PaperError(f"{_named(file)} is empty: choose the file again.")
    if file.size > settings.LARGEST_UPLOAD:
        raise PaperError(
            f"{_named(file)} has {file.size / _MILLION:,.1f} MB; "
            f"{settings.LARGEST_UPLOAD // _MILLION} MB is the most for one file. Split it, or "
            "make it smaller."
        )


def _paper(file: "UploadedFile[bytes]") -> Paper:
    name = _name_of(file)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in TAKEN:
        raise PaperError(
            f"{_named(file)} is of a kind that is not taken. Papers of a docket are PDF files; "
            "documents, tables, pictures and recordings are taken too."
        )
    content: Any = file.read()
    if ending == "pdf" and b"%PDF-" not in content[:_WITHIN]:
        raise PaperError(
            f"{_named(file)} is called a PDF and is none: it does not begin as one. Download it "
            "again."
        )
    return Paper(name, bytes(content))


def _name_of(file: "UploadedFile[bytes]") -> str:
    """The name without folders and without what no name shows, its ending kept."""
    name = (file.name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if character.isprintable()).strip() or "paper"
    stem, dot, ending = name.rpartition(".")
    if len(name) > _LONGEST_NAME and dot and len(ending) < _WITHIN // 64:
        return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
    return name[:_LONGEST_NAME]


def _named(file: "UploadedFile[bytes]") -> str:
    return f"“{shortened(_name_of(file), 60)}”"
