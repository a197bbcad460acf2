"""Court files come in: each becomes a row, and the workers are told. None of them is read here."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sources import jobs
from sources.delivering import Piece
from sources.models import CourtFile, Delivery, DeliveryWay, JobState

_KEPT_AT_ONCE = 200  # rows
_BYTES_AT_ONCE = 8_000_000


class NothingCameError(Exception):
    """There was no file at all; nothing was made."""


@transaction.atomic
def deliver(
    *, files: Iterable[Piece], way: DeliveryWay, by: Any = None, tell: bool = True
) -> Delivery:
    """Keep files that came together, for the workers to read. Raises NothingCameError.

    `files` may be made while they are read: few are in memory at a time. One that is not taken is
    kept by its name, with the reason. `by` is the user, or None for the command and the clock.
    Without `tell` the workers are not told, for the caller does the work itself.
    """
    coming = iter(files)
    first = next(coming, None)
    if first is None:
        raise NothingCameError
    delivery = Delivery.objects.create(way=way, made_by=by)
    for rows in _in_portions(_row(delivery, piece, by) for piece in chain([first], coming)):
        CourtFile.objects.bulk_create(rows)
    if tell:
        jobs.ask_all(CourtFile.objects.filter(delivery=delivery))
    return delivery


@transaction.atomic
def try_files_again(*, files: QuerySet[CourtFile], by: Any) -> int:
    """Ask anew for those files that failed and whose bytes are kept; return how many they are.

    What was refused for what it is has no bytes any more, and would be refused again.
    """
    return jobs.ask_all_again(files.exclude(raw=None), by=by)


def sha256_of(raw: bytes | None) -> str:
    """The hash that tells a file again; none for a file that was not taken."""
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def _row(delivery: Delivery, piece: Piece, by: Any) -> CourtFile:
    refused = piece.raw is None
    return CourtFile(
        delivery=delivery,
        asked_by=by,
        filename=piece.name,
        size=piece.size,
        sha256=sha256_of(piece.raw),
        raw=piece.raw,
        state=JobState.FAILED if refused else JobState.WAITING,
        finished_at=timezone.now() if refused else None,
        failure=piece.refusal,
    )


def _in_portions(rows: Iterable[CourtFile]) -> Iterator[list[CourtFile]]:
    """The rows in lists that are small in memory and few in number."""
    portion: list[CourtFile] = []
    held = 0
    for row in rows:
        portion.append(row)
        held += len(row.raw or b"")
        if len(portion) == _KEPT_AT_ONCE or held > _BYTES_AT_ONCE:
            yield portion
            portion, held = [], 0
    if portion:
        yield portion
