"""A conflict check: a few names at once, a long list by a worker; in the log once, and whole."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from cases.conflicts.checking import AT_ONCE, keep_check, look_for
from sources import jobs
from sources.models import ConflictRequest


def ask_for_check(*, names: Sequence[str], matter: str, by: Any, token: str) -> ConflictRequest:
    """Check up to AT_ONCE names at once, or have a worker check more of them.

    `token` is the form's: the same names sent twice with it, even at the same moment, are checked
    once. What was begun here and came to no end, a worker does.
    """
    asked_as = hashlib.sha256("\0".join([str(by.pk), token, matter, *names]).encode()).hexdigest()
    request, is_new = ConflictRequest.objects.get_or_create(
        asked_as=asked_as,
        defaults={
            "asked_by": by,
            "matter": matter,
            "names": "\n".join(names),
            "names_given": len(names),
        },
    )
    if is_new and len(names) > AT_ONCE:
        jobs.ask(request)
    elif is_new:
        jobs.work_on(ConflictRequest, request.pk, check_conflicts)
        request.refresh_from_db()
    return request


def check_conflicts(job: ConflictRequest) -> None:
    """The work of a request, for `jobs.work_on`. Begun anew, it begins with the first name."""

    def tell(done: int) -> None:
        jobs.tell(job, "Comparing names", names_done=done)

    tell(0)
    checked = look_for(job.names.split("\n"), tell=tell)
    with transaction.atomic():
        made = keep_check(checked=checked, matter=job.matter, by=job.asked_by)
        jobs.finish(job, check_made=made)
