"""Court files: what a docket report, a notice of electronic filing or a court's feed states.

Pure: bytes in, frozen records out. juriscraper parses; where each value stands is found here.
"""

from sources.dockets.read import read_court_file
from sources.dockets.records import (
    AttachmentRecord,
    CaseRecord,
    CounselRecord,
    CourtRecord,
    EntryRecord,
    PartyRecord,
    RefusedFileError,
    Stated,
)

__all__ = [
    "AttachmentRecord",
    "CaseRecord",
    "CounselRecord",
    "CourtRecord",
    "EntryRecord",
    "PartyRecord",
    "RefusedFileError",
    "Stated",
    "read_court_file",
]
