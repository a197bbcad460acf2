"""What a file is called: fit to be shown, and whether the name alone says that it is no court file.

A name comes from whoever made the file or packed the zip, and may hold anything.
"""

import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 500  # characters
_KEPT_OF_THE_END = 60
# Control characters, marks that turn the direction of writing, halves of characters, line ends.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

# What people have lying beside their dockets. All else is left to the reader of court files, for
# a docket may be saved under any name: DktRpt.pl, cgi-bin, docket.
_NOT_OF_COURTS = {
    "data": (".json", ".csv", ".yaml", ".yml", ".md", ".sqlite", ".db", ".ini", ".log"),
    "a PDF": (".pdf",),
    "a document of an office program": (
        *(".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".wpd"),
    ),
    "a picture, sound or film": (
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".tif", ".tiff", ".bmp"),
        *(".mp3", ".mp4", ".wav", ".mov"),
    ),
    "a part of a web page": (".css", ".js", ".woff", ".woff2", ".ttf"),
    "a program": (".py", ".sh", ".exe", ".dll", ".so"),
    "packed in a way that is not read": (".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz"),
}
_KINDS = {suffix: kind for kind, suffixes in _NOT_OF_COURTS.items() for suffix in suffixes}


def shown_name(name: str) -> str:
    """The last part of a path, of at most 500 characters, each of which can be seen."""
    seen = visible(name.replace("\\", "/").rstrip("/").rpartition("/")[2])
    if len(seen) > LONGEST_NAME:
        seen = f"{seen[: LONGEST_NAME - _KEPT_OF_THE_END - 1]}…{seen[-_KEPT_OF_THE_END:]}"
    return seen or "without a name"


def visible(words: str) -> str:
    """What cannot be seen, or would turn the writing round, becomes U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(it) in _UNSEEN else it for it in words).strip()


def suffix_of(name: str) -> str:
    """How a name ends: .html."""
    return PurePosixPath(name).suffix.lower()


def why_no_court_file(name: str) -> str:
    """Why a file of this name is not taken; nothing when it may be a court file."""
    kind = _KINDS.get(suffix_of(name))
    if kind is None:
        return ""
    return (
        f"A {suffix_of(name)} file is {kind}, and no court file. Bring the docket report as the "
        "court’s page saved as HTML, the notice as the e-mail itself (.eml or .txt), the feed as "
        "XML, or a zip of them."
    )


def is_beside_the_point(path: str) -> bool:
    """Whether a path in a zip or folder is what a computer leaves behind: .DS_Store, __MACOSX."""
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part[:1] == "." and part.strip(".") for part in parts)


def is_passed_over(path: str) -> bool:
    """Whether a file in a folder is left alone by its name: by itself it says what it is."""
    return is_beside_the_point(path) or bool(why_no_court_file(path))
