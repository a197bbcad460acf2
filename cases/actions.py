"""Writes over several models of the record."""

from functools import cache

from cases.models import Court


class UnknownCourtError(ValueError):
    """No court has this id in courts-db."""


@cache
def _courts() -> dict[str, dict[str, str]]:
    # Takes half a second to import, which pages need not wait for.
    from courts_db import courts

    return {court["id"]: court for court in courts}


def court_of_id(court_id: str) -> Court:
    """The court of a courts-db id, taken from there when it is not yet in the tracker.

    Raises UnknownCourtError.
    """
    court = Court.objects.filter(pk=court_id).first()
    if court is not None:
        return court
    known = _courts().get(court_id)
    if known is None:
        raise UnknownCourtError(
            f"“{court_id}” is no court's id in courts-db; that of N.D. Cal. is cand"
        )
    court, _ = Court.objects.get_or_create(
        pk=court_id,
        defaults={
            "name": known["name"],
            "citation": known.get("citation_string", ""),
            "system": known.get("system", ""),
        },
    )
    return court
