"""The files that a person names for the command: by themselves, or by a folder they are in."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sources.delivering.maildir import is_maildir
from sources.delivering.names import is_passed_over, shown_name, suffix_of
from sources.delivering.pieces import Piece
from sources.delivering.unpacking import pieces_of


@dataclass
class Found:
    """What lies under some paths. `passed_over` counts by how the names end: .json."""

    files: list[Path] = field(default_factory=list)
    maildirs: list[Path] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def found_under(paths: Iterable[Path]) -> Found:
    """The files under each path, in the order of their names. A file named itself is never left.

    Links to folders are not followed, for they may lead round in a ring.
    """
    found = Found()
    for path in paths:
        if is_maildir(path):
            found.maildirs.append(path)
        elif path.is_dir():
            _look_through(path, found)
        else:
            found.files.append(path)
    return found


def pieces_in(files: Iterable[Path]) -> Iterator[Piece]:
    """The files, unpacked where they are zips. One that cannot be read is refused in words."""
    for path in files:
        try:
            with path.open("rb") as stream:
                yield from pieces_of(path.name, stream, os.fstat(stream.fileno()).st_size)
        except OSError as error:
            why = f"The file cannot be read: {error.strerror}."
            yield Piece(shown_name(path.name), 0, refusal=why)


def _look_through(folder: Path, found: Found) -> None:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        hidden = [name for name in folders if is_passed_over(name)]
        folders[:] = [name for name in folders if name not in hidden]
        for name in sorted(names):
            path = Path(parent, name)
            if is_passed_over(name) or not path.is_file():
                found.passed_over[suffix_of(name) or name] += 1
            else:
                found.files.append(path)
