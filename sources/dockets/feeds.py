"""Courts' RSS feeds: many cases, and of each the newest entries in a few words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, NamedTuple

from lxml import etree

from sources.dockets import courts
from sources.dockets.docket_numbers import normal_form
from sources.dockets.entries import iso
from sources.dockets.parsers import named, parsers
from sources.dockets.places import plain
from sources.dockets.records import (
    CaseRecord,
    CourtRecord,
    EntryRecord,
    RefusedFileError,
    Stated,
)

_MOST_ITEMS = 5_000  # the parser takes time with the square of their number
_TAGS = re.compile(r"<[^>]{0,2000}>")
_BRACKETS = re.compile(r"\[(.*?)\]")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class _Item(NamedTuple):
    """A line of the feed's text."""

    start: int
    end: int
    title: str
    words: str


def read_feed(raw: bytes, text: str, filename: str) -> CourtRecord:
    """Return what a feed states. Raises RefusedFileError on what is no feed of a court's."""
    if _ENTITIES.search(raw):
        raise RefusedFileError(
            "This feed declares entities of its own, which courts' feeds do not and which can be "
            "made to fill the memory. Download the feed from the court again."
        )
    channel = _channel(text)
    court_id = courts.court_of(text, filename)
    head = [
        _words(channel, "title"),
        _words(channel, "description"),
        _words(channel, "lastBuildDate"),
    ]
    text_of_feed, items = _lines([words for words in head if words], channel)
    parser = parsers().feed(courts.address_id(court_id))
    parser._parse_text(_without_declaration(text))
    dockets = parser.data
    if not dockets:
        raise RefusedFileError(
            "This feed has no docket entries in it: the court had published none when it was "
            "fetched, or it is not a court's feed. Fetch it again later."
        )
    cases = _cases(dockets, items, text_of_feed, court_id)
    return CourtRecord(
        kind="feed",
        text=text_of_feed,
        as_of=_moment(head[2] or _words(channel, "pubDate")),
        title=f"RSS feed of {courts.name_of(court_id)}",
        court_id=court_id,
        cases=cases,
        parser=named("PacerRssFeed"),
    )


def _channel(text: str) -> Any:
    markup = _without_declaration(text).encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedFileError(
            f"This feed is cut off or damaged: {error.msg} (line {error.lineno}). Download it from "
            "the court again."
        ) from error
    channel = tree.find("channel")
    if channel is None:
        raise RefusedFileError(
            "This is XML, but not an RSS feed: it has no channel. Courts publish their feeds as "
            "RSS; docket reports are taken in as HTML."
        )
    return channel


def _without_declaration(text: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).lstrip()


def _words(element: Any, name: str) -> str:
    found = element.findtext(name) or ""
    return " ".join(unescape(_TAGS.sub("", found)).split())


def _lines(head: list[str], channel: Any) -> tuple[str, list[_Item]]:
    """The feed's text, an item a line: its title, what it says, and when."""
    lines, items = ["\n".join(head)], []
    at = len(lines[0]) + 1
    found = channel.findall("item")
    if len(found) > _MOST_ITEMS:
        raise RefusedFileError(
            f"This feed has {len(found):,} items; {_MOST_ITEMS:,} is the most that is read. Courts "
            "publish some hundreds at a time: download the feed from the court again."
        )
    for item in found:
        title, said, when = (_words(item, name) for name in ("title", "description", "pubDate"))
        line = "\t".join(words for words in (title, said, when) if words)
        items.append(_Item(at, at + len(line), title, said))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), items


def _cases(
    dockets: list[dict[str, Any]], items: list[_Item], text: str, court_id: str
) -> tuple[CaseRecord, ...]:
    going = _Going(items)
    bankruptcy = courts.is_bankruptcy(court_id)
    entries: dict[str, list[EntryRecord]] = defaultdict(list)
    first: dict[str, tuple[Mapping[str, Any], _Item]] = {}
    for docket in dockets:
        number = normal_form(docket["docket_number"], bankruptcy=bankruptcy)
        [raw] = docket["docket_entries"]
        item = going.to(docket["docket_number"], raw)
        first.setdefault(number, (docket, item))
        entries[number].append(_entry(raw, item, text))
    return tuple(
        _case(number, docket, item, tuple(entries[number]), text, court_id)
        for number, (docket, item) in first.items()
    )


class _Going:
    """The items not yet found, by what tells them apart."""

    def __init__(self, items: list[_Item]) -> None:
        self.left: dict[str, list[_Item]] = defaultdict(list)
        for item in items:
            self.left[_number_in(item.title)].append(item)

    def to(self, number: str, entry: Mapping[str, Any]) -> _Item:
        """The first item of this case that names the event (of several merged, any of them)."""
        items = self.left[number]
        names = {plain(part) for part in entry["short_description"].split(" AND ")}
        names.add(plain(entry["short_description"]))
        found = next((i for i in items if plain(_short(i.words)) in names), None)
        if found is None:
            raise RefusedFileError(
                f"An entry of {number} cannot be found again in this feed. Fetch it from the court "
                "again."
            )
        items.remove(found)
        return found


def _number_in(title: str) -> str:
    match = re.match(r"(?:(?:\d{1,2}:)?\d\d-[a-zA-Z]{1,5}-\d{1,10}|(?:\d-)?\d\d-\d+)", title)
    return match[0] if match else ""


def _short(words: str) -> str:
    match = _BRACKETS.search(words)
    return match[1] if match else ""


def _entry(raw: Mapping[str, Any], item: _Item, text: str) -> EntryRecord:
    number = raw["document_number"]
    day = iso(raw["date_filed"])
    begin = text.find("[", item.start, item.end)
    end = text.find("]", begin, item.end) + 1 if begin >= 0 else 0
    return EntryRecord(
        place=Stated("", item.start, item.end),
        number=int(number) if number else None,
        filed_on=day,
        entered_on=day,
        text=raw["description"],
        text_place=(begin, end) if end else (item.start, item.end),
        short=raw["short_description"],
    )


def _case(
    number: str,
    docket: Mapping[str, Any],
    item: _Item,
    entries: tuple[EntryRecord, ...],
    text: str,
    court_id: str,
) -> CaseRecord:
    stop = item.start + len(_number_in(item.title))
    place = (item.start, stop)
    stated = {
        "docket_number": Stated(number, *place),
        "court": Stated(court_id, 0, text.find("\n")),
    }
    name = docket["case_name"]
    begin = text.find(" ", item.start, item.start + len(item.title)) + 1
    if begin and name and not name.startswith("Unknown Case Title"):
        stated["caption"] = Stated(name, begin, item.start + len(item.title))
    return CaseRecord(
        court_id=court_id, docket_number=number, place=place, stated=stated, entries=entries
    )


def _moment(words: str) -> str:
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
