"""A docket as a file for spreadsheets: the entries that the page's filters leave, all of them.

What it is of, when it was written and from which texts stand in the last columns of each line, and
the moment in the name of the file: lines above the head or below the last entry would be entries
to whatever reads the file, and comments CSV has none.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cases.csv_files import csv_lines
from cases.docket_page import DocketPage
from cases.models import Case, Filing
from cases.read_from import NOTHING_CITED, read_from
from cases.wording import joined, plain_day

_HEAD = (
    *("Number", "Filed", "Entered", "Kind", "Motion", "Outcome", "Description", "Text"),
    *("Filed by", "Answers", "Documents", "Logged by hand", "Sealed"),
    *("Case", "Court", "Docket number", "Filter", "Read from", "Written"),
)
_MOST_NAMED = 20


def lines_of(page: DocketPage, *, written: datetime) -> Iterator[str]:
    """The lines of the file: its head, then an entry each. Guarded by `csv_files`."""
    return csv_lines(_HEAD, _rows(page, written))


def file_name(case: Case, *, written: datetime) -> str:
    """roe-v-doe-docket-2026-11-22-0935.csv"""
    return f"{case.slug}-docket-{timezone.localtime(written):%Y-%m-%d-%H%M}.csv"


def files_of(case: Case) -> list[str]:
    """The court files that the docket was read from, the newest last, each with its date."""
    # The evidence stands above the record, and is reached from it.
    files: Any = case.court_files
    read = files.filter(state="done", source__isnull=False).order_by("source__published", "pk")
    return [
        f"{name} ({plain_day(day)})" if day else name
        for name, day in read.values_list("filename", "source__published")
    ]


def named(files: list[str]) -> str:
    """The newest files by name, and how many there are besides."""
    if not files:
        return "no court file: logged and edited here"
    newest = files[-_MOST_NAMED:][::-1]
    others = [f"{len(files) - _MOST_NAMED:,} earlier files"] if len(files) > _MOST_NAMED else []
    return joined([*newest, *others])


def _rows(page: DocketPage, written: datetime) -> Iterator[Iterable[str]]:
    case = page.case
    of = (case.caption, case.court.name if case.court else "", case.docket_number, page.in_words)
    moment = timezone.localtime(written).isoformat(timespec="minutes")
    texts = read_from(page.filings)
    filings = page.filings.select_related("filed_by", "answers").saying_if_logged_by_hand()
    for filing in filings.with_documents().iterator(chunk_size=500):
        yield (*_cells(filing), *of, texts.get(filing.pk, NOTHING_CITED), moment)


def _cells(filing: Filing) -> Iterable[str]:
    number = "" if filing.number is None else str(filing.number)
    answered = filing.answers
    answers = str(answered.number or answered.headline) if answered else ""
    return (
        *(number, _iso(filing.filed_on), _iso(filing.entered_on)),
        filing.get_kind_display() if filing.kind else "",
        filing.get_motion_type_display() if filing.motion_type else "",
        filing.get_outcome_display() if filing.outcome else "",
        *(filing.description, filing.text or ""),
        str(filing.filed_by or ""),
        answers,
        str(len(filing.documents.all()) or ""),
        "yes" if filing.logged_by_hand else "",  # type: ignore[attr-defined]
        "yes" if filing.sealed else "",
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
