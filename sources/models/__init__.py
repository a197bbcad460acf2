from sources.models.citation import Citation
from sources.models.decision import Basis, Decision
from sources.models.fact_target import ROW_MODELS, TARGET_MODELS, FactTarget, Target
from sources.models.passage import CheckState, Passage, PassageCheck
from sources.models.snapshot import Snapshot, Taken
from sources.models.source import Source, SourceKind

__all__ = [
    "ROW_MODELS",
    "TARGET_MODELS",
    "Basis",
    "CheckState",
    "Citation",
    "Decision",
    "FactTarget",
    "Passage",
    "PassageCheck",
    "Snapshot",
    "Source",
    "SourceKind",
    "Taken",
    "Target",
]
