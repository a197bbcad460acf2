"""An entry to be logged, in words: what was understood, before and after it is logged."""

from collections.abc import Iterable

from cases.docketing import Entry
from cases.kinds import FilingKind, MotionType, Outcome, Scope
from cases.models import Filing
from cases.wording import capitalised, figured, joined, long_day

# What an order does with a motion, for “granted by 31” and “12 granted”.
RULED = {
    Outcome.GRANTED: "granted",
    Outcome.DENIED: "denied",
    Outcome.GRANTED_IN_PART: "granted in part and denied in part",
    Outcome.MOOT: "found moot",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.DEFERRED: "deferred",
    Outcome.OTHER: "decided",
}


def told(entry: Entry) -> list[str]:
    """What was understood, part by part: the day, what it is, whose, and what it does."""
    parts = [_days(entry), _what(entry), *_whose(entry), *_does(entry)]
    return [capitalised(part) for part in parts if part]


def name_of_entry(filing: Filing) -> str:
    """An entry in the middle of a sentence: 12, or “the minute entry” where it has no number."""
    return str(filing.number) if filing.number is not None else f"the {_kind(filing)}"


def _days(entry: Entry) -> str:
    filed = f"filed {long_day(entry.filed_on)}" if entry.filed_on else ""
    entered = f"entered {long_day(entry.entered_on)}" if entry.entered_on else ""
    return ", ".join(filter(None, [filed, entered]))


def _what(entry: Entry) -> str:
    if not entry.kind:
        return ""
    words = str(entry.kind.label)
    if entry.motion_type is MotionType.OTHER:
        words += " of another kind"
    elif entry.motion_type:
        words += f" {entry.motion_type.label}"
    return f"{words}: {entry.outcome.label}" if entry.outcome else words


def _whose(entry: Entry) -> Iterable[str]:
    if entry.filed_by:
        yield f"by {entry.filed_by.name}"
    if entry.answers:
        yield f"answers {name_of_entry(entry.answers)}"
    if entry.sealed:
        yield "sealed"
    if entry.papers:
        yield figured(len(entry.papers), "document")


def _does(entry: Entry) -> Iterable[str]:
    if entry.rulings:
        ruled = [
            f"{name_of_entry(motion)} {RULED.get(outcome, '')}".strip()
            for motion, outcome in entry.rulings
        ]
        yield f"decides {joined(ruled)}"
    if entry.disposes:
        prejudice = f" {entry.prejudice.label}" if entry.prejudice else ""
        rule = f", {entry.rule}" if entry.rule else ""
        what = "ends the case" if entry.disposes is Scope.CASE else "disposes of claims"
        if entry.claims:
            what = f"disposes of {figured(len(entry.claims), 'claim')}"
        yield f"{what}: {entry.disposition.label}{prejudice}{rule}"


def _kind(filing: Filing) -> str:
    return str(FilingKind(filing.kind).label) if filing.kind else "entry without a number"
