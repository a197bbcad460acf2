"""Which orders decide which motions, as the entries' own words say."""

from collections.abc import Mapping, Sequence

from cases.docket_text import read_entry
from cases.kinds import Outcome
from cases.models import Case, Filing, Ruling

Rulings = Sequence[tuple[int, Outcome]]


def read_rulings(case: Case, readings: Mapping[int, Rulings], *, whole: bool) -> None:
    """Bring the rulings of a case to what its entries say.

    `readings`: by the key of an entry just read, the numbers that it decides. `whole`: these are
    all entries that anybody knows of; else orders that came before the motion are looked up too.
    What a person said of an order and a motion stays.
    """
    said = {pk: rulings for pk, rulings in readings.items() if rulings}
    if not whole and readings:
        said |= _orders_on(case, list(readings))
    there = {
        (ruling.order_id, ruling.motion_id): ruling
        for ruling in Ruling.objects.filter(order__in=readings.keys() | said.keys())
    }
    if not said and not there:
        return
    wanted = _resolved(case, said)
    for place, ruling in there.items():
        if not ruling.by_hand and place not in wanted:
            ruling.delete()
    new = [
        Ruling(order_id=order, motion_id=motion, outcome=outcome)
        for (order, motion), outcome in wanted.items()
        if (order, motion) not in there
    ]
    Ruling.objects.bulk_create(new)
    for place, ruling in there.items():
        outcome = wanted.get(place, ruling.outcome)
        if not ruling.by_hand and ruling.outcome != outcome:
            ruling.outcome = outcome
            ruling.save(update_fields=["outcome"])


def _orders_on(case: Case, entries: Sequence[int]) -> dict[int, Rulings]:
    """Entries that may decide one of these, though they came here before it did."""
    numbers = case.filings.filter(pk__in=entries, number__isnull=False)
    named = "|".join(str(number) for number in numbers.values_list("number", flat=True))
    if not named:
        return {}
    orders = case.filings.filter(text__iregex=rf"\m({named})\M").exclude(pk__in=entries)
    read = {order.pk: read_entry(order.text).rulings for order in orders.only("text")}
    return {pk: rulings for pk, rulings in read.items() if rulings}


def _resolved(case: Case, said: Mapping[int, Rulings]) -> dict[tuple[int, int], Outcome]:
    """From numbers to entries. A number that the docket has not (yet) is left out."""
    numbers = {number for rulings in said.values() for number, _ in rulings}
    numbered = Filing.objects.filter(case=case, number__in=numbers).order_by("-key")
    # Of two entries of one number the first, which the court's own links mean.
    entries = dict(numbered.values_list("number", "pk"))
    return {
        (order, entries[number]): outcome or Outcome.OTHER
        for order, rulings in said.items()
        for number, outcome in rulings
        if number in entries and entries[number] != order
    }
