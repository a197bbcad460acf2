"""All that a person needs to see to conclude on a passage that is not the same any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from cases.citable import Kind
from cases.dates import PartialDate
from cases.presenting import in_words
from sources import anchoring
from sources.anchoring import Span
from sources.awaiting import facts_by_passage, open_checks
from sources.comparing import Piece, word_diff
from sources.disagreements import agrees
from sources.facts import Fact, Reading
from sources.flags import Flag, flag_of_check
from sources.models import Citation, Passage, PassageCheck, Snapshot, Source
from sources.models.passage import PassageCheckQuerySet
from sources.reader.finding import FindingKind
from sources.versions import Row, around_what_is_cited, rows_of

# What the reader calls the values of fields of a kind.
_READ_AS = {
    Kind.DATE: FindingKind.DATE,
    Kind.MONEY: FindingKind.AMOUNT,
    Kind.STATUTES: FindingKind.STATUTE,
}
_READ_AROUND = 500  # characters of the text on each side, which may tell of what year a date is
_WITHOUT_TEXTS = ("snapshot__text", "snapshot__raw", "passage__snapshot__text")


@dataclass(frozen=True)
class Choice:
    """A place in the newer text that the citations could lean on instead."""

    span: Span
    words: str
    before: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.span.start}-{self.span.end}"


@dataclass(frozen=True)
class Kept:
    """A citation that a review changed or took away, as it was and as it became."""

    citation: Citation
    label: str
    subject: str
    was: str
    became: str | None  # None: taken away


class Study:
    """One passage that is not the same any more: both texts, what leans on it, what could be done.

    `check` has its passage, both snapshots with their texts, and the source.
    """

    def __init__(self, check: PassageCheck) -> None:
        """Take the check; everything else is read when it is asked for."""
        self.check = check
        self.source: Source = check.snapshot.source
        self.newer: Snapshot = check.snapshot

    @classmethod
    def of(cls, pk: int) -> "Study":
        """Of the check with this key. Raises PassageCheck.DoesNotExist."""
        checks = PassageCheck.objects.select_related(
            "passage__snapshot", "snapshot__source", "found", "reviewed_by"
        )
        return cls(checks.defer("passage__snapshot__raw", "snapshot__raw").get(pk=pk))

    @property
    def is_current(self) -> bool:
        return self.source.current_id == self.newer.pk

    @property
    def flag(self) -> Flag:
        return flag_of_check(self.check)

    @cached_property
    def place(self) -> Passage:
        """The words in the text to compare with: the whole one nearest before the newer one."""
        found = Passage.objects.filter(
            Q(pk=self.check.passage_id) | Q(found_by__passage=self.check.passage_id)
        )
        whole = found.exclude(snapshot__taken="clipped").exclude(snapshot=self.newer).distinct()
        places = list(whole.select_related("snapshot").defer("snapshot__raw"))
        distance = {one.pk: self.newer.pk - one.snapshot_id for one in places}
        places.sort(key=lambda one: (distance[one.pk] < 0, abs(distance[one.pk])))
        return places[0] if places else self.check.passage

    @property
    def older(self) -> Snapshot:
        return self.place.snapshot

    @cached_property
    def span_now(self) -> Span | None:
        """Where the words stand in the newer text, or what stands in their place."""
        if self.check.found is not None:
            return Span(self.check.found.start, self.check.found.end)
        return self.check.suggested

    @property
    def words_now(self) -> str:
        span = self.span_now
        return self.newer.text[span.start : span.end] if span else ""

    @cached_property
    def changes(self) -> tuple[Piece, ...]:
        """The words as quoted and as they stand now, as one row of pieces."""
        return word_diff(self.check.passage.exact, self.words_now)

    @cached_property
    def rows(self) -> list[Row]:
        """Both texts around the words; nothing for a clipping, which has no text around it."""
        if not self.older.is_whole:
            return []
        cited = Span(self.place.start, self.place.end)
        all_rows = rows_of(self.older.text, self.newer.text, cited=cited, now=self.span_now)
        return around_what_is_cited(all_rows)

    @cached_property
    def facts(self) -> list[tuple[Fact, Reading]]:
        """The facts that lean on the passage."""
        citations = Citation.objects.filter(passage=self.check.passage_id)
        return facts_by_passage(citations)[self.check.passage_id]

    @cached_property
    def choices(self) -> list[Choice]:
        """Where the citations could be anchored: what was found or suggested, every exact place."""
        spans = [self.span_now] if self.span_now else []
        spans += anchoring.find(self.check.passage.exact, self.newer.text)
        unique = dict.fromkeys(span for span in spans if span is not None)
        return [self._choice(span) for span in unique]

    def _choice(self, span: Span) -> Choice:
        before, after = anchoring.context(self.newer.text, span.start, span.end)
        return Choice(span, self.newer.text[span.start : span.end], before, after)

    def seems_to_state(self, fact: Fact, reading: Reading) -> str:
        """The value that the new words seem to state of a fact, in plain form, if it is another.

        Only where the reader finds one value of its kind in them; for a person to judge.
        """
        # The reader's lists take a while to load, and few pages need them.
        from sources.reader.read import read

        kind, span = _READ_AS.get(fact.citable.kind), self.span_now
        if kind is None or span is None:
            return ""
        stated = reading.citation.stated_value
        around = max(0, span.start - _READ_AROUND)
        findings = read(
            self.newer.text[around : span.end + _READ_AROUND],
            published=self.source.published or _day(stated),
        )
        values = {
            one.value
            for one in findings
            if one.kind == kind and one.start + around < span.end and one.end + around > span.start
        }
        if len(values) != 1 or any(agrees(fact.citable.kind, stated, it) for it in values):
            return ""
        return values.pop()

    @cached_property
    def kept(self) -> list[Kept]:
        """What the review did to the citations; a row that was deleted since is not named."""
        return list(_kept(self.check.before))

    @property
    def other_reviews(self) -> "PassageCheckQuerySet":
        """What else awaits a review of this source, the next in its text first."""
        others = open_checks().filter(snapshot=self.newer).exclude(pk=self.check.pk)
        return others.select_related("passage").order_by("passage__start")


def _kept(before: Iterable[dict[str, Any]]) -> Iterable[Kept]:
    for entry in before:
        citation = Citation(**entry["was"])
        try:
            row = citation.row
        except ObjectDoesNotExist:
            continue
        citable = row.citable_field(citation.field)
        became = entry["became"]
        yield Kept(
            citation,
            row.label_of(citation.field),
            row.headline if citation.target != "case" else "",
            in_words(row, citable, citation.stated_value),
            None if became is None else in_words(row, citable, became["stated_value"]),
        )


def _day(value: str) -> date | None:
    """A day to tell the year by, of a value that states a date."""
    try:
        return PartialDate.parse(value).first_day
    except ValueError:
        return None
