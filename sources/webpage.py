"""A web page's markup to a tree, and to the blocks of text that a reader sees.

What extracting its article and noticing its editor's notes have in common. Parsing reaches for
nothing outside the bytes: no entity, no network.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sources.decoding import ExtractError, decode

# libxml2 and trafilatura take time with the square of some numbers, so these bound it to about 10 s
# on one core. Large pages of the press have some 10,000 elements, 20 deep.
MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 2_000  # on one element; 100,000 take libxml2 10 s
_MOST_SIBLING_PAIRS = 60_000_000  # the children of every element, squared and added up
_DEEPEST = 250  # libxml2 drops what is nested 256 deep without a word
_MOST_STEPS_DOWN = 4_000_000  # the depths of all elements, added up

_UNSEEN_TAG = re.compile(
    r"head|title|script|style|template|noscript|svg|math|canvas|object|iframe|audio|video"
    r"|select|textarea|datalist"
)
_BLOCK_TAG = re.compile(
    r"address|article|aside|blockquote|body|br|button|caption|center|dd|details|dialog"
    r"|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header"
    r"|hgroup|hr|html|legend|li|main|menu|nav|ol|p|pre|search|section|summary|table"
    r"|tbody|td|tfoot|th|thead|tr|ul"
)
_EMPHASIS_TAG = re.compile(r"b|cite|em|font|i|mark|small|span|strong|sub|sup|time|u")
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_META_CHARSET = re.compile(
    rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{1,100}?encoding\s*=\s*"
    rb"[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_SNIFFED = 4096  # bytes at the start in which a page may name its charset


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, cell, heading…: text between two breaks of the page's flow.

    White space is collapsed. `emphasised` are the stretches, in code points, that stand in
    elements like <em> and <span>, outermost first. `is_link`: it opens with a link, and most of it
    is the text of links.
    """

    text: str
    emphasised: tuple[tuple[int, int], ...]
    is_link: bool


def parse(page: bytes | str, charset: str = "") -> HtmlElement:
    """Return the tree of a page, as <html> with a <body>.

    `charset` is what the server said. Raises ExtractError on a page without any markup or text,
    and on one whose shape would take minutes to read.
    """
    text = page if isinstance(page, str) else decode(page, charset, _declared_in(page))
    markup = text.replace("\0", "").encode("utf-8", "replace")
    try:
        etree.HTML(markup, parser=etree.HTMLParser(target=_Measure(), encoding="utf-8"))
        return document_fromstring(markup, parser=_parser())
    except etree.LxmlError as error:
        raise ExtractError(
            "The page is empty. Open it in a browser; if there is text, copy and paste it here."
        ) from error


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the markup itself hides an element from readers (style sheets are not read)."""
    if element.tag in {"html", "body"}:
        # Pages hide all of themselves until their scripts have run.
        return False
    return (
        "hidden" in element.attrib
        or bool(_HIDING_STYLE.search(element.get("style", "")))
        or (element.tag == "dialog" and "open" not in element.attrib)
    )


def visible_blocks(tree: HtmlElement) -> Iterator[Block]:
    """Yield the blocks of text that a reader sees, in the page's order, none of them empty.

    Asides, headers and footers are among them; navigation, readers' comments and what is hidden
    are not.
    """
    gathering = _Gathering()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if _is_unseen(element):
                walk.skip_subtree()
                gathering.skipped = element
                continue
            if _breaks(element) and (block := gathering.finish()):
                yield block
            gathering.open(element)
            gathering.add(element.text)
        else:
            if element is not gathering.skipped:
                gathering.close(element)
            if _breaks(element) and (block := gathering.finish()):
                yield block
            gathering.skipped = None
            if element is not tree:
                gathering.add(element.tail)
    if block := gathering.finish():
        yield block


class _Gathering:
    """The block being read, piece by piece."""

    def __init__(self) -> None:
        self.skipped: HtmlElement | None = None
        self.links = 0  # how many <a> we are in
        self.opened: list[tuple[HtmlElement, int]] = []  # emphasis that is not closed yet
        self.reset()

    def reset(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.ends_in_space = True
        self.linked = 0  # characters of it in links
        self.opens_linked = False
        self.emphasised: list[tuple[int, int]] = []

    def open(self, element: HtmlElement) -> None:
        self.links += element.tag == "a"
        if _EMPHASIS_TAG.fullmatch(element.tag):
            self.opened.append((element, self.length))

    def close(self, element: HtmlElement) -> None:
        self.links -= element.tag == "a"
        if self.opened and self.opened[-1][0] is element:
            _, start = self.opened.pop()
            if start < self.length:
                self.emphasised.append((start, self.length))

    def add(self, text: str | None) -> None:
        if not text:
            return
        words = " ".join(text.split())
        if text[0].isspace() and not self.ends_in_space:
            words = f" {words}"
        if words.strip():
            if not self.pieces:
                self.opens_linked = self.links > 0
            self.linked += len(words) if self.links else 0
            if text[-1].isspace():
                words = f"{words} "
        if words:
            self.pieces.append(words)
            self.length += len(words)
            self.ends_in_space = words[-1] == " "

    def finish(self) -> Block | None:
        text = "".join(self.pieces).rstrip()
        # An inline element around blocks is emphasis of each of them.
        spans = [*self.emphasised, *((start, self.length) for _, start in self.opened)]
        block = None
        if text:
            # The last space of the block is gone, and what stood for nothing else with it.
            ends = {(start, min(end, len(text))) for start, end in spans if start < len(text)}
            is_link = self.opens_linked and 2 * self.linked >= len(text)
            block = Block(text, tuple(sorted(ends, key=lambda span: (span[0], -span[1]))), is_link)
        self.reset()
        self.opened = [(element, 0) for element, _ in self.opened]
        return block


class _Measure:
    """A parser's target that keeps nothing and refuses a shape that would take too long.

    It sees what libxml2 sees, before the tree is built, for building it is what may take long.
    """

    def __init__(self) -> None:
        self.elements = self.pairs = self.steps = 0
        self.children = [0]

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.pairs += 2 * self.children[-1] + 1  # from n² to (n + 1)²
        self.children[-1] += 1
        self.children.append(0)
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _too_much(f"an element with {len(attributes):,} attributes", _MOST_ATTRIBUTES)
        if self.elements > MOST_ELEMENTS:
            raise _too_much("too many elements", MOST_ELEMENTS)
        if self.pairs > _MOST_SIBLING_PAIRS:
            raise _too_much("too many elements side by side", round(_MOST_SIBLING_PAIRS**0.5))
        self.steps += len(self.children)
        if len(self.children) > _DEEPEST or self.steps > _MOST_STEPS_DOWN:
            raise _too_much("elements nested too deep", _DEEPEST)

    def end(self, _tag: str) -> None:
        if len(self.children) > 1:
            self.children.pop()

    def close(self) -> None:
        """Give the parser its result, which is that there was no refusal."""


def _too_much(found: str, most: int) -> ExtractError:
    return ExtractError(
        f"The page has {found}; {most:,} is the most that is read here. "
        "Open it in a browser, copy the text, and paste it here."
    )


def _parser() -> HTMLParser:
    # A parser is not for two threads at once, so each page has its own.
    return HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        no_network=True,
        huge_tree=False,
    )


def _declared_in(raw: bytes) -> str:
    match = _META_CHARSET.search(raw[:_SNIFFED])
    charset = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    # The words were read as single bytes, so whatever they say, it is not UTF-16.
    return "utf-8" if charset.lower().startswith("utf-16") else charset


def _breaks(element: HtmlElement) -> bool:
    # An element with a hyphen is a publisher's own: what it holds is a thing of its own.
    return bool(_BLOCK_TAG.fullmatch(element.tag)) or "-" in element.tag


def _is_unseen(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or _UNSEEN_TAG.fullmatch(element.tag):
        return True
    if element.tag == "nav" or element.get("role") == "navigation":
        return True
    if element.tag in {"html", "body"}:
        return False
    names = {element.get("id", "").lower(), *element.get("class", "").lower().split()}
    if names & {"comments", "comment-list", "commentlist", "disqus_thread"}:
        return True
    return is_hidden(element) or element.get("aria-hidden", "").lower() == "true"
