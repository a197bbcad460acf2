"""The page of saved filters: what each finds, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from cases.filters import CaseFilter, courts_in_use
from cases.list_address import Address
from cases.list_words import what_cases
from cases.models import Case, Court, SavedFilter


@dataclass(frozen=True)
class SavedLine:
    """A saved filter, and what it finds in a sentence."""

    saved: SavedFilter
    words: str
    feed: str


def lines_of(saved: Iterable[SavedFilter], key: str) -> list[SavedLine]:
    """Two queries, however many there are; `key` is that of whoever reads the feeds."""
    addresses = [(one, Address.of(QueryDict(one.query))) for one in saved]
    ids = {court for _, address in addresses for court in address.values("court")}
    courts = courts_in_use().in_bulk(ids) if ids else {}
    return [
        SavedLine(
            one, _words(address, courts), f"{reverse('cases:saved_feed', args=[one.pk])}?key={key}"
        )
        for one, address in addresses
    ]


def _words(address: Address, courts: Mapping[str, Court]) -> str:
    found = CaseFilter(QueryDict(address.query), Case.objects.all(), courts=courts)
    return what_cases(found.holding, address.given)
