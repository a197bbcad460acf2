"""A memo as Markdown, with footnotes as GitHub, pandoc and most others read them ([^1]).

Everything that some dialect would read as a mark is escaped, so that the words of a source come
out as they are: no link, image, HTML, formula or citation can be made by them.
"""

import re
from collections.abc import Iterable, Iterator

from sources.handing_over.memo import (
    Address,
    Block,
    Footnote,
    Inline,
    Memo,
    Paragraph,
    See,
    Sentence,
    Table,
    Words,
)

_MARKS = re.compile(r"([\\`*_{}\[\]<>#~$^|@&!])")
# Addresses and emoji that a reader would make of bare words; backslashes before letters would show.
_COLONS = re.compile(r":(?=//|[\w+-]+:)")
_WWW = re.compile(r"(?i)(www)\.")
# What begins a list, a heading, a definition or a title where it is first in a line.
_BEGINS = re.compile(r"^(\s*)([-+=:%])|^(\s*\(?\w{1,9})([.)])(?=\s|$)")


def markdown(memo: Memo) -> str:
    """The memo as text, the footnotes at its end."""
    return "\n\n".join(_blocks(memo)) + "\n"


def escaped(text: str) -> str:
    """Words that any dialect reads as these very words, within a line."""
    safe = _MARKS.sub(r"\\\1", text)
    return _WWW.sub(r"\1\\.", _COLONS.sub(r"\\:", safe))


def _blocks(memo: Memo) -> Iterator[str]:
    yield f"# {escaped(memo.title)}"
    yield "\n".join(f"- **{escaped(label)}:** {_told([it])}" for label, it in memo.heading)
    yield from map(_block, memo.preamble)
    for number, section in enumerate(memo.sections, start=1):
        yield f"## {number}. {escaped(section.title)}"
        yield from map(_block, section.blocks)
    for note in memo.footnotes:
        yield f"[^{note.number}]: {_line(note.inlines)}"


def _block(block: Block) -> str:
    return _paragraph(block) if isinstance(block, Paragraph) else _table(block)


def _paragraph(paragraph: Paragraph) -> str:
    # An aside belongs to the point above it, and is set in as that is.
    start = "- " if paragraph.is_point else "  > " if paragraph.is_aside else ""
    return f"{start}{_told(paragraph.sentences)}"


def _table(table: Table) -> str:
    rows = [[_told(cell) for cell in row] for row in table.rows]
    head = [escaped(title) for title in table.head]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def _told(sentences: Iterable[Sentence]) -> str:
    return " ".join(_line(sentence.inlines) for sentence in sentences)


def _line(inlines: Iterable[Inline]) -> str:
    line = "".join(map(_inline, inlines)).strip()
    return _BEGINS.sub(_not_first, line)


def _not_first(found: re.Match[str]) -> str:
    space, sign, item, stop = found.groups()
    return f"{space}\\{sign}" if sign else f"{item}\\{stop}"


def _inline(inline: Inline) -> str:
    match inline:
        case Words():
            return _words(inline)
        case Address():
            return f"<{inline.url}>"
        case Footnote():
            return f"[^{inline.number}]"
        case See():
            return inline.text


def _words(words: Words) -> str:
    text = escaped(words.text)
    mark = "**" if words.bold else "*" if words.italic else ""
    core = text.strip()
    if not mark or not core:
        return text
    # A mark beside a space would stand there as it is.
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{core}{mark}{after}"
