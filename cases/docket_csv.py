"""A docket as a file for spreadsheets: the entries that the page's filters leave, all of them."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from cases.docket_page import DocketPage
from cases.models import Case, Filing
from cases.wording import joined, plain_day

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which a spreadsheet knows UTF-8
_HEAD = (
    *("Number", "Filed", "Entered", "Kind", "Motion", "Outcome", "Description", "Text"),
    *("Filed by", "Answers", "Documents", "Logged by hand", "Sealed"),
)
# What a spreadsheet takes for the beginning of a formula, in its wide form too.
_FORMULA = tuple("=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
                 "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
_MOST_NAMED = 20


class _Echo:
    """Gives back what it is told to write, so that rows can be sent as they are made."""

    def write(self, value: str) -> str:
        return value


def lines_of(page: DocketPage) -> Iterator[str]:
    """The lines of the file: what it is of, when and from which files, then the entries.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    writer = csv.writer(_Echo())
    yield BOM
    for row in _about(page):
        yield writer.writerow(map(_guarded, row))
    yield writer.writerow(_HEAD)
    filings = page.filings.select_related("filed_by", "answers").saying_if_logged_by_hand()
    for filing in filings.with_documents().iterator(chunk_size=500):
        yield writer.writerow(map(_guarded, _cells(filing)))


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


def _about(page: DocketPage) -> Iterable[tuple[str, ...]]:
    case = page.case
    court = case.court.name if case.court else "court not known"
    number = f"No. {case.docket_number}" if case.docket_number else "docket number not known"
    now = timezone.localtime()
    yield "Docket", f"{case.caption}, {court}, {number}"
    yield "Entries", page.counted
    if page.in_words:
        yield "Filter", page.in_words
    yield "Written", f"{plain_day(now.date())}, {now:%H:%M %Z}"
    yield "From", named(files_of(case))
    yield ()


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


def _guarded(cell: str) -> str:
    plain = cell.replace("\0", "")
    is_formula = plain.lstrip().startswith(_FORMULA) or plain[:1] in {"\t", "\r", "\n"}
    return f"'{plain}" if is_formula else plain
