"""Why a fact is flagged: the source it leans on says something else now, and nobody has looked.

Pure: from checks and notices to words, and the address where one reviews them.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cases.wording import plain_day
from sources.models import CheckState, Notice, NoticeKind, PassageCheck

_FARED = {
    CheckState.CONTEXT_CHANGED: "The sentence around the words changed in",
    CheckState.CHANGED: "The words changed in",
    CheckState.MOVED: "The words stand elsewhere in",
    CheckState.AMBIGUOUS: "The words stand several times in",
    CheckState.MISSING: "The words are missing from",
}
_NOTICED = {
    NoticeKind.NOTE: "The source gained an editor’s note",
    NoticeKind.MODIFIED: "The source says that it was changed",
    NoticeKind.HEADLINE: "The source has another headline",
}


@dataclass(frozen=True)
class Flag:
    """One reason, as a sentence without its full stop, and the page where it is reviewed."""

    says: str
    address: str


def flag_of_check(check: PassageCheck) -> Flag:
    """How the words fared: The words changed in the text of 3 March 2025."""
    day = plain_day(timezone.localdate(check.snapshot.taken_at))
    fared = _FARED[CheckState(check.state)]
    return Flag(f"{fared} the text of {day}", reverse("sources:review_passage", args=[check.pk]))


def flag_of_notice(notice: Notice) -> Flag:
    """What a source began to say of itself: The source gained an editor’s note."""
    address = reverse("sources:review_notice", args=[notice.pk])
    return Flag(_NOTICED[NoticeKind(notice.kind)], address)
