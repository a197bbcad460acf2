"""A web page's article, by trafilatura, and what the page says of itself."""

import re
from datetime import UTC, date, datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from sources.decoding import ExtractError, clean
from sources.extracting.extracted import Extracted, shortened
from sources.noticing import NoticeKind, notices_in_page
from sources.webpage import is_hidden, parse

# What comes before and after trafilatura is part of how a text comes out: add "+1" to this when
# this module reads a page otherwise than before.
EXTRACTOR = f"trafilatura {version('trafilatura')}"

_LONGEST_NOTE = 1_500  # characters of a page that may be nothing but a wall
_LEAST_BESIDE_A_WALL = 140  # characters; less is no article
_WALL = re.compile(
    r"(?:enable|turn on|activate|requires?|need) (?:javascript|cookies)"
    r"|javascript (?:is|must be|has been|seems to be) (?:disabled|required|enabled|turned off|not)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|(?:are you|not) a robot|unusual traffic"
    r"|checking your browser|access (?:to this page )?(?:has been |is )?denied|just a moment"
    r"|ad ?blocker|we (?:value|respect|care about) your privacy|(?:our|\d+) partners"
    r"|(?:use|uses|accept|manage|reject|about) (?:of )?(?:all )?(?:[\w-]+ )?cookies"
    r"|cookie (?:policy|settings|preferences|notice)|consent (?:to|preferences|choices)"
    r"|(?:sign|log) in to (?:continue|read)"
    r"|^(?:accept|reject|agree|decline|allow|manage|settings|ok|continue|loading)\b.{0,30}$",
    re.IGNORECASE,
)


def extract_html(raw: bytes, charset: str = "", url: str = "") -> Extracted:
    """Return the article of a page, one paragraph a line, its headline before it.

    `url` is where the page came from: links in it are relative to that. Raises ExtractError on a
    page without an article, or of a shape that would take minutes to read.
    """
    tree = parse(raw, charset)
    notices = notices_in_page(tree)
    headline = next((n.words for n in notices if n.kind is NoticeKind.HEADLINE), "")
    visible_headline = _visible_headline(tree, headline)
    _drop_hidden(tree)
    document = bare_extraction(
        tree,
        # Too much is better than too little: a passage that is left out cannot be cited.
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        # Without it, dates are looked for all over the page's words, and found in them.
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": datetime.now(UTC).date().isoformat(),
        },
    )
    found = document if isinstance(document, Document) else Document()
    lines = [line for line in _lines(found.text) if line]
    if not lines or _is_wall(lines):
        raise ExtractError(
            "There is no article on this page: it may be put together by JavaScript, or stand "
            "behind a sign-in or a cookie notice. Open it in a browser, copy the text, and paste "
            "it here."
        )
    if visible_headline and visible_headline not in lines:
        lines.insert(0, visible_headline)
    return Extracted(
        "\n".join(lines),
        EXTRACTOR,
        notices=notices,
        title=shortened(headline or clean(found.title or ""), 500),
        author=shortened(clean(found.author or ""), 200),
        publisher=shortened(clean(found.sitename or ""), 200),
        published=_day(found.date),
        url=_canonical(tree, url),
    )


def _lines(text: str | None) -> list[str]:
    return [" ".join(line.split()) for line in clean(text or "").split("\n")]


def _is_wall(lines: list[str]) -> bool:
    """Tell whether the page is a notice about cookies, scripts or robots, and nothing else."""
    if sum(map(len, lines)) > _LONGEST_NOTE:
        return False
    walls = [line for line in lines if _WALL.search(line)]
    beside = sum(len(line) for line in lines if line not in walls)
    return bool(walls) and beside < _LEAST_BESIDE_A_WALL


def _visible_headline(tree: HtmlElement, headline: str) -> str:
    """The <h1> that is the article's: extracting may leave it out, and facts are cited from it."""
    shown = [
        words
        for heading in tree.iter("h1")
        if not any(map(is_hidden, [heading, *heading.iterancestors()]))
        and (words := " ".join(clean(heading.text_content()).split()))
    ]
    if len(shown) > 1:
        shown = [words for words in shown if words.casefold() in headline.casefold()]
    return shortened(shown[0], 500) if shown else ""


def _drop_hidden(tree: HtmlElement) -> None:
    """Take out what readers do not see, so that nobody cites it."""
    unseen = [e for e in tree.iter() if e.tag in {"template", "noscript"} or is_hidden(e)]
    for element in unseen:
        element.drop_tree()


def _canonical(tree: HtmlElement, url: str) -> str:
    """The address that the page gives itself, "" unless it is one of the web."""
    links = [
        link.get("href", "")
        for link in tree.iter("link")
        if "canonical" in link.get("rel", "").lower().split()
    ]
    links += [
        meta.get("content", "") for meta in tree.iter("meta") if meta.get("property") == "og:url"
    ]
    for link in links:
        try:
            address = urljoin(url, clean(link).strip())
            is_web = urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname
        except ValueError:  # an IPv6 address that is none
            continue
        if is_web and len(address) <= 1000 and not re.search(r"\s", address):  # noqa: PLR2004
            return address
    return ""


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None
