"""Parties and their counsel, as a docket report lists them."""

from collections import Counter
from collections.abc import Iterable

from cases.models import Case, Counsel, Party
from sources.dockets.records import CounselRecord, PartyRecord
from sources.merging import strategies
from sources.merging.identity import again, counsel_key, party_key
from sources.merging.settling import Settling

_BY_THE_TABLE = "the role by the table of roles"


def merge_parties(
    settling: Settling, case: Case, records: Iterable[PartyRecord], *, is_new: bool
) -> list[Party]:
    """Find each party again or add it, and its counsel; return the parties of the file."""
    parties = [] if is_new else list(case.parties.all())
    # Somebody may have entered a party by hand, under a key of their own.
    known = {party_key(party.name, party.court_role or party.role): party for party in parties}
    known |= {party.key: party for party in parties}
    counsel: dict[str, Counsel] = {}
    if parties:
        for one in case.counsel.select_related("represents"):
            counsel[counsel_key(one.attorney, one.represents.key)] = one
            counsel[one.key] = one
    met, seen = [], Counter[str]()
    for record in records:
        key = party_key(record.name, record.court_role)
        seen[key] += 1
        key = again(key, seen[key])
        party = known.get(key) or Party(case=case, key=key)
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
    known: dict[str, Counsel],
    seen: Counter[str],
) -> None:
    key = counsel_key(record.attorney or record.firm, party.key)
    seen[key] += 1
    key = again(key, seen[key])
    counsel = known.get(key) or Counsel(case=case, key=key, represents=party)
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
