"""The whole text of a source that was quoted from: keep it, and find the quotes in it."""

from dataclasses import dataclass

from django.db import transaction

from sources import anchoring
from sources.actions.locking import one_load_at_a_time
from sources.actions.quoting import passage_at, sha256_of
from sources.models import CheckState, Passage, PassageCheck, Snapshot, Source, Taken


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
    snapshot, is_new = _keep(source, text, Taken.IMPORTED, raw)
    checks = PassageCheck.objects.filter(snapshot=snapshot).select_related("passage")
    missing = [c.passage.exact for c in checks if c.state == CheckState.MISSING]
    repeated = tuple(words for words in missing if anchoring.find(words, snapshot.text))
    return ImportedArticle(
        source=source,
        is_new=is_new,
        found=len(checks) - len(missing),
        missing=tuple(words for words in missing if words not in repeated),
        repeated=repeated,
    )


@transaction.atomic
def keep_text(*, source: Source, text: str, taken: Taken) -> Snapshot:
    """As `import_article`, of a text without a file: one pasted by a person, say."""
    snapshot, _ = _keep(source, text, taken, None)
    return snapshot


def _keep(source: Source, text: str, taken: Taken, raw: bytes | None) -> tuple[Snapshot, bool]:
    one_load_at_a_time()
    snapshot, is_new = Snapshot.objects.get_or_create(
        source=source, sha256=sha256_of(text), defaults={"text": text, "raw": raw, "taken": taken}
    )
    cited = Passage.objects.filter(snapshot__source=source, citations__isnull=False).distinct()
    for passage in cited.exclude(snapshot=snapshot).exclude(checks__snapshot=snapshot):
        _look_for(passage, snapshot)
    return snapshot, is_new


def _look_for(passage: Passage, snapshot: Snapshot) -> None:
    spans = anchoring.find(passage.exact, snapshot.text)
    found = passage_at(snapshot, spans[0]) if len(spans) == 1 else None
    PassageCheck.objects.create(
        passage=passage,
        snapshot=snapshot,
        state=CheckState.SAME if found else CheckState.MISSING,
        found=found,
    )
