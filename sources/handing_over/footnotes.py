"""The footnotes of a memo, numbered as they come: who states a fact, in which words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cases.models import Case
from cases.wording import capitalised, full_stop_after
from sources.bluebook import Run, authority, authority_again, quoted
from sources.facts import Reading
from sources.handing_over.memo import Address, Footnote, Inline, See, Words, is_address


@dataclass
class Footnotes:
    """Makes them; a source is cited in full once, and by the number of that footnote after."""

    case: Case
    count: int = 0
    _first: dict[int, int] = field(default_factory=dict)  # of each source, by its key

    def quoting(
        self, readings: Iterable[Reading], *, signal: str = "", remarks: Sequence[str] = ()
    ) -> Footnote:
        """One footnote with the words of each passage, then what there is to say of them.

        `signal`: how the passages bear on the text (Bluebook, Rule 1.2): “But see ”.
        """
        self.count += 1
        inlines: list[Words | Address | See] = [Words(signal, italic=True)] if signal else []
        before = None
        for reading in self._each_words_once(readings):
            passage = reading.citation.passage
            place = (passage.snapshot_id, passage.page)
            if place != before:
                inlines += [Words("; ")] if before else []
                inlines += self._authority(reading)
            before = place
            inlines.append(Words(quoted(reading.citation, whose=True).text))
            inlines += (Words(f" [{flag.says}]") for flag in reading.flags)
        if inlines:
            inlines.append(Words("."))
        for remark in remarks:
            space = " " if inlines else ""
            said = capitalised(remark.strip())
            inlines.append(Words(f"{space}{said}{full_stop_after(said)}"))
        return Footnote(self.count, tuple(inlines))

    @staticmethod
    def _each_words_once(readings: Iterable[Reading]) -> list[Reading]:
        return list({reading.citation.passage_id: reading for reading in readings}.values())

    def _authority(self, reading: Reading) -> Iterator[Words | Address | See]:
        """The source: in full, with the name that it bears from there on, or by that name."""
        source, first = reading.source, self._first.get(reading.source_id)
        if first is None:
            self._first[reading.source_id] = self.count
            for run in authority(reading.citation, case=self.case):
                yield from with_address(run, source.url)
            if not source.publisher:
                yield Words(f" [hereinafter {source.name}]")
            return
        for run in authority_again(reading.citation):
            yield Words(run.text, italic=run.italic)
        if first != self.count:
            yield from (Words(", "), Words("supra", italic=True), Words(" "), See(first))


def with_address(run: Run, url: str) -> Iterator[Words | Address]:
    """A run, with the source's own address in it as one that can be followed."""
    before, found, after = run.text.rpartition(url) if url else ("", "", run.text)
    if found and is_address(url):
        yield from (Words(before), Address(url))
    else:
        after = run.text
    if after:
        yield Words(after, italic=run.italic)


def of_inlines(inlines: Iterable[Inline]) -> list[Footnote]:
    """The footnotes among some inlines."""
    return [inline for inline in inlines if isinstance(inline, Footnote)]
