"""What a worker does for a capture: fetch and read, then keep the text and end the job as one."""

import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.wording import plain_day
from sources import jobs
from sources.actions.capture import PROPOSED
from sources.actions.keeping import keep_text
from sources.capture import CaptureError, Taking, Tell, from_address, from_file, from_paste
from sources.extracting import Extracted
from sources.models import Capture, Snapshot, Source, Taken, Way

_TAKEN = {Way.ADDRESS: Taken.FETCHED, Way.PASTE: Taken.PASTED, Way.UPLOAD: Taken.UPLOADED}
_TOLD_EVERY_SECONDS = 0.5


def take_text(job: Capture) -> None:
    """Take the text and keep it. Raises JobFailedError in words, and OvertakenError."""
    tell = _teller(job)
    try:
        taking = _take(job, tell)
    except CaptureError as error:
        # The same bytes would be refused again.
        raise jobs.JobFailedError(str(error), raw=None) from error
    source = Source.objects.select_related("current").defer("current__text", "current__raw")
    found = source.get(pk=job.source_id)
    if found.current:
        day = plain_day(timezone.localdate(found.current.taken_at))
        tell(f"Comparing with the text of {day}")
    _keep(job, found, taking)


def _take(job: Capture, tell: Tell) -> Taking:
    if job.way == Way.ADDRESS:
        return from_address(job.url, allowed=settings.FETCH_ALLOWED, tell=tell)
    raw = bytes(job.raw or b"")
    if job.way == Way.PASTE:
        return from_paste(raw, tell=tell)
    return from_file(raw, content_type=job.content_type, filename=job.filename, tell=tell)


@transaction.atomic
def _keep(job: Capture, source: Source, taking: Taking) -> None:
    extracted = taking.extracted
    snapshot, is_new = keep_text(
        source=source,
        text=extracted.text,
        taken=_TAKEN[Way(job.way)],
        raw=taking.raw,
        media=taking.media,
        url=_where_from(job, taking),
        extractor=extracted.extractor,
        page_starts=extracted.page_starts,
        notices=extracted.notices,
    )
    jobs.finish(
        job,
        snapshot=snapshot,
        is_new=is_new,
        proposed=_worth_asking(source, extracted),
        # The snapshot has them now.
        raw=None,
    )


def _where_from(job: Capture, taking: Taking) -> str:
    """The address that gave the text; the one asked, where that is longer than what is kept.

    A site may send its readers on to an address of several thousand characters, and an address
    grows when its letters are percent-encoded.
    """
    longest = Snapshot._meta.get_field("url").max_length or 0
    return taking.url if len(taking.url) <= longest else job.url


def _worth_asking(source: Source, extracted: Extracted) -> dict[str, str]:
    """What the text says of itself, where it is not recorded so, and was not answered before."""
    answered = source.captures.exclude(confirmed_at=None).values_list("proposed", flat=True)
    proposed = {name: _written(getattr(extracted, name)) for name in PROPOSED}
    return {
        name: value
        for name, value in proposed.items()
        if value
        and value != _written(getattr(source, name))
        and not any(earlier.get(name) == value for earlier in answered)
    }


def _written(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def _teller(job: Capture) -> Tell:
    """Tells the page what is done now; of a page that comes in, twice a second is enough."""
    last = 0.0

    def tell(stage: str) -> None:
        nonlocal last
        if stage.startswith("Fetching:") and time.monotonic() - last < _TOLD_EVERY_SECONDS:
            return
        last = time.monotonic()
        jobs.tell(job, stage)

    return tell
