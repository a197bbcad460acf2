"""Who changed what, when, and on which evidence: the history that the database keeps, in words.

It is kept by triggers, so a change by raw SQL is here like one by a form; only who made it is
not known then. What was written in one transaction bears one time, and is shown together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Subquery

from cases.models import CitedModel, Claim
from cases.presenting import in_words
from sources.counting import anchor_of
from sources.kept import LINK_COLUMNS, LINKS, TABLES, Subject
from sources.models import (
    TARGET_MODELS,
    CheckState,
    Citation,
    Decision,
    Passage,
    PassageCheck,
    Target,
)
from sources.past import Rows, as_it_was, history_of

_VERBS = {"insert": "added", "update": "changed", "delete": "removed"}
# What an event's date is made of is shown as its date.
_NOT_SHOWN = {"id", "version", "case", "first_day", "precision"}
_LABELS = {"slug": "Address", "key": "Name in links", "other": "Other case"}
_CITATION_LABELS = {
    "target": "Cited for",
    "field": "Cited for the field",
    "passage": "Words",
    "stated_value": "Value stated",
    "inferred": "What is inferred",
    "attributed_to": "Whose word it is",
}


@dataclass(frozen=True)
class Step:
    """One value that changed, in words; "" where there was none before or is none after."""

    label: str
    before: str
    after: str
    anchor: str = ""  # of the fact, where it is one


@dataclass(frozen=True)
class Entry:
    """One change of one row: of the record, of a citation, or a decision."""

    verb: str  # added, changed, removed
    noun: str
    name: str
    steps: tuple[Step, ...] = ()
    subject: Subject | None = None
    citation: Citation | None = None
    passage_address: str = ""
    decision: Decision | None = None

    @property
    def stated(self) -> str:
        """The value that the citation states, in words."""
        if self.subject is None or self.citation is None:
            return ""
        return self.subject.words(self.citation.stated_value)

    @property
    def adopted(self) -> str:
        """The value that the decision adopts, in words."""
        if self.subject is None or self.decision is None:
            return ""
        return self.subject.words(self.decision.value)


@dataclass(frozen=True)
class Moment:
    """What was written at one time by one person: one transaction."""

    when: datetime
    by: str
    entries: tuple[Entry, ...]


def moments_of(keys: Iterable[dict[str, Any]], only: Subject | None = None) -> list[Moment]:
    """What stands under these keys, gathered by transaction; `only` leaves out other fields."""
    reader = _Reader(list(keys), only)
    return [
        Moment(when, by, tuple(entry for _, _, entry in of_one))
        for (when, by), of_one in groupby(reader.entries(), key=lambda found: found[:2])
    ]


class _Reader:
    """Reads a page of history rows with all that they need to be put in words."""

    def __init__(self, keys: list[dict[str, Any]], only: Subject | None) -> None:
        self.keys, self.only, self.rows = keys, only, Rows()
        self.kept: dict[tuple[str, int], Any] = {}
        self.previous: dict[tuple[str, int], Any] = {}
        for kind in {key["pgh_table"] for key in keys}:
            self._read(kind, [key["pgh_id"] for key in keys if key["pgh_table"] == kind])
        self.rows.load()
        passages = [kept.passage_id for (kind, _), kept in self.kept.items() if kind == "citation"]
        # The page of a source shows its newest text, so links go to where the words are there.
        self.newest = dict(
            PassageCheck.objects.filter(passage__in=passages, state=CheckState.SAME)
            .order_by("snapshot__taken_at", "snapshot_id")
            .values_list("passage_id", "found_id")
            if passages
            else ()
        )

    def entries(self) -> Iterable[tuple[datetime, str, Entry]]:
        for key in self.keys:
            place = (key["pgh_table"], key["pgh_id"])
            kept = self.kept[place]
            entry = self._entry(key["pgh_table"], kept, self.previous.get(place))
            if entry is not None:
                yield kept.pgh_created_at, self._by(kept), entry

    def _read(self, kind: str, keys: list[int]) -> None:
        model = TABLES[kind]
        history = history_of(model)
        earlier = history.objects.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
        ).order_by("-pgh_id")
        found = list(
            history.objects.filter(pgh_id__in=keys)
            .select_related("pgh_context")
            .annotate(earlier=Subquery(earlier.values("pgh_id")[:1]))
        )
        before = history.objects.in_bulk(
            [kept.earlier for kept in found if kept.pgh_label == "update" and kept.earlier]
        )
        for kept in found:
            self.kept[kind, kept.pgh_id] = kept
            self.previous[kind, kept.pgh_id] = before.get(kept.earlier)
        for kept in [*found, *before.values()]:
            self.rows.want_pointed_at_by(as_it_was(model, kept))
        for kept in found:
            self.rows.want(get_user_model(), _user_of(kept))

    def _by(self, kept: Any) -> str:
        pk = _user_of(kept)
        if pk is None:
            return "someone who was not signed in" if kept.pgh_context else "SQL or a command"
        user = self.rows.get(get_user_model(), pk)
        return (user.get_full_name() or user.get_username()) if user else "somebody since deleted"

    def _entry(self, kind: str, kept: Any, previous: Any) -> Entry | None:
        if kind == "decision":
            return self._decision(kept)
        if kind == "citation":
            return self._citation(kept, previous)
        if kind in LINKS:
            return self._link(kind, kept)
        return self._row(kind, kept, previous)

    def _row(self, kind: str, kept: Any, previous: Any) -> Entry | None:
        model, target = TARGET_MODELS[kind], Target(kind)
        row = self.rows.joined(as_it_was(model, kept))
        old = previous and self.rows.joined(as_it_was(model, previous))
        verb = _VERBS[kept.pgh_label]
        new = None if verb == "removed" else row
        old = row if verb == "removed" else old
        steps = tuple(self._steps(target, old, new))
        if self.only:
            wanted = self.only.field
            steps = tuple(s for s in steps if wanted and s.anchor == self.only.anchor)
            if wanted and not steps:
                return None
        return Entry(verb, str(target.label), row.headline, steps)

    def _steps(self, target: Target, old: Any, new: Any) -> Iterable[Step]:
        row = new if new is not None else old
        for field, label in _shown_fields(type(row)).items():
            before, after = _words(old, field), _words(new, field)
            if before != after:
                is_fact = field in {citable.field for citable in row.citable}
                yield Step(label, before, after, anchor_of(target, row, field) if is_fact else "")

    def _link(self, kind: str, kept: Any) -> Entry:
        _, field, named = LINKS[kind]
        claim = self.rows.get(Claim, kept.claim_id)
        name = str(self.rows.get(named, getattr(kept, LINK_COLUMNS[kind])) or "one since deleted")
        before, after = ("", name) if kept.pgh_label != "delete" else (name, "")
        anchor = anchor_of(Target.CLAIM, claim, field)
        step = Step(claim.label_of(field), before, after, anchor)
        return Entry("changed", str(Target.CLAIM.label), claim.headline, (step,))

    def _citation(self, kept: Any, previous: Any) -> Entry:
        citation = self.rows.joined(as_it_was(Citation, kept))
        subject = self._subject(citation)
        steps = []
        if previous:
            old = self.rows.joined(as_it_was(Citation, previous))
            for field, label in _CITATION_LABELS.items():
                before, after = str(getattr(old, field)), str(getattr(citation, field))
                if field == "stated_value":
                    before, after = subject.words(before), subject.words(after)
                if before != after:
                    steps.append(Step(label, before, after))
        passage: Passage = citation.passage
        place = self.newest.get(passage.pk) or passage.pk
        source = passage.snapshot.source.get_absolute_url()
        address = f"{source}?passage={place}#passage-{place}"
        return Entry(
            _VERBS[kept.pgh_label],
            "source",
            passage.snapshot.source.name,
            tuple(steps),
            subject,
            citation,
            address,
        )

    def _decision(self, kept: Any) -> Entry:
        decision = self.rows.joined(as_it_was(Decision, kept))
        return Entry("added", "decision", "", subject=self._subject(decision), decision=decision)

    def _subject(self, pointer: Citation | Decision) -> Subject:
        row = self.rows.get(TARGET_MODELS[pointer.target], pointer.row_id)
        return Subject(Target(pointer.target), row, pointer.field)


def _user_of(kept: Any) -> Any:
    return kept.pgh_context.metadata.get("user") if kept.pgh_context else None


def _shown_fields(model: type[CitedModel]) -> dict[str, str]:
    """The fields of a row whose changes are shown, citable or not, with their labels."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    known = {
        citable.field: citable.label.capitalize()
        for citable in model.citable
        if citable.field in columns or isinstance(getattr(model, citable.field, None), property)
    }
    others = {
        name: _LABELS.get(name) or str(field.verbose_name).capitalize()
        for name, field in columns.items()
        if name not in _NOT_SHOWN and name not in known
    }
    return known | others


def _words(row: Any, field: str) -> str:
    """A value as a reader sees it; "" for none, and for no row."""
    if row is None:
        return ""
    if field in {citable.field for citable in row.citable}:
        return in_words(row, row.citable_field(field), row.value_of(field))
    display = getattr(row, f"get_{field}_display", None)
    value = display() if display else getattr(row, field)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
