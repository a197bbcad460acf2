"""The words of the made world, from words.toml, and what is put together from them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from cases.statutes import StatuteRef

STATUTES = 2_000
COMMONEST = "42 U.S.C. § 1983"
_TITLES = (2, 5, 6, 7, 8, 11, 12, 15, 16, 18, 19, 20, 21, 22, 25, 26, 28, 29, 30, 31, 33, 38, 40,
           41, 42, 43, 45, 46, 47, 49, 50, 52)  # fmt: skip
# Left out of the tail: what founds a jurisdiction, and what a range with the commonest would hold.
_NOT = {28: range(1200, 1600), 42: range(1980, 1991)}


@cache
def words() -> dict[str, Any]:
    with Path(__file__).with_name("words.toml").open("rb") as file:
        return tomllib.load(file)


def listed(name: str) -> list[str]:
    """A list of single words, or one of whole lines."""
    text: str = words()[name].strip()
    lines = text.split("\n")
    return lines if name in {"bodies", "towns", "state_law_claims", "reliefs"} else text.split()


def surnames() -> list[str]:
    return [f"{start}{end}" for start in listed("surname_starts") for end in listed("surname_ends")]


def topics() -> list[str]:
    return [f"{start} {end}" for start in listed("topic_starts") for end in listed("topic_ends")]


def defendants() -> list[tuple[str, str]]:
    """About 70 bodies of government and 3,400 companies, those sued most first, with their kind."""
    bodies = list(listed("bodies"))
    for town in listed("towns"):
        bodies += [f"City of {town}", f"{town} County Sheriff", f"{town} Unified School District"]
    forms = listed("company_forms")
    companies = [
        f"{start} {trade} {forms[(at + nth) % len(forms)]}"
        for at, trade in enumerate(listed("company_trades"))
        for nth, start in enumerate(listed("company_starts"))
    ]
    return [(name, "government") for name in bodies] + [
        (name, "organization") for name in companies
    ]


def tail_statutes(number: int) -> list[StatuteRef]:
    """So many sections that few cases are about, the commoner first; not each is in force."""
    taken = {citation for _, citation, _, _ in words()["statutes"]}
    found: list[StatuteRef] = []
    section = 100
    while len(found) < number:
        for title in _TITLES:
            ref = StatuteRef("U.S.C.", title, str(section))
            if section not in _NOT.get(title, ()) and str(ref) not in taken:
                found.append(ref)
        section += 29
    return found[:number]
