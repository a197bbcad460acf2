"""A factory for each model. Each makes the least that the database accepts; tests say the rest.

Rows of one case: `PartyFactory(case=case)`. Evidence: `CitationFactory(about=party, field="name",
stated_value="…")`, whose case, target and foreign key follow from `about`.
"""

import hashlib
from typing import Any

from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from cases import models as record
from cases.statutes import parse_one
from casetracker.models import User
from sources import models as evidence


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = Sequence("somebody-{}".format)


class CourtFactory(DjangoModelFactory):
    class Meta:
        model = record.Court

    id = Sequence("court{}".format)
    name = Sequence("District Court of Somewhere {}".format)


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = record.Case

    slug = Sequence("case-{}".format)
    caption = Sequence("Someone {} v. Somebody".format)


class RowFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    case = SubFactory(CaseFactory)
    key = Sequence("row-{}".format)


class PartyFactory(RowFactory):
    class Meta:
        model = record.Party

    name = "Acme Corp."
    role = record.Role.DEFENDANT


class CounselFactory(RowFactory):
    class Meta:
        model = record.Counsel

    attorney = "Ann Advocate"
    represents = SubFactory(PartyFactory, case=SelfAttribute("..case"))


class FilingFactory(RowFactory):
    class Meta:
        model = record.Filing

    description = "A paper"


class DisposingFilingFactory(FilingFactory):
    """Ends the whole case."""

    disposition = record.Disposition.VOLUNTARY_DISMISSAL
    disposes = record.Scope.CASE


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = record.Document

    filing = SubFactory(FilingFactory)


class RulingFactory(DjangoModelFactory):
    class Meta:
        model = record.Ruling

    order = SubFactory(FilingFactory)
    motion = SubFactory(FilingFactory, case=SelfAttribute("..order.case"))
    outcome = "granted"


class DocketNoteFactory(DjangoModelFactory):
    class Meta:
        model = record.DocketNote

    filing = SubFactory(FilingFactory)
    text = "Ask the clerk for a copy."
    written_by = SubFactory("tests.factories.UserFactory")


class DocketTagFactory(DjangoModelFactory):
    class Meta:
        model = record.DocketTag

    filing = SubFactory(FilingFactory)
    name = "hearing"


class SavedFilterFactory(DjangoModelFactory):
    class Meta:
        model = record.SavedFilter

    owner = SubFactory(UserFactory)
    name = Sequence("Filter {}".format)
    query = "status=open"


class FilterLookFactory(DjangoModelFactory):
    class Meta:
        model = record.FilterLook

    saved = SubFactory(SavedFilterFactory)
    person = SelfAttribute("saved.owner")
    newest_case = 0


class FeedKeyFactory(DjangoModelFactory):
    class Meta:
        model = record.FeedKey

    owner = SubFactory(UserFactory)


class ClaimFactory(RowFactory):
    class Meta:
        model = record.Claim

    title = "Breach of contract"


class StatuteFactory(DjangoModelFactory):
    """`StatuteFactory(citation="18 U.S.C. § 2701")`, in any spelling."""

    class Meta:
        model = record.Statute

    citation = "18 U.S.C. § 2701"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> record.Statute:
        return record.Statute.objects.written(parse_one(values["citation"]))


class ClaimStatuteFactory(DjangoModelFactory):
    class Meta:
        model = record.ClaimStatute

    claim = SubFactory(ClaimFactory)
    statute = SubFactory(StatuteFactory)


class ClaimAgainstFactory(DjangoModelFactory):
    class Meta:
        model = record.ClaimAgainst

    claim = SubFactory(ClaimFactory)
    party = SubFactory(PartyFactory, case=SelfAttribute("..claim.case"))


class EventFactory(RowFactory):
    class Meta:
        model = record.Event

    kind = record.EventKind.CONDUCT
    summary = "Something happened"


class RelatedCaseFactory(RowFactory):
    class Meta:
        model = record.RelatedCase

    other = SubFactory(CaseFactory)
    relation = "same defendant"


class ConflictCheckFactory(DjangoModelFactory):
    """A check of one name that appears nowhere."""

    class Meta:
        model = record.ConflictCheck

    made_by = SubFactory(UserFactory)
    names = "Nobody Atall"
    names_given = 1
    names_found = 0
    found = LazyAttribute(lambda it: {"names": [{"name": it.names, "matches": [], "common": []}]})


class ConflictOutcomeFactory(DjangoModelFactory):
    class Meta:
        model = record.ConflictOutcome

    check_made = SubFactory(ConflictCheckFactory)
    outcome = "cleared"
    reason = "No such name here."
    decided_by = SubFactory(UserFactory)


class ConflictRequestFactory(DjangoModelFactory):
    """One that waits for a worker."""

    class Meta:
        model = evidence.ConflictRequest

    asked_by = SubFactory(UserFactory)
    asked_as = Sequence(str)
    names = LazyAttribute(lambda it: "\n".join(f"Nobody {n}" for n in range(it.names_given)))
    names_given = 60


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Source

    key = Sequence("source-{}".format)
    kind = evidence.SourceKind.PRESS_ARTICLE
    publisher = Sequence("Gazette {}".format)


class SnapshotFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Snapshot

    source = SubFactory(SourceFactory)
    taken = evidence.Taken.IMPORTED
    text = "The suit was filed on Tuesday."
    sha256 = LazyAttribute(lambda it: hashlib.sha256(it.text.encode()).hexdigest())


class TextPartFactory(DjangoModelFactory):
    class Meta:
        model = evidence.TextPart

    source = SubFactory(SourceFactory)
    snapshot = SubFactory(SnapshotFactory, source=SelfAttribute("..source"))
    start = 64_000
    words = ""


class PassageFactory(DjangoModelFactory):
    """`PassageFactory(snapshot=…, exact="on Tuesday")`, at the first place of these words."""

    class Meta:
        model = evidence.Passage

    snapshot = SubFactory(SnapshotFactory)
    exact = "filed on Tuesday"
    start = LazyAttribute(lambda it: it.snapshot.text.index(it.exact))
    end = LazyAttribute(lambda it: it.start + len(it.exact))


class PassageCheckFactory(DjangoModelFactory):
    """Not found again, in a newer text of the same source."""

    class Meta:
        model = evidence.PassageCheck

    passage = SubFactory(PassageFactory)
    snapshot = SubFactory(
        SnapshotFactory, source=SelfAttribute("..passage.snapshot.source"), text="Corrected."
    )
    state = evidence.CheckState.MISSING


class CaptureFactory(DjangoModelFactory):
    """Waiting to be fetched."""

    class Meta:
        model = evidence.Capture

    source = SubFactory(SourceFactory)
    way = evidence.Way.ADDRESS
    url = "https://gazette.example/suit"


class WatchFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Watch

    source = SubFactory(SourceFactory)


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Notice

    snapshot = SubFactory(SnapshotFactory)
    kind = evidence.NoticeKind.NOTE
    words = "Correction: the suit was filed on Monday."


class PerusalFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Perusal

    snapshot = SubFactory(SnapshotFactory)


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Proposal

    passage = SubFactory(PassageFactory)
    kind = "date"
    value = "2025-01-21"


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = evidence.Delivery

    way = evidence.DeliveryWay.UPLOAD


class CourtFileFactory(DjangoModelFactory):
    """A file that came in and waits for a worker."""

    class Meta:
        model = evidence.CourtFile

    delivery = SubFactory(DeliveryFactory)
    filename = "cand_1.html"
    size = 0


class FactTargetFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        about = SubFactory(CaseFactory)

    case = LazyAttribute(lambda it: getattr(it.about, "case", it.about))
    target = LazyAttribute(lambda it: target_of(it.about))
    party = LazyAttribute(lambda it: it.about if it.target == "party" else None)
    counsel = LazyAttribute(lambda it: it.about if it.target == "counsel" else None)
    claim = LazyAttribute(lambda it: it.about if it.target == "claim" else None)
    filing = LazyAttribute(lambda it: it.about if it.target == "filing" else None)
    event = LazyAttribute(lambda it: it.about if it.target == "event" else None)
    related_case = LazyAttribute(lambda it: it.about if it.target == "related_case" else None)
    field = ""


class CitationFactory(FactTargetFactory):
    class Meta:
        model = evidence.Citation

    passage = SubFactory(PassageFactory)


class DecisionFactory(FactTargetFactory):
    class Meta:
        model = evidence.Decision

    basis = evidence.Basis.SOURCES
    reason = "Two of three say so."


class SignOffFactory(DjangoModelFactory):
    """The database refuses it while a point of the case is open."""

    class Meta:
        model = evidence.SignOff

    case = SubFactory(CaseFactory)
    signed_by = SubFactory(UserFactory)


def target_of(row: record.CitedModel) -> str:
    """The word for the model of a row: party, filing."""
    return next(name for name, model in evidence.TARGET_MODELS.items() if model is type(row))


ROW_FACTORIES: dict[str, type[RowFactory]] = {
    "party": PartyFactory,
    "counsel": CounselFactory,
    "claim": ClaimFactory,
    "filing": FilingFactory,
    "event": EventFactory,
    "related_case": RelatedCaseFactory,
}
