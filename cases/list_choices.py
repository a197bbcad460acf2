"""The choices beside the list: of each kind the most frequent, with what each would leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.facets import Facets
from cases.kinds import Disposition, Status
from cases.list_address import Address
from cases.list_words import year_of
from cases.models import Court

FIRST_SHOWN = 8
MOST_SHOWN = 100


@dataclass(frozen=True)
class Choice:
    """A value that one may choose, or take back: its words, its number, where it leads."""

    key: str  # unique on the page
    words: str
    cases: int
    address: str
    is_chosen: bool
    title: str = ""  # the words in full, where they are short

    @property
    def number(self) -> str:
        """1,284"""
        return f"{self.cases:,}"


@dataclass(frozen=True)
class Choices:
    """What there is to choose of one kind."""

    name: str
    label: str
    shown: Sequence[Choice]
    further: Sequence[Choice]
    untold: int  # how many more there are, to be typed into a box

    def __bool__(self) -> bool:
        return bool(self.shown)


def choices_of(facets: Facets, address: Address, holding: Mapping[str, Any]) -> list[Choices]:
    """Courts are named by one query; the others need none."""
    counts = facets.counts
    found = [
        _group("statute", "Statute", _statutes(facets, address, holding)),
        _group("court", "Court", _courts(counts["court"], address, holding)),
        _group("filed_year", "Year filed", _years(counts["filed_year"], address, holding)),
        _group("status", "Status", _labelled("status", Status, counts, address, holding)),
        _group(
            "disposition",
            "Disposition",
            _labelled("disposition", Disposition, counts, address, holding),
        ),
        _group("nature_of_suit", "Nature of suit", _natures(counts, address, holding)),
    ]
    return [group for group in found if group]


def _group(name: str, label: str, choices: Iterable[Choice]) -> Choices:
    """What is chosen first, so that it can be taken back, then the most frequent."""
    ordered = sorted(choices, key=lambda choice: not choice.is_chosen)
    chosen = sum(choice.is_chosen for choice in ordered)
    first = max(FIRST_SHOWN, chosen)
    # One more is no longer than the words that would hide it.
    first += len(ordered) == first + 1
    return Choices(
        name, label, ordered[:first], ordered[first:MOST_SHOWN], max(0, len(ordered) - MOST_SHOWN)
    )


def _statutes(facets: Facets, address: Address, holding: Mapping[str, Any]) -> Iterable[Choice]:
    chosen = address.values("statute") if "statute" in holding else ()
    known = {str(ref) for refs in holding.get("statute", ()) for ref in refs if len(refs) == 1}
    for found in facets.statutes:
        statute = found.statute
        if statute.citation in known and statute.citation not in chosen:
            continue  # chosen in another spelling
        yield _choice(
            "statute", statute.citation, statute.citation, found.cases, address, chosen,
            title=statute.popular_name,
        )  # fmt: skip


def _courts(counts: Mapping[Any, int], address: Address, holding: Any) -> Iterable[Choice]:
    chosen = [court.pk for court in holding.get("court", ())]
    ids = [one for one in counts if one is not None]
    offered = list(dict.fromkeys([*chosen, *ids]))[:MOST_SHOWN]
    courts = Court.objects.in_bulk(offered)
    for one in offered:
        if one in courts:
            court = courts[one]
            yield _choice("court", one, court.short, counts.get(one, 0), address, chosen,
                          title=court.name if court.name != court.short else "")  # fmt: skip
    for one in ids[len(offered) :]:
        yield _choice("court", one, one, counts[one], address, chosen)


def _labelled(
    name: str, kinds: Any, counts: Mapping[str, Mapping[Any, int]], address: Address, holding: Any
) -> Iterable[Choice]:
    chosen = holding.get(name, ())
    values = [value for value in counts[name] if value]
    for value in dict.fromkeys([*chosen, *values]):
        words = str(kinds(value).label)
        yield _choice(name, value, words, counts[name].get(value, 0), address, chosen)


def _natures(
    counts: Mapping[str, Mapping[Any, int]], address: Address, holding: Mapping[str, Any]
) -> Iterable[Choice]:
    of_each = counts["nature_of_suit"]
    chosen = [one for one in holding.get("nature_of_suit", ()) if one in of_each]
    for value in dict.fromkeys([*chosen, *(value for value in of_each if value)]):
        yield _choice("nature_of_suit", value, value, of_each[value], address, chosen)


def _years(counts: Mapping[Any, int], address: Address, holding: Any) -> Iterable[Choice]:
    """The newest first: years are looked for by their order, not their number."""
    chosen = year_of(holding.get("filed_after"), holding.get("filed_before"))
    years = sorted({year for year in [*counts, chosen] if year}, reverse=True)
    for year in years:
        if year == chosen:
            to = address.without("filed_after", "filed_before")
        else:
            to = address.with_only("filed_after", f"{year:04}-01-01")
            to = to.with_only("filed_before", f"{year:04}-12-31")
        yield Choice(f"filed-{year}", str(year), counts.get(year, 0), _written(to), year == chosen)


def _choice(
    name: str,
    value: str,
    words: str,
    cases: int,
    address: Address,
    chosen: Sequence[str],
    title: str = "",
) -> Choice:
    is_chosen = value in chosen
    to = address.without_value(name, value) if is_chosen else address.adding(name, value)
    key = f"{name.replace('_', '-')}-{_key(value)}"
    return Choice(key, words, cases, _written(to), is_chosen, title)


def _key(value: str) -> str:
    """What an id may hold, of any value; the same for the same."""
    return "".join(
        sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}" for sign in value
    )


def _written(address: Address) -> str:
    """For a link: an empty one would lead to the page as it is."""
    return str(address) or "?"
