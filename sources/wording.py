"""What the evidence of a fact amounts to, in words: on its marker, and in a line above it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.wording import capitalised, counted, figured, joined, spelled
from sources.counting import CountedFact
from sources.facts import Fact
from sources.models import Basis, Target

# What the facts about each kind of row stand under, in the order of the case page.
SECTION_TITLES = {
    Target.CASE: "The case",
    Target.PARTY: "Parties",
    Target.COUNSEL: "Counsel",
    Target.CLAIM: "Causes of action",
    Target.FILING: "Docket",
    Target.EVENT: "What happened",
    Target.RELATED_CASE: "Related cases",
}
_NAME_LENGTH = 60


@dataclass(frozen=True)
class Marker:
    """The small sign beside a value: how it looks, what it says, and its name when read aloud."""

    kind: str  # agree, differ, inferred, none or bare: the class of its look
    text: str
    says: str
    flag: str = ""  # what changed since it was cited, as a sentence; "" if nothing did


def marker_of(fact: Fact) -> Marker:
    """The marker of a fact; `says` is a clause such as “3 sources state it, 1 differs”."""
    return replace(_marker_of(fact), flag=flag_in_a_line(fact))


def flag_in_a_line(fact: Fact) -> str:
    """“The words changed in the text of 3 March 2025”; with several, how many more there are."""
    says = list(dict.fromkeys(flag.says for flag in fact.flags))
    if len(fact.flags) < 2:  # noqa: PLR2004 - one needs no count
        return "".join(says)
    return f"{says[0]}, and {counted(len(fact.flags) - 1, 'change')} more to review"


def changed_since(facts: Iterable[CountedFact]) -> str:
    """“Two facts lean on words that changed since”; "" if none does."""
    flagged = [fact for fact in facts if fact.flagged]
    in_words = all(any(one.has_other_words for one in fact.readings) for fact in flagged)
    return leaning_on_changes(len(flagged), in_words=in_words)


def leaning_on_changes(number: int, *, in_words: bool) -> str:
    """As `changed_since`, of so many facts; `in_words`: the very words of each changed."""
    if not number:
        return ""
    verb = "leans" if number == 1 else "lean"
    what = "words" if in_words else "words or a source"
    return f"{capitalised(counted(number, 'fact'))} {verb} on {what} that changed since"


def _marker_of(fact: Fact) -> Marker:
    basis = fact.decision.basis if fact.decision else None
    if fact.disputed:
        text = f"≠ {fact.supporting} of {fact.sources}"
        return Marker("differ", text, f"{_figures(fact)}{_if_inferred(fact)}")
    if fact.unrecorded:
        states = _states(fact.sources)
        return Marker("bare", "not recorded yet", f"{states} it, and nothing is recorded yet")
    if basis == Basis.INFERENCE:
        text = f"inferred {fact.sources}" if fact.sourced else "inferred"
        says = f"inferred from {figured(fact.sources, 'source')}" if fact.sourced else "inferred"
        return Marker("inferred", text, says)
    if fact.sourced:
        return Marker("agree", str(fact.sources), _figures(fact))
    if basis == Basis.UNSOURCED:
        return Marker("none", "no source states it", "no source states it")
    return Marker("bare", "unsourced", "no source is given for it yet")


def name_of(fact: Fact) -> str:
    """What a screen reader calls the marker, by what it is of and what it says."""
    of = f", {_short(fact.subject)}" if fact.subject else ""
    passages = "Open the passages" if fact.sourced else "Open the reason"
    marker = marker_of(fact)
    flag = f" {marker.flag}." if marker.flag else ""
    return f"{fact.label}{of}: {marker.says}.{flag} {passages}"


def in_a_line(fact: Fact) -> str:
    """“Three sources state it, one differs; one of the three repeats Reuters’ report.”"""
    if not fact.sourced:
        if fact.decision is None:
            return "No source is given for it yet."
        if fact.decision.basis == Basis.INFERENCE:
            return "No source states it: it is inferred."
        return "No source states it."
    if fact.unrecorded:
        line = f"{_states(fact.sources)} it, and nothing is recorded yet"
    elif not fact.supporting:
        what = "something else than is shown" if fact.value else "it, and the record shows nothing"
        line = f"{_states(fact.differing)} {what}"
    else:
        line = f"{_states(fact.supporting)} it"
        if both := _with_both(fact):
            also = "differs" if fact.differing == 1 else "differ"
            where = "one of them elsewhere" if both == 1 else f"{spelled(both)} of them elsewhere"
            where = "in another place" if both == fact.differing == 1 else where
            line += f", {spelled(fact.differing)} {also}, {where}"
        elif fact.differing:
            line += f", {spelled(fact.differing)} {'differs' if fact.differing == 1 else 'differ'}"
    return f"{capitalised(line)}{_repeated(fact)}."


def agreement(disputed: int, undecided: int) -> str:
    """“37 disagreements, all decided”, “1 disagreement, undecided”, “no disagreements”."""
    if not disputed:
        return "no disagreements"
    found = figured(disputed, "disagreement")
    if disputed == 1:
        return f"{found}, {'undecided' if undecided else 'decided'}"
    if not undecided:
        return f"{found}, all decided"
    return (
        f"{found}, {'none decided' if undecided == disputed else f'{undecided} of them undecided'}"
    )


def _states(number: int) -> str:
    return f"{counted(number, 'source')} {'states' if number == 1 else 'state'}"


def _figures(fact: Fact) -> str:
    verb = "states" if fact.supporting == 1 else "state"
    says = f"{figured(fact.supporting, 'source')} {verb} it"
    if fact.differing:
        says += f", {fact.differing} {'differs' if fact.differing == 1 else 'differ'}"
    return says


def _if_inferred(fact: Fact) -> str:
    return ", the value shown is inferred" if fact.inferred else ""


def _with_both(fact: Fact) -> int:
    """How many sources state the value shown in one place and another value in another."""
    return fact.supporting + fact.differing - fact.sources


def _repeated(fact: Fact) -> str:
    """Whose reports the supporting sources repeat, which makes them fewer voices."""
    origins: dict[str, set[int]] = {}
    for reading in fact.readings:
        if reading.agrees and reading.source.origin:
            origins.setdefault(reading.source.origin, set()).add(reading.source.pk)
    clauses = [
        f"{_which(len(copies), fact.supporting)} {possessive(origin)} report"
        for origin, copies in sorted(origins.items())
    ]
    return f"; {joined(clauses)}" if clauses else ""


def _which(copies: int, of: int) -> str:
    if of == 1:
        return "it repeats"
    verb = "repeats" if copies == 1 else "repeat"
    return f"{spelled(copies)} of the {spelled(of)} {verb}" if copies < of else f"all {verb}"


def possessive(name: str) -> str:
    """Reuters’, PYMNTS’, the Gazette’s."""
    return f"{name}’" if name.lower().endswith("s") else f"{name}’s"


def _short(words: str) -> str:
    if len(words) <= _NAME_LENGTH:
        return words
    return words[:_NAME_LENGTH].rsplit(" ", 1)[0] + "…"
