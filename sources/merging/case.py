"""One case of a court file: found again or opened, and brought to what the file states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from cases.docket_text import read_entry
from cases.models import Case, Claim, ClaimStatute, Counsel, Court, Document, Filing, Party, Statute
from cases.rulings import read_rulings
from cases.statutes import StatuteRef
from sources.dockets.records import CaseRecord
from sources.merging import strategies
from sources.merging.causes import merge_cause
from sources.merging.entries import Met, Tally, filings_touched, merge_entries
from sources.merging.identity import case_slug
from sources.merging.known import Known, known_of
from sources.merging.parties import merge_parties
from sources.merging.settling import Settling
from sources.merging.strategies import Standing
from sources.merging.writing import Pen

# Tables in the order in which they refer to each other.
ORDER = (Case, Party, Counsel, Filing, Document, Claim, ClaimStatute)


def cases_of(court_id: str, docket_numbers: Iterable[str]) -> dict[str, Case]:
    """The cases of a court that are here, by these numbers, whatever initials stand after them."""
    wanted = sorted(set(docket_numbers))
    called = Q(docket_number__in=wanted)
    for number in wanted:
        called |= Q(docket_number__startswith=f"{number}-")
    # The shortest is the number as it is; that with initials would be somebody's own spelling.
    found = sorted(
        Case.objects.filter(called, court=court_id).order_by("pk"),
        key=lambda case: len(case.docket_number),
    )
    cases: dict[str, Case] = {}
    for number in wanted:
        one = next((it for it in found if f"{it.docket_number}-".startswith(f"{number}-")), None)
        if one is not None:
            cases[number] = one
    return cases


def merge_case(
    pen: Pen,
    standing: Standing,
    record: CaseRecord,
    court: Court,
    case: Case | None,
    statutes: Mapping[StatuteRef, Statute],
    tally: Tally,
) -> "Merged":
    """Bring one case to what a file states; its rows are written with the pen afterwards.

    `case`: the one of this court and number that is here.
    """
    is_new = case is None
    if case is None:
        case = Case(
            slug=case_slug(court.pk, record.docket_number),
            court=court,
            docket_number=record.docket_number,
        )
    if is_new:
        rows: list[Filing] = []
    elif record.is_whole_docket:
        rows = list(case.filings.all())
    else:
        rows = filings_touched(case, record.entries)
    touched = None if record.is_whole_docket else [row.pk for row in rows]
    known = Known() if is_new else known_of(case, touched)
    settling = Settling(pen, standing, known)
    _settle_case(settling, case, record)
    parties = merge_parties(settling, case, record.parties, is_new=is_new) if record.parties else []
    merge_cause(settling, case, record, statutes, is_new=is_new)
    met = merge_entries(settling, case, record.entries, rows, parties, tally)
    is_whole = is_new or record.is_whole_docket
    return Merged(case, settling, met, rows, is_new=is_new, is_all_there_is=is_whole)


@dataclass
class Merged:
    """A case that was merged, and what is left to do once its rows are written."""

    case: Case
    settling: Settling
    met: list[Met]
    rows: list[Filing]
    is_new: bool
    is_all_there_is: bool

    def complete(self) -> None:
        """Say why values are shown on which files differ, and which orders decide what."""
        self.settling.save_changed()
        readings = {
            one.filing.pk: one.reading if one.is_shown else read_entry(one.filing.text)
            for one in self.met
        }
        if self.is_all_there_is:
            # A report may be older than a notice that was here before it.
            readings |= {
                row.pk: read_entry(row.text) for row in self.rows if row.pk not in readings
            }
        rulings = {pk: reading.rulings for pk, reading in readings.items()}
        if self.is_new and not any(rulings.values()):
            return  # nothing was decided before, and nothing is now
        read_rulings(self.case, rulings, whole=self.is_all_there_is)


def _settle_case(settling: Settling, case: Case, record: CaseRecord) -> None:
    if case.caption == case.docket_number:
        case.caption = ""  # nobody has said yet what it is called
    for name, stated in record.stated.items():
        place = (stated.start, stated.end)
        if name in {"court", "docket_number"}:
            settling.pen.cite(case, name, place, case.value_of(name))
        else:
            settling.state(case, name, stated.value, place, strategies.CASE[name])
    if "docket_number" not in record.stated:
        settling.pen.cite(case, "docket_number", record.place, case.docket_number)
    case.caption = case.caption or case.docket_number
    if case.filed_on and case.terminated_on and case.terminated_on < case.filed_on:
        # A case that was reopened may give an older end; that stays in the file's words alone.
        settling.put_along(case, "terminated_on", None)
    if case._state.adding:
        settling.pen.add(case)
