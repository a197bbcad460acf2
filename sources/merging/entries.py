"""Docket entries: each found again by its number, or by its day and words, or added."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cases.docket_text import EntryReading, read_entry
from cases.models import Case, Document, Filing, Party
from sources.dockets.records import EntryRecord
from sources.merging import strategies
from sources.merging.identity import again, numbered_key, unnumbered_key, words_of
from sources.merging.settling import Settling

# What is read from the court's words and cited as such. `disposes` goes with the disposition.
_READ = ("kind", "motion_type", "outcome", "disposition", "prejudice", "rule")
_BY_RULE = "the kind and effect of the entry, read from its words by rule"
# Of two texts of one day without numbers: how alike they are if the court edited one of them.
_EDITED = 80


@dataclass(frozen=True)
class Met:
    """An entry of the file and the row that it became, or is."""

    filing: Filing
    reading: EntryReading
    is_shown: bool  # whether the record shows this text, and not that of another file


@dataclass
class Tally:
    """Entries of a file by what they brought."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def filings_touched(case: Case, entries: Sequence[EntryRecord]) -> list[Filing]:
    """The rows that a notice or feed may name: those of its numbers, and of its days without."""
    numbers = [entry.number for entry in entries if entry.number is not None]
    days = [entry.filed_on for entry in entries if entry.number is None and entry.filed_on]
    rows = case.filings.filter(number__in=numbers)
    if days:
        rows |= case.filings.filter(number=None, filed_on__in=days)
    return list(rows)


def merge_entries(
    settling: Settling,
    case: Case,
    entries: Iterable[EntryRecord],
    rows: Sequence[Filing],
    parties: Sequence[Party],
    tally: Tally,
) -> list[Met]:
    """Bring the rows to what the file states; `rows` are those it can touch."""
    search = _Search(rows)
    by_name = {words_of(party.name): party for party in parties}
    met, seen = [], Counter[str]()
    for entry in entries:
        key = _key(entry)
        seen[key] += 1
        key = again(key, seen[key])
        filing = search.row_of(entry, key) or Filing(case=case, key=key)
        is_new = filing._state.adding
        reading = read_entry(entry.text or None, entry.short)
        _settle(settling, filing, entry, reading)
        _settle_filer(settling, filing, entry, by_name.get(words_of(reading.filed_by)))
        if is_new:
            settling.pen.add(filing)
            for attachment in entry.attachments:
                settling.pen.add(_document(filing, attachment.number, attachment.description))
            tally.new += 1
        elif settling.has_changed(filing):
            if filing.number is None and {"text", "description"} & settling.columns(filing):
                settling.put_along(filing, "key", search.key_for(filing))
            tally.changed += 1
        else:
            tally.unchanged += 1
        met.append(Met(filing, reading, (filing.text or "") == entry.text))
    _add_attachments(settling, met, entries)
    return met


def _key(entry: EntryRecord) -> str:
    if entry.number is not None:
        return numbered_key(entry.number)
    return unnumbered_key(entry.filed_on, entry.text or entry.short)


class _Search:
    """The rows that were there, each found once."""

    def __init__(self, rows: Sequence[Filing]) -> None:
        self._keys = {row.key: row for row in rows}
        self._numbers: dict[int, list[Filing]] = defaultdict(list)
        self._days: dict[str, list[Filing]] = defaultdict(list)
        for row in rows:
            if row.number is not None:
                self._numbers[row.number].append(row)
            else:
                self._days[row.value_of("filed_on")].append(row)
        self._found: set[int] = set()

    def row_of(self, entry: EntryRecord, key: str) -> Filing | None:
        row = self._row_of(entry, key)
        if row is not None:
            self._found.add(row.pk)
        return row

    def _row_of(self, entry: EntryRecord, key: str) -> Filing | None:
        if (row := self._free(self._keys.get(key))) is not None:
            return row
        if entry.number is not None:
            return next(filter(self._free, self._numbers[entry.number]), None)
        alike = [
            (_likeness(row, entry), row) for row in self._days[entry.filed_on] if self._free(row)
        ]
        best = max(alike, key=lambda it: it[0], default=(0.0, None))
        return best[1] if best[0] >= _EDITED else None

    def _free(self, row: Filing | None) -> Filing | None:
        return row if row is not None and row.pk not in self._found else None

    def key_for(self, filing: Filing) -> str:
        """The key that any order of the files would have come to."""
        key = unnumbered_key(filing.value_of("filed_on"), filing.text or filing.description)
        taken = {known for known, row in self._keys.items() if row is not filing}
        nth = 1
        while again(key, nth) in taken:
            nth += 1
        return again(key, nth)


def _likeness(row: Filing, entry: EntryRecord) -> float:
    """0 to 100. A feed gives only an event's name, which begins or ends up in its text."""
    have, states = words_of(row.text or ""), words_of(entry.text)
    if have and states:
        return fuzz.ratio(have, states)
    name, text = (words_of(entry.short), have) if have else (words_of(row.description), states)
    if not name:
        return 0.0
    return 100.0 if name == text or text.startswith(name) else 0.0


def _settle(settling: Settling, filing: Filing, entry: EntryRecord, reading: EntryReading) -> None:
    believed, place = strategies.FILING, _place(entry)
    before = (filing.text, filing.description)
    number = "" if entry.number is None else str(entry.number)
    for name, stated in (
        ("number", number),
        ("filed_on", entry.filed_on),
        ("entered_on", entry.entered_on),
        ("description", entry.short),
        ("text", entry.text),
    ):
        settling.state(filing, name, stated, place, believed[name])
    if filing._state.adding and not entry.text and not entry.short:
        filing.text = ""  # the court wrote nothing, as against: nobody has looked
    if filing._state.adding:
        for name in _READ:
            if value := getattr(reading, name):
                settling.state(
                    filing,
                    name,
                    str(value),
                    place,
                    believed[name],
                    _BY_RULE,
                )
        filing.disposes = reading.disposes.value
        return
    _follow_the_text(settling, filing, reading, place, before)


def _follow_the_text(
    settling: Settling,
    filing: Filing,
    reading: EntryReading,
    words: tuple[int, int],
    before: tuple[str | None, str],
) -> None:
    """Of a row that was there: what is read in its words changes with them."""
    was = read_entry(*before)
    now = read_entry(filing.text, filing.description)
    for name in (*_READ, "disposes"):
        shown, old, new = getattr(filing, name), getattr(was, name), getattr(now, name)
        # What is not what the rules read there was written by a person.
        if shown == old and not settling.known.decided_by_a_person(filing, name):
            settling.put_along(filing, name, str(new))
    for name in _READ:
        if value := getattr(reading, name):
            settling.cite_read(filing, name, str(value), words, strategies.FILING[name], _BY_RULE)


def _place(entry: EntryRecord) -> tuple[int, int]:
    """All of an entry is cited from its line: one passage, and what is read beside what is read."""
    return (entry.place.start, entry.place.end)


def _settle_filer(
    settling: Settling, filing: Filing, entry: EntryRecord, party: Party | None
) -> None:
    """Who filed it, where the text names a party that this very file lists."""
    if party is None:
        return
    if filing.filed_by_id is None and not filing.filed_by:
        settling.put_along(filing, "filed_by", party)
    settling.pen.cite(filing, "filed_by", _place(entry), party.name)


def _document(filing: Filing, number: int | None, description: str) -> Document:
    return Document(filing=filing, attachment=number, description=description[:500])


def _add_attachments(
    settling: Settling, met: Sequence[Met], entries: Iterable[EntryRecord]
) -> None:
    """Those that a row which was there has not yet."""
    wanted = [
        (one.filing, attachment)
        for one, entry in zip(met, entries, strict=True)
        if not one.filing._state.adding
        for attachment in entry.attachments
    ]
    if not wanted:
        return
    there = set(
        Document.objects.filter(filing__in={filing for filing, _ in wanted}).values_list(
            "filing_id", "attachment"
        )
    )
    for filing, attachment in wanted:
        if (filing.pk, attachment.number) not in there:
            there.add((filing.pk, attachment.number))
            settling.pen.add(_document(filing, attachment.number, attachment.description))
