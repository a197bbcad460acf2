"""Parties and their counsel, as a docket report lists them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from cases.models import Case, Counsel, Party
from sources.dockets.records import CounselRecord, PartyRecord
from sources.merging import strategies
from sources.merging.identity import again, counsel_key, is_again, party_key
from sources.merging.settling import Settling

_BY_THE_TABLE = "the role, from the court’s word for it"

Row = TypeVar("Row", Party, Counsel)


class _Rows(Generic[Row]):
    """The rows that were there, each found once: by its key, or by the key that a file would give.

    Somebody may have entered one by hand, under a key of their own.
    """

    def __init__(self, rows: Iterable[tuple[Row, str]]) -> None:
        self._keys: dict[str, Row] = {}
        self._by_hand: dict[str, list[Row]] = defaultdict(list)
        for row, given in rows:
            self._keys[row.key] = row
            # The second of a name bears the key of the first and a number, and is not the first.
            if not is_again(row.key, given):
                self._by_hand[given].append(row)
        self._found: set[int] = set()

    def row_of(self, given: str, nth: int) -> Row | None:
        """The nth row that a file gives this key."""
        own = self._keys.get(again(given, nth))
        candidates = list(self._by_hand[given])
        if own is not None:
            candidates.insert(0, own)
        for row in candidates:
            if row.pk not in self._found:
                self._found.add(row.pk)
                return row
        return None


def merge_parties(
    settling: Settling, case: Case, records: Iterable[PartyRecord], *, is_new: bool
) -> list[Party]:
    """Find each party again or add it, and its counsel; return the parties of the file."""
    parties = [] if is_new else list(case.parties.all())
    known = _Rows((it, party_key(it.name, it.court_role or it.role)) for it in parties)
    their_counsel = case.counsel.select_related("represents") if parties else []
    counsel = _Rows(
        (it, counsel_key(it.attorney or it.firm, it.represents.key)) for it in their_counsel
    )
    met, seen = [], Counter[str]()
    for record in records:
        given = party_key(record.name, record.court_role)
        seen[given] += 1
        party = known.row_of(given, seen[given])
        party = party or Party(case=case, key=again(given, seen[given]))
        _settle_party(settling, party, record)
        for attorney in record.counsel:
            _merge_counsel(settling, case, party, attorney, counsel, seen)
        met.append(party)
    return met


def _settle_party(settling: Settling, party: Party, record: PartyRecord) -> None:
    believed, place = strategies.PARTY, record.place
    for name, stated, inferred in (
        ("name", record.name, ""),
        ("court_role", record.court_role, ""),
        ("role", record.role, _BY_THE_TABLE),
        ("description", record.description, ""),
        ("terminated_on", record.terminated_on, ""),
    ):
        where = record.role_place or place if name in {"court_role", "role"} else place
        settling.state(party, name, stated, where, believed[name], inferred)
    if party._state.adding:
        settling.pen.add(party)


def _merge_counsel(
    settling: Settling,
    case: Case,
    party: Party,
    record: CounselRecord,
    known: _Rows[Counsel],
    seen: Counter[str],
) -> None:
    given = counsel_key(record.attorney or record.firm, party.key)
    seen[given] += 1
    counsel = known.row_of(given, seen[given])
    counsel = counsel or Counsel(case=case, key=again(given, seen[given]), represents=party)
    for name, stated in (
        ("attorney", record.attorney),
        ("firm", record.firm),
        ("roles", record.roles),
        ("contact", record.contact),
        ("withdrew_on", record.withdrew_on),
    ):
        settling.state(counsel, name, stated, record.place, strategies.COUNSEL[name])
    if counsel._state.adding:
        settling.pen.cite(counsel, "represents", record.place, party.name)
        settling.pen.add(counsel)
    elif counsel.represents_id == party.pk:
        settling.pen.cite(counsel, "represents", record.place, party.name)
