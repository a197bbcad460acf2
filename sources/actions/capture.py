"""What a person asks for: the text of a source, and what it says of itself recorded.

The workers take the text (sources/actions/take_text.py), and nothing that they need is loaded here.
"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.editing import EditConflictError
from sources import jobs
from sources.models import UNFINISHED, Capture, JobState, Source, Way

# What a text says of itself, and a person confirms.
PROPOSED = ("title", "author", "publisher", "published")


class UnderWayError(Exception):
    """The source's address is being asked already."""


class NothingKeptError(Exception):
    """What was pasted or uploaded was refused for what it is, and is not kept."""


@transaction.atomic
def ask_for_capture(
    *,
    source: Source,
    way: Way,
    by: Any = None,
    raw: bytes | None = None,
    filename: str = "",
    content_type: str = "",
    is_recheck: bool = False,
) -> Capture:
    """Ask the workers for the text of a source: from its address, or from the bytes given.

    `by` is the user, or None for the clock. An address that is being asked already is not asked
    twice: the capture under way is returned.
    """
    asked = Capture(
        source=source,
        way=way,
        url=source.url if way == Way.ADDRESS else "",
        raw=raw,
        filename=filename,
        content_type=content_type,
        asked_by=by,
        is_recheck=is_recheck,
    )
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:
        under_way = source.captures.filter(way=Way.ADDRESS, state__in=UNFINISHED).first()
        if way != Way.ADDRESS or under_way is None:
            raise
        return under_way
    jobs.ask(asked)
    return asked


@transaction.atomic
def try_again(*, capture: Capture, by: Any) -> None:
    """Ask anew for what failed.

    Raises UnderWayError, NothingKeptError, and OvertakenError when it did not fail.
    """
    if capture.way != Way.ADDRESS and capture.state == JobState.FAILED and capture.raw is None:
        raise NothingKeptError
    try:
        with transaction.atomic():
            jobs.ask_again(capture, by=by)
    except IntegrityError as error:
        raise UnderWayError from error


@transaction.atomic
def confirm_proposed(
    *, capture: Capture, values: Mapping[str, Any], seen_version: int | None = None
) -> Source:
    """Write to the source what a person confirmed of title, author, publisher and date.

    `values` by field name; none at all leaves the source as it is, and needs no version. Raises
    EditConflictError when the source is of another version than the person saw.
    """
    source = Source.objects.select_for_update().get(pk=capture.source_id)
    if values and source.version != seen_version:
        raise EditConflictError(source)
    for name, value in values.items():
        setattr(source, name, value)
    if values:
        source.save(update_fields=list(values))
    settled = source.captures.filter(state=JobState.DONE, pk__lte=capture.pk, confirmed_at=None)
    settled.update(confirmed_at=timezone.now())
    return source
