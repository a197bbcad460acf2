"""Facts of a case that never was, for the page that explains the signs. Nothing is saved."""

from dataclasses import dataclass
from datetime import date

from cases.models import Case
from cases.presenting import in_words
from sources.disagreements import agrees
from sources.facts import Fact, Reading
from sources.models import (
    Basis,
    CheckState,
    Citation,
    Decision,
    Passage,
    Snapshot,
    Source,
    Taken,
    Target,
)

_SOURCES = [
    Source(pk=number, key=name.lower(), publisher=name)
    for number, name in enumerate(["The Gazette", "The Courier", "The Record", "The Post"], 1)
]


@dataclass(frozen=True)
class Examples:
    """One fact for each sign that a reader meets."""

    agreed: Fact
    disputed: Fact
    inferred: Fact
    unsourced: Fact
    bare: Fact
    changed: Fact


def examples() -> Examples:
    """A fresh set: templates may look at facts, and facts remember."""
    case = Case(
        slug="roe-v-doe",
        caption="Roe v. Doe",
        filed_on=date(2025, 3, 3),
        seat="Springfield",
        terminated_on=date(2025, 3, 7),
        jury_demand="by the plaintiff",
        nature_of_suit="Wages",
    )
    return Examples(
        agreed=_fact(case, "seat", ["Springfield"] * 3),
        disputed=_fact(
            case,
            "filed_on",
            ["2025-03-03", "2025-03-03", "2025-03-03", "2025-03-04"],
            Basis.SOURCES,
            "Three of four say Monday; the fourth gives the day on which it wrote of it.",
        ),
        inferred=_fact(
            case, "terminated_on", ["Friday"], Basis.INFERENCE, "The only Friday of that week."
        ),
        unsourced=_fact(
            case, "docket_number", [], Basis.UNSOURCED, "Looked for in all four; none gives it."
        ),
        bare=_fact(case, "jury_demand", []),
        changed=_changed(_fact(case, "nature_of_suit", ["Wages", "Wages"])),
    )


def _fact(
    case: Case, field: str, stated: list[str], basis: Basis | None = None, reason: str = ""
) -> Fact:
    citable, shown = case.citable_field(field), case.value_of(field)
    # What is inferred adds to what is stated, so it is no disagreement.
    readings = tuple(
        Reading(
            _citation(source, value),
            basis == Basis.INFERENCE or agrees(citable.kind, shown, value),
            in_words(case, citable, value),
        )
        for source, value in zip(_SOURCES, stated, strict=False)
    )
    decision = Decision(basis=basis, value=shown, reason=reason, considers=0) if basis else None
    return Fact(case, Target.CASE, case, citable, readings, decision)


def _citation(source: Source, value: str) -> Citation:
    """As read by `for_facts`, of words that nobody looked for in another text."""
    passage = Passage(snapshot=Snapshot(source=source))
    citation = Citation(passage=passage, stated_value=value, turn=0)
    vars(citation).update(newest_check=None, newest_place=None, open_notices=[])
    return citation


def _changed(fact: Fact) -> Fact:
    """The first source it leans on has other words by now."""
    vars(fact.readings[0].citation)["newest_check"] = {
        "id": 0,
        "passage_id": 0,
        "state": CheckState.CHANGED,
        "review": "",
        "snapshot_id": 0,
        "taken": Taken.FETCHED,
        "taken_at": "2025-03-09T20:00:00+00:00",
    }
    return fact
