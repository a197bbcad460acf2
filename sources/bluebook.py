"""A footnote for a citation, in the style of the Bluebook (21st ed.).

Articles and statements follow Rule 18.2.2 (newspapers and pages on the internet: author, title,
publication, date, address); papers and dockets of a court Rule 10.8.3 (pending and unreported
cases: name, docket number, court and date). What is not known is said in brackets, never made up.
A capture that we hold is named as on file, since pages vanish (Rule 18.2.1(d)).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from cases.models import Case
from sources.models import Citation, Passage, Source, SourceKind

# Table T12; the months of four letters or fewer are not abbreviated.
_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_OF_A_COURT = {SourceKind.DOCKET_REPORT, SourceKind.FILING_NOTICE, SourceKind.FEED}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a footnote in one typeface."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote as runs, for a document that has italics; `str()` is its plain text."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)


def footnote(citation: Citation, *, case: Case) -> Footnote:
    """The footnote for one citation of a case, which ends with the words quoted.

    The citation comes with its passage, snapshot and source (`for_facts`) and the case with its
    court; nothing is asked of the database.
    """
    return Footnote((*authority(citation, case=case), Run(f"{quoted(citation).text}.")))


def authority(citation: Citation, *, case: Case) -> tuple[Run, ...]:
    """A footnote without its quotation: what the words are quoted from."""
    passage = citation.passage
    source = passage.snapshot.source
    if source.kind in _OF_A_COURT or source.kind == SourceKind.PLEADING:
        return _court_paper(source, case, passage)
    return _publication(source, passage)


def authority_again(citation: Citation) -> tuple[Run, ...]:
    """A source that was cited before (Rule 4.2(a)), for “supra” to follow: its name and date."""
    passage = citation.passage
    source = passage.snapshot.source
    when = bluebook_date(source.published) if source.published else "undated"
    name = (source.title if source.kind in _OF_A_COURT else "") or source.name
    return (Run(f"{name}{_at_page(passage)} ({when})"),)


def quoted(citation: Citation, *, whose: bool = False, ends: int = 0) -> Run:
    """The words in brackets: (“filed on Tuesday”, attributed to the complaint).

    `ends`: only about so many characters of each end of the words.
    """
    words = _as_quoted(citation.passage.exact)
    if ends:
        words = f"{words[:ends].rpartition(' ')[0]} … {words[-ends:].partition(' ')[2]}"
    said = f"“{words}”"
    if whose and citation.attributed_to:
        said += f", attributed to {_with_article(citation.attributed_to)}"
    if whose and citation.inferred:
        said += f"; not in these words: {citation.inferred}"
    return Run(f" ({said})")


def _with_article(whose: str) -> str:
    """“the complaint”, “a clerk”, “Reuters”: names begin with a capital, and take no article."""
    first = whose.partition(" ")[0]
    is_name = not first[:1].islower() or first in {"a", "an", "the", "its", "his", "her", "their"}
    return whose if is_name else f"the {whose}"


def bluebook_date(when: date) -> str:
    """Jan. 30, 2025"""
    return f"{_MONTHS[when.month - 1]} {when.day}, {when.year}"


def _publication(source: Source, passage: Passage) -> tuple[Run, ...]:
    author = f"{source.author}, " if source.author else ""
    title = Run(source.title, italic=True) if source.title else Run("[title not known]")
    publisher = source.publisher or "[publisher not known]"
    when = bluebook_date(source.published) if source.published else "undated"
    return (
        Run(author),
        title,
        Run(f", {publisher}{_at_page(passage)} ({when})"),
        Run(f", {source.url}" if source.url else ""),
        Run(_on_file(passage)),
    )


def _court_paper(source: Source, case: Case, passage: Passage) -> tuple[Run, ...]:
    name = source.title or source.get_kind_display().capitalize()
    number = f", No. {case.docket_number}" if case.docket_number else ", [docket number not known]"
    court = case.court.short if case.court else "[court not known]"
    when = f" {bluebook_date(source.published)}" if source.published else ""
    return (
        Run(f"{name}{_at_page(passage)}, "),
        Run(case.caption, italic=True),
        Run(f"{number} ({court}{when})"),
        Run(f", {source.url}" if source.url else ""),
        Run(_on_file(passage)),
    )


def _at_page(passage: Passage) -> str:
    return f" at {passage.page}" if passage.page else ""


def _on_file(passage: Passage) -> str:
    """Whether we hold the text, as it was on a day; clippings are only the words quoted."""
    snapshot = passage.snapshot
    if not snapshot.is_whole:
        return ""
    return f" (on file, text of {bluebook_date(_day(snapshot.taken_at))})"


def _day(when: datetime) -> date:
    return timezone.localtime(when).date()


def _as_quoted(words: str) -> str:
    """A quotation within a footnote: one line, inner double quotation marks made single."""
    return " ".join(words.split()).replace("“", "‘").replace("”", "’").replace('"', "'")
