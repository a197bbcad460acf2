"""What comes out of a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sources.noticing import Noticed


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text, where its pages begin, and what its file says of itself.

    `page_starts` are code points, one for each page, () for what has no pages; a page without
    text begins where the text before it ends. Title, author, publisher, day and address are
    proposals: programs write them, often wrongly. What is not known is "" or None.
    """

    text: str
    extractor: str
    page_starts: tuple[int, ...] = ()
    notices: tuple[Noticed, ...] = ()
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: date | None = None
    url: str = ""


def join_pages(pages: Iterable[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages as one text, an empty line between them, and where each begins."""
    text, starts = "", []
    for page in pages:
        if text and page:
            text += "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def shortened(words: str, most: int) -> str:
    """Return words on one line, at most so many characters: a proposal for a field that long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
