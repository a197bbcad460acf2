"""Looking at addresses again. What comes of a look, and when the next is, the database notes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from sources.actions.capture import ask_for_capture
from sources.models import UNFINISHED, Every, Source, Watch, Way


@dataclass(frozen=True)
class Recheck:
    """What became of one source to be looked at again; `why_not`: "" if it is asked for."""

    source: Source
    why_not: str = ""


def watch(*, source: Source, every: Every | None) -> Watch | None:
    """Look at the source's address so often from now on; None: never. The first look is at once."""
    if every is None:
        Watch.objects.filter(source=source).delete()
        return None
    kept, _ = Watch.objects.update_or_create(
        source=source, defaults={"every": every, "failures": 0, "due_at": timezone.now()}
    )
    return kept


def recheck_due() -> list[Recheck]:
    """Ask for every watched source whose time has come, the longest overdue first."""
    due = Watch.objects.due().select_related("source").exclude(source__url="")
    return recheck(one.source for one in due)


def recheck(sources: Iterable[Source]) -> list[Recheck]:
    """Ask for these sources' texts. One that has no address or is under way already is left."""
    return [_recheck(source) for source in sources]


def _recheck(source: Source) -> Recheck:
    if not source.url:
        return Recheck(source, "it has no address; add one on its page")
    if source.captures.filter(way=Way.ADDRESS, state__in=UNFINISHED).exists():
        return Recheck(source, "it is being looked at already")
    ask_for_capture(source=source, way=Way.ADDRESS, is_recheck=True)
    return Recheck(source)
