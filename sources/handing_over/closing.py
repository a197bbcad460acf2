"""How a memo ends: what is disputed, what has no source, and on which texts it rests."""

from collections.abc import Iterator

from django.utils import timezone

from cases.citable import WHOLE_ROW
from cases.wording import capitalised, figured, full_stop_after, joined, plain_day
from sources.facts import CaseFacts, Fact
from sources.handing_over.memo import (
    Address,
    Block,
    Inline,
    Paragraph,
    Section,
    See,
    Sentence,
    Table,
    Words,
    is_address,
)
from sources.handing_over.telling import Teller, cut, prose, subject_of
from sources.handing_over.texts import QuotedText
from sources.models import Source
from sources.wording import possessive

_NAME, _VALUE = 90, 200  # characters
_ENDS = (".", "?", "!")


def further(tell: Teller) -> Section | None:
    """Facts of the record that no sentence above has told; None where all are told."""
    blocks: list[Block] = []
    for fact in tell.record:
        if fact.id not in tell.told and fact.value:
            of = f", {cut(fact.subject, _NAME)}" if fact.subject else ""
            value = prose(fact, fact.value)
            told = tell.said(f"{fact.label}{of}: ", [Words(value), *tell.marks(fact)])
            blocks += tell.paragraphs(told, is_point=True)
    return Section("Also recorded", tuple(blocks)) if blocks else None


def disputed(tell: Teller) -> Section:
    """Each fact that sources differ on, and which source says what."""
    record = tell.record
    rows = []
    for fact in record:
        if fact.disputed:
            subject = cut(fact.subject, _NAME)
            name = capitalised(subject_of(fact))
            what = f"{name}: {subject}" if subject else name
            rows.append(((Sentence((Words(what),)),), tuple(_who_says_what(tell, fact))))
    elsewhere = len(record.disputed) - len(rows)
    blocks: list[Block] = []
    if rows:
        head = ("What", "Who says what; the value shown is bold")
        blocks.append(Table(head, (2, 5), tuple(rows)))
    if elsewhere:
        what = figured(elsewhere, "fact")
        words = f"Sources differ on {what} more, of rows that this memo does not tell."
        blocks.append(_words(words))
    return Section("What is disputed", tuple(blocks or [_words("No two sources differ.")]))


def unsourced(tell: Teller) -> Section:
    """What is shown without a source, what no source states, and what awaits to be recorded."""
    blocks: list[Block] = []
    for fact in tell.unsourced:
        blocks.append(_point(f"{_name_of(fact)}: {prose(fact, fact.value)}", fact))
    for fact in tell.record:
        if not fact.value and not fact.sourced and fact.citable.field != WHOLE_ROW:
            blocks.append(_point(f"{_name_of(fact)}: not known", fact))
        elif fact.unrecorded:
            readings = [reading for reading in fact.readings if not reading.agrees]
            stated = joined(list(dict.fromkeys(f"“{it.stated}”" for it in readings)))
            said: list[Inline] = [
                Words(f"{_name_of(fact)}: stated, and not recorded yet: {stated}."),
                tell.notes.quoting(readings),
            ]
            blocks.append(Paragraph((Sentence(tuple(said)),), is_point=True))
    more = sum(not it.sourced and bool(it.value) for it in tell.record.others.values())
    if more:
        what = figured(more, "fact")
        blocks.append(_words(f"{what} more, of rows that this memo does not tell."))
    none = _words("All that is shown has a source.")
    return Section("What is unsourced", tuple(blocks or [none]))


def sources(record: CaseFacts, texts: list[QuotedText]) -> Section:
    """The sources, each with the texts of it that were quoted."""
    rows = []
    for source in record.sources:
        leaning = sum(any(r.source_id == source.pk for r in it.readings) for it in record.counted)
        quoted = [it for it in texts if it.source.pk == source.pk]
        told = [it.in_words for it in quoted] or ["Cited for rows that this memo does not tell."]
        texts_told = tuple(Sentence((Words(it),)) for it in told)
        figure = (Sentence((Words(f"{leaning:,}"),)),)
        rows.append(((Sentence(tuple(_source(source))),), texts_told, figure))
    if not rows:
        return Section("Sources", (_words("No source is cited for this case yet."),))
    return Section("Sources", (Table(("Source", "Text quoted", "Facts"), (5, 5, 1), tuple(rows)),))


def _source(source: Source) -> Iterator[Inline]:
    yield Words(source.name, bold=True)
    if source.author:
        yield Words(f", {source.author}")
    yield Words(", ")
    yield Words(source.title or "title not known", italic=bool(source.title))
    when = plain_day(source.published) if source.published else "date not known"
    yield Words(f", {source.get_kind_display()}, {when}")
    if source.origin not in {"", source.publisher}:
        yield Words(f", repeats {possessive(source.origin)} report")
    if is_address(source.url):
        yield from (Words(", "), Address(source.url))


def _who_says_what(tell: Teller, fact: Fact) -> Iterator[Sentence]:
    """A line for each value: “21 January 2025: the Gazette and the Herald, fn. 9.”"""
    numbers = tell.versions.get(fact.id, {})
    stated = [version for version in fact.versions if version.readings]
    if not stated[0].adopted:
        shown = cut(prose(fact, fact.value), _VALUE)
        yield Sentence((Words(shown or "Nothing", bold=True), Words(" is shown; none states it.")))
    for version in stated:
        plain = fact.value if version.adopted else version.readings[0].citation.stated_value
        value = cut(prose(fact, plain) or "nothing", _VALUE)
        value = f"“{value}”" if value.endswith(_ENDS) else value  # which a colon follows
        names = joined(list(dict.fromkeys(reading.source.name for reading in version.readings)))
        number = numbers.get(version.value)
        place: list[Inline] = [Words(", "), See(number)] if number else []
        yield Sentence(
            (Words(value, bold=version.adopted), Words(f": {names}"), *place, Words("."))
        )
    if fact.undecided:
        yield Sentence((Words("Not decided."),))
    elif fact.decision and (who := fact.decision.decided_by):
        name = who.get_full_name() or who.get_username()
        day = plain_day(timezone.localdate(fact.decision.decided_at))
        yield Sentence((Words(f"Decided by {name} on {day}."),))


def _name_of(fact: Fact) -> str:
    subject = cut(fact.subject, _NAME)
    return f"{fact.label} ({subject})" if subject else fact.label


def _point(said: str, fact: Fact) -> Paragraph:
    """Said with the reason, where somebody has looked."""
    reason = (
        fact.decision.reason.strip() if fact.decision else "Nobody has looked for a source yet."
    )
    first = f"{said}{full_stop_after(said)}"
    reason = f"{capitalised(reason)}{full_stop_after(reason)}"
    return Paragraph((Sentence((Words(first),)), Sentence((Words(reason),))), is_point=True)


def _words(said: str) -> Paragraph:
    return Paragraph((Sentence((Words(said),)),))
