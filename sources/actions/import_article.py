"""The whole text of a source that was quoted from: keep it, and find the quotes in it."""

from dataclasses import dataclass

from django.db import transaction

from sources import anchoring
from sources.actions.keeping import keep_text
from sources.models import FOUND, PassageCheck, Source, Taken


@dataclass(frozen=True)
class ImportedArticle:
    """What became of one text: whether it is new here, and which quotes it holds."""

    source: Source
    is_new: bool
    found: int
    missing: tuple[str, ...]
    repeated: tuple[str, ...]  # in it more than once, so that nobody can tell which was meant


@transaction.atomic
def import_article(*, source: Source, raw: bytes, text: str) -> ImportedArticle:
    """Keep the whole text as a newer snapshot and look for every passage of the source in it.

    The same text again makes no second snapshot, and finds what was cited since.
    """
    snapshot, is_new = keep_text(source=source, text=text, taken=Taken.IMPORTED, raw=raw)
    checks = PassageCheck.objects.filter(snapshot=snapshot).select_related("passage")
    missing = [c.passage.exact for c in checks if c.state not in FOUND]
    repeated = tuple(words for words in missing if anchoring.find(words, snapshot.text))
    return ImportedArticle(
        source=source,
        is_new=is_new,
        found=len(checks) - len(missing),
        missing=tuple(words for words in missing if words not in repeated),
        repeated=repeated,
    )
