from cases.kinds import (
    Disposition,
    FilingKind,
    MotionType,
    Outcome,
    Prejudice,
    Scope,
    Status,
)
from cases.models.base import CaseRow, CitedModel
from cases.models.card import Card, CardTurn
from cases.models.case import Case, ClassStatus
from cases.models.claim import Claim, ClaimAgainst, ClaimStatute
from cases.models.colleague import DocketNote, DocketTag
from cases.models.conflict_check import ConflictCheck, ConflictOutcome
from cases.models.counsel import Counsel
from cases.models.court import Court
from cases.models.document import Document
from cases.models.event import Event, EventKind, Stance
from cases.models.filing import Filing
from cases.models.party import Party, PartyKind, Role
from cases.models.related_case import RelatedCase
from cases.models.ruling import Ruling
from cases.models.saved_filter import FeedKey, FilterLook, SavedFilter
from cases.models.statute import Statute

__all__ = [
    "Card",
    "CardTurn",
    "Case",
    "CaseRow",
    "CitedModel",
    "Claim",
    "ClaimAgainst",
    "ClaimStatute",
    "ClassStatus",
    "ConflictCheck",
    "ConflictOutcome",
    "Counsel",
    "Court",
    "Disposition",
    "DocketNote",
    "DocketTag",
    "Document",
    "Event",
    "EventKind",
    "FeedKey",
    "Filing",
    "FilingKind",
    "FilterLook",
    "MotionType",
    "Outcome",
    "Party",
    "PartyKind",
    "Prejudice",
    "RelatedCase",
    "Role",
    "Ruling",
    "SavedFilter",
    "Scope",
    "Stance",
    "Status",
    "Statute",
]
