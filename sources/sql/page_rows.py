"""The rows of evidence that a page of a case is made of (see `cases/unchanged.py`).

Passages and texts are never edited, so the rows that point at them tell of them. People come by
their names alone, for each sign-in writes to their rows.
"""

from django.http import HttpRequest

_SOURCES = (
    "SELECT s.source_id FROM sources_citation ct"
    " JOIN sources_passage p ON p.id = ct.passage_id"
    " JOIN sources_snapshot s ON s.id = p.snapshot_id WHERE ct.case_id = c.id"
)
PAGE_ROWS = [
    "sources_citation it WHERE it.case_id = c.id",
    "sources_decision it WHERE it.case_id = c.id",
    "sources_signoff it WHERE it.case_id = c.id",
    "sources_passagecheck it WHERE it.passage_id IN"
    " (SELECT ct.passage_id FROM sources_citation ct WHERE ct.case_id = c.id)",
    f"sources_source it WHERE it.id IN ({_SOURCES})",
    "sources_notice it JOIN sources_snapshot t ON t.id = it.snapshot_id"
    f" WHERE t.source_id IN ({_SOURCES})",
    "sources_courtfile it JOIN sources_courtfile_cases fc ON fc.courtfile_id = it.id"
    " WHERE fc.case_id = c.id",
    # Columns in the place of the system's, so that the sum is of the names.
    "(SELECT ''::text AS ctid, concat_ws(' ', id, username, first_name, last_name) AS xmin"
    " FROM casetracker_user) it",
]


def review_in_the_frame(request: HttpRequest) -> str:
    """How much awaits a review, which the head of every page says to whoever may review."""
    from sources.awaiting import awaiting_for

    may_review = request.user.has_perm("sources.change_passagecheck")
    return str(awaiting_for(request)) if may_review else ""
