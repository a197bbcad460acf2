"""A memo as data: sections of sentences, each fact with its footnote. No format is known here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

_SPACES = re.compile(r"\s+")
# Controls, halves of characters and code points that never are one, which XML cannot hold; marks
# that turn the direction of writing, which would show a quotation otherwise than it is; and soft
# hyphens, which say where a line of a page, which this is not, may be broken.
_NONCHARACTERS = "".join(
    f"{chr(at | 0xFFFE)}{chr(at | 0xFFFF)}" for at in range(0, 0x110000, 0x10000)
)
_LEFT_OUT = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\u00ad"
    f"\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069{_NONCHARACTERS}]"
)


def plain(text: str) -> str:
    """Text on one line, without controls and other marks that no paper may hold."""
    # Some controls are spaces; and where one of the others stood between two, these are one.
    return _SPACES.sub(" ", _LEFT_OUT.sub("", _SPACES.sub(" ", text)))


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in one typeface; never markup, whatever it looks like."""

    text: str
    italic: bool = False
    bold: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.text))


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, shown as it is and leading there. http and https only."""

    url: str

    def __post_init__(self) -> None:
        """Raise ValueError on an address that a document must not lead to."""
        if not is_address(self.url):
            raise ValueError(f"{self.url!r} is no http or https address")


@dataclass(frozen=True, slots=True)
class Footnote:
    """Numbered from 1 in the order of the memo."""

    number: int
    inlines: "tuple[Words | Address | See, ...]"

    @property
    def name(self) -> str:
        return f"fn_{self.number}"


@dataclass(frozen=True, slots=True)
class See:
    """Refers to a footnote: fn. 4."""

    number: int

    @property
    def name(self) -> str:
        return f"fn_{self.number}"

    @property
    def text(self) -> str:
        return f"fn. {self.number}"


Inline: TypeAlias = Words | Address | Footnote | See


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the footnotes of its facts."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together: of the text, a point of a list, or an aside under one."""

    sentences: tuple[Sentence, ...]
    is_point: bool = False
    is_aside: bool = False


Cell: TypeAlias = tuple[Sentence, ...]  # each on a line of its own, where a format has lines


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under a head, which may be empty; `widths` are shares of the line, of any sum."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the memo under its title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """The whole, in the order in which it is read."""

    title: str
    made: datetime
    heading: tuple[tuple[str, Sentence], ...]
    preamble: tuple[Block, ...]
    sections: tuple[Section, ...]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in the order of the memo."""
        for _, sentence in self.heading:
            yield sentence
        blocks = [*self.preamble, *(block for part in self.sections for block in part.blocks)]
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from block.sentences
            else:
                for row in block.rows:
                    for cell in row:
                        yield from cell

    def with_each(self, change: Callable[[Sentence], Sentence]) -> "Memo":
        """The memo with every sentence changed, in the order of `sentences`."""

        def changed(block: Block) -> Block:
            if isinstance(block, Paragraph):
                return replace(block, sentences=tuple(map(change, block.sentences)))
            rows = tuple(tuple(tuple(map(change, cell)) for cell in row) for row in block.rows)
            return replace(block, rows=rows)

        return replace(
            self,
            heading=tuple((label, change(it)) for label, it in self.heading),
            preamble=tuple(map(changed, self.preamble)),
            sections=tuple(
                replace(part, blocks=tuple(map(changed, part.blocks))) for part in self.sections
            ),
        )

    @property
    def footnotes(self) -> list[Footnote]:
        return [
            inline
            for sentence in self.sentences()
            for inline in sentence.inlines
            if isinstance(inline, Footnote)
        ]


_ADDRESS = re.compile(r"https?://[^\s<>\"`{}|\\^]+")


def is_address(url: str) -> bool:
    """Whether a document may lead there: printable, http or https, nothing that ends a link."""
    return bool(_ADDRESS.fullmatch(url)) and url.isprintable()
