"""How a memo begins: what case it is of, and where that stands."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import cast

from cases.models import Case, Filing, FilingKind
from cases.wording import apart, capitalised, counted, figured
from sources.facts import CaseFacts
from sources.handing_over.memo import Block, Paragraph, Section, Sentence, Table, Words
from sources.handing_over.telling import INFERRED, NO_SOURCE, Teller
from sources.handing_over.texts import moment
from sources.models import SignOff, Target
from sources.wording import changed_since

_RULINGS = {FilingKind.ORDER, FilingKind.JUDGMENT}
_GLANCE = (
    *("filed_on", "terminated_on", "seat", "nature_of_suit", "jurisdiction", "jury_demand"),
    *("demand", "class_status", "class_definition", "class_size", "mdl_status", "appeal_from"),
    *("converted_on", "discharged_on"),
)


def heading(tell: Teller) -> tuple[tuple[str, Sentence], ...]:
    """The caption, the court, the docket number and the judge, as the first thing to be read."""
    case = tell.record.case
    known = {
        "Case": tell.value(case, "caption", bold=True),
        "Court": tell.value(case, "court"),
        "No.": tell.value(case, "docket_number"),
        "Judge": tell.value(case, "judges"),
    }
    return tuple(
        (label, Sentence(tuple(value) or (Words("not known"),))) for label, value in known.items()
    )


def preamble(tell: Teller, made: datetime, texts: int) -> tuple[Block, ...]:
    """What the paper is, from what it was made, and how to read its marks."""
    origin = (
        f"Made by Case Tracker on {moment(made)}, from {counted(texts, 'text')} of "
        f"{counted(len(tell.record.sources), 'source')}, named with their moment and hash at "
        "the end. Each footnote quotes the words that state what stands before it in its "
        "sentence, back to the footnote before."
        if texts
        else f"Made by Case Tracker on {moment(made)}. No source is cited for this case yet."
    )
    legend = (
        f"{NO_SOURCE}: shown, and no source states it. {INFERRED}: no source states it in full, "
        "and the footnote says why it is shown. “But see”: a source that states otherwise."
    )
    return (
        Paragraph((Sentence((Words(origin),)),)),
        Paragraph((Sentence((Words(legend),)),)),
        *tell.differences(),
    )


def where_it_stands(tell: Teller, signed: SignOff | None) -> Section:
    """The standing in a sentence, what the case is about, and what its evidence amounts to."""
    record = tell.record
    case = record.case
    blocks: list[Block] = tell.paragraphs(_standing(tell))
    blocks += tell.paragraphs(tell.said(tell.value(case, "summary")))
    blocks.append(Paragraph(tuple(Sentence((Words(s),)) for s in _evidence(record, signed))))
    labels = {it.field: capitalised(it.label) for it in case.citable}
    rows = [
        ((Sentence((Words(labels[name]),)),), (Sentence(tuple(value)),))
        for name in _GLANCE
        if (value := tell.value(case, name))
    ]
    if rows:
        blocks.append(Table(("", ""), (1, 3), tuple(rows)))
    blocks += tell.differences()
    return Section("Where it stands", tuple(blocks))


def _standing(tell: Teller) -> list[Sentence]:
    record = tell.record
    case, end = record.case, record.disposing
    if end is not None:
        said = tell.said(
            "The case is closed: ",
            tell.value(end, "disposition"),
            tell.value(end, "prejudice", before=" "),
            f" by docket entry {end.number}" if end.number is not None else "",
            tell.value(end, "rule", before=" under "),
            tell.value(end, "filed_on", before=" on "),
            _after(case, end),
        )
    elif case.terminated_on:
        ended_on = tell.value(case, "terminated_on")
        said = tell.said("The case is closed: it ended on ", ended_on)
        said += tell.said("The record does not say how")
    elif case.filed_on:
        said = tell.said("The case is open: it was filed on ", tell.value(case, "filed_on"))
        said += tell.said("Nothing in the record says that it has ended")
    else:
        said = tell.said("It is not known where the case stands")
        said += tell.said("The record says neither when it was filed nor whether it has ended")
    filings = cast("Sequence[Filing]", record.all_rows(Target.FILING))
    is_closed = end is not None or case.terminated_on is not None
    if is_closed and not any(filing.kind in _RULINGS for filing in filings):
        said += tell.said("The record has no order and no judgment of the court")
    elif not is_closed and filings:
        said += tell.said(
            tell.value(filings[0], "filed_on", before="The latest docket entry is of ")
        )
    return said


def _after(case: Case, end: Filing) -> str:
    """“, nine days after it was filed”"""
    if end.filed_on is None or case.filed_on is None or end.filed_on < case.filed_on:
        return ""
    days = (end.filed_on - case.filed_on).days
    return f", {apart(days)} after it was filed" if days else ", the day it was filed"


def _evidence(record: CaseFacts, signed: SignOff | None) -> Iterator[str]:
    """How far one may lean on it."""
    total, disputed, undecided = len(record), len(record.disputed), len(record.undecided)
    if record.sourced == total:
        yield f"Each of the {figured(total, 'fact')} of the record has a source."
    else:
        yield (
            f"Of {figured(total, 'fact')} of the record, {record.sourced:,} have a source; what "
            "has none is listed in the part “What is unsourced”."
        )
    if not disputed:
        yield "No two sources differ."
    else:
        still = (
            f"{undecided:,} of them undecided" if undecided < disputed else "none of them decided"
        )
        yield (
            f"Sources differ on {figured(disputed, 'fact')}, "
            f"{still if undecided else 'all of them decided'}: see the part “What is disputed”."
        )
    if changed := changed_since(record.counted):
        yield f"{changed}; their footnotes say what changed."
    if signed is None:
        yield "No attorney has signed the case off."
    elif signed.reopened_at is None:
        who = signed.signed_by.get_full_name() or signed.signed_by.get_username()
        remark = f": {signed.remark}" if signed.remark else ""
        yield f"Signed off by {who} on {moment(signed.signed_at)}{remark}."
    else:
        yield (
            f"The sign-off of {moment(signed.signed_at)} does not stand any more: "
            f"{signed.reopened_because.rstrip('.')}."
        )
