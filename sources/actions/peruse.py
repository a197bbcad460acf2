"""“Read for me”: what a text seems to state, kept as proposals. Nothing here writes evidence."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from sources import anchoring, jobs
from sources.models import UNFINISHED, Passage, Perusal, Proposal, ProposalState, Snapshot
from sources.reader.finding import Finding

READER = "casetracker reader 1"
_AT_ONCE = 500  # rows an INSERT


@transaction.atomic
def ask_for_perusal(*, snapshot: Snapshot, by: Any = None) -> Perusal:
    """Have a worker read a text. Asked for by two at once, it is read once."""
    perusal, is_new = Perusal.objects.get_or_create(
        snapshot=snapshot, state__in=UNFINISHED, defaults={"asked_by": by}
    )
    if is_new:
        jobs.ask(perusal)
    return perusal


def peruse(job: Perusal) -> None:
    """The work of a perusal, for `jobs.work_on`."""
    jobs.tell(job, "Reading the text")
    findings = _read(job.snapshot)
    jobs.tell(job, "Keeping what was found")
    with transaction.atomic():
        found = propose(snapshot=job.snapshot, findings=findings)
        jobs.finish(job, found=found, reader=READER)


@transaction.atomic
def propose(*, snapshot: Snapshot, findings: Iterable[Finding]) -> int:
    """Keep findings as proposals, and return how many are new.

    Those made of this text before are not made again, whatever became of them; nor are those that
    somebody settled in an earlier text of the source, where the same words stand in the same
    surroundings.
    """
    settled = _settled_earlier(snapshot)
    wanted: dict[tuple[Any, ...], tuple[Finding, Passage]] = {}
    for finding in findings:
        passage = _passage(snapshot, finding)
        if (*_surroundings(passage), *_meaning(finding)) not in settled:
            wanted.setdefault((passage.start, passage.end, *_meaning(finding)), (finding, passage))
    Passage.objects.bulk_create(
        (passage for _, passage in wanted.values()), _AT_ONCE, ignore_conflicts=True
    )
    here = {(p.start, p.end): p for p in Passage.objects.filter(snapshot=snapshot)}
    before = Proposal.objects.filter(passage__snapshot=snapshot)
    known = {(p.passage_id, p.kind, p.value, p.about) for p in before}
    new = [
        Proposal(
            passage=here[passage.start, passage.end],
            kind=finding.kind.value,
            value=finding.value,
            about=str(finding.about),
            inferred=finding.inferred[:300],
            doubt=finding.doubt[:500],
            details=asdict(finding.details) if finding.details else {},
        )
        for finding, passage in wanted.values()
        if (here[passage.start, passage.end].pk, *_meaning(finding)) not in known
    ]
    Proposal.objects.bulk_create(new, _AT_ONCE, ignore_conflicts=True)
    return len(new)


def _read(snapshot: Snapshot) -> list[Finding]:
    # The lists of courts and statutes are for the worker to load, not for every page.
    from sources.reader.read import read

    return read(snapshot.text, published=snapshot.source.published)


def _passage(snapshot: Snapshot, finding: Finding) -> Passage:
    before, after = anchoring.context(snapshot.text, finding.start, finding.end)
    return Passage(
        snapshot=snapshot,
        start=finding.start,
        end=finding.end,
        exact=snapshot.text[finding.start : finding.end],
        prefix=before,
        suffix=after,
    )


def _meaning(finding: Finding) -> tuple[str, str, str]:
    return finding.kind.value, finding.value, str(finding.about)


def _settled_earlier(snapshot: Snapshot) -> set[tuple[str, ...]]:
    earlier = Proposal.objects.filter(passage__snapshot__source=snapshot.source_id)
    settled = earlier.exclude(state=ProposalState.OPEN).exclude(passage__snapshot=snapshot)
    return {
        (*_surroundings(it.passage), it.kind, it.value, it.about)
        for it in settled.select_related("passage")
    }


def _surroundings(passage: Passage) -> tuple[str, str, str]:
    """The words with what stands around them in their paragraph: others come and go."""
    before, after = passage.prefix.rpartition("\n")[2], passage.suffix.partition("\n")[0]
    return passage.exact, before.strip(), after.strip()
