"""The list of cases as a file for spreadsheets: all cases that the filters leave."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from django.utils import timezone
from django.utils.text import slugify

from cases.csv_files import csv_lines
from cases.filters import CaseFilter
from cases.kinds import Disposition, Prejudice, Status
from cases.models import Card, Case
from cases.read_from import NOTHING_CITED, read_from

AT_ONCE = 500  # cases in memory
LONGEST_FILE_NAME = 100  # characters of the filter in it
HEAD = (
    *("Caption", "Court", "Docket number", "Filed", "Status", "Disposition", "Prejudice", "Ended"),
    *("Nature of suit", "Judges", "Causes of action", "Statutes", "Address"),
    *("Read from", "Written"),
)


def csv_of(found: CaseFilter) -> Iterator[str]:
    """The lines of the file, made as they are read, so that a long list takes no more memory."""
    return csv_lines(HEAD, _rows(found))


def file_name(words: str, moment: datetime) -> str:
    """“open-cases-under-18-usc-2701-2026-11-22-0940.csv”: what is in it, and from when."""
    said = slugify(words.replace(".", ""))[:LONGEST_FILE_NAME].strip("-")
    return f"{said or 'cases'}-{moment:%Y-%m-%d-%H%M}.csv"


def _rows(found: CaseFilter) -> Iterator[Iterable[str]]:
    cards = found.cards.select_related("case", "court")
    whole = cards.prefetch_related("case__claims__statutes")
    written = timezone.localtime().isoformat(timespec="minutes")
    for card, texts in _with_texts(whole.iterator(chunk_size=AT_ONCE)):
        case: Case = card.case
        claims = case.claims.all()
        statutes = dict.fromkeys(law.citation for claim in claims for law in claim.statutes.all())
        yield (
            case.caption,
            card.court.short if card.court else "",
            case.docket_number,
            _iso(card.filed_on),
            Status(card.status).label,
            Disposition(card.disposition).label if card.disposition else "",
            Prejudice(card.prejudice).label if card.prejudice else "",
            _iso(card.ended_on),
            card.nature_of_suit,
            "; ".join(case.judges),
            "; ".join(claim.title for claim in claims),
            "; ".join(statutes),
            case.get_absolute_url(),
            texts,
            written,
        )


def _with_texts(cards: Iterator[Card]) -> Iterator[tuple[Card, str]]:
    """Each card with the texts that its case is cited from; a query for so many at once."""
    while some := list(islice(cards, AT_ONCE)):
        texts = read_from(Case.objects.filter(pk__in=[card.case_id for card in some]))
        for card in some:
            yield card, texts.get(card.case_id, NOTHING_CITED)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
