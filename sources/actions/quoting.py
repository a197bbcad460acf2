"""From quoted words to passages: in the whole text where there is one, else as clippings."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from sources import anchoring
from sources.actions.loading import Loading
from sources.anchoring import plain
from sources.models import Passage, Snapshot, Source, Taken
from sources.yaml_lines import Path

_BETWEEN_CLIPPINGS = "\n\n"


def place_quotes(loading: Loading) -> dict[tuple[str, str], Passage]:
    """A passage for each (source key, quote) of the file; quotes that are nowhere are refused."""
    wanted: dict[str, dict[str, Path]] = defaultdict(dict)
    for number, fact in enumerate(loading.file.record.facts):
        for index, citation in enumerate(fact.citations):
            path = ("facts", number, "citations", index)
            if citation.source not in loading.sources:
                loading.refuse(
                    (*path, "source"), f"“{citation.source}” is not among the sources of this file"
                )
            else:
                wanted[citation.source].setdefault(citation.quote, (*path, "quote"))
            if not plain(citation.quote):
                loading.refuse((*path, "quote"), "the quote holds no words to look for")
    loading.stop_if_refused()
    placed = {}
    for key, quotes in wanted.items():
        for quote, passage in _place(loading, loading.sources[key], quotes).items():
            placed[key, quote] = passage
    return placed


def _place(loading: Loading, source: Source, quotes: dict[str, Path]) -> dict[str, Passage]:
    known: dict[str, Passage] = {}
    for passage in Passage.objects.filter(snapshot__source=source).order_by("pk"):
        known.setdefault(plain(passage.exact), passage)
    # By their plain form: two spellings of one quote are one passage.
    missing = {plain(quote): quote for quote in reversed(quotes) if plain(quote) not in known}
    if missing:
        whole = source.snapshots.whole_texts().first()
        new = {quote: quotes[quote] for quote in reversed(missing.values())}
        known |= _clip(source, new) if whole is None else _find(loading, whole, new)
    return {quote: known[plain(quote)] for quote in quotes if plain(quote) in known}


def _find(loading: Loading, whole: Snapshot, quotes: dict[str, Path]) -> dict[str, Passage]:
    placed = {}
    for quote, path in quotes.items():
        try:
            placed[plain(quote)] = passage_at(whole, only_place_of(quote, whole))
        except QuoteError as error:
            loading.refuse(path, str(error))
    return placed


def _clip(source: Source, quotes: Iterable[str]) -> dict[str, Passage]:
    """Keep quotes of a text that we do not hold, one below the other, as one snapshot."""
    text = _BETWEEN_CLIPPINGS.join(quotes)
    snapshot = Snapshot.objects.create(
        source=source, taken=Taken.CLIPPED, text=text, sha256=sha256_of(text)
    )
    placed, start = {}, 0
    for quote in quotes:
        end = start + len(quote)
        placed[plain(quote)] = Passage.objects.create(
            snapshot=snapshot, start=start, end=end, exact=quote
        )
        start = end + len(_BETWEEN_CLIPPINGS)
    return placed


class QuoteError(ValueError):
    """Words that do not stand in a text, or stand there more than once; says what to do."""


def only_place_of(quote: str, whole: Snapshot) -> anchoring.Span:
    """The one place of the quote in a snapshot's text. Raises QuoteError."""
    if not plain(quote):
        raise QuoteError("the quote holds no words to look for")
    spans = anchoring.find(quote, whole.text)
    if len(spans) > 1:
        raise QuoteError(
            f"“{quote}” stands {len(spans)} times in {whole.source}; quote a word or two more"
        )
    if not spans:
        nearest = anchoring.nearest(quote, whole.text)
        hint = f"; the nearest is “{nearest.words}”" if nearest else ""
        raise QuoteError(f"“{quote}” does not stand in {whole.source}{hint}")
    return spans[0]


def passage_at(snapshot: Snapshot, span: anchoring.Span) -> Passage:
    """The passage of these offsets, with the text around it; made where there is none."""
    before, after = anchoring.context(snapshot.text, span.start, span.end)
    passage, _ = Passage.objects.get_or_create(
        snapshot=snapshot,
        start=span.start,
        end=span.end,
        defaults={
            "exact": snapshot.text[span.start : span.end],
            "prefix": before,
            "suffix": after,
        },
    )
    return passage


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
