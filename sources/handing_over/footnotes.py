"""The footnotes of a memo, numbered as they come: who states a fact, in which words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cases.models import Case
from cases.wording import capitalised, full_stop_after
from sources.bluebook import Run, authority, authority_again, quoted
from sources.facts import Reading
from sources.handing_over.memo import (
    Address,
    Footnote,
    Inline,
    Memo,
    See,
    Sentence,
    Words,
    is_address,
)

LONG = 120  # characters of a passage that is quoted whole once, and by its ends after


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a footnote is to say, before it is known where it stands."""

    readings: tuple[Reading, ...]
    signal: str
    remarks: tuple[str, ...]

    @property
    def says(self) -> tuple[object, ...]:
        """Equal for two that would quote the same words to the same end."""
        quoted = [
            (it.citation.passage_id, it.citation.attributed_to, it.citation.inferred)
            for it in self.readings
        ]
        return (self.signal, self.remarks, *quoted)


@dataclass
class Footnotes:
    """Makes them, first as drafts; `numbered` numbers and words them in the order of the memo.

    A source is cited in full once, and by the number of that footnote after; so is a long passage
    quoted. Facts of one sentence that the same words state have one footnote, after the last.
    """

    case: Case
    _drafts: dict[int, _Draft] = field(default_factory=dict)  # by a number of their own
    _numbers: dict[int, int] = field(default_factory=dict)  # of each footnote, by its draft’s
    _cited: dict[int, int] = field(default_factory=dict)  # each source, in full: in which footnote
    _quoted: dict[int, int] = field(default_factory=dict)  # each passage, whole

    def quoting(
        self, readings: Iterable[Reading], *, signal: str = "", remarks: Sequence[str] = ()
    ) -> Footnote:
        """A draft of one with the words of each passage, then what there is to say of them.

        `signal`: how the passages bear on the text (Bluebook, Rule 1.2): “But see ”.
        """
        each_words_once = {reading.citation.passage_id: reading for reading in readings}
        draft = _Draft(tuple(each_words_once.values()), signal, tuple(remarks))
        name = len(self._drafts) + 1
        self._drafts[name] = draft
        return Footnote(name, ())

    def numbered(self, memo: Memo) -> Memo:
        """A memo with drafts, each a footnote in its place now, and referred to by its number."""
        instead: dict[int, int] = {}
        thinned = memo.with_each(lambda sentence: self._thinned(sentence, instead))
        places = {draft.number: at for at, draft in enumerate(thinned.footnotes, start=1)}
        self._numbers = places | {gone: places[kept] for gone, kept in instead.items()}
        return thinned.with_each(self._worded)

    def _thinned(self, sentence: Sentence, instead: dict[int, int]) -> Sentence:
        """Without the drafts that the next one in the sentence says again."""
        kept: list[Inline] = []
        after: Footnote | None = None
        for inline in reversed(sentence.inlines):
            if isinstance(inline, Footnote):
                if after and self._drafts[inline.number].says == self._drafts[after.number].says:
                    instead[inline.number] = after.number
                    continue
                after = inline
            kept.append(inline)
        return Sentence(tuple(reversed(kept)))

    def _worded(self, sentence: Sentence) -> Sentence:
        return Sentence(tuple(map(self._settled, sentence.inlines)))

    def _settled(self, inline: Inline) -> Inline:
        match inline:
            case Footnote():
                number = self._numbers[inline.number]
                return Footnote(number, tuple(self._words(self._drafts[inline.number], number)))
            case See():
                return See(self._numbers[inline.number])
            case _:
                return inline

    def _words(self, draft: _Draft, number: int) -> Iterator[Words | Address | See]:
        if draft.signal:
            yield Words(draft.signal, italic=True)
        before = None
        for reading in draft.readings:
            passage = reading.citation.passage
            place = (passage.snapshot_id, passage.page)
            if place != before:
                yield from [Words("; ")] if before else []
                yield from self._authority(reading, number)
            before = place
            yield from self._quotation(reading, number)
            yield from (Words(f" [{flag.says}]") for flag in reading.flags)
        if draft.readings:
            yield Words(".")
        for at, remark in enumerate(draft.remarks):
            space = " " if at or draft.readings else ""
            said = capitalised(remark.strip())
            yield Words(f"{space}{said}{full_stop_after(said)}")

    def _authority(self, reading: Reading, number: int) -> Iterator[Words | Address | See]:
        """The source: in full, with the name that it bears from there on, or by that name."""
        source, first = reading.source, self._cited.get(reading.source_id)
        if first is None:
            self._cited[reading.source_id] = number
            for run in authority(reading.citation, case=self.case):
                yield from with_address(run, source.url)
            if not source.publisher:
                yield Words(f" [hereinafter {source.name}]")
            return
        for run in authority_again(reading.citation):
            yield Words(run.text, italic=run.italic)
        if first != number:
            yield from (Words(", "), Words("supra", italic=True), Words(" "), See(first))

    def _quotation(self, reading: Reading, number: int) -> Iterator[Words | See]:
        citation = reading.citation
        first = self._quoted.setdefault(citation.passage_id, number)
        if first == number or len(citation.passage.exact) <= LONG:
            yield Words(quoted(citation, whose=True).text)
            return
        text = quoted(citation, whose=True, ends=LONG // 2).text
        yield from (Words(f"{text.removesuffix(')')}; whole in "), See(first), Words(")"))


def with_address(run: Run, url: str) -> Iterator[Words | Address]:
    """A run, with the source's own address in it as one that can be followed."""
    before, found, after = run.text.rpartition(url) if url else ("", "", run.text)
    if found and is_address(url):
        yield from (Words(before), Address(url))
    else:
        after = run.text
    if after:
        yield Words(after, italic=run.italic)
