from sources.models.capture import Capture, Way
from sources.models.citation import Citation
from sources.models.conflict_request import ConflictRequest
from sources.models.court_file import COURT_KINDS, CourtFile, Delivery, DeliveryWay
from sources.models.decision import Basis, Decision
from sources.models.fact_target import ROW_MODELS, TARGET_MODELS, FactTarget, Target
from sources.models.job import UNFINISHED, Job, JobState
from sources.models.notice import Notice, NoticeKind
from sources.models.passage import FOUND, CheckState, Passage, PassageCheck, Review
from sources.models.proposal import Perusal, Proposal, ProposalState
from sources.models.sign_off import SignOff
from sources.models.snapshot import Snapshot, Taken
from sources.models.source import Source, SourceKind
from sources.models.text_part import TextPart
from sources.models.watch import Every, Watch

__all__ = [
    "COURT_KINDS",
    "FOUND",
    "ROW_MODELS",
    "TARGET_MODELS",
    "UNFINISHED",
    "Basis",
    "Capture",
    "CheckState",
    "Citation",
    "ConflictRequest",
    "CourtFile",
    "Decision",
    "Delivery",
    "DeliveryWay",
    "Every",
    "FactTarget",
    "Job",
    "JobState",
    "Notice",
    "NoticeKind",
    "Passage",
    "PassageCheck",
    "Perusal",
    "Proposal",
    "ProposalState",
    "Review",
    "SignOff",
    "Snapshot",
    "Source",
    "SourceKind",
    "Taken",
    "Target",
    "TextPart",
    "Watch",
    "Way",
]
