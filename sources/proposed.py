"""Proposals as a person goes through them: what each would state, and what the record says.

Derived from the record as it is now each time they are shown; nothing of it is stored.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from cases.citable import Citable, Kind
from cases.models import Case, CitedModel
from cases.presenting import in_words
from cases.wording import capitalised
from sources.choosing import court_names
from sources.facts import Fact
from sources.matching import Match, Standing, is_cited_already, matches_of_finding
from sources.models import TARGET_MODELS, Proposal, Snapshot
from sources.pointed import Pointed
from sources.reader.finding import About, Finding, FindingKind
from sources.reading import ends_of_paragraphs

# As a reader goes through them: what contradicts the record first.
ORDER = (Standing.DIFFERS, Standing.NEW, Standing.AGREES)
_KINDS = {FindingKind.DATE: Kind.DATE, FindingKind.AMOUNT: Kind.MONEY}


@dataclass(frozen=True)
class Proposed:
    """An open proposal, the fact that it is likeliest of (if any), and its words in the text."""

    proposal: Proposal
    pointed: Pointed
    match: Match | None
    court: str = ""  # the name of the court that it states
    paragraph: int = 1

    @property
    def standing(self) -> Standing:
        return self.match.standing if self.match else Standing.NEW

    @cached_property
    def label(self) -> str:
        """What it would state something of: “Filed”, “Name of a party”, “Date”."""
        if self.match:
            return self.match.fact.label
        model, citable = self._place
        if model is None or citable is None:
            return capitalised(self.proposal.kind.replace("_", " "))
        row = str(model._meta.verbose_name)
        # “Cause of action”, for a field that is called as its row is, needs no more.
        of = "" if model is Case or citable.label == row else f", {row}"
        return f"{capitalised(citable.label)}{of}"

    @cached_property
    def value(self) -> str:
        """The value that it would state, in words."""
        if self.court:
            return self.court
        value = self.match.stated if self.match else self.proposal.value
        if self.match:
            return in_words(self.match.fact.row, self.match.fact.citable, value)
        model, citable = self._place
        if model is None or citable is None:
            kind = _KINDS.get(FindingKind(self.proposal.kind), Kind.TEXT)
            model, citable = Case, Citable("", "", kind)
        return in_words(model(), citable, value)

    @property
    def _place(self) -> tuple[type[CitedModel] | None, Citable | None]:
        """The field that it names, where that can hold such a value: an amount is no summary."""
        model, citable = _named(self.proposal.about)
        kind = _KINDS.get(FindingKind(self.proposal.kind))
        fits = citable is not None and kind in {None, citable.kind}
        return (model, citable) if fits else (None, None)

    @property
    def is_plain(self) -> bool:
        """Whether one keystroke may accept it: it agrees, and nothing about it is doubtful."""
        return self.standing is Standing.AGREES and not self.proposal.doubt


@dataclass(frozen=True)
class Proposals:
    """The open proposals of a text: those to go through, and how many are cited already."""

    to_settle: tuple[Proposed, ...]
    cited_already: int

    def of(self, standing: Standing) -> list[Proposed]:
        return [it for it in self.to_settle if it.standing is standing]


def proposals_in(snapshot: Snapshot, facts: Sequence[Fact]) -> Proposals:
    """The open proposals of a text against these facts; two queries, however many there are."""
    found = list(Proposal.objects.open_in(snapshot))
    named = court_names({p.value for p in found if p.kind == FindingKind.COURT})
    ends = ends_of_paragraphs(snapshot.text)
    to_settle, cited_already = [], 0
    for proposal in found:
        finding = finding_of(proposal)
        if is_cited_already(finding, snapshot.pk, facts):
            cited_already += 1
            continue
        pointed = Pointed(snapshot.text, finding.start, finding.end)
        matches = matches_of_finding(finding, pointed.sentence, facts)
        court = ""
        if proposal.kind == FindingKind.COURT:
            court = named.get(proposal.value, "")
        number = bisect_right(ends, pointed.start) + 1
        match = matches[0] if matches else None
        to_settle.append(Proposed(proposal, pointed, match, court, number))
    to_settle.sort(key=lambda it: (ORDER.index(it.standing), it.pointed.start))
    return Proposals(tuple(to_settle), cited_already)


def finding_of(proposal: Proposal) -> Finding:
    """What the reader found, as it was kept; of another reader's vocabulary, what is known now."""
    about = proposal.about if proposal.about in set(About) else About.UNKNOWN
    return Finding(
        FindingKind(proposal.kind),
        proposal.passage.start,
        proposal.passage.end,
        proposal.value,
        About(about),
        proposal.inferred,
        proposal.doubt,
    )


def agreeing(proposals: Proposals, chosen: Collection[str] | None = None) -> list[Proposed]:
    """Those that agree with the record and are not doubtful; of the chosen keys, if any are given.

    A key is that of the proposal with the fact it was shown with, so that what somebody confirmed
    is what is cited.
    """
    plain = [it for it in proposals.of(Standing.AGREES) if it.is_plain]
    return plain if chosen is None else [it for it in plain if key_of(it) in chosen]


def key_of(proposed: Proposed) -> str:
    """The proposal and the fact that it would be cited for, and what it would state of it."""
    match = proposed.match
    fact = f"{match.fact.id}|{match.stated}" if match else ""
    return f"{proposed.proposal.pk}|{fact}"


def _named(about: str) -> tuple[type[CitedModel] | None, Citable | None]:
    target, _, field = about.partition(":")[0].partition(".")
    model = TARGET_MODELS.get(target)
    if model is None:
        return None, None
    try:
        return model, model.citable_field(field)
    except KeyError:
        return None, None
