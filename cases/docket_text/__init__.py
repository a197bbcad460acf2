"""Reads the court's own text of a docket entry, by rules: what it is and what it does.

The texts are those of PACER's district, appellate and bankruptcy dockets, of notices of electronic
filing and of feeds. Pure: no database, no clock. See docs/kinds.md for the table of kinds.
"""

from cases.docket_text.disposing import NOTHING, READ, disposed_by
from cases.docket_text.kind_rules import kind_of
from cases.docket_text.motion_rules import motion_type_of
from cases.docket_text.outcome_rules import outcome_of, rulings_of, words_of_decision
from cases.docket_text.reading import EntryReading
from cases.docket_text.references import answers, filer
from cases.kinds import FilingKind, MotionType, Outcome

__all__ = ["EntryReading", "read_entry"]

# The court's own papers: they decide, and no party files them.
_DECIDING = {FilingKind.ORDER, FilingKind.JUDGMENT, FilingKind.MINUTE_ENTRY}
_OF_THE_COURT = _DECIDING | {FilingKind.CLERK, FilingKind.SETTING, FilingKind.VERDICT}
_MAY_DISPOSE = _DECIDING | {
    FilingKind.NOTICE_OF_DISMISSAL,
    FilingKind.STIPULATION,
    FilingKind.CLERK,
}
_UNDECIDED: tuple[Outcome, tuple[tuple[int, Outcome], ...]] = (Outcome.NOT_STATED, ())


def read_entry(text: str | None, short: str = "") -> EntryReading:
    """Read a docket entry.

    Args:
        text: The court's text of the entry, in one line or several.
        short: The name of the event, where a notice or feed gives it apart from the text. It is
            read when there is no text, or when the text does not say what the entry is.

    Returns:
        What the entry says. Its kind is `NOT_STATED` when there are no words at all, and `OTHER`
        when the words are not in the table.
    """
    text, short = (text or "")[:READ].strip(), short[:READ].strip()
    if not text and not short:
        return EntryReading(FilingKind.NOT_STATED)
    kind = kind_of(text) if text else FilingKind.OTHER
    titled = text
    if kind is FilingKind.OTHER and short:
        kind, titled = kind_of(short), short
    plain = _plain(text or short) if kind in _MAY_DISPOSE else ""
    outcome, rulings = _decision(plain) if kind in _DECIDING else _UNDECIDED
    disposed = disposed_by(kind, plain) if plain else NOTHING
    return EntryReading(
        kind=kind,
        motion_type=motion_type_of(titled) if kind is FilingKind.MOTION else MotionType.NOT_STATED,
        outcome=outcome,
        disposition=disposed.disposition,
        disposes=disposed.disposes,
        prejudice=disposed.prejudice,
        rule=disposed.rule,
        rulings=rulings,
        answers=None if rulings else answers(text),
        filed_by="" if kind in _OF_THE_COURT else filer(text),
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).lower().replace("’", "'")


def _decision(plain: str) -> tuple[Outcome, tuple[tuple[int, Outcome], ...]]:
    found = words_of_decision(plain)
    return (outcome_of(found), rulings_of(plain, found)) if found else _UNDECIDED
