"""Facts told in sentences: the value, its footnotes, and who says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.citable import WHOLE_ROW, Kind
from cases.dates import PartialDate
from cases.models import CitedModel
from cases.presenting import in_words
from cases.wording import capitalised, full_stop_after, spelled
from sources.facts import CaseFacts, Fact, Version
from sources.handing_over.footnotes import Footnotes
from sources.handing_over.memo import (
    Block,
    Footnote,
    Inline,
    Paragraph,
    See,
    Sentence,
    Words,
)
from sources.models import Basis

NO_SOURCE, INFERRED = "[no source]", "[inferred]"
NOT_SO = "[no source states it so]"
_SHORT, _LONGEST = 60, 300  # characters of a value in the middle of a sentence
_MOVES_BEFORE_A_MARK = ".,;:"
_ENDS = (".", "?", "!", ".”", "?”", "!”", "…”", ".’”")

# What a sentence says that sources differ on, where “the” and the label would be no English.
_SUBJECTS = {
    "filed": "when it was filed",
    "entered": "when it was entered",
    "ended": "when it ended",
    "converted": "when it was converted",
    "discharged": "when the debtor was discharged",
    "terminated": "when the party left the case",
    "appeared": "when counsel appeared",
    "withdrew": "when counsel withdrew",
    "filed by": "who filed it",
    "answers": "what it answers",
    "against": "whom it is against",
    "represents": "whom counsel represents",
    "disposed of by": "what disposed of it",
    "appeal from": "what is appealed from",
    "person or organization": "whether it is a person or an organization",
    "as a whole": "whether it is so",
    "cause in the docket’s words": "the cause in the docket’s words",
    "how the parties stand to it": "whether it is alleged",
    "where it stands": "where it was said",
}
_AS_THEY_ARE = ("what ", "how ", "where ", "the ")
_GIVEN = {Kind.DATE, Kind.MONEY}


@dataclass
class Teller:
    """Tells the facts of a case one after the other, and remembers what it has told."""

    record: CaseFacts
    notes: Footnotes
    told: set[str] = field(default_factory=set)
    unsourced: list[Fact] = field(default_factory=list)
    # By the fact's id: the footnote of each value that sources give, the value shown first.
    versions: dict[str, dict[str, int]] = field(default_factory=dict)
    _to_be_said: list[Fact] = field(default_factory=list)

    def value(
        self,
        row: CitedModel,
        name: str,
        words: str = "",
        *,
        before: str = "",
        with_row: bool = False,
        **look: bool,
    ) -> list[Inline]:
        """A value with its footnotes, after the words `before`; nothing where there is none.

        `words` instead of the value's own; `with_row`: with the passages that state the row.
        """
        fact = self.record.of(row, name)
        shown = words or (prose(fact, fact.value) if fact else "")
        if fact is None or not fact.value or not shown:
            return []
        whole = self.record.of(row, WHOLE_ROW) if with_row else None
        start: list[Inline] = [Words(before)] if before else []
        return [*start, Words(shown, **look), *self.marks(fact, whole)]

    def row(self, row: CitedModel) -> list[Inline]:
        """The footnotes for a row as a whole, where passages state it and no value has told so."""
        fact = self.record.of(row, WHOLE_ROW)
        return self.marks(fact) if fact and fact.sourced and fact.id not in self.told else []

    def marks(self, fact: Fact, whole: Fact | None = None) -> list[Inline]:
        """The footnotes of a fact and what is to be known of it at a glance."""
        if fact.id in self.told:
            return self._again(fact)
        self.told.add(fact.id)
        if whole is not None and whole.id in self.told:
            whole = None
        supporting = [reading for reading in fact.readings if reading.agrees]
        if whole is not None:
            self.told.add(whole.id)
            supporting += [reading for reading in whole.readings if reading.agrees]
        marks: list[Inline] = []
        if fact.inferred:
            marks.append(Words(f" {INFERRED}"))
        elif not supporting and fact.value:
            marks.append(Words(f" {NOT_SO if fact.sourced else NO_SOURCE}"))
            self.unsourced.append(fact)
        remarks = list(_remarks(fact))
        numbers = self.versions.setdefault(fact.id, {})
        if supporting or remarks:
            note = self.notes.quoting(supporting, remarks=remarks)
            marks.append(note)
            numbers[fact.shown] = note.number
            if whole is not None:
                self.versions[whole.id] = {whole.shown: note.number}
        for disputed in (fact, whole):
            if disputed is not None and disputed.disputed:
                self._to_be_said.append(disputed)
                marks += self._otherwise(disputed)
        return marks

    @staticmethod
    def said(*parts: "str | Iterable[Inline]") -> list[Sentence]:
        """One sentence of these parts; none where they are empty."""
        inlines = joined_up(parts)
        return [Sentence(ended(inlines))] if inlines else []

    def paragraphs(self, sentences: Iterable[Sentence], *, is_point: bool = False) -> list[Block]:
        """A paragraph, and an aside on each fact told in it that sources differ on."""
        told = tuple(sentences)
        return [*([Paragraph(told, is_point=is_point)] if told else []), *self.differences()]

    def differences(self) -> list[Block]:
        """What sources differ in, of the facts told since it was last said: an aside for each."""
        waiting, self._to_be_said = self._to_be_said, []
        return [Paragraph((self._difference(fact),), is_aside=True) for fact in waiting]

    def _again(self, fact: Fact) -> list[Inline]:
        """A fact told before: by the number of its first footnote, or the mark that it bore."""
        numbers = self.versions[fact.id]
        if fact in self.unsourced:
            return [Words(f" {NO_SOURCE}")]
        return [Words(" ("), See(min(numbers.values())), Words(")")] if numbers else []

    def _otherwise(self, fact: Fact) -> list[Footnote]:
        made = []
        for version in fact.versions:
            if not version.adopted:
                note = self.notes.quoting(version.readings, signal="But see ")
                self.versions.setdefault(fact.id, {})[version.value] = note.number
                made.append(note)
        return made

    def _difference(self, fact: Fact) -> Sentence:
        inlines: list[Inline] = [Words(f"Sources differ on {subject_of(fact)}: ")]
        numbers = self.versions.get(fact.id, {})
        stated = [version for version in fact.versions if version.readings]
        for place, version in enumerate(stated):
            start = "; " if place else ""
            who = spelled(version.sources)
            if not place:
                who += " source" if version.sources == 1 else " sources"
            inlines.append(Words(f"{start}{who} {_says(fact, version)}"))
            if version.value in numbers:
                inlines += [Words(", "), See(numbers[version.value])]
        if stated and not stated[0].adopted:
            inlines.append(Words("; none states what is shown"))
        inlines.append(Words(f". {_decided(fact)}"))
        return Sentence(ended(inlines))


def prose(fact: Fact, value: str) -> str:
    """A value as a sentence has it: 21 January 2025, August 2024, $1,000, voluntarily dismissed."""
    if fact.citable.kind is Kind.DATE:
        try:
            return str(PartialDate.parse(value))
        except ValueError:
            return value
    return in_words(fact.row, fact.citable, value)


def subject_of(fact: Fact) -> str:
    """What a fact is about, after “on”: when it was filed, the docket number."""
    label = fact.citable.label
    as_it_is = label.startswith(_AS_THEY_ARE)
    return _SUBJECTS.get(label, label if as_it_is else f"the {label}")


def joined_up(parts: "Iterable[str | Iterable[Inline]]") -> list[Inline]:
    """Parts as inlines, a full stop or comma before the footnotes that it would follow."""
    inlines: list[Inline] = []
    for part in parts:
        for inline in [Words(part)] if isinstance(part, str) else part:
            if not isinstance(inline, Words):
                inlines.append(inline)
            elif inline.text:
                moved = inline.text[0] if inline.text[0] in _MOVES_BEFORE_A_MARK else ""
                if moved and _put_before_marks(inlines, moved):
                    inline = Words(inline.text[1:], inline.italic, inline.bold)  # noqa: PLW2901
                if inline.text:
                    inlines.append(inline)
    return inlines


def ended(inlines: list[Inline]) -> tuple[Inline, ...]:
    """A sentence with the full stop at its end, before the footnotes; a capital at its start."""
    said = list(inlines)
    if said and isinstance(said[0], Words):
        said[0] = Words(capitalised(said[0].text), said[0].italic, said[0].bold)
    last = next((it for it in reversed(said) if not isinstance(it, Footnote)), None)
    text = last.text.rstrip() if isinstance(last, Words | See) else ""
    if not text.endswith(_ENDS) and not _put_before_marks(said, "."):
        said.append(Words("."))
    return tuple(said)


def _put_before_marks(inlines: list[Inline], mark: str) -> bool:
    """Put a punctuation mark after the last words, if only footnotes follow these."""
    for place in range(len(inlines) - 1, -1, -1):
        last = inlines[place]
        if isinstance(last, Words):
            inlines[place] = Words(f"{last.text}{mark}", last.italic, last.bold)
            return True
        if not isinstance(last, Footnote):
            break
    return False


def _remarks(fact: Fact) -> Iterable[str]:
    """What a footnote says besides the passages: why the value is shown, where none states it."""
    decision = fact.decision
    if decision is None or fact.disputed:  # of a disputed fact, the text says why
        return
    if decision.basis == Basis.INFERENCE:
        yield f"Inferred: {decision.reason}"
    elif decision.basis == Basis.UNSOURCED and fact.value:
        yield decision.reason


def _says(fact: Fact, version: Version) -> str:
    """“gives 21 January 2025”, “state “social media platform””, “state it so”."""
    is_one = version.sources == 1
    plain_value = fact.value if version.adopted else version.readings[0].citation.stated_value
    value = prose(fact, plain_value) or "nothing"
    if fact.citable.kind in _GIVEN:
        return f"{'gives' if is_one else 'give'} {value}"
    verb = "state" if fact.citable.kind is not Kind.CHOICE else "give"
    verb += "s" if is_one else ""
    if version.adopted and len(value) > _SHORT:
        return f"{verb} it so"
    return f"{verb} “{_inner(cut(value, _LONGEST))}”"


def _decided(fact: Fact) -> str:
    """Why the value shown is shown."""
    decision = fact.decision
    if decision is None:
        return "Nobody has decided between them yet."
    reason = decision.reason.strip()
    reason = f"{capitalised(reason)}{full_stop_after(reason)}"
    if fact.stale_decision:
        was = prose(fact, decision.value) or "nothing"
        start = f"It was decided for “{cut(was, _SHORT)}”, and the record changed since: "
    elif decision.basis == Basis.INFERENCE:
        start = "What is shown is inferred: "
    else:
        shown = prose(fact, fact.value)
        said = shown if fact.citable.kind in _GIVEN else f"“{_inner(shown)}”"
        longer = "the first" if fact.supporting else "what is shown"
        start = f"The record adopts {said if len(shown) <= _SHORT else longer}: "
    if fact.undecided and not fact.stale_decision:
        reason += " A source that states otherwise has come since, and is not considered in it."
    return capitalised(f"{start}{reason}")


def cut(words: str, length: int) -> str:
    """Words on one line, ended after a whole word where there are more characters than these."""
    words = " ".join(words.split())
    return words if len(words) <= length else f"{words[:length].rsplit(' ', 1)[0]}…"


def _inner(words: str) -> str:
    """Words within quotation marks of ours, which marks of their own would end."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "'")
