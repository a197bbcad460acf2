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
_elements_in = etree.XPath("count(descendant::*)")
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
            self.length += len(self.between)
        self.pieces.append(words)
        self.length += len(words)
        self.between = _SPACE if raw[-1].isspace() else ""

    def part(self, mark: str) -> None:
        """Part what comes from what was: a line is stronger than a tab, a tab than a space."""
        if mark == _LINE or self.between != _LINE:
            self.between = mark

    def next(self) -> int:
        """Where the next word will stand, if one comes."""
        return self.length + (len(self.between) if self.length else 0)


def page_text(tree: Any, rows: Sequence[Any] = (), cells: Iterable[Any] = ()) -> PageText:
    """Return the text of a page and the places of the given rows, their cells, and other cells.

    Raises RefusedFileError on a page that is nested too deep to be whole.
    """
    return _Reading(tree, rows, cells).text()


class _Reading:
    """The one pass over a page, and how far it has come."""

    def __init__(self, tree: Any, rows: Sequence[Any], cells: Iterable[Any]) -> None:
        self.tree = tree
        self.rows, self.cells = set(rows), set(cells)
        self.out = _Pieces()
        self.found = PageText("")
        self.depth = 0
        self.open_cells: list[tuple[int, list[Name]]] = []
        self.open_names: list[int] = []
        self.walk = etree.iterwalk(tree, events=("start", "end", "comment"))

    def text(self) -> PageText:
        for event, element in self.walk:
            if event == "start":
                self.depth += 1
                self._start(element)
                continue
            if event == "end":
                self.depth -= 1
                self._end(element)
            if element.tail and element is not self.tree:
                self.out.add(element.tail)
        self.found.text = _CONTROLS.sub("\ufffd", "".join(self.out.pieces))
        return self.found

    def _start(self, element: Any) -> None:
        if self.depth > _DEEPEST:
            raise _too_deep()
        if element in self.rows:
            left = _DEEPEST - self.depth
            if _elements_in(element) > left and _depth(element) > left:
                raise _too_deep()
            _entry(self.out, element, self.found.places)
            self.walk.skip_subtree()
            return
        tag = element.tag
        if tag in _CELLS:
            self.open_cells.append((self.out.next(), []))
        elif tag in _BOLD:
            self.open_names.append(self.out.next())
        elif tag in _LINES:
            self.out.part(_LINE)
            if tag == "div" and _is_menu(element):
                self.walk.skip_subtree()
                return
        if element.text:
            self.out.add(element.text)

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _CELLS:
            self._end_cell(element)
        elif tag in _BOLD:
            start = self.open_names.pop()
            if start < self.out.length:
                name = Name((start, self.out.length), (start, self.out.length))
                self.found.names.append(name)
                if self.open_cells:
                    self.open_cells[-1][1].append(name)
        elif tag in _LINES:
            self.out.part(_LINE)

    def _end_cell(self, element: Any) -> None:
        start, names = self.open_cells.pop()
        for name in names:
            name.cell = (start, self.out.length)
        if element in self.cells:
            self.found.places[element] = (min(start, self.out.length), self.out.length)
        self.out.part(_TAB)


def _is_menu(element: Any) -> bool:
    return element.get("id") in _MENUS or element.get("class") == "noprint"


def _depth(element: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _too_deep() -> RefusedFileError:
    return RefusedFileError(
        f"This page has elements nested more than {_DEEPEST} deep: no docket has. "
        "Download the docket report from the court again and import that."
    )


def _entry(out: _Pieces, row: Any, places: dict[Any, Place]) -> None:
    """A row of the docket as one line, whatever its cells hold."""
    out.part(_LINE)
    start = out.next()
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        for inner in cell.iter("br", "p", "div", "td", "th", "li"):
            if inner is not cell:
                inner.text = f" {inner.text or ''}"
                inner.tail = f" {inner.tail or ''}"
        cell_start = out.next()
        out.add(cell.text_content())
        places[cell] = (min(cell_start, out.length), out.length)
        if out.between == _TAB:
            out.between = 2 * _TAB  # an empty cell is a column all the same
        else:
            out.part(_TAB)
    places[row] = (min(start, out.length), out.length)
    out.part(_LINE)
