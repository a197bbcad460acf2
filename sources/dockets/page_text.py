"""The text of a court's page as a person reads it, and where its rows, cells and names stand.

One pass over the tree that the parser has made anyway: lines at the elements that make lines,
tabs between cells, one line for each docket entry, white space collapsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from sources.dockets.records import Place, RefusedFileError

_LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
_MENUS = frozenset({"topmenu", "recap-action-button"})
# libxml2 leaves out what is nested 256 deep without a word: that might be entries.
_DEEPEST = 250
# A tab, or a line feed, is between words; these are nothing that a person reads.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE, _TAB, _LINE = " ", "\t", "\n"


@dataclass(slots=True)
class Name:
    """A stretch in bold outside the entries: a party's or attorney's name, or a heading."""

    place: Place
    cell: Place


@dataclass(slots=True)
class PageText:
    """The text, the places of the elements asked for, and the names in bold, in order."""

    text: str
    places: dict[Any, Place] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


class _Pieces:
    """Words and what goes between them, put together at the end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.between = ""
        self.start_of_next = 0

    def add(self, raw: str) -> None:
        words = " ".join(raw.split())
        if not words:
            if not self.between:
                self.between = _SPACE
            return
        if raw[0].isspace() and not self.between:
            self.between = _SPACE
        if self.between and self.length:
            self.pieces.append(self.between)
            self.length += 1
        self.pieces.append(words)
        self.length += len(words)
        self.between = _SPACE if raw[-1].isspace() else ""

    def part(self, mark: str) -> None:
        """Part what comes from what was: a line is stronger than a tab, a tab than a space."""
        if mark == _LINE or self.between != _LINE:
            self.between = mark

    def next(self) -> int:
        """Where the next word will stand, if one comes."""
        return self.length + (1 if self.between and self.length else 0)


def page_text(tree: Any, rows: Sequence[Any] = (), cells: Iterable[Any] = ()) -> PageText:
    """Return the text of a page and the places of the given rows, their cells, and other cells.

    Raises RefusedFileError on a page that is nested too deep to be whole.
    """
    wanted_rows, wanted = set(rows), set(cells)
    out = _Pieces()
    found = PageText("")
    open_cells: list[tuple[int, list[Name]]] = []
    open_names: list[int] = []
    starts: dict[Any, int] = {}
    depth = 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            depth -= 1
            if tag in _CELLS:
                if open_cells:
                    start, names = open_cells.pop()
                    for name in names:
                        name.cell = (start, out.length)
                if element in wanted:
                    found.places[element] = (min(starts[element], out.length), out.length)
                out.part(_TAB)
            elif tag in _BOLD:
                start = open_names.pop()
                if start < out.length:
                    name = Name((start, out.length), (start, out.length))
                    found.names.append(name)
                    if open_cells:
                        open_cells[-1][1].append(name)
            elif tag in _LINES:
                out.part(_LINE)
        elif event == "start":
            depth += 1
            if depth > _DEEPEST:
                raise RefusedFileError(
                    f"This page has elements nested more than {_DEEPEST} deep: no docket has. "
                    "Download the docket report from the court again and import that."
                )
            if element in wanted_rows:
                _entry(out, element, found.places)
                walk.skip_subtree()
                continue
            if tag in _CELLS:
                open_cells.append((out.next(), []))
                if element in wanted:
                    starts[element] = out.next()
            elif tag in _BOLD:
                open_names.append(out.next())
            elif tag in _LINES:
                out.part(_LINE)
                if tag == "div" and (
                    element.get("id") in _MENUS or element.get("class") == "noprint"
                ):
                    walk.skip_subtree()
                    continue
            if element.text:
                out.add(element.text)
            continue
        if element.tail and element is not tree:
            out.add(element.tail)
    found.text = _CONTROLS.sub("\ufffd", "".join(out.pieces))
    return found


def _entry(out: _Pieces, row: Any, places: dict[Any, Place]) -> None:
    """A row of the docket as one line, whatever its cells hold."""
    out.part(_LINE)
    start = out.next()
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        for inner in cell.iter("br", "p", "div", "td", "th", "li"):
            if inner is not cell:
                inner.tail = f" {inner.tail or ''}"
        cell_start = out.next()
        out.add(cell.text_content())
        places[cell] = (min(cell_start, out.length), out.length)
        out.part(_TAB)
    places[row] = (min(start, out.length), out.length)
    out.part(_LINE)
