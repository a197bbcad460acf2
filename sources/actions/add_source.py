"""A new source, known by its address or by the text that came with it."""

from typing import Any

from django.db import transaction

from cases.keys import unique_key
from sources.actions.capture import ask_for_capture
from sources.actions.locking import one_new_source_at_a_time
from sources.addresses import host_of, name_of_page, same_page_key
from sources.models import Capture, Snapshot, Source, SourceKind, Way

_WORDS_IN_A_KEY = 6


class KnownAddressError(Exception):
    """The address is that of a source that is here already; `source` is that one."""

    def __init__(self, source: Source) -> None:
        super().__init__(f"This address is that of {source} already.")
        self.source = source


@transaction.atomic
def add_source(
    *,
    way: Way,
    kind: SourceKind,
    publisher: str = "",
    url: str = "",
    raw: bytes | None = None,
    filename: str = "",
    content_type: str = "",
    by: Any = None,
) -> Capture:
    """Make a source of which nothing else is known yet, and ask the workers for its text.

    `raw` holds the words pasted (in UTF-8) or the file. Raises KnownAddressError.
    """
    one_new_source_at_a_time()
    if url and (known := source_at(url)):
        raise KnownAddressError(known)
    source = Source.objects.create(
        key=unique_key(
            _name(publisher, url, filename, raw), set(Source.objects.values_list("key", flat=True))
        ),
        kind=kind,
        publisher=publisher,
        url=url,
    )
    return ask_for_capture(
        source=source, way=way, by=by, raw=raw, filename=filename, content_type=content_type
    )


def source_at(url: str) -> Source | None:
    """The source whose page this is, by its own address or one that its text was fetched from."""
    page, host = same_page_key(url), host_of(url)
    for source in Source.objects.filter(url__icontains=host):
        if same_page_key(source.url) == page:
            return source
    fetched = Snapshot.objects.filter(url__icontains=host).without_texts()
    for snapshot in fetched.select_related("source"):
        if same_page_key(snapshot.url) == page:
            return snapshot.source
    return None


def _name(publisher: str, url: str, filename: str, raw: bytes | None) -> str:
    """What to make a key of: what is known, or the first words of the text."""
    if url:
        return name_of_page(url)
    if filename:
        return f"{publisher} {filename.rpartition('.')[0] or filename}"
    opening = " ".join((raw or b"")[:500].decode(errors="ignore").split()[:_WORDS_IN_A_KEY])
    return f"{publisher} {opening}"
