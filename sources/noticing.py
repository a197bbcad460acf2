"""Words that say a text was changed: an editor's note, a page's own date of change, its headline.

They are a channel of their own beside the body text, because what extracts the body drops asides
and footers, where such notes live. A notice that a source did not have before flags its facts, so
its words must be the same every time the page is read: no "updated 2 hours ago".
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from sources.correction_phrases import Saying, saying_in
from sources.decoding import clean
from sources.webpage import Block, parse, visible_blocks

LONGEST_NOTICE = 1_000  # characters; a page without paragraphs is no notice as a whole
_LONGEST_WRAPPED_LINE_CUT = 45  # characters; a shorter line ends where its author ended it


class NoticeKind(StrEnum):
    NOTE = "note"  # words of correction or of the editor
    MODIFIED = "modified"  # the page's own date of change, as it gives it to search engines
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Noticed:
    """One notice; `words` are the page's, with white space collapsed. MODIFIED is ISO, in UTC."""

    kind: NoticeKind
    words: str


def notices_in_text(text: str) -> tuple[Noticed, ...]:
    """Return the notes in a pasted or plain text, in its order, each once."""
    return _once(_notes([Block(words, (), is_link=False) for words in _paragraphs(clean(text))]))


def notices_in_html(page: bytes | str, *, charset: str = "") -> tuple[Noticed, ...]:
    """Return the notes in what a reader sees of a page, then its date of change and headline.

    `charset` is what the server said. Raises ExtractError as `webpage.parse` does.
    """
    return notices_in_page(parse(page, charset))


def notices_in_page(tree: HtmlElement) -> tuple[Noticed, ...]:
    """As `notices_in_html`, of a page that is parsed."""
    found = [*_notes(list(visible_blocks(tree)))]
    articles = list(_described_articles(tree))
    if modified := _modified(tree, articles):
        found.append(Noticed(NoticeKind.MODIFIED, modified))
    if headline := _headline(tree, articles):
        found.append(Noticed(NoticeKind.HEADLINE, headline))
    return _once(found)


def _once(notices: Iterator[Noticed] | list[Noticed]) -> tuple[Noticed, ...]:
    return tuple(dict.fromkeys(notices))


def _notes(blocks: list[Block]) -> Iterator[Noticed]:
    """The notes among blocks; a label that stands alone takes the block after it."""
    waiting = ""
    for block in blocks:
        saying, start, end = saying_in(block)
        words = block.text[start:end]
        if waiting and saying in {Saying.NOTHING, Saying.STATEMENT} and not block.is_link:
            yield _note(f"{waiting} {block.text}")
            waiting = ""
            continue
        if waiting and saying is Saying.STAMP:
            # A label, the day on a line of its own, then the words.
            waiting = f"{waiting} {words}"
            continue
        waiting = ""
        if saying is Saying.LABEL:
            waiting = words
        elif saying is not Saying.NOTHING and saying is not Saying.STAMP:
            yield _note(words)


def _note(words: str) -> Noticed:
    if len(words) > LONGEST_NOTICE:
        words = words[:LONGEST_NOTICE].rpartition(" ")[0] or words[:LONGEST_NOTICE]
    return Noticed(NoticeKind.NOTE, words.strip())


def _paragraphs(text: str) -> Iterator[str]:
    """A text's paragraphs, each on one line although the text may wrap them."""
    paragraph = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        is_wrapped = len(paragraph) >= _LONGEST_WRAPPED_LINE_CUT and paragraph[-1] not in '.!?:"”)]'
        if paragraph and not (words and is_wrapped):
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {words}".strip()
    if paragraph:
        yield paragraph


def _described_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """What the page tells search engines of itself (JSON-LD), articles before anything else.

    Only what stands at the top: the articles that it lists or recommends are further down.
    """
    things: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        try:
            described = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in described if isinstance(described, list) else [described]:
            if isinstance(thing, dict):
                graph = thing.get("@graph")
                within = graph if isinstance(graph, list) else [thing]
                things += [one for one in within if isinstance(one, dict)]
    yield from sorted(things, key=lambda thing: not _is_article(thing))


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).endswith(("Article", "Posting", "Report")) for kind in named)


def _modified(tree: HtmlElement, articles: list[dict[str, Any]]) -> str:
    given = [thing.get("dateModified") for thing in articles]
    given += [
        meta.get("content")
        for meta in tree.iter("meta")
        if meta.get("property", meta.get("name", "")).lower()
        in {"article:modified_time", "og:updated_time", "last-modified", "dcterms.modified"}
        or meta.get("itemprop") == "dateModified"
    ]
    given += [
        time.get("datetime")
        for time in tree.iter("time")
        if "dateModified" in time.get("itemprop", "").split()
    ]
    return next((_moment(str(value)) for value in given if value), "")


def _moment(value: str) -> str:
    """The same moment in the same words, however it is written; other words as they are."""
    words = _plain(value)[:100]
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return words
    if len(words) <= len("2025-01-21") or moment.tzinfo is None:
        return moment.isoformat() if len(words) > len("2025-01-21") else words
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:  # in year 1 or 9999
        return words


def _headline(tree: HtmlElement, articles: list[dict[str, Any]]) -> str:
    given = [thing.get("headline") for thing in articles]
    given += [
        meta.get("content")
        for meta in tree.iter("meta")
        if meta.get("property", meta.get("name", "")).lower() == "og:title"
    ]
    given += [heading.text_content() for heading in tree.iter("h1")]
    return next((words for value in given if value and (words := _plain(str(value)))), "")[:500]


def _plain(value: str) -> str:
    return " ".join(clean(unescape(value)).split())
