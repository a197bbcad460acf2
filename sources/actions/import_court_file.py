"""From the bytes of a court file to sourced rows of the record: all of it, or nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction

from cases.actions import court_of_id
from cases.models import Court, Statute
from cases.statutes import StatuteRef
from sources import jobs
from sources.actions.locking import hold_cases
from sources.actions.quoting import sha256_of
from sources.dockets.records import CaseRecord, CourtRecord, RefusedFileError
from sources.merging.case import ORDER, cases_of, merge_case
from sources.merging.causes import refs_of
from sources.merging.entries import Tally
from sources.merging.strategies import Standing
from sources.merging.writing import Pen
from sources.models import CourtFile, JobState, Snapshot, Source, Taken


def import_court_file(job: CourtFile) -> None:
    """Do one job. Raises JobFailedError with a sentence where the file is none to take in.

    The same bytes again bring nothing. Files of one case wait for each other, in an order that
    two workers cannot cross; what comes of them is the same in every order.
    """
    # juriscraper takes a while to load, and only workers need it.
    from sources.dockets import read_court_file

    raw = bytes(job.raw or b"")
    if _is_a_copy(job):
        return
    try:
        record = read_court_file(raw, job.filename)
    except RefusedFileError as error:
        raise jobs.JobFailedError(str(error), raw=None) from error
    court_ids = {record.court_id, *(it.court_id for it in record.cases)}
    courts = {court_id: court_of_id(court_id) for court_id in sorted(court_ids)}
    # What cases share is made beforehand, or two files with two of the same could wait for ever.
    refs = sorted({ref for it in record.cases for ref in refs_of(it.cause)}, key=str)
    statutes = {ref: Statute.objects.written(ref) for ref in refs}
    try:
        with transaction.atomic():
            hold_cases((it.court_id, it.docket_number) for it in record.cases)
            _keep(job, record, raw, courts, statutes)
    except IntegrityError:
        # Another worker has taken in the same bytes meanwhile, or it is some other fault.
        if not _is_a_copy(job):
            raise


def _keep(
    job: CourtFile,
    record: CourtRecord,
    raw: bytes,
    courts: dict[str, Court],
    statutes: dict[StatuteRef, Statute],
) -> None:
    standing = Standing(record.kind, record.as_of, job.sha256)
    source = _source(record, standing, courts[record.court_id])
    snapshot = Snapshot.objects.create(
        source=source,
        taken=Taken.IMPORTED,
        text=record.text,
        sha256=sha256_of(record.text),
        raw=raw,
        media=_media(record.kind),
        extractor=record.parser,
    )
    pen, tally = Pen(snapshot), Tally()
    records = _once(record.cases)
    cases = {court_id: cases_of(court_id, _numbers(records, court_id)) for court_id in courts}
    merged = [
        merge_case(
            pen,
            standing,
            it,
            courts[it.court_id],
            cases[it.court_id].get(it.docket_number),
            statutes,
            tally,
        )
        for it in records
    ]
    pen.write(ORDER)
    for one in merged:
        one.complete()
    through = CourtFile.cases.through
    through.objects.bulk_create(through(courtfile=job, case=one.case) for one in merged)
    jobs.finish(
        job,
        source=source,
        kind=record.kind,
        as_of=record.as_of,
        raw=None,
        entries_new=tally.new,
        entries_changed=tally.changed,
        entries_unchanged=tally.unchanged,
    )


def _once(records: Iterable[CaseRecord]) -> list[CaseRecord]:
    """A feed names a case once for each entry; together they are one."""
    by_case: dict[tuple[str, str], CaseRecord] = {}
    for record in records:
        key = (record.court_id, record.docket_number)
        known = by_case.get(key)
        by_case[key] = (
            record if known is None else replace(known, entries=known.entries + record.entries)
        )
    return list(by_case.values())


def _numbers(records: Iterable[CaseRecord], court_id: str) -> list[str]:
    return [it.docket_number for it in records if it.court_id == court_id]


def _is_a_copy(job: CourtFile) -> bool:
    """Whether these bytes were taken in before; then that is what becomes of the job."""
    first = CourtFile.objects.filter(
        sha256=job.sha256, state=JobState.DONE, source__isnull=False
    ).first()
    if first is None:
        return False
    with transaction.atomic():
        job.cases.add(*first.cases.all())
        jobs.finish(
            job,
            same_as=first,
            kind=first.kind,
            as_of=first.as_of,
            raw=None,
            entries_unchanged=first.entries_read,
        )
    return True


def _source(record: CourtRecord, standing: Standing, court: Court) -> Source:
    return Source.objects.create(
        key=f"{court.pk}-{record.kind.replace('_', '-')}-{standing.sha256[:12]}",
        kind=record.kind,
        publisher=court.short,
        title=record.title[:500],
        published=date.fromisoformat(record.as_of[:10]) if record.as_of else None,
        # Two reports of one docket are one voice: the court's.
        origin=court.short,
    )


def _media(kind: str) -> str:
    return {"docket_report": "html", "filing_notice": "eml", "feed": "xml"}[kind]
