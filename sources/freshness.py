"""How fresh a docket is: when the court was last looked at, and when the record last changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max
from django.utils import timezone

from cases.models import Case, Document, Filing
from sources.models import CourtFile, JobState, SourceKind
from sources.past import history_of


@dataclass(frozen=True)
class Freshness:
    """The newest court file by its own date, and the last change of the docket here."""

    checked: date | None
    kind: str  # of the court file: docket report
    is_ever_checked: bool
    changed_at: datetime | None

    @property
    def changed(self) -> date | None:
        return timezone.localdate(self.changed_at) if self.changed_at else None


def freshness_of(case: Case) -> Freshness:
    """Three queries. A file counts once it is read, and by the time that the court wrote on it."""
    files = CourtFile.objects.filter(cases=case, state=JobState.DONE)
    newest = (
        files.order_by(F("source__published").desc(nulls_last=True), "-as_of", "-pk")
        .values_list("source__published", "source__kind")
        .first()
    )
    day, kind = newest or (None, None)
    entries = history_of(Filing).objects.filter(case=case).aggregate(at=Max("pgh_created_at"))
    papers: Any = history_of(Document).objects.filter(filing__case=case)
    times = [entries["at"], papers.aggregate(at=Max("pgh_created_at"))["at"]]
    known = [at for at in times if at is not None]
    name = str(SourceKind(kind).label) if kind else "court file"
    return Freshness(day, name, newest is not None, max(known, default=None))
