"""The one way in which a text becomes evidence: kept once, and made the text last seen."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from sources.actions.compare import compare_with_earlier
from sources.actions.locking import one_load_at_a_time
from sources.actions.quoting import sha256_of
from sources.extracting import Media
from sources.models import Snapshot, Source, Taken
from sources.noticing import Noticed, notices_in_text


@transaction.atomic
def keep_text(  # noqa: PLR0913 - a snapshot has as many columns
    *,
    source: Source,
    text: str,
    taken: Taken,
    raw: bytes | None = None,
    media: str = "",
    url: str = "",
    extractor: str = "",
    page_starts: Sequence[int] = (),
    notices: Iterable[Noticed] | None = None,
) -> tuple[Snapshot, bool]:
    """Keep the whole text of a source, and compare with it what was cited from earlier ones.

    Returns the snapshot and whether it is new. A text that is here already makes no second one; it
    becomes the text last seen, for an article may go back. Without `notices`, those that stand in
    the text itself count.
    """
    one_load_at_a_time()
    if notices is None:
        notices = notices_in_text(text)
    said = sorted(({"kind": n.kind.value, "words": n.words} for n in notices), key=_by_kind)
    snapshot, is_new = _already_here(source, text, said, media), False
    if snapshot is None:
        snapshot, is_new = (
            Snapshot.objects.create(
                source=source,
                text=text,
                sha256=sha256_of(text),
                taken=taken,
                raw=raw,
                media=media,
                url=url,
                extractor=extractor,
                page_starts=list(page_starts),
                notices=said,
            ),
            True,
        )
    else:
        Source.objects.filter(pk=source.pk).exclude(current=snapshot).update(current=snapshot)
    compare_with_earlier(snapshot)
    return snapshot, is_new


def _already_here(
    source: Source, text: str, notices: list[dict[str, str]], media: str
) -> Snapshot | None:
    """The snapshot of this very text; of a page, one that says the same of itself as well.

    Only a page can say something beside its text: its headline, the date of its change, a note in
    the margin. Words that a person pasted say nothing on whether those are still there.
    """
    same_text = source.snapshots.whole_texts().filter(sha256=sha256_of(text))
    if media == Media.HTML:
        same_text = same_text.filter(notices=notices)
    return same_text.first()


def _by_kind(notice: dict[str, Any]) -> tuple[str, str]:
    return notice["kind"], notice["words"]
