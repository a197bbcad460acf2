from cases.models.base import CaseRow, CitedModel
from cases.models.case import Case, ClassStatus
from cases.models.claim import Claim, ClaimAgainst, ClaimStatute
from cases.models.counsel import Counsel
from cases.models.court import Court
from cases.models.event import Event, EventKind, Stance
from cases.models.filing import Disposition, Document, Filing, FilingKind, Prejudice, Scope
from cases.models.party import Party, PartyKind, Role
from cases.models.related_case import RelatedCase
from cases.models.statute import Statute

__all__ = [
    "Case",
    "CaseRow",
    "CitedModel",
    "Claim",
    "ClaimAgainst",
    "ClaimStatute",
    "ClassStatus",
    "Counsel",
    "Court",
    "Disposition",
    "Document",
    "Event",
    "EventKind",
    "Filing",
    "FilingKind",
    "Party",
    "PartyKind",
    "Prejudice",
    "RelatedCase",
    "Role",
    "Scope",
    "Stance",
    "Statute",
]
