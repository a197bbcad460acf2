from sources.views.reading import (
    agreement,
    case_history,
    fact_evidence,
    fact_history,
    reading_help,
    source,
    source_list,
)

__all__ = [
    "agreement",
    "case_history",
    "fact_evidence",
    "fact_history",
    "reading_help",
    "source",
    "source_list",
]
