"""From which texts a paper was made: each source with the moment and hash of what was quoted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.models import Case
from cases.wording import plain_day
from sources.facts import CaseFacts
from sources.models import Snapshot, Source, Target

HASH_SHOWN = 12  # characters: enough to tell any two texts of a tracker apart


@dataclass(frozen=True)
class QuotedText:
    """One text of a source, and how many facts of the paper it was quoted for."""

    source: Source
    snapshot: Snapshot

    @property
    def in_words(self) -> str:
        """Text of 22 November 2026, 09:35 UTC, imported, whole; SHA-256 0a1b2c3d4e5f."""
        text = self.snapshot
        extent = "" if text.is_whole else ": only the words quoted"
        program = f", read by {text.extractor}" if text.extractor else ""
        newer = (
            "; there is a newer text" if text.is_whole and self.source.current_id != text.pk else ""
        )
        return (
            f"Text of {moment(text.taken_at)}, {text.get_taken_display()}{extent}{program}; "
            f"SHA-256 {text.sha256[:HASH_SHOWN]}{newer}."
        )


def texts_quoted(record: CaseFacts) -> list[QuotedText]:
    """The texts that the facts of a record are quoted from, and found again in; one query.

    By source and age.
    """
    sources = {}
    for fact in record:
        for reading in fact.readings:
            for passage in (reading.citation.passage, reading.passage):
                sources[passage.snapshot_id] = reading.source
    texts = Snapshot.objects.without_texts().in_bulk(list(sources))
    return _by_source(QuotedText(sources[pk], text) for pk, text in texts.items())


def texts_of_docket(case: Case) -> list[QuotedText]:
    """The texts that the entries, parties and counsel of a case are cited from; one query."""
    cited = Snapshot.objects.without_texts().filter(
        passages__citations__case=case,
        passages__citations__target__in=[
            *(Target.CASE, Target.PARTY, Target.COUNSEL, Target.FILING)
        ],
    )
    return _by_source(
        QuotedText(text.source, text) for text in cited.select_related("source").distinct()
    )


def moment(when: datetime) -> str:
    """22 November 2026, 09:35 UTC."""
    local = timezone.localtime(when)
    return f"{plain_day(local.date())}, {local:%H:%M %Z}"


def _by_source(texts: Iterable[QuotedText]) -> list[QuotedText]:
    return sorted(texts, key=lambda it: (it.source.pk, it.snapshot.pk))
