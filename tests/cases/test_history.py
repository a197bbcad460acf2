"""Who changed what is kept by the database itself, so that raw SQL leaves its trace too."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from factory.django import DjangoModelFactory

from tests import factories, sql

pytestmark = pytest.mark.django_db

Change = tuple[type[DjangoModelFactory], str, Any]


def another_statute(_: Any) -> int:
    return factories.StatuteFactory(citation="47 U.S.C. § 227").pk


def another_party(row: Any) -> int:
    return factories.PartyFactory(case=row.claim.case).pk


def another_snapshot(row: Any) -> int:
    return factories.SnapshotFactory(source=row.passage.snapshot.source, text="Again.").pk


def another_citation(row: Any) -> int:
    return factories.CitationFactory(passage=row.passage).pk


CHANGES: list[Change] = [
    (factories.CaseFactory, "seat", "Oakland"),
    (factories.PartyFactory, "parent", "Microsoft"),
    (factories.CounselFactory, "firm", "Edelson PC"),
    (factories.ClaimFactory, "relief", "an injunction"),
    (factories.ClaimStatuteFactory, "statute_id", another_statute),
    (factories.ClaimAgainstFactory, "party_id", another_party),
    (factories.FilingFactory, "sealed", True),
    (factories.DocumentFactory, "description", "Exhibit A"),
    (factories.RulingFactory, "outcome", "denied"),
    (factories.DocketNoteFactory, "text", "Done."),
    (factories.DocketTagFactory, "name", "urgent"),
    (factories.EventFactory, "stance", "admitted"),
    (factories.RelatedCaseFactory, "relation", "same counsel"),
    (factories.CourtFactory, "citation", "N.D. Cal."),
    (factories.StatuteFactory, "popular_name", "SCA"),
    (factories.SourceFactory, "url", "https://example.org/"),
    (factories.CitationFactory, "stated_value", "2025-01-25"),
    (factories.PassageCheckFactory, "snapshot_id", another_snapshot),
    (factories.NoticeFactory, "reviewed_at", datetime(2025, 3, 4, 12, tzinfo=UTC)),
    (factories.ProposalFactory, "citation_id", another_citation),
    (factories.SavedFilterFactory, "name", "Mine"),
]
# Not changed and not deleted: their insertion is all there is to keep. The row of a sign-off says
# itself when and why it was taken back.
APPEND_ONLY = {"Snapshot", "Passage", "Decision", "SignOff", "ConflictCheck", "ConflictOutcome"}
# Work to be done: the row of a job says itself what became of it, and changes by the second.
WORK = {"Capture", "ConflictRequest", "CourtFile", "Delivery", "Perusal", "Watch"}
# Written anew by triggers from what has its history.
DERIVED = {"Card", "CardTurn", "TextPart"}
# How far somebody has looked, and what they read a feed with: theirs, and nobody looks back at it.
PERSONAL = {"FilterLook", "FeedKey"}


def names_of(changes: list[Change]) -> list[str]:
    return [factory._meta.model.__name__ for factory, _, _ in changes]


def kept(row: models.Model, column: str) -> list[tuple[str, Any]]:
    """What the history holds of a row: what was done, and the column's value then."""
    return sql.run(
        f"SELECT pgh_label, {column} FROM {row._meta.db_table}history "
        "WHERE pgh_obj_id = %s ORDER BY pgh_id",
        row.pk,
    )


@pytest.mark.parametrize(("factory", "column", "new"), CHANGES, ids=names_of(CHANGES))
def test_insert_update_and_delete_by_raw_sql_leave_their_trace(
    factory: type[DjangoModelFactory], column: str, new: Any
) -> None:
    row = factory()
    table, before = row._meta.db_table, getattr(row, column)
    after = new(row) if isinstance(new, Callable) else new
    assert kept(row, column) == [("insert", before)]
    sql.run(f"UPDATE {table} SET {column} = %s WHERE id = %s", after, row.pk)
    assert kept(row, column)[1:] == [("update", after)]
    sql.run(f"DELETE FROM {table} WHERE id = %s", row.pk)
    assert kept(row, column) == [("insert", before), ("update", after), ("delete", after)]


def test_an_update_that_changes_nothing_leaves_no_trace() -> None:
    party = factories.PartyFactory()
    sql.run("UPDATE cases_party SET name = name WHERE id = %s", party.pk)
    assert kept(party, "name") == [("insert", party.name)]


def test_a_decision_leaves_its_trace_when_made() -> None:
    decision = factories.DecisionFactory()
    assert kept(decision, "reason") == [("insert", decision.reason)]


def test_every_model_of_record_and_evidence_is_tested_here_or_never_changes() -> None:
    ours = [
        model.__name__
        for label in ("cases", "sources")
        for model in apps.get_app_config(label).get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]
    assert set(ours) - APPEND_ONLY - WORK - DERIVED - PERSONAL == set(names_of(CHANGES))
