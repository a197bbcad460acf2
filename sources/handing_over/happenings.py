"""What happened in and out of court, in the order of time."""

from collections.abc import Sequence
from typing import cast

from cases.docket_log.telling import RULED, name_of_entry
from cases.kinds import Disposition, FilingKind, MotionType, Outcome
from cases.models import Event, Filing, RelatedCase
from cases.wording import capitalised, figured, joined
from sources.handing_over.memo import Block, Inline, Paragraph, Section, Sentence, Words
from sources.handing_over.telling import Teller
from sources.models import Target

ALL, MOST = 30, 60  # up to 30 entries are all told; of more, 60 of the weightiest

# What a reader of a long docket must know of it, the weightiest first; else orders, else the rest.
_WEIGHTY: tuple[set[str], ...] = (
    {
        *(FilingKind.COMPLAINT, FilingKind.PETITION, FilingKind.CHARGE, FilingKind.JUDGMENT),
        *(FilingKind.VERDICT, FilingKind.NOTICE_OF_DISMISSAL, FilingKind.NOTICE_OF_APPEAL),
    },
    {FilingKind.ANSWER},
    {FilingKind.ORDER},
)
_WEIGHTY_MOTIONS = {
    *(MotionType.DISMISS, MotionType.SUMMARY_JUDGMENT, MotionType.JUDGMENT_ON_PLEADINGS),
    *(MotionType.DEFAULT_JUDGMENT, MotionType.REMAND, MotionType.TRANSFER, MotionType.INJUNCTION),
    *(MotionType.CLASS_CERTIFICATION, MotionType.SETTLEMENT, MotionType.NEW_TRIAL),
}


def weightiest(filings: Sequence[Filing]) -> Sequence[Filing]:
    """Of a docket, newest first, the entries that a memo tells, in the same order."""
    if len(filings) <= ALL:
        return filings
    # A stable sort: of the same weight, the newest are kept.
    kept = {filing.pk for filing in (filings[0], *sorted(filings, key=_weight)[:MOST])}
    return [filing for filing in filings if filing.pk in kept]


def events(tell: Teller) -> Section:
    """A paragraph for each event, by date, those without a date last."""
    found = cast("Sequence[Event]", tell.record.rows[Target.EVENT])
    blocks: list[Block] = []
    for event in found:
        blocks += tell.paragraphs(_event(tell, event), is_point=True)
    none = Paragraph((Sentence((Words("No event outside the docket is recorded."),)),))
    return Section("What happened", tuple(blocks or [none]))


def procedure(tell: Teller) -> Section:
    """A paragraph for each docket entry, the oldest first; of a long docket, the weightiest."""
    shown = cast("Sequence[Filing]", tell.record.rows[Target.FILING])
    total = len(tell.record.all_rows(Target.FILING))
    blocks: list[Block] = []
    if total > len(shown):
        words = (
            f"The docket has {figured(total, 'entry', 'entries')}. Told here are {len(shown)}: "
            "the latest, and those that begin, decide or end something, the newer where there "
            "are too many. The docket sheet has all."
        )
        blocks.append(Paragraph((Sentence((Words(words),)),)))
    for filing in reversed(shown):
        blocks += tell.paragraphs(_entry(tell, filing), is_point=True)
    none = Paragraph((Sentence((Words("No docket entry is recorded."),)),))
    return Section("Procedural history", tuple(blocks or [none]))


def related(tell: Teller) -> Section | None:
    """The cases related to this one; None where there is none."""
    blocks: list[Block] = []
    for row in cast("Sequence[RelatedCase]", tell.record.rows[Target.RELATED_CASE]):
        court = f", {row.other.court.short}" if row.other.court else ""
        number = f", No. {row.other.docket_number}" if row.other.docket_number else ""
        name: list[Inline] = [Words(row.other.caption, italic=True), Words(f"{court}{number}")]
        sentences = tell.said(name, tell.row(row), tell.value(row, "relation", before=": "))
        sentences += tell.said(tell.value(row, "description"))
        blocks += tell.paragraphs(sentences, is_point=True)
    return Section("Related cases", tuple(blocks)) if blocks else None


def _event(tell: Teller, event: Event) -> list[Sentence]:
    when = tell.value(event, "date", bold=True) or [Words("Date not stated", bold=True)]
    stance = tell.value(event, "stance", before=" (")
    sentences = tell.said(
        *(when, stance, ")" if stance else "", ": "),
        tell.value(event, "summary", with_row=True),
    )
    speaker = [
        tell.value(event, "speaker"),
        tell.value(event, "speaker_title", before=", " if event.speaker else ""),
        tell.value(
            event,
            "speaker_organization",
            before=", " if event.speaker or event.speaker_title else "",
        ),
    ]
    medium = tell.value(event, "medium", before=" (") if any(speaker) else []
    words = tell.value(event, "words", f"“{_inner(event.words)}”") if event.words else []
    if any(speaker):
        sentences += tell.said(
            "Speaker: " if not words else "",
            *speaker,
            medium,
            ")" if medium else "",
            ": " if words else "",
            words,
        )
    else:
        sentences += tell.said("In words: ", words) if words else []
        sentences += tell.said(tell.value(event, "medium", before="Stated in: "))
    sentences += tell.said(tell.value(event, "place", before="Place: "))
    return sentences + tell.said(tell.value(event, "reason", before="Reason: "))


def _entry(tell: Teller, filing: Filing) -> list[Sentence]:
    when = tell.value(filing, "filed_on", bold=True) or [Words("Date not stated", bold=True)]
    is_same_day = filing.entered_on is not None and filing.entered_on == filing.filed_on
    day = "entered the same day" if is_same_day else ""
    entered = tell.value(filing, "entered_on", day, before=", " if day else ", entered on ")
    number = tell.value(filing, "number", before=", docket entry ")
    what = tell.value(filing, "kind", capitalised(filing.get_kind_display()))
    motion = tell.value(filing, "motion_type", before=" " if what else "")
    kind = [*what, *motion, *tell.value(filing, "outcome", before=", ")]
    title = tell.value(filing, "description", before=": " if kind else "", with_row=True)
    by = tell.value(filing, "filed_by", before=", filed by ")
    sentences = tell.said(
        when, entered, number, ": ", kind, title, by, "" if title else tell.row(filing)
    )
    if filing.sealed:
        sentences += tell.said("The entry is sealed")
    if filing.logged_by_hand:  # type: ignore[attr-defined]
        sentences += tell.said("Logged by hand, and no court file confirms it yet")
    if filing.text:
        quoted = f"“{_inner(filing.text)}”"
        sentences += tell.said(tell.value(filing, "text", quoted, before="The docket says: "))
    elif filing.text is not None:
        sentences += tell.said("The court wrote nothing to this entry")
    sentences += tell.said(tell.value(filing, "answers", before="It answers: "))
    effect = tell.value(filing, "disposition", before="Its effect: ")
    effect += tell.value(filing, "prejudice", before=" ")
    sentences += tell.said(effect, tell.value(filing, "rule", before=", under "))
    return sentences + tell.said(_rulings(filing))


def _rulings(filing: Filing) -> str:
    """“Decides 12 (granted) and 14 (denied)”; “Granted by 31”."""
    decides = [
        f"{name_of_entry(it.motion)} ({RULED[Outcome(it.outcome)]})"
        for it in filing.rulings.all()
        if it.outcome
    ]
    decided = [
        f"{RULED[Outcome(it.outcome)]} by {name_of_entry(it.order)}"
        for it in filing.ruled_by.all()
        if it.outcome
    ]
    said = [f"Decides {joined(decides)}"] if decides else []
    return "; ".join([*said, *([capitalised(joined(decided))] if decided else [])])


def _weight(filing: Filing) -> int:
    if filing.disposition not in {"", Disposition.NONE}:
        return 0
    for weight, kinds in enumerate(_WEIGHTY):
        if filing.kind in kinds:
            return weight
    return 1 if filing.motion_type in _WEIGHTY_MOTIONS else len(_WEIGHTY)


def _inner(words: str) -> str:
    """Words within quotation marks of ours: their own are made single."""
    return " ".join(words.split()).strip('“”"').replace("“", "‘").replace("”", "’")
